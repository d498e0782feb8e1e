//! Rows of what an archive shows: named cells, for a terminal, a page and a program alike.

use std::sync::Arc;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

/// A value in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Not known, or nothing to say.
    None,
    /// Words.
    Text(String),
    /// How many.
    Count(usize),
    /// Several.
    List(Vec<String>),
    /// Whether.
    Flag(bool),
}

/// A row: cells with their names, in order. Every row of a view has the same names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row(pub Vec<(&'static str, Cell)>);

impl Row {
    /// The row with one cell more.
    #[must_use]
    pub fn with(mut self, name: &'static str, cell: impl Into<Cell>) -> Self {
        self.0.push((name, cell.into()));
        self
    }

    /// The cell called `name`.
    pub fn get(&self, name: &str) -> Option<&Cell> {
        let mut cells = self.0.iter();
        cells.find(|(own, _)| *own == name).map(|(_, cell)| cell)
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, cell) in &self.0 {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}

impl Cell {
    /// Whether there is something to say.
    pub fn is_said(&self) -> bool {
        match self {
            Self::None => false,
            Self::Text(_) | Self::Count(_) => true,
            Self::List(texts) => !texts.is_empty(),
            Self::Flag(flag) => *flag,
        }
    }

    /// The cell in words; none where there is nothing to say.
    pub fn words(&self) -> Option<String> {
        match self {
            Self::None | Self::Flag(false) => None,
            Self::Text(text) => Some(text.clone()),
            Self::Count(number) => Some(number.to_string()),
            Self::List(texts) if texts.is_empty() => None,
            Self::List(texts) => Some(texts.join(", ")),
            Self::Flag(true) => Some("yes".to_owned()),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Count(number)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<&[Arc<str>]> for Cell {
    fn from(texts: &[Arc<str>]) -> Self {
        Self::List(texts.iter().map(ToString::to_string).collect())
    }
}

impl From<Vec<String>> for Cell {
    fn from(texts: Vec<String>) -> Self {
        Self::List(texts)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}
