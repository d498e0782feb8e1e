//! What the record itself leaves open: its ends, its silences, its evidence, whose view is missing.

use chrono::TimeDelta;

use super::facts::{Fact, Facts, Moment, Point};
use super::firing::Firing;
use super::rule::{Rule, Variant};
use crate::model::Kind;

pub(super) static EDGES: Rule = Rule {
    id: "tl-edges",
    cap: Some(2),
    variants: &[
        Variant {
            name: "before-start",
            weight: 60.0,
            when: "A symptom, alert or report lies more than {edge} before the start of the incident, or more than its own uncertainty; the earliest within {lookback}.",
            ask: "The incident is marked as starting at {S}; the timeline already shows '{e.text}' at {e.time}. Where does this story begin?",
            unsure: "",
        },
        Variant {
            name: "after-close",
            weight: 62.0,
            when: "A symptom, alert or report comes more than {edge} after the incident was closed; the earliest.",
            ask: "'{e.text}' ({e.time}) comes after the incident was closed at {R}. Is it the same story, and what had looked finished?",
            unsure: "",
        },
    ],
    probes: &[
        "Who chose the start and end times, and from which point of view: users, monitoring, responders?",
    ],
    field: "incident.started",
    why: "Start and end of an incident are judgements; VOID finds them among the least firm data there is.",
    find: edges,
};

fn edges<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let [before, after] = EDGES.variants else {
        return Vec::new();
    };
    let edge = facts.limits.edge.0;
    let early = facts.started.as_ref().and_then(|start| {
        let (sign, at) = facts
            .signs()
            .find(|(_, at)| start.at - at.at > at.off.max(edge))?;
        let firing = Firing::new(facts, before)
            .event("e", sign)
            .at("S", start)
            .lasting(at, start, edge);
        Some(firing)
    });
    let sign = |fact: &Fact| match fact.kind() {
        Kind::Symptom | Kind::Alert | Kind::Report => !fact.is_cleared(),
        _ => false,
    };
    let late = facts.resolved.as_ref().and_then(|end| {
        let (late, at) = facts
            .timed()
            .find(|(fact, at)| sign(fact) && at.at - end.at > edge)?;
        let firing = Firing::new(facts, after)
            .event("e", late)
            .at("R", end)
            .lasting(end, at, edge);
        Some(firing)
    });
    early.into_iter().chain(late).collect()
}

pub(super) static SILENCE: Rule = Rule {
    id: "tl-silence",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 65.0,
        when: "Nothing is recorded for at least {silence} between detection and the end, or for {silence_after} once harm was over; the longest such stretch.",
        ask: "Nothing is recorded between {t1} and {t2} ({gap}). What were people watching, trying or waiting for?",
        unsure: "",
    }],
    probes: &[
        "Where did the talk move to: a call, private messages, a desk?",
        "Which tries of that time led nowhere?",
    ],
    field: "events[]",
    why: "MS Learn, 'collect the conversation'; Howie, much of the response happens offline.",
    find: |facts| silence(facts).into_iter().collect(),
};

fn silence<'f>(facts: &'f Facts<'f>) -> Option<Firing<'f>> {
    let (from, to) = (facts.detected.as_ref()?, facts.resolved.as_ref()?);
    let harm_over = facts.mitigated.as_ref().map(|over| over.at);
    let least = |start: Moment| match harm_over {
        Some(over) if start >= over => facts.limits.silence_after.0,
        _ => facts.limits.silence.0,
    };
    let mut longest: Option<(TimeDelta, Point, Point)> = None;
    let mut consider = |start: &Point, end: &Point| {
        let length = end.at - start.at;
        let longer = longest.as_ref().is_none_or(|row| length > row.0);
        if longer && length > TimeDelta::zero() && length >= least(start.at) {
            longest = Some((length, start.clone(), end.clone()));
        }
    };
    let mut covered = from.clone();
    for (fact, at) in facts.timed() {
        if at.at > to.at {
            break;
        }
        consider(&covered, at);
        if let Some(end) = fact.end_point().filter(|end| end.at >= covered.at) {
            covered = end;
        }
    }
    consider(&covered, to);
    let (_, start, end) = longest?;
    let firing = Firing::new(facts, &SILENCE.variants[0])
        .window(&start, &end)
        .at("t1", &start)
        .at("t2", &end)
        .say("gap", start.gap(&end))
        .lasting(&start, &end, least(start.at));
    Some(firing)
}

pub(super) static EVIDENCE: Rule = Rule {
    id: "tl-evidence",
    cap: Some(2),
    variants: &[
        Variant {
            name: "no-evidence",
            weight: 45.0,
            when: "Symptoms, alerts, changes, mitigations or recoveries stand without evidence; asked once, with the list.",
            ask: "These entries rest on memory so far: {list}. Where might a record exist, and how sure are you of each?",
            unsure: "",
        },
        Variant {
            name: "order-unsure",
            weight: 64.0,
            when: "Two neighbours whose order matters are closer together than their approximate times can tell.",
            ask: "'{a.text}' and '{b.text}' have approximate times, and their order matters. What would settle which came first?",
            unsure: "",
        },
    ],
    probes: &["If nothing can settle it, how does the story read each way?"],
    field: "events[].evidence[]",
    why: "PagerDuty, a source for every timeline entry; memory fades (MS Learn, 'as soon as practical').",
    find: evidence,
};

/// Kinds whose order tells something, either way round.
const ORDER_MATTERS: &[(Kind, Kind)] = &[
    (Kind::Change, Kind::Symptom),
    (Kind::Symptom, Kind::Alert),
    (Kind::Alert, Kind::Report),
    (Kind::Action, Kind::Recovery),
    (Kind::Mitigation, Kind::Recovery),
];

fn evidence<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let [no_evidence, order_unsure] = EVIDENCE.variants else {
        return Vec::new();
    };
    let from_memory = |fact: &&Fact| {
        let written = |text: &crate::source::Text| !text.trim().is_empty();
        let kinds = [
            Kind::Symptom,
            Kind::Alert,
            Kind::Change,
            Kind::Mitigation,
            Kind::Recovery,
        ];
        kinds.contains(fact.kind()) && !fact.event.evidence.iter().any(written)
    };
    let bare: Vec<&Fact> = facts.events.iter().filter(from_memory).collect();
    let mut firings = Vec::new();
    if !bare.is_empty() {
        let entry = |fact: &&Fact| match &fact.at {
            Some(at) => format!("'{}' ({})", fact.text(), facts.clock(at)),
            None => format!("'{}'", fact.text()),
        };
        let list: Vec<String> = bare.iter().map(entry).collect();
        firings.push(
            Firing::new(facts, no_evidence)
                .events(bare)
                .say("list", list.join(", ")),
        );
    }
    let timed: Vec<_> = facts.timed().collect();
    for pair in timed.windows(2) {
        let [(a, from), (b, to)] = pair else { continue };
        let off = from.off + to.off;
        let matters = ORDER_MATTERS.iter().any(|(one, other)| {
            (a.kind(), b.kind()) == (one, other) || (a.kind(), b.kind()) == (other, one)
        });
        if matters && off > TimeDelta::zero() && to.at - from.at <= off {
            firings.push(Firing::new(facts, order_unsure).event("a", a).event("b", b));
        }
    }
    firings
}

pub(super) static MISSING_VOICE: Rule = Rule {
    id: "tl-missing-voice",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 84.0,
        when: "A role has at least {voice} events in the timeline and no account in the review; asked once, with the list.",
        ask: "We have no account yet from: {roles}. How did this look from where they stood?",
        unsure: "",
    }],
    probes: &["Who is best placed to ask them, and where would they be at ease?"],
    field: "review.perspectives[]",
    why: "MS Learn, everyone involved; Etsy, each story is essential.",
    find: |facts| missing_voice(facts).into_iter().collect(),
};

fn missing_voice<'f>(facts: &'f Facts<'f>) -> Option<Firing<'f>> {
    let least = usize::try_from(facts.limits.voice).unwrap_or(usize::MAX);
    let mut roles: Vec<(&str, usize)> = Vec::new();
    for fact in facts.events.iter().filter(|fact| fact.is_human()) {
        let Some(role) = fact.actor() else { continue };
        match roles.iter_mut().find(|row| row.0 == role) {
            Some(row) => row.1 += 1,
            None => roles.push((role, 1)),
        }
    }
    let heard = |role: &str| facts.accounts.iter().any(|own| own.trim() == role);
    roles.retain(|(role, events)| *events >= least && !heard(role));
    roles.sort_by_key(|row| std::cmp::Reverse(row.1));
    if roles.is_empty() {
        return None;
    }
    let counted = roles.iter().map(|(role, events)| match events {
        1 => format!("{role} (1 event)"),
        _ => format!("{role} ({events} events)"),
    });
    let roles = counted.collect::<Vec<_>>().join(", ");
    Some(Firing::new(facts, &MISSING_VOICE.variants[0]).say("roles", roles))
}
