//! Comments while a tree is built, and the text that one has swallowed.

use granit_parser::Placement;

use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::yaml::path::shown;
use crate::yaml::rules::SWALLOWED_COMMENT;
use crate::yaml::tree::{Kind, Style};

impl Builder<'_> {
    /// Takes a comment; one that stands right behind a plain value, without a blank after `#`, was
    /// probably meant as text.
    pub(super) fn comment(&mut self, text: &str, placement: Placement, span: Span) {
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
}
