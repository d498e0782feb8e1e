//! Kubernetes: events as lists, as frames of a watch, and in short.

use serde_json::Value;

use super::{PLAIN, Recipe, is_one};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static KUBERNETES: Format = Format {
    name: "kubernetes",
    what: "Kubernetes events, those of Flux too; as JSON, since the table tells ages alone",
    get: "`kubectl get events --all-namespaces -o json`, soon after: they are kept for an hour",
    noise: &[&ROUTINE],
    reader: Reading::Json(RECIPES),
};

static ROUTINE: Noise = Noise {
    name: "routine",
    what: "normal events of scheduling, pulling and reconciling",
};

const EVENT: Recipe = Recipe {
    source: "kubernetes",
    has: &["reason", "message", "involvedObject"],
    at: &[
        "eventTime",
        "firstTimestamp",
        "lastTimestamp",
        "metadata.creationTimestamp",
    ],
    until: &["lastTimestamp", "series.lastObservedTime"],
    machine: &["source.component", "reportingComponent"],
    what: &[&["reason", "message"]],
    kind,
    component: &["involvedObject.name"],
    id: &["metadata.uid"],
    noise: |event| is_one(event, "reason", ROUTINES).then_some(&ROUTINE),
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    EVENT,
    Recipe {
        records: "items[]",
        ..EVENT
    },
    Recipe {
        records: "object",
        ..EVENT
    },
    Recipe {
        records: "items[]",
        has: &["reason", "message", "lastTimestamp", "namespace"],
        component: &["namespace"],
        ..EVENT
    },
];

const ROUTINES: &[&str] = &[
    "Scheduled",
    "Pulling",
    "Pulled",
    "Created",
    "Started",
    "SuccessfulCreate",
    "ReconciliationSucceeded",
    "ArtifactUpToDate",
    "GitOperationSucceeded",
];

fn kind(event: &Value) -> Option<Kind> {
    if is_one(event, "type", &["Warning"]) {
        return Some(Kind::Symptom);
    }
    is_one(event, "reason", &["ScalingReplicaSet", "SuccessfulRescale"]).then_some(Kind::Change)
}
