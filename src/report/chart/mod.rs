//! The geometry of the picture of an incident: a report in, a [`Chart`] out, which a template
//! draws. All lengths are whole user units, so that the same report gives the same bytes.

mod axis;
mod caption;
mod flag;
mod item;
mod lane;
mod layout;
mod legend;
mod pack;
mod room;
mod scale;
mod scene;
mod shape;
mod text;

use serde::Serialize;

use scene::Scene;
use text::Font;

use super::Report;
use super::clock::Reader;

/// The picture of a timeline, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// Width of the picture.
    pub width: i64,
    /// Height of the picture.
    pub height: i64,
    /// Its title, in one or two lines.
    pub title: Vec<Words>,
    /// Day, zone and number of events.
    pub subtitle: Words,
    /// What the picture shows, in words, for those who do not see it.
    pub description: String,
    /// The same, short.
    pub alternative: String,
    /// Whether events show the numbers of the timeline, because there is no room for all words.
    pub numbered: bool,
    /// The part in which time runs.
    pub plot: Area,
    /// The phases, from left to right.
    pub bands: Vec<Band>,
    /// The strip above the lanes that names the phases.
    pub strip: Area,
    /// The milestones, from left to right.
    pub flags: Vec<Flag>,
    /// The stretches of time that are folded.
    pub folds: Vec<Area>,
    /// The ticks of the axis of time, and the lengths of folds.
    pub ticks: Vec<Tick>,
    /// The lanes, from top to bottom.
    pub lanes: Vec<Lane>,
    /// The shapes and bars of this picture, with what they mean.
    pub legend: Vec<Key>,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Area {
    /// Its left edge.
    pub x: i64,
    /// Its upper edge.
    pub y: i64,
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Where it begins; where it ends, or its middle, by `anchor`.
    pub x: i64,
    /// Its base line.
    pub y: i64,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// What it begins with, a time or a number; may be empty.
    pub lead: String,
    /// The rest.
    pub text: String,
    /// The width that it takes at most, in any usual font.
    pub width: i64,
    /// The size of its font.
    pub size: i64,
}

/// A phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Band {
    /// `before`, `detection`, `response`, `after`.
    pub phase: &'static str,
    /// Its left edge.
    pub x: i64,
    /// Its width.
    pub width: i64,
    /// The phase in words, where there is room for them.
    pub words: Option<Words>,
}

/// A milestone: a line across the lanes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flag {
    /// Where the line stands.
    pub x: i64,
    /// Where it begins.
    pub top: i64,
    /// Whether its time is one moment.
    pub exact: bool,
    /// Its label; none where there is no room.
    pub words: Option<Words>,
}

/// A tick of the axis of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tick {
    /// Where it stands.
    pub x: i64,
    /// The time, or the length of a fold, where there is room.
    pub words: Option<Words>,
    /// The day or year that begins here.
    pub date: Option<Words>,
    /// Whether it is the length of a fold and no time.
    pub fold: bool,
}

/// A lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lane {
    /// Its name, in lines.
    pub name: Vec<Words>,
    /// Its upper edge.
    pub y: i64,
    /// Its height.
    pub height: i64,
    /// What is drawn in it.
    pub spots: Vec<Spot>,
}

/// An event, several on one spot, or something that users noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// Its shape.
    pub shape: Glyph,
    /// How far it lasted, or how far its time is open.
    pub bar: Option<Bar>,
    /// Its label, in lines.
    pub words: Vec<Words>,
    /// Numbers of the events that it stands for; none for what users noticed.
    pub numbers: Vec<usize>,
    /// When and what, in full; of several events, the first one's.
    pub whole: String,
}

/// A shape on the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Glyph {
    /// Where its middle is.
    pub x: i64,
    /// Where its middle is, from above.
    pub y: i64,
    /// Its outline around its middle, as an SVG path in a square of 14 units.
    pub path: &'static str,
    /// Whether the outline is drawn as a line; filled otherwise.
    pub line: bool,
    /// What its kind belongs to: `state`, `sign`, `thought`, `step`, `word`, `relief`, `other`.
    pub tone: &'static str,
}

/// A bar: something that lasted, or a time that is only about right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Where it lies.
    pub area: Area,
    /// How far it fades on the left, because that end is not known.
    pub fade_left: i64,
    /// How far it fades on the right.
    pub fade_right: i64,
    /// Whether it lasted.
    pub lasted: bool,
}

/// An entry of the legend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Key {
    /// The shape that is explained.
    pub shape: Option<Glyph>,
    /// The bar that is explained.
    pub bar: Option<Bar>,
    /// The fold that is explained.
    pub fold: Option<Area>,
    /// What it means.
    pub words: Words,
}

impl Chart {
    /// The picture of `report`, whose times are read in `zone`; none where no event has a time.
    pub(super) fn new(report: &Report, zone: Reader) -> Option<Self> {
        Some(Scene::new(report, zone)?.chart())
    }

    /// Every line of text in it.
    pub fn words(&self) -> impl Iterator<Item = &Words> {
        let spots = self.lanes.iter().flat_map(|lane| &lane.spots);
        let ticks = self.ticks.iter().flat_map(|tick| [&tick.words, &tick.date]);
        let maybe = ticks
            .chain(self.bands.iter().map(|band| &band.words))
            .chain(self.flags.iter().map(|flag| &flag.words));
        self.title
            .iter()
            .chain([&self.subtitle])
            .chain(maybe.flatten())
            .chain(self.lanes.iter().flat_map(|lane| &lane.name))
            .chain(spots.flat_map(|spot| &spot.words))
            .chain(self.legend.iter().map(|key| &key.words))
    }
}

impl Words {
    /// A line of text whose base line begins, ends or has its middle there.
    fn new((x, y): (i64, i64), anchor: &'static str, font: Font, text: &str) -> Self {
        Self {
            x,
            y,
            anchor,
            lead: String::new(),
            text: text.to_owned(),
            width: font.width(text),
            size: font.size,
        }
    }

    /// The same, where it begins with `lead`.
    fn led(self, lead: &str) -> Self {
        match self.text.strip_prefix(lead) {
            Some(rest) => Self {
                text: rest.trim_start().to_owned(),
                lead: lead.to_owned(),
                ..self
            },
            None => self,
        }
    }

    /// What it covers at most.
    pub fn area(&self) -> Area {
        let x = match self.anchor {
            "end" => self.x - self.width,
            "middle" => self.x - self.width / 2,
            _ => self.x,
        };
        Area {
            x,
            y: self.y - self.size + 2,
            width: self.width,
            height: self.size,
        }
    }
}
