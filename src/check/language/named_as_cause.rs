//! `named-as-cause`: one person, where a cause is told.

use std::ops::Range;

use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "named-as-cause",
        group: Group::Language,
        level: Level::Hint,
        summary: "one person stands here as the cause",
        why: "Anyone in that seat, with that view, is likely to act alike; a name closes the question of what the seat looked like (PagerDuty: an inspecific responder; Dekker: proximal).",
        help: "would anyone in that seat, with that view, have acted alike? Which role, tool or signal belongs here instead?",
        bad: &[
            "An engineer accidentally deleted the volume.",
            "She forgot to raise the limit.",
            "The outage was caused by @mara.",
            "A contractor made a mistake in the prefix list.",
            "The error was introduced by a developer.",
            "He did not check the free space.",
            "A team member inadvertently removed the host.",
            "The problem was caused by an operator.",
            "The on-call engineer should have escalated.",
            "The bug was introduced by @juno in the spring.",
        ],
        good: &[
            "The script accidentally deleted the volume.",
            "She raised the limit at 10:00.",
            "The fix was merged by @mara.",
            "A contractor found the prefix list.",
            "The error was introduced by a migration.",
            "He checked the free space.",
            "A team member restored the host.",
            "The problem was caused by a full disk.",
            "The on-call engineer escalated.",
            "The bug was found by @juno in the spring.",
        ],
    },
    trap: Trap::HumanError,
    cues: &[
        "engineer",
        "developer",
        "operator",
        "technician",
        "admin",
        "colleague",
        "member",
        "contractor",
        "intern",
        "maintainer",
        "manager",
        "author",
        "analyst",
        "employee",
        "he ",
        "she ",
        "@",
    ],
    find,
    scope: Scope::Story,
    once: false,
    opt_in: false,
};
use super::{did_not, failed_to, should_have, slip_as_cause};

/// The rules that make a person in the same clause the cause.
const BLAMING: [&Wording; 4] = [
    &slip_as_cause::RULE,
    &should_have::RULE,
    &failed_to::RULE,
    &did_not::RULE,
];
/// What makes a person one of many, or a group.
const MANY: &[&str] = &[
    "engineers",
    "developers",
    "operators",
    "members",
    "team",
    "teams",
    "admins",
    "managers",
    "authors",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let class = s.class(at);
    let one = class.any(Class::HANDLE)
        || s.is(at, &["he", "she"])
        || (class.any(Class::PERSON) && !s.is(at, MANY));
    if !one || s.class(at + 1).any(Class::PERSON) || s.is(at + 1, &["'s", "’s"]) {
        return None;
    }
    let from = start(s, at);
    let told = is_origin(s, from) || s.opens(from) && is_blamed(s, at);
    told.then_some(from..at + 1)
}

/// The first word of the noun phrase that ends at `at`.
fn start(s: &Sentence<'_>, at: usize) -> usize {
    let reach = at.saturating_sub(4);
    let article = (reach..at)
        .rev()
        .find(|index| s.class(*index).any(Class::DETERMINER));
    article
        .filter(|_| !s.class(at).any(Class::HANDLE))
        .unwrap_or(at)
}

/// `caused by a developer`, `introduced by @ana`, said of trouble.
fn is_origin(s: &Sentence<'_>, from: usize) -> bool {
    let verb = from.wrapping_sub(2);
    let by = s.is(from.wrapping_sub(1), &["by"]);
    let caused = s.is(
        verb,
        &["caused", "broken", "triggered", "introduced", "made"],
    );
    let trouble = s.holds(
        verb.saturating_sub(8)..verb.min(s.words.len()),
        Class::INCIDENT,
    ) || s.before(
        verb,
        8,
        &["mistake", "typo", "misconfiguration", "regression"],
    );
    by && caused && trouble
}

/// Whether another rule finds that the person slipped or left something undone.
fn is_blamed(s: &Sentence<'_>, at: usize) -> bool {
    let end = s.clause_end(at).min(at + 8);
    (at + 1..end).any(|index| {
        let fits = s.subject(index).is_none_or(|head| head == at || head >= at);
        fits && BLAMING
            .iter()
            .any(|wording| (wording.find)(s, index).is_some())
    })
}
