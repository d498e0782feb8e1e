//! Dates of the command line.

use crate::model::RoughDate;

/// A day, a month or a year, or what one looks like.
pub(super) fn date(text: &str) -> Result<RoughDate, String> {
    let expected = "a date looks like 2026-03-12, 2026-03 or 2026";
    RoughDate::parse(text).ok_or_else(|| expected.to_owned())
}
