//! Tables of any writing: rows of cells in, events out. The columns are known by their headings, and
//! the column of times by its cells where no heading says so.

use anyhow::{Result, bail};

use super::clean::{Cell, SaidZone, cell, said_zone, time};
use super::passed::{Passed, is_event};
use super::{Imported, ImportedEvent, TEMPLATE_ROW, Who};
use crate::model::{Kind, Mark};

/// A table: its rows, the first of which may be headings.
#[derive(Debug)]
pub(super) struct Table {
    /// The rows.
    pub(super) rows: Vec<Row>,
    /// A zone that the text around the table names.
    pub(super) zone: Option<SaidZone>,
    /// What stands between two cells that become one text.
    pub(super) between: &'static str,
    /// Lines above it that are no part of it.
    pub(super) passed: Vec<Passed>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row {
    /// The number of its line, from 1.
    pub(super) line: usize,
    /// Its cells as they are written.
    pub(super) cells: Vec<String>,
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
    /// A heading that is none of these; told to the user.
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

impl Default for Table {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            zone: None,
            between: " | ",
            passed: Vec::new(),
        }
    }
}

/// What the columns of a table are.
struct Columns {
    /// What each holds.
    each: Vec<Column>,
    /// Whether the first row is headings.
    headed: bool,
}

impl Table {
    /// Takes a row above the table: a sentence may name the zone of all times.
    pub(super) fn above(&mut self, row: &Row) {
        let text = row.cells.first().map_or("", String::as_str);
        self.zone = self.zone.take().or_else(|| said_zone(text));
        let passed = Passed::new(row.line, text);
        self.passed.extend(passed.map(Passed::above));
    }

    /// Whether it has a column of times.
    pub(super) fn has_times(&self) -> bool {
        self.columns().is_some()
    }

    /// Adds the events of the table to `imported`.
    pub(super) fn read(mut self, imported: &mut Imported) -> Result<()> {
        let Some(Columns { each, headed }) = self.columns() else {
            bail!("no column of the table holds times: name one `Time`, or put the times first");
        };
        imported.passed.append(&mut self.passed);
        let heading = self.rows.first().filter(|_| headed);
        let heading: &[String] = heading.map_or(&[], |row| &row.cells);
        let said = heading
            .iter()
            .zip(&each)
            .filter(|(_, column)| matches!(column, Column::Time | Column::Date))
            .find_map(|(cell, _)| said_zone(cell));
        let zone = said.or_else(|| self.zone.take());
        imported.notes.extend(zone.iter().map(SaidZone::note));
        for (name, column) in heading.iter().zip(&each) {
            if *column == Column::Other {
                imported
                    .notes
                    .push(format!("the column `{}` is not read", name.trim()));
            }
        }
        let zone = zone.as_ref().and_then(SaidZone::name);
        let width = heading.len();
        for row in self.rows.iter().skip(usize::from(headed)) {
            let mut cells: Vec<String> = row.cells.iter().map(|raw| cell(raw)).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if headed && cells.len() > width {
                // A sign in the text that nobody put quotes around.
                let rest = cells.split_off(width - 1);
                let rest: Vec<&str> = rest.iter().map(|cell| cell.trim()).collect();
                cells.push(rest.join(self.between));
            }
            let event = event(&cells, &each, (zone, self.between), &mut imported.notes);
            if event.is_none() {
                let row = row.line;
                let note = format!("the row of line {row} does not say what happened: passed over");
                imported.notes.push(note);
            }
            let inside = |event: &ImportedEvent| event.what.lines().skip(1).any(is_event);
            if event.as_ref().is_some_and(inside) {
                imported.notes.push(format!(
                    "the row of line {} holds more lines that begin with a time: is a quote left \
                     open there?",
                    row.line
                ));
            }
            imported.events.extend(event);
        }
        Ok(())
    }

    /// What each column holds; `None` without times.
    fn columns(&self) -> Option<Columns> {
        let first = self.rows.first()?;
        let time = |raw: &String| time(&cell(raw), None);
        let is_time = |raw: &String| matches!(time(raw), Cell::Time(..));
        let headed = !first.cells.iter().any(is_time);
        // Without headings a cell is a time and nothing else: words behind it make the row prose.
        let is_time = |raw: &String| match time(raw) {
            Cell::Time(_, rest) => headed || rest.is_empty(),
            _ => false,
        };
        let width = if headed {
            first.cells.len()
        } else {
            self.rows.iter().map(|row| row.cells.len()).max()?
        };
        let mut columns: Vec<Column> = (0..width)
            .map(|index| {
                first
                    .cells
                    .get(index)
                    .filter(|_| headed)
                    .map_or(Column::What, |raw| heading(raw))
            })
            .collect();
        let body = &self.rows[usize::from(headed)..];
        let times = |index: usize| {
            let cells = body.iter().filter_map(|row| row.cells.get(index));
            cells.filter(|raw| is_time(raw)).count()
        };
        keep_one(&mut columns, Column::Time, times);
        if !columns.contains(&Column::Time) {
            let best = (0..width).max_by_key(|index| (times(*index), width - index))?;
            if times(best) == 0 || times(best) * 2 < body.len() {
                return None;
            }
            columns[best] = Column::Time;
        } else if (0..width).all(|index| times(index) == 0) {
            return None;
        }
        let length = |index: &usize| -> usize {
            let cells = body.iter().filter_map(|row| row.cells.get(*index));
            cells.map(String::len).sum()
        };
        if !columns.contains(&Column::What) {
            let open = |index: &usize| columns[*index] == Column::Other;
            let widest = (0..width).filter(open).max_by_key(length)?;
            columns[widest] = Column::What;
        }
        Some(Columns {
            each: columns,
            headed,
        })
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
        // Without a heading: more of what happened.
        "" if text.is_empty() => Column::What,
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
    (zone, between): (Option<&str>, &str),
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
    let what: Vec<&str> = cells
        .iter()
        .zip(columns)
        .filter(|(cell, column)| **column == Column::What && !cell.is_empty())
        .map(|(cell, _)| cell.as_str())
        .collect();
    let what = what.join(between);
    let mut event = ImportedEvent {
        what,
        kind: get(Column::Kind).map(kind),
        who: get(Column::Who).map(|who| Who::Role(who.trim_start_matches('@').to_owned())),
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
