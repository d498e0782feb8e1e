//! A reader over one line of text: a position in, the next piece of it out. It is copied to try a
//! reading and thrown away where the reading does not fit.

use std::ops::RangeInclusive;

/// A text and how far it has been read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a> {
    text: &'a str,
    /// Bytes read so far.
    pub(super) at: usize,
}

impl<'a> Scan<'a> {
    /// Starts at the first byte of `text`.
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What was read since byte `start`.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The next character, unread.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether a letter or a digit comes next, so that what was read ends inside a word.
    pub(super) fn inside_word(&self) -> bool {
        self.peek().is_some_and(char::is_alphanumeric)
    }

    /// Reads blanks, if there are any; whether there were.
    pub(super) fn blanks(&mut self) -> bool {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}']);
        self.at += rest.len() - trimmed.len();
        rest.len() != trimmed.len()
    }

    /// Reads the first of `pieces` that comes next, letter by letter.
    pub(super) fn eat(&mut self, pieces: &[&'static str]) -> Option<&'static str> {
        let rest = self.rest();
        let found = pieces.iter().find(|piece| rest.starts_with(**piece))?;
        self.at += found.len();
        Some(found)
    }

    /// The run of ASCII letters that comes next, unread.
    pub(super) fn word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest
            .find(|letter: char| !letter.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        &rest[..end]
    }

    /// Reads one of `words`, in whatever case, when it stands as a word of its own.
    pub(super) fn eat_word(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let next = self.word();
        let found = words.iter().find(|word| word.eq_ignore_ascii_case(next))?;
        let mut after = *self;
        after.at += next.len();
        if after.inside_word() {
            return None;
        }
        *self = after;
        Some(found)
    }

    /// Reads a number of so many digits; more digits than that are no such number.
    pub(super) fn number(&mut self, width: RangeInclusive<usize>) -> Option<u32> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = width
            .contains(&digits)
            .then(|| rest[..digits].parse().ok())
            .flatten()?;
        self.at += digits;
        Some(number)
    }
}
