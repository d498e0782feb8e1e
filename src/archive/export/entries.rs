//! The tables of latent failures and of degraded-mode conditions: what each review says of each.

use chrono::NaiveDate;

use super::columns::{Columns, texts};
use crate::model::{
    DegradedCondition, DegradedStatus, FoundBy, Interval, KnownTo, LatentFailure, LatentStatus,
    PlayedPart, Relation, RoughDate, Trend, Visibility,
};

/// The first and the last day that the start of something can be.
fn start(since: Option<&Interval>) -> [Option<NaiveDate>; 2] {
    let first = since.and_then(|since| since.at_earliest);
    let last = since.and_then(|since| since.at_latest);
    [first.map(RoughDate::earliest), last.map(RoughDate::latest)]
}

/// The roles of those who knew.
fn roles(known: &[KnownTo]) -> Vec<String> {
    known.iter().map(|known| known.role.value.clone()).collect()
}

/// The columns of a latent failure.
pub(super) fn latent() -> Columns<LatentFailure> {
    let found = Columns::<LatentFailure>::of_incident()
        .day("day", "the day of the incident", |row| row.record.day())
        .text("id", "id, the same in every review", |row| {
            Some(&row.item.id)
        })
        .text(
            "what",
            "what is so; null where an earlier review has said it",
            |row| row.item.what.as_ref(),
        )
        .list("components", "parts of the system", |row| {
            texts(&row.item.component)
        })
        .list("categories", "one to three of the categories", |row| {
            texts(&row.item.categories)
        })
        .word("status", "where it stood, as this review says", |row| {
            row.item.status.map(LatentStatus::word)
        })
        .flag(
            "took_part",
            "whether it took part in the incident; null where that is not sure, or not said",
            |row| match row.item.played_part? {
                PlayedPart::Yes => Some(true),
                PlayedPart::No => Some(false),
                PlayedPart::Unsure => None,
            },
        )
        .date("found", "when it came to light", |row| {
            row.item.found.as_ref()?.on
        })
        .word("found_by", "by what it came to light", |row| {
            row.item.found.as_ref()?.by.map(FoundBy::word)
        })
        .days("present_since", "since when it has been there", |row| {
            start(row.item.present_since.as_ref())
        });
    hidden(found)
}

/// What kept a latent failure out of sight, and what it touches.
fn hidden(columns: Columns<LatentFailure>) -> Columns<LatentFailure> {
    columns
        .text("how_it_came", "how it came in", |row| {
            row.item.how_it_came.as_ref()
        })
        .list("hidden_by", "what kept it out of sight", |row| {
            let covers = row.item.hidden_by.iter();
            covers.map(|cover| cover.how.word().to_owned()).collect()
        })
        .list("known_to", "roles that knew", |row| {
            roles(&row.item.known_to)
        })
        .list("also_touches", "other parts that may have it", |row| {
            let others = row.item.also_touches.iter();
            others.map(|other| other.component.value.clone()).collect()
        })
        .list("interacts_with", "ids of entries that it meets", |row| {
            texts(&row.item.interacts_with)
        })
        .list("seen_in", "ids of incidents in which it was seen", |row| {
            texts(&row.item.seen_in)
        })
        .date(
            "look_again",
            "when to look again, of one that is accepted",
            |row| Some(row.item.accepted.as_ref()?.look_again),
        )
        .word(
            "visibility",
            "internal or public, where it is said",
            |row| row.item.visibility.map(Visibility::word),
        )
}

/// The columns of a degraded-mode condition.
pub(super) fn degraded() -> Columns<DegradedCondition> {
    let known = Columns::<DegradedCondition>::of_incident()
        .day("day", "the day of the incident", |row| row.record.day())
        .text("id", "id, the same in every review", |row| {
            Some(&row.item.id)
        })
        .text(
            "what",
            "what runs, and how reduced; null where an earlier review has said it",
            |row| row.item.what.as_ref(),
        )
        .list("components", "parts of the system", |row| {
            texts(&row.item.component)
        })
        .word("status", "where it stood, as this review says", |row| {
            row.item.status.map(DegradedStatus::word)
        })
        .days("since", "since when it has been so", |row| {
            start(row.item.since.as_ref())
        })
        .date("noticed", "when somebody noticed", |row| {
            row.item.noticed.as_ref()?.on
        })
        .word("relation", "how it lies in time to the incident", |row| {
            row.item.relation.map(Relation::word)
        });
    known
        .list("kept_working_by", "what or who keeps it working", |row| {
            let kept = row.item.kept_working_by.iter();
            kept.map(|kept| kept.kind.word().to_owned()).collect()
        })
        .list("known_to", "roles that knew", |row| {
            roles(&row.item.known_to)
        })
        .list(
            "unknown_to",
            "roles that relied on it without knowing",
            |row| roles(&row.item.unknown_to),
        )
        .text("margin", "how much room is left, in words", |row| {
            row.item.margin.as_ref()?.text.as_ref()
        })
        .word("margin_trend", "where that room is going", |row| {
            row.item.margin.as_ref()?.trend.map(Trend::word)
        })
        .text("normalised", "how it came to count as normal", |row| {
            row.item.normalised.as_ref()
        })
        .date("last_checked", "when somebody last looked", |row| {
            row.item.last_checked.as_ref()?.on
        })
        .word(
            "visibility",
            "internal or public, where it is said",
            |row| row.item.visibility.map(Visibility::word),
        )
}
