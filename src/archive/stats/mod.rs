//! Statistics that say how little a few incidents tell: every incident as a dot, counts and medians
//! with their intervals, and no mean, no trend, no score.

pub mod interval;

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use super::gather::Record;
use crate::model::time::{Gap, Time, apart};
use crate::model::{Incident, Kind, Mark, Reporter};
use interval::Interval;

/// What stands above all numbers.
pub const SELECTION: &str = "These are the incidents that were reviewed. Which ones get a review is \
                             a choice, so counts of them are no counts of what happened.";

/// The lengths that are shown, by the marks at their ends.
const LENGTHS: [(&str, Mark, Mark); 3] = [
    (
        "from first sign to detection",
        Mark::Started,
        Mark::Detected,
    ),
    (
        "from detection to mitigation",
        Mark::Detected,
        Mark::Mitigated,
    ),
    (
        "from mitigation to resolution",
        Mark::Mitigated,
        Mark::Resolved,
    ),
];

/// Who can have noticed first.
const NOTICED: [&str; 7] = [
    "an alert",
    "the response",
    "a customer",
    "the public",
    "somebody inside",
    "a supplier",
    "not recorded",
];

/// What the statistics need of one incident.
#[derive(Debug, Clone)]
pub struct Part {
    day: Option<NaiveDate>,
    lengths: [Option<Dot>; 3],
    noticed: &'static str,
}

/// One incident on the axis: a length in minutes, as far as it is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dot {
    /// Id of the incident.
    pub incident: String,
    /// No shorter than this, in minutes; none where that is open.
    pub least: Option<f64>,
    /// No longer than this, in minutes; none where that is open.
    pub most: Option<f64>,
    /// The length in words.
    pub words: String,
}

/// A median with its interval; both have a lower and an upper end where lengths are inexact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Median {
    /// The median of the lower and of the upper ends, in minutes.
    pub median: Interval,
    /// Where it lies with at least 95 %, in minutes.
    pub interval: Interval,
    /// Of how many.
    pub of: usize,
}

/// One of the lengths over all incidents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Length {
    /// From what to what.
    pub what: &'static str,
    /// Every incident of which it is known, the shortest first.
    pub dots: Vec<Dot>,
    /// Of how many it is not known.
    pub unknown: usize,
    /// The median, from six incidents on.
    pub median: Option<Median>,
    /// The share of incidents that the longest bounds with 95 %, where there are enough.
    pub tail: Option<&'static str>,
}

/// How many of the incidents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// What was counted.
    pub what: &'static str,
    /// How many.
    pub count: u32,
    /// Of how many.
    pub of: u32,
    /// What that leaves open, as a share.
    pub interval: Option<Interval>,
}

/// Two periods held against each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The day with which the second begins.
    pub at: NaiveDate,
    /// Incidents in each.
    pub counts: [u32; 2],
    /// Days in each.
    pub days: [i64; 2],
    /// How often they differ so much by chance alone.
    pub chance: f64,
    /// The same in words.
    pub words: &'static str,
}

/// The statistics of an archive.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    /// Version of `pir` that made this.
    pub pir_version: &'static str,
    /// What stands above all numbers.
    pub selection: &'static str,
    /// First day of the period.
    pub from: Option<NaiveDate>,
    /// Last day of the period.
    pub until: Option<NaiveDate>,
    /// Incidents reviewed in it.
    pub incidents: u32,
    /// What that count leaves open.
    pub interval: Interval,
    /// Incidents without any date, which are in no period.
    pub undated: usize,
    /// Who noticed first.
    pub noticed: Vec<Share>,
    /// The lengths.
    pub lengths: Vec<Length>,
    /// The two halves of the period, where a day between them was named.
    pub comparison: Option<Comparison>,
}

/// Which incidents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Period {
    /// From this day on; that of the first incident where none is named.
    pub from: Option<NaiveDate>,
    /// Up to this day; that of the last incident where none is named.
    pub until: Option<NaiveDate>,
    /// The first day of the second of two periods.
    pub split: Option<NaiveDate>,
}

impl Part {
    /// The part of an incident; one whose `incident.yaml` was left out has none.
    pub fn of(record: &Record) -> Option<Self> {
        let incident = record.incident.as_ref()?;
        let length = |(_, from, to): (&str, Mark, Mark)| {
            let time = |mark| incident.mark(mark)?.0.time.as_ref();
            Dot::between(&record.id, time(from)?, time(to)?)
        };
        Some(Self {
            day: record.day(),
            lengths: LENGTHS.map(length),
            noticed: noticed(incident),
        })
    }
}

impl Dot {
    /// The length between two times; none where they stand the other way round, or nothing can be
    /// said.
    fn between(incident: &str, from: &Time, to: &Time) -> Option<Self> {
        let minutes = |length: TimeDelta| {
            let seconds = u32::try_from(length.num_seconds()).ok()?;
            Some(f64::from(seconds) / 60.0)
        };
        let (least, most) = apart(from, to)?;
        let (least, most) = (least.and_then(minutes), most.and_then(minutes));
        // No shorter than nothing, and open above, says nothing.
        let says = most.is_some() || least.is_some_and(|least| least > 0.0);
        says.then(|| Self {
            incident: incident.to_owned(),
            least,
            most,
            words: Gap::between(from, to).to_string(),
        })
    }
}

/// Who noticed first, by the event that carries the detection.
pub(super) fn noticed(incident: &Incident) -> &'static str {
    let event = incident.mark(Mark::Detected).and_then(|(_, event)| event);
    let place = match event.map(|event| (event.kind(), event.reporter)) {
        None | Some((Kind::Report, None)) => 6,
        Some((_, Some(reporter))) => match reporter {
            Reporter::Responder => 1,
            Reporter::Customer => 2,
            Reporter::Public => 3,
            Reporter::Internal => 4,
            Reporter::Vendor => 5,
        },
        Some((Kind::Alert, None)) => 0,
        Some(_) => 1,
    };
    NOTICED[place]
}

/// How many, as the intervals take it.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Stats {
    /// The statistics of the incidents of a period.
    pub fn of(parts: &[Part], period: Period) -> Self {
        let days = || parts.iter().filter_map(|part| part.day);
        let (from, until) = (period.from.or(days().min()), period.until.or(days().max()));
        let within = |part: &&Part| {
            let day = part.day.zip(from).zip(until);
            day.is_some_and(|((day, from), until)| from <= day && day <= until)
        };
        let chosen: Vec<_> = parts.iter().filter(within).collect();
        let all = count(chosen.len());
        let noticed = NOTICED.map(|what| {
            let own = count(chosen.iter().filter(|part| part.noticed == what).count());
            Share {
                what,
                count: own,
                of: all,
                interval: interval::wilson(own, all),
            }
        });
        let lengths = (0..LENGTHS.len()).map(|which| Length::of(&chosen, which));
        Self {
            pir_version: env!("CARGO_PKG_VERSION"),
            selection: SELECTION,
            from,
            until,
            incidents: all,
            interval: interval::poisson(all),
            undated: parts.iter().filter(|part| part.day.is_none()).count(),
            noticed: noticed
                .into_iter()
                .filter(|share| share.count > 0)
                .collect(),
            lengths: lengths.collect(),
            comparison: (period.split.zip(from).zip(until))
                .and_then(|((split, from), until)| Comparison::of(&chosen, (from, split, until))),
        }
    }
}

impl Length {
    fn of(parts: &[&Part], which: usize) -> Self {
        let dots = parts.iter().filter_map(|part| part.lengths[which].clone());
        let mut dots: Vec<_> = dots.collect();
        dots.sort_by(|one, other| {
            let key = |dot: &Dot| dot.least.or(dot.most).unwrap_or_default();
            let names = || one.incident.cmp(&other.incident);
            key(one).total_cmp(&key(other)).then_with(names)
        });
        Self {
            what: LENGTHS[which].0,
            unknown: parts.len() - dots.len(),
            median: Median::of(&dots),
            tail: interval::tail(dots.len()).filter(|_| dots.iter().all(|dot| dot.most.is_some())),
            dots,
        }
    }
}

impl Median {
    /// The median of the lengths; none where an end is open, which no order leaves in its place.
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

impl Comparison {
    /// The incidents before and from `split` on; none where it leaves a period without a day.
    fn of(
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
            at: split,
            counts,
            days,
            chance,
            words: interval::in_words(chance),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::source::Source;

    /// Incidents whose detection comes after these minutes, as written.
    fn parts(times: &[&str]) -> Vec<Part> {
        let part = |(number, time): (usize, &&str)| {
            let text = format!(
                "title: T\ndate: 2026-01-{:02}\ntimezone: UTC\ntimeline: |\n  10:00 symptom: a !started\n  {time} alert: b !detected\n",
                number + 1
            );
            let now = "2026-04-01T00:00:00Z".parse().unwrap();
            let loaded = load::incident(&Source::new("i.yaml", text), now, None);
            assert!(loaded.is_sound(), "{:?}", loaded.findings);
            let record = Record {
                id: format!("i{number}"),
                incident: loaded.value,
                review: None,
                review_text: None,
                plan: None,
            };
            Part::of(&record).unwrap()
        };
        times.iter().enumerate().map(part).collect()
    }

    fn detection(times: &[&str]) -> Length {
        let stats = Stats::of(&parts(times), Period::default());
        stats.lengths.into_iter().next().unwrap()
    }

    #[test]
    fn five_have_no_median_and_six_have_one_from_end_to_end() {
        let five = ["10:01", "10:02", "10:04", "10:08", "10:16"];
        assert_eq!(detection(&five).median, None);
        let six = [&five[..], &["10:32"]].concat();
        let median = detection(&six).median.unwrap();
        let (middle, interval) = (median.median, median.interval);
        assert_eq!(median.of, 6);
        assert!((middle.low - 6.0).abs() < 1e-9 && (middle.high - 6.0).abs() < 1e-9);
        assert!((interval.low - 1.0).abs() < 1e-9 && (interval.high - 32.0).abs() < 1e-9);
    }

    #[test]
    fn inexact_ends_make_a_bar_and_two_medians() {
        let six = ["~10:30", "~10:30", "~10:30", "~10:30", "~10:30", "~10:30"];
        let length = detection(&six);
        let dot = &length.dots[0];
        assert_eq!((dot.least, dot.most), (Some(25.0), Some(35.0)));
        let median = length.median.unwrap().median;
        assert!((median.low - 25.0).abs() < 1e-9 && (median.high - 35.0).abs() < 1e-9);
    }

    #[test]
    fn an_open_end_is_no_median() {
        let six = ["10:01", "10:02", "10:04", "10:08", "10:16", "after 10:32"];
        let length = detection(&six);
        assert_eq!(length.dots[5].most, None);
        assert_eq!(length.median, None);
    }

    #[test]
    fn what_says_nothing_is_no_dot() {
        let length = detection(&["10:01", "after 10:00"]);
        assert_eq!((length.dots.len(), length.unknown), (1, 1));
    }

    #[test]
    fn periods_count_their_own_incidents() {
        let parts = parts(&["10:01", "10:02", "10:04"]);
        let day = |text: &str| Some(text.parse().unwrap());
        let period = Period {
            from: None,
            until: day("2026-01-04"),
            split: day("2026-01-03"),
        };
        let comparison = Stats::of(&parts, period).comparison.unwrap();
        assert_eq!((comparison.counts, comparison.days), ([2, 1], [2, 2]));
        assert!((comparison.chance - 1.0).abs() < 1e-9);
        let later = Period {
            from: day("2026-01-02"),
            ..Period::default()
        };
        assert_eq!(Stats::of(&parts, later).incidents, 2);
    }
}
