//! The table of events.

use super::columns::{Columns, texts};
use crate::model::time::Time;
use crate::model::{AlertOrHypothesisState, Event, Outcome, Reporter, Visibility, When};

/// What the time of a file means.
fn time(when: Option<&When>) -> Option<&Time> {
    when?.time.as_ref()
}

/// The columns of an event.
pub(super) fn columns() -> Columns<Event> {
    links(words(times(Columns::of_incident())))
}

fn times(columns: Columns<Event>) -> Columns<Event> {
    columns
        .word("event", "id of the event, in its incident", |row| {
            Some(&row.item.key)
        })
        .integer(
            "position",
            "place in the timeline of the file, from 1",
            |row| i64::try_from(row.index + 1).ok(),
        )
        .text("at_written", "when, as written", |row| {
            row.item.at.as_ref().map(|at| &at.text)
        })
        .time("at", "when", |row| time(row.item.at.as_ref()))
        .time("until", "end of a span", |row| {
            time(row.item.until.as_ref())
        })
        .time("since", "start of a condition", |row| {
            time(row.item.since.as_ref())
        })
}

fn words(columns: Columns<Event>) -> Columns<Event> {
    columns
        .word(
            "kind",
            "what sort of event; `note` where nobody said",
            |row| Some(row.item.kind().word()),
        )
        .text("what", "what could be seen", |row| Some(&row.item.what))
        .text(
            "who",
            "the role that acted; machines as `automation:<name>`",
            |row| row.item.who.as_ref(),
        )
        .text("to", "the role that something passed to", |row| {
            row.item.to.as_ref()
        })
        .list("components", "parts of the system", |row| {
            texts(&row.item.component)
        })
        .list("marks", "milestones that it stands for", |row| {
            let marks = row.item.mark.iter();
            marks.map(|mark| mark.value.word().to_owned()).collect()
        })
        .text("quote", "words said, or log lines", |row| {
            row.item.quote.as_ref()
        })
        .text("known", "what the actor knew just then", |row| {
            row.item.known.as_ref()
        })
        .text("hindsight", "what is known only now", |row| {
            row.item.hindsight.as_ref()
        })
}

fn links(columns: Columns<Event>) -> Columns<Event> {
    columns
        .text("reverts", "id of the event that it takes back", |row| {
            row.item.reverts.as_ref()
        })
        .text("responds_to", "id of the event that it answers", |row| {
            row.item.responds_to.as_ref()
        })
        .text("resolves", "id of the hypothesis that it settles", |row| {
            row.item.resolves.as_ref()
        })
        .word("outcome", "what came of an action or mitigation", |row| {
            row.item.outcome.map(Outcome::word)
        })
        .word("state", "state of an alert or a hypothesis", |row| {
            row.item.state.map(AlertOrHypothesisState::word)
        })
        .word("reporter", "who told, of a report", |row| {
            row.item.reporter.map(Reporter::word)
        })
        .list("evidence", "links, ticket and graph ids", |row| {
            texts(&row.item.evidence)
        })
        .list("sources", "where an importer took it from", |row| {
            texts(&row.item.source)
        })
        .word(
            "visibility",
            "internal or public, where it is said",
            |row| row.item.visibility.map(Visibility::word),
        )
}
