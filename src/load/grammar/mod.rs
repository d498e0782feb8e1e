//! The writing of times: a text in, a [`Stated`] out, which says what was written and knows
//! nothing of the incident around it. What it means there, the resolver says.

mod clock;
mod day;
mod scan;
mod span;
mod written;

use std::ops::Range;

use chrono::{NaiveTime, TimeDelta};

pub use day::{Day, is_weekday};
use scan::Scan;

use crate::model::time::Precision;
use crate::source::Text;

/// A time as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// `10:38`, `~10:38`, `~10:38 ±15m`, `2026-03-12`.
    At(Point, Option<About>),
    /// `10:38..10:52`, `~13:30..13:45`.
    Range {
        /// Its start.
        from: Point,
        /// Its end.
        to: Point,
        /// Whether `~` stands before it.
        about: bool,
    },
    /// `before 17:00`.
    Before(Point),
    /// `after 17:00`.
    After(Point),
    /// `+11m`: so long after the event before.
    Later {
        /// How long.
        by: TimeDelta,
        /// The finest unit of it.
        unit: Precision,
        /// Whether `~` stands before it.
        about: bool,
    },
}

/// `~`, with its margin where that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// How much either way.
    pub margin: Option<TimeDelta>,
}

/// A day, a clock time, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The day, where it was written.
    pub day: Option<Day>,
    /// The clock time; midnight where it was not written.
    pub time: NaiveTime,
    /// The finest unit that was written; a day where no clock time is known.
    pub precision: Precision,
    /// Digits of the fraction of a second as written.
    pub digits: usize,
    /// The zone, where it was written. Its span lies in the text of the time.
    pub zone: Option<Text>,
}

/// Why a text is no time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// What is so, for the user.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The bytes of the text that it is about.
    pub range: Range<usize>,
}

impl Unread {
    /// Joins the parts.
    fn new(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
            range,
        }
    }
}

/// How much of a text has to be a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All of it.
    Whole,
    /// Its start; prose follows.
    Start,
}

/// The forms of a time in one line, for messages.
pub const FORMS: &str = "write a time like `10:38`, `2026-03-12 10:38`, `~10:38`, `10:38..10:52`, \
     `14:??`, `before 17:00`, `+11m` or a date like `2026-03-12`";

/// Reads a text that is a time and nothing else.
pub fn read(text: &str) -> Result<Stated, Unread> {
    let mut scan = Scan::new(text);
    scan.blanks();
    let start = scan.at;
    let stated = span::stated(&mut scan, Extent::Whole)?;
    scan.blanks();
    let rest = scan.rest().trim_end();
    let end = scan.at + rest.len();
    match stated {
        Some(stated) if rest.is_empty() => Ok(stated),
        Some(_) => Err(Unread::new(
            scan.at..end,
            format!("`{}` is no part of a time", clip(rest)),
            FORMS,
        )),
        None if rest.is_empty() => Err(Unread::new(start..end, "there is no time here", FORMS)),
        None => Err(Unread::new(
            start..end,
            format!("`{}` cannot be read as a time", clip(rest)),
            hint(rest),
        )),
    }
}

/// Reads the time at the start of a line; the number of bytes that it took. `None` where the line
/// does not begin with one; an error where it begins with one that cannot be.
pub fn read_start(line: &str) -> Option<Result<(Stated, usize), Unread>> {
    let mut scan = Scan::new(line);
    let read = span::stated(&mut scan, Extent::Start)
        .map(|stated| stated.map(|stated| (stated, scan.at)))
        .transpose()
        .filter(|read| read.is_err() || !scan.inside_word());
    match (read, digits_on(&scan)) {
        (Some(Ok(_)), Some(end)) => Some(Err(Unread::new(
            0..end,
            format!("`{}` is no time", clip(&line[..end])),
            FORMS,
        ))),
        (read, _) => read,
    }
}

/// Where the digits end that go on behind a sign: the `,5` of `10:51,5` and the `,10:52` of
/// `10:51,10:52`.
fn digits_on(scan: &Scan<'_>) -> Option<usize> {
    let rest = scan.rest();
    let more = rest.strip_prefix([':', '.', ','])?;
    let digit = more.starts_with(|next: char| next.is_ascii_digit());
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    digit.then_some(scan.at + end)
}

/// A text short enough for a message.
fn clip(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What to write instead of a text that is no time at all.
fn hint(text: &str) -> String {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits {
        return format!("write `{}:{}`", &text[..2], &text[2..]);
    }
    FORMS.to_owned()
}

impl Stated {
    /// The day that it states for its start, if it does.
    pub fn day(&self) -> Option<Day> {
        match self {
            Self::At(point, _)
            | Self::Range { from: point, .. }
            | Self::Before(point)
            | Self::After(point) => point.day,
            Self::Later { .. } => None,
        }
    }

    /// Whether it is a day without a clock time, or several.
    pub fn is_day(&self) -> bool {
        let day = |point: &Point| point.precision == Precision::Day && point.day.is_some();
        match self {
            Self::At(point, _) => day(point),
            Self::Range { from, to, .. } => day(from) && day(to),
            Self::Before(_) | Self::After(_) | Self::Later { .. } => false,
        }
    }

    /// The last day of several.
    pub fn last_day(&self) -> Option<Day> {
        match self {
            Self::Range { to, .. } => to.day,
            _ => None,
        }
    }

    /// The same in `zone`, where it states none. A date alone has no need of one.
    #[must_use]
    pub fn in_zone(mut self, zone: &str) -> Self {
        let none = self.zone().is_none();
        match &mut self {
            Self::At(point, _)
            | Self::Range { to: point, .. }
            | Self::Before(point)
            | Self::After(point)
                if none && point.precision > Precision::Day =>
            {
                point.zone = Some(Text::from(zone.to_owned()));
            }
            _ => {}
        }
        self
    }

    /// The zone that it states.
    pub fn zone(&self) -> Option<&Text> {
        match self {
            Self::At(point, _) | Self::Before(point) | Self::After(point) => point.zone.as_ref(),
            Self::Range { from, to, .. } => to.zone.as_ref().or(from.zone.as_ref()),
            Self::Later { .. } => None,
        }
    }

    /// Whether it states a clock time, be it only the hour.
    pub fn is_clock(&self) -> bool {
        match self {
            Self::At(point, _)
            | Self::Range { from: point, .. }
            | Self::Before(point)
            | Self::After(point) => point.precision > Precision::Day,
            Self::Later { .. } => false,
        }
    }

    /// The same with the day of its start stated; a step keeps counting from its neighbour.
    #[must_use]
    pub fn on(mut self, day: impl Into<Day>) -> Self {
        match &mut self {
            Self::At(point, _)
            | Self::Range { from: point, .. }
            | Self::Before(point)
            | Self::After(point) => point.day = Some(day.into()),
            Self::Later { .. } => {}
        }
        self
    }
}
