//! Values without places: a node in, plain data out.

use super::scalar::Meaning;
use super::tree::{Kind, NodeId, Tree};

/// Plain data, as it is to be written or compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Keys with values, in order.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// Text from anything that is.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A list of values.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// Keys with values.
    pub fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }

    /// The value of a key, when this has keys.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Tree {
    /// The value of a node, aliases and merge keys followed. A key that is no text becomes the
    /// text it is written as.
    pub fn value(&self, node: NodeId) -> Value {
        let node = self.resolve(node);
        match self.meaning(node) {
            Some(Meaning::Null) => return Value::Null,
            Some(Meaning::Bool(value)) => return Value::Bool(value),
            Some(Meaning::Number(text)) => return Value::Number(text.to_owned()),
            Some(Meaning::Text(text)) => return Value::text(text),
            None => {}
        }
        if matches!(self.node(node).kind, Kind::List { .. }) {
            return Value::List(self.children(node).map(|item| self.value(item)).collect());
        }
        let fields = self.fields(node).into_iter();
        Value::Map(
            fields
                .map(|(key, value)| (self.key_text(key), self.value(value)))
                .collect(),
        )
    }

    /// The text of a key; of one that is a collection, its source.
    pub(super) fn key_text(&self, key: NodeId) -> String {
        let text = self
            .text(key)
            .unwrap_or_else(|| self.source.slice(self.span(key)));
        text.to_owned()
    }
}
