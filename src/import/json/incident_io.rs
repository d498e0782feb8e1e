//! incident.io: timeline items, updates, incidents, webhooks.

use super::{PLAIN, Recipe};
use crate::import::{Format, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static INCIDENT_IO: Format = Format {
    name: "incident-io",
    what: "incident.io: timeline items, updates, incidents, webhooks",
    get: "the public API: `GET /v2/incident_updates`, `/v2/incidents/ID`, the items of a timeline; or the bodies of webhooks, one on each line",
    becomes: &[
        ("a timeline item", "note, by its creator"),
        ("an update, a new status", "communication, by who wrote it"),
        ("an incident as a whole", "note, when it was opened"),
    ],
    noise: &[],
    reader: Reading::Json(RECIPES),
};

const UPDATE: Recipe = Recipe {
    source: "incident-io",
    has: &["message", "updater"],
    at: &["created_at"],
    person: &["updater.user.name"],
    machine: &["updater.workflow.name"],
    what: &[&["new_incident_status.name", "message"], &["message"]],
    kind: |_| Some(Kind::Communication),
    id: &["id"],
    ..PLAIN
};

const INCIDENT: Recipe = Recipe {
    source: "incident-io",
    has: &["reference", "incident_status.name", "created_at"],
    at: &["created_at"],
    person: &["creator.user.name"],
    machine: &["creator.workflow.name", "creator.alert.title"],
    what: &[&["name", "summary"], &["name"]],
    evidence: &["permalink"],
    id: &["id"],
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    Recipe {
        source: "incident-io",
        records: "incident_timeline_items[]",
        has: &["timestamp", "title"],
        at: &["timestamp"],
        person: &["creator.user.name"],
        machine: &["creator.workflow.name", "creator.alert.title"],
        what: &[&["title", "description"], &["title"]],
        id: &["id"],
        ..PLAIN
    },
    Recipe {
        records: "incident_updates[]",
        ..UPDATE
    },
    UPDATE,
    Recipe {
        records: "incidents[]",
        ..INCIDENT
    },
    Recipe {
        records: "incident",
        ..INCIDENT
    },
    INCIDENT,
    Recipe {
        records: "public_incident.incident_created_v2",
        ..INCIDENT
    },
    Recipe {
        source: "incident-io-status",
        records: "public_incident.incident_status_updated_v2",
        has: &["incident.id", "new_status.name"],
        at: &["incident.updated_at"],
        what: &[
            &["new_status.name", "message"],
            &["new_status.name", "incident.name"],
        ],
        kind: |_| Some(Kind::Communication),
        evidence: &["incident.permalink"],
        ..PLAIN
    },
];
