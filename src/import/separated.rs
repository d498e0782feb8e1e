//! Tables of spreadsheets, with commas, semicolons or tabs between their cells: the text in, events
//! out.

use anyhow::{Context, Result, bail};

use super::rows::{Row, Table};
use super::{Export, Format, Imported, Reading, TEMPLATE_ROW};

/// Cells between commas or semicolons.
pub(super) static CSV: Format = Format {
    name: "csv",
    what: "a spreadsheet with commas or semicolons between its cells and a column of times",
    get: "copy it from where it stands",
    becomes: &[(
        "a row",
        "an event; its kind, role and part of the system where columns are called so, else note",
    )],
    noise: &[&TEMPLATE_ROW],
    reader: Reading::Text {
        detect: |export| looks_right(export, b",;"),
        read: |export| read(export, b",;"),
    },
};

/// Cells between tabs.
pub(super) static TSV: Format = Format {
    name: "tsv",
    what: "a spreadsheet with tabs between its cells, as one pastes it, and a column of times",
    get: "copy it from where it stands",
    becomes: &[(
        "a row",
        "an event; its kind, role and part of the system where columns are called so, else note",
    )],
    noise: &[&TEMPLATE_ROW],
    reader: Reading::Text {
        detect: |export| looks_right(export, b"\t"),
        read: |export| read(export, b"\t"),
    },
};

/// Whether the text is a table with times: at least two cells in every row that is not empty.
fn looks_right(export: &Export<'_>, signs: &[u8]) -> bool {
    table(export, signs).is_ok_and(|table| {
        let filled = |row: &&Row| row.cells.iter().any(|cell| !cell.trim().is_empty());
        let rows = table.rows.iter().filter(filled);
        let enough = rows.clone().filter(|row| row.cells.len() >= 2).count();
        // A sentence in the table is a row of one cell.
        enough > 0 && rows.count() <= enough + 1 && table.has_times()
    })
}

/// The events of the table.
fn read(export: &Export<'_>, signs: &[u8]) -> Result<Imported> {
    let table = table(export, signs)?;
    if table.rows.is_empty() {
        bail!(
            "{} has one column: a timeline needs one for times and one for what happened",
            export.name
        );
    }
    let mut imported = Imported::default();
    table
        .read(&mut imported)
        .with_context(|| format!("reading {}", export.name))?;
    Ok(imported)
}

/// The table, by the sign of `signs` that stands most often in the first line with any.
fn table(export: &Export<'_>, signs: &[u8]) -> Result<Table> {
    let count = |line: &str, sign: u8| line.bytes().filter(|byte| *byte == sign).count();
    let first = |line: &&str| signs.iter().any(|sign| count(line, *sign) > 0);
    let first = export.text.lines().find(first).unwrap_or_default();
    let sign = signs.iter().rev().max_by_key(|sign| count(first, **sign));
    let sign = sign.copied().unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(sign)
        .from_reader(export.text.as_bytes());
    let mut table = Table {
        between: if sign == b'\t' { " | " } else { ", " },
        ..Table::default()
    };
    for record in reader.records() {
        let record = record.with_context(|| format!("reading {} as a table", export.name))?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row {
            line: usize::try_from(line).unwrap_or_default(),
            cells: record.iter().map(str::to_owned).collect(),
        };
        if table.rows.is_empty() && row.cells.len() < 2 {
            table.above(&row);
            continue;
        }
        table.rows.push(row);
    }
    Ok(table)
}
