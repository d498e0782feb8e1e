//! Tables of Markdown documents: the document in, the events of its timelines out.

use anyhow::{Result, bail};

use super::clean::said_zone;
use super::passed::Passed;
use super::rows::{Row, Table};
use super::{Export, Format, Imported, Reading, TEMPLATE_ROW};

/// The format of this file.
pub(super) static MARKDOWN_TABLE: Format = Format {
    name: "markdown-table",
    what: "a table of Markdown with a column of times; other text of the document is passed over",
    get: "copy it from where it stands",
    becomes: &[(
        "a row",
        "an event; its kind, role and part of the system where columns are called so, else note",
    )],
    noise: &[&TEMPLATE_ROW],
    reader: Reading::Text { detect, read },
};

/// Whether a document has a table with times.
fn detect(export: &Export<'_>) -> bool {
    tables(export.text).iter().any(Table::has_times)
}

/// The events of every table that has times.
fn read(export: &Export<'_>) -> Result<Imported> {
    let tables = tables(export.text);
    let count = tables.iter().filter(|table| !table.rows.is_empty()).count();
    let (timelines, others): (Vec<Table>, Vec<Table>) =
        tables.into_iter().partition(Table::has_times);
    if timelines.is_empty() {
        bail!(
            "{} has {count} tables and none with a column of times: name the column `Time`",
            export.name,
        );
    }
    let mut imported = Imported::default();
    if timelines.len() > 1 {
        let note = "tables with times are read as one timeline: one incident has one file";
        imported.notes.push(format!("{} {note}", timelines.len()));
    }
    for table in others {
        imported.passed.extend(table.passed);
    }
    for table in timelines {
        table.read(&mut imported)?;
    }
    imported.passed.sort_by_key(|line| line.line);
    Ok(imported)
}

/// Every table of a document, with the lines above it: a row of headings, a row of dashes, and the
/// rows with a pipe below. The lines below the last table are a table without rows.
fn tables(text: &str) -> Vec<Table> {
    let lines: Vec<&str> = text.lines().collect();
    let mut tables = Vec::new();
    let mut table = Table::default();
    let mut zone = None;
    let mut at = 0;
    while at < lines.len() {
        let rule = lines.get(at + 1).is_some_and(|line| is_rule(line));
        if !(rule && lines[at].contains('|')) {
            zone = said_zone(lines[at])
                .filter(|_| is_about_times(lines[at]))
                .or(zone);
            table.passed.extend(Passed::new(at + 1, lines[at]));
            at += 1;
            continue;
        }
        let end = lines[at + 2..]
            .iter()
            .position(|line| !line.contains('|'))
            .map_or(lines.len(), |rows| at + 2 + rows);
        let heading = std::iter::once(at);
        table.rows = heading
            .chain(at + 2..end)
            .map(|index| Row {
                line: index + 1,
                cells: cells(lines[index]),
            })
            .collect();
        table.zone.clone_from(&zone);
        tables.push(std::mem::take(&mut table));
        at = end;
    }
    tables.push(table);
    tables
}

/// Whether a line speaks of all times below it, and not of one.
fn is_about_times(line: &str) -> bool {
    line.to_lowercase().contains("times")
}

/// Whether a line is the row of dashes below headings.
fn is_rule(line: &str) -> bool {
    line.contains('-')
        && line.contains('|')
        && line.trim().bytes().all(|byte| b"|-: \t".contains(&byte))
}

/// The cells of a row, with or without pipes at its ends. A pipe behind a backslash is text.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for sign in line.chars() {
        match sign {
            '|' if !escaped => cells.push(String::new()),
            _ => {
                if let Some(cell) = cells.last_mut() {
                    if escaped && sign == '|' {
                        cell.pop();
                    }
                    cell.push(sign);
                }
            }
        }
        escaped = sign == '\\' && !escaped;
    }
    if line.ends_with('|') && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells
}
