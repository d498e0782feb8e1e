//! How trouble was noticed: signals, alerts, and news from outside.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::facts::{Fact, Facts, Point};
use super::firing::Firing;
use super::rule::{Rule, Variant};
use crate::config::Length;
use crate::model::{AlertOrHypothesisState, Kind, Reporter};

/// Events of a window that a probe lists at most.
const LISTED: usize = 8;

pub(super) static DETECTION_GAP: Rule = Rule {
    id: "tl-detection-gap",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 95.0,
        when: "At least {detection_gap} lie between the first sign and detection.",
        ask: "Between {FS} and {D} ({gap}), which signals were there, who or what was placed to see them, and what did they look like beside an ordinary day?",
        unsure: "{gap} went by from {FS} to {D}.",
    }],
    probes: &[
        "List what was visible in that window: {events in window}. Which of these normally leads to action?",
        "What else had people's attention then?",
    ],
    field: "review.detection.narrative",
    why: "MS Learn, detection before customers notice; Klein, problem detection.",
    find: |facts| detection_gap(facts).into_iter().collect(),
};

fn detection_gap<'f>(facts: &'f Facts<'f>) -> Option<Firing<'f>> {
    let least = facts.limits.detection_gap.0;
    let (from, to) = (facts.first_sign.as_ref()?, facts.detected.as_ref()?);
    if to.at - from.at < least {
        return None;
    }
    let inside = facts
        .timed()
        .filter(|(_, at)| at.at >= from.at && at.at < to.at)
        .map(|(fact, at)| format!("'{}' ({})", fact.text(), facts.clock(at)));
    let all: Vec<_> = inside.collect();
    let shown = all
        .iter()
        .take(LISTED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    let more = match all.len().saturating_sub(LISTED) {
        0 if all.is_empty() => "nothing that is recorded".to_owned(),
        0 => shown,
        more => format!("{shown}, and {more} more"),
    };
    let firing = Firing::new(facts, &DETECTION_GAP.variants[0])
        .window(from, to)
        .at("FS", from)
        .at("D", to)
        .say("gap", from.gap(to))
        .say("events in window", more)
        .lasting(from, to, least);
    Some(firing)
}

pub(super) static OUTSIDER_FIRST: Rule = Rule {
    id: "tl-outsider-first",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 90.0,
        when: "The earliest report from outside the response comes before any alert, counted from the first sign on.",
        ask: "{reporter} noticed at {r.time}, ahead of any alert. By which road did that news reach someone able to act, and what were our own signals showing meanwhile?",
        unsure: "",
    }],
    probes: &[
        "How many hands did it pass through?",
        "Who else outside saw it and had no way to tell us?",
    ],
    field: "review.detection.narrative",
    why: "MS Learn, incident tracking ('how did you find out'); Google SRE, manual discovery as a review trigger.",
    find: |facts| outsider_first(facts).into_iter().collect(),
};

fn outsider_first<'f>(facts: &'f Facts<'f>) -> Option<Firing<'f>> {
    let end = facts.resolved.as_ref()?.at;
    let from = facts.first_sign.as_ref()?.at;
    let outside = |fact: &Fact| {
        *fact.kind() == Kind::Report && fact.event.reporter != Some(Reporter::Responder)
    };
    let (report, at) = facts
        .timed()
        .find(|(fact, at)| outside(fact) && at.at <= end)?;
    let before = |(fact, own): (&Fact, &Point)| fact.calls() && own.at >= from && own.at < at.at;
    if facts.timed().any(before) {
        return None;
    }
    let reporter = match report.event.reporter {
        Some(Reporter::Customer) => "A customer",
        Some(Reporter::Public) => "Somebody in public",
        Some(Reporter::Internal) => "Somebody else inside",
        Some(Reporter::Vendor) => "A vendor",
        Some(Reporter::Responder) | None => "Somebody",
    };
    let firing = Firing::new(facts, &OUTSIDER_FIRST.variants[0])
        .event("r", report)
        .say("reporter", reporter);
    Some(firing)
}

pub(super) static ALERT_UNANSWERED: Rule = Rule {
    id: "tl-alert-unanswered",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 85.0,
        when: "No step of a person answers an alert, or concerns its component, within {alert_response}; the first such alert of each component. A flood of alerts is one signal.",
        ask: "'{a.text}' at {a.time} was followed by {next}. What is this alert usually worth, and what else was calling for attention just then?",
        unsure: "",
    }],
    probes: &[
        "How often has it fired in the last month, and what came of it?",
        "Where does it show up, and who sees that?",
    ],
    field: "review.detection.signals[]",
    why: "CAST, the alarm nobody trusts; Vaughan; never 'ignored'.",
    find: alert_unanswered,
};

fn alert_unanswered<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let Some(end) = facts.resolved.as_ref().map(|end| end.at) else {
        return Vec::new();
    };
    let floods = floods(facts);
    let flooded = floods.iter().flatten();
    let flooded: BTreeSet<&str> = flooded.map(|row| row.0.event.key.as_str()).collect();
    let mut firings = Vec::new();
    let mut seen: BTreeSet<Option<&str>> = BTreeSet::new();
    for (alert, at) in facts
        .timed()
        .filter(|(fact, at)| fact.calls() && at.at <= end)
    {
        let in_flood = flooded.contains(alert.event.key.as_str());
        let silenced = alert.event.state == Some(AlertOrHypothesisState::Silenced);
        if silenced || in_flood || is_answered(facts, &[(alert, at)]) {
            continue;
        }
        let parts: Vec<Option<&str>> = match alert.parts.len() {
            0 => vec![None],
            _ => alert.parts.iter().map(|part| Some(*part)).collect(),
        };
        if parts.iter().all(|part| seen.contains(part)) {
            continue;
        }
        seen.extend(parts);
        firings.push(unanswered(facts, &[(alert, at)]));
    }
    let floods = floods.iter().filter(|flood| flood[0].1.at <= end);
    firings.extend(
        floods
            .filter(|flood| !is_answered(facts, flood))
            .map(|flood| unanswered(facts, flood)),
    );
    firings
}

/// Whether a person did something about these alerts, from the first until a while after the last.
fn is_answered(facts: &Facts, alerts: &[(&Fact, &Point)]) -> bool {
    let (Some(first), Some(last)) = (alerts.first(), alerts.last()) else {
        return true;
    };
    let until = last.1.at + facts.limits.alert_response.0;
    let answers = |step: &Fact| {
        alerts.iter().any(|(alert, _)| {
            let named = step.event.responds_to.as_ref();
            step.shares(alert) || named.is_some_and(|id| id.trim() == alert.event.key)
        })
    };
    facts
        .between(first.1.at, until)
        .any(|(step, _)| step.is_step() && answers(step))
}

fn unanswered<'f>(facts: &'f Facts<'f>, alerts: &[(&'f Fact<'f>, &'f Point)]) -> Firing<'f> {
    let mut firing = Firing::new(facts, &ALERT_UNANSWERED.variants[0]);
    let (Some((alert, from)), Some((_, last))) = (alerts.first(), alerts.last()) else {
        return firing;
    };
    firing = firing
        .mention("a", alert)
        .events(alerts.iter().map(|row| row.0));
    let next = facts.from(last.at).find(|(step, _)| step.is_step());
    let sharing = facts.from(last.at).find(|(step, at)| {
        step.is_step() && at.at > last.at && alerts.iter().any(|row| step.shares(row.0))
    });
    if let Some((_, at)) = sharing {
        firing = firing.lasting(last, at, facts.limits.alert_response.0);
    }
    match next {
        None => firing.say("next", "no recorded step"),
        Some((step, at)) => {
            let gap = from.gap(at);
            firing.say("next", format!("'{}' {gap} later", step.text()))
        }
    }
}

pub(super) static ALERT_NOISE: Rule = Rule {
    id: "tl-alert-noise",
    cap: Some(2),
    variants: &[
        Variant {
            name: "flapping",
            weight: 70.0,
            when: "{flap_count} or more alert events on the same components lie within {flap_window}.",
            ask: "The alert on {component} came and went {n} times between {t1} and {tn}. How do people read an alert that behaves like this?",
            unsure: "",
        },
        Variant {
            name: "flood",
            weight: 68.0,
            when: "{flood_count} or more alerts lie within {flood_window}, whatever their components.",
            ask: "{n} alerts arrived between {t1} and {tn}. Which ones were you able to take in, and what told you where to begin?",
            unsure: "",
        },
    ],
    probes: &["What would this screen have to show to be of help in such a minute?"],
    field: "review.detection.signals[]",
    why: "Woods, data overload; STELLA 4.4; VOID on automation.",
    find: alert_noise,
};

fn alert_noise<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let limits = facts.limits;
    let alerts: Alerts = facts
        .timed()
        .filter(|(fact, _)| *fact.kind() == Kind::Alert)
        .collect();
    let kinds: BTreeSet<_> = alerts.iter().map(|(fact, _)| &fact.parts).collect();
    let mut flapping: Vec<Alerts> = Vec::new();
    for parts in kinds {
        let same = alerts.iter().filter(|(fact, _)| fact.parts == *parts);
        let same: Alerts = same.copied().collect();
        flapping.extend(crowded(&same, (limits.flap_count, limits.flap_window)));
    }
    flapping.sort_by_key(|run| run.first().map(|(_, at)| at.at));
    let noise = |variant: &'static Variant, run: &Alerts<'f>, window: Length| {
        let mut firing = Firing::new(facts, variant)
            .events(run.iter().map(|row| row.0))
            .say("n", run.len().to_string());
        if let [(first, from), .., (_, to)] = run.as_slice() {
            let parts: Vec<&str> = first.parts.iter().copied().collect();
            let component = match parts.as_slice() {
                [] => "an unnamed part".to_owned(),
                parts => parts.join(", "),
            };
            firing = firing
                .say("component", component)
                .at("t1", from)
                .at("tn", to);
            // A longer run has shorter ones in it that are sure enough.
            if to.at - from.at <= window.0 {
                firing = firing.within(from, to, window);
            }
        }
        firing
    };
    let [flaps, flood] = ALERT_NOISE.variants else {
        return Vec::new();
    };
    let mut firings: Vec<_> = flapping
        .iter()
        .map(|run| noise(flaps, run, limits.flap_window))
        .collect();
    let floods = floods(facts);
    firings.extend(
        floods
            .iter()
            .map(|run| noise(flood, run, limits.flood_window)),
    );
    firings
}

/// Alerts with their times, in order.
type Alerts<'f> = Vec<(&'f Fact<'f>, &'f Point)>;

/// Alerts that came in such numbers that they are one signal.
fn floods<'f>(facts: &'f Facts<'f>) -> Vec<Alerts<'f>> {
    let alerts: Alerts = facts.timed().filter(|(fact, _)| fact.calls()).collect();
    crowded(
        &alerts,
        (facts.limits.flood_count, facts.limits.flood_window),
    )
}

/// The longest runs in which every alert is one of `count` within `window`, and the alerts of such
/// a number belong together.
fn crowded<'f>(alerts: &Alerts<'f>, (count, window): (u32, Length)) -> Vec<Alerts<'f>> {
    let count = usize::try_from(count).unwrap_or(usize::MAX).max(1);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (start, number) in alerts.windows(count).enumerate() {
        let length = match number {
            [(_, first), .., (_, last)] => last.at - first.at,
            _ => TimeDelta::zero(),
        };
        if length > window.0 {
            continue;
        }
        let end = start + count - 1;
        match runs.last_mut() {
            Some(run) if start <= run.1 => run.1 = end,
            _ => runs.push((start, end)),
        }
    }
    runs.into_iter()
        .map(|(start, end)| alerts[start..=end].to_vec())
        .collect()
}
