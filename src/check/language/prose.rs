//! The prose of a Markdown text: a text in, the blocks that people wrote as sentences out. Code,
//! headings, quotations, HTML, front matter and chat are left aside.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A stretch of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// Whether it is code, which is a word without a meaning here.
    pub(super) code: bool,
}

/// What the part of a document that a block stands in is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What happened.
    Story,
    /// What made it possible.
    Causes,
    /// What will be done, in a review.
    Future,
    /// A plan.
    Plan,
}

impl Section {
    /// What a heading announces, where that changes how its text is to be read.
    pub fn announced(heading: &str) -> Option<Self> {
        let search = ANNOUNCING.as_ref()?;
        let mut causes = false;
        for found in search.find_overlapping_iter(heading) {
            if found.pattern().as_usize() < FUTURE.len() {
                return Some(Self::Future);
            }
            causes = true;
        }
        causes.then_some(Self::Causes)
    }
}

/// Words of headings over what will be done.
const FUTURE: &[&str] = &[
    "action",
    "next step",
    "future",
    "improvement",
    "follow-up",
    "follow up",
    "followup",
    "remediation",
    "recommend",
    "preventing",
    "prevention",
    "todo",
    "to do",
    "what we will",
    "we're doing",
    "we are doing",
    "going forward",
    "corrective",
];

/// Words of headings over what made it possible.
const CAUSES: &[&str] = &[
    "cause",
    "contributing",
    "why",
    "factor",
    "went wrong",
    "went poorly",
];

/// Both, in one search.
static ANNOUNCING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = FUTURE.iter().chain(CAUSES);
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(words)
        .ok()
});

/// Hands each block of a text to `each`, a paragraph, an item of a list, or a cell of a table: what
/// it holds, in the order of the text, and what the part that it stands in is about.
pub(super) fn blocks(text: &str, section: Section, each: impl FnMut(&[Piece], Section)) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader {
        text,
        each,
        pieces: Vec::new(),
        aside: 0,
        headings: Vec::new(),
        heading: None,
        section,
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(&event, range);
    }
    reader.end_block();
}

struct Reader<'t, F> {
    text: &'t str,
    each: F,
    pieces: Vec<Piece>,
    /// How many open tags hold what is no prose.
    aside: usize,
    /// The headings above, by level, with what they announce.
    headings: Vec<(u8, Section)>,
    /// The level and the start of the heading that is open.
    heading: Option<(u8, usize)>,
    /// What the text as a whole is about.
    section: Section,
}

impl<F: FnMut(&[Piece], Section)> Reader<'_, F> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.end_block();
                self.heading = Some((*level as u8, range.start));
                self.aside += 1;
            }
            Event::End(TagEnd::Heading(_)) => {
                self.aside -= 1;
                if let Some((level, start)) = self.heading.take() {
                    let announced = Section::announced(&self.text[start..range.end]);
                    self.headings.retain(|(above, _)| *above < level);
                    self.headings
                        .extend(announced.map(|section| (level, section)));
                }
            }
            Event::Start(
                Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::MetadataBlock(_) | Tag::HtmlBlock,
            ) => {
                self.end_block();
                self.aside += 1;
            }
            Event::End(
                TagEnd::CodeBlock
                | TagEnd::BlockQuote(_)
                | TagEnd::MetadataBlock(_)
                | TagEnd::HtmlBlock,
            ) => self.aside -= 1,
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::List(_))
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::List(_))
            | Event::Rule => self.end_block(),
            Event::Text(_) => self.piece(range, false),
            Event::Code(_) | Event::InlineHtml(_) | Event::InlineMath(_) => {
                self.piece(range, matches!(event, Event::Code(_)));
            }
            _ => {}
        }
    }

    fn piece(&mut self, range: Range<usize>, code: bool) {
        if self.aside > 0 || (!code && self.text[range.clone()].starts_with('<')) {
            return;
        }
        self.pieces.push(Piece { range, code });
    }

    fn end_block(&mut self) {
        let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) else {
            return;
        };
        if !is_chat(&self.text[first.range.start..last.range.end]) {
            let above = self.headings.last();
            let section = above.map_or(self.section, |(_, section)| *section);
            (self.each)(&self.pieces, section);
        }
        self.pieces.clear();
    }
}

/// Whether a block is a line of a chat: `10.42 AC looks fine`, `ana [5:12 PM] looks fine`.
fn is_chat(line: &str) -> bool {
    const ZONES: &[&str] = &[
        "UTC", "GMT", "CET", "CEST", "BST", "EST", "EDT", "PST", "PDT", "AM", "PM", "IST", "JST",
    ];
    let mut words = line.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else {
        return false;
    };
    let clock = |word: &str| {
        let word = word.trim_end_matches(['-', ':', ',']);
        let (hours, minutes) = word.split_once([':', '.']).unwrap_or_default();
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        matches!(hours.len(), 1 | 2) && minutes.len() == 2 && digits(hours) && digits(minutes)
    };
    let initials = |word: &str| {
        let name = word.trim_end_matches(':');
        (2..=3).contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().filter(char::is_ascii_uppercase).count() >= 2
            && name.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !ZONES.contains(&name)
    };
    let stamped = |word: &str| word.strip_prefix('[').is_some_and(clock);
    (clock(first) && initials(second))
        || stamped(second)
        || (initials(first) && first.ends_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Section)> {
        let mut read = Vec::new();
        blocks(text, Section::Story, |pieces, section| {
            let words = pieces.iter().map(|piece| &text[piece.range.clone()]);
            read.push((words.collect(), section));
        });
        read
    }

    #[test]
    fn only_what_people_wrote_as_sentences_is_prose() {
        let text = "---\ntitle: x\n---\n\n# Heading\n\nOne `two` *three*.\n\n> quoted\n\n\
                    ```\ncode\n```\n\n<!-- said -->\n\n- item [link](https://a.example)\n\n| a |\n|---|\n| b |\n";
        let texts: Vec<_> = read(text).into_iter().map(|(words, _)| words).collect();
        assert_eq!(texts, ["One `two` three.", "item link", "a", "b"]);
    }

    #[test]
    fn headings_say_what_a_part_is_about() {
        let text = "# Actions\n\na\n\n## Details\n\nb\n\n# Why\n\nc\n";
        let sections: Vec<_> = read(text).into_iter().map(|(_, section)| section).collect();
        assert_eq!(
            sections,
            [Section::Future, Section::Future, Section::Causes]
        );
    }

    #[test]
    fn lines_of_a_chat_are_left_aside() {
        for line in [
            "10.42 AC we forgot it",
            "ana [5:12 PM] we forgot it",
            "SB: we forgot it",
        ] {
            assert!(read(line).is_empty(), "{line}");
        }
        for line in [
            "10:42 UTC we forgot it",
            "10:42 the team forgot it",
            "QA forgot it",
        ] {
            assert_eq!(read(line).len(), 1, "{line}");
        }
    }
}
