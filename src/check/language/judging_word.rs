//! `judging-word`: a judgement by what is known now.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "judging-word",
        group: Group::Language,
        level: Level::Hint,
        summary: "this judges what people did by what is known now",
        why: "The outcome is the one thing that was not known at the time; a judgement tells more about today than about that day (Microsoft Learn: normative language).",
        help: "by which yardstick, and was it known then? State the fact: a count, a time, a share",
        bad: &[
            "Testing was inadequate.",
            "The review was sloppy.",
            "The plan was hastily written.",
            "The change went out without properly testing it.",
            "A poor release strategy made it worse.",
            "We did not adequately plan the move.",
            "The change was not thoroughly reviewed.",
            "The migration was mismanaged.",
            "The team carelessly approved the change.",
            "Insufficient planning left one region behind.",
        ],
        good: &[
            "Tests covered 3 of the 11 shapes.",
            "The image was blurred.",
            "The plan was written on one day.",
            "The change went out without a restart.",
            "A poor signal made it worse.",
            "We did not plan a move.",
            "The pipe was not completely closed.",
            "The memory was managed by the kernel.",
            "The service approved the change.",
            "Insufficient memory left one region behind.",
        ],
    },
    trap: Trap::Normative,
    cues: &[
        "avoidable",
        "preventable",
        "slow to",
        "careless",
        "negligen",
        "sloppy",
        "sloppily",
        "reckless",
        "irresponsib",
        "incompeten",
        "unprofessional",
        "thoughtless",
        "mismanag",
        "unacceptabl",
        "hasty",
        "hastily",
        "rushed",
        "lax",
        "shoddy",
        "ill-advised",
        "foolish",
        "amateur",
        "inexcusabl",
        "inadequate",
        "insufficient",
        "poor",
        "improper",
        "inappropriate",
        "bad",
        "not ",
        "without",
        "n't",
        "n’t",
        "never",
        "failed to",
        "failure to",
        "failing to",
    ],
    find,
    scope: Scope::Review,
    once: false,
    opt_in: false,
};
/// Words that judge whatever they stand by.
const JUDGING: &[&str] = &[
    "careless",
    "carelessly",
    "carelessness",
    "negligent",
    "negligently",
    "negligence",
    "sloppy",
    "sloppily",
    "reckless",
    "recklessly",
    "irresponsible",
    "irresponsibly",
    "incompetent",
    "incompetence",
    "unprofessional",
    "thoughtless",
    "thoughtlessly",
    "mismanaged",
    "mismanagement",
    "hasty",
    "hastily",
    "shoddy",
    "ill-advised",
    "foolish",
    "foolishly",
    "amateurish",
    "inexcusable",
    "avoidable",
    "preventable",
];
/// Words that judge the work of people, and measure machines.
const MEASURING: &[&str] = &[
    "inadequate",
    "insufficient",
    "poor",
    "improper",
    "inappropriate",
    "lax",
    "bad",
];
/// The same, for what is done.
const MEASURING_DEEDS: &[&str] = &[
    "inadequately",
    "insufficiently",
    "poorly",
    "improperly",
    "inappropriately",
    "hastily",
];
/// What is asked of work that was there.
const ENOUGH: &[&str] = &[
    "adequate",
    "sufficient",
    "proper",
    "appropriate",
    "thorough",
    "enough",
    "careful",
    "due",
];
/// What is asked of people.
const DILIGENT: &[&str] = &[
    "careful",
    "thorough",
    "diligent",
    "rigorous",
    "vigilant",
    "proactive",
];
/// How it was not done.
const MANNER: &[&str] = &[
    "properly",
    "adequately",
    "sufficiently",
    "thoroughly",
    "appropriately",
    "carefully",
    "adaquately",
    "rigorously",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let word = s.word(at)?;
    if s.is(at, JUDGING) || word.text.to_ascii_lowercase().starts_with("hastily-") {
        let denied = s.is_denied(at) || s.is_ahead(at);
        return (!denied).then_some(at..at + 1);
    }
    if s.is(at, &["rushed"]) {
        let passive = s.class(at.wrapping_sub(1)).any(Class::BE)
            || matches!(s.agent(at), Agent::Person | Agent::They);
        let fits = passive && !s.is_denied(at) && !s.after(at + 1, 3, &["hospital", "help"]);
        return fits.then_some(at..at + 1);
    }
    if s.is(at, &["unacceptable", "unacceptably"]) {
        let at_work = s.class(at.wrapping_sub(1)).any(Class::BE)
            && matches!(
                s.agent(at - 1),
                Agent::Person | Agent::Practice | Agent::They
            );
        let of_practice = s.class(at + 1).any(Class::PRACTICE);
        return (at_work || of_practice).then_some(at..at + 1);
    }
    if s.is(at, MEASURING_DEEDS) {
        let verb = at + 1;
        let care = s.class(verb).any(Class::PAST) && s.class(verb).any(Class::MIND | Class::WORK);
        let machine = s.is(verb, &["configured", "handled", "set", "formed"]);
        return (care && !machine).then_some(at..verb + 1);
    }
    if s.reads(at, &["slow", "to"]) {
        let be = s.skip_back(at, Class::ADVERB);
        let person = s.class(be).any(Class::BE) && s.agent(be) == Agent::Person;
        let verb = s.class(at + 2).any(Class::MIND | Class::WORK | Class::DEED);
        return (person && verb).then_some(at..at + 3);
    }
    if s.is(at, MEASURING) {
        return measured(s, at);
    }
    without_care(s, at)
}

/// `inadequate capacity planning`, `testing was inadequate`.
fn measured(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if s.is_denied(at) || s.is_ahead(at) {
        return None;
    }
    let stops = |index: &usize| {
        s.class(*index)
            .any(Class::PREPOSITION | Class::BREAK | Class::BE | Class::MODAL | Class::PAST)
            || s.word(*index).is_none_or(|word| word.after_stop)
    };
    let end = (at + 1..at + 5).find(stops).unwrap_or(at + 5);
    // The head of the noun phrase is its last word; a call or a page is no practice.
    let head = end - 1;
    let noun = head > at
        && s.class(head).any(Class::PRACTICE)
        && !s.is(head, &["response", "controls", "process", "processes"]);
    if noun && !s.is(at, &["bad"]) {
        return Some(at..head + 1);
    }
    let be = at.checked_sub(1).filter(|be| s.class(*be).any(Class::BE))?;
    let predicate = head == at && s.agent(be) == Agent::Practice && !s.is(at, &["bad"]);
    predicate.then_some(at..at + 1)
}

/// `without properly testing`, `did not adequately plan`, `was not reviewed thoroughly`.
fn without_care(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let failed = s.is(at, &["failed", "failure", "failing"]);
    if !failed && !s.is(at, &["not", "n't", "n’t", "never", "without"]) {
        return None;
    }
    let end = s.clause_end(at);
    if s.is(at, &["without"]) && s.is(at + 1, ENOUGH) {
        let practice = |index: &usize| s.class(*index).any(Class::PRACTICE);
        let noun = (at + 2..(at + 5).min(end)).find(practice);
        return noun.map(|noun| at..noun + 1);
    }
    let person = at > 0 && s.class(at - 1).any(Class::BE) && s.agent(at - 1) == Agent::Person;
    if person && s.is(s.skip(at + 1, Class::ADVERB), DILIGENT) {
        return Some(at..s.skip(at + 1, Class::ADVERB) + 1);
    }
    let manner = (at + 1..(at + 8).min(end)).find(|index| s.is(*index, MANNER))?;
    let care = |index: usize| {
        s.class(index).any(Class::MIND | Class::WORK) && !s.class(index).any(Class::PERCEIVE)
    };
    let (from, to) = if care(manner + 1) {
        (manner, manner + 2)
    } else if (at + 1..manner).any(care) {
        (at, manner + 1)
    } else {
        return None;
    };
    let verb = if care(manner + 1) { manner + 1 } else { manner };
    let auxiliary = s.skip_back(at, Class::NOT);
    let passive = s.class(auxiliary).any(Class::BE);
    let without = s.is(at, &["without"]);
    let agent = s.agent(if auxiliary < at { auxiliary } else { at });
    let human = !matches!(agent, Agent::Component | Agent::Users);
    let mind = s.class(verb).any(Class::MIND)
        || (at + 1..manner).any(|index| s.class(index).any(Class::MIND));
    let found = without || passive || human || mind;
    (found && s.by(verb) != Some(Agent::Component)).then_some(if without {
        at..to
    } else {
        from.min(at)..to
    })
}
