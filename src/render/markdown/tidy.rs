//! The last touch on a rendered document: no double blank lines, no blanks at line ends, one line
//! end at the end. Code keeps its lines as they are.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The document with even white space.
pub fn tidy(text: &str) -> String {
    let code = code_blocks(text);
    let mut out = String::with_capacity(text.len());
    let (mut at, mut code) = (0, code.iter().peekable());
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        while code.next_if(|range| range.end <= start).is_some() {}
        if code.peek().is_some_and(|range| range.start <= start) {
            out.push_str(line);
            continue;
        }
        let line = line.trim_end_matches(['\n', '\r']);
        // Two blanks are a line break of Markdown; a single one is an oversight of a template.
        let trimmed = line.trim_end();
        let keeps = line.ends_with("  ") && !trimmed.is_empty();
        let line = if keeps { line } else { trimmed };
        if line.is_empty() && (out.is_empty() || out.ends_with("\n\n")) {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end_matches('\n').len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Where the code blocks of a document lie, in order.
fn code_blocks(text: &str) -> Vec<Range<usize>> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::CodeBlock(_)) => Some(range),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn blank_lines_are_evened_out_but_not_in_code() {
        let text = "\n\n# a \n\n\n\nb\n```\n1\n\n\n2 \n```\n\n\nc\n\n\n";
        assert_eq!(tidy(text), "# a\n\nb\n```\n1\n\n\n2 \n```\n\nc\n");
        assert_eq!(tidy(""), "");
        assert_eq!(tidy("a\n\u{20}\nb"), "a\n\nb\n");
    }
}
