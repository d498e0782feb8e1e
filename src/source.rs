//! The text of a file, and places in it: bytes in, a [`Source`] with lines and columns out.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut, Range};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A stretch of a source, in bytes from its start; `end` is not part of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` up to, and not with, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty stretch at `offset`.
    pub const fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The stretch as a range of bytes.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the stretch holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same stretch, `by` bytes further on.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }
}

/// A line and a column as people count them: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The text of one file with the name it is shown under.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    text: String,
    /// Where lines begin; found once somebody asks, since most sources have nothing to point at.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// A source from text that is at hand; `path` is only shown, never opened.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        })
    }

    /// Where lines begin.
    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = self.text.match_indices('\n');
            std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect()
        })
    }

    /// The name of the file, as the user would write it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `span`; empty where the span does not lie in the text or cuts a character.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Number of lines; a last line without an end counts, an empty one after the last end does too.
    pub fn line_count(&self) -> usize {
        self.lines().len()
    }

    /// The span of line `line` (from 1) without its line end; empty past the last line.
    pub fn line(&self, line: usize) -> Span {
        let Some(&start) = line
            .checked_sub(1)
            .and_then(|index| self.lines().get(index))
        else {
            return Span::at(self.text.len());
        };
        let end = self
            .lines()
            .get(line)
            .map_or(self.text.len(), |next| next - 1);
        let end = if self.text[start..end].ends_with('\r') {
            end - 1
        } else {
            end
        };
        Span::new(start, end)
    }

    /// Where byte `offset` stands; an offset past the end is the end.
    pub fn place(&self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.lines().partition_point(|&start| start <= offset);
        let start = self.lines()[line - 1];
        Place {
            line,
            column: self.text[start..offset].chars().count() + 1,
        }
    }
}

/// `text` as it may reach a terminal: a mark stands in the place of every control character (line
/// breaks and tabs aside), which could drive it, and of every character that turns the direction
/// of what follows.
pub fn visible(text: &str) -> Cow<'_, str> {
    let acts = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(acts) {
        Cow::Owned(text.replace(acts, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text on one line, with one blank where there was white space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value read from a file, with the place where it was written.
///
/// Two values are equal when what they hold is equal, wherever it stands.
#[derive(Debug, Clone, Default)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands in its source.
    pub span: Span,
}

/// Prose or an id from a file, with its place.
pub type Text = Spanned<String>;

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The name under which a deserializer with spans recognises this type. It hands out a
    /// sequence of three: start, end, value.
    pub const NAME: &'static str = "$pir::Spanned";
}

impl<T> From<T> for Spanned<T> {
    /// A value that no file says.
    fn from(value: T) -> Self {
        Self::new(value, Span::default())
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T: PartialOrd> PartialOrd for Spanned<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for Spanned<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Parts<T> {
            type Value = Spanned<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a value with its place")
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut parts: A,
            ) -> Result<Self::Value, A::Error> {
                let missing = || serde::de::Error::custom("a part of a value with its place");
                let start = parts.next_element()?.ok_or_else(missing)?;
                let end = parts.next_element()?.ok_or_else(missing)?;
                let value = parts.next_element()?.ok_or_else(missing)?;
                Ok(Spanned::new(value, Span::new(start, end)))
            }
        }

        deserializer.deserialize_newtype_struct(Self::NAME, Parts(std::marker::PhantomData))
    }
}

/// Several values, where a file may also write a single one in place of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> OneOrMany<T> {
    /// The name under which a deserializer recognises this type. It hands out a sequence: the items
    /// of a list, one value, or none.
    pub const NAME: &'static str = "$pir::OneOrMany";
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for OneOrMany<T> {
    fn from(values: Vec<T>) -> Self {
        Self(values)
    }
}

impl<T> FromIterator<T> for OneOrMany<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for OneOrMany<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T> IntoIterator for OneOrMany<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Serialize> Serialize for OneOrMany<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Items<T> {
            type Value = OneOrMany<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut items: A,
            ) -> Result<Self::Value, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = items.next_element()? {
                    values.push(value);
                }
                Ok(OneOrMany(values))
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Self::Value, D::Error> {
                Vec::deserialize(deserializer).map(OneOrMany)
            }
        }

        deserializer.deserialize_newtype_struct(Self::NAME, Items(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_from_one() {
        let source = Source::new("a.yaml", "é: 1\r\nzwei\n");
        assert_eq!(source.place(0), Place { line: 1, column: 1 });
        assert_eq!(source.place(2), Place { line: 1, column: 2 });
        assert_eq!(source.place(7), Place { line: 2, column: 1 });
        assert_eq!(source.place(999), Place { line: 3, column: 1 });
        assert_eq!(source.slice(source.line(1)), "é: 1");
        assert_eq!(source.slice(source.line(2)), "zwei");
        assert_eq!(source.slice(source.line(9)), "");
        assert_eq!(source.line_count(), 3);
    }

    #[test]
    fn control_characters_do_not_reach_a_terminal() {
        assert_eq!(visible("a\x1b[31m\tb\n"), "a\u{FFFD}[31m\tb\n");
        assert_eq!(visible("\u{9b}x\u{202e}\r"), "\u{FFFD}x\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn a_place_inside_a_character_is_its_start() {
        let source = Source::new("a.yaml", "aé");
        assert_eq!(source.place(2).column, 2);
    }
}
