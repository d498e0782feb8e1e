//! The page of the register: the mixture over time, the views that say what to do, the lives of
//! entries, and a row for each that links lead to.

use super::bars::Bars;
use super::lives::Lives;
use super::pages::Archive;
use super::parts;
use super::rows::Rows;
use super::table::{address, row_id};
use super::{Body, Section};
use crate::archive::EntryKind;
use crate::archive::register::{CAUTION, Register, View};
use crate::archive::row::Row;

/// The file of the page, and the part of it that has a row for each entry.
pub(super) const PAGE: &str = "register.html";
const EVERY: &str = "every";

/// The page.
pub(super) fn page(archive: &Archive) -> Body {
    let mixture = View::find("mixture").map(|view| view.of(&archive.register));
    let note = mixture.as_ref().and_then(|shown| shown.note);
    let rows = mixture.map(|shown| shown.rows).unwrap_or_default();
    let bars = Bars::of(&rows);
    let lives = Lives::of(&archive.register);
    Body {
        title: "The register".to_owned(),
        caution: Some(CAUTION),
        sections: vec![
            Section {
                title: "The mixture over time".to_owned(),
                id: "mixture".to_owned(),
                note: Some(format!("{MIXTURE} {}", note.unwrap_or_default())),
                bars,
                ..Section::default()
            },
            Section::view("open", "What we live with"),
            Section::view("now", "Degraded conditions"),
            Section::view("due", "What is due"),
            Section::view("again", "What comes back"),
            Section::view("spread", "Where it might be as well"),
            Section::view("seams", "Known to some, relied on by others"),
            Section::listed(
                ("months", "The months in numbers"),
                "What came in, and what became of it.",
                Rows::Made(rows),
            ),
            Section {
                title: "How long they have been there".to_owned(),
                id: "lives".to_owned(),
                note: Some(how_long(lives.as_ref())),
                lives,
                ..Section::default()
            },
            Section {
                led_to: true,
                ..Section::listed((EVERY, "Every entry"), "", Rows::By(every_entry))
            },
        ],
    }
}

/// What is said of the mixture.
const MIXTURE: &str =
    "How does the mixture change? Entries known and not over at the end of each month.";

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

/// Every entry.
fn every_entry(archive: &Archive) -> Vec<Row> {
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
    rows.collect()
}

/// Where the row of an entry is, from the folder of the site; none where the register has no such
/// entry.
pub(super) fn entry(register: &Register, id: &str) -> Option<String> {
    let page = parts::file((PAGE, EVERY), parts::holding(register.place(id)?));
    Some(format!("{page}#{}", address(&row_id(id))))
}
