//! Flags: the milestones of a report in, labelled lines across the lanes out, whose labels neither
//! overlap nor are crossed by a line; and the bands between them.

use super::item::Extent;
use super::room::Room;
use super::scale::Scale;
use super::text::{Font, clean};
use crate::model::Mark;
use crate::report::Milestone;
use crate::report::timeline::Phase;

/// The font of flags and bands.
pub(super) const FONT: Font = Font::bold(12);
/// From a line to its label.
const OFF: i64 = 6;
/// What lies free beside a line.
const CLEAR: i64 = 3;
/// The most lines of labels above the lanes.
const ROWS: usize = 5;

/// A milestone on the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raised {
    pub(super) x: i64,
    pub(super) words: String,
    /// Whether its time is one moment.
    pub(super) exact: bool,
    /// The line of its label, from 0 at the bottom, and whether it stands to the left; none where
    /// there is no room.
    pub(super) place: Option<(usize, bool)>,
}

/// The moment of each milestone that has one.
pub(super) fn moments(milestones: &[Milestone]) -> impl Iterator<Item = (&Milestone, Extent)> {
    milestones
        .iter()
        .filter_map(|stone| Some((stone, Extent::new(stone.at.as_ref()?)?)))
}

/// A flag for every milestone that has a time, from left to right; those at the same time share one.
pub(super) fn raise(milestones: &[Milestone], scale: &Scale, edges: (i64, i64)) -> Vec<Raised> {
    let mut flags: Vec<(Extent, Vec<&str>, &Milestone)> = Vec::new();
    for (stone, at) in moments(milestones) {
        match flags
            .iter_mut()
            .find(|flag| flag.0 == at && flag.2.time == stone.time)
        {
            Some(flag) => flag.1.push(stone.mark),
            None => flags.push((at, vec![stone.label], stone)),
        }
    }
    let mut flags: Vec<_> = flags
        .into_iter()
        .map(|(at, labels, stone)| Raised {
            x: scale.place(at.at),
            words: clean(&format!("{} {}", labels.join(", "), stone.time)),
            exact: stone.at.as_ref().is_some_and(|clock| clock.exact),
            place: None,
        })
        .collect();
    flags.sort_by_key(|flag| flag.x);
    // Lines that would touch are one line, and their labels one label.
    flags.dedup_by(|next, flag| {
        let touches = next.x - flag.x <= CLEAR;
        if touches {
            flag.words = format!("{} · {}", flag.words, next.words);
            flag.exact &= next.exact;
        }
        touches
    });
    (1..=ROWS).any(|rows| settle(&mut flags, &vec![Room::default(); rows], edges));
    flags
}

/// Finds places for all labels, from right to left; tells whether there are any.
fn settle(flags: &mut [Raised], rooms: &[Room], edges: (i64, i64)) -> bool {
    let Some((flag, rest)) = flags.split_last_mut() else {
        return true;
    };
    let width = FONT.width(&flag.words);
    let (x, line) = (flag.x, (flag.x - CLEAR, flag.x + CLEAR));
    for row in 0..rooms.len() {
        for to_left in [false, true] {
            let label = if to_left {
                (x - OFF - width, x + CLEAR)
            } else {
                (x - CLEAR, x + OFF + width)
            };
            let is_inside = edges.0 <= label.0 && label.1 <= edges.1;
            let is_free =
                rooms[row].is_free(label) && rooms[..row].iter().all(|room| room.is_free(line));
            if !is_inside || !is_free {
                continue;
            }
            let mut rooms = rooms.to_vec();
            rooms[row].take(label);
            rooms[..row].iter_mut().for_each(|room| room.take(line));
            if settle(rest, &rooms, edges) {
                flag.place = Some((row, to_left));
                return true;
            }
        }
    }
    false
}

/// A phase, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Its word.
    pub(super) phase: &'static str,
    pub(super) left: i64,
    pub(super) right: i64,
    /// Its name, where there is room for one.
    pub(super) title: Option<&'static str>,
}

/// The phases between the milestones, as the timeline names them; none where no milestone tells.
pub(super) fn bands(milestones: &[Milestone], scale: &Scale, edges: (i64, i64)) -> Vec<Stretch> {
    let x = |mark: Mark| {
        let mut all = moments(milestones);
        all.find(|(stone, _)| stone.mark == mark.word())
            .map(|(_, at)| scale.place(at.at))
    };
    let (started, detected) = (x(Mark::Started), x(Mark::Detected));
    let over = x(Mark::Resolved).or_else(|| x(Mark::Mitigated));
    if started.is_none() && detected.is_none() {
        return Vec::new();
    }
    let noticed_from = started.unwrap_or(edges.0);
    let noticed_until = detected.map_or(noticed_from, |at| at.max(noticed_from));
    let ended = over.unwrap_or(edges.1).max(noticed_until);
    // Without detection nobody can say where noticing ends and response begins.
    let response = detected.map_or(ended, |_| noticed_until);
    [
        (Phase::Before, edges.0, noticed_from),
        (Phase::Detection, noticed_from, noticed_until),
        (Phase::Response, response, ended),
        (Phase::After, ended, edges.1),
    ]
    .into_iter()
    .filter(|(_, left, right)| left < right)
    .map(|(phase, left, right)| {
        let (word, title) = phase.words();
        let fits = |title: &&str| FONT.width(title) + 2 * OFF <= right - left;
        let title = [title, short(phase)].into_iter().find(fits);
        Stretch {
            phase: word,
            left,
            right,
            title,
        }
    })
    .collect()
}

/// The shortest name of a phase.
const fn short(phase: Phase) -> &'static str {
    match phase {
        Phase::Before => "Before",
        Phase::Detection => "Until noticed",
        Phase::Response => "Response",
        Phase::After => "After",
    }
}
