//! `absence-as-cause`: an absence, as a cause.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "absence-as-cause",
        group: Group::Language,
        level: Level::Note,
        summary: "an absence stands as the cause",
        why: "What was not there can be anything one likes to add afterwards; what was there did the work (Bergstrom: what the system did not do).",
        help: "what was there instead, and what was it good for?",
        bad: &[
            "The delay was caused by a lack of documentation.",
            "Lack of testing let the change through.",
            "Due to the absence of an alert, it went on for days.",
            "The team lacked a recovery plan.",
            "This was the result of a lack of communication.",
            "The absence of review led to the outage.",
            "A lack of monitoring meant that the lag grew.",
            "The rollout lacked sufficient checks.",
            "The outage was prolonged by the lack of runbooks.",
            "The two teams lacked joint procedures.",
        ],
        good: &[
            "The delay was caused by a lack of memory.",
            "Lack of disk space stopped the job.",
            "Due to the absence of a header, the parser stopped.",
            "The node lacked free memory.",
            "This was the result of a lack of connections.",
            "The absence of a lock led to two writers.",
            "A lack of quorum meant that the write failed.",
            "The response lacked a header.",
            "The outage was prolonged by the lack of spare nodes.",
            "The two clusters lacked free ports.",
        ],
    },
    trap: Trap::Counterfactual,
    cues: &["lack", "absence of", "lacking"],
    find,
    scope: Scope::Story,
    once: false,
    opt_in: false,
};
/// Words that weigh what is lacking.
const WEIGHING: &[&str] = &[
    "sufficient",
    "adequate",
    "proper",
    "robust",
    "clear",
    "effective",
    "appropriate",
    "meaningful",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let noun = s.is(at, &["lack", "absence"]) && s.is(at + 1, &["of"]);
    let verb = s.is(at, &["lacked", "lack", "lacking"]);
    if !(noun || verb) || s.is_denied(at) {
        return None;
    }
    let from = if noun { at + 2 } else { at + 1 };
    let end = s.clause_end(at).min(from + 6);
    if s.holds(from..end.min(from + 3), Class::RESOURCE) {
        return None;
    }
    let people = (from..end)
        .any(|index| s.class(index).any(Class::PRACTICE | Class::DEFENCE) || s.is(index, WEIGHING));
    let found = if noun {
        people
            && (is_causal(s, at)
                || s.opens(at)
                || s.section == super::Section::Causes
                || s.is(at, &["lack"]))
    } else {
        people && s.agent(at) != Agent::Users
    };
    let thing = (from..end).find(|index| {
        s.class(*index).any(Class::PRACTICE | Class::DEFENCE) || s.is(*index, WEIGHING)
    })?;
    found.then_some(at..thing + 1)
}

/// Whether something is said to come of it.
fn is_causal(s: &Sentence<'_>, at: usize) -> bool {
    s.holds(at.saturating_sub(5)..at, Class::CAUSAL)
        || s.holds(at..s.words.len().min(at + 14), Class::CAUSAL)
}
