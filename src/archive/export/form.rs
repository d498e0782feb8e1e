//! How rows are written: JSON an object a line, or CSV.

use std::borrow::Cow;

use anyhow::Context as _;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::{Column, Table, Value};
use crate::archive::gather::Record;
use crate::source::visible;

/// A form that rows are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A JSON object a line.
    Ndjson,
    /// Comma-separated values, with the names of the columns in the first line.
    Csv,
}

/// What stands between the texts of a list in a cell of CSV.
const BETWEEN: &str = "; ";

impl Form {
    /// What stands above all rows.
    pub fn head(self, table: &Table) -> anyhow::Result<Vec<u8>> {
        match self {
            Self::Ndjson => Ok(Vec::new()),
            Self::Csv => {
                let names = table.columns.iter().map(|column| column.name.as_str());
                csv_lines([names.map(Cow::Borrowed)])
            }
        }
    }

    /// The rows of an incident as lines.
    pub fn lines(self, table: &Table, record: &Record) -> anyhow::Result<Vec<u8>> {
        let rows = table.rows(record);
        match self {
            Self::Ndjson => {
                let mut out = Vec::new();
                for row in &rows {
                    serde_json::to_writer(&mut out, &Object(&table.columns, row))?;
                    out.push(b'\n');
                }
                Ok(out)
            }
            Self::Csv => csv_lines(rows.iter().map(|row| row.iter().map(cell))),
        }
    }
}

fn csv_lines<'a>(
    rows: impl IntoIterator<Item: IntoIterator<Item = Cow<'a, str>>>,
) -> anyhow::Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in rows {
        out.write_record(row.into_iter().map(Cow::into_owned))?;
    }
    out.into_inner().ok().context("cannot end a row of CSV")
}

/// Rows of texts as lines of CSV, in which no cell is a formula.
pub fn csv(rows: &[Vec<String>]) -> anyhow::Result<Vec<u8>> {
    let cells = |row: &Vec<String>| {
        let cells = row.iter().map(|text| harmless(Cow::Owned(text.clone())));
        cells.collect::<Vec<_>>()
    };
    csv_lines(rows.iter().map(cells))
}

/// A value as a cell of CSV; nothing where it is null.
fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Text(text) => harmless(Cow::Borrowed(text)),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Decimal(number) => Cow::Owned(number.to_string()),
        Value::Flag(flag) => Cow::Owned(flag.to_string()),
        Value::List(texts) => harmless(Cow::Owned(texts.join(BETWEEN))),
    }
}

/// A text that no spreadsheet takes for a formula, and no terminal for a command.
fn harmless(text: Cow<'_, str>) -> Cow<'_, str> {
    let acts = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match (acts, visible(&text)) {
        (false, Cow::Borrowed(_)) => text,
        (false, Cow::Owned(shown)) => Cow::Owned(shown),
        (true, shown) => Cow::Owned(format!("'{shown}")),
    }
}

/// A row as an object.
struct Object<'a>(&'a [Column], &'a [Value]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (column, value) in self.0.iter().zip(self.1) {
            map.serialize_entry(&column.name, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        let text = |text: &str| cell(&Value::Text(text.to_owned())).into_owned();
        for (written, safe) in [
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("-5 °C", "'-5 °C"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\u{FFFD}=1"),
            ("a=1", "a=1"),
            ("\u{1b}[31m", "\u{FFFD}[31m"),
        ] {
            assert_eq!(text(written), safe);
        }
        let list = Value::List(vec!["=1".to_owned(), "b".to_owned()]);
        assert_eq!(cell(&list), "'=1; b");
        assert_eq!(cell(&Value::Number(-5)), "-5");
        assert_eq!(cell(&Value::Decimal(-0.5)), "-0.5");
    }
}
