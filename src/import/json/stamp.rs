//! Times of exports: a JSON value in, the time in the grammar of times out.
//!
//! Numbers are epochs, whose unit their size tells, and never go through a float: a time in
//! microseconds has more digits than one holds.

use chrono::{DateTime, NaiveDateTime, SecondsFormat};
use serde_json::Value;

use crate::import::to_the_second;

/// A time of an export.
pub(super) struct Stamp {
    /// As a timeline writes it: to the second, in the zone that the export states.
    pub(super) text: String,
    /// Nanoseconds since 1970, where a zone is known.
    pub(super) order: Option<i128>,
}

impl Stamp {
    /// The time of a value; `None` where it is none, as 0 and the year 1 are.
    pub(super) fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => epoch(&number.to_string()),
            Value::String(text) => epoch(text.trim()).or_else(|| written(text.trim())),
            _ => None,
        }
    }

    /// Whether it is later than `other`.
    pub(super) fn after(&self, other: &Self) -> bool {
        match (self.order, other.order) {
            (Some(own), Some(other)) => own > other,
            _ => self.text > other.text,
        }
    }
}

/// A number of seconds, milliseconds, microseconds or nanoseconds since 1970.
fn epoch(text: &str) -> Option<Stamp> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) {
        return None;
    }
    let unit: u32 = match whole.len() {
        9..=10 => 9,
        12..=13 => 6,
        15..=16 => 3,
        18..=19 => 0,
        _ => return None,
    };
    let unit_length = usize::try_from(unit).ok()?;
    let part: String = part
        .chars()
        .chain(std::iter::repeat('0'))
        .take(unit_length)
        .collect();
    let whole: i128 = whole.parse().ok()?;
    let part: i128 = if part.is_empty() {
        0
    } else {
        part.parse().ok()?
    };
    let nanoseconds = whole * 10_i128.pow(unit) + part;
    let at = DateTime::from_timestamp(i64::try_from(nanoseconds / 1_000_000_000).ok()?, 0)?;
    Some(Stamp {
        text: at
            .to_rfc3339_opts(SecondsFormat::Secs, true)
            .replace('T', " "),
        order: Some(nanoseconds),
    })
}

/// A time in letters: RFC 3339, or the same with a blank; without a zone it stays without.
fn written(text: &str) -> Option<Stamp> {
    let joined = text.replacen(' ', "T", 1).replace(' ', "");
    let at = DateTime::parse_from_rfc3339(&joined)
        .or_else(|_| DateTime::parse_from_str(&joined, "%Y-%m-%dT%H:%M:%S%.f%z"));
    if let Ok(at) = at {
        let order = at.timestamp_nanos_opt().map(i128::from)?;
        return Some(Stamp {
            text: crate::import::written(at),
            order: Some(order),
        });
    }
    let naive = NaiveDateTime::parse_from_str(&joined, "%Y-%m-%dT%H:%M:%S%.f").ok()?;
    let naive = to_the_second(naive);
    Some(Stamp {
        text: naive.format("%Y-%m-%d %H:%M:%S").to_string(),
        order: None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_size_of_a_number_tells_its_unit() {
        for (value, expected) in [
            (json!(1_736_478_514), "2025-01-10 03:08:34Z"),
            (json!(1_736_478_514_897_i64), "2025-01-10 03:08:34Z"),
            (json!("1736478514897649"), "2025-01-10 03:08:34Z"),
            (json!(1_736_478_514_897_649_123_i64), "2025-01-10 03:08:34Z"),
            (json!("1736478514.897649"), "2025-01-10 03:08:34Z"),
            (
                json!("2022-02-08 09:23:37+11:00"),
                "2022-02-08 09:23:37+11:00",
            ),
            (
                json!("2017-10-18T23:49:25.3736084+00:00"),
                "2017-10-18 23:49:25Z",
            ),
            (
                json!("2026-03-12T09:05:30.985+0000"),
                "2026-03-12 09:05:30Z",
            ),
            (json!("2016-12-31T23:59:60.5Z"), "2016-12-31 23:59:59Z"),
            (json!("2026-03-12T11:21:00+11:11"), "2026-03-12 00:10:00Z"),
            (json!("2016-12-31T23:59:60"), "2016-12-31 23:59:59"),
            (json!("2024-01-02T03:04:05"), "2024-01-02 03:04:05"),
        ] {
            assert_eq!(Stamp::read(&value).unwrap().text, expected, "{value}");
        }
        for value in [
            json!(0),
            json!("0001-01-01T00:00:00Z"),
            json!(null),
            json!("34m"),
            json!("5"),
            json!(true),
            json!(-5),
        ] {
            assert!(Stamp::read(&value).is_none(), "{value}");
        }
    }

    #[test]
    fn what_a_float_would_lose_counts_for_the_order() {
        let order = |text: &str| Stamp::read(&json!(text)).unwrap().order.unwrap();
        assert_eq!(
            order("1736478514.000002") - order("1736478514.000001"),
            1_000
        );
        assert_eq!(order("1736478514.5"), order("1736478514500"));
    }
}
