//! What belongs to no event: lines in, what the user reads about them out.

use super::Imported;
use crate::load::line::{self, Kinds, Line};

/// A line of an export that belongs to no event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Its number, from 1.
    pub line: usize,
    /// Its text, without blanks around it.
    pub text: String,
}

/// How many lines a note shows.
const SHOWN: usize = 3;
/// How many characters of a line a note shows.
const WIDTH: usize = 40;

impl Passed {
    /// The line of that number; nothing where it has no word, like a rule or a blank line.
    pub(super) fn new(line: usize, text: &str) -> Option<Self> {
        let text = text.trim().to_owned();
        text.contains(char::is_alphanumeric)
            .then_some(Self { line, text })
    }

    /// Whether it begins with a time, and so is probably an event in another writing.
    fn is_event(&self) -> bool {
        is_event(&self.text)
    }

    /// The line, short enough for a note.
    fn shown(&self) -> String {
        let end = self.text.char_indices().nth(WIDTH);
        let text = end.map_or(self.text.clone(), |(end, _)| {
            format!("{}…", self.text[..end].trim_end())
        });
        format!("line {} `{text}`", self.line)
    }
}

/// Whether a line begins with a time.
pub(super) fn is_event(line: &str) -> bool {
    matches!(line::read(line, Kinds::Known), Line::Event(_))
}

impl Imported {
    /// How many of the lines that were passed over begin with a time.
    pub(super) fn missed(&self) -> usize {
        self.passed.iter().filter(|line| line.is_event()).count()
    }

    /// Tells in the notes which lines were passed over; those with a time on their own, since they
    /// are probably events.
    pub(super) fn tell_passed(&mut self) {
        let (timed, other): (Vec<&Passed>, Vec<&Passed>) =
            self.passed.iter().partition(|line| line.is_event());
        let told = [
            (
                timed,
                ("begins with a time and is", "begin with a time and are"),
                "not read, since the rest is a table; `--from lines` reads lines",
            ),
            (
                other,
                ("belongs to no event and is", "belong to no event and are"),
                "passed over",
            ),
        ];
        for (lines, verbs, end) in told {
            let (count, verb) = match lines.len() {
                0 => continue,
                1 => ("1 line".to_owned(), verbs.0),
                count => (format!("{count} lines"), verbs.1),
            };
            let mut shown: Vec<String> =
                lines.iter().take(SHOWN).map(|line| line.shown()).collect();
            if lines.len() > SHOWN {
                shown.push(format!("and {} more", lines.len() - SHOWN));
            }
            self.notes
                .push(format!("{count} {verb} {end}: {}", shown.join(", ")));
        }
    }
}
