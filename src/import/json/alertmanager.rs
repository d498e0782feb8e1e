//! Alertmanager: webhooks (those of Grafana's alerting too) and lists of alerts.

use serde_json::Value;

use super::{PLAIN, Recipe, get, is_one, text};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static ALERTMANAGER: Format = Format {
    name: "alertmanager",
    what: "Alertmanager: webhooks, also of Grafana alerting, and lists of alerts",
    get: "`amtool alert query -o json`, `GET /api/v2/alerts`, or the body of a webhook",
    becomes: &[
        (
            "an alert that fires",
            "alert, at `startsAt`, of its job or instance",
        ),
        ("its end, where it is resolved", "recovery, at `endsAt`"),
    ],
    noise: &[&WATCHDOG],
    reader: Reading::Json(RECIPES),
};

static WATCHDOG: Noise = Noise {
    name: "watchdog",
    what: "alerts that always fire, to show that alerting works",
};

const FIRED: Recipe = Recipe {
    source: "alertmanager",
    has: &["labels.alertname", "startsAt"],
    at: &["startsAt"],
    machine: &["labels.prometheus"],
    what: &[
        &["labels.alertname", "annotations.summary"],
        &["labels.alertname", "annotations.title"],
        &["labels.alertname", "annotations.description"],
        &["labels.alertname", "annotations.message"],
        &["labels.alertname"],
    ],
    kind: |_| Some(Kind::Alert),
    component: &[
        "labels.service",
        "labels.job",
        "labels.instance",
        "labels.host",
    ],
    evidence: &["generatorURL", "dashboardURL", "panelURL"],
    noise: |alert| is_one(alert, "labels.alertname", &["Watchdog"]).then_some(&WATCHDOG),
    ..PLAIN
};

/// A delivery tells with `resolved` that an alert is over; in a list, `endsAt` is when it would
/// lapse.
const OVER: Recipe = Recipe {
    has: &["labels.alertname", "startsAt", "endsAt", "status"],
    when: is_over,
    at: &["endsAt"],
    kind: |_| Some(Kind::Recovery),
    ..FIRED
};

const RECIPES: &[Recipe] = &[
    FIRED,
    Recipe {
        records: "alerts[]",
        ..FIRED
    },
    Recipe {
        records: "alerts[]",
        ..OVER
    },
];

fn is_over(alert: &Value) -> bool {
    let told = is_one(alert, "status", &["resolved"]);
    told && get(alert, "endsAt").is_some() && text(alert, "endsAt") > text(alert, "startsAt")
}
