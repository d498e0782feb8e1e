//! Every incident as a dot on a log axis: numbers in, places in a picture out.

use serde::Serialize;

use super::table::review;
use crate::archive::stats::{Dot, Each, Strip, Unit};

/// The width of the picture, and of the names on its left and the words on its right.
const WIDTH: f64 = 960.0;
const NAMES: f64 = 250.0;
const WORDS: f64 = 190.0;
/// The height of a row, and of the axis above them.
const ROW: usize = 22;
const AXIS: usize = 30;
/// How many incidents have a row and a name each; of more, the rows lie closer and have none.
pub(super) const NAMED: usize = 100;
/// The height of all rows together, and the margin on both sides, where there are more.
const PLOT: usize = 440;
const MARGIN: f64 = 20.0;

/// How wide a bar is at least: less, and it would be thinner than a dot.
const BAR: f64 = 10.0;

/// Marks of the axis, in minutes.
const TICKS: &[(f64, &str)] = &[
    (1.0, "1 min"),
    (10.0, "10 min"),
    (60.0, "1 h"),
    (360.0, "6 h"),
    (1440.0, "1 day"),
    (10_080.0, "1 week"),
    (43_200.0, "30 days"),
];

/// Marks of the axis of everything else, in its own unit.
const NUMBERS: &[(f64, &str)] = &[
    (0.0, "0"),
    (1.0, "1"),
    (3.0, "3"),
    (10.0, "10"),
    (30.0, "30"),
    (100.0, "100"),
    (300.0, "300"),
    (1000.0, "1000"),
];

/// A picture of dots.
#[derive(Debug, Clone, Serialize)]
pub struct Dots {
    width: f64,
    height: usize,
    /// Where the axis begins.
    left: f64,
    right: f64,
    label: String,
    ticks: Vec<(f64, &'static str)>,
    rows: Vec<Line>,
    /// In place of the rows: paths of what is exact, of what is not, and of what has an open end.
    many: Option<[String; 3]>,
}

/// An incident in it.
#[derive(Debug, Clone, Serialize)]
struct Line {
    y: usize,
    name: String,
    /// Where its name leads; none for an entry of the register.
    href: Option<String>,
    words: String,
    #[serde(flatten)]
    span: Span,
    /// The ends of a bar that are known.
    ends: Vec<f64>,
}

/// Where something lies on the axis.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Span {
    pub from: f64,
    pub to: f64,
    /// Whether it is one number.
    pub exact: bool,
    /// Whether an end is not known.
    pub open: bool,
}

impl Dots {
    /// The picture of a number; none where it is known of no incident.
    pub fn of(strip: &Strip) -> Option<Self> {
        let ends = strip.dots.iter().flat_map(|dot| [dot.least, dot.most]);
        let longest = ends.flatten().fold(1.0_f64, f64::max);
        if strip.dots.is_empty() {
            return None;
        }
        let is_many = strip.dots.len() > NAMED;
        let (left, right) = if is_many {
            (MARGIN, WIDTH - MARGIN)
        } else {
            (NAMES, WIDTH - WORDS)
        };
        let place = |minutes: f64| {
            let share = (1.0 + minutes.max(0.0)).ln() / (1.0 + longest).ln();
            tenth(left + share * (right - left))
        };
        let spans = strip.dots.iter().map(|dot| {
            let span = Span {
                from: dot.least.map_or(left, place),
                to: dot.most.map_or(right, place),
                exact: dot.least.is_some() && dot.least == dot.most,
                open: dot.least.is_none() || dot.most.is_none(),
            };
            visible(span, (left, right))
        });
        let (rows, many, height) = if is_many {
            let many = paths(spans, strip.dots.len());
            (Vec::new(), Some(many), AXIS + PLOT)
        } else {
            let lines = strip.dots.iter().zip(spans).enumerate();
            let rows: Vec<_> = lines
                .map(|(index, own)| line(index, strip.each, own))
                .collect();
            let height = AXIS + ROW * rows.len();
            (rows, None, height)
        };
        let ticks = match strip.unit {
            Unit::Minutes => TICKS,
            Unit::Days | Unit::PersonHours | Unit::Number => NUMBERS,
        };
        let ticks = ticks.iter().filter(|tick| tick.0 <= longest);
        Some(Self {
            width: WIDTH,
            height: height + 8,
            left,
            right,
            label: format!("{}, a line each", strip.what),
            ticks: ticks.map(|tick| (place(tick.0), tick.1)).collect(),
            rows,
            many,
        })
    }
}

/// The row of that number, from the top.
fn line(index: usize, each: Each, (dot, span): (&Dot, Span)) -> Line {
    let href = (each == Each::Incident).then(|| review(&dot.id));
    Line {
        y: AXIS + ROW * index + ROW / 2,
        name: name(&dot.id),
        href,
        words: dot.words.to_string(),
        ends: [dot.least.and(Some(span.from)), dot.most.and(Some(span.to))]
            .into_iter()
            .flatten()
            .collect(),
        span,
    }
}

/// The span, a bar of which is wide enough to be seen as one: around its middle, inside the plot.
fn visible(span: Span, (left, right): (f64, f64)) -> Span {
    let lacking = BAR - (span.to - span.from);
    if span.exact || lacking <= 0.0 {
        return span;
    }
    let from = (span.from - lacking / 2.0).clamp(left, right - BAR);
    Span {
        from: tenth(from),
        to: tenth(from + BAR),
        ..span
    }
}

/// Paths through `spans`, each at a height of its own; what would lie on the same spot is in them
/// once.
fn paths(spans: impl Iterator<Item = Span>, all: usize) -> [String; 3] {
    let mut paths: [String; 3] = Default::default();
    let mut last: [String; 3] = Default::default();
    #[allow(clippy::cast_precision_loss, reason = "a place in a picture")]
    let place = |index: usize| tenth(AXIS as f64 + (PLOT * index) as f64 / all as f64);
    for (
        index,
        Span {
            from,
            to,
            exact,
            open,
        },
    ) in spans.enumerate()
    {
        let y = place(index);
        let (own, drawn) = match (exact, open) {
            (true, _) => (0, format!("M{from} {y}h0")),
            (false, false) => (1, format!("M{from} {y}H{to}")),
            (false, true) => (2, format!("M{from} {y}H{to}")),
        };
        if last[own] != drawn {
            paths[own] += &drawn;
            last[own] = drawn;
        }
    }
    paths
}

pub(super) fn tenth(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

/// As much of an id as there is room for.
pub(super) fn name(id: &str) -> String {
    const MOST: usize = 36;
    if id.chars().count() <= MOST {
        return id.to_owned();
    }
    let start: String = id.chars().take(MOST - 1).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dots(count: usize, ends: &[[Option<f64>; 2]]) -> Dots {
        let dots = (0..count).zip(ends.iter().cycle()).map(|(_, ends)| Dot {
            id: "a".into(),
            least: ends[0],
            most: ends[1],
            words: "about so long".into(),
        });
        let strip = Strip {
            what: "what",
            unit: Unit::Minutes,
            each: Each::Incident,
            dots: dots.collect(),
            unknown: 0,
            median: None,
            tail: None,
        };
        Dots::of(&strip).unwrap()
    }

    #[test]
    fn a_bar_between_close_ends_is_wide_enough_to_be_seen_and_stays_in_the_plot() {
        let ends = [[0.0, 0.01], [50.0, 51.0], [999.0, 1000.0]];
        let ends = ends.map(|ends| ends.map(Some));
        let plot = dots(3, &ends);
        for row in &plot.rows {
            let Span { from, to, .. } = row.span;
            assert!((to - from - BAR).abs() < 0.2, "{row:?}");
            assert!(plot.left <= from && to <= plot.right, "{row:?}");
            assert_eq!(row.ends, [from, to]);
        }
        let middle = plot.rows[1].span;
        let plain = (1.0_f64 + 50.5).ln() / 1001.0_f64.ln();
        let plain = plot.left + plain * (plot.right - plot.left);
        assert!((f64::midpoint(middle.from, middle.to) - plain).abs() < 0.2);
    }

    #[test]
    fn a_bar_has_a_tick_where_its_end_is_known() {
        let plot = dots(2, &[[Some(20.0), None], [None, Some(1000.0)]]);
        let [first, second] = plot.rows.as_slice() else {
            panic!("two rows");
        };
        assert_eq!(first.ends, [first.span.from]);
        assert_eq!(second.ends, [second.span.to]);
    }

    #[test]
    fn among_many_a_bar_is_no_thinner() {
        let plot = dots(NAMED + 1, &[[Some(0.0), Some(0.01)], [Some(1000.0); 2]]);
        let many = plot.many.unwrap();
        let expected = format!("M{MARGIN} 30H{}M", MARGIN + BAR);
        assert!(many[1].starts_with(&expected), "{}", many[1]);
    }
}
