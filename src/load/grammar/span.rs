//! Whole times: points, ranges, bounds and steps, from the pieces of the modules beside this one.

use chrono::{NaiveTime, TimeDelta};

use super::clock::{Half, UNKNOWN, hand, zone};
use super::day::{Day, day, days};
use super::scan::Scan;
use super::{About, Extent, Point, Stated, Unread};
use crate::model::time::Precision;

/// Words and signs for `~`.
const ABOUT_WORDS: &[&str] = &["about", "approximately", "approx", "around", "circa", "ca"];
/// What says `~` behind a clock time, attached to it or not.
const ABOUT_BEHIND: &[&str] = &["?", "(?)", "-ish", "ish"];
/// Signs between the ends of a range.
const DASHES: &[&str] = &["...", "..", "…", "–", "—", "--", "-", "\u{2212}"];
/// Words between the ends of a range.
const UP_TO: &[&str] = &["to", "until", "till"];
/// The longest step and margin that make sense; longer ones are typing errors.
const LONGEST: TimeDelta = TimeDelta::days(366);
/// Units of a length of time, with their seconds and what they are precise to.
const UNITS: &[(&[&str], i64, Precision)] = &[
    (&["d", "day", "days"], 86_400, Precision::Minute),
    (
        &["h", "hr", "hrs", "hour", "hours"],
        3_600,
        Precision::Minute,
    ),
    (
        &["m", "min", "mins", "minute", "minutes"],
        60,
        Precision::Minute,
    ),
    (
        &["s", "sec", "secs", "second", "seconds"],
        1,
        Precision::Second,
    ),
];

/// A point as it is read, with what only its neighbour in a range needs.
struct Read {
    point: Point,
    half: Option<Half>,
    /// Whether `~` stands between the day and the clock time.
    about: bool,
}

/// Reads the time that comes next; nothing is read where none does.
pub(super) fn stated(scan: &mut Scan<'_>, extent: Extent) -> Result<Option<Stated>, Unread> {
    let mut inner = *scan;
    let about = tilde(&mut inner);
    if let Some(stated) = step(&mut inner, about) {
        *scan = inner;
        return Ok(Some(stated));
    }
    if let Some(word) = inner.eat_word(&["before", "after"]) {
        inner.blanks();
        let Some(read) = point(&mut inner, extent)? else {
            return Ok(None);
        };
        *scan = inner;
        return Ok(Some(match word {
            "before" => Stated::Before(read.point),
            _ => Stated::After(read.point),
        }));
    }
    let opener = inner.eat_word(&["between", "from"]);
    inner.blanks();
    if let Some((from, to)) = days(&mut inner)? {
        *scan = inner;
        let (from, to) = (bare(from).point, bare(to).point);
        return Ok(Some(Stated::Range { from, to, about }));
    }
    let start = inner.at;
    let Some(from) = point(&mut inner, extent)? else {
        return Ok(None);
    };
    // `Between 02:00 and 02:30`, also behind a date.
    let head = inner.since(start).to_ascii_lowercase();
    let joined = if opener == Some("between") || head.contains("between") {
        &["and"]
    } else {
        UP_TO
    };
    let about = about || from.about;
    if let Some((from, to, vague)) = range(&mut inner, (start, &from), joined, extent)? {
        *scan = inner;
        let about = about || vague;
        return Ok(Some(Stated::Range { from, to, about }));
    }
    let margin = margin(&mut inner);
    *scan = inner;
    let about = (about || margin.is_some()).then_some(About { margin });
    Ok(Some(Stated::At(from.point, about)))
}

/// Reads `~` or a word for it.
fn tilde(scan: &mut Scan<'_>) -> bool {
    let mut inner = *scan;
    let found = inner.eat(&["~", "≈"]).is_some() || inner.eat_word(ABOUT_WORDS).is_some();
    if found {
        inner.eat(&["."]);
        inner.blanks();
        *scan = inner;
    }
    found
}

/// Reads the `?` of `10:27?` or the `-ish` of `10:26-ish`.
fn ish(scan: &mut Scan<'_>) -> bool {
    let mut inner = *scan;
    let apart = inner.blanks();
    let Some(sign) = inner.eat(ABOUT_BEHIND) else {
        return false;
    };
    // `10:38 ? text` and `10:38??` ask something else.
    let fits = !inner.inside_word() && inner.peek() != Some('?') && !(apart && sign == "?");
    if fits {
        *scan = inner;
    }
    fits
}

/// Reads `+11m`.
fn step(scan: &mut Scan<'_>, about: bool) -> Option<Stated> {
    let mut inner = *scan;
    inner.eat(&["+"])?;
    inner.blanks();
    let (by, unit) = length(&mut inner)?;
    *scan = inner;
    Some(Stated::Later { by, unit, about })
}

/// Reads `±15m` after a time.
fn margin(scan: &mut Scan<'_>) -> Option<TimeDelta> {
    let mut inner = *scan;
    inner.blanks();
    inner.eat(&["±", "+-", "+/-"])?;
    inner.blanks();
    let (length, _) = length(&mut inner)?;
    *scan = inner;
    Some(length)
}

/// Reads a length of time: `15m`, `1h30m`, `90 sec`, with the finest unit it names.
fn length(scan: &mut Scan<'_>) -> Option<(TimeDelta, Precision)> {
    let mut total: Option<(TimeDelta, Precision)> = None;
    loop {
        let mut inner = *scan;
        if total.is_some() {
            inner.blanks();
        }
        let Some((length, unit)) = part(&mut inner) else {
            return total;
        };
        let (sum, finest) = total.unwrap_or((TimeDelta::zero(), unit));
        let sum = sum + length;
        if sum > LONGEST {
            return None;
        }
        total = Some((sum, finest.max(unit)));
        *scan = inner;
    }
}

/// Reads one number with its unit.
fn part(scan: &mut Scan<'_>) -> Option<(TimeDelta, Precision)> {
    let number = i64::from(scan.number(1..=6)?);
    scan.blanks();
    let word = scan.word();
    let (_, seconds, unit) = UNITS
        .iter()
        .find(|(names, _, _)| names.iter().any(|name| name.eq_ignore_ascii_case(word)))?;
    scan.at += word.len();
    // `1h30m` goes on with a digit, but `11mm` is no unit at all.
    if scan.peek().is_some_and(char::is_alphabetic) {
        return None;
    }
    Some((TimeDelta::seconds(number * seconds), *unit))
}

/// Reads a day, a clock time, or a day with a clock time, and a zone.
fn point(scan: &mut Scan<'_>, extent: Extent) -> Result<Option<Read>, Unread> {
    let mut inner = *scan;
    let mut date = day(&mut inner)?;
    let day_end = inner;
    let joined = date.is_some() && inner.eat(&["T"]).is_some();
    if date.is_some() && !joined {
        between(&mut inner);
    }
    let about = date.is_some() && !joined && tilde(&mut inner);
    let Some(hand) = hand(&mut inner)? else {
        if date.is_none() || joined {
            return Ok(None);
        }
        *scan = day_end;
        return Ok(date.map(bare));
    };
    let about = ish(&mut inner) || about;
    let dash = joined || hand.precision >= Precision::Second && date.is_some();
    let zone = zone(&mut inner, extent, dash);
    let about = ish(&mut inner) || about;
    if date.is_none() {
        date = day_after(&mut inner)?;
    }
    *scan = inner;
    Ok(Some(Read {
        half: hand.half,
        about,
        point: Point {
            day: date,
            time: hand.time,
            precision: hand.precision,
            digits: hand.digits,
            zone,
        },
    }))
}

/// Reads what stands between a date and its clock time: `at` and what opens a range, a comma, a colon, or a sign with
/// blanks around it as in pasted tables.
fn between(scan: &mut Scan<'_>) {
    scan.eat(&[",", ":"]);
    let apart = scan.blanks();
    if scan.eat_word(&["at", "between", "from"]).is_some() {
        scan.blanks();
    }
    let mut inner = *scan;
    if apart && inner.eat(&["-", "–", "—", "|", "@"]).is_some() && inner.blanks() {
        *scan = inner;
    }
}

/// A date without a clock time.
fn bare(day: Day) -> Read {
    Read {
        half: None,
        about: false,
        point: Point {
            day: Some(day),
            time: NaiveTime::MIN,
            precision: Precision::Day,
            digits: 0,
            zone: None,
        },
    }
}

/// Reads `on 12 March` or `(12 March)` after a clock time.
fn day_after(scan: &mut Scan<'_>) -> Result<Option<Day>, Unread> {
    let mut inner = *scan;
    inner.blanks();
    if let Some(day) = day_in_brackets(inner) {
        *scan = day.1;
        return Ok(Some(day.0));
    }
    if inner.eat_word(&["on"]).is_none() {
        return Ok(None);
    }
    inner.blanks();
    let found = day(&mut inner)?;
    if found.is_some() {
        *scan = inner;
    }
    Ok(found)
}

/// A date between brackets, and the reader behind it. Other words there are text.
fn day_in_brackets(mut scan: Scan<'_>) -> Option<(Day, Scan<'_>)> {
    scan.eat(&["("])?;
    let found = day(&mut scan).ok()??;
    scan.eat(&[")"])?;
    Some((found, scan))
}

/// Reads the second end of a range whose first is `from`; both, and whether the second is one of
/// about. Nothing is read where none follows.
fn range(
    scan: &mut Scan<'_>,
    (start, from): (usize, &Read),
    words: &[&'static str],
    extent: Extent,
) -> Result<Option<(Point, Point, bool)>, Unread> {
    let mut inner = *scan;
    let apart = inner.blanks();
    let dash = inner.eat(DASHES);
    if dash.is_none() && (!apart || inner.eat_word(words).is_none()) {
        return Ok(None);
    }
    if let Some(to) = short(&mut inner, &from.point, apart) {
        *scan = inner;
        return Ok(Some((from.point.clone(), to, false)));
    }
    inner.blanks();
    let about = tilde(&mut inner);
    let end = inner.at;
    let Some(to) = point(&mut inner, extent)? else {
        return Ok(None);
    };
    if extent == Extent::Start && inner.inside_word() {
        return Ok(None);
    }
    let about = about || to.about;
    let (from, to) = halves(from, to);
    let reversed = to.day.is_none() && to.time < from.time;
    let minus = matches!(dash, Some("-" | "\u{2212}")) && !apart && from.zone.is_none();
    if minus && reversed && crate::model::Zone::parse(&format!("-{}", inner.since(end))).is_ok() {
        let clock = inner.since(end);
        return Err(Unread::new(
            start..inner.at,
            format!(
                "`{}` can be a range or a time with an offset",
                inner.since(start)
            ),
            format!(
                "write `{}..{clock}` or `{} UTC-{clock}`",
                from.time.format("%H:%M"),
                from.time.format("%H:%M")
            ),
        ));
    }
    *scan = inner;
    Ok(Some((from, to, about)))
}

/// Reads the `58` of `16:05:57-58`: the finest unit of the start again.
fn short(scan: &mut Scan<'_>, from: &Point, apart: bool) -> Option<Point> {
    use chrono::Timelike;
    let mut inner = *scan;
    let number = inner.number(2..=2)?;
    let rest = inner.rest();
    let goes_on = rest.starts_with([':', '/', '.', '-'])
        && rest[1..].starts_with(|next: char| next.is_ascii_digit());
    let minutes = rest.strip_prefix(':').unwrap_or_default();
    let unknown = UNKNOWN.iter().any(|sign| minutes.starts_with(sign));
    if apart || inner.inside_word() || goes_on || unknown {
        return None;
    }
    let time = match from.precision {
        Precision::Minute => from.time.with_minute(number),
        Precision::Second => from.time.with_second(number),
        _ => None,
    }?;
    *scan = inner;
    Some(Point {
        day: None,
        time,
        ..from.clone()
    })
}

/// The ends of a range, when only its second says which half of the day: the first is in the same
/// half, or in the other where it would come after the second (`11:30 - 12:30 PM`).
fn halves(from: &Read, to: Read) -> (Point, Point) {
    use chrono::Timelike;
    let mut start = from.point.clone();
    let hour = start.time.hour();
    if let (None, Some(half)) = (from.half, to.half)
        && start.precision >= Precision::Hour
        && (1..=12).contains(&hour)
    {
        let on = |half: Half| start.time.with_hour(half.hour(hour)).unwrap_or(start.time);
        start.time = Some(on(half))
            .filter(|time| *time <= to.point.time)
            .unwrap_or_else(|| on(half.other()));
    }
    (start, to.point)
}
