//! What one review says about one entry of the register.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::gather::Record;
use crate::model::{
    Accepted, Checked, DegradedCondition, DegradedStatus, Hiding, History, Interval, Kept, KnownTo,
    LatentFailure, Margin, PlayedPart, Relation, RoughDate,
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
    pub const fn statuses(self) -> &'static [&'static str] {
        match self {
            Self::LatentFailure => &["open", "accepted", "mitigated", "resolved"],
            Self::DegradedCondition => &["active", "accepted", "cleared"],
        }
    }
}

/// A status from some day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// From when.
    pub on: NaiveDate,
    /// The status, as written.
    pub to: String,
    /// When to look again, of `accepted`.
    pub look_again: Option<RoughDate>,
    /// Id of the incident, or the file, that says it.
    pub by: String,
}

/// What one review says about one entry.
#[derive(Debug, Clone)]
pub struct Observation {
    /// Id of the entry.
    pub id: String,
    /// Of which sort it is.
    pub kind: EntryKind,
    /// Id of the incident.
    pub incident: String,
    /// The day of the incident.
    pub day: NaiveDate,
    /// When it was come upon: as it says, else when the review was held, else the day.
    pub found: NaiveDate,
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
    pub claims: Vec<Claim>,
    /// Other incidents in which it was seen.
    pub seen_in: Vec<String>,
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

/// Where an observation comes from.
struct Origin<'a> {
    incident: &'a str,
    day: NaiveDate,
    held: NaiveDate,
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
        held: held.map_or(day, RoughDate::latest),
    };
    let latent = review.latent_failures.iter();
    let degraded = review.degraded_conditions.iter();
    latent
        .map(|entry| origin.latent(entry))
        .chain(degraded.map(|entry| origin.degraded(entry)))
        .collect()
}

/// The entries that took part in an incident, each once: those of its review that say nothing else,
/// and those of other reviews that a factor leans on.
pub(super) fn took_part(record: &Record) -> BTreeSet<(EntryKind, String)> {
    let seen = observations(record);
    let factors = record
        .review
        .iter()
        .flat_map(|review| &review.contributing_factors);
    let named = factors.flat_map(|factor| {
        let latent = factor.latent_failures.iter();
        let degraded = factor.degraded_conditions.iter();
        let latent = latent.map(|id| (EntryKind::LatentFailure, id.value.clone()));
        latent.chain(degraded.map(|id| (EntryKind::DegradedCondition, id.value.clone())))
    });
    // What an entry says of itself is closer to it than the link of a factor.
    let named = named.filter(|(kind, id)| {
        let mut seen = seen.iter();
        !seen.any(|own| own.kind == *kind && own.id == *id)
    });
    let own = seen.iter().filter(|own| own.took_part);
    own.map(|own| (own.kind, own.id.clone()))
        .chain(named)
        .collect()
}

impl Origin<'_> {
    fn bare(&self, id: &Text, kind: EntryKind) -> Observation {
        Observation {
            id: id.value.clone(),
            kind,
            incident: self.incident.to_owned(),
            day: self.day,
            found: self.held,
            what: None,
            components: Vec::new(),
            categories: Vec::new(),
            since: None,
            took_part: true,
            claims: Vec::new(),
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

    fn latent(&self, entry: &LatentFailure) -> Observation {
        let found = entry.found.as_ref().and_then(|found| found.on);
        let status_on = match entry.status.map(crate::model::LatentStatus::word) {
            Some("mitigated") => entry.mitigated.as_ref().and_then(|block| block.on),
            Some("accepted") => entry.accepted.as_ref().and_then(|block| block.on),
            Some("resolved") => entry.resolved.as_ref().and_then(|block| block.on),
            _ => None,
        };
        let mut claims = self.history(&entry.history);
        if let Some(status) = entry.status {
            claims.push(self.claim(status_on, status.word()));
        }
        until(&mut claims, entry.accepted.as_ref());
        let others = |checked| {
            let others = entry.also_touches.iter();
            let others = others.filter(move |other| other.checked == Some(checked));
            others.map(|other| one_line(&other.component)).collect()
        };
        Observation {
            found: found.map_or(self.held, RoughDate::latest),
            what: entry.what.as_ref().map(|text| one_line(text)),
            components: texts(&entry.component),
            categories: texts(&entry.categories),
            since: entry.present_since.clone().map(Box::new),
            took_part: matches!(entry.played_part, None | Some(PlayedPart::Yes)),
            claims,
            seen_in: texts(&entry.seen_in),
            hidden_by: entry.hidden_by.iter().map(|cover| cover.how).collect(),
            unchecked: others(Checked::No),
            looked_at: others(Checked::Yes),
            known_to: roles(&entry.known_to),
            ..self.bare(&entry.id, EntryKind::LatentFailure)
        }
    }

    fn degraded(&self, entry: &DegradedCondition) -> Observation {
        let found = entry.noticed.as_ref().and_then(|noticed| noticed.on);
        let mut claims = self.history(&entry.history);
        if let Some(status) = entry.status {
            let accepted = entry.accepted.as_ref();
            let on = accepted.filter(|_| status == DegradedStatus::Accepted);
            claims.push(self.claim(on.and_then(|block| block.on), status.word()));
        }
        until(&mut claims, entry.accepted.as_ref());
        let checked = entry.last_checked.as_ref().and_then(|checked| checked.on);
        Observation {
            found: found.map_or(self.held, RoughDate::latest),
            what: entry.what.as_ref().map(|text| one_line(text)),
            components: texts(&entry.component),
            since: entry.since.clone().map(Box::new),
            // What an incident left behind took no part in it.
            took_part: entry.relation != Some(Relation::RemainsAfter),
            claims,
            known_to: roles(&entry.known_to),
            unknown_to: roles(&entry.unknown_to),
            kept: entry.kept_working_by.to_vec(),
            margin: entry.margin.clone().map(Box::new),
            checked,
            ..self.bare(&entry.id, EntryKind::DegradedCondition)
        }
    }

    /// A claim of this review; one without a date is of the day when the review was held.
    fn claim(&self, on: Option<RoughDate>, to: &str) -> Claim {
        Claim {
            on: on.map_or(self.held, RoughDate::latest),
            to: to.to_owned(),
            look_again: None,
            by: self.incident.to_owned(),
        }
    }

    fn history(&self, history: &[History]) -> Vec<Claim> {
        let changes = history.iter();
        changes
            .map(|change| self.claim(change.on, change.to.word()))
            .collect()
    }
}

/// Gives claims that an entry is accepted the day to look again.
fn until(claims: &mut [Claim], accepted: Option<&Accepted>) {
    for claim in claims.iter_mut().filter(|claim| claim.to == "accepted") {
        claim.look_again = accepted.map(|accepted| accepted.look_again);
    }
}

fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| one_line(text)).collect()
}

fn roles(known: &[KnownTo]) -> Vec<String> {
    known.iter().map(|known| one_line(&known.role)).collect()
}
