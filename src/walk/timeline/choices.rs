//! What people thought and decided as it went on.

use std::collections::BTreeMap;

use super::facts::{Fact, Facts, Point};
use super::firing::Firing;
use super::rule::{Rule, Variant};
use crate::model::{AlertOrHypothesisState, Kind, Outcome};

pub(super) static DECISION_CONTEXT: Rule = Rule {
    id: "tl-decision-context",
    cap: Some(3),
    variants: &[Variant {
        name: "",
        weight: 92.0,
        when: "Nothing is written of what was known when a decision was taken.",
        ask: "At {e.time} {e.actor} decided: '{e.text}'. What was known at that moment, what was not yet known, and which options were open?",
        unsure: "",
    }],
    probes: &[
        "What spoke for this one?",
        "What did you expect to see next?",
    ],
    field: "events[].known_at_the_time",
    why: "Judging needs the view of the time; the outcome is the one thing nobody had (MS Learn, trap 3; Dekker; Cook, points 8 and 10).",
    find: |facts| {
        let decisions = facts.of_kind(Kind::Decision);
        decisions
            .filter(|fact| fact.is_unexplained())
            .map(|fact| Firing::new(facts, &DECISION_CONTEXT.variants[0]).event("e", fact))
            .collect()
    },
};

pub(super) static ACTION_UNEXPLAINED: Rule = Rule {
    id: "tl-action-unexplained",
    cap: Some(2),
    variants: &[Variant {
        name: "",
        weight: 75.0,
        when: "A person acts from an hour before the start on, nothing is written of what they knew, and no decision or idea about the same component comes within {near} before it.",
        ask: "What led to '{e.text}' at {e.time}: what had been seen or said just before?",
        unsure: "",
    }],
    probes: &["Is this a step people often take at this point?"],
    field: "events[].known_at_the_time",
    why: "Etsy, from actions to the cues and choices behind them.",
    find: action_unexplained,
};

fn action_unexplained<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    // Start and end are no more than the edges here: without them, the first sign begins it.
    let start = facts.started.as_ref().or(facts.first_sign.as_ref());
    let from = start.map(|start| start.at - chrono::TimeDelta::hours(1));
    let until = facts.resolved.as_ref().map(|end| end.at);
    let of_interest = |fact: &Fact, at: &Point| {
        matches!(fact.kind(), Kind::Action | Kind::Mitigation)
            && fact.is_human()
            && fact.is_unexplained()
            && fact.event.reverts.is_none()
            && from.is_none_or(|from| at.at >= from)
            && until.is_none_or(|until| at.at <= until)
    };
    let explains = |fact: &Fact, other: &Fact| {
        let same_actor = other.parts.is_empty() && other.actor() == fact.actor();
        matches!(other.kind(), Kind::Decision | Kind::Hypothesis)
            && (other.shares(fact) || same_actor)
    };
    let is_explained = |fact: &Fact, at: &Point| {
        let mut before = facts.between(at.at - facts.limits.near.0, at.at);
        before.any(|(other, _)| explains(fact, other))
    };
    facts
        .timed()
        .filter(|(fact, at)| of_interest(fact, at))
        .filter(|(fact, at)| !is_explained(fact, at))
        .map(|(fact, _)| Firing::new(facts, &ACTION_UNEXPLAINED.variants[0]).event("e", fact))
        .collect()
}

pub(super) static OPEN_HYPOTHESIS: Rule = Rule {
    id: "tl-open-hypothesis",
    cap: Some(2),
    variants: &[Variant {
        name: "",
        weight: 58.0,
        when: "A hypothesis is neither confirmed nor dropped, and no later event resolves it.",
        ask: "At {h.time} the thinking was: '{h.text}'. What became of that idea: borne out, dropped, or overtaken?",
        unsure: "",
    }],
    probes: &[
        "What spoke for it?",
        "What finally spoke against it, and who said so?",
    ],
    field: "review.sensemaking[].changed_by",
    why: "Howie and STELLA, tracing hypotheses; false starts belong to the story.",
    find: open_hypothesis,
};

fn open_hypothesis<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let settled = |fact: &Fact| {
        matches!(
            fact.event.state,
            Some(AlertOrHypothesisState::Confirmed | AlertOrHypothesisState::Dropped)
        )
    };
    let places = facts.events.iter().enumerate();
    // Of each event that others resolve, the last of those.
    let resolved: BTreeMap<&str, usize> = places
        .filter_map(|(place, fact)| Some((fact.event.resolves.as_ref()?.trim(), place)))
        .collect();
    let open = |(place, fact): &(usize, &'f Fact<'f>)| {
        let by = resolved.get(fact.event.key.as_str());
        *fact.kind() == Kind::Hypothesis && !settled(fact) && by.is_none_or(|by| by <= place)
    };
    facts
        .events
        .iter()
        .enumerate()
        .filter(open)
        .map(|(_, fact)| Firing::new(facts, &OPEN_HYPOTHESIS.variants[0]).event("h", fact))
        .collect()
}

pub(super) static TURNING_POINT: Rule = Rule {
    id: "tl-turning-point",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 88.0,
        when: "An observation or a hypothesis comes before the mitigation that helped, or else before the last one until harm was over; the last about the same component, or else the last of any.",
        ask: "'{x.text}' ({x.time}) came before the step that helped, '{m.text}'. How did {x.actor} come to look there, and who else knows to?",
        unsure: "",
    }],
    probes: &[
        "Where did that know-how come from?",
        "What keeps it available?",
    ],
    field: "review.went_well[]",
    why: "MS Learn, practice 3 (the critical piece of information); Klein, expertise; Howie, islands of knowledge.",
    find: |facts| turning_point(facts).into_iter().collect(),
};

fn turning_point<'f>(facts: &'f Facts<'f>) -> Option<Firing<'f>> {
    let from = facts.detected.as_ref()?;
    let (step, at) = last_step(facts)?;
    let seen = |(fact, own): &(&Fact, &Point)| {
        matches!(fact.kind(), Kind::Observation | Kind::Hypothesis)
            && own.at >= from.at
            && own.at <= at.at
    };
    let shared = facts
        .timed()
        .filter(seen)
        .rfind(|(fact, _)| fact.shares(step));
    let (turn, _) = shared.or_else(|| facts.timed().rfind(seen))?;
    let firing = Firing::new(facts, &TURNING_POINT.variants[0])
        .event("x", turn)
        .event("m", step);
    Some(firing)
}

/// The last mitigation that helped, else the last one until harm was over of which nothing is
/// said.
fn last_step<'f>(facts: &'f Facts<'f>) -> Option<(&'f Fact<'f>, &'f Point)> {
    let last = |outcome: Option<Outcome>| {
        facts.timed().filter(move |(fact, _)| {
            *fact.kind() == Kind::Mitigation && fact.event.outcome == outcome
        })
    };
    last(Some(Outcome::Helped)).next_back().or_else(|| {
        let over = facts.mitigated.as_ref()?;
        last(None).rfind(|(_, at)| at.at <= over.at)
    })
}
