//! What the rules ask of an incident, worked out once: files and settings in, [`Facts`] out.
//!
//! Everything that may be missing is missing here too, and a rule that needs it stays quiet.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};

use crate::config::{Config, Thresholds, WorkingHours};
use crate::model::time::{Certainty, Gap, Precision, Time};
use crate::model::zone::Zone;
use crate::model::{AlertOrHypothesisState, Event, Incident, Kind, Mark, RoughDate, When};
use crate::source::one_line;
use crate::walk::bind::names;
use crate::walk::tree::{field, get, items, keys, scalar};
use crate::yaml::Value;

/// A moment of the timeline.
pub(super) type Moment = DateTime<Utc>;

/// How far a time may be off that is open to one side.
const OPEN: TimeDelta = TimeDelta::days(36_500);

/// What the rules look at.
pub(super) struct Facts<'i> {
    /// The events by time, in the order of the file where that is the same. One without a time
    /// stays behind the one before it.
    pub(super) events: Vec<Fact<'i>>,
    /// When those with a time were, and their places among the events.
    order: Vec<(Moment, usize)>,
    /// The mark `started`.
    pub(super) started: Option<Point>,
    /// The mark `detected`, or the first step of a person from the first sign on.
    pub(super) detected: Option<Point>,
    /// The mark `mitigated`.
    pub(super) mitigated: Option<Point>,
    /// The mark `resolved`.
    pub(super) resolved: Option<Point>,
    /// The first sign: the start, or an earlier symptom, alert or report.
    pub(super) first_sign: Option<Point>,
    /// The limits in force.
    pub(super) limits: &'i Thresholds,
    /// Parts of the system that a response counts on.
    pub(super) tools: Vec<&'i str>,
    /// When people are at work.
    pub(super) hours: Option<&'i WorkingHours>,
    /// Roles that have given an account.
    pub(super) accounts: Vec<String>,
    /// Degraded-mode conditions of the review.
    pub(super) conditions: Vec<Reduced>,
    zone: Option<Zone>,
    hours_zone: Option<Zone>,
    day: Option<NaiveDate>,
}

/// An event with what the rules ask of it.
pub(super) struct Fact<'i> {
    pub(super) event: &'i Event,
    /// When it was.
    pub(super) at: Option<Point>,
    /// When it ended; when it was, where nothing says so.
    pub(super) end: Option<Moment>,
    /// Since when a condition is, where that is said.
    since: Option<Point>,
    until: Option<Point>,
    /// Parts of the system it is about.
    pub(super) parts: BTreeSet<&'i str>,
}

/// A moment, how far it may be off, and how it was written.
#[derive(Clone)]
pub(super) struct Point {
    pub(super) at: Moment,
    /// Either way.
    pub(super) off: TimeDelta,
    /// Whether it was worked out of other events.
    pub(super) derived: bool,
    time: Time,
}

/// A degraded-mode condition of the review that says since when it is.
pub(super) struct Reduced {
    pub(super) id: String,
    pub(super) what: String,
    pub(super) since: Point,
}

impl<'i> Facts<'i> {
    /// The facts of an incident.
    pub(super) fn new((incident, review): (&'i Incident, &Value), config: &'i Config) -> Self {
        let mark = |mark| {
            let (when, _) = incident.mark(mark)?;
            when.time.as_ref().map(Point::new)
        };
        let stated = incident.timezone.as_ref();
        let stated = stated.and_then(|words| Zone::parse(words).ok());
        let configured = config.timezone.as_ref().map(|zone| zone.value);
        let events = in_order(&incident.timeline.events);
        let timed = events.iter().enumerate();
        let mut facts = Self {
            order: timed
                .filter_map(|(place, fact)| Some((fact.moment()?, place)))
                .collect(),
            events,
            started: mark(Mark::Started),
            detected: mark(Mark::Detected),
            mitigated: mark(Mark::Mitigated),
            resolved: mark(Mark::Resolved),
            first_sign: None,
            limits: &config.thresholds,
            tools: config.response_tools.iter().map(|t| t.trim()).collect(),
            hours: config.working_hours.as_ref(),
            accounts: names(review, "perspectives", "role"),
            conditions: Vec::new(),
            zone: stated.or(configured),
            hours_zone: configured.or(stated),
            day: None,
        };
        facts.day = facts.day_of(incident);
        facts.conditions = facts.reduced(review);
        facts.first_sign = facts.earliest_sign();
        facts.detected = facts.detected.clone().or_else(|| facts.first_step());
        facts
    }

    /// Symptoms, alerts and reports from a while before the start on, with their times.
    pub(super) fn signs(&self) -> impl Iterator<Item = (&Fact<'i>, &Point)> {
        let from = self.started.as_ref();
        let from = from.map(|start| start.at - self.limits.lookback.0);
        self.timed()
            .filter(|(fact, _)| matches!(fact.kind(), Kind::Symptom | Kind::Alert | Kind::Report))
            .filter(move |(_, at)| from.is_none_or(|from| at.at >= from))
    }

    /// The events that have a time, with it.
    pub(super) fn timed(&self) -> impl DoubleEndedIterator<Item = (&Fact<'i>, &Point)> {
        self.events
            .iter()
            .filter_map(|fact| Some((fact, fact.at.as_ref()?)))
    }

    /// The events at `from` or later, up to `until`: a search, where [`Facts::timed`] goes over all.
    pub(super) fn between(
        &self,
        from: Moment,
        until: Moment,
    ) -> impl DoubleEndedIterator<Item = (&Fact<'i>, &Point)> {
        let start = self.order.partition_point(|(at, _)| *at < from);
        let end = self.order.partition_point(|(at, _)| *at <= until);
        let here = self.order.get(start..end).unwrap_or_default();
        here.iter().filter_map(|(_, place)| {
            let fact = &self.events[*place];
            Some((fact, fact.at.as_ref()?))
        })
    }

    /// The events at `from` or later.
    pub(super) fn from(
        &self,
        from: Moment,
    ) -> impl DoubleEndedIterator<Item = (&Fact<'i>, &Point)> {
        self.between(from, Moment::MAX_UTC)
    }

    /// The events of `kind`, also those without a time.
    pub(super) fn of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &Fact<'i>> {
        self.events.iter().filter(move |fact| *fact.kind() == kind)
    }

    /// The event with this id.
    pub(super) fn find(&self, id: &str) -> Option<&Fact<'i>> {
        self.events.iter().find(|fact| fact.event.key == id.trim())
    }

    /// The point as people in the zone of the incident read it, with its date where that is not
    /// the day of the incident.
    pub(super) fn clock(&self, point: &Point) -> String {
        let time = local(&point.time, self.zone);
        let derived = if point.derived { " (derived)" } else { "" };
        let text = if time.precision == Precision::Day {
            time.full()
        } else if Some(time.date()) == self.day {
            time.clock()
        } else {
            format!("{} {}", time.date(), time.clock())
        };
        text + derived
    }

    /// The point where working hours are reckoned.
    pub(super) fn at_work(&self, point: &Point) -> DateTime<FixedOffset> {
        local(&point.time, self.hours_zone).anchor
    }

    /// The point for programs.
    pub(super) fn stamp(&self, point: &Point) -> String {
        let form = chrono::SecondsFormat::AutoSi;
        let time = local(&point.time, self.zone);
        time.anchor.to_rfc3339_opts(form, true)
    }

    /// The day of the incident: the one it states, else that of its start or its first event.
    fn day_of(&self, incident: &Incident) -> Option<NaiveDate> {
        let stated = incident.date.as_ref().map(|date| date.value);
        let stated = stated.filter(|date| date.earliest() == date.latest());
        let first = || {
            let start = self.started.as_ref();
            let start = start.or_else(|| self.timed().next().map(|(_, at)| at))?;
            Some(local(&start.time, self.zone).date())
        };
        stated.map(RoughDate::earliest).or_else(first)
    }

    fn earliest_sign(&self) -> Option<Point> {
        let until = self.resolved.as_ref().map(|end| end.at);
        let sign = self
            .signs()
            .map(|(_, at)| at)
            .find(|at| until.is_none_or(|until| at.at <= until));
        let both = [self.started.as_ref(), sign].into_iter().flatten();
        both.min_by_key(|point| point.at).cloned()
    }

    fn first_step(&self) -> Option<Point> {
        let from = self.first_sign.as_ref()?.at;
        let (_, at) = self
            .timed()
            .find(|(fact, at)| at.at >= from && fact.is_step())?;
        Some(Point {
            derived: true,
            ..at.clone()
        })
    }

    /// The degraded-mode conditions of the review that say since when they are.
    fn reduced(&self, review: &Value) -> Vec<Reduced> {
        let all = items(review, &keys(&["degraded_conditions"])).iter();
        let one = |item| {
            let said = |name| field(item, name).and_then(scalar).map(one_line);
            let since = |name| {
                let date = get(item, &keys(&["since", name])).and_then(scalar)?;
                RoughDate::parse(date)
            };
            let dates = [since("at_earliest"), since("at_latest")];
            let id = said("id")?;
            Some(Reduced {
                what: said("what").unwrap_or_else(|| id.clone()),
                since: self.days(dates)?,
                id,
            })
        };
        all.filter_map(one).collect()
    }

    /// A stretch of days that is known by one of its ends, or by both.
    fn days(&self, [earliest, latest]: [Option<RoughDate>; 2]) -> Option<Point> {
        let from = earliest.or(latest)?.earliest();
        let to = latest.or(earliest)?.latest();
        let anchor = from.and_hms_opt(0, 0, 0)?;
        let anchor = match self.zone.map(|zone| zone.at(anchor).earliest()) {
            Some(Some(local)) => local,
            _ => anchor.and_utc().fixed_offset(),
        };
        let span = to.signed_duration_since(from);
        let certainty = match (span > TimeDelta::zero(), earliest.is_some()) {
            (true, _) => Certainty::Until {
                end: anchor + span,
                about: false,
            },
            (false, true) => Certainty::Exact,
            (false, false) => Certainty::Before,
        };
        let point = Point::new(&Time {
            anchor,
            certainty,
            precision: Precision::Day,
        });
        // Where the latest day alone is known, it is sure to be so by then.
        let off = if certainty == Certainty::Before {
            TimeDelta::zero()
        } else {
            point.off
        };
        Some(Point { off, ..point })
    }
}

impl Fact<'_> {
    pub(super) fn kind(&self) -> &Kind {
        self.event.kind()
    }

    /// The role that acted, or the machine.
    pub(super) fn actor(&self) -> Option<&str> {
        let who = self.event.who.as_ref()?.trim();
        (!who.is_empty()).then_some(who)
    }

    /// Whether a person acted. Where nobody is named, nobody says so.
    pub(super) fn is_human(&self) -> bool {
        self.actor()
            .is_some_and(|who| !who.starts_with("automation:"))
    }

    /// Whether it is a step of a person in the response.
    pub(super) fn is_step(&self) -> bool {
        self.is_human()
            && matches!(
                self.kind(),
                Kind::Observation
                    | Kind::Hypothesis
                    | Kind::Decision
                    | Kind::Action
                    | Kind::Mitigation
                    | Kind::Communication
                    | Kind::Escalation
                    | Kind::Join
                    | Kind::Handoff
            )
    }

    /// Whether it is an alert that did not just end.
    pub(super) fn calls(&self) -> bool {
        *self.kind() == Kind::Alert && !self.is_cleared()
    }

    /// Whether it tells of an alert's end.
    pub(super) fn is_cleared(&self) -> bool {
        self.event.state == Some(AlertOrHypothesisState::Cleared)
    }

    /// Whether both are about a part of the system.
    pub(super) fn shares(&self, other: &Self) -> bool {
        !self.parts.is_disjoint(&other.parts)
    }

    /// Whether nothing is written of what the actor knew.
    pub(super) fn is_unexplained(&self) -> bool {
        self.event
            .known
            .as_ref()
            .is_none_or(|known| known.trim().is_empty())
    }

    /// What it says, on one line.
    pub(super) fn text(&self) -> String {
        one_line(&self.event.what)
    }

    /// Since when it is so, where that is said.
    pub(super) fn since(&self) -> Option<&Point> {
        self.since.as_ref()
    }

    /// When it ended, as a point; when it was, where nothing says so.
    pub(super) fn end_point(&self) -> Option<Point> {
        let at = self.at.as_ref()?;
        let until = self.until.as_ref().filter(|until| until.at >= at.at);
        Some(match (until, self.end) {
            (Some(until), _) => until.clone(),
            // A range: something is recorded up to its end.
            (None, Some(end)) => at.moved(end),
            (None, None) => at.clone(),
        })
    }

    /// When it was, where that is known.
    pub(super) fn moment(&self) -> Option<Moment> {
        self.at.as_ref().map(|at| at.at)
    }
}

impl Point {
    /// The point that a time stands for.
    pub(super) fn new(time: &Time) -> Self {
        let unit = match time.precision {
            Precision::Day => TimeDelta::days(1),
            Precision::Hour => TimeDelta::hours(1),
            Precision::Minute | Precision::Second | Precision::Millisecond => TimeDelta::zero(),
        };
        let off = match time.certainty {
            Certainty::Exact => TimeDelta::zero(),
            Certainty::About { margin, .. } => margin.min(OPEN),
            Certainty::Until { end, about } => {
                let about = if about {
                    time.precision.either_way()
                } else {
                    TimeDelta::zero()
                };
                (end - time.anchor).min(OPEN) + about
            }
            Certainty::Before | Certainty::After => OPEN,
        };
        Self {
            at: time.anchor.to_utc(),
            off: (unit + off).min(OPEN),
            derived: false,
            time: time.clone(),
        }
    }

    /// The same point at another moment.
    fn moved(&self, at: Moment) -> Self {
        if at == self.at {
            return self.clone();
        }
        Self::new(&Time {
            anchor: at.with_timezone(self.time.anchor.offset()),
            certainty: Certainty::Exact,
            precision: self.time.precision,
        })
    }

    /// How long it is from here to `to`, in words.
    pub(super) fn gap(&self, to: &Self) -> String {
        match Gap::between(&self.time, &to.time) {
            Gap::Exact(length) | Gap::About(length) if length <= TimeDelta::zero() => {
                "hardly any time".to_owned()
            }
            Gap::Unknown => "an unknown time".to_owned(),
            gap => gap.to_string(),
        }
    }
}

fn in_order(events: &[Event]) -> Vec<Fact<'_>> {
    let mut last = Moment::MIN_UTC;
    let mut all = Vec::new();
    for event in events {
        let point = |when: &Option<When>| {
            let time = when.as_ref().and_then(|when| when.time.as_ref());
            time.map(Point::new)
        };
        let at = point(&event.at);
        last = at.as_ref().map_or(last, |at| at.at);
        // A range can mean all of the stretch, and then something is recorded in all of it.
        let range = event.time().and_then(|time| match time.certainty {
            Certainty::Until { end, .. } => Some(end.to_utc()),
            _ => None,
        });
        let until = point(&event.until);
        let last_moment = until.as_ref().map(|until| until.at).or(range);
        let end = at
            .as_ref()
            .map(|at| last_moment.unwrap_or(at.at).max(at.at));
        let parts = event.component.iter().map(|part| part.trim());
        let parts = parts.filter(|part| !part.is_empty()).collect();
        let fact = Fact {
            event,
            at,
            end,
            since: point(&event.since),
            until,
            parts,
        };
        all.push((last, fact));
    }
    all.sort_by_key(|row| row.0);
    all.into_iter().map(|row| row.1).collect()
}

/// A time in `zone`; as it was written where nobody names one, or where it is a day.
fn local(time: &Time, zone: Option<Zone>) -> Time {
    let Some(zone) = zone.filter(|_| time.precision > Precision::Day) else {
        return time.clone();
    };
    let moved = |at: DateTime<FixedOffset>| at.with_timezone(&zone.offset(at.to_utc()));
    Time {
        anchor: moved(time.anchor),
        certainty: match time.certainty {
            Certainty::Until { end, about } => Certainty::Until {
                end: moved(end),
                about,
            },
            other => other,
        },
        precision: time.precision,
    }
}
