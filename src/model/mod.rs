//! The nouns of a review: what the files hold, as types. No input or output here.
//!
//! The types are read by serde from the tree of a file; every prose and every id keeps its place
//! as a [`Text`](crate::source::Text). Meanings are those of the domain specification; the doc
//! comment of a field says what it is for.

mod date;
mod degraded;
mod event;
mod factor;
mod incident;
mod latent;
mod plan;
mod register;
mod review;
pub mod time;
mod vague;
mod visibility;
mod words;
pub mod zone;

pub use date::{RoughDate, readings};
pub use degraded::{DegradedCondition, Kept, KeptBy, Margin, Noticed, Relation, Trend};
pub use degraded::{DegradedStatus, LastChecked};
pub use event::{AlertOrHypothesisState, Event, Kind, Mark, Outcome, Reporter, When};
pub use factor::{CATEGORIES, Categories, Category, Confidence, Factor, Family, Influence};
pub use incident::{Impact, Incident, Marks, Roles, Status, Timeline};
pub use latent::{Accepted, AlsoTouches, Found, FoundBy, HiddenBy, Hiding, History, Interval};
pub use latent::{Checked, KnownForm, KnownTo, LatentFailure, LatentStatus, Mitigated, PlayedPart};
pub use latent::{EntryStatus, Resolved};
pub use plan::{FollowUp, FollowUpStatus, Helps, Plan};
pub use register::{Register, RegisterChange};
pub use review::{
    Adaptation, Asked, Detection, Form, Held, Knowledge, NearMiss, OpenQuestion, Parked, Pattern,
    Perspective, ResponseCost, Review, SenseMaking, Signal, Surprise, SurpriseKind, Survey, Worth,
};
pub use vague::vague;
pub use visibility::Visibility;
pub use zone::Zone;
