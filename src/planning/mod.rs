//! The planning meeting: the ideas of a review in, and what was decided about each out.
//!
//! It is held on another day than the review, and hints about language are off. None is a fine
//! number of follow-ups. Nothing here reads or writes a file.

mod decision;
mod field;
mod idea;

pub use decision::{Decision, There, decisions};
pub use field::{FIELDS, Field, Form, Known, Verdict, past};
pub use idea::{Idea, ideas};
