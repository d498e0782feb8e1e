//! Inline Markdown of a user to inline Markdown that stays in its place: code, emphasis and
//! harmless links are kept, everything else is text.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::escape::{self, Place};
use super::link;

/// What stands for the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// A space: everything is one line.
    Space,
    /// `<br>`, as table cells have it.
    Tag,
    /// A line end, in a paragraph of its own.
    Line,
}

/// Writes inline events as Markdown; the visible text is kept beside it, for proof.
pub(super) struct Writer<'a> {
    source: &'a str,
    place: Place,
    breaks: Break,
    out: String,
    seen: String,
    pending: String,
    links: Vec<String>,
    skipping: usize,
}

/// The line end of a cell while it is parsed: white space, but no line end of Markdown.
const CELL_BREAK: char = '\u{2028}';

/// How deep inline markup may nest before it is taken as text.
const DEEPEST: usize = 16;

impl<'a> Writer<'a> {
    /// A writer for events of `source`.
    pub(super) fn new(source: &'a str, breaks: Break) -> Self {
        let place = Place {
            no_pipe: breaks != Break::Line,
            no_dollar: source.matches('$').nth(1).is_some(),
            in_link: false,
        };
        Self {
            source,
            place,
            breaks,
            out: String::new(),
            seen: String::new(),
            pending: String::new(),
            links: Vec::new(),
            skipping: 0,
        }
    }

    /// Takes one event; `range` is where it stands in the source.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skipping > 0 {
            match event {
                Event::Start(_) => self.skipping += 1,
                Event::End(_) => self.skipping -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Text(text) => self.pending.push_str(&text),
            Event::InlineHtml(text) | Event::Html(text) => self.raw(&text),
            Event::Code(code) => self.code(&code),
            Event::SoftBreak => self.line_end(""),
            Event::HardBreak => self.line_end("\\"),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    /// Text with line ends of its own.
    fn raw(&mut self, text: &str) {
        for (number, line) in text.lines().enumerate() {
            if number > 0 {
                self.line_end("");
            }
            self.pending.push_str(line);
        }
    }

    /// Writes the text that has come together.
    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        for (number, piece) in pending.split(CELL_BREAK).enumerate() {
            if number > 0 {
                self.out.push_str("<br>");
                self.seen.push(' ');
            }
            escape::push(&mut self.out, piece, self.place);
            self.seen.push_str(piece);
        }
    }

    fn line_end(&mut self, hard: &str) {
        self.flush();
        self.seen.push(' ');
        match self.breaks {
            Break::Line => {
                self.out.push_str(hard);
                self.out.push('\n');
            }
            Break::Space | Break::Tag => self.out.push(' '),
        }
    }

    fn code(&mut self, code: &str) {
        self.flush();
        let code = code.replace(CELL_BREAK, " ");
        self.seen.push_str(&code);
        push_code(&mut self.out, &code, self.place.no_pipe);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                self.flush();
                self.out.push_str(mark(tag.to_end()));
            }
            Tag::Link {
                dest_url,
                link_type: LinkType::Autolink,
                ..
            } if link::is_allowed(&dest_url) && !dest_url.contains('|') => {
                self.flush();
                self.seen.push_str(&dest_url);
                for part in ["<", &dest_url, ">"] {
                    self.out.push_str(part);
                }
                self.skipping = 1;
            }
            Tag::Link {
                dest_url,
                link_type,
                ..
            } => {
                let address = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                self.open("[", address, range);
            }
            Tag::Image { dest_url, .. } => self.open("![", dest_url.into_string(), range),
            _ => {}
        }
    }

    /// Opens a link or an image; one to an address that is not allowed becomes its own source.
    fn open(&mut self, bracket: &str, address: String, range: Range<usize>) {
        if !link::is_allowed(&address) {
            let source = self.source.get(range).unwrap_or_default();
            self.raw(source);
            self.skipping = 1;
            return;
        }
        self.flush();
        if bracket == "[" && self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!");
        }
        self.out.push_str(bracket);
        self.links.push(address);
        self.place.in_link = true;
    }

    fn end(&mut self, tag: TagEnd) {
        self.flush();
        match tag {
            TagEnd::Link | TagEnd::Image => {
                if let Some(address) = self.links.pop() {
                    self.out.push(']');
                    link::push_target(&mut self.out, &address);
                }
                self.place.in_link = !self.links.is_empty();
            }
            _ => self.out.push_str(mark(tag)),
        }
    }

    /// What was written, and the text that a reader should see of it.
    pub(super) fn finish(mut self) -> (String, String) {
        self.flush();
        (self.out, self.seen)
    }
}

/// The mark on either side of emphasis.
fn mark(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Emphasis => "*",
        TagEnd::Strong => "**",
        TagEnd::Strikethrough => "~~",
        _ => "",
    }
}

/// Appends `code` as a code span. Where no pipe may stand, it is taken out of the code, because
/// inside of it a backslash would show in one place and be needed in another.
pub(super) fn push_code(out: &mut String, code: &str, no_pipe: bool) {
    if !no_pipe {
        return push_span(out, code);
    }
    for (number, piece) in code.split('|').enumerate() {
        if number > 0 {
            out.push_str("\\|");
        }
        push_span(out, piece);
    }
}

/// Appends one code span.
fn push_span(out: &mut String, code: &str) {
    if code.trim().is_empty() {
        return out.push_str(code);
    }
    let fence = "`".repeat(longest_run(code, '`') + 1);
    let outer = code.starts_with('`') || code.ends_with('`');
    let padded = outer || (code.starts_with(' ') && code.ends_with(' '));
    let pad = if padded { " " } else { "" };
    for part in [&fence, pad, code, pad, &fence] {
        out.push_str(part);
    }
}

/// The length of the longest run of `c`.
pub(super) fn longest_run(text: &str, c: char) -> usize {
    text.split(|other| other != c)
        .map(str::len)
        .max()
        .unwrap_or(0)
}

/// The parser options for inline text.
const OPTIONS: Options = Options::ENABLE_STRIKETHROUGH;

/// The user's text as one line, or none where it does not read back as what was meant.
pub(super) fn one_line(text: &str, breaks: Break) -> String {
    let separator = if breaks == Break::Tag {
        "\u{2028}"
    } else {
        " "
    };
    let clean = escape::clean(text).replace('\t', " ");
    let lines: Vec<_> = clean
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let line = lines.join(separator);
    if line.is_empty() {
        return line;
    }
    if is_plain(&line) {
        return line;
    }
    written(&line, breaks).unwrap_or_else(|| {
        let plain = |line: &&str| escape::plain(line);
        let separator = if breaks == Break::Tag { "<br>" } else { " " };
        lines.iter().map(plain).collect::<Vec<_>>().join(separator)
    })
}

/// Whether a line is so plain that reading and writing it would give it again. Most lines of a
/// timeline are, and reading Markdown is most of the time of a rendering.
fn is_plain(line: &str) -> bool {
    let means_nothing = |c: char| c.is_alphanumeric() || " ,.'\"/%?()=;:!+-–—→…".contains(c);
    line.starts_with(char::is_alphanumeric)
        && line.chars().all(means_nothing)
        && !line.contains("  ")
        && !line.contains("http")
        && matches!(escape::guard(line), Cow::Borrowed(_))
}

/// The line as inline Markdown; `None` where it does not read back as what was meant.
fn written(line: &str, breaks: Break) -> Option<String> {
    // A letter and a space in front make a paragraph of whatever follows, and change nothing else.
    let source = format!("x {line}");
    let mut writer = Writer::new(&source, breaks);
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(&source, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth > DEEPEST {
            return None;
        }
        writer.event(event, range);
    }
    let (out, seen) = writer.finish();
    let (out, seen) = (out.strip_prefix("x ")?, seen.strip_prefix("x ")?);
    let out = escape::guard(out.trim()).into_owned();
    (visible(&out)? == words(seen)).then_some(out)
}

/// The text that a reader sees of one line; `None` where it is not one paragraph or holds HTML
/// other than a line break.
fn visible(line: &str) -> Option<String> {
    let source = format!("x {line}");
    let mut seen = String::new();
    for (number, event) in Parser::new_ext(&source, OPTIONS).enumerate() {
        match event {
            Event::Text(text) | Event::Code(text) => seen.push_str(&text),
            Event::InlineHtml(tag) if &*tag == "<br>" => seen.push(' '),
            Event::Start(Tag::Paragraph) if number == 0 => {}
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                link::is_allowed(&dest_url).then_some(())?;
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) | Event::End(_) => {}
            _ => return None,
        }
    }
    Some(words(seen.strip_prefix("x ")?))
}

/// The text with its white space made even.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_plain_is_written_as_it_is(
            line in "[a-zA-Z0-9 ,.'\"/%?()=;:!+–—→…é×-]{1,24}|[0-9]{1,3}[.) a-]{1,6}"
        ) {
            let line = line.trim();
            for breaks in [Break::Space, Break::Tag, Break::Line] {
                if is_plain(line) {
                    prop_assert_eq!(written(line, breaks), Some(line.to_owned()));
                }
            }
        }
    }

    #[test]
    fn what_may_mean_something_is_not_plain() {
        for line in [
            "a *b*",
            "1. a",
            "see http://x.example",
            "a_b_",
            "a|b",
            "`a`",
            "a&amp;",
        ] {
            assert!(!is_plain(line), "{line}");
        }
        assert!(is_plain(
            "p95 above 4 s (10:38, the read side) – 5 % of all"
        ));
    }
}
