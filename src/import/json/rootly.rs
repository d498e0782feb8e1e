//! Rootly: the timeline of an incident.

use super::{PLAIN, Recipe, is_one, markup};
use crate::import::{Format, Reading};

/// The format.
pub(in crate::import) static ROOTLY: Format = Format {
    name: "rootly",
    what: "Rootly: the events of an incident",
    get: "the API: `GET /v1/incidents/ID/events`",
    becomes: &[(
        "an event",
        "note, by its author, in the open or not as Rootly has it",
    )],
    noise: &[],
    reader: Reading::Json(&[
        Recipe {
            records: "data[]",
            ..EVENT
        },
        Recipe {
            records: "data",
            ..EVENT
        },
    ]),
};

const EVENT: Recipe = Recipe {
    source: "rootly",
    has: &["attributes.event", "attributes.occurred_at"],
    at: &["attributes.occurred_at"],
    person: &[
        "attributes.user.full_name",
        "attributes.user.name",
        "attributes.user_display_name",
    ],
    what: &[&["attributes.event"]],
    id: &["id"],
    internal: |event| is_one(event, "attributes.visibility", &["internal"]),
    plain: markup::words,
    ..PLAIN
};
