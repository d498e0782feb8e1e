//! Keys of mappings while a tree is built: a mapping in, a finding for each key that stands twice
//! out.

use std::collections::HashMap;

use super::{Builder, FEW_KEYS};
use crate::diagnostic::Diagnostic;
use crate::yaml::path::shown;
use crate::yaml::rules::DUPLICATE_KEY;
use crate::yaml::tree::{Kind, NodeId, Style, Tag, Text};

impl Builder<'_> {
    /// Finds the keys that stand twice and the merge keys of a mapping.
    pub(super) fn check_keys(&mut self, map: NodeId) {
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

    pub(super) fn keys(&self, map: NodeId) -> Vec<NodeId> {
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

    pub(super) fn key_text(&self, key: NodeId) -> Option<&str> {
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
}
