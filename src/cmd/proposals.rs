//! Entries of the register that a walk proposes where a record begins: of other reviews, on the same
//! parts and of the same categories. Nothing is ever merged.

use std::cell::OnceCell;

use super::archive::Shelf;
use super::case::Repo;
use crate::archive::EntryKind;
use crate::archive::register::{Entry, Register};
use crate::context::Context;
use crate::walk::{Files, Proposal, Proposals};
use crate::yaml::Value;

/// How many entries are proposed at most.
const MOST: usize = 5;

/// The lists of a review, with the entries that stand in them.
const LISTS: [(&str, EntryKind); 2] = [
    ("latent_failures", EntryKind::LatentFailure),
    ("degraded_conditions", EntryKind::DegradedCondition),
];

/// What proposes entries to a walk. The archive is read when the first record begins, and not
/// before; what cannot be read in it proposes nothing.
pub(super) fn proposals(cx: &Context<'_>, repo: &Repo) -> Proposals {
    let shelf = Shelf::new(cx, repo);
    let register: OnceCell<Option<Register>> = OnceCell::new();
    Proposals::new(move |files, list| {
        let register = register.get_or_init(|| shelf.register().ok());
        let kind = LISTS.iter().find(|row| row.0 == list);
        match (register, kind) {
            (Some(register), Some((_, kind))) => alike(register, files, *kind),
            _ => Vec::new(),
        }
    })
}

/// The entries that share a part and, for a latent failure, a category with the files.
fn alike(register: &Register, files: &Files, kind: EntryKind) -> Vec<Proposal> {
    let mut components: Vec<_> = files
        .incident
        .components
        .iter()
        .map(ToString::to_string)
        .collect();
    let (mut categories, mut there) = (
        words(&files.review, "contributing_factors", "categories"),
        Vec::new(),
    );
    for (list, _) in LISTS {
        components.extend(words(&files.review, list, "component"));
        categories.extend(words(&files.review, list, "categories"));
        there.extend(words(&files.review, list, "id"));
    }
    let entries = register.alike(kind, (&components, &categories));
    let others = entries.filter(|entry| !there.contains(&entry.id));
    let mut others: Vec<_> = others.collect();
    // What is still there is likelier meant than what is over.
    others.sort_by_key(|entry| entry.is_over(register.today));
    let others = others.into_iter();
    let proposal = |entry: &Entry| Proposal {
        id: entry.id.clone(),
        about: about(entry, register),
    };
    others.map(proposal).take(MOST).collect()
}

/// What an entry says, how it stands, and where it was seen last.
fn about(entry: &Entry, register: &Register) -> String {
    let status = entry.status(register.today);
    let seen = entry.reviews.last().map(|(_, id)| format!("; {id}"));
    let what = entry.what.as_deref().unwrap_or_default();
    format!("{what} ({status}{})", seen.unwrap_or_default())
}

/// What the entries of a list say in a field: a word, or several.
fn words(review: &Value, list: &str, name: &str) -> Vec<String> {
    let Some(Value::List(entries)) = review.get(list) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for value in entries.iter().filter_map(|entry| entry.get(name)) {
        let several = match value {
            Value::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        found.extend(several.iter().filter_map(|item| match item {
            Value::Text(word) => Some(word.clone()),
            _ => None,
        }));
    }
    found
}
