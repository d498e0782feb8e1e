//! Files in memory for the tests of the walk: the running example, and the writing of changes.

use chrono::DateTime;

use super::tree::tests::apply;
use super::tree::{field, items, keys, scalar};
use super::{Catalogue, File, Files, Options, Plan, Session, Write, plan};
use crate::model::time::{Certainty, Precision, Time};
use crate::model::{Event, Incident, Kind, Outcome, When};
use crate::source::{OneOrMany, Spanned, Text};
use crate::yaml::Value;

/// The events of the running example that the walk looks at.
const EVENTS: &[[&str; 6]] = &[
    [
        "a1",
        "2025-11-20T00:00:00Z",
        "condition",
        "database team",
        "db-replicas",
        "third read replica removed",
    ],
    [
        "a3",
        "2026-03-12T09:20:00Z",
        "change",
        "data-platform team",
        "price-sync",
        "batch size raised from 200 to 2000",
    ],
    [
        "a5",
        "2026-03-12T09:55:00Z",
        "action",
        "automation:autoscaler",
        "checkout-workers",
        "scaled workers from 12 to 18",
    ],
    [
        "a12",
        "2026-03-12T10:34:00Z",
        "hypothesis",
        "morning on-call",
        "payments",
        "payment provider is slow again",
    ],
    [
        "a13",
        "2026-03-12T10:36:00Z",
        "decision",
        "morning on-call",
        "payments",
        "switch payments to the second provider",
    ],
    [
        "a14",
        "2026-03-12T10:38:00Z",
        "mitigation",
        "morning on-call",
        "payments",
        "payments failed over",
    ],
    [
        "a16",
        "2026-03-12T10:55:00Z",
        "escalation",
        "morning on-call",
        "checkout",
        "asks for database help",
    ],
    [
        "a19",
        "2026-03-12T11:12:00Z",
        "observation",
        "database on-call",
        "price-sync",
        "nine of ten heavy queries come from price-sync",
    ],
    [
        "a22",
        "2026-03-12T11:26:00Z",
        "observation",
        "morning on-call",
        "checkout",
        "errors go on",
    ],
    [
        "a23",
        "2026-03-12T11:28:00Z",
        "decision",
        "database on-call",
        "price-sync",
        "pause price-sync",
    ],
    [
        "a24",
        "2026-03-12T11:30:00Z",
        "mitigation",
        "database on-call",
        "price-sync",
        "price-sync paused",
    ],
];

pub(super) fn words(text: &str) -> Text {
    Spanned::new(text.to_owned(), crate::source::Span::default())
}

fn event([key, at, kind, who, component, what]: &[&str; 6]) -> Event {
    let outcome = match *key {
        "a14" => Some(Outcome::NoEffect),
        "a24" => Some(Outcome::Helped),
        _ => None,
    };
    Event {
        key: (*key).to_owned(),
        id: Some(words(key)),
        at: Some(When {
            text: words(at),
            time: Some(Time {
                anchor: DateTime::parse_from_rfc3339(at).unwrap(),
                certainty: Certainty::Exact,
                precision: Precision::Minute,
            }),
        }),
        kind: Some(Kind::from_word(kind).into()),
        who: Some(words(who)),
        component: OneOrMany(vec![words(component)]),
        what: words(what),
        outcome,
        ..Event::default()
    }
}

/// The running example without a review.
pub(super) fn files() -> Files {
    let mut incident = Incident {
        title: words("Checkout slow, then errors"),
        ..Incident::default()
    };
    incident.timeline.events = EVENTS.iter().map(event).collect();
    let rows = EVENTS
        .iter()
        .map(|row| yaml(&format!("{{id: {}, what: {:?}}}", row[0], row[5])));
    Files {
        incident,
        incident_file: Value::Map(vec![("timeline".to_owned(), Value::List(rows.collect()))]),
        review: Value::Null,
    }
}

/// An incident of which nothing is known yet.
pub(super) fn bare() -> Files {
    Files {
        incident: Incident::default(),
        incident_file: Value::Null,
        review: Value::Null,
    }
}

/// The running example with this review.
pub(super) fn reviewed(review: &str) -> Files {
    Files {
        review: yaml(review),
        ..files()
    }
}

/// The plain value of a YAML text; keys come in the order of the alphabet.
pub(super) fn yaml(text: &str) -> Value {
    let options = serde_yaml::options! { strict_booleans: true };
    plain(serde_yaml::from_str_with_options(text, options).unwrap())
}

fn plain(value: serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match value {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(value),
        Json::Number(number) => Value::Number(number.to_string()),
        Json::String(text) => Value::Text(text),
        Json::Array(items) => Value::List(items.into_iter().map(plain).collect()),
        Json::Object(pairs) => Value::Map(
            pairs
                .into_iter()
                .map(|(name, v)| (name, plain(v)))
                .collect(),
        ),
    }
}

/// Makes the changes, as `cmd` does it on disk, and reads the files again.
pub(super) fn saved(files: &Files, writes: &[Write]) -> Files {
    let mut files = files.clone();
    for write in writes {
        for change in &write.changes {
            match write.file {
                File::Incident => apply(&mut files.incident_file, change),
                File::Review => apply(&mut files.review, change),
            }
        }
    }
    let all = items(&files.incident_file, &keys(&["timeline"]));
    for (at, item) in all
        .iter()
        .enumerate()
        .skip(files.incident.timeline.events.len())
    {
        files.incident.timeline.events.push(Event {
            key: format!("e{}", at + 1),
            what: words(field(item, "what").and_then(scalar).unwrap_or_default()),
            ..Event::default()
        });
    }
    files
}

pub(super) fn planned(files: &Files, options: &Options) -> Plan {
    plan(files, &Catalogue::built_in().unwrap(), options).unwrap()
}

/// A walk through these prompts alone.
pub(super) fn session(files: &Files, only: &[&str]) -> Session {
    let options = Options {
        only: only.iter().map(|id| (*id).to_owned()).collect(),
        ..Options::default()
    };
    Session::new(planned(files, &options), files.clone())
}
