//! Writing events into the timeline of an incident.

use super::case::{Case, Repo};
use super::edit;
use crate::context::Context;
use crate::yaml::Change;

/// Makes changes in the timeline.
pub(super) fn write(
    cx: &mut Context<'_>,
    _repo: &Repo,
    case: &Case,
    changes: &[Change],
) -> anyhow::Result<()> {
    let path = case.folder.file("incident.yaml");
    edit::make(cx, (&path, Some(&case.incident.source)), changes)
}
