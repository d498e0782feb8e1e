//! Which bytes a change replaces: a place in a tree and a value in, splices of its text out.

use super::ground::Ground;
use super::parse::skip_blank;
use super::tree::{Kind, NodeId, Style};
use super::value::Value;
use super::write::{Writer, Written};
use crate::source::Span;

/// New text for a stretch of the old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) span: Span,
    pub(super) text: String,
}

impl Splice {
    fn new(start: usize, end: usize, text: String) -> Self {
        Self {
            span: Span::new(start, end.max(start)),
            text,
        }
    }

    fn at(offset: usize, text: String) -> Self {
        Self::new(offset, offset, text)
    }
}

/// The text after all splices, which do not overlap.
pub(super) fn spliced(text: &str, splices: &mut [Splice]) -> String {
    splices.sort_by_key(|splice| splice.span);
    let mut new = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for splice in splices {
        new.push_str(text.get(at..splice.span.start).unwrap_or_default());
        new.push_str(&splice.text);
        at = splice.span.end;
    }
    new.push_str(text.get(at..).unwrap_or_default());
    new
}

/// How a value hangs in what is above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// The value.
    pub(super) value: NodeId,
    /// Its key, in a mapping.
    pub(super) key: Option<NodeId>,
    /// The collection that it is in.
    pub(super) parent: NodeId,
    /// Its number among the entries or items.
    pub(super) index: usize,
}

/// Plans splices of one file, in one way of writing values.
#[derive(Clone, Copy)]
pub(super) struct Planner<'t> {
    pub(super) ground: Ground<'t>,
    pub(super) writer: Writer,
}

impl Planner<'_> {
    fn lines(&self, lines: &[String], before: bool) -> String {
        let end = self.writer.layout.line_end;
        let text = lines.join(end);
        if before { format!("{end}{text}") } else { text }
    }

    /// Whether a collection is written in brackets.
    pub(super) fn is_flow(&self, node: NodeId) -> bool {
        matches!(
            self.ground.tree.node(node).kind,
            Kind::List { flow: true } | Kind::Map { flow: true, .. }
        )
    }

    /// The column of the entries of a block collection.
    fn column(&self, collection: NodeId) -> usize {
        match self.ground.tree.node(collection).kind {
            Kind::List { .. } => self.ground.column(self.ground.tree.span(collection).start),
            _ => self.ground.map_column(collection),
        }
    }

    /// Puts a value into a file that holds none.
    pub(super) fn fill_empty(&self, value: &Value) -> Vec<Splice> {
        let text = self.ground.text();
        let end = self.writer.layout.line_end;
        let mut new = self.lines(&self.writer.top(value), false);
        let root = self.ground.tree.span(self.ground.tree.root());
        if !self.ground.tree.is_empty() && !root.is_empty() {
            return vec![Splice::new(root.start, root.end, new)];
        }
        if !text.is_empty() && !text.ends_with(['\n', '\u{feff}']) {
            new.insert_str(0, end);
        }
        new.push_str(end);
        vec![Splice::at(text.len(), new)]
    }

    /// Replaces a value. Its anchor stays; its tag goes, as it says what the old value was.
    pub(super) fn replace(&self, slot: Slot, value: &Value) -> Vec<Splice> {
        let mut splices = if self.is_flow(slot.parent) {
            vec![self.replace_in_brackets(slot, value)]
        } else {
            self.replace_in_block(slot, value)
        };
        if let Some(tag) = self
            .ground
            .tree
            .properties(slot.value)
            .and_then(|properties| properties.tag)
        {
            let before = self.ground.text()[..tag.start]
                .trim_end_matches([' ', '\t'])
                .len();
            splices.push(Splice::new(before, tag.end, String::new()));
        }
        splices
    }

    /// Replaces a value that is not inside brackets.
    fn replace_in_block(&self, slot: Slot, value: &Value) -> Vec<Splice> {
        let ground = self.ground;
        let column = self.column(slot.parent);
        let (head, written) = if let Some(key) = slot.key {
            // `? key` alone; its colon goes on a line of its own.
            let Some(head) = ground.behind_colon(key) else {
                return self.add_colon(slot, value);
            };
            (head, self.writer.below_key(value, column))
        } else {
            let written = if ground.behind_properties(slot.value, 0) > 0 {
                self.writer.below_dash(value, column)
            } else {
                self.writer.behind_dash(value, column)
            };
            (ground.dash(slot.parent, slot.index) + 1, written)
        };
        let head = ground.behind_properties(slot.value, head);
        let extent = ground.extent(slot.value, head);
        let comments = ground.comments(head, ground.line_end(extent.end));
        let one_line = !ground.text()[head..extent.end].contains('\n');
        let plain_swap = one_line
            && !self.is_block(slot.value)
            && written.rest.is_empty()
            && comments.len() <= 1;
        if plain_swap && !extent.is_empty() {
            return vec![Splice::new(extent.start, extent.end, written.first)];
        }
        if plain_swap {
            return vec![Splice::at(head, format!(" {}", written.first))];
        }
        self.replace_lines(slot, &written, Span::new(head, extent.end))
    }

    /// Replaces a value that is, or will be, more than a part of one line. The comment on its first
    /// line stays there; those inside it move above it.
    fn replace_lines(&self, slot: Slot, written: &Written, old: Span) -> Vec<Splice> {
        let ground = self.ground;
        let line_end = ground.line_end(old.end);
        let comments = ground.comments(old.start, line_end);
        let first_line = ground.line_end(old.start);
        let tail = comments
            .iter()
            .position(|comment| comment.start < first_line)
            .or_else(|| {
                let last = comments.len().checked_sub(1)?;
                (!self.is_block(slot.value) && comments[last].start >= old.end).then_some(last)
            });
        let mut new = String::new();
        if !written.first.is_empty() {
            new.push(' ');
            new.push_str(&written.first);
        }
        if let Some(tail) = tail {
            new.push(' ');
            new.push_str(ground.tree.source().slice(comments[tail]).trim_end());
        }
        if !written.rest.is_empty() {
            new.push_str(&self.lines(&written.rest, true));
        }
        let mut splices = vec![Splice::new(old.start, line_end, new)];
        let entry = slot.key.map_or(old.start, |key| ground.entry_start(key));
        let above = ground.line_start(entry);
        for (index, comment) in comments
            .iter()
            .enumerate()
            .filter(|(index, _)| Some(*index) != tail)
        {
            let _ = index;
            let comment = ground.tree.source().slice(*comment).trim_end();
            let line = format!(
                "{}{comment}{}",
                ground.indent(entry),
                self.writer.layout.line_end
            );
            splices.push(Splice::at(above, line));
        }
        splices
    }

    /// Whether a value is written over lines of its own, below its key.
    fn is_block(&self, value: NodeId) -> bool {
        match &self.ground.tree.node(value).kind {
            Kind::Scalar { style, .. } => matches!(style, Style::Literal | Style::Folded),
            Kind::List { flow } | Kind::Map { flow, .. } => !flow,
            _ => false,
        }
    }

    /// Gives a value to `? key` without a colon.
    fn add_colon(&self, slot: Slot, value: &Value) -> Vec<Splice> {
        let end = slot.key.map_or(0, |key| self.ground.end(key));
        let column = self.column(slot.parent);
        let written = self.writer.behind_dash(value, column);
        let mut lines = vec![format!("{}: {}", " ".repeat(column), written.first)];
        lines.extend(written.rest);
        vec![Splice::at(
            self.ground.line_end(end),
            self.lines(&lines, true),
        )]
    }

    fn replace_in_brackets(&self, slot: Slot, value: &Value) -> Splice {
        let new = self.writer.flow(value);
        let span = self.ground.tree.span(slot.value);
        if !span.is_empty() {
            return Splice::new(span.start, span.end, new);
        }
        let colon = slot.key.map(|key| self.ground.behind_colon(key));
        match colon {
            Some(None) => Splice::at(span.start, format!(": {new}")),
            _ => Splice::at(span.start, format!(" {new}")),
        }
    }

    /// Makes the whole file an empty collection.
    pub(super) fn clear(&self, empty: &Value) -> Vec<Splice> {
        let root = self.ground.tree.root();
        let extent = self.ground.extent(root, 0);
        vec![Splice::new(
            extent.start,
            extent.end,
            self.writer.flow(empty),
        )]
    }

    /// Adds a key at the end of a mapping that has some.
    pub(super) fn add_key(&self, map: NodeId, key: &str, value: &Value) -> Vec<Splice> {
        if self.is_flow(map) {
            let entry = format!("{}: {}", self.writer.key(key), self.writer.flow(value));
            return self.add_in_brackets(map, &entry);
        }
        let column = self.column(map);
        let entry = [(key.to_owned(), value.clone())];
        self.add_below(map, column, &self.writer.entries(&entry, column))
    }

    /// Adds lines below the last of a block collection.
    fn add_below(&self, collection: NodeId, column: usize, lines: &[String]) -> Vec<Splice> {
        let end = self
            .ground
            .end_with_comments(self.ground.end(collection), column);
        vec![self.below(end, lines)]
    }

    /// Lines below the line that ends at `end`.
    fn below(&self, end: usize, lines: &[String]) -> Splice {
        Splice::at(end, self.lines(lines, true))
    }

    /// Puts an item into a list that has some.
    pub(super) fn insert(&self, list: NodeId, at: usize, value: &Value) -> Vec<Splice> {
        let ground = self.ground;
        let count = ground.tree.children(list).count();
        if self.is_flow(list) {
            let item = self.writer.flow(value);
            return match ground.tree.children(list).nth(at) {
                Some(next) => {
                    let start = ground.entry_start(next);
                    let gap = if ground.leads_line(start) {
                        self.new_line(start)
                    } else {
                        " ".to_owned()
                    };
                    vec![Splice::at(start, format!("{item},{gap}"))]
                }
                None => self.add_in_brackets(list, &item),
            };
        }
        let column = self.column(list);
        let mut lines = self.writer.items(std::slice::from_ref(value), column);
        let spaced = ground.is_spaced(list);
        if at == 0 {
            lines[0].drain(..column);
            if spaced {
                lines.push(String::new());
            }
            let end = self.writer.layout.line_end;
            let new = format!("{}{end}{}", self.lines(&lines, false), " ".repeat(column));
            return vec![Splice::at(ground.tree.span(list).start, new)];
        }
        if spaced {
            lines.insert(0, String::new());
        }
        let Some(before) = ground.tree.children(list).nth(at.min(count) - 1) else {
            return Vec::new();
        };
        vec![self.below(ground.end_with_comments(ground.end(before), column), &lines)]
    }

    /// A line end with the indentation of the line of `at`.
    fn new_line(&self, at: usize) -> String {
        format!("{}{}", self.writer.layout.line_end, self.ground.indent(at))
    }

    /// Adds an entry or item at the end of a collection in brackets.
    fn add_in_brackets(&self, collection: NodeId, item: &str) -> Vec<Splice> {
        let ground = self.ground;
        let span = ground.tree.span(collection);
        let Some(last) = ground.tree.children(collection).last() else {
            return vec![Splice::at(span.start + 1, item.to_owned())];
        };
        let is_map = matches!(ground.tree.node(collection).kind, Kind::Map { .. });
        let entry = if is_map {
            ground
                .tree
                .entries(collection)
                .last()
                .map_or(last, |(key, _)| key)
        } else {
            last
        };
        let start = ground.entry_start(entry);
        let end = ground.tree.span(last).end;
        let comma = skip_blank(ground.text(), end);
        let has_comma = ground.text()[comma..].starts_with(',');
        if !ground.leads_line(start) {
            return if has_comma {
                vec![Splice::at(comma + 1, format!(" {item},"))]
            } else {
                vec![Splice::at(end, format!(", {item}"))]
            };
        }
        let line = self.new_line(start);
        // What closes the collection may stand on the same line; a comment may, too.
        let closes_here = ground.line_end(end) >= span.end;
        if has_comma {
            let at = if closes_here {
                comma + 1
            } else {
                ground.line_end(comma)
            };
            return vec![Splice::at(at, format!("{line}{item},"))];
        }
        if closes_here {
            return vec![Splice::at(end, format!(",{line}{item}"))];
        }
        vec![
            Splice::at(end, ",".to_owned()),
            Splice::at(ground.line_end(end), format!("{line}{item}")),
        ]
    }

    /// Takes an entry or item out of a collection that has more than one. Comments in it stay.
    pub(super) fn remove(&self, slot: Slot) -> Vec<Splice> {
        if self.is_flow(slot.parent) {
            return self.remove_in_brackets(slot);
        }
        let ground = self.ground;
        let start_of = |key: NodeId, index: usize| match slot.key {
            Some(_) => ground.entry_start(key),
            None => ground.dash(slot.parent, index),
        };
        let start = start_of(slot.key.unwrap_or(slot.value), slot.index);
        let head = slot.key.map_or(start + 1, |key| {
            ground.behind_colon(key).unwrap_or(ground.end(key))
        });
        let end = ground.end(slot.value).max(head);
        let indent = " ".repeat(ground.column(start));
        let comments = ground.comments(start, ground.line_end(end));
        let line_end = self.writer.layout.line_end;
        let kept = comments
            .iter()
            .map(|comment| ground.tree.source().slice(*comment).trim_end());
        if ground.leads_line(start) {
            let kept: String = kept
                .map(|comment| [&indent, comment, line_end].concat())
                .collect();
            let (from, to) = (ground.line_start(start), ground.next_line(end));
            let cut =
                to == ground.text().len() && !ground.text().ends_with('\n') && kept.is_empty();
            let from = if cut {
                ground.text()[..from].trim_end_matches(['\n', '\r']).len()
            } else {
                from
            };
            return vec![Splice::new(from, to, kept)];
        }
        // The first of a collection behind a dash: what comes next moves up to the dash.
        let next = self.next_start(slot).unwrap_or(end);
        let comments = ground.comments(start, next);
        let kept = comments
            .iter()
            .map(|comment| ground.tree.source().slice(*comment).trim_end());
        let kept: String = kept
            .map(|comment| [comment, line_end, &indent].concat())
            .collect();
        vec![Splice::new(start, next, kept)]
    }

    fn next_start(&self, slot: Slot) -> Option<usize> {
        let tree = self.ground.tree;
        match slot.key {
            Some(_) => tree
                .entries(slot.parent)
                .nth(slot.index + 1)
                .map(|(key, _)| self.ground.entry_start(key)),
            None => tree.children(slot.parent).nth(slot.index + 1).map(|item| {
                if self.is_flow(slot.parent) {
                    self.ground.entry_start(item)
                } else {
                    self.ground.dash(slot.parent, slot.index + 1)
                }
            }),
        }
    }

    fn remove_in_brackets(&self, slot: Slot) -> Vec<Splice> {
        let ground = self.ground;
        let start = ground.entry_start(slot.key.unwrap_or(slot.value));
        if let Some(next) = self.next_start(slot) {
            return vec![Splice::new(start, next, String::new())];
        }
        let step = if slot.key.is_some() { 2 } else { 1 };
        let count = ground.tree.children(slot.parent).count();
        let before = count
            .checked_sub(step + 1)
            .and_then(|at| ground.tree.children(slot.parent).nth(at));
        let from = before.map_or(start, |before| ground.tree.span(before).end);
        vec![Splice::new(
            from,
            ground.tree.span(slot.value).end,
            String::new(),
        )]
    }
}
