//! The search: a text in, the places that rules find in it out.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::lexicon::Lexicon;
use super::prose::{Piece, Section, blocks};
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
            if let Some(at) = words.iter().position(|word| word == cue) {
                rules[at].push(rule);
            } else {
                words.push(cue);
                rules.push(vec![rule]);
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
    blocks(text, about, |pieces, section| {
        look(text, (pieces, section), (&hits, lexicon), &mut found);
    });
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

/// Adds what the rules find in one block.
fn look(
    text: &str,
    (pieces, section): (&[Piece], Section),
    (hits, lexicon): (&[Hit], &Lexicon),
    found: &mut Vec<Found>,
) {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return;
    };
    let hits = between(hits, first.range.start, last.range.end);
    if hits.is_empty() {
        return;
    }
    for sentence in sentences(text, pieces, section, lexicon) {
        let (Some(start), Some(end)) = (sentence.words.first(), sentence.words.last()) else {
            continue;
        };
        let mut here: Vec<Marked> = Vec::new();
        for hit in between(hits, start.start, end.end()) {
            judge(&sentence, *hit, &mut here);
        }
        found.extend(apart(here).into_iter().filter_map(|(rule, words)| {
            let start = sentence.word(words.start)?.start;
            let end = sentence.word(words.end.checked_sub(1)?)?.end();
            Some(Found {
                wording: RULES[rule],
                range: start..end,
            })
        }));
    }
}

/// A rule, by its place in the table, with the words that it marks.
type Marked = (usize, Range<usize>);

/// The hits that begin between two bytes.
fn between(hits: &[Hit], start: usize, end: usize) -> &[Hit] {
    let from = hits.partition_point(|hit| hit.start < start);
    let to = hits.partition_point(|hit| hit.start < end);
    hits.get(from..to).unwrap_or_default()
}

/// Of rules that mark the same words, the first of the table; in the order of the sentence.
fn apart(mut marked: Vec<Marked>) -> Vec<Marked> {
    marked.sort_by_key(|(rule, words)| (*rule, words.start));
    let mut kept: Vec<Marked> = Vec::new();
    for (rule, words) in marked {
        let meets = |other: &Range<usize>| words.start < other.end && other.start < words.end;
        if !kept.iter().any(|(_, other)| meets(other)) {
            kept.push((rule, words));
        }
    }
    kept.sort_by_key(|(_, words)| words.start);
    kept
}

/// Asks the rules of a cue.
fn judge(sentence: &Sentence<'_>, hit: Hit, here: &mut Vec<Marked>) {
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
        let found = (wording.find)(sentence, at);
        // A rule may ask for a word past the end of the sentence.
        let words = found.map(|words| words.start..words.end.min(sentence.words.len()));
        let Some(words) = words.filter(|words| words.start < words.end) else {
            continue;
        };
        if !sentence.words[words.clone()].iter().all(|word| word.quoted) {
            here.push((rule, words));
        }
    }
}
