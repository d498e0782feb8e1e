//! Tables of any writing: rows of cells in, events out. The columns are known by their headings, and
//! the column of times by its cells where no heading says so.

use anyhow::{Result, bail};

use super::clean::{Cell, SaidZone, cell, said_zone, time};
use super::{Imported, ImportedEvent, TEMPLATE_ROW};
use crate::model::{Kind, Mark};

/// A table: its rows, the first of which may be headings.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The rows.
    pub(super) rows: Vec<Vec<String>>,
    /// A zone that the text around the table names.
    pub(super) zone: Option<SaidZone>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Time,
    Date,
    Until,
    What,
    Who,
    Kind,
    Component,
    Mark,
    Evidence,
    Quote,
    /// None of these; told to the user.
    Other,
}

/// Headings, in small letters, with what stands below them.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Time,
        &[
            "time",
            "date and time",
            "date/time",
            "datetime",
            "date time",
            "timestamp",
            "when",
            "at",
            "start",
            "start time",
            "clock",
        ],
    ),
    (Column::Date, &["date", "day"]),
    (Column::Until, &["until", "end", "end time"]),
    (
        Column::What,
        &[
            "what",
            "event",
            "events",
            "description",
            "what happened",
            "details",
            "summary",
            "action",
            "activity",
            "message",
            "text",
            "note",
            "notes",
            "comment",
            "entry",
            "update",
        ],
    ),
    (
        Column::Who,
        &[
            "who",
            "by",
            "actor",
            "person",
            "role",
            "author",
            "user",
            "owner",
            "responder",
            "name",
        ],
    ),
    (Column::Kind, &["kind", "type", "category"]),
    (
        Column::Component,
        &["component", "components", "service", "system"],
    ),
    (Column::Mark, &["mark", "marks", "milestone"]),
    (
        Column::Evidence,
        &[
            "evidence",
            "link",
            "links",
            "url",
            "reference",
            "references",
            "ticket",
            "source",
        ],
    ),
    (Column::Quote, &["quote", "log"]),
];

impl Table {
    /// Whether it has a column of times.
    pub(super) fn has_times(&self) -> bool {
        self.columns().is_some()
    }

    /// Adds the events of the table to `imported`.
    pub(super) fn read(&self, imported: &mut Imported) -> Result<()> {
        let Some((columns, headed)) = self.columns() else {
            bail!("no column of the table holds times: name one `Time`, or put the times first");
        };
        let heading = self.rows.first().filter(|_| headed);
        let said = heading.and_then(|row| {
            let times = row.iter().zip(&columns);
            times
                .filter(|(_, column)| matches!(column, Column::Time | Column::Date))
                .find_map(|(cell, _)| said_zone(cell))
        });
        let zone = said.or_else(|| self.zone.clone());
        imported.notes.extend(zone.iter().map(SaidZone::note));
        for (name, column) in heading.into_iter().flatten().zip(&columns) {
            if *column == Column::Other && !name.trim().is_empty() {
                imported
                    .notes
                    .push(format!("the column `{}` is not read", name.trim()));
            }
        }
        let zone = zone.as_ref().and_then(SaidZone::name);
        for row in self.rows.iter().skip(usize::from(headed)) {
            let cells: Vec<String> = row.iter().map(|raw| cell(raw)).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            let event = event(&cells, &columns, zone, &mut imported.notes);
            imported.events.extend(event);
        }
        Ok(())
    }

    /// What each column holds, and whether the first row is headings; `None` without times.
    fn columns(&self) -> Option<(Vec<Column>, bool)> {
        let first = self.rows.first()?;
        let is_time = |raw: &String| matches!(time(&cell(raw), None), Cell::Time(..));
        let headed = !first.iter().any(is_time);
        let width = self.rows.iter().map(Vec::len).max()?;
        let mut columns: Vec<Column> = (0..width)
            .map(|index| {
                first
                    .get(index)
                    .filter(|_| headed)
                    .map_or(Column::Other, |raw| heading(raw))
            })
            .collect();
        let body = &self.rows[usize::from(headed)..];
        let times = |index: usize| {
            let cells = body.iter().filter_map(|row| row.get(index));
            cells.filter(|raw| is_time(raw)).count()
        };
        keep_one(&mut columns, Column::Time, times);
        if !columns.contains(&Column::Time) {
            let best = (0..width).max_by_key(|index| (times(*index), width - index))?;
            if times(best) == 0 || times(best) * 2 < body.len() {
                return None;
            }
            columns[best] = Column::Time;
        } else if body.iter().flatten().filter(|raw| is_time(raw)).count() == 0 {
            return None;
        }
        let length = |index: usize| {
            let cells = body.iter().filter_map(|row| row.get(index));
            cells.map(String::len).sum()
        };
        keep_one(&mut columns, Column::What, length);
        if !columns.contains(&Column::What) {
            let open = |index: &usize| columns[*index] == Column::Other;
            let widest = (0..width).filter(open).max_by_key(|index| length(*index))?;
            columns[widest] = Column::What;
        }
        Some((columns, headed))
    }
}

/// The column that a heading names, whatever zone or sign stands beside it.
fn heading(raw: &str) -> Column {
    let text = cell(raw).to_lowercase();
    let text = text.trim_matches(|sign: char| !sign.is_alphanumeric());
    let short = text
        .split(['(', '['])
        .next()
        .and_then(|text| text.split(" in ").next())
        .unwrap_or(text)
        .trim();
    let exact = HEADINGS
        .iter()
        .find(|(_, names)| names.contains(&short))
        .map(|(column, _)| *column);
    // `Time UTC`, `Timestamp CET`.
    let first = short.split_whitespace().next().unwrap_or_default();
    exact.unwrap_or(match first {
        "time" | "timestamp" | "datetime" => Column::Time,
        "date" => Column::Date,
        _ => Column::Other,
    })
}

/// Leaves one column to be `column`: the one with most of what `weight` counts.
fn keep_one(columns: &mut [Column], column: Column, weight: impl Fn(usize) -> usize) {
    let own: Vec<usize> = (0..columns.len())
        .filter(|index| columns[*index] == column)
        .collect();
    // Of equals the first.
    let best = own.iter().rev().max_by_key(|index| weight(**index));
    for index in &own {
        if Some(index) != best {
            columns[*index] = Column::Other;
        }
    }
}

/// The event of a row; `None` where the row says nothing.
fn event(
    cells: &[String],
    columns: &[Column],
    zone: Option<&str>,
    notes: &mut Vec<String>,
) -> Option<ImportedEvent> {
    let get = |wanted: Column| {
        let mut pairs = cells.iter().zip(columns);
        let found = pairs.find(|(_, column)| **column == wanted);
        found
            .map(|(cell, _)| cell.as_str())
            .filter(|cell| !cell.is_empty())
    };
    let list = |wanted: Column| -> Vec<String> {
        let parts = get(wanted).unwrap_or_default().split([',', '\n']);
        let parts = parts.map(|part| part.trim().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let written = [get(Column::Date), get(Column::Time)];
    let written: Vec<&str> = written.into_iter().flatten().collect();
    let what = get(Column::What).unwrap_or_default().to_owned();
    let mut event = ImportedEvent {
        what,
        kind: get(Column::Kind).map(kind),
        who: get(Column::Who).map(|who| who.trim_start_matches('@').to_owned()),
        quote: get(Column::Quote).map(str::to_owned),
        component: list(Column::Component),
        evidence: list(Column::Evidence),
        mark: marks(&list(Column::Mark)),
        ..ImportedEvent::default()
    };
    if let Some(Cell::Time(until, _)) = get(Column::Until).map(|cell| time(cell, zone)) {
        event.until = Some(until);
    }
    match time(&written.join(" "), zone) {
        Cell::Time(at, rest) => {
            event.at = Some(at);
            if !rest.is_empty() {
                event.what.insert_str(0, &format!("{rest} "));
                event.what.truncate(event.what.trim_end().len());
            }
        }
        Cell::Template => event.noise = Some(&TEMPLATE_ROW),
        Cell::Empty => {}
        Cell::Other => {
            let written = written.join(" ");
            notes.push(format!(
                "`{written}` is no time: its event has none, and the words stand before its text"
            ));
            event.what = format!("{written}: {}", event.what);
        }
    }
    (!event.what.is_empty()).then_some(event)
}

/// The kind that a cell names; a word that is not known is kept.
fn kind(cell: &str) -> Kind {
    Kind::from_word(&cell.to_lowercase().replace(' ', "-"))
}

/// The marks that a cell names.
fn marks(words: &[String]) -> Vec<Mark> {
    let mark = |word: &String| {
        let word = word.trim_start_matches('!');
        let mut all = Mark::ALL.iter();
        all.find(|mark| mark.word().eq_ignore_ascii_case(word))
            .copied()
    };
    words.iter().filter_map(mark).collect()
}
