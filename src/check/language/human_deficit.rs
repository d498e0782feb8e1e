//! `human-deficit`: what people did not know, as the flaw.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "human-deficit",
        group: Group::Language,
        level: Level::Note,
        summary: "people's knowledge stands as the flaw",
        why: "Nobody knows all of a complex system; how knowledge comes to people, and where it did not, is the part one can work on (Microsoft Learn: mechanistic reasoning).",
        help: "how does somebody come to know this here?",
        bad: &[
            "The delay came from a lack of training.",
            "The team was unfamiliar with the pipeline.",
            "Insufficient experience with the tool made it slower.",
            "It was run by an inexperienced engineer.",
            "The on-call was not familiar with the failover.",
            "The responders lacked knowledge of the old cluster.",
            "The lack of understanding of the lock delayed the fix.",
            "A poor understanding of the limits led to this.",
            "Limited expertise in the team slowed the restore.",
            "Their unfamiliarity with the console cost time.",
            "Because of lack of attention of the operator the valve stayed open.",
        ],
        good: &[
            "The delay came from a lack of training data.",
            "The pipeline used an unfamiliar flag.",
            "Insufficient memory made it slower.",
            "It was run by an experimental engine.",
            "The on-call was familiar with the failover.",
            "The responders had run the old cluster.",
            "The lack of a lock delayed the fix.",
            "A poor estimate of the limits was replaced.",
            "Limited bandwidth in the rack slowed the restore.",
            "The console was new to all of us.",
            "Because of lack of entropy of the pool the boot was slow.",
        ],
    },
    trap: Trap::Mechanistic,
    cues: &[
        "lack of",
        "lacked",
        "lacking",
        "insufficient",
        "inadequate",
        "limited",
        "little",
        "poor",
        "unfamiliar",
        "inexperienc",
        "not familiar",
        "n't familiar",
        "n’t familiar",
        "familiar",
    ],
    find,
    scope: Scope::Story,
    once: false,
    opt_in: false,
};
/// What people have in their heads.
const KNOWLEDGE: &[&str] = &[
    "training",
    "experience",
    "knowledge",
    "understanding",
    "awareness",
    "familiarity",
    "expertise",
    "skill",
    "skills",
    "competence",
    "proficiency",
    "attention",
    "diligence",
    "vigilance",
    "discipline",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if s.is(at, &["unfamiliar", "unfamiliarity"]) {
        let with = s.is(at + 1, &["with"]);
        return (with && !is_users(s, at)).then_some(at..at + 2);
    }
    if s.is(at, &["inexperienced"]) {
        let person = s.names_person(at + 1..(at + 4).min(s.words.len()))
            || s.class(at.wrapping_sub(1)).any(Class::BE);
        return person.then_some(at..at + 1);
    }
    if s.is(at, &["inexperience"]) {
        return Some(at..at + 1);
    }
    if s.is(at, &["familiar"]) {
        let be = s.skip_back(at, Class::NOT | Class::ADVERB);
        let not = s.holds(be..at, Class::NOT);
        let person = matches!(s.agent(be), Agent::Person | Agent::They);
        return (not && person).then_some(be + 1..at + 1);
    }
    let from = if s.is(at, &["lack"]) { at + 2 } else { at + 1 };
    let end = (from + 4).min(s.clause_end(at));
    let noun = (from..end).find(|index| s.is(*index, KNOWLEDGE))?;
    let data = s.is(
        noun + 1,
        &[
            "data", "set", "sets", "job", "jobs", "run", "runs", "base", "cluster", "material",
        ],
    );
    let apart = s.holds(from..noun, Class::BE | Class::PREPOSITION)
        || s.is(noun.wrapping_sub(1), &["user", "customer"]);
    (!data && !apart && !s.is_denied(at) && !is_users(s, at)).then_some(at..noun + 1)
}

fn is_users(s: &Sentence<'_>, at: usize) -> bool {
    s.holds(at.saturating_sub(5)..at, Class::USER)
}
