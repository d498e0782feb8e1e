//! The register: what reviews have come upon, and what became of it. A fold over the reviews and
//! over `register.yaml`, in order of date; nothing else holds state.

mod entry;
#[cfg(test)]
mod fold_tests;
mod mixture;
mod view;
mod views;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::gather::Record;
use super::observation::{Claim, EntryKind, Observation, observations};
use crate::model::{self, Influence};
use crate::source::one_line;

pub use entry::Entry;
pub use view::{Shown, VIEWS, View};
pub(super) use views::age_in_words;

/// What stands above everything that the register shows.
pub const CAUTION: &str = "This lists what reviews have come upon. It is not a measure of how many \
                           weaknesses exist, and more entries can mean better looking.";

/// What the register needs of one incident.
#[derive(Debug, Clone)]
pub struct Part {
    /// What its review says about entries.
    observations: Vec<Observation>,
    /// What kept it smaller.
    held: Vec<Held>,
}

/// Something that kept an incident smaller.
#[derive(Debug, Clone)]
pub struct Held {
    /// Id of the incident.
    pub incident: String,
    /// The sentence.
    pub statement: String,
    /// Its categories.
    pub categories: Vec<String>,
}

impl Part {
    /// The part of an incident.
    pub fn of(record: &Record) -> Self {
        let factors = record
            .review
            .iter()
            .flat_map(|review| &review.contributing_factors);
        let limited = factors.filter(|factor| factor.influence == Some(Influence::Limited));
        let held = limited.map(|factor| Held {
            incident: record.id.clone(),
            statement: one_line(&factor.statement),
            categories: factor.categories.iter().map(ToString::to_string).collect(),
        });
        Self {
            observations: observations(record),
            held: held.collect(),
        }
    }
}

/// The register on some day.
#[derive(Debug, Clone)]
pub struct Register {
    /// The day that counts as today.
    pub today: NaiveDate,
    /// Every entry, by id.
    pub entries: Vec<Entry>,
    /// What kept incidents smaller.
    pub held: Vec<Held>,
    /// Ids that were changed later and that no review has.
    pub unknown: BTreeSet<String>,
}

impl Register {
    /// Folds the reviews and the later changes of status.
    pub fn fold(
        parts: impl IntoIterator<Item = Part>,
        changes: &model::Register,
        today: NaiveDate,
    ) -> Self {
        let mut by_key: BTreeMap<(String, EntryKind), Vec<Observation>> = BTreeMap::new();
        let mut held = Vec::new();
        for part in parts {
            held.extend(part.held);
            for observation in part.observations {
                let key = (observation.id.clone(), observation.kind);
                by_key.entry(key).or_default().push(observation);
            }
        }
        let ids: BTreeSet<_> = by_key.keys().map(|(id, _)| id.clone()).collect();
        let unknown = changes.changes.iter().map(|change| change.id.value.clone());
        let unknown = unknown.filter(|id| !ids.contains(id)).collect();
        let entries = by_key.into_iter().map(|((id, kind), observations)| {
            let later = changes.changes.iter().filter(|change| *change.id == id);
            let later = later.map(|change| Claim {
                on: change.on.latest(),
                to: change.to.value.clone(),
                look_again: change.accepted.as_ref().map(|accepted| accepted.look_again),
                by: "register.yaml".to_owned(),
            });
            let later = later.collect();
            Entry::fold((id, kind), observations, later)
        });
        Self {
            today,
            entries: entries.collect(),
            held,
            unknown,
        }
    }

    /// The entry with that id.
    pub fn find(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Entries that may be the same as one of that kind with these components and categories, those
    /// that share most of them first: they share a component and a category, or half of all their
    /// components where one of them has no category. Whether they are the same is for people to say;
    /// nothing is ever merged.
    pub fn alike(
        &self,
        kind: EntryKind,
        (components, categories): (&[String], &[String]),
    ) -> Vec<&Entry> {
        let share = |one: &[String], other: &[String]| {
            other.iter().filter(|word| one.contains(word)).count()
        };
        let alike = self.entries.iter().filter(|entry| entry.kind == kind);
        let mut alike: Vec<_> = alike
            .filter_map(|entry| {
                let parts = share(components, &entry.components);
                let kinds = share(categories, &entry.categories);
                let all = components.len() + entry.components.len() - parts;
                let unsaid = categories.is_empty() || entry.categories.is_empty();
                let close = kinds > 0 || (unsaid && 2 * parts >= all);
                (parts > 0 && close).then_some((parts + kinds, entry))
            })
            .collect();
        alike.sort_by_key(|row| Reverse(row.0));
        alike.into_iter().map(|row| row.1).collect()
    }
}
