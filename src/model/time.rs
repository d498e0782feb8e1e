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

impl Time {
    /// The earliest moment that it can mean; `None` where it is open to the past.
    pub fn earliest(&self) -> Option<DateTime<Utc>> {
        let anchor = self.anchor.to_utc();
        match self.certainty {
            Certainty::About { margin, .. } => Some(anchor - margin),
            Certainty::Until { about: true, .. } => Some(anchor - ABOUT),
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
                Some(if about { end + ABOUT } else { end })
            }
            Certainty::After => None,
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
        let point = |at: &DateTime<FixedOffset>| match self.precision {
            Precision::Day => "time unknown".to_owned(),
            Precision::Hour => at.format("%H:??").to_string(),
            Precision::Minute => at.format("%H:%M").to_string(),
            Precision::Second => at.format("%H:%M:%S").to_string(),
            Precision::Millisecond => at.format("%H:%M:%S%.3f").to_string(),
        };
        let start = point(&self.anchor);
        match self.certainty {
            Certainty::Exact => start,
            Certainty::About {
                margin,
                stated: true,
            } => format!("~{start} ±{}", short(margin)),
            Certainty::About { .. } => format!("~{start}"),
            Certainty::Until { end, about } => {
                let about = if about { "~" } else { "" };
                if end.date_naive() == self.date() {
                    format!("{about}{start}..{}", point(&end))
                } else {
                    format!("{about}{start}..{} {}", end.date_naive(), point(&end))
                }
            }
            Certainty::Before => format!("before {start}"),
            Certainty::After => format!("after {start}"),
        }
    }
}

/// A length of time in its shortest writing: `15m`, `1h30m`, `40s`.
fn short(length: TimeDelta) -> String {
    let (hours, minutes, seconds) = (
        length.num_hours(),
        length.num_minutes() % 60,
        length.num_seconds() % 60,
    );
    [(hours, "h"), (minutes, "m"), (seconds, "s")]
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| format!("{number}{unit}"))
        .collect()
}

/// The time between two times, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Both ends are exact.
    Exact(TimeDelta),
    /// An end is approximate; the length between the two as written.
    About(TimeDelta),
    /// An end is open outwards; it was no shorter than this.
    AtLeast(TimeDelta),
    /// An end is open inwards; it was no longer than this.
    AtMost(TimeDelta),
    /// Nothing can be said.
    Unknown,
}

impl Gap {
    /// The gap from `from` to `to`; negative where they stand the other way round.
    pub fn between(from: &Time, to: &Time) -> Self {
        let length = to.anchor.signed_duration_since(from.anchor);
        let outward = (
            from.certainty == Certainty::Before,
            to.certainty == Certainty::After,
        );
        let inward = (
            from.certainty == Certainty::After,
            to.certainty == Certainty::Before,
        );
        match (outward, inward) {
            ((false, false), (false, false)) if from.is_exact() && to.is_exact() => {
                Self::Exact(length)
            }
            ((false, false), (false, false)) => Self::About(length),
            (_, (false, false)) => Self::AtLeast(length),
            ((false, false), _) => Self::AtMost(length),
            _ => Self::Unknown,
        }
    }
}

impl std::fmt::Display for Gap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact(length) => f.write_str(&in_words(*length)),
            Self::About(length) => write!(f, "about {}", in_words(*length)),
            Self::AtLeast(length) => write!(f, "at least {}", in_words(*length)),
            Self::AtMost(length) => write!(f, "at most {}", in_words(*length)),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// A length in words, in the two largest units that say it: `67 minutes`, `3 hours 12 minutes`,
/// `112 days`. Below an hour and a half, minutes alone.
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
        () if length < TimeDelta::minutes(1) => unit(length.num_seconds(), "second"),
        () if minutes < 90 => unit(minutes, "minute"),
        () if hours < 24 => two((hours, "hour"), (minutes % 60, "minute")),
        () if days < 3 => two((days, "day"), (hours % 24, "hour")),
        () => unit(days, "day"),
    }
}
