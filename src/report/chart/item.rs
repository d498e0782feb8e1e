//! What is to be drawn in a lane: events of the timeline and what users noticed in, each with its
//! place in time, its shape and its words, out.

use std::collections::HashMap;

use super::scale::Scale;
use super::shape::{self, Shape};
use super::text::clean;
use crate::model::time::{Certainty, Precision};
use crate::report::clock::Clock;
use crate::report::{ImpactEntry, Row, timeline};

/// A moment, in milliseconds of the epoch.
pub(super) type Moment = i64;

/// What is known of when something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// The point that stands for it.
    pub(super) at: Moment,
    /// From when on it can have been; none where that is open.
    pub(super) earliest: Option<Moment>,
    /// Until when it can have been; none where that is open.
    pub(super) latest: Option<Moment>,
    /// Whether no time of day is known.
    pub(super) is_day: bool,
}

impl Extent {
    /// What `clock` says; none where it is not understood.
    pub(super) fn new(clock: &Clock) -> Option<Self> {
        let time = clock.time.as_ref()?;
        let (at, end) = match time.certainty {
            Certainty::Until { end, .. } => (time.anchor, Some(end)),
            _ => (time.anchor, None),
        };
        let is_day = time.precision == Precision::Day;
        let at = at.timestamp_millis();
        // A date alone is drawn as the point that stands for it, since the axis says no more there.
        let (earliest, latest) = match (is_day, time.certainty) {
            (true, Certainty::Exact) => (Some(at), Some(at)),
            (true, Certainty::Until { .. }) => (Some(at), end.map(|end| end.timestamp_millis())),
            _ => [time.earliest(), time.latest()]
                .map(|edge| edge.map(|edge| edge.timestamp_millis()))
                .into(),
        };
        Some(Self {
            at,
            earliest,
            latest,
            is_day,
        })
    }

    /// Whether it is one point.
    fn is_point(&self) -> bool {
        self.earliest == Some(self.at) && self.latest == Some(self.at)
    }
}

/// A bar: how far something lasted, or how far it may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) left: i64,
    pub(super) right: i64,
    /// Whether the end on the left is not known.
    pub(super) soft_left: bool,
    /// Whether the end on the right is not known.
    pub(super) soft_right: bool,
    /// Whether it lasted; its time is only about right otherwise.
    pub(super) lasted: bool,
}

/// One thing to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) x: i64,
    pub(super) reach: Option<Reach>,
    pub(super) shape: &'static Shape,
    /// Its number in the timeline; none for what users noticed.
    pub(super) number: Option<usize>,
    /// When, in words.
    pub(super) time: String,
    /// What.
    pub(super) what: String,
    /// What keeps its label longest where there is little room: the lowest first.
    pub(super) rank: u8,
}

/// How far a bar fades where an end is open.
const FADE: i64 = 28;

/// A row of the timeline with its place in time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'a> {
    pub(super) row: &'a Row,
    /// Its own time, or what its neighbours leave open.
    pub(super) extent: Extent,
    /// Where its state began, of a condition.
    pub(super) since: Option<Extent>,
    /// Where it ended.
    pub(super) until: Option<Extent>,
}

/// Every row with its place; none of them where no row has a time. `rows` are in order.
pub(super) fn placed<'a>(rows: &[&'a Row]) -> Vec<Placed<'a>> {
    let extent = |clock: &Option<Clock>| clock.as_ref().and_then(Extent::new);
    let ends = ends(rows);
    let own: Vec<_> = rows.iter().map(|row| extent(&row.at)).collect();
    let mut before: Option<Extent> = None;
    let mut after: Vec<Option<Extent>> = own.clone();
    for at in (1..after.len()).rev() {
        after[at - 1] = after[at - 1].or(after[at]);
    }
    let mut all = Vec::with_capacity(rows.len());
    for ((row, own), after) in rows.iter().zip(own).zip(after) {
        let between = || {
            let at = before.or(after)?.at;
            let latest = after.map_or(at, |after| after.at);
            let (earliest, latest) = (Some(at), Some(latest.max(at)));
            Some(Extent {
                at,
                earliest,
                latest,
                is_day: false,
            })
        };
        let Some(place) = own.or_else(between) else {
            continue;
        };
        before = own.or(before);
        all.push(Placed {
            row,
            extent: place,
            since: extent(&row.since),
            until: extent(&row.until).or_else(|| {
                let is_condition = row.kind == shape::CONDITION;
                ends.get(row.id.as_str()).copied().filter(|_| is_condition)
            }),
        });
    }
    all
}

/// When another event took back or settled an event, by the id of that one.
fn ends<'a>(rows: &[&'a Row]) -> HashMap<&'a str, Extent> {
    let ends = |row: &&'a Row| {
        let at = row.at.as_ref().and_then(Extent::new);
        let links = row
            .relations
            .iter()
            .filter(|link| link.how != timeline::ANSWERS);
        links
            .filter_map(move |link| Some((link.id.as_str(), at?)))
            .collect::<Vec<_>>()
    };
    // Of several, the first counts: a map keeps what it is given last.
    rows.iter().rev().flat_map(ends).collect()
}

impl Placed<'_> {
    /// The moments that the scale has to hold. What a date leaves open is left out: it would take
    /// more room than the incident.
    pub(super) fn moments(&self) -> impl Iterator<Item = Moment> {
        let open = [self.extent.earliest, self.extent.latest]
            .map(|edge| edge.filter(|_| !self.extent.is_day));
        let until = self.until.map(|until| until.at);
        [Some(self.extent.at), until]
            .into_iter()
            .chain(open)
            .flatten()
    }

    /// Its bar, between the edges of the picture.
    fn reach(&self, scale: &Scale, edges: (i64, i64)) -> Option<Reach> {
        if self.row.kind == shape::CONDITION {
            return Some(state(
                scale,
                self.since.unwrap_or(self.extent),
                self.until,
                edges,
            ));
        }
        match self.until {
            Some(until) => Some(lasting(scale, Some(self.extent), Some(until), edges)),
            None if self.extent.is_point() => None,
            None => {
                let x = scale.place(self.extent.at);
                let end = |edge: Option<Moment>, open| edge.map_or(open, |edge| scale.place(edge));
                let left = end(self.extent.earliest, x - FADE).min(x - 11).max(edges.0);
                let right = end(self.extent.latest, x + FADE).max(x + 11).min(edges.1);
                Some(Reach {
                    left,
                    right,
                    soft_left: true,
                    soft_right: true,
                    lasted: false,
                })
            }
        }
    }

    /// What is drawn of it.
    pub(super) fn item(&self, scale: &Scale, edges: (i64, i64)) -> Item {
        let shape = shape::of(&self.row.kind);
        Item {
            x: scale.place(self.extent.at),
            reach: self.reach(scale, edges),
            shape,
            number: Some(self.row.number),
            time: self
                .row
                .at
                .as_ref()
                .map_or_else(|| "time unknown".to_owned(), time),
            what: clean(&self.row.what),
            rank: if self.row.marks.is_empty() {
                shape.rank
            } else {
                0
            },
        }
    }
}

/// The bar of a state: from before, where it began before the picture does, and fading where
/// nobody recorded its end.
fn state(scale: &Scale, from: Extent, until: Option<Extent>, edges: (i64, i64)) -> Reach {
    let first = scale.stretches.first().map_or(from.at, |first| first.from);
    let from_before = from.at < first;
    let bar = lasting(scale, Some(from), until, edges);
    Reach {
        left: if from_before { edges.0 } else { bar.left },
        soft_left: bar.soft_left || from_before,
        ..bar
    }
}

/// The bar of what lasted; an end that is not known fades out at the edge.
fn lasting(scale: &Scale, from: Option<Extent>, until: Option<Extent>, edges: (i64, i64)) -> Reach {
    let left = from.map_or(edges.0, |from| {
        scale.place(from.earliest.unwrap_or(from.at))
    });
    let right = until.map_or(edges.1, |until| {
        scale.place(until.latest.unwrap_or(until.at))
    });
    let exact = |extent: Option<Extent>| extent.is_some_and(|extent| extent.is_point());
    Reach {
        left,
        right: right.max(left + 4),
        soft_left: !exact(from),
        soft_right: !exact(until),
        lasted: true,
    }
}

/// What users noticed, with its place in time; none where it has none.
pub(super) struct Noticed<'a> {
    entry: &'a ImpactEntry,
    from: Option<Extent>,
    until: Option<Extent>,
}

impl<'a> Noticed<'a> {
    /// What `entry` says of when.
    pub(super) fn new(entry: &'a ImpactEntry) -> Option<Self> {
        let extent = |clock: &Option<Clock>| clock.as_ref().and_then(Extent::new);
        let (from, until) = (extent(&entry.from), extent(&entry.until));
        (from.is_some() || until.is_some()).then_some(Self { entry, from, until })
    }

    /// The moments that the scale has to hold.
    pub(super) fn moments(&self) -> impl Iterator<Item = Moment> {
        let ends = [self.from, self.until].into_iter().flatten();
        ends.flat_map(|end| [Some(end.at), end.latest]).flatten()
    }

    /// What is drawn of it.
    /// Times are those of `day` where they name no other.
    pub(super) fn item(&self, scale: &Scale, edges: (i64, i64), day: Option<&str>) -> Item {
        let reach = lasting(scale, self.from, self.until, edges);
        let ends = [&self.entry.from, &self.entry.until];
        let ends = ends.map(|end| end.as_ref().map(|end| clean(&end.seen_from(day))));
        let time = match ends {
            [Some(from), Some(until)] => format!("{from} to {until}"),
            [Some(from), None] => format!("from {from}"),
            [None, Some(until)] => format!("until {until}"),
            [None, None] => String::new(),
        };
        Item {
            x: (reach.left + 11).min(edges.1 - 11),
            reach: Some(reach),
            shape: &shape::IMPACT,
            number: None,
            time,
            what: clean(&self.entry.what),
            rank: 0,
        }
    }
}

/// A time as written, with its date where it has no time of day.
fn time(clock: &Clock) -> String {
    let is_day = Extent::new(clock).is_some_and(|extent| extent.is_day);
    let words = if is_day { &clock.long } else { &clock.text };
    let zone = clock.zone.iter().map(|zone| format!(" {zone}"));
    clean(
        &std::iter::once(words.clone())
            .chain(zone)
            .collect::<String>(),
    )
}
