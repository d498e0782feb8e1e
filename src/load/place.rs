//! One time in its place: what it states, with the day and the zone around it, in; the [`Time`] that
//! it is, or what is wrong with it, out.

use std::ops::Range;

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, TimeDelta};

use super::fault::Fault;
use super::grammar::{About, Point, Stated};
use super::times_rules::{
    AMBIGUOUS_ZONE, END_BEFORE_START, TIME_IN_DST_FOLD, TIME_IN_DST_GAP, TIME_WITHOUT_DATE,
    TIME_WITHOUT_ZONE, UNKNOWN_ZONE, ZONE_NOT_IN_SEASON,
};
use crate::model::time::{Certainty, Precision, Time};
use crate::model::zone::{NotAZone, Zone, abbreviation};
use crate::source::{Span, Text};

/// A step back of more than this is not a slip: midnight was passed, or a date is missing.
pub(super) const SLIP: TimeDelta = TimeDelta::hours(6);

/// What is known of the event before.
#[derive(Debug, Clone)]
pub(super) enum Before {
    /// There is none, or it has no time.
    Nothing,
    /// Its time is wrong, and that has been said.
    Wrong,
    /// Its time.
    At(Time),
}

/// A time that cannot be, with the reason; boxed, as it is rare.
type Placed<T> = Result<T, Box<Fault>>;

/// One text that is being given its meaning.
pub(super) struct Place<'a> {
    /// The text.
    pub(super) text: &'a Text,
    /// The day it is on where it states none.
    pub(super) day: Option<NaiveDate>,
    /// The zone it is in where it states none.
    pub(super) zone: Option<Zone>,
    /// The zone that a neighbour of it states, before `zone`.
    pub(super) written: Option<&'a Text>,
    /// The event before.
    pub(super) before: &'a Before,
    /// What is wrong with it.
    pub(super) faults: Vec<Fault>,
}

impl Place<'_> {
    /// The time that `stated` is; `None` where it is none, for a reason among the faults or one
    /// given elsewhere.
    pub(super) fn time(&mut self, stated: &Stated) -> Option<Time> {
        self.placed(stated).unwrap_or_else(|fault| {
            self.faults.push(*fault);
            None
        })
    }

    /// The time that `stated` is, or why it is none.
    fn placed(&mut self, stated: &Stated) -> Placed<Option<Time>> {
        let (point, certainty) = match stated {
            Stated::At(point, None) => (point, Certainty::Exact),
            Stated::At(point, Some(about)) => (point, certainty(*about, point.precision)),
            Stated::Before(point) => (point, Certainty::Before),
            Stated::After(point) => (point, Certainty::After),
            Stated::Range { from, to, about } => return self.range((from, to), *about),
            Stated::Later { by, unit, about } => return self.later(*by, *unit, *about),
        };
        Ok(Some(Time {
            anchor: self.moment(point, self.day, self.written)?,
            certainty,
            precision: point.precision,
        }))
    }

    /// A range. A zone at one end is that of both; the end is on the day of the start, or on the
    /// next where it would be long before it.
    fn range(&mut self, (from, to): (&Point, &Point), about: bool) -> Placed<Option<Time>> {
        let precision = from.precision.min(to.precision);
        let zone = from.zone.as_ref().or(to.zone.as_ref()).or(self.written);
        let anchor = floor(self.moment(from, self.day, zone)?, precision);
        // One zone stands for both ends, so that one finding about it does too.
        let said = self.faults.len();
        let zone = to.zone.as_ref().or(zone);
        let day = anchor.date_naive();
        let mut end = floor(self.moment(to, Some(day), zone)?, precision);
        if to.day.is_none() && anchor - end > SLIP {
            end = floor(self.moment(to, day.succ_opt(), zone)?, precision);
        }
        self.faults.truncate(said.max(1));
        if end < anchor {
            let message = format!("`{}` ends before it starts", self.text);
            let fault = Fault::new(&END_BEFORE_START, self.all(), message);
            return Err(Box::new(fault));
        }
        Ok(Some(Time {
            anchor,
            certainty: Certainty::Until { end, about },
            precision,
        }))
    }

    /// `+11m`: as certain as the event before.
    fn later(&self, by: TimeDelta, unit: Precision, about: bool) -> Placed<Option<Time>> {
        match self.before {
            Before::At(time) => Ok(Some(later(time, by, unit, about))),
            Before::Wrong => Ok(None),
            Before::Nothing => {
                let text = self.text;
                let message = format!("`{text}` counts from the event above, which has no time");
                let fault = Fault::new(&TIME_WITHOUT_DATE, self.all(), message);
                Err(Box::new(fault.help("write the time itself, like `10:38`")))
            }
        }
    }

    /// The moment of a point.
    fn moment(
        &mut self,
        point: &Point,
        day: Option<NaiveDate>,
        zone: Option<&Text>,
    ) -> Placed<DateTime<FixedOffset>> {
        let date = match point.day {
            Some(stated) => stated.date(day),
            None => day,
        };
        let date = date.ok_or_else(|| Box::new(without_date(self.text)))?;
        let local = date.and_time(point.time);
        let written = point.zone.as_ref().or(zone);
        let zone = self.zone_of(point, written)?;
        if point.precision > Precision::Day
            && let Some(name) = written
        {
            let fault = out_of_season(name, local, self.range_of(name));
            self.faults.extend(fault);
        }
        let moment = match zone.at(local) {
            LocalResult::Single(moment) => moment,
            LocalResult::Ambiguous(first, _) if point.precision == Precision::Day => first,
            LocalResult::None if point.precision == Precision::Day => first_of(zone, local),
            LocalResult::Ambiguous(first, second) => {
                return Err(Box::new(self.twice(point, (first, second), zone)));
            }
            LocalResult::None => return Err(Box::new(self.skipped(point, local, zone))),
        };
        Ok(floor(moment, point.precision))
    }

    /// The zone of a point: written, or that of the incident. A date alone can do without.
    fn zone_of(&self, point: &Point, written: Option<&Text>) -> Placed<Zone> {
        if let Some(name) = written {
            return self.named(name);
        }
        let naive = || {
            let message = format!("the zone of `{}` is not known", self.text);
            Box::new(Fault::new(&TIME_WITHOUT_ZONE, self.all(), message))
        };
        let alone = (point.precision == Precision::Day).then_some(Zone::UTC);
        self.zone.or(alone).ok_or_else(naive)
    }

    /// All of the text.
    fn all(&self) -> Range<usize> {
        0..self.text.len()
    }

    /// The zone that `text` names.
    fn named(&self, text: &Text) -> Placed<Zone> {
        Zone::parse(text).map_err(|wrong| Box::new(not_a_zone(text, wrong, self.range_of(text))))
    }

    /// Where the zone stands in the text; all of it for a zone that came from somewhere else.
    fn range_of(&self, zone: &Text) -> Range<usize> {
        match self.text.get(zone.span.range()) {
            Some(written) if written == zone.value => zone.span.range(),
            _ => self.all(),
        }
    }

    /// A time that clocks showed twice.
    fn twice(
        &self,
        point: &Point,
        (first, second): (DateTime<FixedOffset>, DateTime<FixedOffset>),
        zone: Zone,
    ) -> Fault {
        let written = |at: DateTime<FixedOffset>| {
            let joint = Point {
                day: Some(at.date_naive().into()),
                zone: Some(Text::new(at.offset().to_string(), Span::default())),
                ..point.clone()
            };
            joint.to_string()
        };
        let message = format!("clocks in {zone} showed `{}` twice that day", self.text);
        Fault::new(&TIME_IN_DST_FOLD, self.all(), message).help(format!(
            "write `{}` for the first or `{}` for the second",
            written(first),
            written(second)
        ))
    }

    /// A time that clocks did not show.
    fn skipped(&self, point: &Point, local: NaiveDateTime, zone: Zone) -> Fault {
        let message = format!(
            "clocks in {zone} were put forward over `{}` that day",
            self.text
        );
        let fault = Fault::new(&TIME_IN_DST_GAP, 0..self.text.len(), message);
        match zone.at(local - TimeDelta::hours(3)).earliest() {
            Some(before) => {
                let joint = Point {
                    day: Some(local.date().into()),
                    zone: Some(Text::new(before.offset().to_string(), Span::default())),
                    ..point.clone()
                };
                fault.help(format!(
                    "correct the time, or write its offset, like `{joint}`"
                ))
            }
            None => fault,
        }
    }
}

/// The fault of a time whose day is not known.
pub(super) fn without_date(text: &Text) -> Fault {
    let message = format!("the day of `{text}` is not known");
    Fault::new(&TIME_WITHOUT_DATE, 0..text.len(), message)
}

/// The fault of a text that names no zone, or several.
pub(super) fn not_a_zone(text: &Text, wrong: NotAZone, range: Range<usize>) -> Fault {
    match wrong {
        NotAZone::Ambiguous(zones) => {
            let message = format!("`{text}` can be more than one zone");
            let names: Vec<String> = zones.iter().map(|name| format!("`{name}`")).collect();
            let fault = Fault::new(&AMBIGUOUS_ZONE, range, message);
            fault.help(format!("write {}", names.join(" or ")))
        }
        NotAZone::Unknown(likely) => {
            let fault = Fault::new(&UNKNOWN_ZONE, range, format!("no zone is called `{text}`"));
            match likely {
                Some(name) => fault.help(format!("did you mean `{name}`?")),
                None => fault,
            }
        }
    }
}

/// The fault of an abbreviation that clocks did not show on the day of `local`.
pub(super) fn out_of_season(
    zone: &Text,
    local: NaiveDateTime,
    range: Range<usize>,
) -> Option<Fault> {
    let (place, offset) = abbreviation(zone)?.contradicted(local)?;
    let message = format!("clocks in {place} were not on {zone} on {}", local.date());
    let help =
        format!("write `{offset}` if that is what the clock showed, or the offset that is meant");
    Some(Fault {
        word: Some(zone.value.clone()),
        ..Fault::new(&ZONE_NOT_IN_SEASON, range, message).help(help)
    })
}

/// `~` with its margin: as written, or the usual one of the unit.
fn certainty(about: About, precision: Precision) -> Certainty {
    Certainty::About {
        margin: about.margin.unwrap_or_else(|| precision.either_way()),
        stated: about.margin.is_some(),
    }
}

/// The first moment of a day whose midnight was skipped.
fn first_of(zone: Zone, local: NaiveDateTime) -> DateTime<FixedOffset> {
    (1..=24)
        .find_map(|hours| zone.at(local + TimeDelta::hours(hours)).earliest())
        .unwrap_or_else(|| local.and_utc().fixed_offset())
}

/// A moment without what is finer than `precision`, so that nothing unsaid takes part in sums.
fn floor(moment: DateTime<FixedOffset>, precision: Precision) -> DateTime<FixedOffset> {
    use chrono::Timelike;
    let floored = match precision {
        Precision::Day | Precision::Second => Some(moment),
        Precision::Hour => moment.with_minute(0).and_then(|at| at.with_second(0)),
        Precision::Minute => moment.with_second(0),
        Precision::Millisecond => {
            return moment
                .with_nanosecond(moment.nanosecond() / 1_000_000 * 1_000_000)
                .unwrap_or(moment);
        }
    };
    floored
        .and_then(|at| at.with_nanosecond(0))
        .unwrap_or(moment)
}

/// The time that is `by` after `time`.
fn later(time: &Time, by: TimeDelta, unit: Precision, about: bool) -> Time {
    // The margin of a whole hour or day is what it leaves open, moved on.
    let (certainty, precision) = match (time.certainty, time.latest()) {
        (Certainty::Exact, Some(latest)) if time.precision < Precision::Minute => {
            let end = latest.with_timezone(time.anchor.offset());
            (Certainty::Until { end, about: false }, Precision::Minute)
        }
        (Certainty::Exact, _) if about => (
            Certainty::About {
                margin: Precision::Minute.either_way(),
                stated: false,
            },
            unit,
        ),
        (certainty, _) => (certainty, unit),
    };
    let certainty = match certainty {
        Certainty::Until { end, about } => Certainty::Until {
            end: floor(end + by, precision),
            about,
        },
        same => same,
    };
    Time {
        anchor: floor(time.anchor + by, precision),
        certainty,
        precision,
    }
}
