//! Datadog: events of both versions of the API.

use super::{PLAIN, Recipe, is_one};
use crate::import::{Format, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static DATADOG: Format = Format {
    name: "datadog",
    what: "Datadog: events",
    get: "`GET /api/v1/events?start=S&end=S`, or `GET /api/v2/events?filter[from]=MS&filter[to]=MS`",
    becomes: &[
        (
            "an event of the type or status error or warning",
            "alert, of its host or service",
        ),
        ("any other event", "note"),
    ],
    noise: &[],
    reader: Reading::Json(RECIPES),
};

const EVENT: Recipe = Recipe {
    source: "datadog",
    has: &["date_happened", "title"],
    at: &["date_happened"],
    machine: &["source"],
    what: &[&["title", "text"], &["title"]],
    kind: |event| is_one(event, "alert_type", &["error", "warning"]).then_some(Kind::Alert),
    component: &["host"],
    evidence: &["url"],
    id: &["id"],
    ..PLAIN
};

/// An event of the second version: what it holds stands in its attributes of attributes.
const SECOND: Recipe = Recipe {
    source: "datadog",
    has: &["attributes.timestamp", "attributes.attributes"],
    when: |event| is_one(event, "type", &["event"]),
    at: &["attributes.timestamp"],
    machine: &["attributes.attributes.source_type_name"],
    what: &[
        &["attributes.attributes.title", "attributes.message"],
        &["attributes.attributes.title"],
        &["attributes.message"],
    ],
    kind: |event| {
        let grave = ["error", "warn", "warning"];
        is_one(event, "attributes.attributes.status", &grave).then_some(Kind::Alert)
    },
    component: &[
        "attributes.attributes.service",
        "attributes.attributes.hostname",
    ],
    id: &["id"],
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    Recipe {
        records: "events[]",
        ..EVENT
    },
    Recipe {
        records: "event",
        ..EVENT
    },
    EVENT,
    Recipe {
        records: "data[]",
        ..SECOND
    },
    Recipe {
        records: "data",
        ..SECOND
    },
    SECOND,
];
