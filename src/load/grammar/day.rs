//! Dates: `2026-03-12`, `12 March 2026`, `Mar 12, 2026`, `24/07/2025`; text in, a [`Day`] out.

use chrono::{Datelike, NaiveDate};

use super::Unread;
use super::scan::Scan;
use crate::model::readings;

/// A day of the calendar, whose year may be left to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The year, where it was written.
    pub year: Option<i32>,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
}

impl Day {
    /// A date of a year that has every day; it stands in for a year that is not known.
    pub const LEAP: NaiveDate = match NaiveDate::from_ymd_opt(2000, 7, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    };

    /// The date it is. Without a year it is the one nearest to `near`; without that either, none.
    pub fn date(self, near: Option<NaiveDate>) -> Option<NaiveDate> {
        if let Some(year) = self.year {
            return NaiveDate::from_ymd_opt(year, self.month, self.day);
        }
        let near = near?;
        (-1..=1)
            .filter_map(|by| NaiveDate::from_ymd_opt(near.year() + by, self.month, self.day))
            .min_by_key(|date| date.signed_duration_since(near).abs())
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self {
            year: Some(date.year()),
            month: date.month(),
            day: date.day(),
        }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(year) = self.year {
            return write!(f, "{year:04}-{:02}-{:02}", self.month, self.day);
        }
        let month = (self.month as usize)
            .checked_sub(1)
            .and_then(|index| MONTHS.get(index))
            .map_or("", |name| &name[..3]);
        write!(f, "{month} {}", self.day)
    }
}

/// The months; their first three letters stand for them too.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of the week; their first letters stand for them too. They are read and not believed.
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Whether a word is a day of the week, in full or by its first letters.
pub fn is_weekday(word: &str) -> bool {
    let mut scan = Scan::new(word);
    name(&mut scan, &WEEKDAYS).is_some() && scan.rest().is_empty()
}

/// Reads the date that comes next; nothing is read where none does.
pub(super) fn day(scan: &mut Scan<'_>) -> Result<Option<Day>, Unread> {
    let mut inner = *scan;
    let mut weekday = inner;
    if name(&mut weekday, &WEEKDAYS).is_some() {
        weekday.eat(&[","]);
        weekday.blanks();
        inner = weekday;
    }
    let start = inner.at;
    for form in [year_first, numbers, without_year, day_first, month_first] {
        let mut attempt = inner;
        if let Some(day) = form(&mut attempt, start)? {
            *scan = attempt;
            return Ok(Some(day));
        }
    }
    Ok(None)
}

/// Reads the days that come next as `October 29-30` or `29-30 October`, its first and its last;
/// nothing is read where none do.
pub(super) fn days(scan: &mut Scan<'_>) -> Result<Option<(Day, Day)>, Unread> {
    fn both(scan: &mut Scan<'_>) -> Option<(u32, u32)> {
        let first = scan.number(1..=2)?;
        ordinal(scan);
        scan.eat(&["-", "–", "—"])?;
        let last = scan.number(1..=2)?;
        ordinal(scan);
        let whole = !scan.inside_word() && scan.peek() != Some(':');
        (whole && first < last).then_some((first, last))
    }
    fn parts(scan: &mut Scan<'_>) -> Option<(u32, (u32, u32))> {
        let month = name(scan, &MONTHS);
        if month.is_some() {
            scan.eat(&["."]);
            scan.blanks();
        }
        let days = both(scan)?;
        if let Some(month) = month {
            return Some((month, days));
        }
        scan.eat(&["."]);
        scan.blanks();
        Some((name(scan, &MONTHS)?, days))
    }
    let mut inner = *scan;
    let start = inner.at;
    let Some((month, (first, last))) = parts(&mut inner) else {
        return Ok(None);
    };
    let year = year(&mut inner);
    let first = checked(&inner, start, (year, month + 1, first))?;
    let last = checked(&inner, start, (year, month + 1, last))?;
    *scan = inner;
    Ok(Some((first, last)))
}

/// `2026-03-12`, `2026/03/12`, `2026.03.12`.
fn year_first(scan: &mut Scan<'_>, start: usize) -> Result<Option<Day>, Unread> {
    fn parts(scan: &mut Scan<'_>) -> Option<(u32, u32, u32)> {
        let year = scan.number(4..=4)?;
        let between = scan.eat(&["-", "/", "."])?;
        let month = scan.number(1..=2)?;
        scan.eat(&[between])?;
        Some((year, month, scan.number(1..=2)?))
    }
    let Some((year, month, day)) = parts(scan) else {
        return Ok(None);
    };
    checked(scan, start, (Some(year.cast_signed()), month, day)).map(Some)
}

/// `24/07/2025`, `03/15/2019`, `24.07.2025`: only where the calendar leaves one reading.
fn numbers(scan: &mut Scan<'_>, start: usize) -> Result<Option<Day>, Unread> {
    fn parts(scan: &mut Scan<'_>) -> Option<(u32, u32, u32)> {
        let first = scan.number(1..=2)?;
        let between = scan.eat(&["/", ".", "-"])?;
        let second = scan.number(1..=2)?;
        scan.eat(&[between])?;
        let third = scan.number(2..=2).or_else(|| scan.number(4..=4))?;
        Some((first, second, third))
    }
    let Some((first, second, third)) = parts(scan) else {
        return Ok(None);
    };
    let possible = readings((first, second, third));
    match possible.as_slice() {
        [] => checked(scan, start, (Some(0), 0, 0)).map(Some),
        [only] => Ok(Some(Day::from(*only))),
        several => {
            let meant: Vec<String> = several.iter().map(|date| format!("`{date}`")).collect();
            Err(Unread::new(
                start..scan.at,
                format!("`{}` can be more than one day", scan.since(start)),
                format!("write {}", meant.join(" or ")),
            ))
        }
    }
}

/// `12/07 10:00`, `12.7. 10:00`: never read, and told from other numbers by the clock time.
fn without_year(scan: &mut Scan<'_>, start: usize) -> Result<Option<Day>, Unread> {
    fn parts(scan: &mut Scan<'_>) -> Option<(u32, u32)> {
        let first = scan.number(1..=2)?;
        let between = scan.eat(&["/", "."])?;
        let second = scan.number(1..=2)?;
        scan.eat(&[between]);
        Some((first, second))
    }
    let Some((first, second)) = parts(scan) else {
        return Ok(None);
    };
    let mut clock = *scan;
    clock.eat(&[","]);
    let apart = clock.blanks();
    let timed = clock.number(1..=2).is_some() && clock.eat(&[":"]).is_some();
    let date = |month, day| NaiveDate::from_ymd_opt(2000, month, day).is_some();
    let message = match (date(first, second), date(second, first)) {
        _ if !apart || !timed => return Ok(None),
        (false, false) => return Ok(None),
        (true, true) if first != second => "can be more than one day",
        _ => "is a date without its year",
    };
    Err(Unread::new(
        start..scan.at,
        format!("`{}` {message}", scan.since(start)),
        "write year, month and day, like `2026-03-12`",
    ))
}

/// `12 March 2026`, `12. March`, `12-Mar-2026`, `12th of March`.
fn day_first(scan: &mut Scan<'_>, start: usize) -> Result<Option<Day>, Unread> {
    fn parts(scan: &mut Scan<'_>) -> Option<(u32, u32)> {
        let day = scan.number(1..=2)?;
        ordinal(scan);
        scan.eat(&["."]);
        if scan.eat(&["-"]).is_none() {
            scan.blanks();
            if scan.eat_word(&["of"]).is_some() {
                scan.blanks();
            }
        }
        Some((day, name(scan, &MONTHS)? + 1))
    }
    let Some((day, month)) = parts(scan) else {
        return Ok(None);
    };
    let year = year(scan);
    checked(scan, start, (year, month, day)).map(Some)
}

/// `March 12, 2026`, `Mar 12`.
fn month_first(scan: &mut Scan<'_>, start: usize) -> Result<Option<Day>, Unread> {
    fn parts(scan: &mut Scan<'_>) -> Option<(u32, u32)> {
        let month = name(scan, &MONTHS)? + 1;
        scan.eat(&["."]);
        scan.blanks();
        let day = scan.number(1..=2)?;
        ordinal(scan);
        Some((month, day))
    }
    let Some((month, day)) = parts(scan) else {
        return Ok(None);
    };
    if scan.peek() == Some(':') {
        // `May 12:30` is an hour, and no date at all.
        return Ok(None);
    }
    let year = year(scan);
    checked(scan, start, (year, month, day)).map(Some)
}

/// Reads the `st` of `1st`.
fn ordinal(scan: &mut Scan<'_>) {
    scan.eat_word(&["st", "nd", "rd", "th"]);
}

/// Reads a year after a day and a month, where one follows.
fn year(scan: &mut Scan<'_>) -> Option<i32> {
    let mut inner = *scan;
    inner.eat(&[",", "-"]);
    inner.blanks();
    let year = inner.number(4..=4)?;
    if inner.peek() == Some(':') || inner.inside_word() {
        return None;
    }
    *scan = inner;
    Some(year.cast_signed())
}

/// Reads one of `names`, in full or by its first letters (three or more); gives its number from 0.
fn name(scan: &mut Scan<'_>, names: &[&str]) -> Option<u32> {
    let word = scan.word();
    let index = names.iter().position(|name| {
        word.len() >= 3
            && name
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
    })?;
    scan.at += word.len();
    u32::try_from(index).ok()
}

/// The day, if the calendar has it.
fn checked(
    scan: &Scan<'_>,
    start: usize,
    (year, month, day): (Option<i32>, u32, u32),
) -> Result<Day, Unread> {
    // A leap year stands in for a year that is not known yet.
    let exists = NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day).is_some();
    if !exists || scan.inside_word() && scan.peek() != Some('T') {
        return Err(Unread::new(
            start..scan.at,
            format!("`{}` is no day of the calendar", scan.since(start)),
            "write the date as `2026-03-12`",
        ));
    }
    Ok(Day { year, month, day })
}
