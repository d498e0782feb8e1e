//! The tree of one YAML file: nodes in the order of the file in, their kinds, texts and places out.

use std::sync::Arc;

use crate::source::{Source, Span};

/// Largest file that is read, in bytes. A long incident has 30 kB; this leaves room for hundreds of
/// them in one file and keeps the tree of a hostile one well under a gigabyte.
pub const MAX_BYTES: usize = 16 << 20;

/// Most nodes in one file. An incident of a hundred events has about two thousand.
pub const MAX_NODES: usize = 1_000_000;

/// Deepest nesting, aliases followed. Reading recurses, and no form of `pir` goes below eight.
pub const MAX_DEPTH: usize = 100;

/// Most bytes that aliases may add to a file when they are followed, which stops alias bombs.
pub const MAX_ALIAS_BYTES: usize = 8 << 20;

/// Most findings about one file: more are not read by anybody, and each costs time.
pub const MAX_FINDINGS: usize = 200;

/// A node of a [`Tree`], valid for that tree only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The node that everything hangs on.
    pub(super) const ROOT: Self = Self(0);

    /// Where the node lies in the arena.
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Without quotes.
    Plain,
    /// In `'…'`.
    Single,
    /// In `"…"`.
    Double,
    /// After `|`.
    Literal,
    /// After `>`.
    Folded,
}

/// What a scalar says, decoded.
#[derive(Debug, Clone)]
pub(super) enum Text {
    /// The text stands in the source just so.
    Slice(Span),
    /// The text had to be put together.
    Owned(Box<str>),
}

/// What the tag of a node asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// No tag.
    None,
    /// `!!str` or the bare `!`: text, whatever it looks like.
    Text,
    /// Any other tag, which is not looked at.
    Other,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A single value.
    Scalar {
        /// How it is written.
        style: Style,
        /// What it says.
        text: Text,
    },
    /// `*name`, another node again.
    Alias {
        /// The node that carries the anchor.
        target: NodeId,
    },
    /// `*name` where no `&name` stands above it; already reported.
    Unresolved,
    /// A list.
    List {
        /// Whether it is written in brackets.
        flow: bool,
    },
    /// Keys with values.
    Map {
        /// Whether it is written in braces.
        flow: bool,
        /// Whether one of its keys is the merge key `<<`.
        merges: bool,
    },
}

/// One node. The nodes below it follow it in the arena, up to `end`.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it stands, without anchor and tag.
    pub(super) span: Span,
    /// The first node that is not below this one.
    pub(super) end: u32,
    /// What its tag asks for.
    pub(super) tag: Tag,
    /// Whether this is a key that stood in its mapping before, so its entry does not count.
    pub(super) doubled: bool,
}

/// The anchor and the tag before a node.
#[derive(Debug, Clone)]
pub(super) struct Properties {
    /// The node that carries them.
    pub(super) node: NodeId,
    /// The place of the anchor, with its `&`.
    pub(super) anchor: Option<Span>,
    /// The place of the tag.
    pub(super) tag: Option<Span>,
}

/// How much of a key stands in the name of a field.
const NAME: usize = 60;

/// A YAML file as a tree with a place for every node. See [`Tree::parse`].
#[derive(Debug)]
pub struct Tree {
    pub(super) source: Arc<Source>,
    pub(super) nodes: Vec<Node>,
    /// In the order of nodes.
    pub(super) properties: Vec<Properties>,
    /// In the order of the file.
    pub(super) comments: Vec<Span>,
    /// Whether the file holds no value at all.
    pub(super) empty: bool,
}

impl Tree {
    /// The file that the tree was read from.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The node that everything hangs on; null in a file without any value.
    pub const fn root(&self) -> NodeId {
        NodeId::ROOT
    }

    /// Whether the file holds no value at all, at most comments.
    pub const fn is_empty(&self) -> bool {
        self.empty
    }

    /// The places of the comments, from their `#` to the end of their line, in the order of the file.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// Where a node stands: a scalar with its quotes, a block scalar from its first character of
    /// content to its last, a collection from its first entry or bracket to its last.
    pub fn span(&self, node: NodeId) -> Span {
        self.node(node).span
    }

    /// What a scalar says; nothing for lists and mappings. Aliases are followed.
    pub fn text(&self, node: NodeId) -> Option<&str> {
        match &self.node(self.resolve(node)).kind {
            Kind::Scalar { text, .. } => Some(self.decoded(text)),
            Kind::Unresolved => Some(self.source.slice(self.span(node))),
            _ => None,
        }
    }

    /// Every scalar with what it says, keys too, in the order of the file.
    pub fn scalars(&self) -> impl Iterator<Item = (NodeId, &str)> {
        let nodes = (0_u32..).map(NodeId).zip(&self.nodes);
        nodes.filter_map(|(id, node)| match &node.kind {
            Kind::Scalar { text, .. } => Some((id, self.decoded(text))),
            _ => None,
        })
    }

    /// Every scalar that is no key, with the names of the keys above it: `timeline.what`. Aliases
    /// are left out, since what they say stands where it is written.
    pub fn leaves(&self) -> Vec<(String, NodeId)> {
        let mut leaves = Vec::new();
        let mut open = vec![(String::new(), self.root())];
        while let Some((path, node)) = open.pop() {
            match &self.node(node).kind {
                Kind::Scalar { .. } => leaves.push((path, node)),
                Kind::List { .. } => {
                    let items = self.children(node).map(|item| (path.clone(), item));
                    open.extend(items);
                }
                Kind::Map { .. } => {
                    let dot = if path.is_empty() { "" } else { "." };
                    for (key, value) in self.fields(node) {
                        // A key of a megabyte above many values would be written down for each.
                        let name: String = self.key_text(key).chars().take(NAME).collect();
                        open.push((format!("{path}{dot}{name}"), value));
                    }
                }
                Kind::Alias { .. } | Kind::Unresolved => {}
            }
        }
        leaves.sort_by_key(|(_, node)| node.0);
        leaves
    }

    /// Whether a scalar says line for line what stands in the source: a literal block, or a text
    /// without quotes on one line.
    pub fn keeps_lines(&self, node: NodeId) -> bool {
        let node = self.node(node);
        match node.kind {
            Kind::Scalar { style, .. } => match style {
                Style::Literal => true,
                Style::Plain => !self.source.slice(node.span).contains('\n'),
                Style::Single | Style::Double | Style::Folded => false,
            },
            _ => false,
        }
    }

    /// The text itself, from the source or from the tree.
    pub(super) fn decoded<'t>(&'t self, text: &'t Text) -> &'t str {
        match text {
            Text::Slice(span) => self.source.slice(*span),
            Text::Owned(text) => text,
        }
    }

    pub(super) fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.index()]
    }

    /// The node behind an alias, or the node itself.
    pub(super) fn resolve(&self, node: NodeId) -> NodeId {
        match self.node(node).kind {
            Kind::Alias { target } => target,
            _ => node,
        }
    }

    /// The nodes directly below a collection: the items of a list; keys and values of a mapping
    /// by turns.
    pub(super) fn children(&self, node: NodeId) -> Children<'_> {
        Children {
            tree: self,
            next: node.0 + 1,
            end: self.node(node).end,
        }
    }

    /// The entries of a mapping as they are written: doubled keys and merge keys too.
    pub(super) fn entries(&self, map: NodeId) -> impl Iterator<Item = (NodeId, NodeId)> + '_ {
        let mut children = self.children(map);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// The entries of a mapping as they are read: the first of doubled keys, its own before those
    /// that `<<` brings in.
    pub(super) fn fields(&self, map: NodeId) -> Vec<(NodeId, NodeId)> {
        let own = |(key, _): &(NodeId, NodeId)| !self.node(*key).doubled;
        if !matches!(self.node(map).kind, Kind::Map { merges: true, .. }) {
            return self.entries(map).filter(own).collect();
        }
        let (merges, mut fields): (Vec<_>, Vec<_>) = self
            .entries(map)
            .filter(own)
            .partition(|(key, _)| self.is_merge_key(*key));
        let mut names: std::collections::HashSet<&str> = fields
            .iter()
            .filter_map(|(key, _)| self.text(*key))
            .collect();
        for source in merges
            .iter()
            .flat_map(|(_, value)| self.merge_sources(*value))
        {
            for (key, value) in self.fields(source) {
                if self.text(key).is_none_or(|name| names.insert(name)) {
                    fields.push((key, value));
                }
            }
        }
        fields
    }

    /// Whether `<<` stands here, so that the value is a mapping to take entries from.
    pub(super) fn is_merge_key(&self, key: NodeId) -> bool {
        let node = self.node(key);
        matches!(&node.kind, Kind::Scalar { style: Style::Plain, text } if self.decoded(text) == "<<")
            && node.tag == Tag::None
    }

    /// The mappings that a merge key names: one, or a list of them.
    fn merge_sources(&self, value: NodeId) -> Vec<NodeId> {
        let value = self.resolve(value);
        let is_map = |node: &NodeId| matches!(self.node(*node).kind, Kind::Map { .. });
        match self.node(value).kind {
            Kind::List { .. } => self
                .children(value)
                .map(|item| self.resolve(item))
                .filter(is_map)
                .collect(),
            _ => Some(value).filter(is_map).into_iter().collect(),
        }
    }

    /// Anchor and tag of a node, where it has any.
    pub(super) fn properties(&self, node: NodeId) -> Option<&Properties> {
        let at = self
            .properties
            .binary_search_by_key(&node, |properties| properties.node)
            .ok()?;
        self.properties.get(at)
    }
}

/// See [`Tree::children`].
pub(super) struct Children<'t> {
    tree: &'t Tree,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.next >= self.end {
            return None;
        }
        let node = NodeId(self.next);
        self.next = self.tree.node(node).end;
        Some(node)
    }
}
