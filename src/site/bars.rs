//! The mixture over time: counts of the entries known and not over at the end of each month in, bars
//! out.

use serde::Serialize;

use crate::archive::row::{Cell, Row};

/// The kinds of entries in a bar, from the bottom: column of the view, and what it is called.
const KINDS: &[(&str, &str)] = &[
    ("technical-system", "technical system"),
    ("change-and-proof", "change and proof"),
    ("seeing-and-acting", "seeing and acting"),
    ("people-working-together", "people working together"),
    ("organisation", "organisation"),
    ("other", "without a family"),
    ("degraded", "degraded conditions"),
];

const WIDTH: usize = 960;
const LEFT: usize = 40;
const PLOT: usize = 220;
const TOP: usize = 12;
/// Months at most; of a longer time the last.
const MONTHS: usize = 48;

/// A picture of bars.
#[derive(Debug, Clone, Serialize)]
pub struct Bars {
    width: usize,
    height: usize,
    left: usize,
    base: usize,
    /// Marks of the axis: place and count.
    ticks: Vec<(usize, usize)>,
    months: Vec<Bar>,
    legend: Vec<&'static str>,
}

/// A month.
#[derive(Debug, Clone, Serialize)]
struct Bar {
    x: usize,
    width: usize,
    /// The name of the month, where there is room for it.
    name: Option<String>,
    /// All of it in words.
    words: String,
    /// Kind, top edge and height of each part.
    parts: Vec<(usize, usize, usize)>,
}

impl Bars {
    /// The picture of the rows of the view `mixture`; none where there are none.
    pub fn of(rows: &[Row]) -> Option<Self> {
        let rows = &rows[rows.len().saturating_sub(MONTHS)..];
        let total = |row: &Row| count(row, "known_and_not_over");
        let most = rows.iter().map(total).max()?.max(1);
        let step = (WIDTH - LEFT) / rows.len();
        let base = TOP + PLOT;
        let height = |count: usize| count * PLOT / most;
        let every = rows.len().div_ceil(12);
        let bar = |(index, row): (usize, &Row)| {
            let mut below = 0;
            let mut parts = Vec::new();
            for (kind, (column, _)) in KINDS.iter().enumerate() {
                let count = count(row, column);
                if count > 0 {
                    let (from, to) = (height(below), height(below + count));
                    parts.push((kind, base - to, to - from));
                    below += count;
                }
            }
            let name = row.get("month").and_then(Cell::words).unwrap_or_default();
            Bar {
                x: LEFT + step * index,
                width: step.saturating_sub(2).max(1),
                words: words(&name, row),
                name: (index % every == 0).then_some(name),
                parts,
            }
        };
        let marks = most.div_ceil(4).max(1);
        let ticks = (0..=most).step_by(marks);
        Some(Self {
            width: WIDTH,
            height: base + 26,
            left: LEFT,
            base,
            ticks: ticks.map(|count| (base - height(count), count)).collect(),
            months: rows.iter().enumerate().map(bar).collect(),
            legend: KINDS.iter().map(|kind| kind.1).collect(),
        })
    }
}

fn count(row: &Row, column: &str) -> usize {
    match row.get(column) {
        Some(Cell::Count(count)) => *count,
        _ => 0,
    }
}

/// A month in words.
fn words(name: &str, row: &Row) -> String {
    let kinds = KINDS.iter();
    let kinds = kinds.filter_map(|(column, called)| match count(row, column) {
        0 => None,
        count => Some(format!("{called} {count}")),
    });
    let kinds: Vec<_> = kinds.collect();
    format!(
        "{name}: {} known and not over ({})",
        count(row, "known_and_not_over"),
        kinds.join(", ")
    )
}
