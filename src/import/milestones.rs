//! Lists of milestones, whose lines end with a day and a time: `- Incident declared 2026-03-12 10:31`.

use super::clean::{SaidZone, in_zone, said_zone};
use super::{Export, Format, Imported, ImportedEvent, Reading};
use crate::load::grammar;

/// The format.
pub(super) static MILESTONES: Format = Format {
    name: "milestones",
    what: "a list whose items end with a day and a time, where nothing else is a timeline",
    get: "copy it from where it stands",
    becomes: &[("an item", "an event: note")],
    noise: &[],
    reader: Reading::Text {
        detect: |export| export.text.lines().any(|line| milestone(line).is_some()),
        read: |export| Ok(read(export)),
    },
};

/// How many words a day and a time have at most: `12 March 2026 at 10:31 PM CET`.
const WORDS: usize = 7;

fn read(export: &Export<'_>) -> Imported {
    let zone = export.text.lines().find_map(said_zone);
    let milestones = export.text.lines().filter_map(milestone);
    let events = milestones.map(|(what, stated)| ImportedEvent {
        at: Some(in_zone(stated, zone.as_ref().and_then(SaidZone::name)).to_string()),
        what: what.to_owned(),
        ..ImportedEvent::default()
    });
    Imported {
        events: events.collect(),
        ..Imported::default()
    }
}

/// The words of an item and the time behind them, which states its day.
fn milestone(line: &str) -> Option<(&str, grammar::Stated)> {
    let line = line.trim();
    let item = ["- ", "* ", "• ", "+ "]
        .iter()
        .find_map(|sign| line.strip_prefix(sign))?;
    let mut ends = item.rmatch_indices(char::is_whitespace).take(WORDS);
    ends.find_map(|(end, _)| {
        let stated = grammar::read(item[end..].trim()).ok()?;
        let dated = stated.day().is_some() && !stated.is_day();
        let what = item[..end].trim_end_matches([' ', ':', '-', '–', '*', '(']);
        let what = what.strip_suffix(" at").unwrap_or(what);
        let what = what.trim_start_matches(['*', ' ']);
        (dated && !what.is_empty()).then_some((what, stated))
    })
}
