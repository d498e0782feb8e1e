//! The walk through blameless questions: an incident, its review and the catalogue in, questions
//! out; answers in, changes of the files out.
//!
//! Nothing here reads or writes a file. A front end asks what [`Session::turn`] says, gives what
//! people say to [`Session::take`], has the [`Write`]s made by a closure of the caller, and hands
//! the files as they are then to [`Session::saved`]. So every answer is on disk before the next
//! question shows, and all that a session knows is in the files: it can be left anywhere.
//!
//! ```text
//! Files + Catalogue + Options ─ plan ─▶ Questions ─ Session ─▶ Turn ─ answer ─▶ Writes ─▶ Files
//! answers file ──────────────────────────────────────────────▶ answers ───────▶ Writes
//! ```

mod answering;
mod answers;
mod bind;
mod budget;
mod catalogue;
mod desk;
mod draft;
mod fill;
mod form;
mod group;
mod hand;
mod hint;
mod overview;
mod place;
pub mod plain;
mod plan;
mod proposals;
mod question;
mod record;
mod records;
pub mod screen;
mod session;
mod sheet;
mod slug;
mod spot;
mod stage;
pub mod timeline;
mod tree;
mod turn;
mod wish;

pub use answers::{Fault, Part, answers};
pub use catalogue::{Audience, Catalogue, Depth, Per, Prompt, PromptFile};
pub use draft::{Drafts, Kept};
pub use form::{Form, Words};
pub use group::{GROUPS, Group};
pub use hand::{Edit, Ending, Save};
pub use hint::Hint;
pub use overview::{Elsewhere, Row, Standing};
pub use place::Place;
pub use plan::{Options, Plan, plan};
pub use proposals::{Proposal, Proposals, Wanted};
pub use question::{About, Question, QuestionKind};
pub use record::{Field, Need, Record};
pub use session::{Command, Reply, Session};
pub use sheet::{Sheet, sheet};
pub use slug::{slug, slugs};
pub use turn::Turn;
pub use wish::{group, role};

use crate::model::Incident;
use crate::yaml::{Change, Value};

/// No text.
const NOTHING: &str = "";

/// The files that a walk is about, as they are now.
#[derive(Debug, Clone)]
pub struct Files {
    /// The incident, with its times resolved.
    pub incident: Incident,
    /// `incident.yaml`, as a plain value.
    pub incident_file: Value,
    /// `review.yaml`, as a plain value; [`Value::Null`] where there is none.
    pub review: Value,
}

/// One of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// `incident.yaml`.
    Incident,
    /// `review.yaml`.
    Review,
}

impl File {
    /// The name of the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Incident => "incident.yaml",
            Self::Review => "review.yaml",
        }
    }
}

/// Changes to be made in one file, one after the other. Where they go into the timeline, they
/// count its events as a list: a timeline in the quick form is to be made one first.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    /// The file.
    pub file: File,
    /// What is to change.
    pub changes: Vec<Change>,
}

#[cfg(test)]
mod catalogue_tests;
#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod plan_tests;
#[cfg(test)]
mod session_tests;
#[cfg(test)]
mod trial;
#[cfg(test)]
mod typed;
