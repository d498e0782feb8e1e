//! The timeline as a reader meets it: events in, days with their rows out, in order of time, each
//! row with its phase, its distance from detection, and what went on beside it.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;

use super::clock::{self, Clock, Reader};
use super::parts::{EventRef, Evidence, Index, Word, evidence, key, said, text, texts, word};
use crate::model::time::{Certainty, Time};
use crate::model::{Event, Incident, Mark};

/// One day of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// The day, as `2026-03-12`; none where no event before or on it has a date.
    pub date: Option<String>,
    /// The day in words: `Thursday 12 March 2026`.
    pub title: String,
    /// The same, short: `Thu 12 Mar 2026`.
    pub short: String,
    /// The rows of the day, one part for each phase, in order.
    pub parts: Vec<Part>,
}

/// The rows of a day that lie in one phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// `before`, `detection`, `response`, `after`; none where the marks do not tell.
    pub phase: Option<&'static str>,
    /// The phase in words: `Until it was noticed`.
    pub title: Option<&'static str>,
    /// The rows, in order of time.
    pub rows: Vec<Row>,
}

/// One event.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact that templates ask for by name"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its place in the timeline, from 1; the picture shows it where it has no room for words.
    pub number: usize,
    /// When; none where nobody said.
    pub at: Option<Clock>,
    /// The time to print: as written, `unknown` where nobody said, with the end of a span and
    /// with the offset where it is another than the incident's.
    pub time: String,
    /// The same in UTC, where it was written in another offset.
    pub utc: Option<String>,
    /// End of a span.
    pub until: Option<Clock>,
    /// How long the span was, in words.
    pub lasted: Option<String>,
    /// Distance from detection (or from the start, see `relative_to` of the report): `+7 min`.
    pub relative: Option<String>,
    /// What sort of event it is, in a word; `note` where nobody said.
    pub kind: String,
    /// The role that acted; a machine without its `automation:`.
    pub who: Option<String>,
    /// Whether a machine acted.
    pub automation: bool,
    /// The role that something passed to.
    pub to: Option<String>,
    /// Parts of the system it is about.
    pub components: Vec<String>,
    /// What a camera or a log would show.
    pub what: String,
    /// Milestones that it stands for.
    pub marks: Vec<Word>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Words said, or log lines.
    pub quote: Option<String>,
    /// What the actor knew, believed, wanted just then.
    pub known: Option<String>,
    /// What is known only now; to be shown apart.
    pub hindsight: Option<String>,
    /// What came of it.
    pub outcome: Option<Word>,
    /// State of an alert or a hypothesis.
    pub state: Option<Word>,
    /// Who told, of a report.
    pub reporter: Option<Word>,
    /// Start of a condition.
    pub since: Option<Clock>,
    /// Where an importer took it from.
    pub source: Option<String>,
    /// Whether its time is only about right: about, a range, open, an hour, a day.
    pub approx: bool,
    /// Whether no evidence, quote or import shows it. Says nothing where the audience is public,
    /// from whom evidence is kept.
    pub from_memory: bool,
    /// Other events that it refers to.
    pub relations: Vec<Relation>,
    /// Ids of other events with the same time, to the minute.
    pub together_with: Vec<String>,
    /// Ids of spans under way while it happened; at most eight.
    pub during: Vec<String>,
    /// Whether anything went on beside it: either of the two lists holds something.
    pub parallel: bool,
}

/// How many entries of which sort a timeline has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Entries {
    /// Every entry.
    pub all: usize,
    /// Those whose time is only about right.
    pub approx: usize,
    /// Those without a time.
    pub unknown: usize,
    /// Those that no evidence, quote or import shows.
    pub from_memory: usize,
    /// Those that something went on beside.
    pub parallel: usize,
    /// Those whose time was written in another offset than UTC.
    pub utc: usize,
}

impl Entries {
    /// The numbers for `days`.
    pub(super) fn new(days: &[Day]) -> Self {
        let rows = || {
            days.iter()
                .flat_map(|day| &day.parts)
                .flat_map(|part| &part.rows)
        };
        let count = |is: fn(&&Row) -> bool| rows().filter(is).count();
        Self {
            all: rows().count(),
            approx: count(|row| row.approx),
            unknown: count(|row| row.at.is_none()),
            from_memory: count(|row| row.from_memory),
            parallel: count(|row| row.parallel),
            utc: count(|row| row.utc.is_some()),
        }
    }
}

/// How an event refers to another that it does not end.
pub(super) const ANSWERS: &str = "answers";

/// How an event refers to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relation {
    /// In words: `takes back`, `answers`, `settles`.
    pub how: &'static str,
    /// The other event; none where the id names no event.
    pub event: Option<EventRef>,
    /// The id as written.
    pub id: String,
}

/// Where an event lies between the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Before,
    Detection,
    Response,
    After,
}

impl Phase {
    /// The word and the words for it.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Before => ("before", "Before it started"),
            Self::Detection => ("detection", "Until it was noticed"),
            Self::Response => ("response", "Response"),
            Self::After => ("after", "Afterwards"),
        }
    }
}

/// The times of the marks that phases hang on.
struct Marks<'a> {
    started: Option<&'a Time>,
    detected: Option<&'a Time>,
    over: Option<&'a Time>,
}

impl<'a> Marks<'a> {
    fn new(incident: &'a Incident) -> Self {
        let time = |which| {
            incident
                .mark(which)
                .and_then(|(when, _)| when.time.as_ref())
        };
        Self {
            started: time(Mark::Started),
            detected: time(Mark::Detected),
            over: time(Mark::Resolved).or_else(|| time(Mark::Mitigated)),
        }
    }

    /// The phase of an event at `at`.
    fn phase(&self, at: DateTime<Utc>) -> Option<Phase> {
        let before = |time: Option<&Time>| time.is_some_and(|time| at < moment(time));
        let after = self.over.is_some_and(|time| at > moment(time));
        match () {
            () if self.started.is_none() && self.detected.is_none() => None,
            () if before(self.started) => Some(Phase::Before),
            () if before(self.detected) => Some(Phase::Detection),
            () if after => Some(Phase::After),
            // Without detection nobody can say where noticing ends and response begins.
            () if self.detected.is_none() => None,
            () => Some(Phase::Response),
        }
    }
}

/// What distances in the timeline count from.
pub(super) fn relative_to(incident: &Incident) -> Option<Mark> {
    [Mark::Detected, Mark::Started].into_iter().find(|&which| {
        incident
            .mark(which)
            .is_some_and(|(when, _)| when.time.is_some())
    })
}

/// An event with the place that order gives it.
struct Placed<'a> {
    event: &'a Event,
    index: usize,
    at: Option<DateTime<Utc>>,
    date: Option<NaiveDate>,
}

/// The moment that stands for a time in order: what was before 17:00 comes ahead of what was at
/// 17:00, and what was after it behind.
fn moment(time: &Time) -> DateTime<Utc> {
    let aside = match time.certainty {
        Certainty::Before => TimeDelta::milliseconds(-1),
        Certainty::After => TimeDelta::milliseconds(1),
        Certainty::Exact | Certainty::About { .. } | Certainty::Until { .. } => TimeDelta::zero(),
    };
    let anchor = time.anchor.to_utc();
    anchor.checked_add_signed(aside).unwrap_or(anchor)
}

/// The events in order of time; one without a time stays behind its neighbour.
fn in_order(incident: &Incident) -> Vec<Placed<'_>> {
    let (mut at, mut date) = (None, None);
    let mut placed: Vec<_> = incident
        .timeline
        .events
        .iter()
        .enumerate()
        .map(|(index, event)| {
            if let Some(time) = event.time() {
                (at, date) = (Some(moment(time)), Some(time.date()));
            }
            Placed {
                event,
                index,
                at,
                date,
            }
        })
        .collect();
    placed.sort_by_key(|placed| placed.at);
    let first = placed.iter().find_map(|placed| placed.date);
    for placed in &mut placed {
        placed.date = placed.date.or(first);
    }
    placed
}

/// The days of the timeline.
pub(super) fn days(incident: &Incident, zone: Reader, index: &Index) -> Vec<Day> {
    let marks = Marks::new(incident);
    let placed = in_order(incident);
    let beside = beside(&placed);
    let from = relative_to(incident)
        .and_then(|which| incident.mark(which))
        .and_then(|(when, _)| when.time.as_ref());
    let first = placed.iter().find_map(|placed| placed.at);
    let mut days: Vec<(Option<NaiveDate>, Day)> = Vec::new();
    for ((placed, beside), number) in placed.iter().zip(beside).zip(1..) {
        if days.last().is_none_or(|(date, _)| *date != placed.date) {
            days.push((placed.date, Day::new(placed.date)));
        }
        // An event without a time at the head of the file belongs to the first that has one.
        let phase = placed.at.or(first).and_then(|at| marks.phase(at));
        let phase = phase.map(Phase::words);
        let row = Row {
            number,
            ..Row::new(placed, (zone, index), from).beside(beside)
        };
        if let Some((_, day)) = days.last_mut() {
            day.push(phase, row);
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

impl Day {
    fn new(date: Option<NaiveDate>) -> Self {
        Self {
            date: date.map(|date| date.to_string()),
            title: in_words(date, "%A %-d %B %Y"),
            short: in_words(date, "%a %-d %b %Y"),
            parts: Vec::new(),
        }
    }

    fn push(&mut self, phase: Option<(&'static str, &'static str)>, row: Row) {
        let (phase, title) = phase.unzip();
        match self.parts.last_mut() {
            Some(part) if part.phase == phase => part.rows.push(row),
            _ => self.parts.push(Part {
                phase,
                title,
                rows: vec![row],
            }),
        }
    }
}

/// A date in words, in the given form.
fn in_words(date: Option<NaiveDate>, form: &str) -> String {
    date.map_or_else(
        || "Day not known".to_owned(),
        |date| date.format(form).to_string(),
    )
}

/// What went on beside an event: ids of those at the same minute, ids of spans under way.
#[derive(Default)]
struct Beside {
    together: Vec<String>,
    during: Vec<String>,
}

/// The most ids that one row lists, so that a hostile file cannot make the report quadratic.
const MOST: usize = 8;

/// What went on beside each event.
fn beside(placed: &[Placed<'_>]) -> Vec<Beside> {
    let minute = |placed: &Placed<'_>| {
        let time = placed.event.time().filter(|time| time.is_exact())?;
        Some(time.anchor.timestamp().div_euclid(60))
    };
    let mut open: BTreeSet<(DateTime<Utc>, usize)> = BTreeSet::new();
    let mut all = Vec::with_capacity(placed.len());
    for (place, this) in placed.iter().enumerate() {
        let mut beside = Beside::default();
        if let Some(at) = this.event.time().and(this.at) {
            while open.first().is_some_and(|(end, _)| *end <= at) {
                open.pop_first();
            }
            let spans = open.iter().take(MOST).map(|(_, other)| &placed[*other]);
            beside.during = spans.map(|other| key(other.event, other.index)).collect();
            let until = this
                .event
                .until
                .as_ref()
                .and_then(|until| until.time.as_ref());
            open.extend(until.map(|end| (end.anchor.to_utc(), place)));
        }
        if let Some(own) = minute(this) {
            let near = placed[place.saturating_sub(MOST)..]
                .iter()
                .take(2 * MOST + 1);
            let same = near.filter(|other| other.index != this.index && minute(other) == Some(own));
            beside.together = same.map(|other| key(other.event, other.index)).collect();
        }
        all.push(beside);
    }
    all
}

impl Row {
    fn new(placed: &Placed<'_>, (zone, index): (Reader, &Index), from: Option<&Time>) -> Self {
        let event = placed.event;
        let day = placed.date.map(|date| date.to_string());
        let clock = |when: &Option<_>| when.as_ref().map(|when| Clock::new(when, zone));
        let (at, until) = (clock(&event.at), clock(&event.until));
        let who = text(event.who.as_ref());
        let evidence = evidence(&event.evidence);
        let quote = text(event.quote.as_ref());
        Self {
            id: key(event, placed.index),
            number: 0,
            time: time(at.as_ref(), until.as_ref(), day.as_deref()),
            utc: utc(at.as_ref(), until.as_ref()),
            lasted: event
                .until
                .as_ref()
                .and_then(|until| clock::length(event.time()?, until.time.as_ref()?)),
            relative: from.and_then(|from| clock::signed(from, event.time()?)),
            kind: event.kind().word().to_owned(),
            automation: event.by_automation(),
            who: who.map(|who| who.trim_start_matches("automation:").to_owned()),
            to: text(event.to.as_ref()),
            components: texts(&event.component),
            what: said(&event.what),
            marks: event.mark.iter().map(|mark| word!(mark.value)).collect(),
            from_memory: evidence.is_empty() && quote.is_none() && !from_a_tool(event),
            approx: event.time().is_some_and(|time| !time.is_exact()),
            known: text(event.known.as_ref()),
            hindsight: text(event.hindsight.as_ref()),
            outcome: event.outcome.map(|outcome| word!(outcome)),
            state: event.state.map(|state| word!(state)),
            reporter: event.reporter.map(|reporter| word!(reporter)),
            since: clock(&event.since),
            source: (!event.source.is_empty()).then(|| texts(&event.source).join(", ")),
            relations: relations(event, index, day.as_deref()),
            together_with: Vec::new(),
            during: Vec::new(),
            parallel: false,
            at,
            until,
            evidence,
            quote,
        }
    }

    fn beside(mut self, beside: Beside) -> Self {
        self.parallel = !(beside.together.is_empty() && beside.during.is_empty());
        self.together_with = beside.together;
        self.during = beside.during;
        self
    }
}

/// The time of a row on `day`, as it is printed.
fn time(at: Option<&Clock>, until: Option<&Clock>, day: Option<&str>) -> String {
    let start = match at {
        None => "unknown".to_owned(),
        Some(clock) if clock.date.is_none() || clock.date.as_deref() == day => {
            let zone = clock.zone.iter().map(|zone| format!(" {zone}"));
            std::iter::once(clock.text.clone()).chain(zone).collect()
        }
        Some(clock) => clock.seen_from(day),
    };
    match until {
        Some(until) => format!("{start} to {}", until.seen_from(day)),
        None => start,
    }
}

/// The time of a row in UTC.
fn utc(at: Option<&Clock>, until: Option<&Clock>) -> Option<String> {
    let [start, end] = [at, until].map(|clock| clock.and_then(|clock| clock.utc.as_deref()));
    match (start?, end) {
        (start, Some(end)) => Some(format!("{start} to {end}")),
        (start, None) => Some(start.to_owned()),
    }
}

/// The other events that `event` refers to, with their times as seen from `day`.
fn relations(event: &Event, index: &Index, day: Option<&str>) -> Vec<Relation> {
    [
        ("takes back", &event.reverts),
        (ANSWERS, &event.responds_to),
        ("settles", &event.resolves),
    ]
    .into_iter()
    .filter_map(|(how, id)| {
        let id = text(id.as_ref())?;
        let event = index.get(&id).map(|other| EventRef {
            time: other.at.as_ref().map(|at| at.seen_from(day)),
            ..other
        });
        Some(Relation { how, event, id })
    })
    .collect()
}

/// Whether an importer took the event from the record of a tool; pasted text (`text:`) is none.
fn from_a_tool(event: &Event) -> bool {
    let mut sources = event.source.iter();
    sources.any(|source| !source.starts_with("text:"))
}
