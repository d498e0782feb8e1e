//! `try-harder`: more care, as the cure.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "try-harder",
        group: Group::Language,
        level: Level::Hint,
        summary: "more care is asked of people",
        why: "People were careful already; care that has to be remembered is gone on a bad day (Cook, How Complex Systems Fail; Dekker, Field Guide).",
        help: "what change would make the careful act the easy act?",
        bad: &[
            "Be more careful with deploys.",
            "We need to pay more attention to the lag.",
            "Remind the team to read the diff.",
            "Everyone must be more vigilant at night.",
            "Retrain the operators.",
            "Engineers should double-check the cluster name.",
            "We have to be better at testing.",
            "Remember to raise the limit before the sale.",
            "Exercise more caution with the switch.",
            "We must be careful when we run this by hand.",
        ],
        good: &[
            "The deploy tool asks for the cluster name.",
            "The graph of the lag needs more room.",
            "The bot reminds the team to read the diff.",
            "The alert is on at night.",
            "Retrain the model.",
            "The tool should double-check the cluster name.",
            "The new suite is better at testing.",
            "The cache will remember to raise the limit.",
            "A yellow light means caution.",
            "The parser must be careful with empty lists.",
        ],
    },
    trap: Trap::Mechanistic,
    cues: &[
        "careful",
        "vigilan",
        "diligen",
        "mindful",
        "attentive",
        "caution",
        "cautious",
        "disciplined",
        "attention",
        "better at",
        "remind",
        "retrain",
        "re-train",
        "double-check",
        "double check",
        "remember to",
        "try harder",
        "more aware",
        "more care",
        "greater care",
        "extra care",
        "do better",
    ],
    find,
    scope: Scope::Everywhere,
    once: false,
    opt_in: false,
};
/// Words of care.
const CARE: &[&str] = &[
    "careful",
    "vigilant",
    "diligent",
    "mindful",
    "attentive",
    "cautious",
    "disciplined",
    "aware",
];
/// Words that ask for more of it.
const MORE: &[&str] = &["more", "closer", "better", "greater", "extra", "additional"];
/// Words that make it a duty.
const DUTY: &[&str] = &[
    "should", "must", "need", "needs", "have", "has", "ought", "please", "always", "will", "shall",
    "to",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if s.is_denied(at) {
        return None;
    }
    if s.is(at, CARE) {
        let be = (at.saturating_sub(3)..at)
            .rev()
            .find(|index| s.is(*index, &["be", "being", "stay"]))?;
        let more = s.before(at, 2, MORE);
        let duty = asks(s, be);
        // `be careful` alone is what a manual says; of people it takes a duty or a `more`.
        let owed = s.before(be, 5, DUTY) && !s.is(at, &["aware", "attentive", "disciplined"]);
        let fits = duty && (more || owed);
        return fits.then_some(be..at + 1);
    }
    if s.is(at, &["carefully", "diligently"]) {
        let more = s.is(at.wrapping_sub(1), &["more"]);
        return (more && person_or_nobody(s, at - 1)).then_some(at - 1..at + 1);
    }
    if s.is(at, &["caution", "attention", "care", "diligence"]) {
        let verb = (at.saturating_sub(4)..at).find(|index| {
            s.is(
                *index,
                &[
                    "pay",
                    "paying",
                    "exercise",
                    "take",
                    "use",
                    "exercising",
                    "taking",
                ],
            )
        })?;
        let more = s.before(at, 3, MORE);
        return (more && asks(s, verb)).then_some(verb..at + 1);
    }
    if s.is(at, MORE) && s.is(at + 1, &["care"]) {
        let verb = at
            .checked_sub(1)
            .filter(|verb| s.is(*verb, &["take", "taking", "use", "with"]))?;
        return asks(s, verb).then_some(verb..at + 2);
    }
    if s.reads(at, &["better", "at"]) {
        let be = s.skip_back(at, Class::ADVERB);
        let found = s.is(be, &["be", "get", "become"]) && asks(s, be);
        return found.then_some(be..at + 2);
    }
    told(s, at)
}

/// Reminders and drills.
fn told(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let people = |from: usize| {
        s.holds(
            from..(from + 4).min(s.words.len()),
            Class::PERSON | Class::PRONOUN,
        )
    };
    if s.is(
        at,
        &[
            "remind",
            "reminded",
            "reminding",
            "retrain",
            "re-train",
            "retraining",
        ],
    ) {
        let found = people(at + 1) && person_or_nobody(s, at);
        return found.then_some(at..at + 1);
    }
    if s.is(at, &["double-check"]) {
        let duty = s.before(at, 3, DUTY) || at == 0;
        return (duty && person_or_nobody(s, at)).then_some(at..at + 1);
    }
    if s.reads(at, &["double", "check"]) {
        let duty = s.before(at, 3, DUTY) || at == 0;
        return (duty && person_or_nobody(s, at)).then_some(at..at + 2);
    }
    if s.reads(at, &["remember", "to"]) {
        let duty = at == 0 || s.before(at, 3, DUTY);
        return (duty && person_or_nobody(s, at)).then_some(at..at + 2);
    }
    if s.reads(at, &["try", "harder"]) || s.reads(at, &["do", "better"]) {
        return (asks(s, at) && s.clause_end(at) == at + 2).then_some(at..at + 2);
    }
    None
}

/// Whether people are asked to do what the verb says.
fn asks(s: &Sentence<'_>, verb: usize) -> bool {
    (verb == 0 || s.opens(verb) || s.before(verb, 4, DUTY)) && person_or_nobody(s, verb)
}

/// Whether the one who is asked is a person, or is not named.
fn person_or_nobody(s: &Sentence<'_>, verb: usize) -> bool {
    let from = s.skip_back(verb, Class::MODAL | Class::ADVERB);
    let duty = (from.saturating_sub(2)..=from).find(|index| {
        s.is(
            *index,
            &[
                "need", "needs", "have", "has", "ought", "must", "should", "will", "shall",
            ],
        )
    });
    let head = s.agent(duty.unwrap_or(verb));
    let named = s.names_person(0..verb);
    matches!(head, Agent::Person | Agent::They | Agent::Elided) || (named && head == Agent::Unknown)
}
