//! The places of new events in a timeline: an incident and a time as written in, the number that
//! the event is to have out.

use chrono::{DateTime, TimeDelta, Utc};

use super::clock::Clock;
use super::fault::Fault;
use super::grammar::{self, Stated};
use super::place::SLIP;
use super::times_rules::PASSED_MIDNIGHT;
use crate::diagnostic::Level;
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::model::{Event, Incident};
use crate::source::Text;

/// The places of a timeline, each with the clock as it stands there.
#[derive(Debug)]
pub struct Places<'a> {
    events: &'a [Event],
    clocks: Vec<Clock>,
}

impl<'a> Places<'a> {
    /// The places before, between and behind the events of `incident`. Times without a zone are in
    /// its own, else in `fallback`; nothing can be later than `now`.
    pub fn of(incident: &'a Incident, now: DateTime<Utc>, fallback: Option<&Zone>) -> Self {
        let events = &incident.timeline.events;
        let mut clock = Clock::of(incident, now, fallback);
        let mut clocks = vec![clock.clone()];
        for event in events {
            pass(&mut clock, event);
            clocks.push(clock.clone());
        }
        Self { events, clocks }
    }

    /// The place at which `at` means a time in order: not before what stands above, and before what
    /// stands below; with that time. A clock time can be in order on several days; it goes to the
    /// day on which it is nearest to another event. Where it is in order nowhere, the end of the
    /// timeline; a step (`+11m`) goes there too, since it counts from what was written last. Events
    /// that count from the one before (`+11m`) keep that one: what would come between goes below
    /// all of them.
    ///
    /// # Errors
    ///
    /// What is wrong with `at`, where it means nothing in any place.
    pub fn find(&self, at: &str) -> Result<(usize, Option<Time>), Fault> {
        let text = Text::from(at.to_owned());
        let events = self.events;
        if is_step(&text) {
            return Ok((events.len(), None));
        }
        let below = self.below();
        let mut above = None;
        // The best place so far, how far the nearest event is from it, and the time there.
        let mut found: Option<(usize, TimeDelta, Time)> = None;
        let mut wrong = None;
        for (index, clock) in self.clocks.iter().enumerate() {
            let resolved = clock.clone().next(&text);
            let fault = resolved.faults.into_iter().next();
            match (resolved.time, fault) {
                (Some(time), None) => {
                    let after =
                        below[index].map_or(TimeDelta::MAX, |next| next.anchor - time.anchor);
                    let before =
                        above.map_or(TimeDelta::MAX, |above: &Time| time.anchor - above.anchor);
                    let near = after.min(before);
                    let best = found.as_ref().is_none_or(|(_, best, _)| near <= *best);
                    if after > TimeDelta::zero() && best {
                        found = Some((index + steps(&events[index..]), near, time));
                    }
                    wrong = None;
                }
                (time, fault) => {
                    wrong =
                        fault.filter(|fault| time.is_none() || fault.rule.level == Level::Error);
                }
            }
            above = events.get(index).and_then(Event::time).or(above);
        }
        match (found, wrong) {
            // At the end it would be past midnight, and nowhere else is it near: better asked.
            (Some((_, near, _)), Some(fault)) if near > SLIP && fault.rule == &PASSED_MIDNIGHT => {
                Err(fault)
            }
            (Some((index, _, time)), _) => Ok((index, Some(time))),
            (None, Some(fault)) => Err(fault),
            (None, None) => Ok((events.len(), None)),
        }
    }

    /// The first time at or below each place.
    fn below(&self) -> Vec<Option<&Time>> {
        let mut next = None;
        let mut below = vec![None];
        for event in self.events.iter().rev() {
            next = event.time().or(next);
            below.push(next);
        }
        below.reverse();
        below
    }
}

/// How many of `events` there are before the first that does not say when it was by the event
/// before it (`+11m`).
fn steps(events: &[Event]) -> usize {
    let counts = |event: &&Event| event.at.as_ref().is_some_and(|at| is_step(&at.text));
    events.iter().take_while(counts).count()
}

/// Whether a time counts from the event before it.
fn is_step(at: &Text) -> bool {
    matches!(grammar::read(at), Ok(Stated::Later { .. }))
}

/// Moves the clock past an event.
fn pass(clock: &mut Clock, event: &Event) {
    if let Some(day) = &event.day {
        clock.begin(day);
    }
    match &event.at {
        Some(at) => {
            clock.next(&at.text);
        }
        None => clock.unknown(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::Places;
    use crate::load;
    use crate::model::Incident;
    use crate::source::Source;

    fn now() -> DateTime<Utc> {
        "2026-04-01T00:00:00Z".parse().unwrap()
    }

    fn incident(times: &[&str]) -> Incident {
        let events: String = times
            .iter()
            .map(|at| format!("- {{at: \"{at}\", what: x}}\n"))
            .collect();
        let text = format!("title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n{events}");
        load::incident(&Source::new("incident.yaml", text), now(), None)
            .value
            .unwrap()
    }

    #[track_caller]
    fn at(times: &[&str], at: &str) -> usize {
        Places::of(&incident(times), now(), None)
            .find(at)
            .unwrap()
            .0
    }

    #[test]
    fn a_time_goes_where_it_is_in_order() {
        let times = ["09:20", "10:38", "10:38", "11:00"];
        assert_eq!(at(&times, "09:00"), 0);
        assert_eq!(at(&times, "10:38"), 3);
        assert_eq!(at(&times, "10:40"), 3);
        assert_eq!(at(&times, "12:00"), 4);
        assert_eq!(at(&[], "12:00"), 0);
    }

    #[test]
    fn dates_and_midnight_count() {
        let times = ["2025-11-20", "23:50", "2026-03-13 00:40"];
        assert_eq!(at(&times, "23:55"), 2);
        assert_eq!(at(&times, "00:50"), 3);
        assert_eq!(at(&times, "2026-03-13 00:10"), 2);
        assert_eq!(at(&times, "2025-12-01"), 1);
    }

    #[test]
    fn an_event_that_counts_on_the_one_before_keeps_it() {
        assert_eq!(at(&["10:00", "+30m", "11:00"], "10:10"), 2);
        assert_eq!(at(&["10:00", "+30m", "+10m", "11:00", "12:00"], "10:10"), 3);
        assert_eq!(at(&["10:00", "+30m"], "10:10"), 2);
        assert_eq!(at(&["10:00", "+30m", "11:00"], "10:40"), 2);
        assert_eq!(at(&["10:00", "+30m", "11:00"], "09:00"), 0);
    }

    #[test]
    fn a_step_goes_to_the_end() {
        assert_eq!(at(&["10:00", "10:07", "11:00"], "+5m"), 3);
    }

    #[test]
    fn what_means_nothing_is_said() {
        let wrong = |times, at| {
            let incident = incident(times);
            Places::of(&incident, now(), None).find(at).is_err()
        };
        assert!(wrong(&["23:50"], "00:10"));
        assert!(wrong(&[], "25:00"));
    }
}
