//! Day lines that take another day to know them, like `13/03` and `Saturday`: a line in, the day out
//! where what stands around it leaves one.

use chrono::{Datelike as _, NaiveDate, TimeDelta, Weekday};

use crate::load::grammar::{self, Day};

/// A day that stands alone on its line and does not say all of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum VagueDay {
    /// `13/03`: as it is written, and its two numbers.
    Numbers(String, [u32; 2]),
    /// `Saturday`: as it is written, and which.
    Weekday(String, Weekday),
}

/// What may stand around a day that is alone on its line.
const AROUND: &[char] = &[
    '#', '-', '*', '_', '=', '–', '—', '•', ':', '[', ']', '(', ')', '`', ' ', '\t', ',',
];
/// A day line of a pasted text is likely to be at most so long after the day above it.
const NEAR: TimeDelta = TimeDelta::days(7);

impl VagueDay {
    /// The day that a line holds and nothing else.
    pub(super) fn read(line: &str) -> Option<Self> {
        let text = line.trim_matches(AROUND);
        if grammar::is_weekday(text) {
            let weekday = text.get(..3)?.parse().ok()?;
            return Some(Self::Weekday(text.to_owned(), weekday));
        }
        // `1.5` alone is a number of anything, `1.5.` a day.
        let (first, second) = match text.strip_suffix('.') {
            Some(text) => text.split_once('.')?,
            None => text.split_once('/')?,
        };
        let day = Self::Numbers(text.to_owned(), [number(first)?, number(second)?]);
        (!day.readings().is_empty()).then_some(day)
    }

    /// The days that two numbers can be, each with whether its day stands first.
    fn readings(&self) -> Vec<(bool, Day)> {
        let Self::Numbers(_, [first, second]) = self else {
            return Vec::new();
        };
        let pairs = [(true, *second, *first), (false, *first, *second)];
        let days = pairs.map(|(day_first, month, day)| {
            let year = None;
            (day_first, Day { year, month, day })
        });
        let mut readings = Vec::from(days);
        readings.retain(|(_, day)| day.date(Some(Day::LEAP)).is_some());
        // `03/03` is one day either way.
        readings.dedup_by_key(|(_, day)| *day);
        readings
    }

    /// The day that it is, below a day that was `named` and a date that was `reached`, in a text
    /// whose other day lines have the day first or not.
    pub(super) fn day(
        &self,
        named: Option<Day>,
        (reached, day_first): (Option<NaiveDate>, Option<bool>),
    ) -> Option<Day> {
        if let Self::Weekday(_, weekday) = self {
            let above = named?.date(reached)?;
            let mut week = above.iter_days().take(7);
            return week.find(|date| date.weekday() == *weekday).map(Day::from);
        }
        let readings = self.readings();
        if let [(_, only)] = readings.as_slice() {
            return Some(*only);
        }
        let near = reached.unwrap_or(Day::LEAP);
        let above = named.and_then(|day| day.date(Some(near)));
        let follows = |day: &Day| {
            let date = day.date(Some(near)).zip(above);
            date.is_some_and(|(date, above)| (above..=above + NEAR).contains(&date))
        };
        let mut fitting = readings
            .iter()
            .filter(|(first, day)| day_first.map_or_else(|| follows(day), |own| own == *first));
        match (fitting.next(), fitting.next()) {
            (Some((_, day)), None) => Some(*day),
            _ => None,
        }
    }

    /// What to tell the user where nothing tells which day it is.
    pub(super) fn note(&self) -> String {
        let readings = self.readings();
        let readings: Vec<String> = readings.iter().map(|(_, day)| day.to_string()).collect();
        let (name, which) = match self {
            Self::Numbers(name, _) => (name, format!("can be {}", readings.join(" or "))),
            Self::Weekday(name, _) => (name, "is a day of a week that no date tells".to_owned()),
        };
        format!(
            "`{name}` {which}; the times below it are read without it, so write the date there, \
             like `2026-03-12`"
        )
    }
}

/// A number of one or two digits.
fn number(text: &str) -> Option<u32> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Whether day lines of two numbers have the day first, where those that can be only one day agree.
pub(super) fn day_first<'a>(lines: impl Iterator<Item = &'a str>) -> Option<bool> {
    let days = lines.filter_map(VagueDay::read);
    let certain = days.filter_map(|line| match line.readings().as_slice() {
        [(day_first, day)] if day.month != day.day => Some(*day_first),
        _ => None,
    });
    let mut orders: Vec<bool> = certain.collect();
    orders.dedup();
    match orders.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_day_alone_is_one() {
        for line in ["13/03", "## 13/03:", "**Saturday**", "Sat:", "- 1.5."] {
            assert!(VagueDay::read(line).is_some(), "{line}");
        }
        for line in [
            "1.5",
            "13/13",
            "13/03 10:00",
            "Saturday night",
            "1/2/3",
            "/",
        ] {
            assert_eq!(VagueDay::read(line), None, "{line}");
        }
    }

    #[test]
    fn the_days_around_tell_which_it_is() {
        let day = |line: &str, named: Option<&str>, order| {
            let date: Option<NaiveDate> = named.map(|date| date.parse().unwrap());
            let line = VagueDay::read(line).unwrap();
            let day = line.day(date.map(Day::from), (date, order));
            day.map(|day| day.to_string())
        };
        assert_eq!(day("13/03", None, None).as_deref(), Some("Mar 13"));
        assert_eq!(day("03/03", None, None).as_deref(), Some("Mar 3"));
        assert_eq!(day("03/04", None, None), None);
        assert_eq!(day("03/04", None, Some(true)).as_deref(), Some("Apr 3"));
        assert_eq!(day("03/04", None, Some(false)).as_deref(), Some("Mar 4"));
        assert_eq!(
            day("03/04", Some("2026-03-03"), None).as_deref(),
            Some("Mar 4")
        );
        assert_eq!(day("03/04", Some("2026-08-03"), None), None);
        assert_eq!(day("Sat", None, None), None);
        assert_eq!(
            day("Saturday", Some("2026-03-12"), None).as_deref(),
            Some("2026-03-14")
        );
        assert_eq!(
            day("Thursday", Some("2026-03-12"), None).as_deref(),
            Some("2026-03-12")
        );
    }

    #[test]
    fn lines_that_disagree_tell_no_order() {
        let order = |lines: &[&str]| day_first(lines.iter().copied());
        assert_eq!(order(&["03/04", "13/04"]), Some(true));
        assert_eq!(order(&["04/13", "03/04"]), Some(false));
        assert_eq!(order(&["04/13", "13/04"]), None);
        assert_eq!(order(&["03/04", "05/05"]), None);
    }
}
