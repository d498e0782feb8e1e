//! `worked-but-for-people`: a system that works, but for the people in it.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "worked-but-for-people",
        group: Group::Language,
        level: Level::Hint,
        summary: "the system is told as sound, but for the people in it",
        why: "People are what keeps a system working on other days; it does not work without them and fail through them (Jessica DeVita's \"mechanistic reasoning\"; Microsoft Learn).",
        help: "how do people keep this system working on other days?",
        bad: &[
            "Everything worked as designed except for the operator.",
            "The failover worked fine until an engineer stopped it.",
            "The system performed as intended, but the team ignored it.",
            "The alerts worked correctly; the on-call just did not look.",
            "The switch would have worked had the operator waited.",
            "All tools functioned as designed but the responders did not use them.",
            "The pipeline worked perfectly until someone changed the flag.",
            "The monitoring worked as intended, but nobody looked.",
            "The safeguards worked as designed except that the admin turned them off.",
            "Automation operated as expected until a person intervened.",
        ],
        good: &[
            "Everything worked as designed except for the second disk.",
            "The failover worked fine until the lease ran out.",
            "The system performed as intended, but the disk was full.",
            "The alerts worked correctly; the on-call saw two of them.",
            "The switch would have worked with a longer lease.",
            "All tools functioned as designed but the link was down.",
            "The pipeline worked perfectly until midnight.",
            "The monitoring worked as intended, but the link was slow.",
            "The safeguards worked as designed except on the old host.",
            "Automation operated as expected until the token ran out.",
        ],
    },
    trap: Trap::Mechanistic,
    cues: &[
        "work",
        "perform",
        "function",
        "behav",
        "operat",
        "been fine",
    ],
    find,
    scope: Scope::Story,
    once: false,
    opt_in: false,
};
/// How it worked.
const FINE: &[&str] = &[
    "fine",
    "well",
    "correctly",
    "perfectly",
    "flawlessly",
    "properly",
    "designed",
    "intended",
    "expected",
];
/// What leads over to those who spoiled it.
const BUT: &[&str] = &["except", "but", "until", "had", "if"];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let worked = s.is(
        at,
        &[
            "worked",
            "performed",
            "functioned",
            "behaved",
            "operated",
            "fine",
        ],
    ) || s.reads(at, &["been", "fine"]);
    if !worked
        || !matches!(
            s.agent(at),
            Agent::Component | Agent::Practice | Agent::Unknown | Agent::Elided
        )
    {
        return None;
    }
    let fine = (at + 1..at + 4)
        .find(|index| s.is(*index, FINE))
        .or_else(|| s.before(at, 3, &["would"]).then_some(at))?;
    let but = (fine + 1..(fine + 7).min(s.words.len())).find(|index| {
        s.is(*index, BUT)
            || (s.word(*index).is_some_and(|word| word.after_stop)
                && s.class(*index).any(Class::DETERMINER))
    })?;
    // Those who come next are told as the ones who spoiled it: they left something undone, or did it.
    let end = (but + 9).min(s.words.len());
    let person = (but + 1..end.min(but + 6)).find(|index| {
        s.class(*index).any(Class::PERSON)
            || s.is(*index, &["nobody", "someone", "somebody", "we", "they"])
    })?;
    let spoiled = s.is(but, &["except", "until", "had", "if"])
        || s.is(person, &["nobody"])
        || s.holds(person..end, Class::NOT)
        || s.after(
            person,
            3,
            &[
                "ignored",
                "missed",
                "forgot",
                "overlooked",
                "failed",
                "bypassed",
                "disabled",
            ],
        );
    spoiled.then_some(at..person + 1)
}
