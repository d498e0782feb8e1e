//! The static site of an archive: what is kept of each incident in, pages out. No page asks anybody
//! for anything; scripts only add to what reads without them.

mod bars;
mod dots;
mod kept;
mod lives;
mod numbers;
mod pages;
mod parts;
#[cfg(test)]
mod parts_tests;
mod register;
mod rows;
pub mod search;
mod table;

use serde::Serialize;

use crate::archive::register::View;

pub use kept::Kept;
pub use pages::{Archive, FOOT, PAGES, Page, frame};
pub use parts::Parts;
pub use rows::Rows;
pub use table::{Content, Links, Piece, Table};

/// The files beside the pages: what each is written to, and the template that gives it.
pub const ASSETS: &[(&str, &str)] = &[
    ("style.css", "_style.css.j2"),
    ("page.js", "_page.js.j2"),
    ("search.js", "_search.js.j2"),
];

/// The template of what stands on a page.
pub const BODY: &str = "_site.html.j2";

/// The template of a table on it.
pub const TABLE: &str = "_table.html.j2";

/// What stands on a page, for its template.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Body {
    /// The heading.
    pub title: String,
    /// What has to be known before anything else is read.
    pub caution: Option<&'static str>,
    /// The parts, in order.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Section {
    /// Its heading; none for the first part of a page without one.
    pub title: String,
    /// Whether it belongs to the part before it.
    pub below: bool,
    /// Its id, for links.
    pub id: String,
    /// What is said before the rest.
    pub note: Option<String>,
    /// Reviews as cards.
    pub cards: Vec<Card>,
    /// Pictures of dots.
    pub dots: Option<dots::Dots>,
    /// A picture of bars.
    pub bars: Option<bars::Bars>,
    /// Bars of lives.
    pub lives: Option<lives::Lives>,
    /// What its table shows: made when the page is written, and dropped with the table.
    #[serde(skip)]
    pub rows: Rows,
    /// What the table is called, where that is not the heading.
    #[serde(skip)]
    pub label: Option<&'static str>,
    /// Whether links lead to its rows.
    #[serde(skip)]
    pub led_to: bool,
    /// The table, or the first part of it, as its template wrote it.
    pub table: Option<String>,
    /// Where this is the search: how many scripts it goes through.
    pub search: Option<usize>,
}

impl Section {
    /// Rows under a heading, with what they answer.
    fn listed((id, title): (&str, &str), note: &str, rows: Rows) -> Self {
        Self {
            title: title.to_owned(),
            id: id.to_owned(),
            note: Some(note.to_owned()),
            rows,
            ..Self::default()
        }
    }

    /// A view of the register.
    fn view(name: &str, title: &str) -> Self {
        let view = View::find(name);
        let question = view.map_or("", |view| view.question);
        let rows = view.map_or(Rows::Made(Vec::new()), Rows::View);
        Self::listed((name, title), question, rows)
    }
}

/// A review on the start page.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// Its day, severity and status.
    pub about: String,
    /// What happened, in short.
    pub summary: String,
}
