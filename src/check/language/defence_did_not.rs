//! `defence-did-not`: a defence, described by what it missed.

use std::ops::Range;

use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "defence-did-not",
        group: Group::Language,
        level: Level::Note,
        summary: "a defence is described by what it missed",
        why: "It was built to see something, and saw what it was built for; that is where one can learn (Microsoft Learn lists \"the monitoring failed to detect\" among counterfactuals).",
        help: "what was it built to see, and what did it show at the time?",
        bad: &[
            "Monitoring failed to detect the leak.",
            "The alert did not page anyone.",
            "Our tests didn't catch the empty list.",
            "The review did not catch the wrong region.",
            "The canary failed to detect the slow query.",
            "The alarm could not warn us in time.",
            "The backup check did not flag the missing table.",
            "The suite didn’t catch the second case.",
            "Alerting failed to notice the drop.",
            "The monitors did not detect the gap.",
        ],
        good: &[
            "The memory alert watches means over ten minutes.",
            "The alert paged the second line.",
            "Our tests ran on lists of three.",
            "The review was held on Monday.",
            "The canary started at noon.",
            "The alarm went off in time.",
            "The backup check read the first table.",
            "The suite did not run on that branch.",
            "Alerting failed over to the second region.",
            "The monitors did not restart.",
        ],
    },
    trap: Trap::Counterfactual,
    cues: &["failed to", "did not", "didn", "could not", "couldn"],
    find,
    scope: Scope::Story,
    once: false,
    opt_in: false,
};
/// What a defence is for.
const SEEING: &[&str] = &[
    "detect", "catch", "prevent", "page", "alert", "flag", "notice", "spot", "warn",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if s.asks || !s.is(at, &["failed", "did", "could"]) {
        return None;
    }
    let verb = if s.is(at, &["failed"]) {
        s.skip(at + 2, Class::ADVERB)
    } else {
        s.skip(at + 1, Class::NOT | Class::ADVERB)
    };
    let head = s.subject(at)?;
    let not = s.is(at, &["failed"]) || s.holds(at + 1..verb, Class::NOT);
    let found = not && s.is(verb, SEEING) && s.class(head).any(Class::DEFENCE);
    found.then_some(at..verb + 1)
}
