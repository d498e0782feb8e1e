//! The mixture month by month: what was known and not over at the end of it, and what changed.

use chrono::{Datelike as _, Months, NaiveDate};

use super::entry::is_end;
use super::{Entry, Register};
use crate::archive::observation::EntryKind;
use crate::archive::row::Row;
use crate::model::{Category, EntryStatus, Family};

/// The months from the first change to the day of the register, each with its counts.
pub(super) fn rows(register: &Register) -> Vec<Row> {
    let firsts = register
        .entries
        .iter()
        .filter_map(|entry| entry.changes.first());
    let Some(first) = firsts.map(|change| change.on).min() else {
        return Vec::new();
    };
    let months = std::iter::successors(first.with_day(1), |month| {
        month.checked_add_months(Months::new(1))
    });
    let months = months.take_while(|month| *month <= register.today);
    months.map(|month| row(register, month)).collect()
}

/// The month that begins on `start`; of the running one, up to the day of the register.
fn row(register: &Register, start: NaiveDate) -> Row {
    let next = start.checked_add_months(Months::new(1));
    let last = next.and_then(|next| next.pred_opt()).unwrap_or(start);
    let last = last.min(register.today);
    let known = |entry: &&Entry| entry.at(last).is_some() && !entry.is_over(last);
    let known: Vec<_> = register.entries.iter().filter(known).collect();
    let families = Family::ALL.iter().map(|family| {
        let own = known
            .iter()
            .filter(|entry| family_of(entry) == Some(*family));
        (family.word(), own.count())
    });
    let degraded = (known.iter()).filter(|entry| entry.kind == EntryKind::DegradedCondition);
    let (degraded, named) = (degraded.count(), families.collect::<Vec<_>>());
    let other = known.len() - degraded - named.iter().map(|(_, count)| count).sum::<usize>();
    let mut row = Row::default()
        .with("month", format!("{}-{:02}", start.year(), start.month()))
        .with("known_and_not_over", known.len());
    for (family, count) in named {
        row = row.with(family, count);
    }
    row = row.with("other", other).with("degraded", degraded);
    for (name, ids) in register.flows((start, last)) {
        row = row.with(name, ids.len());
    }
    row
}

impl Register {
    /// The entries that came in or changed on these days, by what became of them.
    pub fn flows(&self, (start, last): (NaiveDate, NaiveDate)) -> [(&'static str, Vec<&str>); 6] {
        let mut flows = FLOWS.map(|name| (name, Vec::new()));
        for entry in &self.entries {
            for (index, change) in entry.changes.iter().enumerate() {
                if change.on < start || change.on > last {
                    continue;
                }
                let before = index.checked_sub(1).map(|index| &entry.changes[index]);
                let first = change.to == entry.kind.statuses()[0];
                let was_over = before.is_some_and(|before| is_end(entry.kind, before.to));
                let happened = [
                    before.is_none(),
                    change.to == EntryStatus::Mitigated,
                    change.to == EntryStatus::Accepted,
                    is_end(entry.kind, change.to),
                    was_over,
                    first && before.is_some() && !was_over,
                ];
                for ((_, ids), _) in flows.iter_mut().zip(happened).filter(|(_, so)| *so) {
                    ids.push(entry.id.as_str());
                }
            }
        }
        flows
    }
}

/// What can become of an entry. One that was mitigated or accepted, and is no more, is open again; one
/// that was over is reopened.
const FLOWS: [&str; 6] = [
    "in",
    "mitigated",
    "accepted",
    "ended",
    "reopened",
    "open_again",
];

/// The family of the first category that has one: an entry of two counts once.
fn family_of(entry: &Entry) -> Option<Family> {
    let mut known = entry
        .categories
        .iter()
        .filter_map(|tag| Category::find(tag));
    known.next().map(|category| category.family)
}
