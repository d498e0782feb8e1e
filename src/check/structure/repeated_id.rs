//! An id that stands twice where it should tell two things apart.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};
use crate::source::{Source, Span};

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "repeated-id",
        group: Group::Structure,
        level: Level::Error,
        summary: "an id stands twice",
        why: "Answers and links are kept by id; with two of one name nobody can tell which is meant.",
        help: "give one of them another id; ids of events may also be left out",
        bad: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {id: a, at: \"10:38\", what: one}\n- {id: a, at: \"10:39\", what: two}\n",
        ],
        good: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {id: a, at: \"10:38\", what: one}\n- {id: b, at: \"10:39\", what: two}\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let incident = subject.incident;
    let events = incident.value.timeline.events.iter().map(|event| {
        let span = event.id.as_ref().map_or(event.what.span, |id| id.span);
        (event.key.as_str(), span)
    });
    report(incident.source, events, finder);
    if let Some(review) = subject.review {
        let value = review.value;
        let factors = value
            .contributing_factors
            .iter()
            .filter_map(|factor| factor.id.as_ref());
        report(
            review.source,
            factors.map(|id| (id.as_str(), id.span)),
            finder,
        );
        // Latent failures and degraded-mode conditions share one register, so one set of names.
        let entries = (value.latent_failures.iter().map(|entry| &entry.id))
            .chain(value.degraded_conditions.iter().map(|entry| &entry.id));
        report(
            review.source,
            entries.map(|id| (id.as_str(), id.span)),
            finder,
        );
    }
}

fn report<'a>(
    source: &Arc<Source>,
    ids: impl Iterator<Item = (&'a str, Span)>,
    finder: &mut Finder,
) {
    let mut seen = BTreeMap::new();
    for (id, span) in ids {
        if let Some(first) = seen.insert(id, span) {
            finder
                .add(source, span, format!("the id `{id}` stands twice"))
                .related = Some((first, "first here".to_owned()));
        }
    }
}
