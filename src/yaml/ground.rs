//! The lines and columns that nodes lie on: a node in, the bytes that belong to it out.

use super::parse::skip_blank;
use super::tree::{Kind, NodeId, Style, Tree};
use crate::source::Span;

/// A tree looked at as lines.
#[derive(Clone, Copy)]
pub(super) struct Ground<'t> {
    pub(super) tree: &'t Tree,
}

impl<'t> Ground<'t> {
    pub(super) fn text(self) -> &'t str {
        self.tree.source().text()
    }

    /// The start of the line that `at` is on; a byte order mark is not part of a line.
    pub(super) fn line_start(self, at: usize) -> usize {
        match self.text()[..at].rfind('\n') {
            Some(before) => before + 1,
            None if self.text().starts_with('\u{feff}') => '\u{feff}'.len_utf8().min(at),
            None => 0,
        }
    }

    /// The end of the line that `at` is on, before its line end.
    pub(super) fn line_end(self, at: usize) -> usize {
        let end = self.text()[at..]
            .find('\n')
            .map_or(self.text().len(), |end| at + end);
        if end > at && self.text()[..end].ends_with('\r') {
            end - 1
        } else {
            end
        }
    }

    /// The start of the line after the one that `at` is on.
    pub(super) fn next_line(self, at: usize) -> usize {
        self.text()[at..]
            .find('\n')
            .map_or(self.text().len(), |end| at + end + 1)
    }

    /// The column of `at`, from 0.
    pub(super) fn column(self, at: usize) -> usize {
        self.text()[self.line_start(at)..at].chars().count()
    }

    /// The column of a comment line; nothing for any other line.
    fn comment_column(self, line: usize) -> Option<usize> {
        let text = &self.text()[line..self.line_end(line)];
        text.trim_start_matches(' ')
            .starts_with('#')
            .then(|| text.len() - text.trim_start_matches(' ').len())
    }

    fn is_blank(self, line: usize) -> bool {
        self.text()[line..self.line_end(line)].trim().is_empty()
    }

    /// Where a key or an item starts, with its anchor, its tag and the `?` of an explicit key.
    pub(super) fn entry_start(self, node: NodeId) -> usize {
        let mut start = self.tree.span(node).start;
        if let Some(properties) = self.tree.properties(node) {
            let places = properties.anchor.iter().chain(&properties.tag);
            start = places.map(|span| span.start).fold(start, usize::min);
        }
        let before = self.text()[..start].trim_end();
        let alone = before
            .strip_suffix('?')
            .is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\n', '-', '{', ',', '[']));
        if alone && before.len() < start {
            before.len() - 1
        } else {
            start
        }
    }

    /// The column of the keys of a mapping.
    pub(super) fn map_column(self, map: NodeId) -> usize {
        let first = self.tree.children(map).next();
        self.column(first.map_or(self.tree.span(map).start, |key| self.entry_start(key)))
    }

    /// Right behind the colon of an entry; nothing when it has none.
    pub(super) fn behind_colon(self, key: NodeId) -> Option<usize> {
        let at = skip_blank(self.text(), self.tree.span(key).end);
        self.text()[at..].starts_with(':').then_some(at + 1)
    }

    /// Behind anchor and tag of a value that comes after `head`.
    pub(super) fn behind_properties(self, value: NodeId, head: usize) -> usize {
        let Some(properties) = self.tree.properties(value) else {
            return head;
        };
        let places = properties.anchor.iter().chain(&properties.tag);
        places.map(|span| span.end).fold(head, usize::max)
    }

    /// The dash of an item of a block list.
    pub(super) fn dash(self, list: NodeId, index: usize) -> usize {
        let start = self.tree.span(list).start;
        let Some(before) = index.checked_sub(1) else {
            return start;
        };
        let Some(item) = self.tree.children(list).nth(before) else {
            return start;
        };
        skip_blank(self.text(), self.end(item))
    }

    /// The bytes of a value, after `head`: a block scalar with its header, a block list with its
    /// first dash. Empty where nothing is written.
    pub(super) fn extent(self, value: NodeId, head: usize) -> Span {
        let node = self.tree.node(value);
        let start = match &node.kind {
            Kind::Scalar {
                style: Style::Literal | Style::Folded,
                ..
            } => skip_blank(self.text(), self.behind_properties(value, head)),
            Kind::Map { flow: false, .. } => {
                let first = self.tree.children(value).next();
                first.map_or(node.span.start, |key| self.entry_start(key))
            }
            _ => node.span.start,
        };
        Span::new(start, self.end(value).max(start))
    }

    /// The end of a node: of the last one in it; of a block scalar with `+` its last empty line.
    pub(super) fn end(self, node: NodeId) -> usize {
        let span = self.tree.span(node);
        match &self.tree.node(node).kind {
            Kind::List { flow: false } | Kind::Map { flow: false, .. } => self
                .tree
                .children(node)
                .last()
                .map_or(span.end, |last| self.end(last)),
            Kind::Scalar {
                style: Style::Literal | Style::Folded,
                ..
            } => self.block_scalar_end(span),
            _ => span.end,
        }
    }

    fn block_scalar_end(self, span: Span) -> usize {
        // An empty one has its place after the empty lines below its header.
        let first = if span.is_empty() {
            self.text()[..span.start].trim_end().len()
        } else {
            span.start
        };
        let header = if span.is_empty() {
            first
        } else {
            self.text()[..self.line_start(span.start)].trim_end().len()
        };
        let mut end = if span.is_empty() {
            self.line_end(header)
        } else {
            span.end
        };
        let header = &self.text()[self.line_start(header)..header];
        let header = header.split(" #").next().unwrap_or_default();
        if header
            .rsplit(['|', '>'])
            .next()
            .is_some_and(|marks| marks.contains('+'))
        {
            let mut line = self.next_line(end);
            while line < self.text().len() && self.is_blank(line) {
                end = self.line_end(line);
                line = self.next_line(line);
            }
        }
        end
    }

    /// The end of the line of `end`, or of the last of the comment lines right below it that stand
    /// deeper than `column` and so belong to what ends there.
    pub(super) fn end_with_comments(self, end: usize, column: usize) -> usize {
        let mut end = self.line_end(end);
        loop {
            let line = self.next_line(end);
            if line >= self.text().len()
                || self.comment_column(line).is_none_or(|own| own <= column)
            {
                return end;
            }
            end = self.line_end(line);
        }
    }

    /// The comments that start between two bytes.
    pub(super) fn comments(self, from: usize, to: usize) -> &'t [Span] {
        let all = self.tree.comments();
        let start = all.partition_point(|comment| comment.start < from);
        let end = all.partition_point(|comment| comment.start < to);
        &all[start..end.max(start)]
    }

    /// Whether an empty line stands between the first two items of a list.
    pub(super) fn is_spaced(self, list: NodeId) -> bool {
        let Some(first) = self.tree.children(list).next() else {
            return false;
        };
        if self.tree.children(list).nth(1).is_none() {
            return false;
        }
        let line = self.next_line(self.end(first));
        line < self.text().len() && self.is_blank(line)
    }

    /// Whether `at` is the first thing on its line.
    pub(super) fn leads_line(self, at: usize) -> bool {
        self.text()[self.line_start(at)..at].trim().is_empty()
    }

    /// The blanks that the line of `at` starts with.
    pub(super) fn indent(self, at: usize) -> &'t str {
        let line = &self.text()[self.line_start(at)..at];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }
}
