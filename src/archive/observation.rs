//! What one review says about one entry of the register.

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::gather::Record;
use crate::model::{
    Accepted, Checked, DegradedCondition, DegradedStatus, EntryStatus, Hiding, History, Interval,
    Kept, KnownTo, LatentFailure, LatentStatus, Margin, PlayedPart, Relation, RoughDate,
};
use crate::source::{Text, one_line};

/// Of which sort an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A weakness that was there before.
    LatentFailure,
    /// A reduced state that something keeps working.
    DegradedCondition,
}

impl EntryKind {
    /// The statuses that an entry can have; the first is that of a new one, the last its end.
    pub const fn statuses(self) -> &'static [EntryStatus] {
        use EntryStatus::{Accepted, Active, Cleared, Mitigated, Open, Resolved};
        match self {
            Self::LatentFailure => &[Open, Accepted, Mitigated, Resolved],
            Self::DegradedCondition => &[Active, Accepted, Cleared],
        }
    }
}

/// A status from some day on, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// From when.
    pub on: RoughDate,
    /// The status.
    pub to: EntryStatus,
    /// When to look again, of `accepted`.
    pub look_again: Option<RoughDate>,
}

/// What one review says about one entry.
#[derive(Debug, Clone)]
pub struct Observation {
    /// Id of the entry.
    pub id: String,
    /// Of which sort it is.
    pub kind: EntryKind,
    /// Which one it is of those of its sort in the review.
    pub place: usize,
    /// Id of the incident.
    pub incident: Arc<str>,
    /// The day of the incident.
    pub day: NaiveDate,
    /// When it was come upon: as it says, else when the review was held, else the day.
    pub found: RoughDate,
    /// The sentence.
    pub what: Option<String>,
    /// Parts of the system.
    pub components: Vec<String>,
    /// Categories, as written.
    pub categories: Vec<String>,
    /// Since when it has been so.
    pub since: Option<Box<Interval>>,
    /// Whether it took part in the incident, which an entry of its review does unless it says that it
    /// did not, or that nobody is sure.
    pub took_part: bool,
    /// Its status from some days on, where the review says so.
    pub said: Vec<Said>,
    /// Other incidents in which it was seen.
    pub seen_in: Vec<Arc<str>>,
    /// What kept it out of sight.
    pub hidden_by: Vec<Hiding>,
    /// Other parts that nobody has looked at.
    pub unchecked: Vec<String>,
    /// Other parts that somebody has looked at.
    pub looked_at: Vec<String>,
    /// Roles that knew.
    pub known_to: Vec<String>,
    /// Roles that relied on it without knowing.
    pub unknown_to: Vec<String>,
    /// What keeps it working.
    pub kept: Vec<Kept>,
    /// How much room is left.
    pub margin: Option<Box<Margin>>,
    /// When somebody last looked.
    pub checked: Option<RoughDate>,
}

impl Observation {
    /// The order in which entries are folded: by entry, of one entry as it was come upon.
    pub(super) fn in_order(&self, other: &Self) -> Ordering {
        let found = |seen: &Self| (seen.kind, seen.found.latest(), seen.day);
        self.id
            .cmp(&other.id)
            .then_with(|| found(self).cmp(&found(other)))
            .then_with(|| self.incident.cmp(&other.incident))
            .then_with(|| self.place.cmp(&other.place))
    }
}

/// Where an observation comes from.
struct Origin<'a> {
    incident: &'a Arc<str>,
    day: NaiveDate,
    held: RoughDate,
}

/// The observations of an incident. One without any day has none: an entry needs a place in time.
pub(super) fn observations(record: &Record) -> Vec<Observation> {
    let (Some(review), Some(day)) = (&record.review, record.day()) else {
        return Vec::new();
    };
    let held = review.held.as_ref().and_then(|held| held.on);
    let origin = Origin {
        incident: &record.id,
        day,
        held: held.unwrap_or_else(|| day.into()),
    };
    let latent = review.latent_failures.iter().enumerate();
    let degraded = review.degraded_conditions.iter().enumerate();
    latent
        .map(|(place, entry)| origin.latent(place, entry))
        .chain(degraded.map(|(place, entry)| origin.degraded(place, entry)))
        .collect()
}

/// The entries of its review that took part in an incident, as far as anybody said.
pub(super) fn took_part(record: &Record) -> Vec<(EntryKind, String)> {
    // A list made in place of observations would keep all of their room.
    let own = observations(record);
    let own = own.iter().filter(|own| own.took_part);
    own.map(|own| (own.kind, own.id.clone())).collect()
}

impl Origin<'_> {
    fn bare(&self, id: &Text, (kind, place): (EntryKind, usize)) -> Observation {
        Observation {
            id: id.value.clone(),
            kind,
            place,
            incident: Arc::clone(self.incident),
            day: self.day,
            found: self.held,
            what: None,
            components: Vec::new(),
            categories: Vec::new(),
            since: None,
            took_part: true,
            said: Vec::new(),
            seen_in: Vec::new(),
            hidden_by: Vec::new(),
            unchecked: Vec::new(),
            looked_at: Vec::new(),
            known_to: Vec::new(),
            unknown_to: Vec::new(),
            kept: Vec::new(),
            margin: None,
            checked: None,
        }
    }

    fn latent(&self, place: usize, entry: &LatentFailure) -> Observation {
        let found = entry.found.as_ref().and_then(|found| found.on);
        let now = entry.status.map(|status| match status {
            LatentStatus::Open => (None, EntryStatus::Open),
            LatentStatus::Accepted => {
                let block = entry.accepted.as_ref();
                (block.and_then(|own| own.on), EntryStatus::Accepted)
            }
            LatentStatus::Mitigated => {
                let block = entry.mitigated.as_ref();
                (block.and_then(|own| own.on), EntryStatus::Mitigated)
            }
            LatentStatus::Resolved => {
                let block = entry.resolved.as_ref();
                (block.and_then(|own| own.on), EntryStatus::Resolved)
            }
        });
        let others = |checked| {
            let others = entry.also_touches.iter();
            let others = others.filter(move |other| other.checked == Some(checked));
            others.map(|other| one_line(&other.component)).collect()
        };
        Observation {
            found: found.unwrap_or(self.held),
            what: entry.what.as_ref().map(|text| one_line(text)),
            components: texts(&entry.component),
            categories: texts(&entry.categories),
            since: entry.present_since.clone().map(Box::new),
            took_part: matches!(entry.played_part, None | Some(PlayedPart::Yes)),
            said: self.said((&entry.history, now), entry.accepted.as_ref()),
            seen_in: texts(&entry.seen_in),
            hidden_by: entry.hidden_by.iter().map(|cover| cover.how).collect(),
            unchecked: others(Checked::No),
            looked_at: others(Checked::Yes),
            known_to: roles(&entry.known_to),
            ..self.bare(&entry.id, (EntryKind::LatentFailure, place))
        }
    }

    fn degraded(&self, place: usize, entry: &DegradedCondition) -> Observation {
        let found = entry.noticed.as_ref().and_then(|noticed| noticed.on);
        let now = entry.status.map(|status| match status {
            DegradedStatus::Active => (None, EntryStatus::Active),
            DegradedStatus::Accepted => {
                let block = entry.accepted.as_ref();
                (block.and_then(|own| own.on), EntryStatus::Accepted)
            }
            DegradedStatus::Cleared => (None, EntryStatus::Cleared),
        });
        let checked = entry.last_checked.as_ref().and_then(|checked| checked.on);
        Observation {
            found: found.unwrap_or(self.held),
            what: entry.what.as_ref().map(|text| one_line(text)),
            components: texts(&entry.component),
            since: entry.since.clone().map(Box::new),
            // What an incident left behind took no part in it.
            took_part: entry.relation != Some(Relation::RemainsAfter),
            said: self.said((&entry.history, now), entry.accepted.as_ref()),
            known_to: roles(&entry.known_to),
            unknown_to: roles(&entry.unknown_to),
            kept: entry.kept_working_by.to_vec(),
            margin: entry.margin.clone().map(Box::new),
            checked,
            ..self.bare(&entry.id, (EntryKind::DegradedCondition, place))
        }
    }

    /// What this review says of a status: its history, then how the entry stands now, with the day of
    /// that. What has no date is of the day when the review was held; what says that the entry is
    /// accepted has the day to look again.
    fn said(
        &self,
        (history, now): (&[History], Option<(Option<RoughDate>, EntryStatus)>),
        accepted: Option<&Accepted>,
    ) -> Vec<Said> {
        let before = history.iter().map(|change| (change.on, change.to));
        let again = accepted.map(|accepted| accepted.look_again);
        let said = |(on, to): (Option<RoughDate>, EntryStatus)| Said {
            on: on.unwrap_or(self.held),
            to,
            look_again: again.filter(|_| to == EntryStatus::Accepted),
        };
        before.chain(now).map(said).collect()
    }
}

fn texts<T: From<String>>(texts: &[Text]) -> Vec<T> {
    texts.iter().map(|text| one_line(text).into()).collect()
}

fn roles(known: &[KnownTo]) -> Vec<String> {
    known.iter().map(|known| one_line(&known.role)).collect()
}
