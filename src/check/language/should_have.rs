//! `should-have`: what ought to have been done.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "should-have",
        group: Group::Language,
        level: Level::Hint,
        summary: "this tells what did not happen",
        why: "What people did not do explains nothing about what they did, or how that made sense to them (Microsoft Learn: counterfactuals; Dekker, Field Guide, chapter 5).",
        help: "what was done instead, and what made it look right then?",
        bad: &[
            "We should have tested the restore.",
            "The on-call should've escalated at 10:00.",
            "This should have been caught in review.",
            "The team should not have rushed the rollout.",
            "Should have checked the second region too.",
            "Restores should have been rehearsed before the move.",
            "They ought to have told support.",
            "The risk should have been considered in March.",
            "I shouldn’t have merged on a Friday.",
            "Our tests should have covered the empty list.",
            "The on-call should has paused the rollout.",
        ],
        good: &[
            "The cache should have returned a hit.",
            "The retry should've fired at 10:00.",
            "The row should have been published at noon.",
            "The pod should not have restarted.",
            "The probe should have returned 200.",
            "The table should have been created by the migration.",
            "We should have an alert for this.",
            "The job should run in March.",
            "Users should not have had trouble after that.",
            "The parser should have emitted an empty list.",
            "The parser should has emitted an empty list.",
        ],
    },
    trap: Trap::Counterfactual,
    cues: &["should", "ought to", "ought not"],
    find,
    scope: Scope::Review,
    once: false,
    opt_in: false,
};
fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if !s.is(at, &["should", "ought"]) {
        return None;
    }
    let between = Class::ADVERB | Class::NOT;
    let to = s.skip(at + 1, between);
    let have = if s.is(to, &["to"]) { to + 1 } else { to };
    // `should has` and `should had` are what those write who learned English later.
    if !s.is(have, &["have", "has", "had", "'ve", "’ve", "of"]) {
        return None;
    }
    let verb = s.skip(have + 1, between);
    // What comes sooner is a wish, whoever is meant.
    let sooner = |verb: usize| s.after(verb + 1, 4, SOONER) && s.agent(at) != Agent::Users;
    if s.is(verb, &["been"]) {
        let participle = s.skip(verb + 1, between);
        let done = is_left(s, at, participle) || sooner(participle) || s.is(participle, SEEN);
        return (done && s.by(participle) != Some(Agent::Component)).then_some(at..participle + 1);
    }
    if !s.class(verb).any(Class::PAST) {
        return None;
    }
    let did = s.class(verb);
    let found = match s.agent(at) {
        Agent::Person => !did.any(Class::PERCEIVE) || s.is(verb, &["known", "had"]),
        Agent::They => !did.any(Class::PERCEIVE) || s.is(verb, &["known"]),
        Agent::Elided => did.any(Class::MIND | Class::WORK | Class::DEED),
        Agent::Practice => {
            did.any(Class::MIND | Class::OUTCOME) || s.is(verb, &["covered", "included"])
        }
        Agent::Unknown => did.any(Class::MIND) && !did.any(Class::PERCEIVE),
        Agent::Users | Agent::Component => false,
    };
    (found || sooner(verb)).then_some(at..verb + 1)
}

/// Whether `should have been` and the participle tell of what people left undone, or did.
fn is_left(s: &Sentence<'_>, at: usize, participle: usize) -> bool {
    let done = s.class(participle);
    let denied = s.holds(at..participle, Class::NOT) && done.any(Class::DEED);
    let people = done.any(Class::MIND | Class::WORK | Class::OUTCOME) || denied;
    let by_people = s.by(participle) == Some(Agent::Person);
    (done.any(Class::PAST) && (people || by_people)) || s.is(participle, RUSHED)
}

/// Words that wish for another time.
const SOONER: &[&str] = &["earlier", "sooner", "faster", "quicker"];
/// What one is to have seen.
const SEEN: &[&str] = &["obvious", "clear", "aware", "apparent"];
/// What is done to work by people alone.
const RUSHED: &[&str] = &[
    "rushed",
    "avoided",
    "prevented",
    "communicated",
    "told",
    "informed",
    "involved",
];
