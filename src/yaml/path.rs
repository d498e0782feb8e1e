//! The way from the top of a file to a value: steps in, a node and its place out, and back.

use super::tree::{Kind, NodeId, Tree};
use super::value::Value;
use crate::source::Span;

/// One step down a tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To the value of this key.
    Key(String),
    /// To the item with this number, from 0.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<String> for Step {
    fn from(key: String) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A path as people write it: `timeline[3].at`.
pub fn dotted(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Index(index) => {
                text.push('[');
                text.push_str(&index.to_string());
                text.push(']');
            }
            Step::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.extend(key.chars().map(|c| if c.is_control() { ' ' } else { c }));
            }
        }
    }
    text
}

/// A piece of the file as it fits into a message: short and on one line.
pub(super) fn shown(text: &str) -> String {
    let mut short: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(60)
        .collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

impl Tree {
    /// The value at the end of a path, as it is written: an alias is followed on the way, not at the end.
    pub fn find(&self, path: &[Step]) -> Option<NodeId> {
        path.iter().try_fold(self.root(), |node, step| {
            self.step(node, step).map(|(_, value)| value)
        })
    }

    /// One step down: the key (of a mapping) and the value there.
    pub(super) fn step(&self, node: NodeId, step: &Step) -> Option<(Option<NodeId>, NodeId)> {
        let node = self.resolve(node);
        match (step, &self.node(node).kind) {
            (Step::Index(index), Kind::List { .. }) => {
                self.children(node).nth(*index).map(|item| (None, item))
            }
            (Step::Key(name), Kind::Map { .. }) => self
                .fields(node)
                .into_iter()
                .find(|(key, _)| self.text(*key) == Some(name))
                .map(|(key, value)| (Some(key), value)),
            _ => None,
        }
    }

    /// The value at the end of a path.
    pub fn get(&self, path: &[Step]) -> Option<Value> {
        self.find(path).map(|node| self.value(node))
    }

    /// Where the value at the end of a path stands.
    pub fn span_at(&self, path: &[Step]) -> Option<Span> {
        self.find(path).map(|node| self.span(node))
    }

    /// Where the key at the end of a path stands; nothing for an item of a list.
    pub fn key_span_at(&self, path: &[Step]) -> Option<Span> {
        let (last, parents) = path.split_last()?;
        let (key, _) = self.step(self.find(parents)?, last)?;
        key.map(|key| self.span(key))
    }

    /// The path to a node, as it is written in the file.
    pub fn path(&self, node: NodeId) -> Vec<Step> {
        let mut path = Vec::new();
        let mut at = self.root();
        while at != node {
            let below = |child: &NodeId| *child <= node && node.0 < self.node(*child).end;
            let next = match self.node(at).kind {
                Kind::List { .. } => self
                    .children(at)
                    .enumerate()
                    .find(|(_, item)| below(item))
                    .map(|(index, item)| {
                        path.push(Step::Index(index));
                        item
                    }),
                Kind::Map { .. } => {
                    let entry = self
                        .entries(at)
                        .find(|(key, value)| below(key) || below(value));
                    entry.map(|(key, value)| {
                        path.push(Step::Key(self.text(key).unwrap_or("?").to_owned()));
                        if below(&key) { node } else { value }
                    })
                }
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        path
    }
}
