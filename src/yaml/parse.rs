//! From text to tree: a source in, a [`Tree`] and everything wrong with the form of the file out.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{Event, Parser, Placement, ScalarStyle, ScanError, StructureStyle};

use super::path::shown;
use super::rules::{
    BAD_YAML, DUPLICATE_KEY, SEVERAL_DOCUMENTS, SWALLOWED_COMMENT, SWALLOWED_TAG, TOO_LARGE,
};
use super::tree::{
    Kind, MAX_ALIAS_BYTES, MAX_BYTES, MAX_DEPTH, MAX_FINDINGS, MAX_NODES, Node, NodeId, Properties,
    Style, Tag, Text, Tree,
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

    /// Finds the keys that stand twice and the merge keys of a mapping.
    fn check_keys(&mut self, map: NodeId) {
        let keys = self.keys(map);
        let text = |key: NodeId| self.key_text(key);
        let mut doubled = Vec::new();
        if keys.len() <= FEW_KEYS {
            for (at, &key) in keys.iter().enumerate() {
                let Some(name) = text(key) else { continue };
                if let Some(first) = keys[..at]
                    .iter()
                    .find(|&&earlier| text(earlier) == Some(name))
                {
                    doubled.push((*first, key, name.to_owned()));
                }
            }
        } else {
            let mut seen = HashMap::with_capacity(keys.len());
            for &key in &keys {
                let Some(name) = text(key) else { continue };
                match seen.get(name) {
                    Some(&first) => doubled.push((first, key, name.to_owned())),
                    None => {
                        seen.insert(name, key);
                    }
                }
            }
        }
        let merge = |key: &&NodeId| {
            let node = &self.nodes[key.index()];
            matches!(
                node.kind,
                Kind::Scalar {
                    style: Style::Plain,
                    ..
                }
            ) && node.tag == Tag::None
                && text(**key) == Some("<<")
        };
        if keys.iter().any(|key| merge(&key)) {
            let flow = matches!(self.nodes[map.index()].kind, Kind::Map { flow: true, .. });
            self.nodes[map.index()].kind = Kind::Map { flow, merges: true };
        }
        for (first, second, name) in doubled {
            self.nodes[second.index()].doubled = true;
            let (first, second) = (
                self.nodes[first.index()].span,
                self.nodes[second.index()].span,
            );
            let finding = Diagnostic::new(
                &DUPLICATE_KEY,
                self.source,
                second,
                format!("the key `{}` stands twice", shown(&name)),
            );
            self.say(finding.related(first, "it stands here first, and this one counts"));
        }
    }

    fn keys(&self, map: NodeId) -> Vec<NodeId> {
        let end = self.nodes[map.index()].end;
        let mut keys = Vec::new();
        let mut at = map.0 + 1;
        while at < end {
            keys.push(NodeId(at));
            let value = self.nodes[at as usize].end;
            at = self
                .nodes
                .get(value as usize)
                .map_or(end, |value| value.end);
        }
        keys
    }

    fn key_text(&self, key: NodeId) -> Option<&str> {
        let node = &self.nodes[key.index()];
        let node = match node.kind {
            Kind::Alias { target } => &self.nodes[target.index()],
            _ => node,
        };
        match &node.kind {
            Kind::Scalar {
                text: Text::Slice(span),
                ..
            } => Some(self.source.slice(*span)),
            Kind::Scalar {
                text: Text::Owned(text),
                ..
            } => Some(text),
            _ => None,
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        let Some(target) = self.anchors.get(&anchor).copied() else {
            return Ok(());
        };
        if !target.closed {
            let name = shown(self.source.slice(span));
            let message = format!("`{name}` stands inside the value that it refers to");
            let finding = Diagnostic::new(&BAD_YAML, self.source, span, message);
            let finding = finding.help("take it out; a value cannot hold itself");
            return Err(Stop::Limit(Box::new(finding)));
        }
        self.alias_bytes = self.alias_bytes.saturating_add(target.weight);
        if self.alias_bytes > MAX_ALIAS_BYTES {
            let message = format!(
                "aliases make the file grow by more than {} MiB",
                MAX_ALIAS_BYTES >> 20
            );
            return Err(self.limit(span, message));
        }
        if self.open.len() + target.height > MAX_DEPTH {
            return Err(self.limit(span, format!("nested deeper than {MAX_DEPTH} levels")));
        }
        self.add(
            Kind::Alias {
                target: target.node,
            },
            span,
            Tag::None,
        )?;
        if let Some(open) = self.open.last_mut() {
            open.height = target.height;
            open.weight = target.weight;
        }
        self.close();
        Ok(())
    }

    /// Remembers the anchor of the node that was added last.
    fn anchored(&mut self, anchor: usize, closed: bool) {
        if anchor > 0
            && let Some(open) = self.open.last_mut()
        {
            open.anchor = anchor;
            let anchored = Anchored {
                node: open.node,
                height: 1,
                weight: open.weight,
                closed,
            };
            self.anchors.insert(anchor, anchored);
        }
    }

    fn anchor_place(&mut self, span: Span) {
        let Some(node) = self.nodes.len().checked_sub(1) else {
            return;
        };
        let node = NodeId(u32::try_from(node).unwrap_or(u32::MAX));
        match self.properties.last_mut() {
            Some(properties) if properties.node == node => properties.anchor = Some(span),
            _ => self.properties.push(Properties {
                node,
                anchor: Some(span),
                tag: None,
            }),
        }
    }

    /// Keeps the place of a tag, and says so where it takes a word away from a text.
    fn tagged(&mut self, span: Option<Span>, tag: Tag) {
        let Some(span) = span else { return };
        let Some(node) = self.open.last().map(|open| open.node) else {
            return;
        };
        self.properties.push(Properties {
            node,
            anchor: None,
            tag: Some(span),
        });
        let word = self.source.slice(span);
        if tag == Tag::Other && !word.starts_with("!!") && !word.starts_with("!<") {
            let word = shown(word);
            let message = format!("`{word}` is read as a YAML tag and is not part of the text");
            self.say(Diagnostic::new(&SWALLOWED_TAG, self.source, span, message));
        }
    }

    fn comment(&mut self, text: &str, placement: Placement, span: Span) {
        self.comments.push(span);
        let word = text
            .chars()
            .next()
            .is_some_and(|c| !c.is_whitespace() && c != '#');
        if placement != Placement::Right || !word {
            return;
        }
        let Some(node) = self.nodes.last() else {
            return;
        };
        let is_value = self.open.last().is_none_or(|parent| {
            parent.children % 2 == 0
                || !matches!(self.nodes[parent.node.index()].kind, Kind::Map { .. })
        });
        let between = self.source.text().get(node.span.end..span.start);
        let same_line =
            between.is_some_and(|between| between.chars().all(|c| matches!(c, ' ' | '\t')));
        if is_value
            && same_line
            && matches!(
                node.kind,
                Kind::Scalar {
                    style: Style::Plain,
                    ..
                }
            )
        {
            let message = format!(
                "`#{}` is read as a comment and is not part of the text",
                shown(text)
            );
            self.say(Diagnostic::new(
                &SWALLOWED_COMMENT,
                self.source,
                span,
                message,
            ));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::Value;

    const TROUBLE: &[(&str, &str)] = &[
        (
            "a: \"open\nb: 1\n",
            "1:4 bad-yaml this quote is opened and not closed",
        ),
        (
            "a: it's\nb: 'open\nc: d\n",
            "2:4 bad-yaml this quote is opened and not closed",
        ),
        (
            "a: 1 # it's\nb: \"open",
            "2:4 bad-yaml this quote is opened and not closed",
        ),
        (
            "a:\n\tb: 1\n",
            "2:1 bad-yaml a tab stands where YAML takes spaces only",
        ),
        (
            "a:\n  - b: 10:38\n\tc: 1\n",
            "3:1 bad-yaml a tab stands where YAML takes spaces only",
        ),
        (
            "a: b: c\n",
            "1:5 bad-yaml a second `: ` on the line makes this a key again",
        ),
        (
            "a: [\n  1,\n]\nb: @c\n",
            "4:4 bad-yaml a text without quotes cannot start with `@`",
        ),
        (
            "a: \"x\ny\"\nb: @c\n",
            "3:4 bad-yaml a text without quotes cannot start with `@`",
        ),
        (
            "a: \"open\nb: 1\nc: \"x\"\n",
            "1:4 bad-yaml this quote is opened and not closed",
        ),
        (
            "a: [{b: 1]\nc: 2\n",
            "1:5 bad-yaml a bracket is opened and not closed",
        ),
        (
            "a: @b\n",
            "1:4 bad-yaml a text without quotes cannot start with `@`",
        ),
        (
            "a: [1, 2\nb: 3\n",
            "1:4 bad-yaml a bracket is opened and not closed",
        ),
        (
            "a: [1, 2\n",
            "1:4 bad-yaml a bracket is opened and not closed",
        ),
        (
            "a: \"b\" c\n",
            "1:8 bad-yaml text goes on after the closing quote",
        ),
        ("a: 1\nfoo\nb: 2\n", "2:1 bad-yaml this line has no `key:`"),
        (
            "a: 1\n- b\n",
            "2:1 bad-yaml a list item stands among `key: value` lines",
        ),
        (
            "a: \"\\d\"\n",
            "1:4 bad-yaml a `\\` in this text is not followed by an escape that YAML knows",
        ),
        (
            "a: b\u{1}c\n",
            "1:5 bad-yaml the control character U+0001 cannot stand in YAML",
        ),
        (
            "a: b\0c\n",
            "1:5 bad-yaml the control character U+0000 cannot stand in YAML",
        ),
        (
            "a: *b*\n",
            "1:4 bad-yaml `*b*` refers to an `&b*` that does not stand above it",
        ),
        (
            "a: &x [*x]\n",
            "1:8 bad-yaml `*x` stands inside the value that it refers to",
        ),
        (
            "a: | b\n",
            "1:4 bad-yaml after `|` or `>` the text starts on the next line",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "2:1 several-documents a second document starts here",
        ),
        (
            "a: told #ask\n",
            "1:9 swallowed-comment `#ask` is read as a comment and is not part of the text",
        ),
        (
            "a:  #ask\n",
            "1:5 swallowed-comment `#ask` is read as a comment and is not part of the text",
        ),
        (
            "a: !skip it\n",
            "1:4 swallowed-tag `!skip` is read as a YAML tag and is not part of the text",
        ),
    ];

    fn findings(text: &str) -> Vec<String> {
        let source = Source::new("a.yaml", text);
        let (_, findings) = Tree::parse(&source);
        let line = |finding: &Diagnostic| {
            let place = source.place(finding.span.start);
            format!(
                "{}:{} {} {}",
                place.line, place.column, finding.rule.code, finding.message
            )
        };
        findings.iter().map(line).collect()
    }

    fn value(text: &str) -> Value {
        let (tree, found) = Tree::parse(&Source::new("a.yaml", text));
        let tree = tree.unwrap_or_else(|| panic!("{text:?}: {found:?}"));
        tree.value(tree.root())
    }

    #[test]
    fn trouble_is_told_in_plain_words_at_its_place() {
        for (text, expected) in TROUBLE {
            assert_eq!(findings(text), [*expected], "{text:?}");
        }
    }

    #[test]
    fn all_doubled_keys_are_found_and_the_first_counts() {
        let text = "a: 1\nb: {x: 1, x: 2}\n\"a\": 3\na: 4\n";
        let places = ["2:11", "3:1", "4:1"];
        for (finding, place) in findings(text).iter().zip(places) {
            assert!(
                finding.starts_with(&format!("{place} duplicate-key")),
                "{finding}"
            );
        }
        let (tree, found) = Tree::parse(&Source::new("a.yaml", text));
        assert_eq!(found.len(), 3);
        assert_eq!(
            found[2].related.as_ref().map(|(span, _)| span.start),
            Some(0)
        );
        assert_eq!(
            tree.unwrap().get(&["a".into()]),
            Some(Value::Number("1".into()))
        );
        let many: Vec<_> = (0..40).map(|n| format!("k{}: 1\n", n % 30)).collect();
        assert_eq!(findings(&many.concat()).len(), 10);
    }

    #[test]
    fn odd_but_good_files_read() {
        let a = |value: Value| Value::map([("a", value)]);
        let one = || Value::Number("1".into());
        assert_eq!(value(""), Value::Null);
        assert_eq!(value("# only\n"), Value::Null);
        assert_eq!(value("---\n# only\n...\n"), Value::Null);
        assert_eq!(value("\u{feff}a: 1\r\n"), a(one()));
        assert_eq!(value("a: 1"), a(one()));
        assert_eq!(value("%YAML 1.2\n---\na: 1\n...\n"), a(one()));
        assert_eq!(value("a: [\n  1,\n]\n"), a(Value::list([one()])));
        assert_eq!(value("a: |\r\n  x\r\n  y\r\n"), a("x\ny\n".into()));
        assert_eq!(value("? a\n: 1\n"), a(one()));
        assert_eq!(value("a: told # it\n"), a("told".into()));
        assert_eq!(value("<<: {a: 1}\n"), a(one()));
    }

    #[test]
    fn places_are_those_of_the_source() {
        let text = "a: &x 'q'\nb:\n  - c: >-\n      long\n      text\n\n  - {d: e}\nf:\n";
        let (tree, _) = Tree::parse(&Source::new("a.yaml", text));
        let tree = tree.unwrap();
        let at = |path: &[crate::yaml::Step]| &text[tree.span_at(path).unwrap().range()];
        assert_eq!(at(&["a".into()]), "'q'");
        assert_eq!(
            at(&["b".into()]),
            "- c: >-\n      long\n      text\n\n  - {d: e}"
        );
        assert_eq!(at(&["b".into(), 0.into(), "c".into()]), "long\n      text");
        assert_eq!(at(&["b".into(), 1.into()]), "{d: e}");
        assert_eq!(tree.span_at(&["f".into()]), Some(Span::at(text.len() - 1)));
        assert_eq!(&text[tree.key_span_at(&["b".into()]).unwrap().range()], "b");
        let node = tree.find(&["b".into(), 1.into(), "d".into()]).unwrap();
        assert_eq!(crate::yaml::dotted(&tree.path(node)), "b[1].d");
    }

    #[test]
    fn hostile_files_are_refused() {
        let code = |text: &str| {
            findings(text)
                .first()
                .map(|line| line.split(' ').nth(1).unwrap().to_owned())
        };
        let again = |n: usize| {
            format!(
                "a{n}: &a{n} [{}]\n",
                vec![format!("*a{}", n - 1); 9].join(", ")
            )
        };
        let bomb: Vec<_> = (1..9).map(again).collect();
        let bomb = format!("a0: &a0 [x]\n{}", bomb.concat());
        assert_eq!(code(&bomb).as_deref(), Some("too-large"));
        let wide = format!(
            "a: &a \"{}\"\nb:\n{}",
            "x".repeat(200_000),
            "- *a\n".repeat(20_000)
        );
        assert_eq!(code(&wide).as_deref(), Some("too-large"));
        assert_eq!(code(&"[".repeat(10_000)).as_deref(), Some("too-large"));
        assert_eq!(code(&"- ".repeat(10_000)).as_deref(), Some("too-large"));
        let deep: Vec<_> = (0..10_000)
            .map(|n| format!("{}k:\n", " ".repeat(n % 200)))
            .collect();
        assert!(code(&deep.concat()).is_some());
        let nested: Vec<_> = (1..90)
            .map(|n| format!("a{n}: &a{n} [[[*a{}]]]\n", n - 1))
            .collect();
        assert_eq!(
            code(&format!("a0: &a0 1\n{}", nested.concat())).as_deref(),
            Some("too-large")
        );
        assert_eq!(
            code(&"x".repeat(MAX_BYTES + 1)).as_deref(),
            Some("too-large")
        );
        assert_eq!(
            code(&format!("[{}]", "x,".repeat(MAX_NODES))).as_deref(),
            Some("too-large")
        );
    }
}
