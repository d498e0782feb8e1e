//! Follow-ups across plans: what was decided to be done about incidents, and what is past its day. A
//! due date that passes changes no file.

use chrono::NaiveDate;
use serde::Serialize;

use super::gather::Record;
use crate::model::{FollowUp, FollowUpStatus, Helps, RoughDate};
use crate::source::one_line;

/// A follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// Id of the incident whose plan it is in.
    pub incident: String,
    /// What is to be done, on one line.
    pub what: String,
    /// What was decided; none where nothing is said.
    pub status: Option<&'static str>,
    /// What it would help with.
    pub helps: Option<&'static str>,
    /// Ids of the latent failures and degraded conditions that it touches.
    pub touches: Vec<String>,
    /// How one can tell that it is done.
    pub done_when: Option<String>,
    /// A role or a team.
    pub owner: Option<String>,
    /// By when, as it was said; past its last day it is overdue.
    pub due: Option<RoughDate>,
    /// For which reason.
    pub because: Option<String>,
    /// Where the work is tracked.
    pub link: Option<String>,
}

/// The follow-ups of an incident, in the order of its plan.
pub fn actions(record: &Record) -> Vec<Action> {
    let plan = record.plan.iter().flat_map(|plan| &plan.follow_ups);
    plan.map(|follow_up| Action::of(&record.id, follow_up))
        .collect()
}

impl Action {
    fn of(incident: &str, follow_up: &FollowUp) -> Self {
        Self {
            incident: incident.to_owned(),
            what: one_line(&follow_up.what),
            status: follow_up.status.as_ref().map(|status| status.value.word()),
            helps: follow_up.helps.map(Helps::word),
            touches: follow_up.touches.iter().map(|id| one_line(id)).collect(),
            done_when: follow_up.done_when.as_ref().map(|text| one_line(text)),
            owner: follow_up.owner.as_ref().map(|text| one_line(text)),
            due: follow_up.due,
            because: follow_up.because.as_ref().map(|text| one_line(text)),
            link: follow_up.link.as_ref().map(|text| one_line(text)),
        }
    }

    /// Whether this was decided.
    pub fn is(&self, status: FollowUpStatus) -> bool {
        self.status == Some(status.word())
    }

    /// Whether it is neither done nor declined.
    pub fn is_open(&self) -> bool {
        !self.is(FollowUpStatus::Done) && !self.is(FollowUpStatus::Declined)
    }

    /// Whether its day has passed while it is open.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_open() && self.due.is_some_and(|due| due.latest() < today)
    }
}
