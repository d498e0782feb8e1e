//! What users noticed, and how it looked to the people in it: accounts, detection, decisions.

use serde::Serialize;

use super::clock::{self, Clock};
use super::parts::{EventRef, Frame, Index, Word, said, text, word};
use crate::model::{Detection, Impact, Perspective, SenseMaking, Signal};

/// One way in which users noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImpactEntry {
    /// What was so, in users' terms.
    pub what: String,
    /// Whom it touched.
    pub who: Option<String>,
    /// When, with the length where both ends are known: `10:02 to 11:38 (96 minutes)`.
    pub when: Option<String>,
    /// When it began.
    pub from: Option<Clock>,
    /// When it ended.
    pub until: Option<Clock>,
    /// How much, in words.
    pub size: Option<String>,
    /// How that is known.
    pub basis: Option<String>,
}

impl ImpactEntry {
    /// One way of noticing, read on `day`.
    pub(super) fn new(impact: &Impact, (zone, day): Frame<'_>) -> Self {
        let clock = |when: &Option<_>| when.as_ref().map(|when| Clock::new(when, zone));
        let (from, until) = (clock(&impact.from), clock(&impact.until));
        let when = match (&impact.from, &impact.until) {
            (Some(from), Some(until)) => Some(clock::stretch(from, until, (zone, day))),
            (Some(_), None) => from
                .as_ref()
                .map(|at| format!("from {}", at.seen_from(day))),
            (None, Some(_)) => until
                .as_ref()
                .map(|at| format!("until {}", at.seen_from(day))),
            (None, None) => None,
        };
        Self {
            what: said(&impact.what),
            who: text(impact.who.as_ref()),
            size: text(impact.size.as_ref()),
            basis: text(impact.basis.as_ref()),
            when,
            from,
            until,
        }
    }
}

/// How it looked to one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Who.
    pub role: String,
    /// Their account.
    pub account: Option<String>,
    /// Where it differs from other accounts.
    pub differs: Option<String>,
}

impl Account {
    /// The account of one role, as it is.
    pub(super) fn new(perspective: &Perspective) -> Self {
        Self {
            role: said(&perspective.role),
            account: text(perspective.account.as_ref()),
            differs: text(perspective.differs.as_ref()),
        }
    }
}

/// How it came to be noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DetectionEntry {
    /// In words.
    pub narrative: Option<String>,
    /// The earliest sign there was.
    pub first_sign: Option<String>,
    /// What the signals were worth.
    pub signals: Vec<SignalEntry>,
}

/// A signal, and what it was worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignalEntry {
    /// Which.
    pub signal: String,
    /// What it was worth that day.
    pub worth: Option<Word>,
    /// In words.
    pub note: Option<String>,
}

impl DetectionEntry {
    /// How it was noticed; none where the file says nothing.
    pub(super) fn new(detection: &Detection) -> Option<Self> {
        let signal = |signal: &Signal| SignalEntry {
            signal: said(&signal.signal),
            worth: signal.worth.map(|worth| word!(worth)),
            note: text(signal.note.as_ref()),
        };
        let entry = Self {
            narrative: text(detection.narrative.as_ref()),
            first_sign: text(detection.first_sign.as_ref()),
            signals: detection.signals.iter().map(signal).collect(),
        };
        let says = entry.narrative.is_some() || entry.first_sign.is_some();
        (says || !entry.signals.is_empty()).then_some(entry)
    }
}

/// How it looked to somebody at some moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The event it is about; none where none is named, or the id names no event.
    pub event: Option<EventRef>,
    /// The id as written.
    pub about: Option<String>,
    /// Who; the role of the event where nobody said.
    pub role: Option<String>,
    /// What they had in front of them.
    pub saw: Option<String>,
    /// What they took to be going on.
    pub believed: Option<String>,
    /// What they were after.
    pub goal: Option<String>,
    /// The options in view, and what spoke for the one taken.
    pub options: Option<String>,
    /// What they were unsure about.
    pub uncertainty: Option<String>,
    /// Which runbook, rule or habit applied.
    pub guidance: Option<String>,
    /// What automation was doing.
    pub automation: Option<String>,
    /// What changed the picture.
    pub changed_by: Option<String>,
}

impl Decision {
    /// How a moment looked, with the event it is about.
    pub(super) fn new(sense: &SenseMaking, index: &Index) -> Self {
        let about = text(sense.event.as_ref());
        let event = about.as_deref().and_then(|id| index.get(id));
        let role = text(sense.role.as_ref());
        Self {
            role: role.or_else(|| event.as_ref().and_then(|event| event.who.clone())),
            event,
            about,
            saw: text(sense.saw.as_ref()),
            believed: text(sense.believed.as_ref()),
            goal: text(sense.goal.as_ref()),
            options: text(sense.options.as_ref()),
            uncertainty: text(sense.uncertainty.as_ref()),
            guidance: text(sense.guidance.as_ref()),
            automation: text(sense.automation.as_ref()),
            changed_by: text(sense.changed_by.as_ref()),
        }
    }
}
