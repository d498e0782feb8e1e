//! The search: a text in, the places that rules find in it out.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::lexicon::Lexicon;
use super::prose::{Block, Section, blocks};
use super::words::{Sentence, sentences};
use super::{RULES, Scope, Wording};

/// Something that a rule found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The rule.
    pub wording: &'static Wording,
    /// The words, as bytes of the text.
    pub range: Range<usize>,
}

/// The cues of all rules, each once, with the rules that look where it stands.
struct Cues {
    search: Option<AhoCorasick>,
    rules: Vec<Vec<usize>>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut words: Vec<&str> = Vec::new();
    let mut rules: Vec<Vec<usize>> = Vec::new();
    for (rule, wording) in RULES.iter().enumerate() {
        for cue in wording.cues {
            match words.iter().position(|word| word == cue) {
                Some(at) => rules[at].push(rule),
                None => {
                    words.push(cue);
                    rules.push(vec![rule]);
                }
            }
        }
    }
    let search = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(words);
    Cues {
        search: search.ok(),
        rules,
    }
});

/// A cue in a text.
#[derive(Debug, Clone, Copy)]
struct Hit {
    start: usize,
    cue: usize,
}

/// What all rules find in a Markdown text, in its order. `about` says what it is about where its
/// headings do not.
pub fn find(text: &str, about: Section, lexicon: &Lexicon) -> Vec<Found> {
    let hits = hits(text);
    if hits.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for block in blocks(text, about) {
        look(text, &block, &hits, lexicon, &mut found);
    }
    found
}

/// Every cue at the beginning of a word, in the order of the text.
fn hits(text: &str) -> Vec<Hit> {
    let Some(search) = &CUES.search else {
        return Vec::new();
    };
    let begins = |start: usize| {
        let before = text.as_bytes().get(start.wrapping_sub(1));
        before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let mut hits: Vec<_> = search
        .find_overlapping_iter(text)
        .filter(|hit| begins(hit.start()))
        .map(|hit| Hit {
            start: hit.start(),
            cue: hit.pattern().as_usize(),
        })
        .collect();
    hits.sort_by_key(|hit| hit.start);
    hits
}

/// What the rules find in one block.
fn look(text: &str, block: &Block, hits: &[Hit], lexicon: &Lexicon, found: &mut Vec<Found>) {
    let (Some(first), Some(last)) = (block.pieces.first(), block.pieces.last()) else {
        return;
    };
    let from = hits.partition_point(|hit| hit.start < first.range.start);
    let to = hits.partition_point(|hit| hit.start < last.range.end);
    let Some(hits) = hits.get(from..to).filter(|hits| !hits.is_empty()) else {
        return;
    };
    for sentence in sentences(text, &block.pieces, block.section, lexicon) {
        let (Some(start), Some(end)) = (sentence.words.first(), sentence.words.last()) else {
            continue;
        };
        let (start, end) = (start.start, end.end());
        let from = hits.partition_point(|hit| hit.start < start);
        let to = hits.partition_point(|hit| hit.start < end);
        let mut here: Vec<(usize, Range<usize>)> = Vec::new();
        for hit in &hits[from..to] {
            judge(&sentence, *hit, &mut here);
        }
        here.sort_by_key(|(rule, words)| (*rule, words.start));
        let mut kept: Vec<(usize, Range<usize>)> = Vec::new();
        for (rule, words) in here {
            let meets = |other: &Range<usize>| words.start < other.end && other.start < words.end;
            if !kept.iter().any(|(_, other)| meets(other)) {
                kept.push((rule, words));
            }
        }
        kept.sort_by_key(|(_, words)| words.start);
        found.extend(kept.into_iter().filter_map(|(rule, words)| {
            let start = sentence.word(words.start)?.start;
            let end = sentence.word(words.end.checked_sub(1)?)?.end();
            Some(Found {
                wording: RULES[rule],
                range: start..end,
            })
        }));
    }
}

/// Asks the rules of a cue.
fn judge(sentence: &Sentence<'_>, hit: Hit, here: &mut Vec<(usize, Range<usize>)>) {
    let Ok(at) = sentence
        .words
        .binary_search_by_key(&hit.start, |word| word.start)
    else {
        return;
    };
    for &rule in &CUES.rules[hit.cue] {
        let wording = RULES[rule];
        let looks = match sentence.section {
            Section::Story | Section::Causes => true,
            Section::Future => wording.scope != Scope::Story,
            Section::Plan => wording.scope == Scope::Everywhere,
        };
        if !looks {
            continue;
        }
        let Some(words) = (wording.find)(sentence, at) else {
            continue;
        };
        if !sentence.words[words.clone()].iter().all(|word| word.quoted) {
            here.push((rule, words));
        }
    }
}
