//! Markdown that people write, fitted to the place it goes to: their text in, Markdown out that
//! says the same and can break nothing around it.
//!
//! The text is read by a Markdown parser and written again from what was read, so nothing in it
//! can mean more than code, emphasis, harmless links and, where blocks may stand, blocks. What was
//! written is read once more; where it does not show the same text, every mark is escaped instead.

mod block;
mod escape;
pub(crate) mod hosts;
mod inline;
pub mod link;
mod tidy;

use escape::Place;
use inline::Break;

pub use tidy::tidy;

/// One line of inline Markdown; line ends become spaces. Safe in a table cell too.
pub fn inline(text: &str) -> String {
    inline::one_line(text, Break::Space)
}

/// One line for a table cell; line ends become `<br>`.
pub fn cell(text: &str) -> String {
    inline::one_line(text, Break::Tag)
}

/// One line for a heading, without marks at its end that would count as the heading's own.
pub fn heading(text: &str) -> String {
    closed(&inline(text))
}

/// The line without a run of `#` at its end that a heading would swallow.
fn closed(line: &str) -> String {
    match line.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => line.to_owned(),
    }
}

/// Blocks in a section whose heading has the level `section`; headings in the text lie below it.
pub fn block(text: &str, section: u8) -> String {
    block::blocks(text, Some(section.clamp(1, 6))).0
}

/// Blocks inside a list item, for a marker of `indent` columns: the first line goes directly
/// behind the marker. Headings in the text become bold lines.
pub fn item(text: &str, indent: usize) -> String {
    indented(&block::blocks(text, None).0, indent)
}

/// Blocks behind a label in a list item: a first paragraph goes on behind the label, anything else
/// starts below it.
pub fn labelled(text: &str, indent: usize) -> String {
    let (blocks, starts_with_text) = block::blocks(text, None);
    if starts_with_text {
        indented(&blocks, indent)
    } else {
        indented(&format!("\n\n{blocks}"), indent)
    }
}

/// The lines, all but the first of them moved to the right.
fn indented(text: &str, indent: usize) -> String {
    let indent = " ".repeat(indent);
    let lines = text
        .split('\n')
        .enumerate()
        .map(|(number, line)| match (number, line) {
            (0, line) => line.to_owned(),
            (_, "") => "\n".to_owned(),
            _ => format!("\n{indent}{line}"),
        });
    lines.collect()
}

/// A block quote. What was said on one line is a line of inline Markdown. Several lines, or a line
/// with a fence, are most likely of a log or a terminal, where every sign counts: code, as it is.
pub fn quote(text: &str) -> String {
    let clean = escape::clean(text);
    let text = without_blank_ends(&clean);
    let lines = if text.contains('\n') || FENCES.iter().any(|fence| text.contains(fence)) {
        block::fenced("", text)
    } else {
        vec![inline(text)]
    };
    let quoted = lines.iter().map(|line| match line.as_str() {
        "" => ">".to_owned(),
        line => format!("> {line}"),
    });
    quoted.collect::<Vec<_>>().join("\n")
}

/// What opens a block of code.
const FENCES: [&str; 2] = ["```", "~~~"];

/// The text without the blank lines at its start and the white space at its end. The first line
/// keeps its distance from the margin.
fn without_blank_ends(text: &str) -> &str {
    let text = text.trim_end();
    let words = text.len() - text.trim_start().len();
    let start = text[..words].rfind('\n').map_or(0, |end| end + 1);
    &text[start..]
}

/// A code span that holds `text`, for ids and names. Safe in a table cell too.
pub fn code(text: &str) -> String {
    let line = inline::words(&escape::clean(text));
    let mut out = String::new();
    inline::push_code(&mut out, &line, true);
    out
}

/// A link that shows `label`, or the label alone where the address may not be a link.
pub fn link(label: &str, address: &str) -> String {
    let words = inline::words(&escape::clean(label));
    let mut label = String::new();
    escape::push(&mut label, &words, Place::LABEL);
    let address = address.trim();
    if address.is_empty() || label.is_empty() || !link::is_allowed(address) {
        return label;
    }
    let mut out = format!("[{label}]");
    link::push_target(&mut out, address);
    out
}
