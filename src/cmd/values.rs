//! Dates and numbers of the command line.

use std::str::FromStr;

use crate::model::RoughDate;

/// A day, a month or a year, or what one looks like.
pub(super) fn date(text: &str) -> Result<RoughDate, String> {
    let expected = "a date looks like 2026-03-12, 2026-03 or 2026";
    RoughDate::parse(text).ok_or_else(|| expected.to_owned())
}

/// A whole number, or what one looks like.
pub(super) fn number<N: FromStr>(text: &str) -> Result<N, String> {
    let expected = "a whole number is wanted, such as 20";
    text.parse().map_err(|_| expected.to_owned())
}
