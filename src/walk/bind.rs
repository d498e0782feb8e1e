//! What a prompt is asked about: an incident and its review in, roles, pivotal events and records
//! out.

use chrono::{DateTime, Utc};

use super::catalogue::Per;
use super::question::About;
use super::slug;
use super::tree::{field, items, keys, scalar};
use super::{Files, NOTHING};
use crate::model::{Event, Incident, Kind, Mark, Outcome};
use crate::yaml::Value;

/// Pivotal events at most.
const PIVOTS: usize = 5;

/// Everything that a prompt asked `per` this or that is asked about, in order.
pub(super) fn bindings(per: Per, files: &Files) -> Vec<About> {
    match per {
        Per::Incident => vec![About::Incident],
        // Without a role to ask, the question still stands.
        Per::Person => match roles(files) {
            none if none.is_empty() => vec![About::Incident],
            roles => roles.into_iter().map(About::Role).collect(),
        },
        Per::Event => pivots(&files.incident)
            .into_iter()
            .map(|event| About::Event(event.key.clone()))
            .collect(),
        Per::LatentFailure => records(files, "latent_failures"),
        Per::DegradedCondition => records(files, "degraded_conditions"),
        Per::ParkedIdea => ideas(files).into_iter().map(About::Record).collect(),
    }
}

/// The roles that a timeline shows people in, and those with an account, in order of appearance.
pub(super) fn roles(files: &Files) -> Vec<String> {
    let acting = files
        .incident
        .timeline
        .events
        .iter()
        .filter(|event| !event.by_automation())
        .filter_map(|event| event.who.as_ref().map(|who| who.value.as_str()));
    let speaking = names(&files.review, "perspectives", "role");
    let mut roles: Vec<String> = Vec::new();
    for role in acting.chain(speaking.iter().map(String::as_str)) {
        let role = role.trim();
        if !role.is_empty() && !roles.iter().any(|own| own == role) {
            roles.push(role.to_owned());
        }
    }
    roles
}

/// Every role that is known anywhere, once each: declared, acting, spoken to, or with an account
/// in `review`.
pub(super) fn every_role(files: &Files, review: &Value) -> Vec<String> {
    let declared = files.incident.roles.0.iter().map(|row| &row.0.value);
    let events = files.incident.timeline.events.iter();
    let spoken_to = events.filter_map(|event| event.to.as_ref().map(|to| &to.value));
    let speaking = names(review, "perspectives", "role");
    let mut all = roles(files);
    for role in declared.chain(spoken_to).chain(&speaking) {
        if !all.contains(role) {
            all.push(role.clone());
        }
    }
    all
}

/// What `name` says in every entry of `list`, in order.
pub(super) fn names(review: &Value, list: &str, name: &str) -> Vec<String> {
    items(review, &keys(&[list]))
        .iter()
        .filter_map(|item| field(item, name).and_then(scalar))
        .map(str::to_owned)
        .collect()
}

/// Whether there is a record, or a parked idea, that is known by `id`.
pub(super) fn is_record(files: &Files, id: &str) -> bool {
    let lists = ["latent_failures", "degraded_conditions"].iter();
    let mut ids = lists.flat_map(|list| names(&files.review, list, "id"));
    ids.any(|own| own == id) || ideas(files).iter().any(|own| own == id)
}

/// The ids by which parked ideas are known: a slug each, with a number where two are alike.
pub(super) fn ideas(files: &Files) -> Vec<String> {
    slugs(&files.review, "parking_lot", "idea")
}

/// A slug for every entry of `list`, from its field `name`, with a number where two are alike.
pub(super) fn slugs(review: &Value, list: &str, name: &str) -> Vec<String> {
    let all = items(review, &keys(&[list])).iter();
    slug::slugs(all.map(|item| field(item, name).and_then(scalar).unwrap_or(NOTHING)))
}

fn records(files: &Files, list: &str) -> Vec<About> {
    names(&files.review, list, "id")
        .into_iter()
        .map(About::Record)
        .collect()
}

/// The events at which an incident turned: the turning point, decisions, the first mitigation and
/// the first escalation; at most five, in order of time.
///
/// Where there are more, later decisions give way.
pub(super) fn pivots(incident: &Incident) -> Vec<&Event> {
    let events = in_time_order(incident);
    let of_kind = |kind: Kind| events.iter().copied().filter(move |e| *e.kind() == kind);
    let mut chosen: Vec<&Event> = Vec::new();
    let candidates = of_kind(Kind::Decision)
        .take(1)
        .chain(turning_point(incident, &events))
        .chain(of_kind(Kind::Mitigation).take(1))
        .chain(of_kind(Kind::Escalation).take(1))
        .chain(of_kind(Kind::Decision).skip(1));
    for event in candidates {
        if chosen.len() < PIVOTS && !chosen.iter().any(|own| own.key == event.key) {
            chosen.push(event);
        }
    }
    events
        .iter()
        .copied()
        .filter(|event| chosen.iter().any(|own| own.key == event.key))
        .collect()
}

/// The events by time; one without a time stays behind the one before it.
fn in_time_order(incident: &Incident) -> Vec<&Event> {
    let mut last = DateTime::<Utc>::MIN_UTC;
    let mut timed: Vec<(DateTime<Utc>, &Event)> = Vec::new();
    for event in &incident.timeline.events {
        if let Some(time) = event.time() {
            last = time.anchor.to_utc();
        }
        timed.push((last, event));
    }
    timed.sort_by_key(|row| row.0);
    timed.into_iter().map(|row| row.1).collect()
}

/// The last thing that somebody saw or supposed before the step that helped, about the same part
/// of the system where there is such a thing.
fn turning_point<'i>(incident: &Incident, events: &[&'i Event]) -> Option<&'i Event> {
    let step = last_step(incident, events)?;
    let from = detected(incident, events).unwrap_or(0);
    let seen = |event: &&&Event| matches!(event.kind(), Kind::Observation | Kind::Hypothesis);
    let before = || events.get(from..=step).into_iter().flatten().filter(seen);
    let shares = |event: &&&Event| {
        let parts = &events[step].component;
        event.component.iter().any(|part| parts.contains(part))
    };
    before()
        .rfind(shares)
        .or_else(|| before().next_back())
        .copied()
}

/// The last mitigation that helped, else the last one of which nothing else is said.
fn last_step(incident: &Incident, events: &[&Event]) -> Option<usize> {
    let mitigated = marked(incident, events, Mark::Mitigated);
    let last = |outcome: Option<Outcome>| {
        events.iter().enumerate().rposition(|(at, event)| {
            *event.kind() == Kind::Mitigation
                && event.outcome == outcome
                && (outcome.is_some() || mitigated.is_none_or(|end| at <= end))
        })
    };
    last(Some(Outcome::Helped)).or_else(|| last(None))
}

/// The first event at or after detection.
fn detected(incident: &Incident, events: &[&Event]) -> Option<usize> {
    marked(incident, events, Mark::Detected)
}

/// The place of the event that carries `mark`, or of the first one at or after the time in
/// `marks:`.
fn marked(incident: &Incident, events: &[&Event], mark: Mark) -> Option<usize> {
    let carries = |event: &&Event| event.has_mark(mark);
    let own = match mark {
        Mark::Mitigated | Mark::Resolved => events.iter().rposition(carries),
        Mark::Started | Mark::Detected | Mark::Declared => events.iter().position(carries),
    };
    own.or_else(|| {
        let (_, when) = incident.marks.0.iter().find(|row| row.0.value == mark)?;
        let time = when.time.as_ref()?.anchor.to_utc();
        events
            .iter()
            .position(|event| event.time().is_some_and(|at| at.anchor.to_utc() >= time))
    })
}
