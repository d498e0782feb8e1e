//! What the parser could not read, in our words: its error in, a finding at the right place out.

use std::sync::Arc;

use granit_parser::{ErrorKind, ScanError};

use super::rules::{BAD_YAML, TOO_LARGE};
use super::tree::MAX_DEPTH;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// Where and why the parser stopped.
pub(super) struct Trouble<'s> {
    source: &'s Arc<Source>,
    /// The byte at which it stopped.
    at: usize,
    /// What it had read before.
    progress: Progress,
}

/// How far the parser came.
#[derive(Clone, Copy)]
pub(super) struct Progress {
    /// The end of the last node.
    pub(super) before: usize,
    /// The innermost bracket that was open.
    pub(super) bracket: Option<usize>,
}

impl<'s> Trouble<'s> {
    /// Turns the parser's error into a finding; `progress` is what was read.
    pub(super) fn explain(
        source: &'s Arc<Source>,
        error: &ScanError,
        progress: Progress,
    ) -> Diagnostic {
        let end = source.text().len();
        let before = progress.before.min(end);
        let at = error.marker().byte_offset().unwrap_or(before).min(end);
        let progress = Progress { before, ..progress };
        let trouble = Trouble {
            source,
            at,
            progress,
        };
        trouble.in_words(error.kind()).unwrap_or_else(|| {
            // What is left are rare faults of directives and tags.
            trouble.here(format!("YAML cannot be read here: {}", error.kind()))
        })
    }

    fn in_words(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        self.quotes(kind)
            .or_else(|| self.brackets(kind))
            .or_else(|| self.indentation(kind))
            .or_else(|| self.characters(kind))
            .or_else(|| self.keys(kind))
    }

    fn quotes(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        let finding = match kind {
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::DocumentIndicatorInQuotedScalar => self
                .point(
                    self.opening(&['"', '\'']),
                    "this quote is opened and not closed",
                )
                .help("close the quote at the end of the text"),
            ErrorKind::InvalidTrailingSingleQuotedScalar => self
                .here("text goes on after the closing quote")
                .help("put the whole text in quotes; a `'` inside `'…'` is written twice"),
            ErrorKind::InvalidTrailingDoubleQuotedScalar => self
                .here("text goes on after the closing quote")
                .help("put the whole text in quotes; a `\"` inside `\"…\"` is written `\\\"`"),
            ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape => self
                .point(
                    self.opening(&['"']),
                    "a `\\` in this text is not followed by an escape that YAML knows",
                )
                .help("use single quotes, or write `\\\\` for a backslash"),
            _ => return None,
        };
        Some(finding)
    }

    fn indentation(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        let finding = match kind {
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar => self
                .point(self.tab(), "a tab stands where YAML takes spaces only")
                .help("indent with spaces"),
            ErrorKind::InvalidIndentation
            | ErrorKind::InvalidBlockScalarIndent
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::ExpectedDocumentStart => self
                .here("this line is not indented like the lines it belongs to")
                .help("indent it like its neighbours"),
            ErrorKind::ExpectedBlockMappingKey if self.dash().is_some() => self
                .point(
                    self.dash().unwrap_or(self.at),
                    "a list item stands among `key: value` lines",
                )
                .help("indent it below the key it belongs to, or make it a `key: value` line"),
            ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry => self
                .here("this fits neither the lines above nor their indentation")
                .help("indent it like its neighbours, or put the text in quotes"),
            _ => return None,
        };
        Some(finding)
    }

    fn brackets(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        let finding = match kind {
            ErrorKind::InvalidIndentation
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
                if self
                    .progress
                    .bracket
                    .is_some_and(|bracket| self.source.text()[bracket..self.at].contains('\n')) =>
            {
                self.point(
                    self.progress.bracket.unwrap_or(self.at),
                    "a bracket is opened and not closed",
                )
                .help("close it, or put the text in quotes if no list was meant")
            }
            ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::UnclosedFlowCollection { .. } => self
                .point(
                    self.progress.bracket.unwrap_or(self.at),
                    "a bracket is opened and not closed",
                )
                .help("close it, or put the text in quotes if no list was meant"),
            ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
                self.here("inside brackets, a comma or the closing bracket is missing before this")
                    .help("add it, or put the text in quotes if no list was meant")
            }
            ErrorKind::MismatchedFlowCollectionEnd { .. } => self
                .here("a bracket is opened and not closed")
                .help("close it with its own kind, or put the text in quotes if no list was meant"),
            ErrorKind::MisplacedFlowCollectionEnd => self
                .here("this bracket closes nothing")
                .help("take it out, open it before, or put the text in quotes"),
            _ => return None,
        };
        Some(finding)
    }

    fn characters(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        let finding = match kind {
            ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
                let code = u32::from(*character);
                self.here(format!(
                    "the control character U+{code:04X} cannot stand in YAML"
                ))
                .help("take it out, or write it as an escape in double quotes")
            }
            ErrorKind::UnexpectedCharacter { character } => self
                .here(format!(
                    "a text without quotes cannot start with `{character}`"
                ))
                .help("put the text in quotes"),
            ErrorKind::MissingAnchorOrAliasName => self
                .here("`*` and `&` mean something to YAML at the start of a value")
                .help("put the text in quotes"),
            ErrorKind::BomInsideDocument => self
                .here("a byte order mark stands in the middle of the file")
                .help("take it out"),
            ErrorKind::CommentNotSeparated => self
                .here("a `#` needs a space before it to start a comment")
                .help("add the space, or put the text in quotes"),
            ErrorKind::RecursionLimitExceeded => Diagnostic::new(
                &TOO_LARGE,
                self.source,
                self.width(self.at),
                format!("nested deeper than {MAX_DEPTH} levels"),
            ),
            ErrorKind::TooManyComments => Diagnostic::new(
                &TOO_LARGE,
                self.source,
                self.width(self.at),
                "too many comments in a row",
            ),
            _ => return None,
        };
        Some(finding)
    }

    fn keys(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        let finding = match kind {
            ErrorKind::MappingValueNotAllowed
            | ErrorKind::InvalidColonPlacement
            | ErrorKind::InvalidMappingValueWhitespace
            | ErrorKind::MappingKeyNotAllowed => self
                .here("a second `: ` on the line makes this a key again")
                .help("put the whole text after the first colon in quotes"),
            ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::UnexpectedEndOfPlainScalar => self.here("this line has no `key:`").help(
                "write it as `key: value`, or indent it below the key whose text it goes on with",
            ),
            ErrorKind::BlockSequenceEntryNotAllowed
            | ErrorKind::BlockEntryInFlowCollection
            | ErrorKind::InvalidBlockEntryWhitespace
            | ErrorKind::PlainScalarStartsWithDashFlowIndicator => self
                .here("a `-` cannot start a value here")
                .help("put the text in quotes, or start the list on a line of its own"),
            ErrorKind::UndeclaredTagHandle
            | ErrorKind::InvalidTagTerminator
            | ErrorKind::InvalidTagEscape
            | ErrorKind::ExpectedTagBang => self
                .here("a value that starts with `!` is read as a tag, and this is none")
                .help("put the text in quotes"),
            ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => self
                .here("after `|` or `>` the text starts on the next line")
                .help("move the text to the next line and indent it, or put it in quotes"),
            ErrorKind::CommentInterceptedScalar => self
                .here("a comment stands in the middle of a text")
                .help("put the text in quotes, or move the comment above its key"),
            _ => return None,
        };
        Some(finding)
    }

    fn here(&self, message: impl Into<String>) -> Diagnostic {
        self.point(self.at, message)
    }

    fn point(&self, at: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(&BAD_YAML, self.source, self.width(at), message)
    }

    /// The one character at `at`; empty before a line end.
    fn width(&self, at: usize) -> Span {
        let at = self.source.text().floor_char_boundary(at);
        let next = self.source.text()[at..].chars().next();
        Span::new(
            at,
            at + next
                .filter(|c| !matches!(c, '\n' | '\r'))
                .map_or(0, char::len_utf8),
        )
    }

    /// The first of these quotes after what was read, comments left out.
    fn opening(&self, quotes: &[char]) -> usize {
        let text = self.source.text();
        let mut comment = false;
        let mut last = '\n';
        for (offset, c) in text[self.progress.before..].char_indices() {
            match c {
                '\n' => comment = false,
                '#' if last.is_whitespace() => comment = true,
                c if !comment && quotes.contains(&c) => return self.progress.before + offset,
                _ => {}
            }
            last = c;
        }
        self.at
    }

    /// The tab in the indentation of this line, or of a line below: of a scalar of several lines,
    /// the parser names the start.
    fn tab(&self) -> usize {
        let text = self.source.text();
        let mut start = text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        for line in text[start..].split_inclusive('\n') {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if line[indent..].starts_with('\t') {
                return start + indent;
            }
            start += line.len();
        }
        self.at
    }

    /// The list dash that the line starts with, when the place is on it or right behind it.
    fn dash(&self) -> Option<usize> {
        let text = self.source.text();
        let start = text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        let dash = start + text[start..].len() - text[start..].trim_start_matches(' ').len();
        let alone = text[dash..].starts_with("- ") && dash <= self.at && self.at <= dash + 2;
        alone.then_some(dash)
    }
}
