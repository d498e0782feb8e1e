//! Kubernetes: events as lists, as frames of a watch, and in short.

use serde_json::Value;

use super::{PLAIN, Recipe, is_one};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static KUBERNETES: Format = Format {
    name: "kubernetes",
    what: "Kubernetes events, also those that Flux sends out; as JSON, since the table tells ages alone",
    get: "`kubectl get events --all-namespaces -o json`, soon after: they are kept for an hour; of Flux also what its notification-controller posts to a webhook",
    becomes: &[
        (
            "an event of the type Warning",
            "symptom, with its count and span",
        ),
        ("a rollout, a scaling, a rollback", "change"),
        ("any other event", "note"),
    ],
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
        "timestamp",
        "deprecatedFirstTimestamp",
        "metadata.creationTimestamp",
    ],
    until: &[
        "lastTimestamp",
        "series.lastObservedTime",
        "deprecatedLastTimestamp",
    ],
    machine: &[
        "source.component",
        "reportingComponent",
        "reportingController",
    ],
    what: &[&["reason", "message"]],
    kind,
    component: &["involvedObject.name"],
    id: &["metadata.uid"],
    noise: |event| is_one(event, "reason", ROUTINES).then_some(&ROUTINE),
    ..PLAIN
};

/// The same by the newer name of the API.
const REGARDING: Recipe = Recipe {
    has: &["reason", "note", "regarding"],
    what: &[&["reason", "note"]],
    component: &["regarding.name"],
    ..EVENT
};

const RECIPES: &[Recipe] = &[
    EVENT,
    REGARDING,
    Recipe {
        records: "items[]",
        ..REGARDING
    },
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

const CHANGES: &[&str] = &[
    "ScalingReplicaSet",
    "SuccessfulRescale",
    "InstallSucceeded",
    "UpgradeSucceeded",
    "RollbackSucceeded",
];

fn kind(event: &Value) -> Option<Kind> {
    if is_one(event, "type", &["Warning"]) || is_one(event, "severity", &["error"]) {
        return Some(Kind::Symptom);
    }
    is_one(event, "reason", CHANGES).then_some(Kind::Change)
}
