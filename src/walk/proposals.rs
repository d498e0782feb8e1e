//! Entries of the register that a record may be about. They reach the walk from outside, and whether
//! one of them is meant is for people to say.

use std::collections::BTreeSet;
use std::fmt;
use std::rc::Rc;

use super::Files;
use super::record::Record;
use super::records::{DEGRADED, LATENT, SEEN_AGAIN};
use super::tree::{items, keys, scalar};
use crate::yaml::Value;

/// An entry that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: String,
    /// What it says, and where it was seen.
    pub about: String,
}

/// What entries are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The list of a review that holds such entries.
    pub list: &'static str,
    /// The parts of the system it is about; an entry shares one of them.
    pub components: Vec<String>,
    /// The categories it is about; an entry shares one of them, where there are any.
    pub categories: Vec<String>,
    /// Ids that are not meant: they are in the review already.
    pub taken: Vec<String>,
}

/// What proposes the entries that are wanted, likeliest first.
#[derive(Clone, Default)]
pub struct Proposals(Option<Rc<Propose>>);

type Propose = dyn Fn(&Wanted) -> Vec<Proposal>;

impl Proposals {
    /// What proposes as `propose` does, which is asked only where parts of the system are known.
    pub fn new(propose: impl Fn(&Wanted) -> Vec<Proposal> + 'static) -> Self {
        Self(Some(Rc::new(propose)))
    }

    /// The entries that `record` may be about, of which `said` was said.
    pub(super) fn of(&self, record: &Record, said: &Value, files: &Files) -> Vec<Proposal> {
        let row = LISTS.iter().find(|row| std::ptr::eq(row.0, record));
        let (Some(propose), Some((_, list, about))) = (&self.0, row) else {
            return Vec::new();
        };
        let wanted = about(list, said, files);
        if wanted.components.is_empty() {
            return Vec::new();
        }
        propose(&wanted)
    }
}

/// What a record is about: its list, what was said of it and the files in.
type About = fn(&'static str, &Value, &Files) -> Wanted;

/// The records that an entry of the register can stand for, with their lists.
static LISTS: [(&Record, &str, About); 3] = [
    (&LATENT, "latent_failures", of_the_record),
    (&SEEN_AGAIN, "latent_failures", of_the_incident),
    (&DEGRADED, "degraded_conditions", of_the_record),
];

/// What the incident and its whole review are about.
fn of_the_incident(list: &'static str, _: &Value, files: &Files) -> Wanted {
    let parts = files.incident.components.iter();
    let events = files.incident.timeline.events.iter();
    let touched = events.flat_map(|event| event.component.iter());
    let parts: BTreeSet<_> = parts.chain(touched).map(ToString::to_string).collect();
    let mut wanted = Wanted {
        list,
        components: parts.into_iter().collect(),
        ..Wanted::default()
    };
    for list in [
        "contributing_factors",
        "latent_failures",
        "degraded_conditions",
    ] {
        for record in items(&files.review, &keys(&[list])) {
            wanted.components.extend(words(record, "component"));
            wanted.categories.extend(words(record, "categories"));
            wanted.taken.extend(words(record, "id"));
        }
    }
    wanted
}

/// What one record is about.
fn of_the_record(list: &'static str, said: &Value, files: &Files) -> Wanted {
    let own: Vec<_> = words(said, "id").collect();
    let there = of_the_incident(list, said, files).taken.into_iter();
    Wanted {
        list,
        components: words(said, "component").collect(),
        categories: words(said, "categories").collect(),
        taken: there.filter(|id| !own.contains(id)).collect(),
    }
}

/// What a record says in a field: a word, or several.
fn words<'v>(record: &'v Value, name: &str) -> impl Iterator<Item = String> + use<'v> {
    let all = items(record, &keys(&[name])).iter();
    all.filter_map(scalar).map(str::to_owned)
}

/// The entry that was chosen by its number or its id.
pub(super) fn chosen<'p>(proposed: &'p [Proposal], words: &str) -> Option<&'p Proposal> {
    let words = words.trim();
    let number = words.parse::<usize>().ok();
    let numbered = number.and_then(|number| proposed.get(number.checked_sub(1)?));
    let named = proposed.iter().find(|proposal| proposal.id == words);
    named.or(numbered)
}

impl fmt::Debug for Proposals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proposals")
    }
}
