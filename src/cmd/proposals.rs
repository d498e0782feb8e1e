//! Entries of the register that a walk proposes: of other reviews, on the same parts and of the
//! same categories. Nothing is ever merged.

use std::cell::OnceCell;

use super::archive::Shelf;
use super::case::Repo;
use crate::archive::EntryKind;
use crate::archive::register::{Entry, Register};
use crate::context::Context;
use crate::walk::{Proposal, Proposals, Wanted};

/// What proposes entries to the walk of the incident `own`. The archive is read when the first
/// record has its parts, and not before; what cannot be read in it proposes nothing.
pub(super) fn proposals(cx: &Context<'_>, repo: &Repo, own: String) -> Proposals {
    let shelf = Shelf::new(cx, repo);
    let register: OnceCell<Option<Register>> = OnceCell::new();
    Proposals::new(move |wanted| {
        let register = register.get_or_init(|| shelf.register().ok());
        register
            .as_ref()
            .map(|register| alike(register, wanted, &own))
            .unwrap_or_default()
    })
}

/// The entries that share a part and, where the record has categories, one of those; each is known
/// from another incident than `own`.
fn alike(register: &Register, wanted: &Wanted, own: &str) -> Vec<Proposal> {
    let kind = match wanted.list {
        "latent_failures" => EntryKind::LatentFailure,
        _ => EntryKind::DegradedCondition,
    };
    let entries = register.alike(kind, (&wanted.components, &wanted.categories));
    let elsewhere = |entry: &Entry| entry.reviews.iter().any(|seen| *seen.incident != *own);
    let mut entries: Vec<_> = entries
        .into_iter()
        .filter(|entry| elsewhere(entry) && !wanted.taken.contains(&entry.id))
        .collect();
    // What is still there is likelier meant than what is over.
    entries.sort_by_key(|entry| entry.is_over(register.today));
    let proposal = |entry: &Entry| Proposal {
        id: entry.id.clone(),
        about: about(entry, register),
    };
    entries.into_iter().map(proposal).collect()
}

/// What an entry says, how it stands, and where it was seen last.
fn about(entry: &Entry, register: &Register) -> String {
    let status = entry.status(register.today);
    let seen = entry
        .reviews
        .last()
        .map(|seen| format!("; {}", seen.incident));
    let what = entry.what.as_deref().unwrap_or_default();
    format!("{what} ({status}{})", seen.unwrap_or_default())
}
