//! The lives of entries as bars on an axis of time. A start that is not known exactly is a stretch, one
//! that nobody knows is open, and what is not over goes on to the day of the register.

use chrono::{Datelike as _, NaiveDate, TimeDelta};
use serde::Serialize;

use super::dots::{Span, name, tenth};
use super::register;
use crate::archive::register::{Entry, Register};

const WIDTH: f64 = 960.0;
const NAMES: f64 = 270.0;
const RIGHT: f64 = 950.0;
const ROW: usize = 22;
const AXIS: usize = 30;
/// How many bars at most; of more entries, those that are not over and began last.
const MOST: usize = 60;
/// How far the axis goes back before the first entry was found, in days.
const BEFORE: i64 = 730;

/// A picture of lives.
#[derive(Debug, Clone, Serialize)]
pub struct Lives {
    width: f64,
    height: usize,
    left: f64,
    /// Years: place and name.
    ticks: Vec<(f64, String)>,
    rows: Vec<Life>,
    /// How many entries are not in it.
    pub left_out: usize,
}

/// The life of an entry.
#[derive(Debug, Clone, Serialize)]
struct Life {
    y: usize,
    name: String,
    href: String,
    /// All of it in words.
    words: String,
    /// When it may have begun; none where that is one day.
    start: Option<Span>,
    /// When it was there.
    there: Vec<(f64, f64)>,
    /// The incidents that it was seen in.
    seen: Vec<f64>,
}

/// From dates to places.
struct Axis {
    from: NaiveDate,
    until: NaiveDate,
}

impl Axis {
    #[allow(clippy::cast_precision_loss, reason = "a place in a picture")]
    fn place(&self, day: NaiveDate) -> f64 {
        let all = (self.until - self.from).num_days().max(1) as f64;
        let own = (day.clamp(self.from, self.until) - self.from).num_days() as f64;
        tenth(NAMES + own / all * (RIGHT - NAMES))
    }
}

impl Lives {
    /// The picture of the entries of a register; none where it has none.
    pub fn of(register: &Register) -> Option<Self> {
        let today = register.today;
        let mut entries: Vec<_> = register.entries.iter().collect();
        entries.sort_by_key(|entry| {
            (
                entry.is_over(today),
                -i64::from(entry.at_latest.num_days_from_ce()),
            )
        });
        let left_out = entries.len().saturating_sub(MOST);
        entries.truncate(MOST);
        entries.sort_by_key(|entry| entry.at_latest);
        let found = entries.iter().map(|entry| entry.found).min()?;
        let starts = entries
            .iter()
            .map(|entry| entry.at_earliest.unwrap_or(entry.at_latest));
        let earliest = found - TimeDelta::days(BEFORE);
        let axis = Axis {
            from: starts.min()?.max(earliest).min(today),
            until: today,
        };
        let years = (axis.from.year() + 1)..=today.year();
        let ticks = years.filter_map(|year| {
            let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
            Some((axis.place(first), year.to_string()))
        });
        let rows = entries.iter().enumerate();
        let rows: Vec<_> = rows
            .map(|(index, entry)| life(index, (register, entry), &axis))
            .collect();
        Some(Self {
            width: WIDTH,
            height: AXIS + ROW * rows.len() + 8,
            left: NAMES,
            ticks: ticks.collect(),
            rows,
            left_out,
        })
    }
}

/// The row of that number, from the top.
fn life(index: usize, (register, entry): (&Register, &Entry), axis: &Axis) -> Life {
    let certain = axis.place(entry.at_latest);
    let from = entry
        .at_earliest
        .map_or(NAMES, |earliest| axis.place(earliest));
    let start = Span {
        from,
        to: certain,
        exact: false,
        open: entry.at_earliest.is_none(),
    };
    let (least, most) = entry.age(axis.until);
    let days = |length: TimeDelta| length.num_days();
    let most = most.map_or(String::new(), |most| format!(", at most {}", days(most)));
    Life {
        y: AXIS + ROW * index + ROW / 2,
        name: name(&entry.id),
        href: register::entry(register, &entry.id).unwrap_or_default(),
        words: format!(
            "{}: {}; began at least {} days ago{most}; seen in {}",
            entry.id,
            entry.status(axis.until),
            days(least),
            entry.seen_in.len(),
        ),
        start: (from < certain).then_some(start),
        there: there(entry, axis),
        seen: entry
            .reviews
            .iter()
            .map(|seen| axis.place(seen.day))
            .collect(),
    }
}

/// The stretches in which it was there for certain.
fn there(entry: &Entry, axis: &Axis) -> Vec<(f64, f64)> {
    let mut stretches = Vec::new();
    let mut since = Some(entry.at_latest);
    for change in &entry.changes {
        let over = entry.is_over(change.on);
        match since {
            Some(start) if over => {
                stretches.push((axis.place(start), axis.place(change.on.max(start))));
                since = None;
            }
            None if !over => since = Some(change.on),
            _ => {}
        }
    }
    stretches.extend(since.map(|start| (axis.place(start), axis.place(axis.until))));
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Record;
    use crate::archive::register::Part;
    use crate::load;
    use crate::model;
    use crate::source::Source;

    fn lives(review: &str, changes: &str) -> Lives {
        let record = Record {
            id: "2025-01-10-a".into(),
            incident: None,
            review: load::review(&Source::new("review.yaml", review)).value,
            review_text: None,
            plan: None,
        };
        let changes = load::register(&Source::new("register.yaml", changes)).value;
        let changes: model::Register = changes.unwrap();
        let today = "2026-01-10".parse().unwrap();
        let register = Register::fold([Part::of(&record)], &changes, today);
        Lives::of(&register).unwrap()
    }

    #[test]
    fn a_start_that_nobody_knows_is_open_and_what_is_not_over_goes_on() {
        let lives = lives(
            "held: {on: 2025-01-10}\nlatent_failures:\n- {id: a, what: A}\n- {id: b, what: B, present_since: {at_earliest: 2024-07-01, at_latest: 2024-10-01}}\n",
            "pir: 1\n",
        );
        let [b, a] = lives.rows.as_slice() else {
            panic!("two rows");
        };
        let start = a.start.unwrap();
        assert!(start.open && (start.from - NAMES).abs() < 0.1);
        let start = b.start.unwrap();
        assert!(!start.open && start.to > start.from);
        for row in [a, b] {
            let [(from, to)] = row.there.as_slice() else {
                panic!("one stretch");
            };
            assert!(from < to && (to - RIGHT).abs() < 0.1, "{row:?}");
            assert_eq!(row.seen.len(), 1);
        }
        assert_eq!(lives.ticks.len(), 2);
    }

    #[test]
    fn what_came_back_has_two_stretches() {
        let lives = lives(
            "held: {on: 2025-01-10}\nlatent_failures: [{id: a, what: A}]\n",
            "changes:\n- {id: a, on: 2025-03-01, to: resolved, resolved: {how_shown: a trial}}\n- {id: a, on: 2025-06-01, to: open}\n- {id: a, on: 2025-09-01, to: mitigated, mitigated: {how: a cap, what_remains: one job}}\n",
        );
        let [(_, end), (again, last)] = lives.rows[0].there[..] else {
            panic!("two stretches");
        };
        assert!(end < again && (last - RIGHT).abs() < 0.1);
    }
}
