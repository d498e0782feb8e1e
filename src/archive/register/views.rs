//! The rows of each view, but for the months.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};

use super::alike::Alike;
use super::{Entry, Register};
use crate::archive::observation::EntryKind;
use crate::archive::row::{Cell, Row};
use crate::model::time::in_words;
use crate::model::{Hiding, KeptBy, Trend};

/// Id and sentence, with which most rows begin.
fn named(entry: &Entry) -> Row {
    Row::default()
        .with("id", entry.id.as_str())
        .with("what", entry.what.clone())
}

fn of_kind(register: &Register, kind: EntryKind) -> impl Iterator<Item = &Entry> {
    register
        .entries
        .iter()
        .filter(move |entry| entry.kind == kind)
}

/// The conditions that are not over on the day of the register, as far as the reviews say.
fn active(register: &Register) -> impl Iterator<Item = &Entry> {
    let today = register.today;
    register
        .entries
        .iter()
        .filter(move |entry| is_active(entry, today))
}

fn is_active(entry: &Entry, today: NaiveDate) -> bool {
    let again = || !entry.seen_after_the_end(today).is_empty();
    entry.kind == EntryKind::DegradedCondition && (!entry.is_over(today) || again())
}

/// When somebody last looked, in words.
fn last_look(entry: &Entry, today: NaiveDate) -> String {
    let checked = entry.checked;
    if entry.is_stale(today) {
        format!("not looked at since {checked}")
    } else {
        checked.to_string()
    }
}

/// How long it has been so on `today`: a length is no more exact than its start.
fn age(entry: &Entry, today: NaiveDate) -> String {
    let (least, most) = entry.age(today);
    age_in_words(least, most)
}

/// How long it was there before it was found; none where nothing is known of that.
fn unseen(entry: &Entry) -> Option<String> {
    let [least, most] = entry.unseen_for().map(|length| length.map(in_words));
    Some(match (least, most) {
        (Some(least), Some(most)) if least == most => least,
        (Some(least), Some(most)) => format!("at least {least}, at most {most}"),
        (Some(least), None) => format!("at least {least}"),
        (None, Some(most)) => format!("at most {most}"),
        (None, None) => return None,
    })
}

/// The length of something that is still so, between these two: still open is not short.
pub(in crate::archive) fn age_in_words(least: TimeDelta, most: Option<TimeDelta>) -> String {
    let known = in_words(least);
    match most.map(in_words) {
        Some(most) if most != known => format!("at least {known}, at most {most}"),
        _ => format!("at least {known}"),
    }
}

fn status(entry: &Entry, today: NaiveDate) -> String {
    let status = entry.status(today);
    match (entry.due(today), seen_again(entry, today)) {
        (Some(due), _) => format!("{status}, and due since {due}"),
        (None, Some(_)) => format!("{status}, and seen again since"),
        (None, None) => status.word().to_owned(),
    }
}

/// Where it was seen after it was said to be over; none where it was not.
fn seen_again(entry: &Entry, today: NaiveDate) -> Option<String> {
    let after = entry.seen_after_the_end(today);
    (!after.is_empty()).then(|| format!("seen again in {}", after.join(", ")))
}

pub(super) fn now<'r>(register: &'r Register) -> Vec<Row> {
    let today = register.today;
    let mut entries: Vec<_> = active(register).collect();
    entries.sort_by_key(|entry| {
        let shrinking = entry.trend() == Some(Trend::Shrinking);
        (
            entry.room().is_some(),
            !entry.held_by_one(),
            !shrinking,
            entry.checked.latest(),
        )
    });
    let mut alike = Alike::new(register);
    let row = |entry: &'r Entry| {
        let kept = entry.kept.iter().map(|kept| match &kept.what {
            Some(what) => format!("{} ({})", kept.kind.meaning(), what.trim()),
            None => kept.kind.meaning().to_owned(),
        });
        named(entry)
            .with("component", entry.components.clone())
            .with("status", status(entry, today))
            .with(
                "margin",
                entry.room().unwrap_or_else(|| "unknown".to_owned()),
            )
            .with("trend", entry.trend().map(Trend::word))
            .with("held_by_one", entry.held_by_one())
            .with("kept_working_by", kept.collect::<Vec<_>>())
            .with("since", age(entry, today))
            .with("last_checked", last_look(entry, today))
            .with("perhaps_same_as", alike.of(entry))
    };
    entries.into_iter().map(row).collect()
}

pub(super) fn people(register: &Register) -> Vec<Row> {
    let acts = active(register).flat_map(|entry| {
        let acts = entry.kept.iter().filter(|kept| kept.kind == KeptBy::People);
        acts.map(move |act| (entry, act))
    });
    let said = |text: &Option<crate::source::Text>| text.as_ref().map(ToString::to_string);
    let row = |(entry, act): (&Entry, &crate::model::Kept)| {
        Row::default()
            .with("id", entry.id.as_str())
            .with("what", said(&act.what))
            .with("role", said(&act.role))
            .with("how_often", said(&act.how_often))
            .with(
                "known_to",
                act.known_to_n.and_then(|n| usize::try_from(n).ok()),
            )
            .with("held_by_one", act.known_to_n == Some(1))
            .with("effort", said(&act.effort))
    };
    acts.map(row).collect()
}

pub(super) fn open<'r>(register: &'r Register) -> Vec<Row> {
    let today = register.today;
    let entries = of_kind(register, EntryKind::LatentFailure).filter(|entry| entry.is_open(today));
    let mut alike = Alike::new(register);
    let row = |entry: &'r Entry| {
        named(entry)
            .with("component", entry.components.clone())
            .with("categories", entry.categories.clone())
            .with("status", status(entry, today))
            .with("there_for", age(entry, today))
            .with("before_it_was_found", unseen(entry))
            .with("seen_in", entry.seen_in.as_slice())
            .with("perhaps_same_as", alike.of(entry))
    };
    entries.map(row).collect()
}

pub(super) fn due(register: &Register) -> Vec<Row> {
    let today = register.today;
    let rows = register.entries.iter().map(|entry| {
        let accepted = entry.due(today);
        let accepted = accepted.map(|day| format!("accepted, to be looked at again on {day}"));
        let again = seen_again(entry, today).map(|again| {
            let (status, first) = (entry.status(today), entry.kind.statuses()[0]);
            format!("said to be {status}, and {again}; if it is there again, its status is {first}")
        });
        let stale =
            (is_active(entry, today) && entry.is_stale(today)).then(|| last_look(entry, today));
        let asked = accepted.into_iter().chain(again);
        let asked: Vec<_> = asked.collect();
        let of_itself = asked.is_empty();
        let why: Vec<_> = asked.into_iter().chain(stale).collect();
        (of_itself, why, entry)
    });
    let mut rows: Vec<_> = rows.filter(|(_, why, _)| !why.is_empty()).collect();
    // What somebody promised to look at, or said to be over, comes first.
    rows.sort_by_key(|row| row.0);
    let rows = rows.into_iter();
    rows.map(|(_, why, entry)| named(entry).with("why", why.join("; ")))
        .collect()
}

pub(super) fn met(register: &Register) -> Vec<Row> {
    let mut by_incident: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, entry) in register.entries.iter().enumerate() {
        for seen in entry.reviews.iter().filter(|seen| seen.took_part) {
            let both = by_incident.entry(&seen.incident);
            both.or_default().push(place);
        }
    }
    let mut pairs: BTreeMap<[usize; 2], Vec<String>> = BTreeMap::new();
    for (incident, places) in by_incident {
        for (index, &one) in places.iter().enumerate() {
            for &other in &places[index + 1..] {
                let both = pairs.entry([one, other]).or_default();
                both.push(incident.to_owned());
            }
        }
    }
    let row = |(places, incidents): ([usize; 2], Vec<String>)| {
        let [one, other] = places.map(|place| register.entries[place].id.as_str());
        Row::default()
            .with("id", one)
            .with("other", other)
            .with("incidents", incidents)
    };
    pairs.into_iter().map(row).collect()
}

pub(super) fn again(register: &Register) -> Vec<Row> {
    let today = register.today;
    let row = |entry: &Entry| {
        let after = entry.seen_after_the_end(today);
        (entry.seen_in.len() > 1 || !after.is_empty() || entry.reopened() > 0).then(|| {
            named(entry)
                .with("status", status(entry, today))
                .with("seen_in", entry.seen_in.as_slice())
                .with("reopened", entry.reopened())
                .with("seen_after_its_end_in", after.as_slice())
        })
    };
    register.entries.iter().filter_map(row).collect()
}

pub(super) fn hidden(register: &Register) -> Vec<Row> {
    let mut by_cover: BTreeMap<Hiding, Vec<String>> = BTreeMap::new();
    for entry in &register.entries {
        for &cover in &entry.hidden_by {
            by_cover.entry(cover).or_default().push(entry.id.clone());
        }
    }
    let row = |(cover, entries): (Hiding, Vec<String>)| {
        Row::default()
            .with("id", cover.word())
            .with("what", cover.meaning())
            .with("count", entries.len())
            .with("entries", entries)
    };
    by_cover.into_iter().map(row).collect()
}

pub(super) fn spread(register: &Register) -> Vec<Row> {
    let entries = register.entries.iter();
    // What is over in one part may be in another that nobody has looked at.
    let entries = entries.filter(|entry| !entry.unchecked.is_empty());
    let row = |entry: &Entry| {
        named(entry)
            .with("component", entry.components.clone())
            .with("not_looked_at", entry.unchecked.clone())
    };
    entries.map(row).collect()
}

pub(super) fn seams(register: &Register) -> Vec<Row> {
    let both = |entry: &&Entry| !entry.known_to.is_empty() && !entry.unknown_to.is_empty();
    let row = |entry: &Entry| {
        named(entry)
            .with("status", status(entry, register.today))
            .with("known_to", entry.known_to.clone())
            .with("unknown_to", entry.unknown_to.clone())
    };
    active(register).filter(both).map(row).collect()
}

pub(super) fn held(register: &Register) -> Vec<Row> {
    let row = |held: &super::Held| {
        Row::default()
            .with("id", &*held.incident)
            .with("what", held.statement.as_str())
            .with("categories", Cell::List(held.categories.clone()))
    };
    register.held.iter().map(row).collect()
}
