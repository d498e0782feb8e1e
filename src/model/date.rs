//! Dates as people know them: a day, a month or a year, and never more precise than written.

use chrono::NaiveDate;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day (`2026-03-12`), a month (`2026-03`) or a year (`2026`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoughDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

/// The first year that a date can have.
const FIRST_YEAR: i32 = 1900;

impl RoughDate {
    /// Reads `2026-03-12`, `2026-03` or `2026`; anything else, or a day that no calendar has, is
    /// `None`. So is a year that was before anything that runs: it is a mistyped one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let year = digits(parts.next()?, 4)?.cast_signed();
        if year < FIRST_YEAR {
            return None;
        }
        let month = parts
            .next()
            .map(|part| digits(part, 2))
            .map_or(Some(None), |m| m.map(Some))?;
        let day = parts
            .next()
            .map(|part| digits(part, 2))
            .map_or(Some(None), |d| d.map(Some))?;
        if parts.next().is_some() {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self { year, month, day })
    }

    /// The first day that it can mean.
    pub fn earliest(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .unwrap_or_default()
    }

    /// The last day that it can mean of something that is so on `today`: of this month or year, none
    /// that is still to come.
    pub fn by(self, today: NaiveDate) -> NaiveDate {
        if self.earliest() <= today {
            self.latest().min(today)
        } else {
            self.latest()
        }
    }

    /// The last day that it can mean.
    pub fn latest(self) -> NaiveDate {
        let after = match (self.month, self.day) {
            (Some(_), Some(_)) => return self.earliest(),
            (Some(month), None) if month < 12 => NaiveDate::from_ymd_opt(self.year, month + 1, 1),
            _ => NaiveDate::from_ymd_opt(self.year + 1, 1, 1),
        };
        after
            .and_then(|date| date.pred_opt())
            .unwrap_or_else(|| self.earliest())
    }
}

/// The days that three numbers can be as people write dates: day, month, year in the orders that
/// are in use where the year is not first and whole; in order of time.
pub fn readings((first, second, third): (u32, u32, u32)) -> Vec<NaiveDate> {
    let mut orders = vec![(third, second, first), (third, first, second)];
    if third < 100 {
        orders.push((first, second, third));
    }
    let full = |year: u32| if year < 100 { year + 2000 } else { year };
    let mut possible: Vec<NaiveDate> = orders
        .into_iter()
        .filter_map(|(year, month, day)| {
            NaiveDate::from_ymd_opt(full(year).cast_signed(), month, day)
        })
        .collect();
    possible.sort_unstable();
    possible.dedup();
    possible
}

/// Why a text is no date that a file can hold, where it is one in another writing.
fn other_writing(text: &str) -> Option<String> {
    let mut parts = text.trim().split(['.', '/', '-']);
    let mut next = || parts.next()?.parse().ok();
    let numbers = (next()?, next()?, next()?);
    if parts.next().is_some() {
        return None;
    }
    let possible: Vec<String> = readings(numbers)
        .iter()
        .map(|date| format!("`{date}`"))
        .collect();
    match possible.as_slice() {
        [] => None,
        [only] => Some(format!("write `{text}` as {only}")),
        several => Some(format!(
            "`{text}` can be more than one day; write {}",
            several.join(" or ")
        )),
    }
}

/// The number that `part` says in exactly `width` digits.
fn digits(part: &str, width: usize) -> Option<u32> {
    (part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| part.parse().ok())
        .flatten()
}

impl From<NaiveDate> for RoughDate {
    fn from(date: NaiveDate) -> Self {
        use chrono::Datelike;
        Self {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl std::fmt::Display for RoughDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for RoughDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RoughDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            if let Some(message) = other_writing(&text) {
                return D::Error::custom(message);
            }
            let expected = "a date like 2026-03-12, a month like 2026-03 or a year like 2026";
            D::Error::invalid_value(Unexpected::Str(&text), &expected)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{RoughDate, other_writing};

    #[test]
    fn reads_what_people_know_and_adds_nothing() {
        for text in ["2026", "2026-03", "2026-03-12"] {
            assert_eq!(RoughDate::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "26",
            "2026-3",
            "2026-13",
            "2026-02-30",
            "2026-03-12-1",
            "+026",
            "0026-03-12",
        ] {
            assert_eq!(RoughDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn another_writing_is_told_what_it_can_be() {
        let said = |text| other_writing(text).unwrap_or_default();
        for text in ["12.07.2025", "7/12/2025", "07-12-2025"] {
            let said = said(text);
            assert!(said.contains("can be more than one day"), "{said}");
            assert!(said.contains("`2025-07-12` or `2025-12-07`"), "{said}");
        }
        assert_eq!(said("13.07.2025"), "write `13.07.2025` as `2025-07-13`");
        assert_eq!(said("7/13/2025"), "write `7/13/2025` as `2025-07-13`");
        for text in [
            "13.13.2025",
            "soon",
            "1.2.3.4",
            "99999999999.1.1",
            "2026-13-01",
        ] {
            assert_eq!(other_writing(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        let latest = |text| RoughDate::parse(text).unwrap().latest().to_string();
        assert_eq!(latest("2024-02"), "2024-02-29");
        assert_eq!(latest("2026-12"), "2026-12-31");
        assert_eq!(latest("2026"), "2026-12-31");
        assert_eq!(latest("2026-03-12"), "2026-03-12");
    }
}
