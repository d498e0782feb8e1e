//! The layout: a scene in, each part of it in its place on the sheet out.

use super::flag::{self, Raised};
use super::item::Reach;
use super::legend::legend;
use super::pack::{self, Packed};
use super::scene::Scene;
use super::shape::STACK;
use super::text::{Font, clean};
use super::{Area, Band, Bar, Chart, Flag, Lane, Spot, Tick, Words, axis, caption};

/// Width of the sheet.
pub(super) const WIDTH: i64 = 1200;
/// What stays free at its edges.
pub(super) const MARGIN: i64 = 24;
/// Width of the names of lanes.
pub(super) const NAMES: i64 = 132;
/// Height of a line of labels in a lane, with words and with numbers.
const LINES: (i64, i64) = (19, 16);
/// From one line of a label to the next.
const LEADING: i64 = 15;
/// What stays free above and below in a lane.
const PAD: i64 = 7;
/// Height of the strip of phases.
const STRIP: i64 = 22;
/// Height of a line of flags or of the legend.
pub(super) const ROW: i64 = 22;
/// Height of a bar.
pub(super) const BAR: i64 = 14;
/// How far the end of a bar fades that is not known.
const FADE: i64 = 40;
/// From the middle of a line to its base line.
pub(super) const BASE: i64 = 4;

const TITLE: Font = Font::bold(22);
const SUBTITLE: Font = Font::plain(13);
const NAME: Font = Font::bold(12);

/// From the end of the lanes to the base lines of ticks, of dates, and of the legend.
const BELOW: (i64, i64, i64) = (17, 34, 66);

impl Scene<'_> {
    /// The picture.
    pub(super) fn chart(&self) -> Chart {
        let (title, subtitle) = self.head();
        let strip = self.strip(subtitle.y);
        let top = strip.y + strip.height;
        let items: Vec<_> = self.lanes.iter().map(|lane| lane.1.clone()).collect();
        let (packed, numbered) = pack::pack(&items, (self.edges.0 + 2, self.edges.1 - 2));
        let line = if numbered { LINES.1 } else { LINES.0 };
        let lanes = self.lanes(&packed, (top, line));
        let bottom = lanes.last().map_or(top, |lane| lane.y + lane.height);
        let folds = self.folds(top, bottom);
        let sheet = (MARGIN, WIDTH - MARGIN);
        let legend = legend(&packed, !folds.is_empty(), sheet, bottom + BELOW.2);
        let names: Vec<_> = self.lanes.iter().map(|lane| lane.0.as_str()).collect();
        Chart {
            width: WIDTH,
            height: legend.last().map_or(bottom + BELOW.1, |key| key.words.y) + MARGIN,
            description: caption::description(self.report, &self.rows, (&names, numbered)),
            alternative: caption::alternative(self.report, &self.rows),
            numbered,
            plot: Area {
                y: top,
                height: bottom - top,
                ..strip
            },
            flags: self
                .flags
                .iter()
                .map(|flag| raised(flag, strip.y))
                .collect(),
            bands: self.bands.iter().map(|band| named(band, strip.y)).collect(),
            strip,
            folds,
            ticks: self.ticks.iter().map(|tick| ticked(tick, bottom)).collect(),
            lanes,
            legend,
            title,
            subtitle,
        }
    }

    /// The title and the line below it.
    fn head(&self) -> (Vec<Words>, Words) {
        let lines = TITLE.wrap(&clean(&self.report.title), WIDTH - 2 * MARGIN, 2);
        let lines = lines.iter().zip((42..).step_by(28));
        let title = lines.map(|(line, y)| Words::new((MARGIN, y), "start", TITLE, line));
        let title: Vec<_> = title.collect();
        let y = title.last().map_or(0, |line| line.y) + 24;
        let line = caption::subtitle(self.report, &self.rows);
        let line = SUBTITLE.wrap(&line, WIDTH - 2 * MARGIN, 1).concat();
        (title, Words::new((MARGIN, y), "start", SUBTITLE, &line))
    }

    /// The strip of phases, with room for the flags above it.
    fn strip(&self, above: i64) -> Area {
        let rows = self.flags.iter().filter_map(|flag| flag.place);
        let rows = rows.map(|place| place.0 + 1).max().unwrap_or(0);
        Area {
            x: self.edges.0,
            y: above + 18 + units(rows) * ROW,
            width: self.edges.1 - self.edges.0,
            height: if self.bands.is_empty() { 0 } else { STRIP },
        }
    }

    /// The folds, across the lanes from `top` to `bottom`.
    fn folds(&self, top: i64, bottom: i64) -> Vec<Area> {
        let folds = self.scale.folds().map(|(before, after)| {
            let x = before.right + before.margin;
            Area {
                x,
                y: top,
                width: after.left - after.margin - x,
                height: bottom - top,
            }
        });
        folds.collect()
    }

    /// The lanes below each other, from `top` on, with lines of height `line`.
    fn lanes(&self, packed: &[Packed], (top, line): (i64, i64)) -> Vec<Lane> {
        let mut y = top;
        let lanes = self.lanes.iter().zip(packed).map(|((name, _), packed)| {
            let name = NAME.wrap(name, NAMES - 12, 3);
            let lines = units(packed.rows);
            let names = units(name.len());
            let height = (lines * line).max(names * LEADING + 4) + 2 * PAD;
            let base = y + PAD + line / 2 + BASE;
            let name = name
                .into_iter()
                .filter(|line| !line.is_empty())
                .zip((base..).step_by(15));
            let drawn_lane = Lane {
                name: name
                    .map(|(line, y)| Words::new((MARGIN, y), "start", NAME, &line))
                    .collect(),
                y,
                height,
                spots: packed
                    .spots
                    .iter()
                    .map(|spot| drawn(spot, (y, line)))
                    .collect(),
            };
            y += height;
            drawn_lane
        });
        lanes.collect()
    }
}

/// A number of lines, in which heights are counted.
fn units(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(0)
}

/// A phase in the strip that begins at `strip`.
fn named(band: &flag::Stretch, strip: i64) -> Band {
    let words = |title: &str| Words::new((band.left + 6, strip + 15), "start", flag::FONT, title);
    Band {
        phase: band.phase,
        x: band.left,
        width: band.right - band.left,
        words: band.title.map(words),
    }
}

/// A tick below the lanes that end at `bottom`.
fn ticked(tick: &axis::Mark, bottom: i64) -> Tick {
    let words = |down: i64| {
        move |text: &String| Words::new((tick.x, bottom + down), "middle", tick.font(), text)
    };
    Tick {
        x: tick.x,
        words: tick.label.as_ref().map(words(BELOW.0)),
        date: tick.date.as_ref().map(words(BELOW.1)),
        fold: tick.fold,
    }
}

/// A flag above the strip that begins at `strip`.
fn raised(flag: &Raised, strip: i64) -> Flag {
    let Some((row, to_left)) = flag.place else {
        return Flag {
            x: flag.x,
            top: strip,
            exact: flag.exact,
            words: None,
        };
    };
    let top = strip - ROW * (1 + units(row));
    let (x, anchor) = if to_left {
        (flag.x - 6, "end")
    } else {
        (flag.x + 6, "start")
    };
    Flag {
        x: flag.x,
        top,
        exact: flag.exact,
        words: Some(Words::new((x, top + 13), anchor, flag::FONT, &flag.words)),
    }
}

/// A spot in the lane that begins at `top` and has lines of height `line`.
fn drawn(spot: &pack::Spot, (top, line): (i64, i64)) -> Spot {
    let (item, label) = (&spot.item, &spot.label);
    let y = top + PAD + line * units(spot.place.row) + line / 2;
    let (x, anchor) = if label.to_left {
        (item.x - pack::OFF, "end")
    } else {
        (item.x + pack::OFF, "start")
    };
    let shape = if spot.more.is_empty() {
        item.shape
    } else {
        &STACK
    };
    let lines = label.lines.iter().zip((y + BASE..).step_by(15));
    let words = lines.map(|(line, y)| Words::new((x, y), anchor, pack::FONT, line));
    let words = words.enumerate().map(|(at, words)| {
        if at == 0 {
            words.led(&label.lead)
        } else {
            words
        }
    });
    let numbers = item.number.into_iter().chain(spot.more.iter().copied());
    Spot {
        shape: shape.at((item.x, y)),
        bar: item.reach.map(|reach| bar(&reach, y)),
        words: words.collect(),
        whole: format!("{} {}", item.time, item.what),
        numbers: numbers.collect(),
    }
}

/// A bar on the line around `y`.
fn bar(reach: &Reach, y: i64) -> Bar {
    let width = (reach.right - reach.left).max(1);
    let fade = if reach.lasted {
        FADE.min(width / 2)
    } else {
        width / 2
    };
    Bar {
        area: Area {
            x: reach.left,
            y: y - BAR / 2,
            width,
            height: BAR,
        },
        fade_left: if reach.soft_left { fade } else { 0 },
        fade_right: if reach.soft_right { fade } else { 0 },
        lasted: reach.lasted,
    }
}
