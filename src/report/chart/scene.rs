//! The scene: a report in; its scale of time, flags, bands and lanes, before they have heights, out.

use super::axis::{self, Local, Mark};
use super::flag::{self, Raised};
use super::item::{Item, Noticed, Placed, placed};
use super::lane::Lanes;
use super::layout::{MARGIN, NAMES, WIDTH};
use super::scale::{Scale, Stretch};
use crate::report::clock::Reader;
use crate::report::{Report, Row};

/// From the edge of the plot to the first and the last moment.
const INSET: i64 = 22;
/// The most entries of what users noticed.
const NOTICED: usize = 5;

/// Everything that is known before heights are given out.
pub(super) struct Scene<'a> {
    pub(super) report: &'a Report,
    pub(super) rows: Vec<&'a Row>,
    pub(super) scale: Scale,
    pub(super) ticks: Vec<Mark>,
    pub(super) flags: Vec<Raised>,
    pub(super) bands: Vec<flag::Stretch>,
    pub(super) lanes: Vec<Filled>,
    /// The left and the right edge of the part in which time runs.
    pub(super) edges: (i64, i64),
}

/// A lane: its name and its items, in order of time.
pub(super) type Filled = (String, Vec<Item>);

impl<'a> Scene<'a> {
    /// The scene of `report`, whose times are read in `zone`; none where no event has a time.
    pub(super) fn new(report: &'a Report, zone: Reader) -> Option<Self> {
        let parts = report.days.iter().flat_map(|day| &day.parts);
        let rows: Vec<_> = parts.flat_map(|part| &part.rows).collect();
        let placed = placed(&rows);
        let first = rows.iter().find_map(|row| row.at.as_ref()?.time.as_ref())?;
        let local = Local {
            zone: zone.0,
            otherwise: *first.anchor.offset(),
        };
        let noticed: Vec<_> = report.impact.iter().filter_map(Noticed::new).collect();
        let lanes = Lanes::new(&placed, &report.components);
        let has_names = lanes.names.iter().any(|name| !name.is_empty()) || !noticed.is_empty();
        let left = if has_names { MARGIN + NAMES } else { MARGIN };
        let edges = (left, WIDTH - MARGIN);
        let moments = placed.iter().flat_map(Placed::moments);
        let moments = moments.chain(noticed.iter().flat_map(Noticed::moments));
        let moments = moments.chain(flag::moments(&report.milestones).map(|(_, at)| at.at));
        let scale = Scale::new(moments.collect(), left + INSET, edges.1 - INSET)?;
        Some(Self {
            report,
            ticks: axis::ticks(&scale, local, |stretch| is_days(stretch, &placed)),
            flags: flag::raise(&report.milestones, &scale, (MARGIN, edges.1)),
            bands: flag::bands(&report.milestones, &scale, edges),
            lanes: filled(&lanes, &placed, (&noticed, report), (&scale, edges)),
            rows,
            scale,
            edges,
        })
    }
}

/// Whether no time of day is known of anything in `stretch`.
fn is_days(stretch: &Stretch, placed: &[Placed<'_>]) -> bool {
    let at = |placed: &&Placed<'_>| (stretch.from..=stretch.until).contains(&placed.extent.at);
    let mut inside = placed.iter().filter(at).peekable();
    inside.peek().is_some() && inside.all(|placed| placed.extent.is_day)
}

/// The lanes with their items, in order of time; what users noticed comes first.
fn filled(
    lanes: &Lanes,
    placed: &[Placed<'_>],
    (noticed, report): (&[Noticed<'_>], &Report),
    (scale, edges): (&Scale, (i64, i64)),
) -> Vec<Filled> {
    let mut filled: Vec<Filled> = lanes
        .names
        .iter()
        .map(|name| (name.clone(), Vec::new()))
        .collect();
    for ((placed, lane), whose) in placed.iter().zip(&lanes.of).zip(&lanes.whose) {
        let mut item = placed.item(scale, edges);
        if let Some(whose) = whose {
            item.what = format!("{whose}: {}", item.what);
        }
        if let Some((_, items)) = filled.get_mut(*lane) {
            items.push(item);
        }
    }
    let shown: Vec<_> = noticed
        .iter()
        .take(NOTICED)
        .map(|entry| entry.item(scale, edges, report.date.as_deref()))
        .collect();
    if !shown.is_empty() {
        let name = match report.impact.len() {
            all if all > shown.len() => format!("What users noticed ({} of {all})", shown.len()),
            _ => "What users noticed".to_owned(),
        };
        filled.insert(0, (name, shown));
    }
    filled
}
