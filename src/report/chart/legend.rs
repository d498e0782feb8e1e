//! The legend: packed lanes in, the shapes and bars that occur in them with their meaning out.

use super::item::Reach;
use super::layout::{BAR, BASE, ROW};
use super::pack::{self, Packed};
use super::shape::{self, SHAPES, STACK, Shape};
use super::{Area, Bar, Key, Words};

/// Between a sign and its meaning.
const SPACE: i64 = 6;
/// Between two entries.
const APART: i64 = 18;

/// What the shapes, bars and folds of a picture mean, between `edges`, from `y` on.
pub(super) fn legend(packed: &[Packed], has_folds: bool, edges: (i64, i64), y: i64) -> Vec<Key> {
    let spots = || packed.iter().flat_map(|lane| &lane.spots);
    let shapes = SHAPES.iter().chain([&shape::OTHER, &shape::IMPACT]);
    let has_single = |shape: &&Shape| {
        spots().any(|spot| spot.more.is_empty() && std::ptr::eq(spot.item.shape, *shape))
    };
    let shapes = shapes
        .filter(has_single)
        .map(|shape| (Sign::Shape(shape), shape.kind));
    let stack = spots().any(|spot| !spot.more.is_empty());
    let stack = stack.then_some((Sign::Shape(&STACK), "several events, first and last number"));
    let bar = |is: fn(&Reach) -> bool| spots().any(|spot| spot.item.reach.as_ref().is_some_and(is));
    let lasted = bar(|reach| reach.lasted);
    let open = bar(|reach| reach.soft_left || reach.soft_right);
    let extra = [
        lasted.then_some((Sign::Bar(0, true), "lasted")),
        open.then_some((Sign::Bar(14, false), "faded: not known exactly")),
        has_folds.then_some((Sign::Fold, "folded: nothing recorded, length rounded")),
    ];
    let entries = shapes.chain(stack).chain(extra.into_iter().flatten());
    let (mut x, mut y) = (edges.0, y);
    let keys = entries.map(|(sign, meaning)| {
        let width = sign.width() + SPACE + pack::FONT.width(meaning);
        if x + width > edges.1 {
            (x, y) = (edges.0, y + ROW);
        }
        let key = sign.key((x, y), meaning);
        x += width + APART;
        key
    });
    keys.collect()
}

/// What an entry of the legend explains.
enum Sign {
    Shape(&'static Shape),
    /// How far it fades to both sides, and whether it lasted.
    Bar(i64, bool),
    Fold,
}

impl Sign {
    const fn width(&self) -> i64 {
        match self {
            Self::Shape(_) => 16,
            Self::Bar(..) => 28,
            Self::Fold => 20,
        }
    }

    fn key(&self, (x, y): (i64, i64), meaning: &str) -> Key {
        let area = Area {
            x,
            y: y - BASE - BAR / 2,
            width: self.width(),
            height: BAR,
        };
        let left = x + self.width() + SPACE;
        Key {
            shape: match self {
                Self::Shape(shape) => Some(shape.at((x + 8, y - BASE))),
                Self::Bar(..) | Self::Fold => None,
            },
            bar: match self {
                Self::Bar(fade, lasted) => Some(Bar {
                    area,
                    fade_left: *fade,
                    fade_right: *fade,
                    lasted: *lasted,
                }),
                Self::Shape(_) | Self::Fold => None,
            },
            fold: matches!(self, Self::Fold).then_some(area),
            words: Words::new((left, y), "start", pack::FONT, meaning),
        }
    }
}
