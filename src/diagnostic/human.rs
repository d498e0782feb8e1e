//! Findings for people: as rustc prints them, with the source line and the words marked.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Renderer, Snippet};

use super::{Diagnostic, Level};
use crate::source::{Span, visible};

/// A line longer than this is shown around the place alone.
const LONG_LINE: usize = 2_000;
/// How much of a long line is shown before and after the place.
const AROUND: usize = 200;
/// A second place farther away than this many lines is left out.
const FAR: usize = 400;

/// How findings are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether to colour them.
    pub color: bool,
    /// Whether codes are links to where one can read on.
    pub links: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// The finding as text with an empty line after it.
pub fn render(finding: &Diagnostic, style: Style) -> String {
    let renderer = if style.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let window = Window::around(finding);
    let path = visible(&finding.source.path().to_string_lossy()).into_owned();
    let place = finding.source.place(finding.span.start);
    let message = visible(&finding.message).into_owned();
    let level = match finding.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Hint => Title::NOTE.with_name("hint"),
        Level::Note => Title::NOTE,
    };
    let title = level.primary_title(message).id(finding.rule.code);
    let title = match finding.link.filter(|_| style.links) {
        Some(link) => title.id_url(link),
        None => title,
    };
    let marks = marks(finding).into_iter();
    let mut snippet = Snippet::source(window.text.as_str())
        .line_start(window.first_line)
        .annotations(marks.map(|mark| AnnotationKind::Primary.span(window.local(mark))));
    if let Some((span, label)) = window.related(finding) {
        snippet = snippet.annotation(AnnotationKind::Context.span(span).label(label));
    }
    let mut shown: Group<'_> = if window.cut {
        let origin = annotate_snippets::Origin::path(path)
            .line(place.line)
            .char_column(place.column);
        title.element(origin).element(snippet)
    } else {
        title.element(snippet.path(path))
    };
    let advice = finding.advice();
    let words = finding.rule.group == super::Group::Language;
    if words {
        let why = Title::NOTE.with_name("why");
        shown = shown.element(why.message(finding.rule.why));
    }
    if !advice.is_empty() {
        let title = if words {
            Title::HELP.with_name("ask")
        } else {
            Title::HELP
        };
        shown = shown.element(title.message(visible(advice).into_owned()));
    }
    let width = style.width.max(60);
    format!("{}\n\n", renderer.term_width(width).render(&[shown]))
}

/// What to mark: words on every line that they are on, of anything else where it begins.
fn marks(finding: &Diagnostic) -> Vec<Span> {
    let (source, span) = (&finding.source, finding.span);
    if finding.rule.group != super::Group::Language {
        return vec![span];
    }
    let (first, last) = (source.place(span.start).line, source.place(span.end).line);
    let on_line = |line: usize| {
        let whole = source.line(line);
        let start = span.start.max(whole.start);
        let text = source.slice(Span::new(start, span.end.min(whole.end).max(start)));
        let blank = text.len() - text.trim_start().len();
        Span::new(start + blank, start + text.trim_end().len().max(blank))
    };
    let marks: Vec<_> = (first..=last)
        .map(on_line)
        .filter(|mark| !mark.is_empty())
        .collect();
    if marks.is_empty() { vec![span] } else { marks }
}

/// The lines of a source that a finding needs; drawing a whole file costs in proportion to it.
struct Window {
    text: String,
    start: usize,
    first_line: usize,
    /// Whether the text does not begin at a line's start.
    cut: bool,
}

impl Window {
    fn around(finding: &Diagnostic) -> Self {
        let source = &finding.source;
        let mut first = source.place(finding.span.start).line;
        let mut last = marks(finding)
            .last()
            .map_or(first, |mark| source.place(mark.start).line);
        if let Some((related, _)) = finding.related {
            let line = source.place(related.start).line;
            if line.abs_diff(first) <= FAR {
                (first, last) = (first.min(line), last.max(line));
            }
        }
        let whole = Span::new(source.line(first).start, source.line(last).end);
        if whole.end - whole.start <= LONG_LINE.max((last - first) * LONG_LINE) {
            return Self {
                text: source.slice(whole).to_owned(),
                start: whole.start,
                first_line: first,
                cut: false,
            };
        }
        let line = source.line(source.place(finding.span.start).line);
        let text = source.text();
        let start = text.floor_char_boundary(finding.span.start.saturating_sub(AROUND));
        let end = text.floor_char_boundary((finding.span.start + AROUND).min(text.len()));
        let span = Span::new(start.max(line.start), end.min(line.end));
        Self {
            text: source.slice(span).to_owned(),
            start: span.start,
            first_line: source.place(finding.span.start).line,
            cut: span.start > line.start,
        }
    }

    /// `span` within the window; at least one column wide where there is one.
    fn local(&self, span: Span) -> Range<usize> {
        let clamp = |at: usize| at.saturating_sub(self.start).min(self.text.len());
        let start = clamp(span.start);
        let line_end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |at| start + at);
        let end = clamp(span.end).min(line_end).max(start);
        start..end
    }

    fn related<'a>(&self, finding: &'a Diagnostic) -> Option<(Range<usize>, &'a str)> {
        let (span, label) = finding.related.as_ref()?;
        let inside = span.start >= self.start && span.start < self.start + self.text.len();
        inside.then(|| (self.local(*span), label.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Group as Of, Rule};
    use crate::source::Source;

    static RULE: Rule = Rule {
        code: "some-words",
        group: Of::Language,
        level: Level::Hint,
        summary: "some words",
        why: "because",
        help: "what else?",
        bad: &[],
        good: &[],
    };

    fn drawn(text: &str, words: &str, links: bool) -> String {
        let source = Source::new("a.md", text);
        let start = text.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        let mut finding = Diagnostic::new(&RULE, &source, span, RULE.summary);
        finding.link = Some("https://a.example/");
        let style = Style {
            color: links,
            links,
            width: 80,
        };
        render(&finding, style)
    }

    #[test]
    fn words_are_marked_on_every_line() {
        let drawn = drawn("one two\n   three\n", "two\n   three", false);
        assert!(drawn.contains("    ^^^\n"), "{drawn}");
        assert!(drawn.contains("   ^^^^^\n"), "{drawn}");
        assert!(drawn.contains("= why: because\n"), "{drawn}");
        assert!(drawn.contains("= ask: what else?\n"), "{drawn}");
        assert!(!drawn.contains("https"), "{drawn}");
    }

    #[test]
    fn a_code_is_a_link_where_links_are_shown() {
        assert!(drawn("one two\n", "two", true).contains("\x1b]8;;https://a.example/"));
    }
}
