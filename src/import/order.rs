//! The order of imported events, and their stable names.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::ImportedEvent;
use crate::load::Clock;
use crate::load::grammar::{self, Stated};
use crate::model::Zone;
use crate::model::time::{Precision, Time};
use crate::source::{Span, Text};

/// Puts events in the order of their times; equal times stay in the order of the export. A time
/// that is not known to the minute keeps its place behind the event above it.
///
/// Where a time states no day or no year, or only some state a zone, nothing is moved: the order
/// of the export is then the only thing that tells which day is meant. Says what was out of order.
pub(super) fn by_time(events: &mut Vec<ImportedEvent>) -> Option<String> {
    let stated: Vec<Option<Stated>> = events
        .iter()
        .map(|event| event.at.as_ref().and_then(|at| grammar::read(at).ok()))
        .collect();
    let all = || stated.iter().flatten();
    let zoned = all().filter(|stated| stated.zone().is_some()).count();
    let naive = all()
        .filter(|stated| stated.zone().is_none() && stated.is_clock())
        .count();
    let dated = all().all(|stated| stated.day().is_some_and(|day| day.year.is_some()));
    if !dated || zoned > 0 && naive > 0 {
        return None;
    }
    let mut reached = None;
    let mut keyed = Vec::new();
    for event in events.drain(..) {
        let time = event.at.as_deref().and_then(time);
        if let Some(time) = time {
            let start = time.anchor.to_utc();
            // `14:??` stays where it is among the events of that hour.
            let open = time.precision < Precision::Minute;
            let fits = |at: &DateTime<Utc>| open && start <= *at && time.latest() >= Some(*at);
            reached = reached.filter(fits).or(Some(start));
        }
        keyed.push((reached, event));
    }
    let back = |pair: &&[(Option<DateTime<Utc>>, ImportedEvent)]| pair[1].0 < pair[0].0;
    let moved: Vec<String> = keyed
        .windows(2)
        .filter(back)
        .filter_map(|pair| Some(format!("`{}`", pair[1].1.at.as_deref()?)))
        .collect();
    keyed.sort_by_key(|(at, _)| *at);
    events.extend(keyed.into_iter().map(|(_, event)| event));
    let first = moved.get(..moved.len().min(3)).unwrap_or_default();
    let more = if moved.len() > 3 { " and others" } else { "" };
    let list = first.join(", ");
    (!moved.is_empty()).then(|| format!("sorted by time: {list}{more} stood below a later time"))
}

/// A time that states its day; naive times are compared among each other only.
fn time(at: &str) -> Option<Time> {
    let clock = Clock::new(None, Some(Zone::UTC), DateTime::<Utc>::MAX_UTC);
    clock.aside(&Text::new(at.to_owned(), Span::default())).time
}

/// Names each event by its time and its words, and by its number among equals, so that the same
/// text gives the same names wherever and however often it is imported.
pub(super) fn name(events: &mut [ImportedEvent]) {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    for event in events.iter_mut().filter(|event| event.source.is_empty()) {
        let parts = [event.at.as_deref().unwrap_or_default(), &event.what];
        let digest = digest(parts);
        let number = seen.entry(digest).or_insert(0);
        *number += 1;
        event.source = match number {
            1 => format!("text:{digest:016x}"),
            _ => format!("text:{digest:016x}.{number}"),
        };
    }
}

/// FNV-1a over the words: the hash of the standard library may change between releases.
fn digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    let words = parts.into_iter().flat_map(str::split_whitespace);
    let bytes = words.flat_map(|word| word.bytes().chain(std::iter::once(0)));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
