//! Entries of the register that a record may be about. They reach the walk from outside, and whether
//! one of them is meant is for people to say.

use std::fmt;
use std::rc::Rc;

use super::Files;
use super::record::Record;
use super::records::{DEGRADED, LATENT, SEEN_AGAIN};

/// An entry that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: String,
    /// What it says, and where it was seen.
    pub about: String,
}

/// What proposes the entries of a list of the review: `latent_failures`, or `degraded_conditions`.
#[derive(Clone, Default)]
pub struct Proposals(Option<Rc<Propose>>);

/// The files as they are, and the list, in; entries that are like what the files say out.
type Propose = dyn Fn(&Files, &str) -> Vec<Proposal>;

impl Proposals {
    /// What proposes as `propose` does, which is asked only where a record begins.
    pub fn new(propose: impl Fn(&Files, &str) -> Vec<Proposal> + 'static) -> Self {
        Self(Some(Rc::new(propose)))
    }

    /// The entries that a record may be about.
    pub(super) fn of(&self, record: &Record, files: &Files) -> Vec<Proposal> {
        let list = LISTS.iter().find(|row| std::ptr::eq(row.0, record));
        match (&self.0, list) {
            (Some(propose), Some((_, list))) => propose(files, list),
            _ => Vec::new(),
        }
    }
}

/// The records that an entry of the register can stand for, with their lists.
static LISTS: [(&Record, &str); 3] = [
    (&LATENT, "latent_failures"),
    (&SEEN_AGAIN, "latent_failures"),
    (&DEGRADED, "degraded_conditions"),
];

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
