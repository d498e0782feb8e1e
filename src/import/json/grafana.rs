//! Grafana: annotations.

use serde_json::Value;

use super::{PLAIN, Recipe, get, is_one, markup, text};
use crate::import::{Format, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static GRAFANA: Format = Format {
    name: "grafana",
    what: "Grafana: annotations; its alerts come as `alertmanager`",
    get: "`GET /api/annotations?from=MS&to=MS`",
    becomes: &[
        ("an annotation of a deployment, by its tags", "change"),
        (
            "a state of an alert",
            "alert, or recovery where it is well again",
        ),
        ("any other annotation", "note, with its span"),
    ],
    noise: &[],
    reader: Reading::Json(RECIPES),
};

const RECIPES: &[Recipe] = &[Recipe {
    source: "grafana",
    has: &["time", "text", "dashboardId"],
    at: &["time"],
    until: &["timeEnd"],
    person: &["login", "userName"],
    what: &[&["text"], &["alertName", "newState"]],
    kind,
    id: &["id"],
    plain: markup::words,
    ..PLAIN
}];

fn kind(annotation: &Value) -> Option<Kind> {
    if is_one(annotation, "newState", &["ok", "normal", "Normal"]) {
        return Some(Kind::Recovery);
    }
    if text(annotation, "newState").is_some() {
        return Some(Kind::Alert);
    }
    let tags = get(annotation, "tags").and_then(Value::as_array)?;
    let deploys = |tag: &Value| {
        let tag = tag.as_str().unwrap_or_default().to_lowercase();
        ["deploy", "release", "rollout"]
            .iter()
            .any(|word| tag.contains(word))
    };
    tags.iter().any(deploys).then_some(Kind::Change)
}
