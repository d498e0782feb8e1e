//! Tables of a page: rows of the archive in, cells with links out.

use std::collections::BTreeSet;

use serde::Serialize;

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

/// What an id in a table leads to.
#[derive(Debug, Default)]
pub struct Links<'a> {
    /// Ids of incidents, which have a page each.
    pub incidents: BTreeSet<&'a str>,
    /// Ids of entries, which have a row each in the register.
    pub entries: BTreeSet<&'a str>,
}

impl Links<'_> {
    fn href(&self, text: &str) -> Option<String> {
        if self.incidents.contains(text) {
            return Some(review(text));
        }
        let known = self.entries.contains(text);
        known.then(|| entry(text))
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
    /// The table of `rows`, without the columns that are empty throughout; what is the id of an
    /// incident or an entry leads to it.
    pub fn of(label: &str, rows: &[Row], links: &Links<'_>) -> Self {
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
            Line {
                id: None,
                cells: cells.map(|cell| content(cell, links)).collect(),
            }
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

/// Where the row of an entry is, from the folder of the site.
pub(super) fn entry(id: &str) -> String {
    format!("register.html#{}", address(&row_id(id)))
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
