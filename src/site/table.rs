//! Tables of a page: rows of the archive in, cells with links out.

use std::collections::BTreeSet;

use serde::Serialize;

use super::parts::Others;
use super::register::entry;
use crate::archive::register::Register;
use crate::archive::row::{Cell, Row};
use crate::render::plain;

/// Words in a cell, which may lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What is said.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Content {
    /// What is read at once.
    pub first: Vec<Piece>,
    /// What is behind it, where that would be long.
    pub more: Vec<Piece>,
    /// Whether it is prose, which wants room.
    pub long: bool,
}

/// What an id in a table leads to. It is made once for a site and borrows every id; texts in a table
/// are copies, since a table has few rows and is dropped when it is written.
#[derive(Debug)]
pub struct Links<'a> {
    /// Ids of incidents, which have a page each.
    pub incidents: BTreeSet<&'a str>,
    /// The register, which has a row for each entry and finds it by its id.
    pub register: &'a Register,
}

impl Links<'_> {
    fn href(&self, text: &str) -> Option<String> {
        if self.incidents.contains(text) {
            return Some(review(text));
        }
        entry(self.register, text)
    }
}

/// A list of more than this is cut after so many.
const LIST: (usize, usize) = (8, 6);

/// From how many bytes on a text is prose.
const PROSE: usize = 48;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What it shows, for those who do not see it.
    pub label: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Line>,
    /// Where its other rows are, if these are a part of them.
    pub others: Option<Others>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its id, where links lead to it.
    pub id: Option<String>,
    /// What stands in each of its cells.
    pub cells: Vec<Content>,
}

impl Table {
    /// The table of `rows` with these columns; what is the id of an incident or an entry leads to
    /// it.
    pub(super) fn of(
        (label, columns): (&str, &[&'static str]),
        rows: &[Row],
        links: &Links<'_>,
    ) -> Self {
        let row = |row: &Row| {
            let cells = columns.iter().map(|name| row.get(name));
            Line {
                id: None,
                cells: cells.map(|cell| content(cell, links)).collect(),
            }
        };
        Self {
            label: label.to_owned(),
            columns: columns.iter().map(|name| heading(name)).collect(),
            rows: rows.iter().map(row).collect(),
            others: None,
        }
    }
}

/// The columns of `rows`, without those that are empty throughout.
pub(super) fn columns(rows: &[Row]) -> Vec<&'static str> {
    let names = rows.first().into_iter().flat_map(|row| &row.0);
    let names = names.map(|(name, _)| *name);
    let used = |name: &&str| {
        let mut cells = rows.iter().filter_map(|row| row.get(name));
        cells.any(Cell::is_said)
    };
    names.filter(used).collect()
}

/// The name of a column as a heading.
fn heading(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn content(cell: Option<&Cell>, links: &Links<'_>) -> Content {
    let piece = |text: &str| match links.href(text) {
        Some(href) => Piece {
            text: text.to_owned(),
            href: Some(href),
        },
        None => Piece {
            text: plain(text),
            href: None,
        },
    };
    let mut first: Vec<_> = match cell {
        Some(Cell::List(texts)) => texts.iter().map(|text| piece(text)).collect(),
        Some(cell) => cell.words().iter().map(|text| piece(text)).collect(),
        None => Vec::new(),
    };
    let long = first.iter().any(|piece| piece.text.len() > PROSE);
    let (most, few) = LIST;
    let more = if first.len() > most {
        first.split_off(few)
    } else {
        Vec::new()
    };
    Content { first, more, long }
}

/// The id of the row of an entry: no part of the page has one like it.
pub(super) fn row_id(id: &str) -> String {
    format!("entry-{id}")
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
