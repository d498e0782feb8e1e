//! Every incident as a dot, and what can be said of the dots together: a median with its interval,
//! and what the highest bounds. Never a mean.

use std::sync::Arc;

use serde::Serialize;

use super::interval::{self, Interval};
use super::part::count;
use crate::model::time::in_words;

/// A number of one incident, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ends {
    /// No less than this; none where that is open.
    pub least: Option<f64>,
    /// No more than this; none where that is open.
    pub most: Option<f64>,
    /// The same in words.
    pub words: Arc<str>,
}

/// In what something is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A length of time, in minutes.
    Minutes,
    /// A length of time, in days.
    Days,
    /// Hours of work, summed over people.
    PersonHours,
    /// How many of something.
    Number,
}

/// What each dot stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Each {
    /// An incident.
    Incident,
    /// An entry of the register.
    Entry,
}

/// One incident, or one entry of the register, on the axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dot {
    /// Its id.
    pub id: Arc<str>,
    /// No less than this; none where that is open.
    pub least: Option<f64>,
    /// No more than this; none where that is open.
    pub most: Option<f64>,
    /// The same in words.
    pub words: Arc<str>,
}

/// A median with its interval; both have a lower and an upper end where numbers are inexact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Median {
    /// The median of the lower and of the upper ends.
    pub median: Interval,
    /// Where it lies with at least 95 %.
    pub interval: Interval,
    /// Of how many.
    pub of: usize,
}

/// One number over all incidents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strip {
    /// What was measured.
    pub what: &'static str,
    /// In what.
    pub unit: Unit,
    /// What each dot stands for.
    pub each: Each,
    /// Every one of which it is known, the lowest first.
    pub dots: Vec<Dot>,
    /// Of how many it is not known.
    pub unknown: usize,
    /// The median, from six on; none where an end is open.
    pub median: Option<Median>,
    /// The share of incidents that the highest bounds with 95 %, where there are enough.
    pub tail: Option<&'static str>,
}

impl Ends {
    /// A number that is known.
    pub(super) fn exact(number: f64) -> Self {
        Self {
            least: Some(number),
            most: Some(number),
            words: number.to_string().into(),
        }
    }
}

impl Dot {
    pub(super) fn new(id: Arc<str>, ends: Ends) -> Self {
        Self {
            id,
            least: ends.least,
            most: ends.most,
            words: ends.words,
        }
    }
}

impl Strip {
    /// The dots in order, of `all` incidents, and what they say together.
    pub(super) fn of((what, unit): (&'static str, Unit), mut dots: Vec<Dot>, all: usize) -> Self {
        dots.sort_by(|one, other| {
            let key = |dot: &Dot| dot.least.or(dot.most).unwrap_or_default();
            let names = || one.id.cmp(&other.id);
            key(one).total_cmp(&key(other)).then_with(names)
        });
        Self {
            what,
            unit,
            each: Each::Incident,
            unknown: all - dots.len(),
            median: Median::of(&dots),
            tail: interval::tail(dots.len()).filter(|_| dots.iter().all(|dot| dot.most.is_some())),
            dots,
        }
    }

    /// The same, each dot standing for something else than an incident.
    pub(super) fn each(self, each: Each) -> Self {
        Self { each, ..self }
    }

    /// What can be said of the incidents together, in words: a median with its interval, and the
    /// highest; the longest, where it is a time.
    pub fn together(&self) -> Vec<String> {
        let say = |number: f64| in_unit(self.unit, number);
        let range = |low: f64, high: f64| match (say(low), say(high)) {
            (low, high) if low == high => low,
            (low, high) => format!("{low} to {high}"),
        };
        let median = self.median.as_ref().map(|own| {
            let interval = format!("{} to {}", say(own.interval.low), say(own.interval.high));
            let middle = range(own.median.low, own.median.high);
            format!("median of {}: {middle}; 95% interval {interval}", own.of)
        });
        let middle = median.or_else(|| self.no_median());
        let highest = self
            .tail
            .map_or_else(|| self.highest(), |own| self.bound(own));
        middle.into_iter().chain(highest).collect()
    }

    /// Why there is no median, where there are dots enough for one.
    fn no_median(&self) -> Option<String> {
        interval::median_ranks(count(self.dots.len()))?;
        let open = |dot: &&Dot| dot.least.is_none() || dot.most.is_none();
        let open = self.dots.iter().filter(open).count();
        Some(format!(
            "no median: open ends in {open} of {}",
            self.dots.len()
        ))
    }

    /// What that share of all is below: the highest upper end.
    fn bound(&self, share: &str) -> Option<String> {
        let highest = self.dots.iter().filter_map(|dot| dot.most);
        let highest = in_unit(self.unit, highest.max_by(f64::total_cmp)?);
        let no_more = match self.unit {
            Unit::Minutes | Unit::Days => "no longer than",
            Unit::PersonHours | Unit::Number => "no more than",
        };
        Some(format!(
            "{share} are {no_more} {highest}, with 95% confidence"
        ))
    }

    /// The highest that is known, and what has it. A bar may be as short as its lower end, so that
    /// end counts; where it is nothing, nothing is known.
    fn highest(&self) -> Option<String> {
        let least = |dot: &Dot| dot.least.unwrap_or_default();
        let highest = self.dots.iter().map(least).max_by(f64::total_cmp)?;
        let dots = self.dots.iter();
        let alike = dots.filter(|dot| least(dot).total_cmp(&highest).is_eq());
        let alike: Vec<_> = alike.collect();
        let exact = alike.iter().all(|dot| dot.most == dot.least);
        let at_least = match exact {
            true => "",
            false if highest > 0.0 => "at least ",
            false => return None,
        };
        let ids: Vec<_> = alike.iter().map(|dot| &*dot.id).collect();
        let which = if ids.len() > NAMED {
            format!("{} of them", ids.len())
        } else {
            ids.join(", ")
        };
        let word = match self.unit {
            Unit::Minutes | Unit::Days => "longest",
            Unit::PersonHours | Unit::Number => "highest",
        };
        let highest = in_unit(self.unit, highest);
        Some(format!("the {word} known: {at_least}{highest} ({which})"))
    }
}

/// How many are named that are the highest together.
const NAMED: usize = 3;

/// A number in words.
fn in_unit(unit: Unit, number: f64) -> String {
    match unit {
        Unit::Minutes => {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "a rounded length of an incident"
            )]
            let seconds = (number * 60.0).round() as i64;
            in_words(chrono::TimeDelta::seconds(seconds))
        }
        Unit::Days => {
            let one = number.total_cmp(&1.0).is_eq();
            format!("{number} {}", if one { "day" } else { "days" })
        }
        Unit::PersonHours | Unit::Number => number.to_string(),
    }
}

impl Median {
    /// The median of the dots; none where an end is open, which no order leaves in its place.
    fn of(dots: &[Dot]) -> Option<Self> {
        let ends = |end: fn(&Dot) -> Option<f64>| {
            let mut ends = dots.iter().map(end).collect::<Option<Vec<_>>>()?;
            ends.sort_by(f64::total_cmp);
            Some(ends)
        };
        let (least, most) = (ends(|dot| dot.least)?, ends(|dot| dot.most)?);
        let (low, high) = interval::median_ranks(count(dots.len()))?;
        let ranked = |ends: &[f64], rank: u32| ends.get(usize::try_from(rank).ok()? - 1).copied();
        let middle = |ends: &[f64]| {
            let half = ends.len() / 2;
            if ends.len() % 2 == 1 {
                ends[half]
            } else {
                f64::midpoint(ends[half - 1], ends[half])
            }
        };
        Some(Self {
            median: Interval {
                low: middle(&least),
                high: middle(&most),
            },
            interval: Interval {
                low: ranked(&least, low)?,
                high: ranked(&most, high)?,
            },
            of: dots.len(),
        })
    }
}
