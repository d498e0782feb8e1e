//! The register: the text of a `register.yaml` in, its changes out, with a finding at each that lacks
//! what its status rests on.

use std::sync::Arc;

use super::files::{Loaded, file};
use super::version::versioned;
use crate::diagnostic::{Diagnostic, Group, Level, Rule};
use crate::model::{EntryStatus, Register, RegisterChange};
use crate::source::Source;

/// A change of status without what it rests on.
pub static BARE_CHANGE: Rule = Rule {
    code: "bare-change",
    group: Group::Structure,
    level: Level::Error,
    summary: "a change in the register lacks what its status rests on",
    why: "\"Accepted\" without a date to look again is forgotten; \"mitigated\" without what remains reads as gone; \"resolved\" or \"cleared\" without how that was shown is a wish.",
    help: "add the field of that name; `pir register set` asks for it",
    bad: &[
        "# register.yaml\nchanges:\n- {id: no-limit, on: 2026-03-19, to: accepted}\n",
        "# register.yaml\nchanges:\n- {id: two-of-three, on: 2026-03-19, to: cleared}\n",
    ],
    good: &[
        "# register.yaml\nchanges:\n- {id: no-limit, on: 2026-03-19, to: accepted, accepted: {by_role: platform lead, look_again: 2026-07-01}}\n",
        "# register.yaml\nchanges:\n- {id: two-of-three, on: 2026-03-19, to: cleared, resolved: {how_shown: three answer again}}\n- {id: two-of-three, on: 2026-05-02, to: active}\n",
    ],
};

/// Reads a `register.yaml`.
pub fn register(source: &Arc<Source>) -> Loaded<Register> {
    let mut loaded = versioned(file(source), |register: &Register| register.pir.as_ref());
    let changes = loaded.value.iter().flat_map(|register| &register.changes);
    let bare = changes.filter_map(|change| {
        let field = lacks(change)?;
        let status = change.to.value.word();
        let message = format!("`{status}` stands here without what it rests on");
        let mut finding = Diagnostic::new(&BARE_CHANGE, source, change.to.span, message);
        finding.help = Some(format!("add `{field}`"));
        Some(finding)
    });
    let bare: Vec<_> = bare.collect();
    loaded.findings.extend(bare);
    loaded
}

/// The field that a change lacks.
fn lacks(change: &RegisterChange) -> Option<&'static str> {
    let (has, field) = match change.to.value {
        EntryStatus::Open | EntryStatus::Active => return None,
        EntryStatus::Accepted => (
            change.accepted.is_some(),
            "accepted: {by_role: ..., bearable_because: ..., look_again: ...}",
        ),
        EntryStatus::Mitigated => (
            change.mitigated.is_some(),
            "mitigated: {how: ..., what_remains: ...}",
        ),
        EntryStatus::Resolved | EntryStatus::Cleared => {
            (change.resolved.is_some(), "resolved: {how_shown: ...}")
        }
    };
    (!has).then_some(field)
}
