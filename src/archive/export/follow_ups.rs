//! The table of follow-ups.

use super::columns::{Columns, texts};
use crate::model::{FollowUp, Helps, Visibility};

/// The columns of a follow-up.
pub(super) fn columns() -> Columns<FollowUp> {
    Columns::<FollowUp>::of_incident()
        .day("day", "the day of the incident", |row| row.record.day())
        .integer("position", "place in the plan, from 1", |row| {
            i64::try_from(row.index + 1).ok()
        })
        .text("what", "what will, or will not, be done", |row| {
            Some(&row.item.what)
        })
        .text("idea", "the parked idea that it was decided about", |row| {
            row.item.idea.as_ref()
        })
        .word(
            "helps",
            "what it would help with: see, cope, recover or remove",
            |row| row.item.helps.map(Helps::word),
        )
        .list(
            "touches",
            "ids of latent failures and degraded-mode conditions",
            |row| texts(&row.item.touches),
        )
        .text("done_when", "how one can tell that it is done", |row| {
            row.item.done_when.as_ref()
        })
        .text("owner", "a role or a team", |row| row.item.owner.as_ref())
        .date("due", "when it is due", |row| row.item.due)
        .word(
            "status",
            "candidate, committed, trial, declined or done, where it is said",
            |row| row.item.status.as_ref().map(|status| status.value.word()),
        )
        .text("because", "for which reason", |row| {
            row.item.because.as_ref()
        })
        .text("link", "where the work is tracked", |row| {
            row.item.link.as_ref()
        })
        .word(
            "visibility",
            "internal or public, where it is said",
            |row| row.item.visibility.map(Visibility::word),
        )
}
