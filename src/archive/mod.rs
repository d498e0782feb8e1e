//! Many incidents: the files of each in, what is known across them out. Nothing is cached; the
//! files are the archive.

pub mod actions;
pub mod export;
mod gather;
mod observation;
pub mod register;
pub mod row;
pub mod search;
pub mod stats;

pub use gather::{Reader, Record, Trouble, each};
pub use observation::{EntryKind, Observation};
