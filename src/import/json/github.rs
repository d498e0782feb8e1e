//! GitHub: the timeline of an issue, deployments and their statuses, workflow runs, releases, and the
//! webhooks of the same.

use serde_json::Value;

use super::{PLAIN, Recipe, is_one, text};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static GITHUB: Format = Format {
    name: "github",
    what: "GitHub: issue timelines, deployments, merges, workflow runs, releases, webhooks",
    get: "`gh api repos/OWNER/REPO/issues/N/timeline --paginate`, `/deployments/ID/statuses`, `/pulls?state=closed`, `/actions/runs`, `/releases`; or the bodies of webhooks",
    becomes: &[
        ("a comment, a review", "communication, by its author"),
        (
            "a workflow run, a job",
            "change, from start to end, with its conclusion",
        ),
        (
            "a deployment and its statuses",
            "change, of the environment",
        ),
        ("a merge, a commit, a release", "change, by its author"),
        ("an issue closed, opened again", "note"),
    ],
    noise: &[&HOUSEKEEPING],
    reader: Reading::Json(RECIPES),
};

static HOUSEKEEPING: Noise = Noise {
    name: "housekeeping",
    what: "labels, subscriptions, mentions, locks and other handling of the issue itself",
};

const COMMENT: Recipe = Recipe {
    source: "github",
    has: &["node_id", "body", "created_at", "user.login"],
    at: &["submitted_at", "created_at"],
    person: &["user.login", "actor.login"],
    what: &[&["body"]],
    kind: |_| Some(Kind::Communication),
    evidence: &["html_url"],
    id: &["node_id"],
    ..PLAIN
};

const RUN: Recipe = Recipe {
    source: "github",
    has: &["workflow_id", "run_started_at"],
    at: &["run_started_at", "created_at"],
    until: &["updated_at"],
    person: &["triggering_actor.login", "actor.login"],
    what: &[
        &["name", "display_title", "conclusion"],
        &["name", "display_title"],
        &["name", "conclusion"],
        &["name"],
    ],
    kind: |_| Some(Kind::Change),
    evidence: &["html_url"],
    id: &["node_id"],
    ..PLAIN
};

const JOB: Recipe = Recipe {
    source: "github",
    has: &["run_id", "started_at"],
    at: &["started_at"],
    until: &["completed_at"],
    what: &[&["name", "conclusion"], &["name", "status"]],
    kind: |_| Some(Kind::Change),
    evidence: &["html_url"],
    id: &["node_id"],
    ..PLAIN
};

const STATUS: Recipe = Recipe {
    source: "github",
    has: &["deployment_url", "state", "created_at"],
    at: &["created_at"],
    person: &["creator.login"],
    what: &[
        &["environment", "state", "description"],
        &["environment", "state"],
        &["state"],
    ],
    kind: |_| Some(Kind::Change),
    component: &["environment"],
    evidence: &["target_url", "log_url"],
    id: &["node_id"],
    ..PLAIN
};

const RELEASE: Recipe = Recipe {
    source: "github",
    has: &["tag_name", "published_at"],
    at: &["published_at"],
    person: &["author.login"],
    what: &[&["tag_name", "name"], &["tag_name"]],
    kind: |_| Some(Kind::Change),
    evidence: &["html_url"],
    id: &["node_id"],
    ..PLAIN
};

const DEPLOYMENT: Recipe = Recipe {
    source: "github",
    has: &["statuses_url", "environment", "sha", "created_at"],
    at: &["created_at"],
    person: &["creator.login"],
    what: &[
        &["environment", "task", "ref", "description"],
        &["environment", "task", "ref"],
        &["environment", "ref"],
    ],
    kind: |_| Some(Kind::Change),
    component: &["environment"],
    evidence: &["sha"],
    id: &["node_id"],
    ..PLAIN
};

/// A pull request counts where it was merged, and then.
const MERGE: Recipe = Recipe {
    source: "github-merged",
    has: &["number", "title", "merged_at", "node_id"],
    at: &["merged_at"],
    person: &["merged_by.login", "user.login"],
    what: &[&["title"]],
    kind: |_| Some(Kind::Change),
    evidence: &["html_url"],
    id: &["node_id"],
    plain: |title| format!("merged: {title}"),
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    DEPLOYMENT,
    Recipe {
        records: "deployment",
        ..DEPLOYMENT
    },
    MERGE,
    Recipe {
        records: "pull_request",
        ..MERGE
    },
    Recipe {
        source: "git",
        records: "commits[]",
        has: &["id", "timestamp", "message", "author.name"],
        at: &["timestamp"],
        person: &["author.name"],
        what: &[&["message"]],
        kind: |_| Some(Kind::Change),
        evidence: &["url"],
        id: &["id"],
        plain: |message| message.lines().next().unwrap_or_default().to_owned(),
        ..PLAIN
    },
    COMMENT,
    Recipe {
        records: "comment",
        ..COMMENT
    },
    Recipe {
        source: "github",
        has: &[
            "event",
            "node_id",
            "created_at",
            "actor.login",
            "commit_url",
        ],
        at: &["created_at"],
        person: &["actor.login"],
        what: &[
            &["event", "label.name"],
            &["event", "rename.to"],
            &["event", "source.issue.title"],
            &["event"],
        ],
        id: &["node_id"],
        ..PLAIN
    },
    Recipe {
        source: "github",
        has: &["event", "node_id", "created_at", "actor.login"],
        at: &["created_at"],
        person: &["actor.login"],
        what: &[
            &["event", "label.name"],
            &["event", "rename.to"],
            &["event", "source.issue.title"],
            &["event"],
        ],
        id: &["node_id"],
        noise: housekeeping,
        ..PLAIN
    },
    Recipe {
        records: "workflow_runs[]",
        ..RUN
    },
    Recipe {
        records: "workflow_run",
        ..RUN
    },
    Recipe {
        records: "workflow_job",
        ..JOB
    },
    STATUS,
    Recipe {
        records: "deployment_status",
        ..STATUS
    },
    RELEASE,
    Recipe {
        records: "release",
        ..RELEASE
    },
];

/// What of an issue's timeline is about the issue and not about what happened.
fn housekeeping(event: &Value) -> Option<&'static Noise> {
    const OF_NOTE: &[&str] = &[
        "closed",
        "reopened",
        "committed",
        "cross-referenced",
        "referenced",
        "merged",
        "commented",
    ];
    let bare = text(event, "body").is_none();
    (bare && !is_one(event, "event", OF_NOTE)).then_some(&HOUSEKEEPING)
}
