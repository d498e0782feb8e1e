//! Every incident as a dot on a log axis: numbers in, places in a picture out.

use serde::Serialize;

use super::table::review;
use crate::archive::stats::{Dot, Strip, Unit};

/// The width of the picture, and of the names on its left and the words on its right.
const WIDTH: f64 = 960.0;
const NAMES: f64 = 250.0;
const WORDS: f64 = 190.0;
/// The height of a row, and of the axis above them.
const ROW: usize = 22;
const AXIS: usize = 30;

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
}

/// An incident in it.
#[derive(Debug, Clone, Serialize)]
struct Line {
    y: usize,
    name: String,
    href: String,
    words: String,
    from: f64,
    to: f64,
    /// Whether its length is one number.
    exact: bool,
    /// Whether an end is not known.
    open: bool,
}

impl Dots {
    /// The picture of a number; none where it is known of no incident.
    pub fn of(strip: &Strip) -> Option<Self> {
        let ends = strip.dots.iter().flat_map(|dot| [dot.least, dot.most]);
        let longest = ends.flatten().fold(1.0_f64, f64::max);
        if strip.dots.is_empty() {
            return None;
        }
        let (left, right) = (NAMES, WIDTH - WORDS);
        let place = |minutes: f64| {
            let share = (1.0 + minutes.max(0.0)).ln() / (1.0 + longest).ln();
            tenth(left + share * (right - left))
        };
        let line = |(index, dot): (usize, &Dot)| Line {
            y: AXIS + ROW * index + ROW / 2,
            name: name(&dot.incident),
            href: review(&dot.incident),
            words: dot.words.clone(),
            from: dot.least.map_or(left, place),
            to: dot.most.map_or(right, place),
            exact: dot.least.is_some() && dot.least == dot.most,
            open: dot.least.is_none() || dot.most.is_none(),
        };
        let ticks = match strip.unit {
            Unit::Minutes => TICKS,
            Unit::Days | Unit::PersonHours | Unit::Number => NUMBERS,
        };
        let ticks = ticks.iter().filter(|tick| tick.0 <= longest * 1.1);
        Some(Self {
            width: WIDTH,
            height: AXIS + ROW * strip.dots.len() + 8,
            left,
            right,
            label: format!("{}, an incident a line", strip.what),
            ticks: ticks.map(|tick| (place(tick.0), tick.1)).collect(),
            rows: strip.dots.iter().enumerate().map(line).collect(),
        })
    }
}

fn tenth(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

/// As much of an id as there is room for.
fn name(id: &str) -> String {
    const MOST: usize = 36;
    if id.chars().count() <= MOST {
        return id.to_owned();
    }
    let start: String = id.chars().take(MOST - 1).collect();
    format!("{start}…")
}
