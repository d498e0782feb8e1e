//! From text to tree: a source in, a [`Tree`] and everything wrong with the form of the file out.

mod anchors;
mod comments;
mod keys;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::path::shown;
use super::rules::{BAD_YAML, SEVERAL_DOCUMENTS, TOO_LARGE};
use super::tree::{
    Kind, MAX_BYTES, MAX_DEPTH, MAX_FINDINGS, MAX_NODES, Node, NodeId, Properties, Style, Tag,
    Text, Tree,
};
use super::trouble::{Progress, Trouble};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// Up to this many entries the keys of a mapping are compared one by one, which is faster than hashing.
const FEW_KEYS: usize = 16;

impl Tree {
    /// Reads a file. Without a tree there is at least one error among the findings; with one, the
    /// findings are what is wrong besides: doubled keys, a second document, swallowed comments.
    pub fn parse(source: &Arc<Source>) -> (Option<Self>, Vec<Diagnostic>) {
        if let Some(finding) = too_many_bytes(source).or_else(|| control_character(source)) {
            return (None, vec![finding]);
        }
        let mut builder = Builder::new(source);
        match builder.run(true) {
            Ok(()) => return builder.finish(),
            Err(Stop::Limit(finding)) => return (None, vec![*finding]),
            Err(Stop::Scan(strict)) => {
                // Much that is written breaks the rules on indentation inside brackets and quotes,
                // as `]` at the start of a line, and every other reader takes it.
                let mut lenient = Builder::new(source);
                match lenient.run(false) {
                    Ok(()) => return lenient.finish(),
                    Err(Stop::Limit(finding)) => return (None, vec![*finding]),
                    Err(Stop::Scan(error)) if lenient.went_on_after(&builder) => {
                        builder = lenient;
                        builder.explain(&error);
                    }
                    Err(Stop::Scan(_)) => builder.explain(&strict),
                }
            }
        }
        (None, builder.findings)
    }
}

fn too_many_bytes(source: &Arc<Source>) -> Option<Diagnostic> {
    let size = source.text().len();
    (size > MAX_BYTES).then(|| {
        let message = format!(
            "the file has {} MiB, and at most {} are read",
            size >> 20,
            MAX_BYTES >> 20
        );
        Diagnostic::new(&TOO_LARGE, source, Span::at(0), message)
    })
}

/// The first byte that YAML does not take anywhere, not even in quotes.
fn control_character(source: &Arc<Source>) -> Option<Diagnostic> {
    let bad = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    let at = source.text().bytes().position(|byte| bad(&byte))?;
    let code = source.text().as_bytes()[at];
    let span = Span::new(at, at + 1);
    let message = format!("the control character U+{code:04X} cannot stand in YAML");
    let finding = Diagnostic::new(&BAD_YAML, source, span, message);
    Some(finding.help("take it out, or write it as an escape in double quotes"))
}

/// Why the building stopped.
enum Stop {
    Scan(ScanError),
    Limit(Box<Diagnostic>),
}

/// A collection that is being read.
struct Open {
    node: NodeId,
    /// How many nodes stand directly in it.
    children: usize,
    /// The last of them.
    last: Option<NodeId>,
    /// Levels below it.
    height: usize,
    /// Bytes in it, with what aliases bring.
    weight: usize,
    /// The number of its anchor, or 0.
    anchor: usize,
}

/// The tree as far as it is read.
struct Builder<'s> {
    source: &'s Arc<Source>,
    nodes: Vec<Node>,
    properties: Vec<Properties>,
    comments: Vec<Span>,
    findings: Vec<Diagnostic>,
    open: Vec<Open>,
    /// By anchor number, what an alias to it brings.
    anchors: HashMap<usize, Anchored>,
    /// Bytes that aliases have brought so far.
    alias_bytes: usize,
    /// The end of the last node, in bytes.
    last_end: usize,
    documents: usize,
}

/// What an anchor stands on.
#[derive(Clone, Copy)]
struct Anchored {
    node: NodeId,
    height: usize,
    weight: usize,
    closed: bool,
}

impl<'s> Builder<'s> {
    fn new(source: &'s Arc<Source>) -> Self {
        Self {
            source,
            nodes: Vec::with_capacity(source.text().len() / 16),
            properties: Vec::new(),
            comments: Vec::new(),
            findings: Vec::new(),
            open: Vec::new(),
            anchors: HashMap::new(),
            alias_bytes: 0,
            last_end: 0,
            documents: 0,
        }
    }

    fn run(&mut self, strict: bool) -> Result<(), Stop> {
        let options = granit_parser::options! {
            strict_indentation: strict,
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            max_buffered_comment_events: MAX_NODES,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        for event in Parser::new_from_str_with_options(self.source.text(), options) {
            let (event, place) = event.map_err(Stop::Scan)?;
            let span = place
                .byte_range()
                .map_or(Span::at(self.last_end), |r| Span::new(r.start, r.end));
            if matches!(event, Event::DocumentStart(..)) {
                self.documents += 1;
                if self.documents > 1 {
                    let finding = Diagnostic::new(
                        &SEVERAL_DOCUMENTS,
                        self.source,
                        span,
                        "a second document starts here",
                    );
                    self.findings.push(finding);
                    return Ok(());
                }
            }
            let tag = place.tag_span().and_then(|span| span.byte_range());
            self.take(
                event,
                span,
                tag.map(|range| Span::new(range.start, range.end)),
            )?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event<'_>, span: Span, tag_span: Option<Span>) -> Result<(), Stop> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag_of(tag.as_deref());
                let (kind, span) =
                    self.scalar((text, style), span, tag_span.is_some() || anchor > 0);
                self.add(kind, span, tag)?;
                self.tagged(tag_span, tag);
                self.anchored(anchor, true);
                self.close();
            }
            Event::SequenceStart(style, anchor, tag) => {
                let flow = style == StructureStyle::Flow;
                self.start(
                    Kind::List { flow },
                    span,
                    (anchor, tag_of(tag.as_deref()), tag_span),
                )?;
            }
            Event::MappingStart(style, anchor, tag) => {
                let flow = style == StructureStyle::Flow;
                let kind = Kind::Map {
                    flow,
                    merges: false,
                };
                self.start(kind, span, (anchor, tag_of(tag.as_deref()), tag_span))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::UnresolvedAlias(name) => {
                let name = shown(&name);
                let message =
                    format!("`*{name}` refers to an `&{name}` that does not stand above it");
                self.add(Kind::Unresolved, span, Tag::None)?;
                self.close();
                let finding = Diagnostic::new(&BAD_YAML, self.source, span, message);
                self.say(finding.help("put the text in quotes if no reference was meant"));
            }
            Event::Anchor(_, _) => self.anchor_place(span),
            Event::Comment(text, placement) => self.comment(&text, placement, span),
            _ => {}
        }
        Ok(())
    }

    /// The kind and the place of a scalar as the tree keeps them.
    fn scalar(
        &self,
        scalar: (Cow<'_, str>, ScalarStyle),
        span: Span,
        marked: bool,
    ) -> (Kind, Span) {
        let (text, style) = scalar;
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        if style == Style::Plain && span.is_empty() {
            // The parser says `~` where nothing is written, at places that differ.
            let span = if marked {
                span
            } else {
                Span::at(self.nothing_at(span.start))
            };
            return (
                Kind::Scalar {
                    style,
                    text: Text::Slice(Span::at(span.start)),
                },
                span,
            );
        }
        let raw = self.source.slice(span);
        let span = match style {
            Style::Literal | Style::Folded => Span::new(
                span.start,
                span.start + raw.trim_end_matches([' ', '\t', '\n', '\r']).len(),
            ),
            _ => span,
        };
        let inner = match style {
            Style::Single | Style::Double if raw.len() >= 2 => {
                Span::new(span.start + 1, span.end - 1)
            }
            _ => span,
        };
        let text = if self.source.slice(inner) == text {
            Text::Slice(inner)
        } else {
            Text::Owned(text.into_owned().into_boxed_str())
        };
        (Kind::Scalar { style, text }, span)
    }

    /// Where a value that is not written would stand: after its colon or its dash.
    fn nothing_at(&self, fallback: usize) -> usize {
        let Some(parent) = self.open.last() else {
            return fallback;
        };
        let from = parent.last.map(|last| self.nodes[last.index()].span.end);
        let (from, mark) = match self.nodes[parent.node.index()].kind {
            Kind::List { flow: false } => (
                from.unwrap_or(self.nodes[parent.node.index()].span.start),
                b'-',
            ),
            Kind::Map { .. } if parent.children % 2 == 1 => (from.unwrap_or(fallback), b':'),
            _ => return fallback,
        };
        let at = skip_blank(self.source.text(), from);
        if self.source.text().as_bytes().get(at) == Some(&mark) {
            at + 1
        } else {
            fallback.min(at)
        }
    }

    /// The dash that a list starts with. Where it stands no deeper than the key above it, the parser
    /// says a place behind the dash.
    fn first_dash(&self, span: Span) -> Span {
        let text = self.source.text();
        let key = self
            .open
            .last()
            .filter(|parent| parent.children % 2 == 1)
            .and_then(|parent| parent.last);
        let Some(key) = key else { return span };
        let colon = skip_blank(text, self.nodes[key.index()].span.end);
        if !text[colon..].starts_with(':') {
            return span;
        }
        let mut at = skip_blank(text, colon + 1);
        while text[at..].starts_with(['&', '!']) {
            let end = text[at..]
                .find(char::is_whitespace)
                .map_or(text.len(), |end| at + end);
            at = skip_blank(text, end);
        }
        if text[at..].starts_with('-') {
            Span::new(at, span.end.max(at))
        } else {
            span
        }
    }

    fn add(&mut self, kind: Kind, span: Span, tag: Tag) -> Result<NodeId, Stop> {
        if self.nodes.len() >= MAX_NODES {
            let message = format!("the file has more than {MAX_NODES} values");
            return Err(self.limit(span, message));
        }
        let index = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let node = NodeId(index);
        let weight = 16 + span.end.saturating_sub(span.start);
        if let Some(parent) = self.open.last_mut() {
            parent.children += 1;
            parent.last = Some(node);
        }
        self.nodes.push(Node {
            kind,
            span,
            end: index + 1,
            tag,
            doubled: false,
        });
        self.open.push(Open {
            node,
            children: 0,
            last: None,
            height: 1,
            weight,
            anchor: 0,
        });
        self.last_end = self.last_end.max(span.end);
        Ok(node)
    }

    fn explain(&mut self, error: &ScanError) {
        let finding = Trouble::explain(self.source, error, self.progress());
        self.findings.push(finding);
    }

    /// Whether this reading got past the bracket or the quote at which a stricter one stopped, so
    /// that its own trouble is the one to tell.
    fn went_on_after(&self, strict: &Self) -> bool {
        let bracket = strict.progress().bracket;
        let past_bracket =
            bracket.is_some() && self.open_brackets().all(|open| Some(open) != bracket);
        let past_quote = bracket.is_none() && self.nodes.len() > strict.nodes.len();
        past_bracket || past_quote
    }

    /// Where the brackets that are open start, the innermost first.
    fn open_brackets(&self) -> impl Iterator<Item = usize> + '_ {
        let nodes = self
            .open
            .iter()
            .rev()
            .map(|open| &self.nodes[open.node.index()]);
        let flow = |kind: &Kind| {
            matches!(
                kind,
                Kind::List { flow: true } | Kind::Map { flow: true, .. }
            )
        };
        nodes
            .filter(move |node| flow(&node.kind))
            .map(|node| node.span.start)
    }

    /// What was read so far.
    fn progress(&self) -> Progress {
        Progress {
            before: self.last_end,
            bracket: self.open_brackets().next(),
        }
    }

    /// Keeps a finding, as long as there are not so many that nobody reads them.
    fn say(&mut self, finding: Diagnostic) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        }
    }

    fn limit(&self, span: Span, message: String) -> Stop {
        Stop::Limit(Box::new(Diagnostic::new(
            &TOO_LARGE,
            self.source,
            span,
            message,
        )))
    }

    /// Ends the node that was opened last, and says to the one above how high and heavy it is.
    fn close(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        self.nodes[open.node.index()].end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        if let Some(parent) = self.open.last_mut() {
            parent.height = parent.height.max(open.height + 1);
            parent.weight = parent.weight.saturating_add(open.weight);
        }
        Some(open)
    }

    fn start(
        &mut self,
        kind: Kind,
        span: Span,
        marks: (usize, Tag, Option<Span>),
    ) -> Result<(), Stop> {
        let (anchor, tag, tag_span) = marks;
        if self.open.len() >= MAX_DEPTH {
            return Err(self.limit(span, format!("nested deeper than {MAX_DEPTH} levels")));
        }
        let span = match kind {
            Kind::List { flow: false } => self.first_dash(span),
            _ => span,
        };
        self.add(kind, span, tag)?;
        self.tagged(tag_span, tag);
        self.anchored(anchor, false);
        Ok(())
    }

    /// Ends a list or a mapping.
    fn end(&mut self, span: Span) {
        let Some(open) = self.close() else { return };
        let flow = match &self.nodes[open.node.index()].kind {
            Kind::Map { flow, .. } => {
                let flow = *flow;
                self.check_keys(open.node);
                flow
            }
            Kind::List { flow } => *flow,
            _ => return,
        };
        let last = open.last.map(|last| self.nodes[last.index()].span.end);
        let node = &mut self.nodes[open.node.index()];
        // An implicit pair in brackets, `[a: 1]`, is a mapping whose end is empty.
        let end = if flow && !span.is_empty() {
            span.end
        } else {
            last.unwrap_or(node.span.end)
        };
        node.span.end = end.max(node.span.start);
        self.last_end = self.last_end.max(end);
        if open.anchor > 0 {
            let Open {
                node,
                height,
                weight,
                anchor,
                ..
            } = open;
            self.anchors.insert(
                anchor,
                Anchored {
                    node,
                    height,
                    weight,
                    closed: true,
                },
            );
        }
    }

    fn finish(mut self) -> (Option<Tree>, Vec<Diagnostic>) {
        let empty = self.nodes.is_empty();
        if empty {
            let at = Span::at(self.source.text().len());
            let kind = Kind::Scalar {
                style: Style::Plain,
                text: Text::Slice(at),
            };
            self.nodes.push(Node {
                kind,
                span: at,
                end: 1,
                tag: Tag::None,
                doubled: false,
            });
        }
        self.comments.sort_unstable();
        self.properties.sort_by_key(|properties| properties.node);
        self.findings.sort_by_key(|finding| finding.span);
        let tree = Tree {
            source: Arc::clone(self.source),
            nodes: self.nodes,
            properties: self.properties,
            comments: self.comments,
            empty,
        };
        (Some(tree), self.findings)
    }
}

/// The first byte after `at` that is neither blank, nor a line end, nor part of a comment.
pub(super) fn skip_blank(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            b'#' if at == 0 || bytes[at - 1].is_ascii_whitespace() => {
                at = text[at..].find('\n').map_or(text.len(), |end| at + end);
            }
            _ => break,
        }
    }
    at
}

fn tag_of(tag: Option<&granit_parser::Tag>) -> Tag {
    match tag {
        None => Tag::None,
        Some(tag) if tag.is_yaml_core_schema_tag("str") || tag.original() == "!" => Tag::Text,
        Some(_) => Tag::Other,
    }
}
