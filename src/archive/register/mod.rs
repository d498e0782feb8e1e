//! The register: what reviews have come upon, and what became of it. A fold over the reviews and
//! over `register.yaml`, in order of date; nothing else holds state.

mod alike;
mod entry;
#[cfg(test)]
mod fold_tests;
mod mixture;
mod view;
mod views;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::gather::Record;
use super::observation::{EntryKind, Observation, Said, observations};
use crate::model::{self, Influence};
use crate::source::one_line;

pub use entry::{Claim, Entry, Seen};
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
    pub incident: Arc<str>,
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
            incident: Arc::clone(&record.id),
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
    /// Every entry, in the order of ids and kinds.
    pub entries: Vec<Entry>,
    /// What kept incidents smaller.
    pub held: Vec<Held>,
    /// Ids that were changed later and that no review has.
    pub unknown: BTreeSet<String>,
    /// Where the entries about each part of the system are.
    by_component: BTreeMap<String, Vec<usize>>,
}

impl Register {
    /// Folds the reviews and the later changes of status.
    pub fn fold(
        parts: impl IntoIterator<Item = Part>,
        changes: &model::Register,
        today: NaiveDate,
    ) -> Self {
        let (mut all, mut held) = (Vec::new(), Vec::new());
        for part in parts {
            held.extend(part.held);
            all.extend(part.observations);
        }
        all.sort_unstable_by(Observation::in_order);
        let mut later: BTreeMap<&str, Vec<Said>> = BTreeMap::new();
        for change in &changes.changes {
            later.entry(&change.id).or_default().push(Said {
                on: change.on,
                to: change.to.value,
                look_again: change.accepted.as_ref().map(|accepted| accepted.look_again),
            });
        }
        let mut entries = Vec::new();
        // From the end, so that what was folded is freed while the rest is.
        while let Some(last) = all.last() {
            let (id, kind) = (last.id.clone(), last.kind);
            let own = all.partition_point(|seen| (&seen.id, seen.kind) < (&id, kind));
            let own = all.split_off(own);
            let later = later.get(id.as_str()).map_or(&[][..], Vec::as_slice);
            entries.push(Entry::fold((id, kind), (&own, later), today));
        }
        entries.reverse();
        // Room for twice as many was made on the way.
        entries.shrink_to_fit();
        let mut register = Self {
            today,
            by_component: alike::by_component(&entries),
            entries,
            held,
            unknown: BTreeSet::new(),
        };
        let unknown = later.keys().filter(|id| register.find(id).is_none());
        register.unknown = unknown.map(|id| (*id).to_owned()).collect();
        register
    }

    /// The entry with that id.
    pub fn find(&self, id: &str) -> Option<&Entry> {
        self.entries.get(self.place(id)?)
    }

    /// Where the entry with that id is among all of them.
    pub fn place(&self, id: &str) -> Option<usize> {
        let place = self.entries.partition_point(|entry| *entry.id < *id);
        let found = self.entries.get(place)?;
        (found.id == id).then_some(place)
    }

    /// The entry with that id of that kind.
    pub fn get(&self, kind: EntryKind, id: &str) -> Option<&Entry> {
        let key = |entry: &Entry| entry.id.as_str().cmp(id).then(entry.kind.cmp(&kind));
        let place = self.entries.binary_search_by(key).ok()?;
        self.entries.get(place)
    }
}
