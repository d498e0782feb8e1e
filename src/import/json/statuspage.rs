//! Status pages: Atlassian Statuspage, and the one of Google Cloud.

use super::{PLAIN, Recipe, markup};
use crate::import::{Format, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static STATUSPAGE: Format = Format {
    name: "statuspage",
    what: "Status pages: Atlassian Statuspage, Google Cloud",
    get: "`https://STATUS-PAGE/api/v2/incidents.json`; `https://status.cloud.google.com/incidents.json`",
    becomes: &[
        ("an update", "communication, with its status"),
        (
            "an outage of Google Cloud",
            "symptom at its start, recovery at its end",
        ),
    ],
    noise: &[],
    reader: Reading::Json(RECIPES),
};

const UPDATE: Recipe = Recipe {
    source: "statuspage",
    records: "incidents[].incident_updates[]",
    has: &["body", "status", "incident_id"],
    at: &["display_at", "created_at"],
    what: &[&["status", "body"], &["body"]],
    kind: |_| Some(Kind::Communication),
    id: &["id"],
    plain: markup::words,
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    UPDATE,
    Recipe {
        records: "incident_updates[]",
        ..UPDATE
    },
    Recipe {
        records: "incident.incident_updates[]",
        ..UPDATE
    },
    Recipe {
        source: "google-cloud",
        records: "updates[]",
        has: &["when", "text", "status"],
        at: &["when"],
        what: &[&["text"]],
        kind: |_| Some(Kind::Communication),
        plain: markup::words,
        ..PLAIN
    },
    OUTAGE,
    Recipe {
        source: "google-cloud-end",
        has: &["end", "external_desc", "service_name"],
        at: &["end"],
        kind: |_| Some(Kind::Recovery),
        plain: |text| format!("over: {}", markup::words(text)),
        ..OUTAGE
    },
];

/// What Google Cloud says of an outage as a whole, which it posts when it is over.
const OUTAGE: Recipe = Recipe {
    source: "google-cloud",
    has: &["begin", "external_desc", "service_name"],
    at: &["begin"],
    what: &[&["external_desc"]],
    kind: |_| Some(Kind::Symptom),
    component: &["service_name"],
    id: &["id"],
    plain: markup::words,
    ..PLAIN
};
