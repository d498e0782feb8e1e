//! What the search of a site goes through: the words of every review in, scripts out that its page
//! reads one after the other, from a folder as well as from a server.

use std::collections::BTreeSet;

use serde::Serialize;

use super::kept::Kept;
use super::table::review;
use crate::render::html::Words;

/// How many incidents one script holds: few enough that it is read at once.
const PART: usize = 250;

/// How much of the text of a review can be shown around a hit, in bytes. Of what comes behind it
/// each word is kept once, so that it is found.
const SHOWN: usize = 8000;

/// How many scripts there are for so many incidents.
pub fn parts(incidents: usize) -> usize {
    incidents.div_ceil(PART)
}

/// The file of the script of that number, from 1.
pub fn part(number: usize) -> String {
    format!("search/{number}.js")
}

/// A review as the search sees it.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    title: &'a str,
    href: String,
    about: String,
    /// The beginning of the text, from its first part on.
    text: &'a str,
    /// The other words, before and behind it, each once.
    more: String,
}

/// How a script begins.
const HEAD: &str = "window.pirFound([\n";

/// Makes the scripts, one after the other.
#[derive(Debug, Default)]
pub struct Index {
    taken: usize,
    /// Rows as they stand in the script that is begun.
    rows: String,
}

impl Index {
    /// Takes the row of the next incident, where it has one; the script that is full with it.
    pub fn take(&mut self, row: Option<String>) -> Option<(String, String)> {
        self.taken += 1;
        if let Some(row) = row {
            self.rows += if self.rows.is_empty() { HEAD } else { ",\n" };
            self.rows += &row;
        }
        self.taken.is_multiple_of(PART).then(|| self.script())
    }

    /// The script of what is left; none where that is nothing.
    pub fn rest(mut self) -> Option<(String, String)> {
        (!self.taken.is_multiple_of(PART)).then(|| self.script())
    }

    fn script(&mut self) -> (String, String) {
        let mut text = std::mem::take(&mut self.rows);
        if text.is_empty() {
            text += HEAD;
        }
        text += "\n]);\n";
        (part(parts(self.taken)), text)
    }
}

/// The row of a review with these words.
pub fn row(
    kept: &Kept,
    Words {
        before,
        text: words,
    }: &Words,
) -> String {
    // A review begins with its title, which is shown anyway.
    let before = before.strip_prefix(&kept.title).unwrap_or(before);
    let shown = words.floor_char_boundary(SHOWN);
    let shown = match words[..shown].rfind(' ') {
        Some(space) if shown < words.len() => space,
        _ => shown,
    };
    let (text, rest) = words.split_at(shown);
    let lower = |text: &str| -> BTreeSet<String> {
        text.split_whitespace().map(str::to_lowercase).collect()
    };
    let rest = &lower(before) | &lower(rest);
    let more: Vec<_> = rest.difference(&lower(text)).cloned().collect();
    let entry = Entry {
        title: &kept.title,
        href: review(&kept.id),
        about: kept.about(),
        text,
        more: more.join(" "),
    };
    serde_json::to_string(&entry).unwrap_or_default()
}
