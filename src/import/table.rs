//! Tables of Markdown documents: the document in, the events of its timelines out.

use anyhow::{Result, bail};

use super::clean::said_zone;
use super::rows::Table;
use super::{Export, Format, Imported};

/// The format of this file.
pub(super) static MARKDOWN_TABLE: Format = Format {
    name: "markdown-table",
    what: "a table of Markdown with a column of times; other text of the document is passed over",
    detect,
    read,
};

/// Whether a document has a table with times.
fn detect(export: &Export<'_>) -> bool {
    tables(export.text).iter().any(Table::has_times)
}

/// The events of every table that has times.
fn read(export: &Export<'_>) -> Result<Imported> {
    let tables = tables(export.text);
    let timelines: Vec<&Table> = tables.iter().filter(|table| table.has_times()).collect();
    if timelines.is_empty() {
        bail!(
            "{} has {} tables and none with a column of times: name the column `Time`",
            export.name,
            tables.len()
        );
    }
    let mut imported = Imported::default();
    if timelines.len() > 1 {
        let note = "tables with times are read as one timeline: one incident has one file";
        imported.notes.push(format!("{} {note}", timelines.len()));
    }
    for table in timelines {
        table.read(&mut imported)?;
    }
    Ok(imported)
}

/// Every table of a document: a row of headings, a row of dashes, and the rows with a pipe below.
fn tables(text: &str) -> Vec<Table> {
    let lines: Vec<&str> = text.lines().collect();
    let mut tables = Vec::new();
    let mut zone = None;
    let mut at = 0;
    while at < lines.len() {
        let rule = lines.get(at + 1).is_some_and(|line| is_rule(line));
        if !(rule && lines[at].contains('|')) {
            zone = said_zone(lines[at])
                .filter(|_| is_about_times(lines[at]))
                .or(zone);
            at += 1;
            continue;
        }
        let end = lines[at + 2..]
            .iter()
            .position(|line| !line.contains('|'))
            .map_or(lines.len(), |rows| at + 2 + rows);
        let width = cells(lines[at]).len();
        let body = lines[at + 2..end].iter().map(|line| row(line, width));
        tables.push(Table {
            rows: std::iter::once(cells(lines[at])).chain(body).collect(),
            zone: zone.clone(),
        });
        at = end;
    }
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

/// A row of a table of `width` columns: what is too much stays in the last cell.
fn row(line: &str, width: usize) -> Vec<String> {
    let mut cells = cells(line);
    if cells.len() > width && width > 0 {
        let rest = cells.split_off(width - 1);
        let rest: Vec<&str> = rest.iter().map(|cell| cell.trim()).collect();
        cells.push(rest.join(" | "));
    }
    cells
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
