//! `single-root-cause`: one cause, singled out.

use std::ops::Range;

use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "single-root-cause",
        group: Group::Language,
        level: Level::Note,
        summary: "one cause is singled out",
        why: "Complex systems fail when several conditions come together; each is needed, none is enough (Cook, How Complex Systems Fail, items 3 and 7).",
        help: "what else had to be true for this to happen, and to last this long?",
        bad: &[
            "The root cause was a full disk.",
            "The primary root cause is the missing index.",
            "A full disk was the root cause.",
            "The root cause of the outage was a full disk.",
            "The root cause was identified as a bad route.",
            "We found the root cause: a full disk.",
            "The underlying cause was a race in the lock.",
            "The cause of the outage was a full disk.",
            "The core issue was the lock.",
            "The true root cause turned out to be the clock.",
        ],
        good: &[
            "A full disk was one of the factors.",
            "The root causes are listed below.",
            "The root cause is unknown.",
            "There is no root cause of an outage.",
            "The root directory was mounted read-only.",
            "We found several causes: a full disk and a slow link.",
            "The underlying store was in a race for the lock.",
            "The cause of the second alert is not known.",
            "The core router was locked.",
            "A possible root cause was the clock.",
        ],
    },
    trap: Trap::SingleCause,
    cues: &[
        "root cause",
        "underlying cause",
        "the cause",
        "core issue",
        "core problem",
        "real cause",
        "true cause",
        "main cause",
        "primary cause",
        "sole cause",
    ],
    find,
    scope: Scope::Review,
    once: true,
    opt_in: false,
};
/// Words that leave it open.
const OPEN: &[&str] = &[
    "unknown",
    "unclear",
    "undetermined",
    "possible",
    "potential",
    "likely",
    "suspected",
    "probable",
    "still",
    "yet",
    "never",
    "not",
    "n't",
    "n’t",
    "no",
    "under",
    "any",
    "plausible",
    "apparent",
    "being",
    "fallacy",
    "myth",
];
/// Words before `cause` that make it the only one.
const ONLY: &[&str] = &[
    "underlying",
    "core",
    "real",
    "true",
    "main",
    "primary",
    "sole",
    "actual",
    "ultimate",
];
/// What comes between it and what it is said to be.
const COPULA: &[&str] = &[
    "was", "is", "has", "turned", "came", "comes", "lies", "lay", "appears", "seems",
];
/// Verbs of having found it.
const FOUND: &[&str] = &[
    "identified",
    "found",
    "determined",
    "discovered",
    "pinpointed",
    "isolated",
    "located",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let noun = (at..at + 3).find(|index| s.is(*index, &["cause", "issue", "problem"]))?;
    let plain = s.is(at, &["the"]) && noun == at + 1;
    let named = s.is(at, &["root"]) || s.is(at, ONLY);
    if !(plain || named) || s.asks {
        return None;
    }
    let first =
        (at.saturating_sub(3)..=at).find(|index| s.is(*index, &["the", "its", "this", "our"]))?;
    if s.before(at, 3, OPEN) || s.before(first, 3, OPEN) {
        return None;
    }
    let end = (noun + 20).min(s.words.len());
    let copula = (noun + 1..end)
        .find(|index| s.is(*index, COPULA) && !s.is(*index - 1, &["which", "that", "it", "this"]));
    let reach = copula.map_or(end, |copula| (copula + 4).min(s.words.len()));
    if (noun + 1..reach).any(|index| s.is(index, OPEN)) {
        return None;
    }
    let near = copula.filter(|copula| {
        *copula <= noun + 1 || s.is(noun + 1, &["of", "in", "for", "behind"]) || *copula <= noun + 4
    });
    let near = near.filter(|copula| {
        let stops = |index: &usize| {
            s.word(*index).is_some_and(|word| word.after_stop) && !s.class(*index).any(Class::CODE)
        };
        !(noun + 1..=*copula).any(|index| stops(&index))
    });
    let found = if plain {
        // `the cause of ... was`, and nothing looser: a cause can be one of many.
        s.is(noun + 1, &["of", "for", "behind"]) && near.is_some()
    } else {
        let is_it = s.is(
            s.skip_back(first, Class::ADVERB),
            &["is", "was", "be", "as"],
        ) && first > 0;
        let known = first > 0 && s.is(first - 1, FOUND) && s.is(at, &["root"]);
        near.is_some() || is_it || known
    };
    found.then_some(first..noun + 1)
}
