//! Anchors, aliases and tags while a tree is built: where they stand, and what an alias stands for.

use super::{Anchored, Builder, Stop};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::yaml::path::shown;
use crate::yaml::rules::{BAD_YAML, SWALLOWED_TAG};
use crate::yaml::tree::{Kind, MAX_ALIAS_BYTES, MAX_DEPTH, NodeId, Properties, Tag};

impl Builder<'_> {
    pub(super) fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
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
    pub(super) fn anchored(&mut self, anchor: usize, closed: bool) {
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

    pub(super) fn anchor_place(&mut self, span: Span) {
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
    pub(super) fn tagged(&mut self, span: Option<Span>, tag: Tag) {
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
}
