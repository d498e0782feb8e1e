//! The shapes that tell kinds of events apart, by a table: without colour they are still told
//! apart, with it they are found sooner.

use super::Glyph;

/// How a kind of event looks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The kind.
    pub(super) kind: &'static str,
    /// Its outline as an SVG path in a square of 14 units around the origin.
    pub(super) path: &'static str,
    /// Whether the outline is drawn as a line; filled otherwise.
    pub(super) line: bool,
    /// What it belongs to, which gives it its colour.
    pub(super) tone: &'static str,
    /// What keeps its label longest where there is little room: the lowest first.
    pub(super) rank: u8,
}

/// The kind that is a state and no moment.
pub(super) const CONDITION: &str = "condition";

impl Shape {
    /// The shape with its middle there.
    pub(super) fn at(&self, (x, y): (i64, i64)) -> Glyph {
        Glyph {
            x,
            y,
            path: self.path,
            line: self.line,
            tone: self.tone,
        }
    }
}

const fn filled(kind: &'static str, tone: &'static str, rank: u8, path: &'static str) -> Shape {
    Shape {
        kind,
        path,
        line: false,
        tone,
        rank,
    }
}

const fn line(kind: &'static str, tone: &'static str, rank: u8, path: &'static str) -> Shape {
    Shape {
        line: true,
        ..filled(kind, tone, rank, path)
    }
}

/// Every known kind, in the order of the legend.
pub(super) static SHAPES: &[Shape] = &[
    filled(CONDITION, "state", 3, "M-7-3H7V3H-7z"),
    filled("symptom", "sign", 2, "M0-7 7 0 0 7-7 0z"),
    filled("alert", "sign", 3, "M0-7 7 6H-7z"),
    filled("report", "sign", 3, "M-7-6H7V3H1L-3 7V3H-7z"),
    line(
        "observation",
        "thought",
        4,
        "M0-6A6 6 0 1 1 0 6 6 6 0 1 1 0-6M0-1A1 1 0 1 1 0 1 1 1 0 1 1 0-1",
    ),
    line(
        "hypothesis",
        "thought",
        3,
        "M-2.3-5.6A6 6 0 0 0-5.6-2.3M2.3-5.6A6 6 0 0 1 5.6-2.3M5.6 2.3A6 6 0 0 1 2.3 5.6M-2.3 5.6A6 6 0 0 1-5.6 2.3",
    ),
    line("decision", "thought", 2, "M0-6.5 6.5 0 0 6.5-6.5 0z"),
    line("change", "step", 2, "M-5.5-5.5H5.5V5.5H-5.5z"),
    filled("action", "step", 4, "M-6-6H6V6H-6z"),
    filled(
        "mitigation",
        "step",
        1,
        "M-6-6.5H6V0C6 4 3 6 0 7.5-3 6-6 4-6 0z",
    ),
    line("workaround", "step", 3, "M-3.5-6H3.5L7 0 3.5 6H-3.5L-7 0z"),
    line("communication", "word", 5, "M-6-5.5H6V2.5H1L-3 6V2.5H-6z"),
    line("escalation", "word", 4, "M-5 0 0-5 5 0M-5 6 0 1 5 6"),
    filled("join", "word", 6, "M-2-7H2V-2H7V2H2V7H-2V2H-7V-2H-2z"),
    filled("handoff", "word", 5, "M-7-2H0V-6.5L7 0 0 6.5V2H-7z"),
    line("recovery", "relief", 1, "M-6 0-2 5 6-5"),
    filled("note", "other", 6, "M0-4A4 4 0 1 1 0 4 4 4 0 1 1 0-4z"),
];

/// A kind that `pir` does not know.
pub(super) static OTHER: Shape = line(
    "another kind",
    "other",
    6,
    "M0-4A4 4 0 1 1 0 4 4 4 0 1 1 0-4z",
);

/// What users noticed.
pub(super) static IMPACT: Shape = filled(
    "what users noticed",
    "sign",
    0,
    "M0-7A3 3 0 1 1 0-1 3 3 0 1 1 0-7zM-6 7C-6-1 6-1 6 7z",
);

/// Several events on one spot.
pub(super) static STACK: Shape = filled(
    "several events",
    "other",
    0,
    "M-6-6.5H6V-3H-6zM-6-1.75H6V1.75H-6zM-6 3H6V6.5H-6z",
);

/// The shape of `kind`.
pub(super) fn of(kind: &str) -> &'static Shape {
    SHAPES
        .iter()
        .find(|shape| shape.kind == kind)
        .unwrap_or(&OTHER)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::model::Kind;

    #[test]
    fn every_kind_has_a_shape_of_its_own() {
        let kinds: HashSet<_> = Kind::ALL.iter().map(|row| row.1).collect();
        assert_eq!(kinds, SHAPES.iter().map(|shape| shape.kind).collect());
        let all = SHAPES.iter().chain([&OTHER, &IMPACT, &STACK]);
        let looks: HashSet<_> = all.clone().map(|shape| (shape.path, shape.line)).collect();
        assert_eq!(looks.len(), all.count());
    }
}
