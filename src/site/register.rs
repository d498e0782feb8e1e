//! The page of the register: the mixture over time, the views that say what to do, the lives of
//! entries, and a row for each that links lead to.

use std::collections::BTreeSet;

use super::bars::Bars;
use super::lives::Lives;
use super::pages::Archive;
use super::table::row_id;
use super::{Body, Section};
use crate::archive::EntryKind;
use crate::archive::register::{CAUTION, View};
use crate::archive::row::Row;

/// The page.
pub(super) fn page(archive: &Archive) -> Body {
    let mixture = View::find("mixture").map(|view| view.of(&archive.register));
    let rows = mixture.map(|shown| shown.rows).unwrap_or_default();
    let lives = Lives::of(&archive.register);
    Body {
        title: "The register".to_owned(),
        caution: Some(CAUTION),
        sections: vec![
            Section {
                title: "The mixture over time".to_owned(),
                id: "mixture".to_owned(),
                note: Some(MIXTURE.to_owned()),
                bars: Bars::of(&rows),
                ..Section::default()
            },
            archive.view("open", "What we live with"),
            archive.view("now", "Degraded conditions"),
            archive.view("due", "What is due"),
            archive.view("again", "What comes back"),
            archive.view("spread", "Where it might be as well"),
            archive.view("seams", "Known to some, relied on by others"),
            archive.section(
                ("months", "The months in numbers"),
                "What came in, and what became of it.",
                &rows,
            ),
            Section {
                title: "How long they have been there".to_owned(),
                id: "lives".to_owned(),
                note: Some(how_long(lives.as_ref())),
                lives,
                ..Section::default()
            },
            every_entry(archive),
        ],
    }
}

/// What is said of the mixture.
const MIXTURE: &str = "Entries known and not over at the end of each month; one with categories of \
                       several families counts in that of the first. How does the mixture change?";

/// What is said of the picture of lives.
fn how_long(lives: Option<&Lives>) -> String {
    let Some(lives) = lives else {
        return "Nothing is recorded.".to_owned();
    };
    let left_out = match lives.left_out {
        0 => String::new(),
        left_out => format!(" {left_out} others are in the table below alone."),
    };
    format!(
        "A bar is an entry while it was there for certain, broken where it was over; a dot is an \
         incident that it was seen in. Before the bar, dashes reach back to when it may have begun, \
         and to the edge where nobody knows.{left_out}"
    )
}

/// Every entry, with a row that links lead to.
fn every_entry(archive: &Archive) -> Section {
    let register = &archive.register;
    let rows = register.entries.iter().map(|entry| {
        let sort = match entry.kind {
            EntryKind::LatentFailure => "latent failure",
            EntryKind::DegradedCondition => "degraded condition",
        };
        Row::default()
            .with("id", entry.id.as_str())
            .with("what", entry.what.clone())
            .with("sort", sort)
            .with("component", entry.components.clone())
            .with("status", entry.status(register.today).word())
            .with("seen_in", entry.seen_in.as_slice())
    });
    let rows: Vec<_> = rows.collect();
    let mut section = archive.section(("every", "Every entry"), "", &rows);
    if let Some(table) = &mut section.table {
        let mut seen = BTreeSet::new();
        for (line, entry) in table.rows.iter_mut().zip(&register.entries) {
            // Of two sorts under one id, the first has the row that is led to.
            line.id = seen.insert(&entry.id).then(|| row_id(&entry.id));
        }
    }
    section
}
