//! The times of an incident: an [`Incident`] as read in, the same with every time resolved and the
//! findings about them out.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};

use super::clock::Clock;
use super::fault::{Fault, Resolved};
use super::grammar;
use super::place::{SLIP, not_a_zone, out_of_season};
use super::times_rules::{
    DAY_BEFORE_DATE, END_BEFORE_START, MARK_ORDER, TIME_WITHOUT_DATE, TIME_WITHOUT_ZONE, YEAR_SLIP,
};
use crate::diagnostic::Diagnostic;
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::model::{Event, Incident, Kind, Mark, When};
use crate::source::{Source, Text};

/// Milestones that cannot be the other way round. Others can: an incident may be declared after
/// it was mitigated, and mitigated again after it was resolved.
const IN_ORDER: &[(Mark, Mark)] = &[
    (Mark::Started, Mark::Detected),
    (Mark::Started, Mark::Mitigated),
    (Mark::Started, Mark::Resolved),
    (Mark::Detected, Mark::Resolved),
];

/// So far from the date of the incident, a date has the wrong year or is of its long history.
const ANOTHER_YEAR: TimeDelta = TimeDelta::days(300);

/// Gives every time of `incident` its meaning: of the events in the order of the file, then of
/// impact and marks. Times without a zone are in `timezone`, else in `fallback`; nothing can be
/// later than `now`.
pub fn resolve(
    incident: &mut Incident,
    source: &Arc<Source>,
    now: DateTime<Utc>,
    fallback: Option<&Zone>,
) -> Vec<Diagnostic> {
    let mut found = Found {
        source,
        diagnostics: Vec::new(),
        said: Vec::new(),
        words: BTreeMap::new(),
    };
    let zone = match &incident.timezone {
        None => fallback.copied(),
        Some(text) => Zone::parse(text).map_or_else(
            |wrong| {
                found.fault(not_a_zone(text, wrong, 0..text.len()), text);
                // That is the one thing to say; times without a zone need not add to it.
                found.said.push(TIME_WITHOUT_ZONE.code);
                None
            },
            Some,
        ),
    };
    let mut clock = Clock::new(day(incident), zone, now);
    for event in &mut incident.timeline.events {
        found.event(event, &mut clock);
    }
    for impact in &mut incident.impact.0 {
        if let Some(from) = &mut impact.from {
            found.take(from, |text| clock.aside(text));
        }
        if let Some(until) = &mut impact.until {
            match &impact.from {
                Some(from) => found.take(until, |text| clock.until(text, from)),
                None => found.take(until, |text| clock.aside(text)),
            }
        }
    }
    for (_, when) in &mut incident.marks.0 {
        found.take(when, |text| clock.aside(text));
    }
    found.season(incident);
    found.marks(incident);
    found.days(incident);
    found.years(incident, now);
    found.finish()
}

/// The zone that the incident states, else `fallback`; none where what it states is no zone.
pub(super) fn zone(incident: &Incident, fallback: Option<&Zone>) -> Option<Zone> {
    match &incident.timezone {
        None => fallback.copied(),
        Some(text) => Zone::parse(text).ok(),
    }
}

/// The day of the incident, when its date is one.
pub(super) fn day(incident: &Incident) -> Option<NaiveDate> {
    let date = incident.date.as_ref()?;
    (date.earliest() == date.latest()).then(|| date.earliest())
}

/// The findings so far.
struct Found<'a> {
    source: &'a Arc<Source>,
    diagnostics: Vec<Diagnostic>,
    /// Rules about what the whole incident lacks, which are said once.
    said: Vec<&'static str>,
    /// Words that are said once, each with the number of its finding and how many times more it
    /// was found.
    words: BTreeMap<String, (usize, usize)>,
}

impl Found<'_> {
    /// Adds what is wrong with `text`.
    fn fault(&mut self, fault: Fault, text: &Text) {
        let once = [&TIME_WITHOUT_ZONE, &TIME_WITHOUT_DATE].contains(&fault.rule);
        if once {
            if self.said.contains(&fault.rule.code) {
                return;
            }
            self.said.push(fault.rule.code);
        }
        if let Some(word) = &fault.word {
            match self.words.entry(word.clone()) {
                Entry::Occupied(mut known) => {
                    known.get_mut().1 += 1;
                    return;
                }
                Entry::Vacant(new) => new.insert((self.diagnostics.len(), 0)),
            };
        }
        self.diagnostics.push(fault.diagnostic(self.source, text));
    }

    /// The findings, with how often those stand for that are said once.
    fn finish(mut self) -> Vec<Diagnostic> {
        for (number, more) in self.words.into_values().filter(|(_, more)| *more > 0) {
            let times = if more == 1 { "time" } else { "times" };
            let message = &mut self.diagnostics[number].message;
            message.push_str(&format!("; the same holds for {more} more {times}"));
        }
        self.diagnostics
    }

    /// Fills one time.
    fn take(&mut self, when: &mut When, meaning: impl FnOnce(&Text) -> Resolved) {
        let resolved = meaning(&when.text);
        when.time = resolved.time;
        for fault in resolved.faults {
            self.fault(fault, &when.text);
        }
    }

    /// Fills the times of the next event.
    fn event(&mut self, event: &mut Event, clock: &mut Clock) {
        if let Some(day) = &event.day {
            for fault in clock.begin(day) {
                self.fault(fault, day);
            }
        }
        match &mut event.at {
            Some(at) => self.take(at, |text| clock.next(text)),
            None => clock.unknown(),
        }
        if let Some(until) = &mut event.until {
            match &event.at {
                Some(at) => self.take(until, |text| clock.until(text, at)),
                None => self.take(until, |text| clock.beside(text, &When::default())),
            }
        }
        if let Some(since) = &mut event.since {
            let at = event.at.clone().unwrap_or_default();
            self.take(since, |text| clock.beside(text, &at));
            self.since(since, &at);
        }
    }

    /// Says that what lasts since `since` was there later than its event.
    fn since(&mut self, since: &When, at: &When) {
        let start = since.time.as_ref().and_then(Time::earliest);
        let end = at.time.as_ref().and_then(Time::latest);
        if start.zip(end).is_some_and(|(start, end)| start > end) {
            let (start, at) = (&since.text, &at.text);
            let message = format!("this lasts since `{start}`, which is after its event, `{at}`");
            let found = Diagnostic::new(&END_BEFORE_START, self.source, start.span, message);
            let help = "`since` is when it began, and `at` when it is told; correct one of them";
            self.diagnostics.push(found.help(help));
        }
    }

    /// Says once where a time without a day is on the date of the incident, and the milestone right
    /// above it states a day before.
    fn days(&mut self, incident: &Incident) {
        let Some(day) = day(incident) else {
            return;
        };
        let pairs = incident.timeline.events.windows(2);
        let found = pairs
            .filter(|pair| !pair[0].mark.is_empty())
            .find_map(|pair| {
                let [above, at] = [&pair[0], &pair[1]].map(|event| event.at.as_ref());
                let (above, at) = above.zip(at)?;
                // A day line is for all the times below it.
                let own = pair[1].day.is_none() && is_undated(at);
                let (early, late) = above.time.as_ref().zip(at.time.as_ref())?;
                let apart = late.anchor.time() - early.anchor.time();
                let near = (TimeDelta::zero()..=SLIP).contains(&apart);
                // What is a year away has its own finding.
                let before = early.date() < day && day - early.date() < ANOTHER_YEAR;
                let before = before && late.date() == day;
                (own && near && before && is_clock(above)).then(|| (above, at, early.date()))
            });
        if let Some((above, at, early)) = found {
            let (text, first) = (&at.text, &above.text);
            let message =
                format!("`{text}` is read on {day}, and `{first}` above it is on {early}");
            let on = |day: NaiveDate| {
                grammar::read(text).map_or_else(|_| text.to_string(), |at| at.on(day).to_string())
            };
            let (one, two) = (on(early), on(day));
            let help = format!("write `{one}` if it was the same day, and `{two}` if it was not");
            let found = Diagnostic::new(&DAY_BEFORE_DATE, self.source, text.span, message);
            let found = found.help(help);
            let label = format!("a milestone before {day}, the `date` of the incident");
            self.diagnostics.push(found.related(first.span, label));
        }
    }

    /// Says once that the abbreviation in `timezone` does not fit the season of the incident.
    fn season(&mut self, incident: &Incident) {
        let Some(zone) = &incident.timezone else {
            return;
        };
        let times = incident.timeline.events.iter().filter_map(Event::time);
        let mut locals: Vec<_> = times.map(|time| time.anchor.naive_local()).collect();
        if locals.is_empty() {
            // Before there is a timeline, the date tells the season too.
            locals.extend(day(incident).and_then(|day| day.and_hms_opt(12, 0, 0)));
        }
        let fault =
            (locals.into_iter()).find_map(|local| out_of_season(zone, local, 0..zone.len()));
        if let Some(fault) = fault {
            self.fault(fault, zone);
        }
    }

    /// Says once a day which dates have the year of another time: of any event that is long after
    /// the incident, and of milestones that are in its week, but for the year. What was so before
    /// it can be as old as it likes.
    fn years(&mut self, incident: &Incident, now: DateTime<Utc>) {
        let Some(day) = day(incident) else {
            return;
        };
        let events = incident.timeline.events.iter().filter_map(|event| {
            let lasts = event.kind() == &Kind::Condition;
            Some((event.at.as_ref()?, !lasts && !event.mark.is_empty()))
        });
        let marks = incident.marks.0.iter().map(|(_, at)| (at, true));
        let mut said = BTreeSet::new();
        for (at, milestone) in events.chain(marks) {
            // Of what has not come yet, the year was asked about already.
            let time = at.time.as_ref().filter(|time| time.anchor <= now);
            let Some(date) = time.map(Time::date) else {
                continue;
            };
            let away = date.signed_duration_since(day);
            let near = in_the_week_of(day, date).filter(|_| away.abs() > ANOTHER_YEAR);
            let slip = away > ANOTHER_YEAR || milestone && near.is_some();
            if !slip || !said.insert(date) {
                continue;
            }
            let side = if away > TimeDelta::zero() {
                "after"
            } else {
                "before"
            };
            let days = away.num_days().abs();
            let message = format!("{date} is {days} days {side} the date of the incident, {day}");
            let found = Diagnostic::new(&YEAR_SLIP, self.source, at.text.span, message);
            self.diagnostics.push(match near {
                Some(near) => found.help(format!("is the year right? or was {near} meant?")),
                None => found,
            });
        }
    }

    /// Says which milestones are certainly the other way round.
    fn marks(&mut self, incident: &Incident) {
        for (first, second) in IN_ORDER {
            let (Some((early, _)), Some((late, _))) =
                (incident.mark(*first), incident.mark(*second))
            else {
                continue;
            };
            let earliest = early.time.as_ref().and_then(Time::earliest);
            let latest = late.time.as_ref().and_then(Time::latest);
            if earliest
                .zip(latest)
                .is_none_or(|(early, late)| late >= early)
            {
                continue;
            }
            let message = format!(
                "`{second}` at {} is before `{first}` at {}",
                late.text, early.text
            );
            let span = late.text.span;
            let found = Diagnostic::new(&MARK_ORDER, self.source, span, message);
            self.diagnostics
                .push(found.related(early.text.span, format!("`{first}` is here")));
        }
    }
}

/// Whether a time states a clock time.
fn is_clock(at: &When) -> bool {
    grammar::read(&at.text).is_ok_and(|stated| stated.is_clock())
}

/// Whether a time states a clock time and no day.
fn is_undated(at: &When) -> bool {
    is_clock(at) && grammar::read(&at.text).is_ok_and(|stated| stated.day().is_none())
}

/// `date` in the year in which it is at most a week from `day`, if there is one.
fn in_the_week_of(day: NaiveDate, date: NaiveDate) -> Option<NaiveDate> {
    (-1..=1)
        .filter_map(|by| date.with_year(day.year() + by))
        .find(|date| date.signed_duration_since(day).abs() <= TimeDelta::weeks(1))
}
