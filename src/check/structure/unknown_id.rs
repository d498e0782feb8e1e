//! A reference to an event, a factor or an entry that is not there.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check::{Check, Document, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule, nearest};
use crate::model::{Incident, Review};
use crate::source::{Source, Text};

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "unknown-id",
        group: Group::Structure,
        level: Level::Error,
        summary: "an id refers to nothing",
        why: "A link that leads nowhere loses what it was meant to say.",
        help: "write the id of something in the files of this incident",
        bad: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {id: switch, at: \"10:38\", what: switched}\n- {at: \"10:52\", what: taken back, reverts: swich}\n",
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {at: \"10:38\", what: switched}\n- {at: \"10:52\", what: taken back, reverts: e12}\n",
        ],
        good: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {id: switch, at: \"10:38\", what: switched}\n- {at: \"10:52\", what: taken back, reverts: switch}\n",
        ],
    },
    find,
};

/// The names that a reference may use, and what they are names of.
struct Names<'a> {
    what: &'static str,
    known: BTreeSet<&'a str>,
    /// What to do where none is like it, if that is more than the rule says.
    other: Option<&'static str>,
}

/// What makes an entry of another review one of this.
const SEEN_AGAIN: &str = "an entry of another review that was seen here again has a record in this \
                          one too, with the same id";

impl Names<'_> {
    fn look(&self, source: &Arc<Source>, id: &Text, finder: &mut Finder) {
        if self.known.contains(id.as_str()) {
            return;
        }
        let near = nearest(id, self.known.iter().copied());
        let finding = finder.add(source, id.span, format!("there is no {} `{id}`", self.what));
        finding.help = match number(id) {
            Some(_) => self.numbers(),
            None => match near {
                Some(known) => Some(format!("did you mean `{known}`?")),
                None => self.other.map(str::to_owned),
            },
        };
    }

    /// Which numbers there are: one that looks like another is no likelier to be meant.
    fn numbers(&self) -> Option<String> {
        let numbers = self.known.iter().filter_map(|id| number(id));
        let (first, last) = (numbers.clone().min()?, numbers.max()?);
        Some(format!(
            "events without an id of their own count from `e{first}` to `e{last}`; a new event \
             above moves the numbers, an `id` stays"
        ))
    }
}

/// The number of an event that has its id by its place in the file: 12 for `e12`.
fn number(id: &str) -> Option<usize> {
    id.strip_prefix('e')?.parse().ok()
}

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let incident = subject.incident;
    let events = Names {
        what: "event with the id",
        known: incident
            .value
            .timeline
            .events
            .iter()
            .map(|event| event.key.as_str())
            .collect(),
        other: None,
    };
    for event in &incident.value.timeline.events {
        for id in [&event.reverts, &event.responds_to, &event.resolves]
            .into_iter()
            .flatten()
        {
            events.look(incident.source, id, finder);
        }
    }
    let latent = Names {
        what: "latent failure with the id",
        known: subject
            .review
            .iter()
            .flat_map(|review| latent_ids(review.value))
            .collect(),
        other: Some(SEEN_AGAIN),
    };
    let degraded = Names {
        what: "degraded-mode condition with the id",
        known: subject
            .review
            .iter()
            .flat_map(|review| degraded_ids(review.value))
            .collect(),
        other: Some(SEEN_AGAIN),
    };
    if let Some(review) = subject.review {
        let shown = Names {
            what: "event or evidence called",
            known: (events.known.iter().copied())
                .chain(evidence(incident.value))
                .collect(),
            other: None,
        };
        look_in_review(review, [&events, &shown, &latent, &degraded], finder);
    }
}

fn look_in_review(
    review: Document<'_, Review>,
    [events, shown, latent, degraded]: [&Names<'_>; 4],
    finder: &mut Finder,
) {
    let mut look = |names: &Names<'_>, id: &Text| names.look(review.source, id, finder);
    for id in (review.value.sensemaking.iter()).filter_map(|sense| sense.event.as_ref()) {
        look(events, id);
    }
    for factor in &review.value.contributing_factors {
        for id in factor.shown_by.iter().filter(|id| !id.contains("://")) {
            look(shown, id);
        }
        for id in &factor.latent_failures {
            look(latent, id);
        }
        for id in &factor.degraded_conditions {
            look(degraded, id);
        }
    }
}

fn latent_ids(review: &Review) -> impl Iterator<Item = &str> {
    review.latent_failures.iter().map(|entry| entry.id.as_str())
}

fn degraded_ids(review: &Review) -> impl Iterator<Item = &str> {
    review
        .degraded_conditions
        .iter()
        .map(|entry| entry.id.as_str())
}

fn evidence(incident: &Incident) -> impl Iterator<Item = &str> {
    incident
        .timeline
        .events
        .iter()
        .flat_map(|event| event.evidence.iter().map(|text| text.as_str()))
}
