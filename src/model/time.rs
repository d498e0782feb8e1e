//! Times as people know them: exact, about, a range, or open to one side; and the gaps between.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};

/// A time of an event, with as much precision as was written and no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// The point that stands for it in order: the time as written, the start of a range.
    pub anchor: DateTime<FixedOffset>,
    /// How exactly it is known.
    pub certainty: Certainty,
    /// The finest unit that was written.
    pub precision: Precision,
}

/// How exactly a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// As written, to its precision.
    Exact,
    /// That much either way; `stated` where the margin was written (`±15m`).
    About {
        /// How much either way.
        margin: TimeDelta,
        /// Whether the margin was written, and so is printed.
        stated: bool,
    },
    /// Some moment, or all of the stretch, up to here.
    Until {
        /// The end of the range.
        end: DateTime<FixedOffset>,
        /// Whether the whole range is itself only about right (`~13:30..13:45`).
        about: bool,
    },
    /// Some moment before.
    Before,
    /// Some moment after.
    After,
}

/// The finest unit of a time as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// A date alone.
    Day,
    /// `14:??`.
    Hour,
    /// `10:38`.
    Minute,
    /// `10:38:20`.
    Second,
    /// `10:38:20.120`.
    Millisecond,
}

/// Either way of `~` where no margin is written.
pub const ABOUT: TimeDelta = TimeDelta::minutes(5);

impl Precision {
    /// What `~` leaves open either way, before a time of this precision: five minutes; a day
    /// before a date alone.
    pub const fn either_way(self) -> TimeDelta {
        match self {
            Self::Day => TimeDelta::days(1),
            Self::Hour | Self::Minute | Self::Second | Self::Millisecond => ABOUT,
        }
    }

    /// The unit as a length, where a gap between two such times is told in it.
    const fn unit(self) -> TimeDelta {
        match self {
            Self::Day => TimeDelta::days(1),
            Self::Hour => TimeDelta::hours(1),
            Self::Minute => TimeDelta::minutes(1),
            Self::Second => TimeDelta::seconds(1),
            Self::Millisecond => TimeDelta::milliseconds(1),
        }
    }
}

impl Time {
    /// The earliest moment that it can mean; `None` where it is open to the past.
    pub fn earliest(&self) -> Option<DateTime<Utc>> {
        let anchor = self.anchor.to_utc();
        match self.certainty {
            Certainty::About { margin, .. } => Some(anchor - margin),
            Certainty::Until { about: true, .. } => Some(anchor - self.precision.either_way()),
            Certainty::Before => None,
            Certainty::Exact | Certainty::Until { .. } | Certainty::After => Some(anchor),
        }
    }

    /// The latest moment that it can mean; `None` where it is open to the future. A time that is
    /// exact to the minute is that minute's start, as people mean it; an hour or a day is not.
    pub fn latest(&self) -> Option<DateTime<Utc>> {
        let anchor = self.anchor.to_utc();
        match self.certainty {
            Certainty::About { margin, .. } => Some(self.end_of(anchor) + margin),
            Certainty::Until { end, about } => {
                let end = self.end_of(end.to_utc());
                Some(if about {
                    end + self.precision.either_way()
                } else {
                    end
                })
            }
            Certainty::After => None,
            // Before an hour that is known only as such may be within it; before a day is not.
            Certainty::Before if self.precision == Precision::Hour => Some(self.end_of(anchor)),
            Certainty::Before => Some(anchor),
            Certainty::Exact => Some(self.end_of(anchor)),
        }
    }

    /// The last moment of the hour or day that starts at `start`; finer units have no length.
    fn end_of(&self, start: DateTime<Utc>) -> DateTime<Utc> {
        match self.precision {
            Precision::Day => start + TimeDelta::hours(24) - TimeDelta::minutes(1),
            Precision::Hour => start + TimeDelta::minutes(59),
            Precision::Minute | Precision::Second | Precision::Millisecond => start,
        }
    }

    /// Whether it names one moment, to the minute or finer.
    pub fn is_exact(&self) -> bool {
        self.certainty == Certainty::Exact && self.precision >= Precision::Minute
    }

    /// The day it is on, where it was.
    pub fn date(&self) -> NaiveDate {
        self.anchor.date_naive()
    }

    /// The time without its date, 24 h, marks of uncertainty as written: `~09:41`,
    /// `10:38..10:52`, `14:??`, `before 17:00`. A date alone is `time unknown`.
    pub fn clock(&self) -> String {
        let start = self.point(&self.anchor);
        if self.precision == Precision::Day {
            return match self.certainty {
                Certainty::Exact => "time unknown".to_owned(),
                Certainty::About { .. } => "about this day".to_owned(),
                Certainty::Until { end, .. } => format!("until {}", end.date_naive()),
                Certainty::Before => "before this day".to_owned(),
                Certainty::After => "after this day".to_owned(),
            };
        }
        self.marked(&start, |end| {
            let clock = self.point(end);
            if end.date_naive() == self.date() {
                clock
            } else {
                format!("{} {clock}", end.date_naive())
            }
        })
    }

    /// The time with its date and offset, as a file would have it, so that it reads back to the
    /// same: `~2026-03-12T09:41+01:00`. A date alone has no offset.
    pub fn full(&self) -> String {
        let full = |at: &DateTime<FixedOffset>| match self.precision {
            Precision::Day => at.date_naive().to_string(),
            _ => format!("{}T{}{}", at.date_naive(), self.point(at), at.offset()),
        };
        self.marked(&full(&self.anchor), full)
    }

    /// `start` with the marks of uncertainty around it.
    fn marked(&self, start: &str, end_as: impl Fn(&DateTime<FixedOffset>) -> String) -> String {
        match self.certainty {
            Certainty::Exact => start.to_owned(),
            Certainty::About {
                margin,
                stated: true,
            } => format!("~{start} ±{}", short(margin)),
            Certainty::About { .. } => format!("~{start}"),
            Certainty::Until { end, about } => {
                let about = if about { "~" } else { "" };
                format!("{about}{start}..{}", end_as(&end))
            }
            Certainty::Before => format!("before {start}"),
            Certainty::After => format!("after {start}"),
        }
    }

    /// The clock time of a moment, to the unit that was written.
    fn point(&self, at: &DateTime<FixedOffset>) -> String {
        let form = match self.precision {
            Precision::Day => "??:??",
            Precision::Hour => "%H:??",
            Precision::Minute => "%H:%M",
            Precision::Second => "%H:%M:%S",
            Precision::Millisecond => "%H:%M:%S%.3f",
        };
        at.format(form).to_string()
    }
}

/// A length of time in its shortest writing: `15m`, `1h30m`, `40s`; `0m` for none.
pub(crate) fn short(length: TimeDelta) -> String {
    if length < TimeDelta::seconds(1) {
        return "0m".to_owned();
    }
    let (hours, minutes, seconds) = (
        length.num_hours(),
        length.num_minutes() % 60,
        length.num_seconds() % 60,
    );
    let parts: Vec<String> = [(hours, "h"), (minutes, "m"), (seconds, "s")]
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| format!("{number}{unit}"))
        .collect();
    parts.concat()
}

/// The least and the most that can lie between two times, each none where it is open; nothing where
/// they stand the other way round.
pub fn apart(from: &Time, to: &Time) -> Option<(Option<TimeDelta>, Option<TimeDelta>)> {
    let least = to.earliest().zip(from.latest()).map(|(to, from)| to - from);
    let most = to.latest().zip(from.earliest()).map(|(to, from)| to - from);
    let backwards = most.is_some_and(|most| most < TimeDelta::zero());
    (!backwards).then(|| (least.map(|least| least.max(TimeDelta::zero())), most))
}

/// The time between two times, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Both ends are exact.
    Exact(TimeDelta),
    /// An end is approximate; the middle of what it can be, in units that both ends know.
    About(TimeDelta),
    /// An end is open outwards; it was no shorter than this.
    AtLeast(TimeDelta),
    /// An end is open inwards, or leaves more open than lies between; it was no longer than this.
    AtMost(TimeDelta),
    /// Nothing can be said.
    Unknown,
}

impl Gap {
    /// The gap from `from` to `to`; negative where they stand the other way round.
    pub fn between(from: &Time, to: &Time) -> Self {
        let unit = from.precision.min(to.precision).unit();
        let fine = unit.min(TimeDelta::minutes(1));
        let shortest = to.earliest().zip(from.latest()).map(|(to, from)| to - from);
        let longest = to.latest().zip(from.earliest()).map(|(to, from)| to - from);
        match (shortest, longest) {
            // Seconds that one end does not have are left out of both, as people count.
            (Some(_), Some(_)) if from.is_exact() && to.is_exact() => {
                Self::Exact(down(to.anchor, unit) - down(from.anchor, unit))
            }
            (Some(shortest), Some(longest)) => Self::inexact((shortest, longest), (from, to)),
            (Some(shortest), None) if shortest > TimeDelta::zero() => {
                Self::AtLeast(multiple(shortest, fine, i64::div_euclid))
            }
            (None, Some(longest)) if longest > TimeDelta::zero() => {
                Self::AtMost(multiple(longest, fine, up))
            }
            _ => Self::Unknown,
        }
    }

    /// A gap whose ends are known to lie somewhere. Times that are about right are about right in
    /// the middle; a range, an hour or a day is not, so that it may leave nothing but a limit.
    fn inexact((shortest, longest): (TimeDelta, TimeDelta), (from, to): (&Time, &Time)) -> Self {
        let unit = from.precision.min(to.precision).unit();
        let wide = |time: &Time| {
            time.precision < Precision::Minute || matches!(time.certainty, Certainty::Until { .. })
        };
        let middle = shortest + (longest - shortest) / 2;
        let order_unknown = shortest <= TimeDelta::zero() && longest > TimeDelta::zero();
        if (wide(from) || wide(to)) && order_unknown {
            return Self::AtMost(multiple(longest, unit.min(TimeDelta::minutes(1)), up));
        }
        let nearest = |length: i64, unit: i64| (length + unit / 2).div_euclid(unit);
        Self::About(multiple(middle, unit.max(TimeDelta::seconds(1)), nearest))
    }
}

/// A moment without what is finer than `unit`.
fn down(at: DateTime<FixedOffset>, unit: TimeDelta) -> DateTime<Utc> {
    let at = at.to_utc();
    let over = at.timestamp_millis().rem_euclid(unit.num_milliseconds());
    at - TimeDelta::milliseconds(over)
}

/// `length` as a whole number of `unit`, by the rule `round`.
fn multiple(length: TimeDelta, unit: TimeDelta, round: impl Fn(i64, i64) -> i64) -> TimeDelta {
    let (length, unit) = (length.num_milliseconds(), unit.num_milliseconds());
    TimeDelta::milliseconds(round(length, unit).saturating_mul(unit))
}

/// How many of `unit` hold `length`.
fn up(length: i64, unit: i64) -> i64 {
    -(-length).div_euclid(unit)
}

impl std::fmt::Display for Gap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let signed = |length: &TimeDelta| {
            let minus = if *length < TimeDelta::zero() {
                "minus "
            } else {
                ""
            };
            format!("{minus}{}", in_words(*length))
        };
        match self {
            Self::Exact(length) => f.write_str(&signed(length)),
            Self::About(length) => write!(f, "about {}", signed(length)),
            Self::AtLeast(length) => write!(f, "at least {}", in_words(*length)),
            Self::AtMost(length) => write!(f, "at most {}", in_words(*length)),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// A length in words, in the two largest units that say it: `67 minutes`, `3 hours 12 minutes`,
/// `112 days`. Below an hour and a half, minutes alone. What is smaller is left out.
pub fn in_words(length: TimeDelta) -> String {
    let unit = |number: i64, name: &str| match number {
        1 => format!("1 {name}"),
        _ => format!("{number} {name}s"),
    };
    let two = |(large, large_name), (small, small_name)| match small {
        0 => unit(large, large_name),
        _ => format!("{} {}", unit(large, large_name), unit(small, small_name)),
    };
    let length = length.abs();
    let (days, hours, minutes) = (length.num_days(), length.num_hours(), length.num_minutes());
    match () {
        // No time at all is told in minutes, which every clock time knows.
        () if length.is_zero() => unit(0, "minute"),
        () if length < TimeDelta::seconds(1) => "less than 1 second".to_owned(),
        () if length < TimeDelta::minutes(1) => unit(length.num_seconds(), "second"),
        () if minutes < 90 => unit(minutes, "minute"),
        () if hours < 24 => two((hours, "hour"), (minutes % 60, "minute")),
        // Rounded, as people do: 31 hours 50 minutes are 1 day 8 hours.
        () if days < 3 => {
            let hours = (length + TimeDelta::minutes(30)).num_hours();
            two((hours / 24, "day"), (hours % 24, "hour"))
        }
        () => unit((length + TimeDelta::hours(12)).num_days(), "day"),
    }
}
