//! `PagerDuty`: log entries, notes, alerts, incidents, webhooks v3 and change events.

use serde_json::Value;

use super::{PLAIN, Recipe, is_one, text};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static PAGERDUTY: Format = Format {
    name: "pagerduty",
    what: "PagerDuty: log entries, notes, alerts, incidents, webhooks v3, change events",
    get: "the REST API: `GET /incidents/ID/log_entries?is_overview=false`, `/notes`, `/alerts`, `/change_events`; or the deliveries of a webhook, one on each line",
    becomes: &[
        (
            "an incident, an alert, a triggering",
            "alert, of its service",
        ),
        ("an acknowledgement", "action, by who acknowledged"),
        ("an escalation", "escalation"),
        ("a note, a status update", "communication, by its author"),
        ("a resolution", "recovery"),
        ("a change event", "change, by its source"),
    ],
    noise: &[&NOTIFICATION],
    reader: Reading::Json(RECIPES),
};

static NOTIFICATION: Noise = Noise {
    name: "notification",
    what: "who was called or written to, and who an incident was assigned to",
};

/// What people are called; rules, services and integrations act as well.
const USERS: &[&str] = &["user", "user_reference"];

const ENTRY: Recipe = Recipe {
    source: "pagerduty",
    has: &["type", "created_at", "summary"],
    at: &["created_at"],
    human: |entry| is_one(entry, "agent.type", USERS),
    named: &[
        "user.summary",
        "assignees[].summary",
        "assigned_user.summary",
    ],
    person: &["agent.summary"],
    what: &[
        &["summary", "note"],
        &["summary", "channel.description"],
        &["summary"],
    ],
    kind: of_entry,
    component: &["service.summary"],
    evidence: &["html_url", "incident.html_url"],
    id: &["id"],
    noise: noise_of_entry,
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    Recipe {
        records: "messages[].log_entries[]",
        ..ENTRY
    },
    Recipe {
        records: "log_entries[]",
        ..ENTRY
    },
    Recipe {
        source: "pagerduty",
        records: "notes[]",
        has: &["content", "created_at"],
        at: &["created_at"],
        human: |note| is_one(note, "user.type", USERS),
        person: &["user.summary"],
        what: &[&["content"]],
        kind: |_| Some(Kind::Communication),
        id: &["id"],
        ..PLAIN
    },
    Recipe {
        source: "pagerduty",
        records: "alerts[]",
        has: &["created_at", "summary", "alert_key"],
        at: &["created_at"],
        machine: &["integration.summary"],
        what: &[&["summary"]],
        kind: |_| Some(Kind::Alert),
        component: &["service.summary"],
        evidence: &["html_url"],
        id: &["id"],
        ..PLAIN
    },
    Recipe {
        source: "pagerduty",
        records: "incident",
        has: &["created_at", "incident_number"],
        at: &["created_at"],
        what: &[&["title"], &["summary"]],
        kind: |_| Some(Kind::Alert),
        component: &["service.summary"],
        evidence: &["html_url"],
        id: &["id"],
        ..PLAIN
    },
    Recipe {
        source: "pagerduty",
        records: "event",
        has: &["event_type", "occurred_at"],
        at: &["occurred_at"],
        human: |event| is_one(event, "agent.type", USERS),
        person: &["agent.summary"],
        what: &[
            &["data.content"],
            &["data.message"],
            &["event_type", "data.title"],
            &["event_type", "data.incident.summary"],
            &["event_type"],
        ],
        kind: of_webhook,
        component: &["data.service.summary"],
        evidence: &["data.html_url", "data.incident.html_url"],
        id: &["id"],
        ..PLAIN
    },
    Recipe {
        source: "pagerduty",
        records: "change_events[]",
        has: &["timestamp", "summary"],
        at: &["timestamp"],
        machine: &["source"],
        what: &[&["summary"]],
        kind: |_| Some(Kind::Change),
        component: &["services.0.summary"],
        evidence: &["links.0.href"],
        id: &["id"],
        ..PLAIN
    },
];

fn of_entry(entry: &Value) -> Option<Kind> {
    let kind = text(entry, "type")?;
    Some(match kind.trim_end_matches("_log_entry") {
        "trigger" => Kind::Alert,
        "acknowledge" | "unacknowledge" => Kind::Action,
        "escalate" => Kind::Escalation,
        "resolve" => Kind::Recovery,
        "annotate" => Kind::Communication,
        _ => return None,
    })
}

fn noise_of_entry(entry: &Value) -> Option<&'static Noise> {
    let noise = [
        "notify_log_entry",
        "assign_log_entry",
        "exhaust_escalation_path_log_entry",
    ];
    is_one(entry, "type", &noise).then_some(&NOTIFICATION)
}

fn of_webhook(event: &Value) -> Option<Kind> {
    let kind = text(event, "event_type")?;
    Some(match kind.rsplit('.').next()? {
        "triggered" | "reopened" => Kind::Alert,
        "acknowledged" | "unacknowledged" => Kind::Action,
        "escalated" | "delegated" => Kind::Escalation,
        "resolved" => Kind::Recovery,
        "annotated" | "status_update_published" => Kind::Communication,
        _ => return None,
    })
}
