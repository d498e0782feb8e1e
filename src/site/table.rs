//! Tables of a page: rows of the archive in, cells with links out.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::archive::row::{Cell, Row};

/// Words in a cell, which may lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What is said.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What it shows, for those who do not see it.
    pub label: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// Rows of cells of pieces.
    pub rows: Vec<Vec<Vec<Piece>>>,
}

impl Table {
    /// The table of `rows`, without the columns that are empty throughout; what is the id of an
    /// incident is a link to its review.
    pub fn of(label: &str, rows: &[Row], incidents: &BTreeSet<&str>) -> Self {
        let Some(first) = rows.first() else {
            return Self::default();
        };
        let names = first.0.iter().map(|(name, _)| *name);
        let used = |name: &&str| {
            let mut cells = rows.iter().filter_map(|row| row.get(name));
            cells.any(|cell| cell.words().is_some())
        };
        let names: Vec<_> = names.filter(used).collect();
        let row = |row: &Row| {
            let cells = names.iter().map(|name| row.get(name));
            cells.map(|cell| pieces(cell, incidents)).collect()
        };
        Self {
            label: label.to_owned(),
            columns: names.iter().map(|name| heading(name)).collect(),
            rows: rows.iter().map(row).collect(),
        }
    }
}

/// The name of a column as a heading.
fn heading(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn pieces(cell: Option<&Cell>, incidents: &BTreeSet<&str>) -> Vec<Piece> {
    let piece = |text: &str| Piece {
        text: text.to_owned(),
        href: incidents.contains(text).then(|| review(text)),
    };
    match cell {
        Some(Cell::List(texts)) => texts.iter().map(|text| piece(text)).collect(),
        Some(cell) => cell.words().iter().map(|text| piece(text)).collect(),
        None => Vec::new(),
    }
}

/// Where the review of an incident is, from the folder of the site.
pub(super) fn review(id: &str) -> String {
    format!("reviews/{}.html", address(id))
}

/// The name of a folder as a part of an address.
pub(super) fn address(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let signs = id.bytes().map(|byte| match byte {
        byte if plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    signs.collect()
}
