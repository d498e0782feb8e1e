//! Times as a reader sees them: a [`When`] in, a [`Clock`] or a length in words out. Never more
//! precise than written.

use chrono::{DateTime, FixedOffset, LocalResult, Offset as _, TimeDelta, Utc};
use serde::Serialize;

use crate::model::When;
use crate::model::time::{Certainty, Gap, Precision, Time, in_words};
use crate::model::zone::Zone;

/// A time as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// The time of day with its marks of uncertainty: `10:38`, `~09:41`, `10:38..10:52`,
    /// `time unknown` for a date alone.
    pub text: String,
    /// The same with its date in front, and the date alone where no time of day is known.
    pub long: String,
    /// The day, as `2026-03-12`; none where the time was not understood.
    pub date: Option<String>,
    /// The point that stands for it in order, in RFC 3339; none where the time was not understood.
    pub iso: Option<String>,
    /// Whether it names one moment, to the minute or finer.
    pub exact: bool,
    /// The offset it was written in, where that is not the one of the incident: `UTC`, `+05:30`.
    pub zone: Option<String>,
    /// The same in UTC, where it was written in another offset and has a time of day: `09:38`, with
    /// the date where that is another one.
    pub utc: Option<String>,
    /// What it means, for what else is made of a report; templates have the words above.
    #[serde(skip)]
    pub(super) time: Option<Time>,
}

impl Clock {
    /// The time of `when` as a reader of `zone` sees it.
    pub(super) fn new(when: &When, zone: Reader) -> Self {
        let Some(time) = &when.time else {
            return Self {
                text: when.text.value.clone(),
                long: when.text.value.clone(),
                date: None,
                iso: None,
                exact: false,
                zone: None,
                utc: None,
                time: None,
            };
        };
        let text = match (time.precision, time.certainty) {
            (Precision::Day, Certainty::Exact) => time.clock(),
            (Precision::Day, _) => when.text.value.clone(),
            _ => time.clock(),
        };
        let long = match (time.precision, time.certainty) {
            (Precision::Day, Certainty::Exact) => time.date().to_string(),
            (Precision::Day, _) => text.clone(),
            _ => format!("{} {text}", time.date()),
        };
        Self {
            text,
            long,
            date: Some(time.date().to_string()),
            iso: Some(time.anchor.to_rfc3339()),
            exact: time.is_exact(),
            zone: zone.note(time.anchor),
            utc: in_utc(time),
            time: Some(time.clone()),
        }
    }

    /// The time with its date where that is not `day`, and with its offset where it has one.
    pub(super) fn seen_from(&self, day: Option<&str>) -> String {
        let text = match &self.date {
            Some(date) if Some(date.as_str()) == day && self.text != "time unknown" => &self.text,
            _ => &self.long,
        };
        match &self.zone {
            Some(zone) => format!("{text} {zone}"),
            None => text.clone(),
        }
    }
}

/// The zone that a reader has in mind; none where nobody said, or in words that mean no zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader(pub(super) Option<Zone>);

impl Reader {
    /// The offset of `at`, where readers would not take it for granted.
    fn note(self, at: DateTime<FixedOffset>) -> Option<String> {
        let twice = |zone: Zone| matches!(zone.at(at.naive_local()), LocalResult::Ambiguous(..));
        if self.0.is_some_and(twice) {
            // Clocks showed this time twice that day; only the offset tells which.
            return Some(in_figures(*at.offset()));
        }
        let expected = self.0.map(|zone| zone.offset(at.to_utc()));
        (expected != Some(*at.offset())).then(|| in_figures(*at.offset()))
    }

    /// The offset in force at `at`, in figures, where the zone is a place.
    pub(super) fn offset_at(self, at: DateTime<FixedOffset>) -> Option<String> {
        match self.0 {
            Some(zone @ Zone::Named(_)) => Some(in_figures(zone.offset(at.to_utc()))),
            Some(Zone::Fixed(_)) | None => None,
        }
    }
}

/// An offset as people write it.
fn in_figures(offset: FixedOffset) -> String {
    match offset.local_minus_utc() {
        0 => "UTC".to_owned(),
        _ => offset.to_string(),
    }
}

/// A time in UTC, as precise as it was written; none where it reads the same, or where that cannot
/// be said: a date alone, or an hour in an offset with a half.
fn in_utc(time: &Time) -> Option<String> {
    let offset = time.anchor.offset().local_minus_utc();
    let fits = match time.precision {
        Precision::Day => false,
        Precision::Hour => offset % 3600 == 0,
        Precision::Minute | Precision::Second | Precision::Millisecond => true,
    };
    let utc = Utc.fix();
    let certainty = match time.certainty {
        Certainty::Until { end, about } => Certainty::Until {
            end: end.with_timezone(&utc),
            about,
        },
        other => other,
    };
    let there = Time {
        anchor: time.anchor.with_timezone(&utc),
        certainty,
        precision: time.precision,
    };
    (fits && offset != 0).then(|| {
        if there.date() == time.date() {
            there.clock()
        } else {
            format!("{} {}", there.date(), there.clock())
        }
    })
}

/// How long it was from `from` to `to`, in words; `None` where nothing can be said.
pub(super) fn length(from: &Time, to: &Time) -> Option<String> {
    let words = |prefix: &str, length: TimeDelta| {
        if length < TimeDelta::zero() {
            let by = in_words(length);
            format!("the second lies {prefix}{by} before the first")
        } else {
            format!("{prefix}{}", in_words(length))
        }
    };
    match Gap::between(from, to) {
        Gap::Exact(length) if length.is_zero() => Some(same(from.precision.min(to.precision))),
        Gap::About(length) if length.is_zero() => Some("about the same time".to_owned()),
        Gap::Exact(length) => Some(words("", length)),
        Gap::About(length) => Some(words("about ", length)),
        Gap::AtMost(length) => Some(words("at most ", length)),
        Gap::AtLeast(length) if length > TimeDelta::zero() => Some(words("at least ", length)),
        Gap::AtLeast(_) | Gap::Unknown => None,
    }
}

/// Two times that read the same.
fn same(precision: Precision) -> String {
    let unit = match precision {
        Precision::Day => "day",
        Precision::Hour => "hour",
        Precision::Minute => "minute",
        Precision::Second => "second",
        Precision::Millisecond => "millisecond",
    };
    format!("within the same {unit}")
}

/// Whether `to` lies before `from`, as far as that is known.
pub(super) fn is_backwards(from: &Time, to: &Time) -> bool {
    match Gap::between(from, to) {
        Gap::Exact(length) | Gap::About(length) | Gap::AtMost(length) => length < TimeDelta::zero(),
        Gap::AtLeast(_) | Gap::Unknown => false,
    }
}

/// Two times and the length between: `10:31 to 11:38 (67 minutes)`, the first with its date where
/// that is not `day`, the second where it is not that of the first.
pub(super) fn stretch(from: &When, to: &When, (zone, day): (Reader, Option<&str>)) -> String {
    let [start, end] = [from, to].map(|when| Clock::new(when, zone));
    let end = end.seen_from(start.date.as_deref().or(day));
    let start = start.seen_from(day);
    let length = match (&from.time, &to.time) {
        (Some(from), Some(to)) => length(from, to),
        _ => None,
    };
    match length {
        Some(length) => format!("{start} to {end} ({length})"),
        None => format!("{start} to {end} (length unknown)"),
    }
}

/// How far `to` lies from `from`, short and with a sign: `+7 min`, `-50 min`, `~+2 h 05 min`,
/// `+4 d 22 h`, `-112 d`; `None` where the signed distance is not known.
pub(super) fn signed(from: &Time, to: &Time) -> Option<String> {
    let (about, length) = match Gap::between(from, to) {
        Gap::Exact(length) => ("", length),
        Gap::About(length) => ("~", length),
        Gap::AtLeast(_) | Gap::AtMost(_) | Gap::Unknown => return None,
    };
    let days = length.num_days().abs();
    if to.precision == Precision::Day && days < 2 {
        return None;
    }
    let sign = if length < TimeDelta::zero() {
        "\u{2212}"
    } else {
        "+"
    };
    let (hours, minutes) = (length.num_hours().abs(), length.num_minutes().abs());
    let figures = match () {
        () if minutes == 0 => return Some(format!("{about}0 min")),
        () if hours < 1 => format!("{minutes} min"),
        () if days < 2 => format!("{hours} h {:02} min", minutes % 60),
        // Within ten days the hour still tells events of one day apart.
        () if days < 10 && to.precision != Precision::Day => {
            format!("{days} d {:02} h", hours % 24)
        }
        () => format!("{days} d"),
    };
    Some(format!("{about}{sign}{figures}"))
}
