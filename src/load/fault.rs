//! What is wrong with a time: a rule and a place inside its text in, a [`Diagnostic`] out.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Rule};
use crate::model::time::Time;
use crate::source::{Source, Span, Text};

use super::grammar::Unread;
use super::times_rules::TIME_UNREADABLE;

/// Something that is wrong with a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The rule that it goes against.
    pub rule: &'static Rule,
    /// What is so.
    pub message: String,
    /// What to do, where the rule has nothing better.
    pub help: Option<String>,
    /// The bytes of the text that it is about.
    pub range: Range<usize>,
    /// The word that it is about, where one finding about all the times with it is enough.
    pub word: Option<String>,
}

/// What a time turned out to mean, and what is wrong with it. A time can be there with faults
/// that only warn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The time, where there is one.
    pub time: Option<Time>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl Fault {
    /// A fault at `range` of the text.
    pub(super) fn new(
        rule: &'static Rule,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            message: message.into(),
            help: None,
            range,
            word: None,
        }
    }

    /// Says what to do in the words of this case.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what it is about, where one finding for all times of that is enough.
    pub(super) fn about(self, word: impl Into<String>) -> Self {
        Self {
            word: Some(word.into()),
            ..self
        }
    }

    /// The finding for the user. It points at the very bytes where the text stands in the source
    /// as it is, plain or in quotes, and at the whole value where it was decoded.
    pub fn diagnostic(self, source: &Arc<Source>, text: &Text) -> Diagnostic {
        let written = source.slice(text.span);
        let quoted = written
            .get(1..written.len().saturating_sub(1))
            .is_some_and(|inner| inner == text.value);
        let whole = self.range.start >= self.range.end;
        let span = match (whole, quoted) {
            (true, _) => text.span,
            (_, true) => Span::new(self.range.start, self.range.end).shifted(text.span.start + 1),
            (_, false) if written == text.value => {
                Span::new(self.range.start, self.range.end).shifted(text.span.start)
            }
            (_, false) => text.span,
        };
        let found = Diagnostic::new(self.rule, source, span, self.message);
        match self.help {
            Some(help) => found.help(help),
            None => found,
        }
    }
}

impl From<Unread> for Fault {
    fn from(unread: Unread) -> Self {
        Self::new(&TIME_UNREADABLE, unread.range, unread.message).help(unread.help)
    }
}
