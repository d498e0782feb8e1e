//! `if-only`: a condition that was not there.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "if-only",
        group: Group::Language,
        level: Level::Hint,
        summary: "this tells of a condition that was not there",
        why: "A story about what was not the case leaves out what was (Microsoft Learn: counterfactuals; Dekker: \"if only they had\").",
        help: "what did happen at that moment?",
        bad: &[
            "Had the team read the notice, the switch would have waited.",
            "If only we had kept the old version.",
            "If we had tested the restore, the outage would have been shorter.",
            "Had we known the limit, we would have stopped.",
            "If the on-call had looked at the second graph, she might have seen it.",
            "If someone had checked the lock, this could have ended at ten.",
            "Had anyone asked, the vendor would have told them.",
            "If they had followed the notice, nothing would have been lost.",
            "Had our tests covered this, it would have failed in CI.",
            "If only the reviewers had seen the diff.",
        ],
        good: &[
            "Had to restart the pod twice.",
            "If only one replica is up, the job waits.",
            "If we have time, the restore is tested in May.",
            "The team had read the notice.",
            "If the lock is held, the second writer waits.",
            "We asked if someone had checked the lock.",
            "The vendor had told them on Monday.",
            "If they follow the notice, nothing is lost.",
            "Our tests had covered this since May.",
            "The reviewers had seen the diff.",
        ],
    },
    trap: Trap::Counterfactual,
    cues: &["if only", "had", "if "],
    find,
    scope: Scope::Review,
    once: false,
    opt_in: false,
};
/// Words before `if` that make it a question.
const ASKING: &[&str] = &[
    "ask",
    "asked",
    "asks",
    "asking",
    "see",
    "check",
    "checked",
    "checking",
    "wonder",
    "wondered",
    "determine",
    "know",
    "confirm",
    "verify",
    "unsure",
    "unclear",
    "sure",
    "tell",
];
/// Words of the course that would have followed.
const THEN: &[&str] = &["would", "could", "might", "'d", "’d", "wouldn", "couldn"];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    // A question of what would have been different is a question.
    if s.asks {
        return None;
    }
    if s.reads(at, &["if", "only"]) {
        let wish = s.class(at + 2).any(Class::HUMAN | Class::THEY)
            || s.after(at + 2, 6, &["had", "'d", "’d"]);
        return wish.then_some(at..at + 2);
    }
    let then = (0..s.words.len()).any(|other| other != at && s.is(other, THEN));
    if s.is(at, &["had"]) {
        let end = s.clause_end(at).min(at + 9);
        let verb = (at + 2..end).find(|other| s.class(*other).any(Class::PAST))?;
        let subject = s
            .class(at + 1)
            .any(Class::DETERMINER | Class::HUMAN | Class::THEY | Class::DEFENCE)
            || s.is(at + 1, &["someone", "anyone", "it", "there", "our"]);
        return (s.opens(at) && at == first(s, at) && subject && then).then_some(at..verb + 1);
    }
    if !s.is(at, &["if"]) || s.before(at, 3, ASKING) {
        return None;
    }
    let end = s.clause_end(at).min(at + 9);
    let had = (at + 2..end).find(|other| s.is(*other, &["had", "'d", "’d"]))?;
    let verb = s.skip(had + 1, Class::ADVERB | Class::NOT);
    let person = matches!(
        s.kind(had - 1),
        Agent::Person | Agent::They | Agent::Practice
    ) || s.names_person(at + 1..had);
    let found = person && then && s.class(verb).any(Class::PAST) && !s.holds(at..had, Class::USER);
    found.then_some(at..verb + 1)
}

/// Where the clause of `at` begins: an `and` or `but` may lead it in.
fn first(s: &Sentence<'_>, at: usize) -> usize {
    let led = at == 0
        || s.word(at).is_some_and(|word| word.after_stop)
        || s.is(at - 1, &["and", "but", "because", "that"]);
    if led { at } else { usize::MAX }
}
