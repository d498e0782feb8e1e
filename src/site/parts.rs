//! A table of many rows in parts: the first stands on its page, each further one on a page of its
//! own. Rows in; what the templates of one part after the other need out.

use std::ops::Range;

use serde::Serialize;

use super::table::{Links, Table, columns, row_id};
use super::{Archive, Body, Section};
use crate::archive::row::{Cell, Row};

/// How many rows of a table stand on one page.
const MOST: usize = 500;

/// So many parts have a link each; of more, the ends have one and those beside the part.
const LISTED: usize = 7;

/// The table of a section, cut. Rows are kept; cells with their links are made of one part at a time.
#[derive(Debug)]
pub struct Parts {
    /// The file of the page, and its heading.
    page: (&'static str, String),
    /// The section that it stands in, without its table.
    section: Section,
    columns: Vec<&'static str>,
    rows: Vec<Row>,
}

/// What a part says of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Others {
    /// The heading of the section.
    pub(super) title: String,
    /// The rows of this part: `501 to 1,000`.
    pub(super) range: String,
    /// How many rows there are in all.
    pub(super) all: String,
    /// The page that a further part belongs to; none for the first.
    pub(super) main: Option<Main>,
    /// The way to the others.
    pub(super) steps: Vec<Step>,
}

/// The page that a further part belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Main {
    pub(super) title: String,
    pub(super) href: String,
}

/// A part on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Step {
    pub(super) range: String,
    /// Where it is; none for the part itself.
    pub(super) href: Option<String>,
    /// Whether some are left out before it.
    pub(super) gap: bool,
}

impl Parts {
    /// The table of a section of the page in that file with that heading; none where it has no rows,
    /// which it then says.
    pub fn of(
        (file, heading): (&'static str, &str),
        section: &mut Section,
        archive: &Archive,
    ) -> Option<Self> {
        let rows = std::mem::take(&mut section.rows).of(archive)?;
        if rows.is_empty() {
            let note = section.note.get_or_insert_default();
            note.push_str(" Nothing is recorded.");
            return None;
        }
        Some(Self {
            page: (file, heading.to_owned()),
            section: section.clone(),
            columns: columns(&rows),
            rows,
        })
    }

    /// How many parts there are.
    pub fn count(&self) -> usize {
        self.rows.len().div_ceil(MOST)
    }

    /// The file of a part, from 0.
    pub fn file(&self, part: usize) -> String {
        file((self.page.0, &self.section.id), part)
    }

    /// The table of a part.
    pub fn table(&self, part: usize, links: &Links<'_>) -> Table {
        let all = grouped(self.rows.len());
        let title = &self.section.title;
        let label = self.section.label.unwrap_or(title);
        let others = (self.count() > 1).then(|| self.others(part));
        let label = match &others {
            Some(others) => format!("{label}, {} of {all}", others.range),
            None => label.to_owned(),
        };
        let rows = self.range(part);
        let mut table = Table::of((&label, &self.columns), &self.rows[rows.clone()], links);
        if self.section.led_to {
            for (line, row) in table.rows.iter_mut().zip(rows) {
                line.id = self.row_id(row);
            }
        }
        Table { others, ..table }
    }

    /// What stands on the page of a further part, whose table was written like that.
    pub fn body(&self, part: usize, caution: Option<&'static str>, table: String) -> Body {
        let title = &self.section.title;
        Body {
            title: format!("{title}, {}", self.in_words(part)),
            caution,
            sections: vec![Section {
                title: String::new(),
                table: Some(table),
                ..self.section.clone()
            }],
        }
    }

    /// The rows of a part.
    fn range(&self, part: usize) -> Range<usize> {
        part * MOST..self.rows.len().min((part + 1) * MOST)
    }

    fn in_words(&self, part: usize) -> String {
        let range = self.range(part);
        format!("{} to {}", grouped(range.start + 1), grouped(range.end))
    }

    pub(super) fn others(&self, part: usize) -> Others {
        let mut before = 0;
        let steps = listed(part, self.count()).into_iter().map(|other| {
            let gap = other > before + 1;
            before = other;
            Step {
                range: self.in_words(other),
                href: (other != part).then(|| self.href(other)),
                gap,
            }
        });
        let main = (part > 0).then(|| Main {
            title: self.page.1.clone(),
            href: self.href(0),
        });
        Others {
            title: self.section.title.clone(),
            range: self.in_words(part),
            all: grouped(self.rows.len()),
            steps: steps.collect(),
            main,
        }
    }

    fn href(&self, part: usize) -> String {
        match part {
            0 => format!("{}#{}", self.page.0, self.section.id),
            _ => self.file(part),
        }
    }

    /// The id of a row that links lead to: of two under one name, which are neighbours, the first
    /// has it.
    fn row_id(&self, row: usize) -> Option<String> {
        let id = |row: usize| self.rows.get(row)?.get("id");
        let before = row.checked_sub(1).and_then(id);
        match id(row) {
            Some(Cell::Text(own)) if before != id(row) => Some(row_id(own)),
            _ => None,
        }
    }
}

/// The file of a part, from 0, of a section of a page.
pub(super) fn file((page, section): (&str, &str), part: usize) -> String {
    let stem = page.trim_end_matches(".html");
    match part {
        0 => page.to_owned(),
        _ => format!("{stem}-{section}-{}.html", part + 1),
    }
}

/// The part that holds the row of that number, from 0.
pub(super) fn holding(row: usize) -> usize {
    row / MOST
}

/// The parts that a part has a link to or is, of so many.
pub(super) fn listed(part: usize, count: usize) -> Vec<usize> {
    let near = part.saturating_sub(1)..=part + 1;
    let wanted = |other: &usize| {
        count <= LISTED || *other == 0 || *other + 1 == count || near.contains(other)
    };
    (0..count).filter(wanted).collect()
}

/// A number with its thousands apart.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
