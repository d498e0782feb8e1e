//! `human-error`: an error of a person, as the end of the story.

use std::ops::Range;

use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "human-error",
        group: Group::Language,
        level: Level::Hint,
        summary: "an error of a person ends the story here",
        why: "It is a symptom, not a cause: what made the action sensible at the time stays unseen (Microsoft Learn, \"Common traps to avoid\"; Dekker, Field Guide).",
        help: "what did the person see, and what made this the sensible next step?",
        bad: &[
            "The outage was due to operator error.",
            "Human error led to the wrong cluster being deleted.",
            "We put this down to a manual mistake during the switch.",
            "It turned out to be an engineer's mistake in the firewall rule.",
            "A fat-fingered command emptied the queue.",
            "The second failure was a pilot error.",
            "An administrator error removed the last replica.",
            "This user error took the staging cluster down.",
            "The delete was the result of a human mistake.",
            "Technician error during the swap left both feeds off.",
        ],
        good: &[
            "The outage began when the operator (the Kubernetes one) logged an error.",
            "The log shows an error from the human-readable parser.",
            "We put this down to a manual switch that has no second step.",
            "The console showed both clusters under the same name.",
            "A fat tree network emptied the queue slowly.",
            "The second failure was in the pilot light of the boiler.",
            "The administrator console returned an error.",
            "The number of user errors rose to four percent.",
            "We never accept human error as an answer.",
            "Error handling during the swap left both feeds off.",
        ],
    },
    trap: Trap::HumanError,
    cues: &[
        "human",
        "operator",
        "user error",
        "user mistake",
        "user mis",
        "pilot",
        "manual",
        "engineer",
        "fat-finger",
        "fat finger",
        "admin",
        "personnel",
        "developer",
        "technician",
    ],
    find,
    scope: Scope::Review,
    once: false,
    opt_in: false,
};
/// What makes the words after a person an error of theirs.
const ERRORS: &[&str] = &[
    "error",
    "errors",
    "mistake",
    "mistakes",
    "slip",
    "slips",
    "oversight",
    "misunderstanding",
    "blunder",
    "lapse",
];
/// What makes `user error` a thing of the software.
const SOFTWARE: &[&str] = &[
    "code",
    "codes",
    "message",
    "messages",
    "rate",
    "rates",
    "page",
    "pages",
    "report",
    "reports",
    "reporting",
    "handling",
    "log",
    "logs",
    "tracking",
    "budget",
    "budgets",
    "correction",
];
/// Who may err.
const PEOPLE: &[&str] = &[
    "human",
    "operator",
    "user",
    "pilot",
    "manual",
    "engineer",
    "administrator",
    "admin",
    "personnel",
    "developer",
    "technician",
];
/// Words before it that keep it at a distance.
const DISTANT: &[&str] = &[
    "assumed",
    "assume",
    "assuming",
    "suspected",
    "suspect",
    "prevent",
    "prevents",
    "preventing",
    "avoid",
    "against",
    "reduce",
    "reduces",
    "risk",
    "never",
    "blame",
    "called",
    "any",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if s.word(at)?
        .text
        .to_ascii_lowercase()
        .starts_with("fat-finger")
    {
        return Some(at..at + 1);
    }
    if s.reads(at, &["fat", "fingered"]) || s.reads(at, &["fat", "finger"]) {
        return Some(at..at + 2);
    }
    if !s.is(at, PEOPLE) {
        return None;
    }
    let noun = if s.is(at + 1, &["'s", "’s"]) {
        at + 2
    } else {
        at + 1
    };
    let plural_of_software = s.is(at, &["user"]) && s.is(noun, &["errors"]);
    let distant = s.is_denied(at) || s.before(at, 5, DISTANT);
    let found = s.is(noun, ERRORS)
        && !s.word(noun)?.after_stop
        && !plural_of_software
        && !s.is(noun + 1, SOFTWARE)
        && !distant;
    found.then_some(at..noun + 1)
}
