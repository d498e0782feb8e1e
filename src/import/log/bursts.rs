//! The same thing said again and again: events in, one event for each burst of equal ones out.
//! In a log the lines of others stand between, so equal ones need not follow each other.

use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};

use crate::import::ImportedEvent;
use crate::load::grammar::{self, Day, Stated};

/// Two that are further apart are two bursts.
const APART: TimeDelta = TimeDelta::minutes(5);

/// A burst: its place in the list, its last moment as a time and as written, its size.
struct Burst {
    place: usize,
    last: NaiveDateTime,
    until: Option<String>,
    count: usize,
}

/// Puts one event in place of equal ones that follow each other closely, with their number and the
/// time of the last as its end. Noise is left alone, since it is counted. Says how many there were.
pub(super) fn group(events: &mut Vec<ImportedEvent>) -> Option<String> {
    let mut kept: Vec<ImportedEvent> = Vec::new();
    let mut bursts: Vec<Burst> = Vec::new();
    let mut open: HashMap<(Vec<String>, String, Option<String>), usize> = HashMap::new();
    let before = events.len();
    for event in events.drain(..) {
        let moment = event.at.as_deref().and_then(moment);
        let Some(moment) = moment.filter(|_| event.noise.is_none()) else {
            kept.push(event);
            continue;
        };
        let key = (
            event.component.clone(),
            event.what.clone(),
            event.quote.clone(),
        );
        let burst = open.get(&key).and_then(|burst| bursts.get_mut(*burst));
        if let Some(burst) = burst.filter(|burst| (moment - burst.last).abs() <= APART) {
            burst.count += 1;
            (burst.last, burst.until) = (moment, event.at);
            continue;
        }
        open.insert(key, bursts.len());
        bursts.push(Burst {
            place: kept.len(),
            last: moment,
            until: None,
            count: 1,
        });
        kept.push(event);
    }
    for burst in bursts.into_iter().filter(|burst| burst.count > 1) {
        let Some(event) = kept.get_mut(burst.place) else {
            continue;
        };
        event.what = format!("{} ({} times)", event.what, burst.count);
        event.until = burst.until.filter(|until| Some(until) != event.at.as_ref());
    }
    *events = kept;
    let joined = before - events.len();
    (joined > 0).then(|| {
        format!("{joined} repeated within 5 minutes of the same are counted there, not listed")
    })
}

/// The moment in the zone of the log; the days of one that states no year are compared within a
/// year of any number.
fn moment(at: &str) -> Option<NaiveDateTime> {
    let Ok(Stated::At(point, _)) = grammar::read(at) else {
        return None;
    };
    Some(point.day?.date(Some(Day::LEAP))?.and_time(point.time))
}
