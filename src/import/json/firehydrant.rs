//! `FireHydrant`: the timeline of an incident.

use serde_json::Value;

use super::{PLAIN, Recipe, is_one, markup};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static FIREHYDRANT: Format = Format {
    name: "firehydrant",
    what: "FireHydrant: the events of an incident",
    get: "the API: `GET /v1/incidents/ID/events`",
    becomes: &[
        (
            "a chat message, a note, an update",
            "communication, by its author",
        ),
        ("a linked alert", "alert"),
        ("a change that was linked", "change"),
        ("any other event", "note"),
    ],
    noise: &[&HANDLING],
    reader: Reading::Json(RECIPES),
};

static HANDLING: Noise = Noise {
    name: "handling",
    what: "tasks, tickets, teams and other handling of the incident itself",
};

const EVENT: Recipe = Recipe {
    source: "firehydrant",
    has: &["incident_id", "occurred_at", "type"],
    at: &["occurred_at"],
    person: &["author.name"],
    what: &[
        &["data.body"],
        &["data.text"],
        &["data.message"],
        &["data.alert.summary"],
        &["data.summary"],
        &["type", "data.name"],
        &["type", "data.status"],
        &["type"],
    ],
    kind,
    id: &["id"],
    internal: |event| {
        let hidden = ["internal", "private_to_org", "internal_status_page"];
        is_one(event, "visibility", &hidden)
    },
    noise: |event| is_one(event, "type", HANDLINGS).then_some(&HANDLING),
    plain: markup::words,
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    Recipe {
        records: "data[]",
        ..EVENT
    },
    EVENT,
];

const HANDLINGS: &[&str] = &[
    "add_task_list",
    "bulk_update",
    "task_update",
    "team_assignment",
    "ticket_update",
    "tour_step",
];

fn kind(event: &Value) -> Option<Kind> {
    let kinds: &[(&[&str], Kind)] = &[
        (&["alert_linked"], Kind::Alert),
        (&["change_type", "changelog_entry"], Kind::Change),
        (
            &["chat_message", "general_update", "note"],
            Kind::Communication,
        ),
    ];
    let of = |(words, _): &&(&[&str], Kind)| is_one(event, "type", words);
    kinds.iter().find(of).map(|(_, kind)| kind.clone())
}
