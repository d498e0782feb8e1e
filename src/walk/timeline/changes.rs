//! What was changed, taken back or tried, and what came of it.

use chrono::TimeDelta;

use super::facts::{Fact, Facts, Point};
use super::firing::Firing;
use super::rule::{Rule, Variant};
use super::words::takes_back;
use crate::model::{Kind, Outcome};

/// How far back a step may lie that is taken back in words alone.
const REVERTED_WITHIN: TimeDelta = TimeDelta::hours(6);

pub(super) static CHANGE_BEFORE_SIGN: Rule = Rule {
    id: "tl-change-before-sign",
    cap: Some(3),
    variants: &[Variant {
        name: "",
        weight: 80.0,
        when: "A change ends within {lookback} before the first sign; changes to a component that showed signs come first, then the nearest.",
        ask: "'{c.text}' ({c.time}) came {gap} before the first sign. What made it look ordinary at the time, and what is known, beyond the timing, about whether it played a part?",
        unsure: "",
    }],
    probes: &[
        "How many changes of this kind go through without anyone noticing?",
        "What could show that it did not play a part?",
    ],
    field: "contributing_factors[]",
    why: "MS Learn, 'find the changes'; Cook, point 14. Nearness in time is not evidence, so the rule asks for more.",
    find: change_before_sign,
};

fn change_before_sign<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let Some(sign) = &facts.first_sign else {
        return Vec::new();
    };
    let from = sign.at - facts.limits.lookback.0;
    let mut changes: Vec<(&Fact, Point)> = facts
        .of_kind(Kind::Change)
        .filter_map(|fact| Some((fact, fact.end_point()?, fact.at.as_ref()?.off)))
        .filter(|(_, end, off)| end.at >= from && end.at <= sign.at + *off)
        .map(|(fact, end, _)| (fact, end))
        .collect();
    let elsewhere = |fact: &Fact| !facts.signs().any(|(sign, _)| sign.shares(fact));
    changes.sort_by_key(|(fact, end)| (elsewhere(fact), (sign.at - end.at).abs()));
    let firing = |(fact, end): &(&Fact, Point)| {
        Firing::new(facts, &CHANGE_BEFORE_SIGN.variants[0])
            .event("c", fact)
            .say("gap", end.gap(sign))
            .lasting(end, sign, TimeDelta::zero())
    };
    changes.iter().map(firing).collect()
}

pub(super) static CHANGE_DURING: Rule = Rule {
    id: "tl-change-during",
    cap: Some(2),
    variants: &[Variant {
        name: "",
        weight: 70.0,
        when: "A change went in after the first sign and before the incident was closed.",
        ask: "'{c.text}' went in at {c.time}, while trouble was already under way. What did the people making it know of the incident, and what did the responders know of the change?",
        unsure: "",
    }],
    probes: &["Does its time fit what was seen, or is one of the times off?"],
    field: "contributing_factors[]",
    why: "CAST, communication and coordination; Woods, working at cross-purposes.",
    find: change_during,
};

fn change_during<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let (Some(sign), Some(end)) = (&facts.first_sign, &facts.resolved) else {
        return Vec::new();
    };
    let during = facts.timed().filter(|(fact, at)| {
        *fact.kind() == Kind::Change && at.at > sign.at + at.off && at.at <= end.at
    });
    during
        .map(|(fact, at)| {
            Firing::new(facts, &CHANGE_DURING.variants[0])
                .event("c", fact)
                .lasting(sign, at, TimeDelta::zero())
        })
        .collect()
}

pub(super) static REVERTED: Rule = Rule {
    id: "tl-reverted",
    cap: Some(2),
    variants: &[Variant {
        name: "",
        weight: 80.0,
        when: "A step takes another back: it says so with `reverts`, or in its words, and then the nearest step on the same component in the six hours before is meant.",
        ask: "'{x.text}' ({x.time}) was undone at {y.time}. What was it meant to do, what showed up instead, and what told you to take it back?",
        unsure: "",
    }],
    probes: &[
        "What made it easy or hard to undo?",
        "What did trying it teach?",
    ],
    field: "review.sensemaking[]",
    why: "Actions are also experiments on the system (STELLA 4.4.1); being able to undo is worth recording.",
    find: reverted,
};

fn reverted<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let undone = |place: usize, step: &Fact| {
        let named = step.event.reverts.as_ref();
        let named = named.and_then(|id| facts.find(id));
        let named = named.filter(|fact| fact.event.key != step.event.key);
        named.or_else(|| in_words(facts, place))
    };
    let firing = |(place, step): (usize, &'f Fact<'f>)| {
        let firing = Firing::new(facts, &REVERTED.variants[0])
            .event("x", undone(place, step)?)
            .event("y", step);
        Some(firing)
    };
    facts.events.iter().enumerate().filter_map(firing).collect()
}

/// The step that the event at `place` takes back by its words.
fn in_words<'f>(facts: &'f Facts<'f>, place: usize) -> Option<&'f Fact<'f>> {
    let step = facts.events.get(place)?;
    let until = step.moment()?;
    if !takes_back(&step.event.what) {
        return None;
    }
    facts.events[..place].iter().rfind(|earlier| {
        let near = earlier
            .moment()
            .is_some_and(|at| at < until && until - at <= REVERTED_WITHIN);
        near && is_work(earlier.kind()) && earlier.shares(step)
    })
}

/// Whether events of this kind change something.
fn is_work(kind: &Kind) -> bool {
    matches!(kind, Kind::Action | Kind::Mitigation | Kind::Change)
}

pub(super) static NO_EFFECT: Rule = Rule {
    id: "tl-no-effect",
    cap: Some(2),
    variants: &[
        Variant {
            name: "stated",
            weight: 78.0,
            when: "The outcome of a mitigation is `no-effect` or `worse`.",
            ask: "After '{m.text}' ({m.time}) things stayed as they were or got worse. What did you expect, how long did you give it, and what did it rule out?",
            unsure: "",
        },
        Variant {
            name: "inferred",
            weight: 72.0,
            when: "A mitigation states no outcome, another one comes after it before harm was over, and nothing recovers within {effect}.",
            ask: "After '{m.text}' ({m.time}) things stayed as they were or got worse. What did you expect, how long did you give it, and what did it rule out?",
            unsure: "",
        },
    ],
    probes: &["How could you tell that it made no difference?"],
    field: "review.sensemaking[]",
    why: "MS Learn sibling module, response and remediation blur; STELLA, hypotheses dropped.",
    find: no_effect,
};

fn no_effect<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let [stated, inferred] = NO_EFFECT.variants else {
        return Vec::new();
    };
    let firing = |fact: &'f Fact<'f>| {
        let variant = match fact.event.outcome {
            Some(Outcome::NoEffect | Outcome::Worse) => stated,
            None if was_followed(facts, fact) => inferred,
            _ => return None,
        };
        Some(Firing::new(facts, variant).event("m", fact))
    };
    facts.of_kind(Kind::Mitigation).filter_map(firing).collect()
}

/// Whether another mitigation came after this one before harm was over, and nothing recovered soon.
fn was_followed(facts: &Facts, fact: &Fact) -> bool {
    let (Some(at), Some(over)) = (fact.moment(), &facts.mitigated) else {
        return false;
    };
    let soon = at + facts.limits.effect.0;
    let another = |(other, own): (&Fact, &Point)| *other.kind() == Kind::Mitigation && own.at > at;
    let recovers = |(other, _): (&Fact, &Point)| *other.kind() == Kind::Recovery;
    at < over.at
        && facts.between(at, over.at).any(another)
        && !facts.between(at, soon).any(recovers)
}

pub(super) static PARALLEL_WORK: Rule = Rule {
    id: "tl-parallel-work",
    cap: Some(2),
    variants: &[Variant {
        name: "",
        weight: 68.0,
        when: "Two actors work on the same component within {parallel} of each other, or at the same time.",
        ask: "'{a.text}' ({a.actor}) and '{b.text}' ({b.actor}) came within {gap} of each other. How aware was each of the other, and how could one tell which had which effect?",
        unsure: "",
    }],
    probes: &["Who had the overview at that moment?"],
    field: "review.coordination[]",
    why: "Woods and Branlat, working at cross-purposes; MS Learn, role of the incident commander.",
    find: parallel_work,
};

fn parallel_work<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let work: Vec<_> = facts
        .timed()
        .filter(|(fact, _)| is_work(fact.kind()))
        .collect();
    let mut firings = Vec::new();
    for (place, (a, from)) in work.iter().enumerate() {
        for (b, to) in &work[place + 1..] {
            let near = to.at - from.at <= facts.limits.parallel.0;
            let overlap = a.end.is_some_and(|end| end >= to.at);
            if !(near || overlap) {
                break;
            }
            if a.actor() == b.actor() || !a.shares(b) {
                continue;
            }
            let firing = Firing::new(facts, &PARALLEL_WORK.variants[0])
                .event("a", a)
                .event("b", b)
                .say("gap", from.gap(to));
            let lasts = overlap && a.end > Some(from.at);
            firings.push(if lasts {
                firing
            } else {
                firing.within(from, to, facts.limits.parallel)
            });
        }
    }
    firings
}
