//! Two periods held against each other, by an exact test.

use chrono::NaiveDate;
use serde::Serialize;

use super::interval;
use super::part::{Part, count};

/// Two periods held against each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The day with which the first begins.
    pub from: NaiveDate,
    /// The day with which the second begins.
    pub at: NaiveDate,
    /// The day with which it ends.
    pub until: NaiveDate,
    /// Whether the first begins with its first incident because no day was named, which makes its days
    /// look fuller than by chance.
    pub begins_with_an_incident: bool,
    /// Incidents in each.
    pub counts: [u32; 2],
    /// Days in each.
    pub days: [i64; 2],
    /// How often they differ so much by chance alone.
    pub chance: f64,
    /// The same in words.
    pub words: &'static str,
}

impl Comparison {
    /// The incidents before and from `split` on; none where it leaves a period without a day.
    pub(super) fn of(
        parts: &[&Part],
        (from, split, until): (NaiveDate, NaiveDate, NaiveDate),
    ) -> Option<Self> {
        let days = [(split - from).num_days(), (until - split).num_days() + 1];
        let [first, second] = days.map(|days| u32::try_from(days).ok().filter(|days| *days > 0));
        let (first, second) = (f64::from(first?), f64::from(second?));
        let before = parts
            .iter()
            .filter(|part| part.day.is_some_and(|day| day < split));
        let before = count(before.count());
        let counts = [before, count(parts.len()) - before];
        let chance = interval::two_periods(counts[0], counts[1], first / (first + second));
        Some(Self {
            from,
            at: split,
            until,
            begins_with_an_incident: false,
            counts,
            days,
            chance,
            words: interval::in_words(chance),
        })
    }
}
