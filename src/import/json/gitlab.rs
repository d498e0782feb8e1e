//! GitLab: notes of an issue or a merge request, deployments, pipelines, merge requests, releases.

use serde_json::Value;

use super::{PLAIN, Recipe, get, is_one};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static GITLAB: Format = Format {
    name: "gitlab",
    what: "GitLab: notes of issues, deployments, pipelines, merges, releases",
    get: "`glab api projects/ID/issues/N/notes --paginate`, `/deployments`, `/pipelines`, `/merge_requests?state=merged`, `/releases`",
    becomes: &[
        ("a note", "communication, by its author"),
        ("a deployment", "change, of its environment"),
        ("a pipeline", "change, with its state"),
        ("a merge", "change, when it was merged"),
        ("a release", "change"),
    ],
    noise: &[&HANDLING],
    reader: Reading::Json(RECIPES),
};

static HANDLING: Noise = Noise {
    name: "handling",
    what: "notes that GitLab writes itself: labels, assignees, descriptions",
};

const RECIPES: &[Recipe] = &[
    Recipe {
        source: "gitlab",
        has: &["body", "author.username", "created_at", "system"],
        at: &["created_at"],
        person: &["author.name", "author.username"],
        what: &[&["body"]],
        kind: |_| Some(Kind::Communication),
        id: &["id"],
        noise: |note| {
            let own = get(note, "system").and_then(Value::as_bool) == Some(true);
            own.then_some(&HANDLING)
        },
        internal: |note| get(note, "internal").and_then(Value::as_bool) == Some(true),
        ..PLAIN
    },
    Recipe {
        source: "gitlab-deployment",
        has: &["environment.name", "sha", "created_at", "status"],
        at: &["deployable.started_at", "created_at"],
        until: &["deployable.finished_at"],
        person: &["user.name", "user.username"],
        what: &[
            &["environment.name", "deployable.name", "status"],
            &["environment.name", "ref", "status"],
        ],
        kind: |_| Some(Kind::Change),
        component: &["environment.name"],
        evidence: &["deployable.web_url", "sha"],
        id: &["id"],
        ..PLAIN
    },
    Recipe {
        source: "gitlab-pipeline",
        has: &["project_id", "sha", "status", "source", "created_at"],
        at: &["started_at", "created_at"],
        until: &["finished_at"],
        person: &["user.name", "user.username"],
        what: &[&["ref", "status"]],
        kind: |_| Some(Kind::Change),
        evidence: &["web_url"],
        id: &["id"],
        ..PLAIN
    },
    Recipe {
        source: "gitlab-merge",
        has: &["merged_at", "iid", "title"],
        when: |merge| is_one(merge, "state", &["merged"]),
        at: &["merged_at"],
        person: &["merge_user.name", "merged_by.name", "author.name"],
        what: &[&["title"]],
        kind: |_| Some(Kind::Change),
        evidence: &["web_url"],
        id: &["id"],
        ..PLAIN
    },
    Recipe {
        source: "gitlab-release",
        has: &["tag_name", "released_at", "commit.id"],
        at: &["released_at"],
        person: &["author.name"],
        what: &[&["tag_name", "name"], &["tag_name"]],
        kind: |_| Some(Kind::Change),
        evidence: &["_links.self", "commit.id"],
        id: &["tag_name"],
        ..PLAIN
    },
];
