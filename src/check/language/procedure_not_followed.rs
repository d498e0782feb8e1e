//! `procedure-not-followed`: paper and practice, told as a fault.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "procedure-not-followed",
        group: Group::Language,
        level: Level::Hint,
        summary: "what people did is measured by a paper here",
        why: "Work as it is written and work as it is done always differ; people adapt for reasons, and those are worth knowing (Hollnagel: work-as-imagined; Microsoft Learn: mechanistic reasoning).",
        help: "how is this work usually done, and where do the paper and the practice part?",
        bad: &[
            "The runbook was not followed.",
            "The engineers did not follow the release procedure.",
            "They ran the script instead of following the playbook.",
            "The operator deviated from the procedure.",
            "The team skipped the checklist.",
            "The change process was bypassed.",
            "The on-call ignored the runbook.",
            "Best practices were not followed during the move.",
            "The documented steps were not followed.",
            "The team violated the change policy.",
            "The on-call engineer ignored three pages before lunch.",
            "The manager violated the change freeze.",
        ],
        good: &[
            "The redirect was not followed.",
            "The crawler did not follow the links.",
            "They ran the script, following the playbook.",
            "The clock deviated from the reference.",
            "The team wrote the checklist.",
            "The cache was bypassed.",
            "The on-call opened the runbook.",
            "Three alerts followed during the move.",
            "The documented steps need a host that was retired.",
            "The query violated a constraint.",
            "The pager ignored three pages while it was muted.",
            "The job ran in the change freeze.",
        ],
    },
    trap: Trap::Mechanistic,
    cues: &[
        "not follow",
        "follow",
        "deviat",
        "ignored",
        "bypassed",
        "skipped",
        "disregard",
        "adher",
        "violat",
    ],
    find,
    scope: Scope::Review,
    once: false,
    opt_in: false,
};
/// What work is written down in.
const PAPER: &[&str] = &[
    "procedure",
    "procedures",
    "process",
    "processes",
    "runbook",
    "runbooks",
    "playbook",
    "playbooks",
    "policy",
    "policies",
    "protocol",
    "protocols",
    "checklist",
    "checklists",
    "guideline",
    "guidelines",
    "instructions",
    "steps",
    "practice",
    "practices",
    "standards",
    "guidance",
    "freeze",
];
/// What calls for somebody: to tell that a person ignored it calls practice disobedience
/// (domain.md, terms to avoid).
const CALLS: &[&str] = &[
    "alert", "alerts", "alarm", "alarms", "page", "pages", "warning", "warnings",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let end = s.clause_end(at).min(at + 8);
    let paper_after = (at + 1..end).find(|index| s.is(*index, PAPER));
    let paper_before = (at.saturating_sub(20)..at).any(|index| s.is(index, PAPER));
    let human = |verb: usize| !matches!(s.agent(verb), Agent::Component | Agent::Users);
    if s.is(at, &["following"]) {
        let instead = s.reads(at.wrapping_sub(2), &["instead", "of"])
            || s.is(at.wrapping_sub(1), &["without"]);
        return paper_after.filter(|_| instead).map(|paper| at..paper + 1);
    }
    if s.is(at, &["follow", "followed", "adhere", "adhered"]) {
        let auxiliary = s.skip_back(at, Class::NOT | Class::ADVERB);
        if !s.holds(auxiliary..at, Class::NOT) {
            return None;
        }
        let from = auxiliary + 1;
        let passive = s.class(auxiliary).any(Class::BE);
        if passive {
            return paper_before.then_some(from..at + 1);
        }
        return paper_after
            .filter(|_| human(auxiliary))
            .map(|paper| from..paper + 1);
    }
    if s.is_denied(at) || s.is_ahead(at) {
        return None;
    }
    if s.class(at.wrapping_sub(1)).any(Class::BE) {
        let left = s.is(
            at,
            &["ignored", "bypassed", "skipped", "disregarded", "violated"],
        );
        let paper = s.subject(at - 1).is_some_and(|head| s.is(head, PAPER));
        return (left && paper).then_some(at..at + 1);
    }
    let left = s.is(
        at,
        &[
            "deviated",
            "ignored",
            "bypassed",
            "skipped",
            "disregarded",
            "violated",
        ],
    );
    if s.is(at, &["ignored", "disregarded"]) && s.agent(at) == Agent::Person {
        let called = (at + 1..end).find(|index| s.is(*index, CALLS));
        if let Some(called) = called {
            return Some(at..called + 1);
        }
    }
    let person = matches!(s.agent(at), Agent::Person | Agent::They | Agent::Elided);
    paper_after
        .filter(|_| left && person)
        .map(|paper| at..paper + 1)
}
