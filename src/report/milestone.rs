//! Milestones and the lengths between them: the marks of an incident in, rows of two tables out.

use serde::Serialize;

use super::clock::{self, Clock};
use super::parts::{EventRef, Frame};
use crate::model::{Incident, Mark};

/// A milestone, recorded or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Milestone {
    /// The word of the file: `started`, `detected`, `declared`, `mitigated`, `resolved`.
    pub mark: &'static str,
    /// The word as a label: `Started`.
    pub label: &'static str,
    /// What the mark means.
    pub meaning: &'static str,
    /// When; none where it is not recorded or has no time.
    pub at: Option<Clock>,
    /// The time to print: with the date where that is not the day of the incident, and
    /// `not recorded` or `unknown` where there is none.
    pub time: String,
    /// The event it stands on; none for a mark without an event.
    pub event: Option<EventRef>,
    /// Whether anybody recorded it.
    pub recorded: bool,
}

/// The length between two milestones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Length {
    /// What it is the length of.
    pub label: &'static str,
    /// The mark it begins at.
    pub from: &'static str,
    /// The mark it ends at.
    pub to: &'static str,
    /// Start, end and length: `10:31 to 11:38 (67 minutes)`; what is missing where a mark is.
    pub text: String,
    /// The length alone, with `about`, `at least` or `at most` where an end is not exact.
    pub words: Option<String>,
    /// Whether both ends have a time.
    pub known: bool,
    /// Whether the end lies before the start, which is shown and not mended.
    pub backwards: bool,
}

/// The label of each mark.
const LABELS: &[(Mark, &str)] = &[
    (Mark::Started, "Started"),
    (Mark::Detected, "Detected"),
    (Mark::Declared, "Declared"),
    (Mark::Mitigated, "Mitigated"),
    (Mark::Resolved, "Resolved"),
];

/// The lengths worth showing.
const LENGTHS: &[(Mark, Mark, &str)] = &[
    (Mark::Started, Mark::Detected, "From start to notice"),
    (Mark::Detected, Mark::Declared, "From notice to declaration"),
    (
        Mark::Detected,
        Mark::Mitigated,
        "From notice to the end of harm",
    ),
    (
        Mark::Started,
        Mark::Mitigated,
        "From start to the end of harm",
    ),
    (
        Mark::Mitigated,
        Mark::Resolved,
        "From the end of harm to a working state",
    ),
    (
        Mark::Started,
        Mark::Resolved,
        "From start to a working state",
    ),
];

/// Every milestone, in order.
pub(super) fn milestones(incident: &Incident, frame: Frame<'_>) -> Vec<Milestone> {
    let (zone, day) = frame;
    let milestone = |&(which, label): &(Mark, &'static str)| {
        let found = incident.mark(which);
        let events = incident.timeline.events.iter().enumerate();
        let event = match found {
            Some((_, event)) => event.and_then(|event| {
                events
                    .clone()
                    .find(|(_, other)| std::ptr::eq(*other, event))
            }),
            None => events.clone().find(|(_, event)| event.has_mark(which)),
        };
        let at = found.map(|(when, _)| Clock::new(when, zone));
        let time = match (&at, event) {
            (Some(at), _) => at.seen_from(day),
            (None, Some(_)) => "unknown".to_owned(),
            (None, None) => "not recorded".to_owned(),
        };
        Milestone {
            mark: which.word(),
            label,
            meaning: which.meaning(),
            at,
            time,
            recorded: found.is_some() || event.is_some(),
            event: event.map(|(index, event)| EventRef::new(event, index, frame)),
        }
    };
    LABELS.iter().map(milestone).collect()
}

/// Every length, in order, whether its ends are known or not.
pub(super) fn lengths(incident: &Incident, frame: Frame<'_>) -> Vec<Length> {
    let length = |&(from, to, label): &(Mark, Mark, &'static str)| {
        let ends = [from, to].map(|which| incident.mark(which).map(|(when, _)| when));
        let times = ends.map(|when| when.and_then(|when| when.time.as_ref()));
        let text = match ends {
            [Some(start), Some(end)] => clock::stretch(start, end, frame),
            [None, None] => format!("{from} and {to} are not recorded"),
            [None, _] => format!("{from} is not recorded"),
            [_, None] => format!("{to} is not recorded"),
        };
        let known = matches!(times, [Some(_), Some(_)]);
        let [Some(start), Some(end)] = times else {
            let (words, backwards) = (None, false);
            let (from, to) = (from.word(), to.word());
            return Length {
                label,
                from,
                to,
                text,
                words,
                known,
                backwards,
            };
        };
        Length {
            label,
            from: from.word(),
            to: to.word(),
            text,
            words: clock::length(start, end),
            known,
            backwards: clock::is_backwards(start, end),
        }
    };
    LENGTHS.iter().map(length).collect()
}
