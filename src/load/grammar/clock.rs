//! Clock times and zones: `10:38:20.120`, `14:??`, `5:00 PM`, `+02:00`, `CET`; text in, their
//! parts out.

use std::ops::Range;

use chrono::NaiveTime;

use super::scan::Scan;
use super::{Extent, Unread};
use crate::model::time::Precision;
use crate::model::zone::{AMBIGUOUS, Zone, abbreviation};
use crate::source::{Span, Text};

/// A clock time with how exactly it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hand {
    /// The time; its finer parts are zero where they were not written.
    pub(super) time: NaiveTime,
    /// The finest unit that was written; a day where nothing is known.
    pub(super) precision: Precision,
    /// Digits of the fraction of a second.
    pub(super) digits: usize,
    /// Which half of the day was said, on a clock of twelve hours.
    pub(super) half: Option<Half>,
}

/// A half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    /// Until noon.
    Morning,
    /// From noon on.
    Afternoon,
}

impl Half {
    /// The other one.
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Morning => Self::Afternoon,
            Self::Afternoon => Self::Morning,
        }
    }

    /// What `hour` on a clock of twelve is on one of twenty-four.
    pub(super) const fn hour(self, hour: u32) -> u32 {
        match self {
            Self::Morning => hour % 12,
            Self::Afternoon => hour % 12 + 12,
        }
    }
}

/// What stands for a part that nobody knows.
pub(super) const UNKNOWN: &[&str] = &["??", "--", "xx", "XX"];
/// The halves of the day, attached or apart.
const HALVES: &[(&str, Half)] = &[
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("a", Half::Morning),
    ("p", Half::Afternoon),
];

/// Reads the clock time that comes next; nothing is read where none does.
pub(super) fn hand(scan: &mut Scan<'_>) -> Result<Option<Hand>, Unread> {
    let start = scan.at;
    let mut inner = *scan;
    if inner.eat(UNKNOWN).is_some() {
        if inner.eat(&[":"]).is_none() || inner.eat(UNKNOWN).is_none() {
            return Ok(None);
        }
        *scan = inner;
        return Ok(Some(Hand {
            time: NaiveTime::MIN,
            precision: Precision::Day,
            digits: 0,
            half: None,
        }));
    }
    let Some(hour) = inner.number(1..=2) else {
        return Ok(None);
    };
    let parts = match inner.eat(&[":"]) {
        Some(_) => match finer(&mut inner) {
            Some(parts) => parts,
            None => return Ok(None),
        },
        None => dotted(&mut inner).unwrap_or(Finer::none(Precision::Day)),
    };
    let whole = parts.precision == Precision::Day;
    let half = half(&mut inner, whole);
    if whole && half.is_none() {
        return Ok(None);
    }
    let hand = checked(hour, parts, half, &start_to(&inner, start))?;
    *scan = inner;
    Ok(Some(hand))
}

/// What follows the hour.
struct Finer {
    minute: u32,
    second: u32,
    nano: u32,
    digits: usize,
    precision: Precision,
}

impl Finer {
    /// Nothing finer than `precision`.
    const fn none(precision: Precision) -> Self {
        Self {
            minute: 0,
            second: 0,
            nano: 0,
            digits: 0,
            precision,
        }
    }
}

/// Where a clock time stands and what it is, for messages.
struct Written<'a> {
    text: &'a str,
    range: Range<usize>,
}

/// What was read since `start`.
fn start_to<'a>(scan: &Scan<'a>, start: usize) -> Written<'a> {
    Written {
        text: scan.since(start),
        range: start..scan.at,
    }
}

/// Reads the minutes of `2.30 PM`; without the half of the day it is a number of anything.
fn dotted(scan: &mut Scan<'_>) -> Option<Finer> {
    let mut inner = *scan;
    inner.eat(&["."])?;
    let minute = inner.number(2..=2)?;
    let mut behind = inner;
    half(&mut behind, true)?;
    *scan = inner;
    Some(Finer {
        minute,
        ..Finer::none(Precision::Minute)
    })
}

/// Reads minutes, seconds and a fraction after `10:`.
fn finer(scan: &mut Scan<'_>) -> Option<Finer> {
    if scan.eat(UNKNOWN).is_some() {
        return Some(Finer::none(Precision::Hour));
    }
    let mut parts = Finer {
        minute: scan.number(2..=2)?,
        ..Finer::none(Precision::Minute)
    };
    let mut inner = *scan;
    let Some(second) = inner.eat(&[":"]).and_then(|_| inner.number(2..=2)) else {
        return Some(parts);
    };
    *scan = inner;
    (parts.second, parts.precision) = (second, Precision::Second);
    let from = inner.at + 1;
    if inner.eat(&[".", ","]).is_some() && inner.number(1..=9).is_some() {
        let digits = inner.since(from);
        parts.nano = format!("{digits:0<9}").parse().unwrap_or(0);
        parts.digits = digits.len();
        parts.precision = Precision::Millisecond;
        *scan = inner;
    }
    Some(parts)
}

/// Reads `PM` in its writings. One letter must be attached: `10:38 a customer called` is no
/// morning. A bare hour (`whole`) is a time only with one of the longer writings.
fn half(scan: &mut Scan<'_>, whole: bool) -> Option<Half> {
    let mut inner = *scan;
    let apart = inner.blanks();
    let rest = inner.rest();
    HALVES.iter().find_map(|(letters, half)| {
        let next = rest.get(..letters.len())?;
        let mut after = inner;
        after.at += letters.len();
        let single = letters.len() == 1;
        let fits = next.eq_ignore_ascii_case(letters)
            && !after.inside_word()
            && !(single && (apart || whole));
        fits.then(|| {
            *scan = after;
            *half
        })
    })
}

/// The time, if a clock can show it.
fn checked(
    hour: u32,
    parts: Finer,
    half: Option<Half>,
    written: &Written<'_>,
) -> Result<Hand, Unread> {
    let wrong = |help: String| {
        let message = format!("`{}` is no time of a day", written.text);
        Unread::new(written.range.clone(), message, help)
    };
    if hour == 24 && parts.minute == 0 && parts.second == 0 {
        return Err(wrong(
            "write `00:00` with the date of the next day".to_owned(),
        ));
    }
    if half.is_some() && hour > 12 {
        return Err(wrong(format!(
            "leave out `AM` or `PM` after {hour}: hours are counted to 24"
        )));
    }
    let shown = half.map_or(hour, |half| half.hour(hour));
    NaiveTime::from_hms_nano_opt(shown, parts.minute, parts.second, parts.nano)
        .map(|time| Hand {
            time,
            precision: parts.precision.max(Precision::Hour),
            digits: parts.digits,
            half,
        })
        .map(|hand| match hand.precision {
            // `5 PM` is the full hour as people mean it, and not some time in it.
            Precision::Hour if half.is_some() && parts.precision == Precision::Day => Hand {
                precision: Precision::Minute,
                ..hand
            },
            _ => hand,
        })
        .ok_or_else(|| wrong("write hours to 23, minutes and seconds to 59".to_owned()))
}

/// Reads the zone after a clock time: attached (`Z`, `+02:00`) or as the next word. `dash` says
/// that a minus sign can only be an offset here, because a date and a `T` or seconds stand before.
pub(super) fn zone(scan: &mut Scan<'_>, extent: Extent, dash: bool) -> Option<Text> {
    [attached, named]
        .iter()
        .find_map(|form| form(scan, extent, dash))
}

/// `Z`, `+02:00`, `+0200`, `+02`, `-05:00`, each also after a blank except `Z`. In a line that goes
/// on, `10:40 +2 pods` tells a number of pods.
fn attached(scan: &mut Scan<'_>, extent: Extent, dash: bool) -> Option<Text> {
    let mut inner = *scan;
    if inner.eat(&["Z", "z"]).is_some() && !inner.inside_word() {
        return Some(taken(scan, inner, scan.at));
    }
    inner = *scan;
    let apart = inner.blanks();
    let start = inner.at;
    let sign = inner.eat(&["+", "-", "\u{2212}"])?;
    let digits = inner.at;
    inner.number(1..=4)?;
    let width = inner.at - digits;
    let colon = width <= 2 && inner.eat(&[":"]).is_some() && inner.number(2..=2).is_some();
    let number = extent == Extent::Start && apart && !colon && width < 4;
    if number || inner.inside_word() || inner.peek() == Some(':') {
        return None;
    }
    let offset = match sign {
        "+" => true,
        _ => width == 4 || colon && dash,
    };
    (offset && Zone::parse(inner.since(start)).is_ok()).then(|| taken(scan, inner, start))
}

/// `CET`, `UTC+2`, `Europe/Berlin`, `(UTC)`. In a line that goes on, only what is known to be a
/// zone and is in capitals; alone, whatever looks like one.
fn named(scan: &mut Scan<'_>, extent: Extent, _: bool) -> Option<Text> {
    let mut inner = *scan;
    if !inner.blanks() {
        return None;
    }
    let bracket = inner.eat(&["("]).is_some();
    let start = inner.at;
    let rest = inner.rest();
    if !rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let end = rest
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || "/_+-:".contains(letter)))
        .unwrap_or(rest.len());
    let run = rest[..end].trim_end_matches([':', '-', '+', '/', '_']);
    // `UTC-based`, `CET/CEST` and `MST3K` are no zone and more text.
    let first = Some(inner.word()).filter(|word| !goes_on(&rest[word.len()..]));
    let word = [Some(run), first]
        .into_iter()
        .flatten()
        .find(|word| accepted(word, extent))?;
    inner.at += word.len();
    let zone = Text::new(word.to_owned(), Span::new(start, inner.at));
    if bracket && inner.eat(&[")"]).is_none() {
        return None;
    }
    *scan = inner;
    Some(zone)
}

/// Whether a word goes on, in digits (`MST3K`) or behind a sign.
fn goes_on(rest: &str) -> bool {
    rest.strip_prefix(['-', '/', '_'])
        .unwrap_or(rest)
        .starts_with(char::is_alphanumeric)
}

/// Whether `word` after a clock time is its zone, known or meant.
fn accepted(word: &str, extent: Extent) -> bool {
    // A half of the day that stands there once more is no zone.
    if ["am", "pm"]
        .iter()
        .any(|half| half.eq_ignore_ascii_case(word))
    {
        return false;
    }
    let several = |(name, _): &(&str, _)| name.eq_ignore_ascii_case(word);
    let short = abbreviation(word).is_some() || AMBIGUOUS.iter().any(several);
    let capitals = !word.bytes().any(|byte| byte.is_ascii_lowercase());
    let named = word.contains(['/', '+', '-']) && Zone::parse(word).is_ok();
    match extent {
        Extent::Start => short && capitals || named,
        Extent::Whole => {
            short || named || word.contains('/') || capitals && (2..=5).contains(&word.len())
        }
    }
}

/// Moves `scan` to `inner` and gives what lies between `start` and there.
fn taken<'a>(scan: &mut Scan<'a>, inner: Scan<'a>, start: usize) -> Text {
    let text = inner.since(start).to_owned();
    *scan = inner;
    Text::new(text, Span::new(start, inner.at))
}
