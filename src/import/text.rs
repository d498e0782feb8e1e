//! Pasted text: notes, Markdown lists and write-ups whose lines or headings begin with a time in,
//! events out.

use std::borrow::Cow;

use super::clean::{SaidZone, in_zone, is_template, said_zone};
use super::days::Days;
use super::passed::{Passed, holds_time, is_event};
use super::vague::VagueDay;
use super::{Export, Format, Imported, ImportedEvent, Reading, TEMPLATE_ROW, Who};
use crate::load::line::{self, Kinds, Line, Parts};
use crate::model::Kind;

/// The format of this file.
pub(super) static LINES: Format = Format {
    name: "lines",
    what: "lines, list items or headings that begin with a time; dates alone start a day",
    get: "copy it from where it stands",
    becomes: &[
        (
            "a line that begins with a time",
            "an event; the kind, role and marks that the quick form knows, else note",
        ),
        ("lines below it that are indented or quoted", "words quoted"),
    ],
    noise: &[&TEMPLATE_ROW],
    reader: Reading::Text {
        detect: |export| {
            let text = filled(export.text);
            let mut lines = text.lines();
            lines.any(|line| is_event(line.trim_start_matches(['#', '>', ' '])))
        },
        read: |export| Ok(read(export)),
    },
};

/// What an event was written as, which decides what below it is its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A heading: everything up to the next heading.
    Heading,
    /// A list item with so many blanks before it: what is indented further.
    Item(usize),
    /// A line: the paragraphs below.
    Plain,
}

/// A fence or a comment, from the line that opens it to the one that closes it.
#[derive(Clone, Copy)]
struct Enclosure {
    /// What closes it.
    close: &'static str,
    /// Whether it is a fence below no event, and so may hold a timeline itself.
    listing: bool,
}

/// A text that is being read.
#[derive(Default)]
struct Reader {
    imported: Imported,
    zone: Option<SaidZone>,
    days: Days,
    /// What the last event was written as; `None` where its text has ended.
    open: Option<Shape>,
    /// Whether a blank line came before this one.
    blank: bool,
    /// Whether the line before was part of a quote.
    quoting: bool,
    /// Whether the last event said its day itself.
    dated: bool,
    /// The fence or comment that this line is in.
    inside: Option<Enclosure>,
    /// Lines from here on that close a comment.
    comments: usize,
    /// The number of this line, from 1.
    number: usize,
}

/// How many lines the front matter takes: `---`, keys, `---`.
fn front_matter<'a>(mut lines: impl Iterator<Item = &'a str>) -> usize {
    if lines.next() != Some("---") {
        return 0;
    }
    let mut inside = lines.take_while(|line| !line.is_empty() && !is_event(line));
    inside
        .position(|line| line == "---")
        .map_or(0, |rows| rows + 2)
}

/// The text with the braces taken off headings that are a place of a template, filled in:
/// `### {{ 06:10 }}`.
fn filled(text: &str) -> Cow<'_, str> {
    if !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let bare = |line: &str| {
        let (signs, title) = line.split_once("{{")?;
        let title = title.trim_end().strip_suffix("}}")?;
        let heading = signs.starts_with('#') && signs.trim_end().ends_with('#');
        heading.then(|| format!("{signs}{}", title.trim()))
    };
    let lines = text.lines();
    let lines = lines.map(|line| bare(line).unwrap_or_else(|| line.to_owned()));
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// What a mail puts before each line that it quotes.
const QUOTED: [char; 2] = ['>', ' '];

/// Whether every event of a text stands in a quote, as in an answer to a mail.
fn is_quoted(text: &str) -> bool {
    let mut events = text
        .lines()
        .filter(|line| is_event(line.trim_start_matches(QUOTED)))
        .peekable();
    events.peek().is_some() && events.all(|line| line.starts_with('>'))
}

/// Reads the events of a text.
fn read(export: &Export<'_>) -> Imported {
    let text = filled(export.text);
    let quoted = is_quoted(&text);
    let lines = text.lines().map(str::trim_end);
    let lines = lines.map(|line| match line.strip_prefix('>') {
        Some(rest) if quoted => rest.strip_prefix(' ').unwrap_or(rest),
        _ => line,
    });
    let mut reader = Reader {
        comments: lines.clone().filter(|line| line.contains("-->")).count(),
        days: Days::of(lines.clone()),
        ..Reader::default()
    };
    for (index, line) in lines.clone().enumerate().skip(front_matter(lines)) {
        reader.number = index + 1;
        reader.line(line);
    }
    let mut imported = reader.imported;
    imported
        .notes
        .extend(reader.zone.iter().map(SaidZone::note));
    for quote in imported
        .events
        .iter_mut()
        .filter_map(|event| event.quote.as_mut())
    {
        quote.truncate(quote.trim_end().len());
    }
    let silent = |event: &ImportedEvent| event.what.is_empty();
    for event in imported.events.iter_mut().filter(|event| silent(event)) {
        // What was said is all that is known of it.
        event.what = event.quote.take().unwrap_or_default();
    }
    for event in imported.events.iter().filter(|event| silent(event)) {
        let at = event.at.as_deref().unwrap_or_default();
        imported
            .notes
            .push(format!("`{at}` has no text and is passed over"));
    }
    imported.events.retain(|event| !silent(event));
    imported
}

impl Reader {
    /// Reads the next line.
    fn line(&mut self, line: &str) {
        let text = line.trim_start();
        self.comments -= usize::from(text.contains("-->"));
        if let Some(inside) = self.inside {
            self.enclosed(line, inside);
            return;
        }
        if text.is_empty() {
            (self.blank, self.quoting) = (true, false);
            return;
        }
        let fence = ["```", "~~~", "<!--"]
            .iter()
            .find(|open| text.starts_with(**open));
        match fence {
            Some(&"<!--") if text.contains("-->") => {}
            Some(&"<!--") if self.comments == 0 => self.body(line, text),
            Some(&"<!--") => {
                let (close, listing) = ("-->", false);
                self.inside = Some(Enclosure { close, listing });
            }
            Some(close) => {
                let listing = self.open.is_none();
                self.inside = Some(Enclosure { close, listing });
            }
            None if text.starts_with('#') => self.heading(text),
            None => self.body(line, text),
        }
        self.blank = false;
    }

    /// A line inside a fence or a comment.
    fn enclosed(&mut self, line: &str, Enclosure { close, listing }: Enclosure) {
        let text = line.trim();
        let fence = close.starts_with(['`', '~']);
        // What opens a fence may name a language; what closes one may not.
        let bare = text.trim_start_matches(['`', '~']).is_empty();
        let ends = text.contains(close) && (bare || !fence);
        if ends {
            self.inside = None;
            if fence && listing {
                self.open = None;
            }
        } else if fence && listing {
            self.body(line, line.trim_start());
        } else if fence && text.starts_with("##") && is_event(text.trim_start_matches('#')) {
            // A fence that nobody closed has not swallowed the rest of the timeline.
            self.inside = None;
            self.heading(text);
        } else if fence {
            self.quote(line);
        }
    }

    /// A heading: a title, a day, an event, or the end of the one above.
    fn heading(&mut self, text: &str) {
        let title = text.trim_start_matches('#');
        let level = text.len() - title.len();
        let title = title.trim_end_matches(['#', ' ']);
        self.zone = self.zone.take().or_else(|| about_times(title));
        self.open = None;
        match line::read(title, Kinds::Known) {
            Line::Day(range) => self.days.begin(&title[range]),
            // The title of a document tells its day; so does `## 2026-03-12, the second day`.
            Line::Event(parts) if level == 1 || parts.stated.is_day() => {
                self.days.title(&parts.stated);
            }
            Line::Event(parts) => self.event(title, *parts, Shape::Heading),
            Line::Wrong(_) | Line::Other if self.vague_day(title) => {}
            Line::Wrong(_) | Line::Other if holds_time(title) => self.pass(text),
            Line::Wrong(_) | Line::Other => {}
        }
    }

    /// A line of text.
    fn body(&mut self, line: &str, text: &str) {
        let depth = line.len() - text.len();
        let item = ["- ", "* ", "• ", "+ "]
            .iter()
            .any(|sign| text.starts_with(sign));
        let shape = if item {
            Shape::Item(depth)
        } else {
            Shape::Plain
        };
        if let Some(noise) = template(text) {
            self.imported.events.push(noise);
            self.open = None;
            return;
        }
        match line::read(text, Kinds::Known) {
            Line::Day(range) => {
                self.open = None;
                self.days.begin(&text[range]);
            }
            Line::Event(parts) if self.is_row(shape, &parts) => self.event(text, *parts, shape),
            Line::Wrong(fault) => {
                let note = format!("`{text}`: {}; its event has no time", fault.message);
                self.imported.notes.push(note);
                self.untimed(text, shape);
            }
            Line::Other if self.vague_day(text) => self.open = None,
            Line::Event(_) | Line::Other => self.other(text, shape),
        }
    }

    /// Takes a line that holds a day and does not say which; whether it did.
    fn vague_day(&mut self, text: &str) -> bool {
        let Some(day) = VagueDay::read(text) else {
            return false;
        };
        self.imported.notes.extend(self.days.begin_vague(&day));
        true
    }

    /// Whether a line that begins with a time is an event: prose may wrap before a date. A date
    /// with its year right below an event is one where that event says its day too.
    fn is_row(&self, shape: Shape, parts: &Parts) -> bool {
        let year = parts.stated.day().is_some_and(|day| day.year.is_some());
        let listed = year && (self.blank || self.dated);
        shape != Shape::Plain || self.open.is_none() || !parts.stated.is_day() || listed
    }

    /// A line without a time.
    fn other(&mut self, text: &str, shape: Shape) {
        if let Some(zone) = about_times(text).filter(|_| self.zone.is_none()) {
            self.zone = Some(zone);
            return;
        }
        let Some(open) = self.open else {
            self.pass(text);
            return;
        };
        if text.starts_with('>') || self.quoting && shape == Shape::Plain {
            self.quoting = true;
            let quote = text.trim_start_matches('>');
            self.quote(quote.strip_prefix(' ').unwrap_or(quote));
            return;
        }
        if let (Shape::Item(own), Shape::Item(depth)) = (open, shape)
            && own == depth
            && !self.blank
            && !is_label(text)
        {
            // An item between items is an event too, at a time that nobody wrote down.
            self.untimed(text.trim_start_matches(['-', '*', '•', '+', ' ']), shape);
            return;
        }
        let inside = match (open, shape) {
            (Shape::Heading, _) => true,
            (Shape::Plain, _) => !is_label(text),
            (Shape::Item(own), Shape::Item(depth)) => depth > own,
            (Shape::Item(_), _) => !self.blank || is_picture(text),
        };
        if inside {
            self.text(text);
        } else {
            self.open = None;
            self.pass(text);
        }
    }

    /// Adds the event of a line.
    fn event(&mut self, line: &str, parts: Parts, shape: Shape) {
        let zone = self.zone.as_ref().and_then(SaidZone::name);
        self.dated = parts.stated.day().is_some();
        let stated = in_zone(self.days.place(parts.stated), zone);
        let kind = parts.kind.map(|range| line[range].to_lowercase());
        self.imported.events.push(ImportedEvent {
            at: Some(stated.to_string()),
            kind: kind.and_then(|word| Kind::known(&word)),
            who: parts.who.map(|range| Who::Role(line[range].to_owned())),
            what: format!("{}{}", parts.open, &line[parts.what]),
            mark: parts.marks.into_iter().map(|(mark, _)| mark).collect(),
            ..ImportedEvent::default()
        });
        (self.open, self.quoting) = (Some(shape), false);
    }

    /// Adds an event whose time is not known.
    fn untimed(&mut self, text: &str, shape: Shape) {
        self.imported.events.push(ImportedEvent {
            what: text.trim().to_owned(),
            ..ImportedEvent::default()
        });
        (self.open, self.quoting) = (Some(shape), false);
    }

    /// Keeps a line that belongs to no event.
    fn pass(&mut self, line: &str) {
        let first = self.imported.events.is_empty();
        let passed = Passed::new(self.number, line);
        let passed = passed.map(|line| if first { line.above() } else { line });
        self.imported.passed.extend(passed);
    }

    /// Adds a line to the text of the last event.
    fn text(&mut self, line: &str) {
        let blank = self.blank;
        if holds_time(line) {
            let joined = Passed::new(self.number, line).map(Passed::joined);
            self.imported.passed.extend(joined);
        }
        if let Some(event) = self.imported.events.last_mut() {
            if let Some(link) = picture(line) {
                event.evidence.push(link);
                return;
            }
            let between = match (event.what.is_empty(), blank) {
                (true, _) => "",
                (false, true) => "\n\n",
                (false, false) => "\n",
            };
            event.what.push_str(between);
            event.what.push_str(line);
        }
    }

    /// Adds a line to the quote of the last event.
    fn quote(&mut self, line: &str) {
        let event = self
            .imported
            .events
            .last_mut()
            .filter(|_| self.open.is_some());
        let Some(event) = event else {
            self.pass(line);
            return;
        };
        let quote = event.quote.get_or_insert_default();
        if !quote.is_empty() {
            quote.push('\n');
        }
        quote.push_str(line);
    }
}

/// The zone that a line names for all times below it.
fn about_times(line: &str) -> Option<SaidZone> {
    let speaks = line.to_lowercase().contains("times");
    speaks.then(|| said_zone(line)).flatten()
}

/// The event of a line like `- HH:mm what happened`.
fn template(text: &str) -> Option<ImportedEvent> {
    let text = text.trim_start_matches(['-', '*', ' ', '[']);
    let mut words = text.split_whitespace();
    let (first, second) = (words.next()?, words.next().unwrap_or_default());
    let joined = format!("{first} {second}");
    let written = |word: &&str| {
        !word.starts_with(['<', '{']) && is_template(word.trim_end_matches([':', ']']))
    };
    [joined.as_str(), first]
        .iter()
        .any(written)
        .then(|| ImportedEvent {
            what: text.to_owned(),
            noise: Some(&TEMPLATE_ROW),
            ..ImportedEvent::default()
        })
}

/// Whether a line is the name of a part of a document: `- **Resolution**:`.
fn is_label(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '*', ' ', '•']);
    let marked = text.split_once("**");
    marked.is_some_and(|(name, rest)| {
        name.len() < 40 && (name.ends_with(':') || rest.starts_with(':'))
    })
}

/// Whether a line is a picture and nothing else.
fn is_picture(text: &str) -> bool {
    picture(text).is_some()
}

/// The link of a line that is a picture and nothing else.
fn picture(text: &str) -> Option<String> {
    let link = if let Some(rest) = text.strip_prefix("<img ") {
        let rest = rest.strip_suffix("/>").or_else(|| rest.strip_suffix('>'))?;
        rest.split_once("src=\"")?.1.split_once('"')?.0
    } else {
        let (_, link) = text.strip_prefix("![")?.split_once("](")?;
        link.strip_suffix(')')?.split_whitespace().next()?
    };
    Some(link.to_owned())
}
