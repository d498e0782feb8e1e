//! The quick form of a timeline: a block with one line an event in, its events out; and the same
//! events as the fields that the list form would have.
//!
//! A line that holds only a date starts a day: every time below it that states no date is on that
//! day, until the next such line. The first event below keeps the line in [`Event::day`]; `at`
//! stays as written. A line that begins with `# ` is a comment. A line that is indented further
//! than the events is a quote of the event above where it begins with `>`, and more of its text
//! otherwise; blank lines and further indentation in that text are kept.

use std::sync::Arc;

use chrono::NaiveDate;

use super::grammar::{self, Stated};
use super::line::{self, Kinds, Line, Parts};
use crate::diagnostic::{Diagnostic, Group, Level, Rule};
use crate::model::{Event, Kind, When};
use crate::source::{OneOrMany, Source, Span, Spanned, Text};

/// A line of the quick form that is neither an event nor a day.
pub static QUICK_LINE_UNREADABLE: Rule = Rule {
    code: "quick-line-unreadable",
    group: Group::Structure,
    level: Level::Error,
    summary: "this line of the timeline cannot be read",
    why: "What is not understood would be missing from the review.",
    help: "write `10:38 text`, `10:38 action @role: text`, a date alone, or `# a comment`",
    bad: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  then the lag rises\n",
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:38\n",
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:38 lag rises !strated\n",
    ],
    good: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:38 then the lag rises\n",
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:38 lag rises !started\n",
    ],
};

/// A quick form in quotes, after `>`, or over several lines without either.
pub static QUICK_FORM_JOINED: Rule = Rule {
    code: "quick-form-joined",
    group: Group::Structure,
    level: Level::Error,
    summary: "the lines of this timeline are joined to one",
    why: "Only a block after `|` keeps its line ends. In quotes, after `>` or without either, YAML \
          makes one line of several, and so one event.",
    help: "write `timeline: |`, which keeps line ends, and the events on the lines below",
    bad: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: >\n  10:38 the lag rises\n  10:52 the lag falls\n",
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n  10:38 the lag rises\n  10:52 the lag falls\n",
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: \"10:38 the lag rises\\n10:52 the lag falls\"\n",
    ],
    good: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:38 the lag rises\n  10:52 the lag falls\n",
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: 10:38 the lag rises\n",
    ],
};

/// A line of the quick form as an item of a list.
pub static QUICK_LINE_IN_LIST: Rule = Rule {
    code: "quick-line-in-list",
    group: Group::Structure,
    level: Level::Error,
    summary: "a line of the quick form stands in a list",
    why: "In a list, YAML reads such a line as one text or as a key, and there is no event in it.",
    help: "write `timeline: |` and the lines below it without `- `, or give the event its fields: `at`, `kind`, `what`",
    bad: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n  - 10:38 the lag rises\n",
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n  - 10:38 alert: the lag rises\n",
    ],
    good: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:38 the lag rises\n",
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n  - at: 10:38\n    kind: alert\n    what: the lag rises\n",
    ],
};

/// The events of a block, with what cannot be read.
#[derive(Debug, Default)]
pub struct Quick {
    /// The events, in the order of the lines.
    pub events: Vec<Event>,
    /// Comment lines, each with the number of events above it.
    pub comments: Vec<(usize, Text)>,
    /// What cannot be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// One event of the list form: its fields in the order in which they are written.
pub type Fields = Vec<(&'static str, OneOrMany<String>)>;

/// Reads the block at `span` of `source`, with or without its `|`.
pub fn read(source: &Arc<Source>, span: Span) -> Quick {
    let mut reader = Reader {
        source,
        depth: None,
        inner: None,
        blank: 0,
        day: None,
        quick: Quick::default(),
    };
    // The span of a block begins with its first word, and how far that is indented counts.
    let line = source.line(source.place(span.start).line).start;
    let indented = source.slice(Span::new(line, span.start)).trim().is_empty();
    let span = if indented {
        Span::new(line, span.end)
    } else {
        span
    };
    let mut start = span.start;
    for (number, line) in source.slice(span).split('\n').enumerate() {
        let next = start + line.len() + 1;
        if number > 0 || !is_header(line) {
            reader.line(line.trim_end(), start);
        }
        start = next;
    }
    reader.quick
}

/// Whether a line is the `|` before a block, with its signs and comment.
fn is_header(line: &str) -> bool {
    let Some(rest) = line.trim().strip_prefix(['|', '>']) else {
        return false;
    };
    let rest = rest.trim_start_matches(|sign: char| "+-".contains(sign) || sign.is_ascii_digit());
    rest.is_empty() || rest.trim_start().starts_with('#')
}

/// A block that is being read.
struct Reader<'a> {
    source: &'a Arc<Source>,
    /// Indentation of the events.
    depth: Option<usize>,
    /// Indentation of the first further line of the event above.
    inner: Option<usize>,
    /// Blank lines right above.
    blank: usize,
    /// A day line without an event below it yet.
    day: Option<Text>,
    quick: Quick,
}

impl Reader<'_> {
    /// Reads one line, which starts at byte `start` of the source.
    fn line(&mut self, line: &str, start: usize) {
        let text = line.trim_start();
        let depth = line.len() - text.len();
        let start = start + depth;
        if text.is_empty() {
            self.blank += 1;
            return;
        }
        match line::read(text, Kinds::Any) {
            Line::Event(parts) => {
                self.depth.get_or_insert(depth);
                self.inner = None;
                self.event(text, start, *parts);
            }
            Line::Day(range) => {
                self.depth.get_or_insert(depth);
                let span = Span::new(range.start, range.end).shifted(start);
                self.day = Some(Text::new(text[range].to_owned(), span));
            }
            Line::Wrong(fault) => {
                let whole = Text::new(text.to_owned(), Span::new(start, start + text.len()));
                let found = fault.diagnostic(self.source, &whole);
                self.quick.diagnostics.push(found);
            }
            Line::Other => self.other(text, start, depth),
        }
        self.blank = 0;
    }

    /// Adds the event of a line.
    fn event(&mut self, line: &str, start: usize, parts: Parts) {
        let text = |range: std::ops::Range<usize>| {
            let span = Span::new(range.start, range.end).shifted(start);
            Text::new(line[range].to_owned(), span)
        };
        if parts.what.is_empty() {
            self.unreadable(start, line, "this says when, and not what");
            return;
        }
        if let Some((range, mark)) = parts.no_mark {
            let message = format!("`{}` is no mark", &line[range.clone()]);
            let span = Span::new(range.start, range.end).shifted(start);
            let found = Diagnostic::new(&QUICK_LINE_UNREADABLE, self.source, span, message)
                .help(format!("did you mean `!{mark}`?"));
            self.quick.diagnostics.push(found);
        }
        let marks = parts.marks.into_iter().map(|(mark, range)| {
            Spanned::new(mark, Span::new(range.start, range.end).shifted(start))
        });
        self.quick.events.push(Event {
            at: Some(When {
                text: text(parts.at),
                time: None,
            }),
            kind: parts.kind.map(|range| {
                let word = text(range);
                Spanned::new(kind(&word), word.span)
            }),
            who: parts.who.map(text),
            what: opened(parts.open, text(parts.what)),
            mark: OneOrMany(marks.collect()),
            day: self.day.take(),
            ..Event::default()
        });
    }

    /// Reads a line without a time: a comment, a quote, more of the text above.
    fn other(&mut self, text: &str, start: usize, depth: usize) {
        let span = Span::new(start, start + text.len());
        if text == "#" || text.starts_with("# ") {
            let comment = Text::new(text.to_owned(), span);
            self.quick.comments.push((self.quick.events.len(), comment));
            return;
        }
        let deeper = self.depth.is_some_and(|events| depth > events);
        let number = text.starts_with(|first: char| first.is_ascii_digit());
        // A day line in between has ended the event above.
        let above = self.quick.events.last_mut().filter(|_| self.day.is_none());
        let blank = "\n".repeat(self.blank);
        match (above, text.strip_prefix('>')) {
            (Some(event), Some(quote)) => {
                let quote = quote.strip_prefix(' ').unwrap_or(quote);
                let quoted = event.quote.get_or_insert_with(|| {
                    Text::new(String::new(), Span::new(span.end - quote.len(), span.end))
                });
                join(quoted, &format!("{blank}{quote}"), span.end);
            }
            (Some(event), None) if deeper && !number => {
                let inner = *self.inner.get_or_insert(depth);
                let indent = " ".repeat(depth.saturating_sub(inner));
                let line = format!("{blank}{indent}{text}");
                join(&mut event.what, &line, span.end);
            }
            (None, Some(_)) => self.unreadable(start, text, "there is no event above this quote"),
            _ => self.unreadable(start, text, "this line begins with no time"),
        }
    }

    /// Says that a line cannot be read.
    fn unreadable(&mut self, start: usize, line: &str, message: &str) {
        let span = Span::new(start, start + line.len());
        let found = Diagnostic::new(&QUICK_LINE_UNREADABLE, self.source, span, message);
        self.quick.diagnostics.push(found);
    }
}

/// A text with the sign that opens it before the time.
fn opened(open: &str, mut text: Text) -> Text {
    text.value.insert_str(0, open);
    text
}

/// The kind of a word; the known ones in any case.
fn kind(word: &str) -> Kind {
    Kind::known(&word.to_lowercase()).unwrap_or_else(|| Kind::from_word(word))
}

/// Adds a line to a text, with the blank lines before it where it is not the first.
fn join(text: &mut Text, line: &str, end: usize) {
    if text.value.is_empty() {
        text.value.push_str(line.trim_start_matches('\n'));
    } else {
        text.value.push('\n');
        text.value.push_str(line);
    }
    text.span.end = end;
}

/// The fields of each event of a quick form, as the list form has them, for an incident on `date`.
/// Times are in their one writing; where the list alone would not know the day of a time, its date
/// is written.
pub fn fields(events: &[Event], date: Option<NaiveDate>) -> Vec<Fields> {
    let mut days = Days {
        block: date,
        list: date,
    };
    events.iter().map(|event| days.fields(event)).collect()
}

/// The current day in the block, and in the list that is made of it.
struct Days {
    block: Option<NaiveDate>,
    list: Option<NaiveDate>,
}

impl Days {
    /// The fields of the next event.
    fn fields(&mut self, event: &Event) -> Fields {
        let one = |text: &Text| OneOrMany(vec![text.value.clone()]);
        let mut fields = Fields::new();
        if let Some(at) = &event.at {
            fields.push(("at", OneOrMany(vec![self.at(event, at)])));
        }
        if let Some(kind) = &event.kind {
            fields.push(("kind", OneOrMany(vec![kind.word().to_owned()])));
        }
        fields.extend(event.who.iter().map(|who| ("who", one(who))));
        if !event.mark.is_empty() {
            let marks = event.mark.iter().map(|mark| mark.word().to_owned());
            fields.push(("mark", OneOrMany(marks.collect())));
        }
        fields.push(("what", one(&event.what)));
        fields.extend(event.quote.iter().map(|quote| ("quote", one(quote))));
        fields
    }

    /// The time of the next event, with its date where the list needs it.
    fn at(&mut self, event: &Event, at: &When) -> String {
        if let Some(Ok(line)) = event.day.as_ref().map(|day| grammar::read(day)) {
            let day = line.day().and_then(|day| day.date(self.block));
            self.block = day.or(self.block);
        }
        let Ok(stated) = grammar::read(&at.text) else {
            return at.text.value.clone();
        };
        let step = matches!(stated, Stated::Later { .. });
        let own = stated.day().and_then(|day| day.date(self.block));
        let needed = event.day.is_some() || self.block != self.list;
        let date = own.or(self.block.filter(|_| needed && !step));
        let Some(date) = date else {
            return stated.to_string();
        };
        self.list = self.list.max(Some(date));
        self.block = self.block.max(own);
        stated.on(date).to_string()
    }
}
