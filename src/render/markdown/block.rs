//! Block Markdown of a user to block Markdown that stays in its place: it is read as a tree and
//! written again, so that a fence is closed, a heading lies below its section, HTML is text, and
//! nothing reaches what stands before or after.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd,
};

use super::escape;
use super::inline::{Break, Writer, longest_run, words};
use super::link;

/// A piece of a document.
enum Block {
    /// Lines of inline Markdown, already written.
    Paragraph(String),
    /// A heading with its level as the user wrote it.
    Heading(u8, String),
    Quote(Vec<Block>),
    Code {
        language: String,
        text: String,
    },
    List {
        start: Option<u64>,
        items: Vec<Item>,
    },
    Table {
        columns: Vec<Alignment>,
        rows: Vec<Vec<String>>,
    },
    Rule,
}

/// An item of a list.
#[derive(Default)]
struct Item {
    /// The box of a task list, ticked or not.
    ticked: Option<bool>,
    /// Whether its text stands in paragraphs, with lines between.
    loose: bool,
    blocks: Vec<Block>,
}

/// The parser options for blocks: what GitHub reads, without footnotes, alerts and formulas.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// How deep blocks may nest before they are taken as text.
const DEEPEST: usize = 24;

/// The user's text as blocks. Headings in it come to lie below `section`, the level of the heading
/// above; without one they become bold lines. Tells too whether the first block is a line of text.
pub(super) fn blocks(text: &str, section: Option<u8>) -> (String, bool) {
    let clean = escape::clean(text);
    if clean.trim().is_empty() {
        return (String::new(), true);
    }
    written(&clean, section).unwrap_or_else(|| (plain(&clean), true))
}

/// The text as it is, in paragraphs, with every mark escaped.
fn plain(text: &str) -> String {
    let mut paragraphs: Vec<Vec<String>> = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => last.push(escape::plain(line)),
            _ => paragraphs.push(Vec::new()),
        }
    }
    let lines = paragraphs.iter().filter(|lines| !lines.is_empty());
    lines
        .map(|lines| lines.join("\n"))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The text as blocks; `None` where it nests too deep or does not read back as what was meant.
fn written(text: &str, section: Option<u8>) -> Option<(String, bool)> {
    let source = without_loose_definitions(text)?;
    let mut reader = Reader::new(&source);
    for (event, range) in Parser::new_ext(&source, OPTIONS).into_offset_iter() {
        reader.event(event, range)?;
    }
    let (blocks, seen) = reader.finish();
    let out = Output {
        section,
        top: top(&blocks),
    }
    .lines(&blocks, 0, false)
    .join("\n");
    let starts_with_text = match blocks.first() {
        Some(Block::Heading(..)) => section.is_none(),
        first => matches!(first, Some(Block::Paragraph(_))),
    };
    reads_back(&out, &seen, section).then_some((out, starts_with_text))
}

/// The text with the definitions of links (`[a]: b`) that no link uses made visible, because a
/// reader would never see them; `None` where that does not come to an end.
fn without_loose_definitions(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let parser = Parser::new_ext(&text, OPTIONS);
        let definitions = parser.reference_definitions().iter();
        let mut places: Vec<_> = definitions
            .map(|(label, definition)| (label.to_lowercase(), definition.span.start))
            .collect();
        if places.is_empty() {
            return Some(text);
        }
        let used: HashSet<String> = parser
            .filter_map(|event| match event {
                Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) => {
                    Some(id.to_lowercase())
                }
                _ => None,
            })
            .collect();
        // A footnote is no link, and what it says has to be seen.
        let is_used = |label: &String| used.contains(label) && !label.starts_with('^');
        if places.iter().all(|(label, _)| is_used(label)) {
            return Some(text);
        }
        places.sort_by_key(|(_, place)| *place);
        let mut escaped = String::with_capacity(text.len() + places.len());
        let mut from = 0;
        for (_, place) in places {
            escaped.push_str(&text[from..place]);
            escaped.push('\\');
            from = place;
        }
        escaped.push_str(&text[from..]);
        text = escaped;
    }
    None
}

/// The uppermost level of the headings in `blocks`, where there are any.
fn top(blocks: &[Block]) -> u8 {
    let level = |block: &Block| match block {
        Block::Heading(level, _) => Some(*level),
        Block::Quote(blocks) => Some(top(blocks)),
        Block::List { items, .. } => items.iter().map(|item| top(&item.blocks)).min(),
        _ => None,
    };
    blocks.iter().filter_map(level).min().unwrap_or(6)
}

/// Whether `out` shows `seen` and nothing else, holds no HTML, and ends where it ends.
fn reads_back(out: &str, seen: &str, section: Option<u8>) -> bool {
    let end = "pir-end-of-text";
    let source = format!("{out}\n\n{end}\n");
    let mut shown = String::new();
    let (mut depth, mut last_depth) = (0_usize, 0_usize);
    for event in Parser::new_ext(&source, OPTIONS) {
        match event {
            Event::Text(text) | Event::Code(text) => {
                last_depth = depth;
                shown.push_str(&text);
            }
            Event::Html(_) | Event::InlineHtml(_) => return false,
            Event::Start(Tag::Heading { level, .. })
                if section.is_none_or(|s| level as u8 <= s) =>
            {
                return false;
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !link::is_allowed(&dest_url) =>
            {
                return false;
            }
            Event::Start(tag) => {
                depth += 1;
                shown.push_str(gap(tag.to_end()));
            }
            Event::End(tag) => {
                depth -= 1;
                shown.push_str(gap(tag));
            }
            Event::SoftBreak | Event::HardBreak => shown.push(' '),
            _ => {}
        }
    }
    let shown = words(&shown);
    last_depth == 1 && shown.strip_suffix(end).map(str::trim_end) == Some(&words(seen))
}

/// White space where a block begins or ends; none within a line.
fn gap(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Emphasis
        | TagEnd::Strong
        | TagEnd::Strikethrough
        | TagEnd::Link
        | TagEnd::Image => "",
        _ => " ",
    }
}

/// A container that is being read.
enum Open {
    Quote(Vec<Block>),
    List {
        start: Option<u64>,
        items: Vec<Item>,
    },
    Item(Item),
}

/// Reads events into blocks, and the text that a reader should see of them.
struct Reader<'a> {
    source: &'a str,
    open: Vec<Open>,
    done: Vec<Block>,
    seen: String,
    line: Option<Writer<'a>>,
    depth: usize,
    code: Option<(String, String)>,
    html: String,
    table: Option<(Vec<Alignment>, Vec<Vec<String>>)>,
    cell_end: usize,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            open: Vec::new(),
            done: Vec::new(),
            seen: String::new(),
            line: None,
            depth: 0,
            code: None,
            html: String::new(),
            table: None,
            cell_end: 0,
        }
    }

    /// Takes one event; `None` where it nests too deep or something would go unseen.
    fn event(&mut self, event: Event<'a>, range: Range<usize>) -> Option<()> {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                (self.depth <= DEEPEST).then_some(())?;
                if let Err(tag) = self.start(tag) {
                    self.line().event(Event::Start(tag), range);
                }
            }
            Event::End(tag) => {
                self.depth -= 1;
                self.is_whole(tag, &range).then_some(())?;
                if !self.end(tag) {
                    self.line().event(Event::End(tag), range);
                }
            }
            Event::Text(text) if self.code.is_some() => {
                if let Some((_, code)) = &mut self.code {
                    code.push_str(&text);
                }
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::Rule => {
                self.close_line();
                self.push(Block::Rule);
            }
            Event::TaskListMarker(ticked) => {
                if let Some(Open::Item(item)) = self.open.last_mut() {
                    item.ticked = Some(ticked);
                }
            }
            other => self.line().event(other, range),
        }
        Some(())
    }

    /// Whether a row of a table shows all that stands in it; cells beyond the columns are dropped by
    /// every reader of Markdown, and with them what somebody wrote.
    fn is_whole(&mut self, tag: TagEnd, range: &Range<usize>) -> bool {
        match tag {
            TagEnd::TableCell => self.cell_end = range.end,
            TagEnd::TableRow => {
                let rest = self
                    .source
                    .get(self.cell_end..range.end)
                    .unwrap_or_default();
                return !rest.contains(char::is_alphanumeric);
            }
            _ => {}
        }
        true
    }

    /// Begins a block; hands back what is inline.
    fn start(&mut self, tag: Tag<'a>) -> Result<(), Tag<'a>> {
        match tag {
            Tag::Paragraph => {
                if let Some(Open::Item(item)) = self.open.last_mut() {
                    item.loose = true;
                }
            }
            Tag::Heading { .. } | Tag::HtmlBlock => {}
            Tag::TableHead | Tag::TableRow => {
                if let Some((_, rows)) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            Tag::TableCell => self.line = Some(Writer::new(self.source, Break::Space)),
            Tag::BlockQuote(_) => self.enter(Open::Quote(Vec::new())),
            Tag::List(start) => self.enter(Open::List {
                start,
                items: Vec::new(),
            }),
            Tag::Item => self.enter(Open::Item(Item::default())),
            Tag::CodeBlock(kind) => {
                self.close_line();
                self.code = Some(opening(kind));
            }
            Tag::Table(columns) => {
                self.close_line();
                self.table = Some((columns, Vec::new()));
            }
            inline => return Err(inline),
        }
        Ok(())
    }

    /// Ends a block; `false` for what is inline.
    fn end(&mut self, tag: TagEnd) -> bool {
        match tag {
            TagEnd::Paragraph => self.close_line(),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.leave(),
            TagEnd::CodeBlock => {
                if let Some((language, text)) = self.code.take() {
                    self.see(&text);
                    self.push(Block::Code { language, text });
                }
            }
            TagEnd::HtmlBlock => self.html_as_text(),
            TagEnd::TableCell => {
                let cell = self.take_line();
                if let Some(row) = self.table.as_mut().and_then(|(_, rows)| rows.last_mut()) {
                    row.push(cell.trim().to_owned());
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::Table => {
                if let Some((columns, rows)) = self.table.take() {
                    self.push(Block::Table { columns, rows });
                }
            }
            _ => return false,
        }
        true
    }

    /// The writer of the line that is under way.
    fn line(&mut self) -> &mut Writer<'a> {
        let source = self.source;
        self.line
            .get_or_insert_with(|| Writer::new(source, Break::Line))
    }

    /// Ends the line that is under way.
    fn take_line(&mut self) -> String {
        let (out, seen) = self.line.take().map(Writer::finish).unwrap_or_default();
        self.see(&seen);
        out
    }

    fn see(&mut self, text: &str) {
        self.seen.push(' ');
        self.seen.push_str(text);
        self.seen.push(' ');
    }

    /// Makes a paragraph of the line that is under way.
    fn close_line(&mut self) {
        if self.line.is_some() {
            let line = self.take_line();
            self.push(Block::Paragraph(guarded(&line)));
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let line = self.take_line();
        let line = words(&line.replace("\\\n", " "));
        self.push(Block::Heading(level as u8, line));
    }

    /// A block of raw HTML, as the text that it is.
    fn html_as_text(&mut self) {
        let html = std::mem::take(&mut self.html);
        let mut paragraph = String::new();
        for line in html.lines().chain([""]) {
            if !line.trim().is_empty() {
                paragraph.push_str(line.trim());
                paragraph.push('\n');
            } else if !paragraph.is_empty() {
                let text = std::mem::take(&mut paragraph);
                self.line().event(Event::Html(CowStr::from(text)), 0..0);
                self.close_line();
            }
        }
    }

    fn enter(&mut self, open: Open) {
        self.close_line();
        self.open.push(open);
    }

    fn leave(&mut self) {
        self.close_line();
        match self.open.pop() {
            Some(Open::Quote(blocks)) => self.push(Block::Quote(blocks)),
            Some(Open::List { start, items }) => self.push(Block::List { start, items }),
            Some(Open::Item(item)) => {
                if let Some(Open::List { items, .. }) = self.open.last_mut() {
                    items.push(item);
                }
            }
            None => {}
        }
    }

    fn push(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Quote(blocks)) => blocks.push(block),
            Some(Open::Item(item)) => item.blocks.push(block),
            Some(Open::List { .. }) => {}
            None => self.done.push(block),
        }
    }

    fn finish(mut self) -> (Vec<Block>, String) {
        self.close_line();
        (self.done, self.seen)
    }
}

/// Every line of a paragraph, so that none of them starts a block.
fn guarded(paragraph: &str) -> String {
    let lines = paragraph
        .lines()
        .map(|line| escape::guard(line.trim()).into_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// The language of a code block, and what stands beside it on the fence: a sentence there was meant
/// to be seen, and becomes the first line of the code.
fn opening(kind: CodeBlockKind<'_>) -> (String, String) {
    let CodeBlockKind::Fenced(info) = kind else {
        return <_>::default();
    };
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '_' | '.' | '#');
    if info.chars().all(is_plain) {
        (info.into_string(), String::new())
    } else {
        (String::new(), format!("{}\n", words(&info)))
    }
}

/// Writes blocks as lines.
struct Output {
    section: Option<u8>,
    top: u8,
}

impl Output {
    /// The lines of `blocks`, which lie in `depth` lists; `tight` ones without lines between where
    /// that changes nothing.
    fn lines(&self, blocks: &[Block], depth: usize, tight: bool) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut lists = 0;
        for block in blocks {
            let joins = matches!(
                block,
                Block::Code { .. }
                    | Block::List {
                        start: None | Some(1),
                        ..
                    }
            );
            if !(lines.is_empty() || tight && joins) {
                lines.push(String::new());
            }
            lines.extend(self.block(block, depth, lists));
            lists = if matches!(block, Block::List { .. }) {
                lists + 1
            } else {
                0
            };
        }
        lines
    }

    /// The lines of one block, which `lists` lists stand directly before.
    fn block(&self, block: &Block, depth: usize, lists: usize) -> Vec<String> {
        match block {
            Block::Paragraph(text) => text.lines().map(str::to_owned).collect(),
            Block::Heading(level, text) => vec![self.heading(*level, text)],
            Block::Quote(blocks) => {
                let quoted = |line: String| format!("> {line}").trim_end().to_owned();
                self.lines(blocks, depth, false)
                    .into_iter()
                    .map(quoted)
                    .collect()
            }
            Block::Code { language, text } => fenced(language, text),
            Block::List { start, items } => self.list(*start, items, (depth, lists)),
            Block::Table { columns, rows } => table(columns, rows),
            // Never `---`, which would make a heading of a line above.
            Block::Rule => vec!["___".to_owned()],
        }
    }

    fn heading(&self, level: u8, text: &str) -> String {
        let below = self
            .section
            .map(|section| section + 1 + level.saturating_sub(self.top));
        match below {
            _ if text.is_empty() => String::new(),
            Some(level) if self.section < Some(6) => {
                let marks = "#".repeat(usize::from(level.min(6)));
                format!("{marks} {}", super::closed(text))
            }
            _ if text.contains('*') => escape::guard(text).into_owned(),
            _ => format!("**{text}**"),
        }
    }

    /// Lists take turns with their marks, so that two of them in a row stay two.
    fn list(
        &self,
        start: Option<u64>,
        items: &[Item],
        (depth, lists): (usize, usize),
    ) -> Vec<String> {
        let turn = (depth + lists) % 2;
        let loose = items.iter().any(|item| item.loose);
        let mut lines = Vec::new();
        for (number, item) in (start.unwrap_or(0)..).zip(items) {
            let mark = match start {
                Some(_) => format!("{}{}", number.min(999_999_999), [".", ")"][turn]),
                None => ["*", "+"][turn].to_owned(),
            };
            let ticked = match item.ticked {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            let indent = " ".repeat(mark.len() + 1);
            if loose && !lines.is_empty() {
                lines.push(String::new());
            }
            let own = self.lines(&item.blocks, depth + 1, !loose);
            let first = own.first().cloned().unwrap_or_default();
            lines.push(format!("{mark} {ticked}{first}").trim_end().to_owned());
            let rest = own.into_iter().skip(1);
            lines.extend(rest.map(|line| format!("{indent}{line}").trim_end().to_owned()));
        }
        lines
    }
}

/// A closed fence around `text`.
pub(super) fn fenced(language: &str, text: &str) -> Vec<String> {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    let text = text.strip_suffix('\n').unwrap_or(text);
    let lines = text
        .split('\n')
        .map(|line| line.trim_end_matches('\r').to_owned());
    std::iter::once(format!("{fence}{language}"))
        .chain(lines)
        .chain([fence.clone()])
        .collect()
}

/// The lines of a table.
fn table(columns: &[Alignment], rows: &[Vec<String>]) -> Vec<String> {
    let row = |cells: &[String]| {
        let cells = cells.iter().map(|cell| format!(" {cell} |"));
        format!("|{}", cells.collect::<String>())
    };
    let line = columns.iter().map(|column| match column {
        Alignment::None => " --- |",
        Alignment::Left => " :-- |",
        Alignment::Center => " :-: |",
        Alignment::Right => " --: |",
    });
    let line = format!("|{}", line.collect::<String>());
    let mut lines: Vec<_> = rows.iter().map(|cells| row(cells)).collect();
    lines.insert(lines.len().min(1), line);
    lines
}
