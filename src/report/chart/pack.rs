//! Packing: the items of every lane in, a line and a label for each out, so that no two labels or
//! shapes overlap. With room for all words, every item gets them; else every item gets its number
//! and the most important ones get words, and what lies too close together becomes one stack.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::rc::Rc;

use super::item::Item;
use super::room::{Place, Rows};
use super::text::Font;

/// The font of labels.
pub(super) const FONT: Font = Font::plain(12);

/// The most lines of a picture over all lanes, where every item gets words.
const LINES: usize = 30;
/// The same where items get numbers, whose lines are lower.
const LOW_LINES: usize = 40;
/// Half the width of a shape, with what has to stay free around it.
const HALF: i64 = 8;
/// From the middle of a shape to its label.
pub(super) const OFF: i64 = 11;

/// The lines of a label, and the width that a line may have.
type Form = (usize, i64);

/// Forms to try where every item gets words, the better ones first.
const FORMS: &[Form] = &[
    (1, 480),
    (1, 330),
    (2, 330),
    (2, 260),
    (3, 230),
    (2, 200),
    (1, 240),
    (1, 170),
];
/// Forms to try where only some get words, the best first.
const SHORT: &[Form] = &[(1, 330), (1, 240), (1, 170)];
/// Forms that a label may grow to, where there is room left.
const LONG: &[Form] = &[
    (1, 480),
    (1, 400),
    (1, 330),
    (2, 330),
    (2, 260),
    (2, 200),
    (3, 230),
    (1, 280),
    (1, 240),
    (1, 200),
];

/// One shape with its label, in its place.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The item, or the first of a stack.
    pub(super) item: Item,
    /// Numbers of the other items that lie under it.
    pub(super) more: Vec<usize>,
    /// What it takes of the lane.
    pub(super) place: Place,
    /// Its label.
    pub(super) label: Label,
}

/// The spots of a lane, and how many lines it has.
#[derive(Debug, Clone, Default)]
pub(super) struct Packed {
    pub(super) spots: Vec<Spot>,
    pub(super) rows: usize,
}

impl Packed {
    /// A lane with these spots, no taller than they need.
    fn of(spots: Vec<Spot>) -> Self {
        let bottom = |spot: &Spot| spot.place.row + spot.place.height;
        let rows = spots.iter().map(bottom).max().unwrap_or(0);
        Self { spots, rows }
    }
}

/// A label beside its shape.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// What it begins with: a time or a number.
    pub(super) lead: String,
    /// Its lines, the lead included.
    pub(super) lines: Vec<String>,
    /// Whether it stands to the left.
    pub(super) to_left: bool,
    /// From its far end to the far side of its shape, or of what else has to stay free.
    span: (i64, i64),
}

impl Label {
    /// The label with `lead` and the words of `item` in this form, on either side of its shape, as
    /// far as that is inside `edges`; the better side first.
    fn of(item: &Item, lead: &str, form: Form, edges: (i64, i64)) -> Vec<Self> {
        let lines = FONT.wrap(&format!("{lead} {}", item.what), form.1, form.0);
        Self::beside(item.x, lead, lines, edges)
    }

    /// The same with these lines.
    fn beside(x: i64, lead: &str, lines: Vec<String>, edges: (i64, i64)) -> Vec<Self> {
        let width = lines.iter().map(|line| FONT.width(line)).max().unwrap_or(0);
        let sides = [
            (false, (x - HALF, x + OFF + width)),
            (true, (x - OFF - width, x + HALF)),
        ];
        let inside = sides
            .into_iter()
            .filter(|(_, span)| edges.0 <= span.0 && span.1 <= edges.1);
        let label = |(to_left, span)| Self {
            lead: lead.to_owned(),
            lines: lines.clone(),
            to_left,
            span,
        };
        inside.map(label).collect()
    }

    /// The same with `reach` free as well.
    fn over(self, item: &Item) -> Self {
        let reach = item
            .reach
            .map_or((item.x, item.x), |reach| (reach.left, reach.right));
        Self {
            span: (self.span.0.min(reach.0), self.span.1.max(reach.1)),
            ..self
        }
    }

    /// How much of the words it shows.
    fn shown(&self) -> usize {
        let all: usize = self.lines.iter().map(|line| line.chars().count()).sum();
        // A label with all the words is better than any without.
        if self.is_whole() { usize::MAX } else { all }
    }

    /// Whether it shows all the words.
    fn is_whole(&self) -> bool {
        !self.lines.last().is_some_and(|line| line.ends_with('…'))
    }

    /// The first line of `rows` in which it has room, with what it takes there.
    fn place(&self, rows: &Rows, most: usize) -> Option<Place> {
        let height = self.lines.len();
        let row = rows.find(self.span, height, most)?;
        Some(Place {
            row,
            height,
            span: self.span,
        })
    }
}

/// Of several labels for one item, the one that lies highest; the first of those.
fn highest(labels: &[Label], rows: &Rows, most: usize) -> Option<(Label, Place)> {
    let places = labels.iter().filter_map(|label| {
        let place = label.place(rows, most)?;
        Some((label, place))
    });
    let (label, place) = places.min_by_key(|(_, place)| place.row)?;
    Some((label.clone(), place))
}

/// The labels of items with their words, by lane, item and form: every item is tried in the same
/// forms again and again, and to fill the lines of one takes long.
#[derive(Default)]
struct Tried(HashMap<(usize, usize, Form), Rc<[Label]>>);

impl Tried {
    fn labels(
        &mut self,
        (lane, at): (usize, usize),
        (item, form): (&Item, Form),
        edges: (i64, i64),
    ) -> Rc<[Label]> {
        let labels = self.0.entry((lane, at, form)).or_insert_with(|| {
            let labels = Label::of(item, &item.time, form, edges).into_iter();
            labels.map(|label| label.over(item)).collect()
        });
        Rc::clone(labels)
    }
}

/// The lanes with every item in its place, and whether items show their numbers.
pub(super) fn pack(lanes: &[Vec<Item>], edges: (i64, i64)) -> (Vec<Packed>, bool) {
    let mut tried = Tried::default();
    let written = FORMS
        .iter()
        .filter_map(|form| all_written(lanes, (edges, *form), &mut tried));
    // Of several, the one with the most whole labels, then the lowest, then the first.
    let merit = |packed: &Vec<Packed>| {
        let spots = packed.iter().flat_map(|lane| &lane.spots);
        let whole = spots.filter(|spot| spot.label.is_whole()).count();
        (
            whole,
            Reverse(packed.iter().map(|lane| lane.rows).sum::<usize>()),
        )
    };
    match written.reduce(|best, other| {
        if merit(&other) > merit(&best) {
            other
        } else {
            best
        }
    }) {
        Some(packed) => (packed, false),
        None => (all_numbered(lanes, edges), true),
    }
}

/// Every item with words, in the form given; none where that takes too many lines.
fn all_written(
    lanes: &[Vec<Item>],
    (edges, form): ((i64, i64), Form),
    tried: &mut Tried,
) -> Option<Vec<Packed>> {
    let mut left = LINES;
    let mut all = Vec::with_capacity(lanes.len());
    for (number, lane) in lanes.iter().enumerate() {
        let (mut rows, mut spots) = (Rows::default(), Vec::with_capacity(lane.len()));
        for (at, item) in lane.iter().enumerate() {
            let labels = tried.labels((number, at), (item, form), edges);
            let (label, place) = highest(&labels, &rows, left)?;
            rows.take(place);
            spots.push(Spot {
                item: item.clone(),
                more: Vec::new(),
                place,
                label,
            });
        }
        left -= rows.len();
        grow(&mut spots, &mut rows, |at, spot, form| {
            tried.labels((number, at), (&spot.item, form), edges)
        });
        all.push(Packed::of(spots));
    }
    Some(all)
}

/// Gives labels the room that is left on their lines, the most important ones first; `labels` are
/// those of the spot at some place in some form.
fn grow(
    spots: &mut [Spot],
    rows: &mut Rows,
    mut labels: impl FnMut(usize, &Spot, Form) -> Rc<[Label]>,
) {
    let mut order: Vec<_> = (0..spots.len()).collect();
    order.sort_by_key(|at| spots[*at].item.rank);
    for at in order {
        let spot = &mut spots[at];
        let is_words = spot.more.is_empty() && spot.label.lines.concat() != spot.label.lead;
        if !is_words || spot.label.is_whole() {
            continue;
        }
        rows.give_back(spot.place);
        let mut shown = spot.label.shown();
        for form in LONG {
            for label in &*labels(at, spot, *form) {
                let place = Place {
                    row: spot.place.row,
                    height: label.lines.len(),
                    span: label.span,
                };
                // Of those that show as much, the first.
                if label.shown() > shown && rows.is_free(place) {
                    shown = label.shown();
                    (spot.label, spot.place) = (label.clone(), place);
                }
            }
        }
        rows.take(spot.place);
    }
}

/// Every item with its number, and with words where there is room for them.
fn all_numbered(lanes: &[Vec<Item>], edges: (i64, i64)) -> Vec<Packed> {
    // One line more than there is tells that even all of them are not enough.
    let enough = (LOW_LINES + 1, None);
    let needed = lanes.iter().map(|lane| numbers(lane, edges, enough).0.rows);
    let needed: Vec<_> = needed.collect();
    let caps = lowered(&needed, lanes);
    let raised = raised(&caps, lanes);
    let packed = (0..lanes.len()).map(|at| {
        let lane = &lanes[at];
        let last = lane
            .iter()
            .filter_map(|item| item.number)
            .max()
            .unwrap_or(0);
        // Where stacks are to be expected, each number gets the room that a stack takes.
        let stack = (caps[at] < needed[at]).then(|| stacked(last, &[last, last]));
        let (packed, rows) = numbers(lane, edges, (caps[at], stack.as_deref()));
        with_words(packed, rows, (edges, raised[at]))
    });
    packed.collect()
}

/// The lines of each lane, so that all of them are there at once: the tallest lane gives way, of
/// several the last. What users noticed has no numbers to stack, and does not.
fn lowered(needed: &[usize], lanes: &[Vec<Item>]) -> Vec<usize> {
    let mut caps = needed.to_vec();
    let stacks = |lane: &usize| lanes[*lane].iter().all(|item| item.number.is_some());
    while caps.iter().sum::<usize>() > LOW_LINES {
        let tall = (0..lanes.len())
            .filter(stacks)
            .filter(|lane| caps[*lane] > 1);
        let Some(tallest) = tall.max_by_key(|lane| caps[*lane]) else {
            break;
        };
        caps[tallest] -= 1;
    }
    caps
}

/// The same with the lines that are left, given to the fullest lanes.
fn raised(caps: &[usize], lanes: &[Vec<Item>]) -> Vec<usize> {
    let mut rows = caps.to_vec();
    while rows.iter().sum::<usize>() < LOW_LINES {
        let crowd = |lane: &usize| lanes[*lane].len() * 100 / rows[*lane].max(1);
        let Some(fullest) = (0..lanes.len()).max_by_key(crowd) else {
            break;
        };
        rows[fullest] += 1;
    }
    rows
}

/// The lead of a stack: both numbers, or the first and the last of more.
fn stacked(first: usize, more: &[usize]) -> String {
    match more {
        [] => first.to_string(),
        [second] => format!("{first}, {second}"),
        [.., last] => format!("{first}…{last}"),
    }
}

/// A lane in at most `cap` lines, each item with its number, or with a few words where it has none.
/// What does not fit lies under what is nearest; `stack` is the longest label for that.
fn numbers(
    lane: &[Item],
    edges: (i64, i64),
    (cap, stack): (usize, Option<&str>),
) -> (Packed, Rows) {
    let mut rows = Rows::default();
    let mut spots: Vec<Spot> = Vec::new();
    for item in lane {
        let labels = match item.number.map(|number| number.to_string()) {
            Some(number) => {
                let room = stack.unwrap_or(&number).to_owned();
                Label::beside(item.x, &number, vec![room], edges)
            }
            None => Label::of(item, &item.time, SHORT[1], edges),
        };
        if let Some((label, place)) = highest(&labels, &rows, cap) {
            rows.take(place);
            spots.push(Spot {
                item: item.clone(),
                more: Vec::new(),
                place,
                label,
            });
        } else {
            let near = spots
                .iter_mut()
                .min_by_key(|spot| (spot.item.x - item.x).abs());
            if let Some(spot) = near {
                spot.more.extend(item.number);
            }
        }
    }
    for spot in &mut spots {
        let Some(own) = spot.item.number else {
            continue;
        };
        spot.label.lead = stacked(own, &spot.more);
        spot.label.lines = vec![spot.label.lead.clone()];
    }
    let packed = Packed {
        rows: rows.len(),
        spots,
    };
    (packed, rows)
}

/// The same in at most `lines` lines, with words for as many spots as have room, the most important
/// ones first.
fn with_words(mut packed: Packed, mut rows: Rows, (edges, lines): ((i64, i64), usize)) -> Packed {
    let mut order: Vec<_> = (0..packed.spots.len()).collect();
    order.sort_by_key(|at| packed.spots[*at].item.rank);
    for at in order {
        let spot = &mut packed.spots[at];
        if spot.item.number.is_none() || !spot.more.is_empty() {
            continue;
        }
        rows.give_back(spot.place);
        let found = SHORT.iter().find_map(|form| {
            let labels = Label::of(&spot.item, &spot.label.lead, *form, edges);
            highest(&labels, &rows, lines)
        });
        if let Some((label, place)) = found {
            (spot.label, spot.place) = (label, place);
        }
        rows.take(spot.place);
    }
    grow(&mut packed.spots, &mut rows, |_, spot, form| {
        Label::of(&spot.item, &spot.label.lead, form, edges).into()
    });
    Packed::of(packed.spots)
}
