//! Sentry: alerts, issues, events of an issue.

use super::{PLAIN, Recipe};
use crate::import::{Format, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static SENTRY: Format = Format {
    name: "sentry",
    what: "Sentry: alerts of issues, issues, events of an issue",
    get: "the body of an alert's webhook; `GET /api/0/organizations/ORG/issues/`, `/issues/ID/events/`",
    becomes: &[
        ("an alert, an event of an issue", "alert, of its project"),
        ("an issue as a whole", "alert, when it was first seen"),
    ],
    noise: &[],
    reader: Reading::Json(RECIPES),
};

const ISSUE: Recipe = Recipe {
    source: "sentry-issue",
    has: &["shortId", "firstSeen", "title"],
    at: &["firstSeen"],
    what: &[&["title", "culprit"], &["title"]],
    kind: |_| Some(Kind::Alert),
    component: &["project.slug", "project.name"],
    evidence: &["permalink", "web_url"],
    id: &["id"],
    ..PLAIN
};

const EVENT: Recipe = Recipe {
    source: "sentry",
    has: &["event_id", "title", "datetime"],
    at: &["datetime", "timestamp"],
    what: &[&["title", "culprit"], &["title"]],
    kind: |_| Some(Kind::Alert),
    evidence: &["web_url", "issue_url", "url"],
    id: &["event_id"],
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    Recipe {
        source: "sentry",
        has: &["project", "culprit", "event.timestamp"],
        at: &["event.timestamp"],
        what: &[&["event.title", "culprit"], &["message"]],
        kind: |_| Some(Kind::Alert),
        component: &["project_slug", "project"],
        evidence: &["url"],
        id: &["event.event_id", "id"],
        ..PLAIN
    },
    ISSUE,
    Recipe {
        records: "data.issue",
        ..ISSUE
    },
    Recipe {
        records: "data.event",
        ..EVENT
    },
    Recipe {
        records: "data.error",
        ..EVENT
    },
    Recipe {
        source: "sentry",
        has: &["eventID", "dateCreated", "title"],
        at: &["dateCreated"],
        what: &[&["title", "culprit"], &["title"]],
        kind: |_| Some(Kind::Alert),
        id: &["eventID"],
        ..PLAIN
    },
];
