//! The stretch of time that is taken of an export: its bounds, or the marks of an incident, in; the
//! events that may be within it out.

use chrono::{DateTime, TimeDelta, Utc};

use super::ImportedEvent;
use crate::load::Clock;
use crate::model::time::{Precision, Time};
use crate::model::{Incident, When, Zone};
use crate::source::Text;

/// How far from the marks of an incident events are taken.
pub const AROUND_MARKS: TimeDelta = TimeDelta::hours(2);

/// A stretch of time, open where a bound is missing.
#[derive(Debug, Clone)]
pub struct Window {
    /// The first moment of it.
    pub since: Option<DateTime<Utc>>,
    /// The last moment of it.
    pub until: Option<DateTime<Utc>>,
    /// What times mean that state no day or no zone.
    pub clock: Clock,
}

impl Window {
    /// From two hours before the first mark of an incident to two hours after the last; `None` where
    /// no mark has a time.
    pub fn around(incident: &Incident, clock: &Clock) -> Option<Self> {
        let alone = incident.marks.0.iter().map(|(_, at)| at);
        let carried = incident.timeline.events.iter();
        let carried = carried.filter(|event| !event.mark.is_empty());
        let carried = carried.filter_map(|event| event.at.as_ref());
        let times: Vec<&Time> = alone
            .chain(carried)
            .filter_map(|at| at.time.as_ref())
            .collect();
        let bound = |time: &&Time| time.anchor.to_utc();
        let first = times
            .iter()
            .map(|time| time.earliest().unwrap_or(bound(time)));
        let last = times.iter().map(|time| end(time).unwrap_or(bound(time)));
        Some(Self {
            since: Some(first.min()? - AROUND_MARKS),
            until: Some(last.max()? + AROUND_MARKS),
            clock: clock.clone(),
        })
    }

    /// Leaves out the events that are outside; how many there were. One whose time is not known, or
    /// leaves open whether it was within, stays.
    pub fn keep(&self, events: &mut Vec<ImportedEvent>) -> usize {
        let before = events.len();
        let mut clock = self.clock.clone();
        events.retain(|event| !self.leaves_out(event, &mut clock));
        before - events.len()
    }

    /// What it leaves out, as people read it, in the zone of the incident: `outside 2026-03-12 08:00
    /// to 12:00`.
    pub fn outside(&self) -> String {
        let zone = self.clock.zone().unwrap_or(Zone::UTC);
        let local = |at: DateTime<Utc>| at.with_timezone(&zone.offset(at));
        let named = self.clock.zone().is_some();
        let name = if named { "" } else { " UTC" };
        let full = |at: DateTime<Utc>| local(at).format("%Y-%m-%d %H:%M").to_string();
        match (self.since, self.until) {
            (Some(since), Some(until)) => {
                let one_day = local(since).date_naive() == local(until).date_naive();
                let form = if one_day { "%H:%M" } else { "%Y-%m-%d %H:%M" };
                let end = local(until).format(form);
                format!("outside {} to {end}{name}", full(since))
            }
            (Some(since), None) => format!("before {}{name}", full(since)),
            (None, Some(until)) => format!("after {}{name}", full(until)),
            (None, None) => String::new(),
        }
    }

    fn leaves_out(&self, event: &ImportedEvent, clock: &mut Clock) -> bool {
        let Some(at) = &event.at else {
            clock.unknown();
            return false;
        };
        let text = Text::from(at.clone());
        let Some(start) = clock.next(&text).time else {
            return false;
        };
        let at = When {
            text,
            time: Some(start.clone()),
        };
        let until = event.until.as_ref();
        let stop = until.and_then(|until| clock.until(&Text::from(until.clone()), &at).time);
        let ends = end(stop.as_ref().unwrap_or(&start));
        let early = ends.zip(self.since).is_some_and(|(end, since)| end < since);
        let begins = start.earliest().zip(self.until);
        early || begins.is_some_and(|(begin, until)| begin > until)
    }
}

/// The last moment that a time can mean as a bound: all of its minute.
pub fn end(time: &Time) -> Option<DateTime<Utc>> {
    let latest = time.latest()?;
    Some(match time.precision {
        Precision::Day | Precision::Hour | Precision::Minute => latest + TimeDelta::seconds(59),
        Precision::Second | Precision::Millisecond => latest,
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn clock() -> Clock {
        let date = NaiveDate::from_ymd_opt(2026, 3, 12);
        Clock::new(date, Some(Zone::UTC), DateTime::<Utc>::MAX_UTC)
    }

    fn event(at: &str, until: Option<&str>) -> ImportedEvent {
        ImportedEvent {
            at: Some(at.to_owned()),
            until: until.map(str::to_owned),
            ..ImportedEvent::default()
        }
    }

    #[test]
    fn what_may_be_within_stays() {
        let window = Window {
            since: Some("2026-03-12T10:00:00Z".parse().unwrap()),
            until: Some("2026-03-12T12:00:59Z".parse().unwrap()),
            clock: clock(),
        };
        for (at, until, stays) in [
            ("2026-03-12 09:59:59Z", None, false),
            ("2026-03-12 09:59:59Z", Some("2026-03-12 10:00:00Z"), true),
            ("2026-03-12 10:00Z", None, true),
            ("11:00", None, true),
            ("12:00:59", None, true),
            ("12:01", None, false),
            ("2026-03-11 23:30-11:00", None, true),
            ("09:??", None, false),
            ("12:??", None, true),
            ("2026-03-12", None, true),
            ("2026-03-11", None, false),
            ("before 13:00", None, true),
            ("before 09:00", None, false),
            ("after 09:00", None, true),
            ("~09:57", None, true),
            ("??:??", None, true),
        ] {
            let mut events = vec![event(at, until)];
            let left = window.keep(&mut events);
            assert_eq!(
                (left, events.len()),
                (usize::from(!stays), usize::from(stays)),
                "{at}"
            );
        }
        assert_eq!(window.keep(&mut vec![ImportedEvent::default()]), 0);
        assert_eq!(window.outside(), "outside 2026-03-12 10:00 to 12:00");
    }

    #[test]
    fn marks_make_a_window_two_hours_wider() {
        let incident = |marks: &str| {
            let text = format!("title: T\ndate: 2026-03-12\ntimezone: UTC\n{marks}");
            let source = crate::source::Source::new("incident.yaml", text);
            let now = "2026-04-01T00:00:00Z".parse().unwrap();
            crate::load::incident(&source, now, None).value.unwrap()
        };
        let shown = |marks: &str| {
            let window = Window::around(&incident(marks), &clock());
            window.map(|window| window.outside())
        };
        assert_eq!(shown("timeline:\n- {at: \"10:00\", what: x}\n"), None);
        assert_eq!(
            shown("marks: {resolved: \"23:00\"}\ntimeline:\n- {at: \"~10:00\", mark: started, what: x}\n").as_deref(),
            Some("outside 2026-03-12 07:55 to 2026-03-13 01:00")
        );
    }
}
