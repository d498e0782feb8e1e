//! Entries that may be the same: a component and a category in, entries that share them out. Whether
//! they are the same is for people to say; nothing is ever merged.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Register};
use crate::archive::observation::EntryKind;

/// How many are proposed for one entry: more, and nobody would compare them.
const MOST: usize = 5;

/// The places of the entries that are about each part of the system.
pub(super) fn by_component(entries: &[Entry]) -> BTreeMap<String, Vec<usize>> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        for component in &entry.components {
            places.entry(component.clone()).or_default().push(place);
        }
    }
    places
}

impl Register {
    /// Entries that may be the same as one of that kind with these components and categories, those
    /// that share most of them first: they share a component and a category, or half of all their
    /// components where one of them has no category.
    pub fn alike(
        &self,
        kind: EntryKind,
        (components, categories): (&[String], &[String]),
    ) -> Vec<&Entry> {
        let share = |one: &[String], other: &[String]| {
            other.iter().filter(|word| one.contains(word)).count()
        };
        let places = components
            .iter()
            .filter_map(|part| self.by_component.get(part));
        let places: BTreeSet<_> = places.flatten().copied().collect();
        let sharing = places.into_iter().map(|place| &self.entries[place]);
        let sharing = sharing.filter(|entry| entry.kind == kind);
        let mut alike: Vec<_> = sharing
            .filter_map(|entry| {
                let parts = share(components, &entry.components);
                let kinds = share(categories, &entry.categories);
                let all = components.len() + entry.components.len() - parts;
                let unsaid = categories.is_empty() || entry.categories.is_empty();
                let close = kinds > 0 || (unsaid && 2 * parts >= all);
                close.then_some((parts + kinds, entry))
            })
            .collect();
        alike.sort_by_key(|row| Reverse(row.0));
        alike.into_iter().map(|row| row.1).collect()
    }
}

/// What `Register::alike` says of many entries: those about the same parts, of the same categories,
/// ask once.
pub(super) struct Alike<'r> {
    register: &'r Register,
    asked: BTreeMap<About<'r>, Vec<&'r str>>,
}

/// What an entry is about: its kind, its components and its categories.
type About<'r> = (EntryKind, &'r [String], &'r [String]);

impl<'r> Alike<'r> {
    pub(super) fn new(register: &'r Register) -> Self {
        Self {
            register,
            asked: BTreeMap::new(),
        }
    }

    /// The ids of the entries that may be the same as that one, the likeliest first.
    pub(super) fn of(&mut self, entry: &'r Entry) -> Vec<String> {
        let Entry {
            kind,
            components,
            categories,
            ..
        } = entry;
        let register = self.register;
        let asked = self.asked.entry((*kind, components, categories));
        let alike = asked.or_insert_with(|| {
            let alike = register.alike(*kind, (components, categories));
            // One more, since the entry is one of them.
            let ids = alike.into_iter().take(MOST + 1);
            ids.map(|other| other.id.as_str()).collect()
        });
        let others = alike.iter().filter(|id| **id != entry.id).take(MOST);
        others.map(|id| (*id).to_owned()).collect()
    }
}
