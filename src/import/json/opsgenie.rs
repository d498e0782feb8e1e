//! Opsgenie: the log of an alert, and webhooks.

use serde_json::Value;

use super::{PLAIN, Recipe, text};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static OPSGENIE: Format = Format {
    name: "opsgenie",
    what: "Opsgenie: alert logs, webhooks",
    get: "`GET /v2/alerts/ID/logs`, or the bodies of webhooks, one on each line",
    becomes: &[
        ("an alert that is created", "alert"),
        ("an acknowledgement, a taking over", "action, by who did it"),
        ("an escalation, a team that is added", "escalation"),
        ("a note", "communication, by its author"),
        ("an alert that is closed", "recovery"),
    ],
    noise: &[&VIEWED],
    reader: Reading::Json(RECIPES),
};

static VIEWED: Noise = Noise {
    name: "viewed",
    what: "who looked at an alert, and who was notified",
};

const RECIPES: &[Recipe] = &[
    Recipe {
        source: "opsgenie",
        records: "data[]",
        has: &["createdAt", "log", "owner"],
        at: &["createdAt"],
        person: &["owner"],
        what: &[&["log"]],
        kind: of_log,
        id: &["offset"],
        noise,
        ..PLAIN
    },
    Recipe {
        source: "opsgenie",
        has: &["action", "alert.alertId"],
        at: &["alert.updatedAt", "alert.createdAt"],
        person: &["alert.username"],
        what: &[
            &["alert.message", "alert.note"],
            &["action", "alert.message"],
        ],
        kind: of_action,
        component: &["alert.entity"],
        ..PLAIN
    },
];

fn of_log(entry: &Value) -> Option<Kind> {
    let log = text(entry, "log")?;
    [
        ("Alert acknowledged", Kind::Action),
        ("Alert closed", Kind::Recovery),
        ("Alert created", Kind::Alert),
        ("Escalated", Kind::Escalation),
        ("Note added", Kind::Communication),
    ]
    .into_iter()
    .find_map(|(begins, kind)| log.starts_with(begins).then_some(kind))
}

fn noise(entry: &Value) -> Option<&'static Noise> {
    let log = text(entry, "log")?;
    let begins = ["Viewed", "Sent", "Notified", "[Notification]"];
    begins
        .iter()
        .any(|word| log.starts_with(word))
        .then_some(&VIEWED)
}

fn of_action(delivery: &Value) -> Option<Kind> {
    Some(match text(delivery, "action")?.as_str() {
        "Create" => Kind::Alert,
        "Acknowledge" | "UnAcknowledge" | "AssignOwnership" | "TakeOwnership" => Kind::Action,
        "AddNote" => Kind::Communication,
        "Escalate" | "AddTeam" | "AddRecipient" => Kind::Escalation,
        "Close" | "Delete" => Kind::Recovery,
        _ => return None,
    })
}
