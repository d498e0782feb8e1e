//! What belongs to no event: lines in, what the user reads about them out.

use super::Imported;
use crate::load::line::{self, Kinds, Line};

/// A line of an export that is no event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Its number, from 1.
    pub line: usize,
    /// Its text, without blanks around it.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
}

/// What becomes of a line that is no event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It begins with a time and stands outside the tables that are read.
    Missed,
    /// It belongs to no event and stands below the first.
    Left,
    /// It stands above the first event.
    Above,
    /// It holds a time and is text of the event above.
    Joined,
}

/// Every fate with what is told of one line and of several.
const TOLD: &[(Fate, [&str; 2], &str)] = &[
    (
        Fate::Missed,
        ["begins with a time and is", "begin with a time and are"],
        "not read, since the rest is a table; `--from lines` reads lines",
    ),
    (
        Fate::Joined,
        ["with a time in it is", "with a time in them are"],
        "read as text of the event above; an event begins with its time",
    ),
    (
        Fate::Left,
        ["belongs to no event and is", "belong to no event and are"],
        "passed over",
    ),
    (
        Fate::Above,
        ["above the first event is", "above the first event are"],
        "passed over",
    ),
];

/// How many lines a note shows.
const SHOWN: usize = 3;
/// How many characters of a line a note shows.
const WIDTH: usize = 40;
/// Among how many words at the start of a line a time is looked for.
const FIRST: usize = 4;

impl Passed {
    /// The line of that number; nothing where it has no word, like a rule or a blank line.
    pub(super) fn new(line: usize, text: &str) -> Option<Self> {
        let text = text.trim().to_owned();
        let fate = if is_event(&text) {
            Fate::Missed
        } else {
            Fate::Left
        };
        text.contains(char::is_alphanumeric)
            .then_some(Self { line, text, fate })
    }

    /// The same, where it became text of an event.
    pub(super) fn joined(self) -> Self {
        Self {
            fate: Fate::Joined,
            ..self
        }
    }

    /// The same, where it stands above the first event.
    pub(super) fn above(self) -> Self {
        let fate = match self.fate {
            Fate::Left => Fate::Above,
            fate => fate,
        };
        Self { fate, ..self }
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

/// Whether one of the first words of a line is a clock time or a date, though the line does not
/// begin with a time that can be read: `At 10:15 the queue`, `10h18`, `- [x] 10:07`.
pub(super) fn holds_time(line: &str) -> bool {
    let words = line.split_whitespace().take(FIRST);
    words
        .map(|word| word.trim_start_matches(|sign: char| !sign.is_ascii_digit()))
        .any(|word| {
            let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
            let number = digits(word);
            let mut rest = word[number..].chars();
            match (number, rest.next()) {
                (1 | 2, Some(':' | 'h')) | (4, Some('-')) => digits(rest.as_str()) == 2,
                (8, Some('T')) => digits(rest.as_str()) >= 4,
                _ => false,
            }
        })
}

impl Imported {
    /// How many lines that begin with a time were not read.
    pub(super) fn missed(&self) -> usize {
        let missed = |line: &&Passed| line.fate == Fate::Missed;
        self.passed.iter().filter(missed).count()
    }

    /// Tells in the notes which lines are no events, those that may have been meant as one first.
    pub(super) fn tell_passed(&mut self) {
        for (fate, verbs, end) in TOLD {
            let lines: Vec<_> = self
                .passed
                .iter()
                .filter(|line| line.fate == *fate)
                .collect();
            let [one, several] = verbs;
            let start = match lines.len() {
                0 => continue,
                1 => format!("1 line {one}"),
                count => format!("{count} lines {several}"),
            };
            let mut shown: Vec<String> =
                lines.iter().take(SHOWN).map(|line| line.shown()).collect();
            if lines.len() > SHOWN {
                shown.push(format!("and {} more", lines.len() - SHOWN));
            }
            self.notes
                .push(format!("{start} {end}: {}", shown.join(", ")));
        }
    }
}
