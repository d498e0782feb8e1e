//! The words of a stretch of prose, with what stands between them: pieces of a text in, sentences
//! of words out. A word is a slice of the text; nothing is copied, and what a word is gets looked
//! up where a rule asks.

use std::cell::Cell;
use std::ops::Range;

use super::lexicon::{Class, Lexicon};
use super::prose::{Piece, Section};

/// A word.
#[derive(Debug, Clone)]
pub(super) struct Word<'t> {
    /// As written; the two parts of `didn't` are `did` and `n't`.
    pub(super) text: &'t str,
    /// Its first byte in the text.
    pub(super) start: usize,
    /// What it is, as far as anybody asked.
    class: Cell<Option<Class>>,
    /// Whether a comma, a colon, a dash or a bracket stands right before it.
    pub(super) after_stop: bool,
    /// Whether what stands there begins something new: a dash, a colon, a bracket.
    pub(super) fresh: bool,
    /// Whether it stands in quotation marks.
    pub(super) quoted: bool,
}

impl Word<'_> {
    /// What it is.
    fn class(&self, lexicon: &Lexicon) -> Class {
        let class = self
            .class
            .get()
            .unwrap_or_else(|| lexicon.class_of(self.text));
        self.class.set(Some(class));
        class
    }

    /// One past its last byte in the text.
    pub(super) const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is one of `words`, whatever its case.
    pub(super) fn is(&self, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| self.text.eq_ignore_ascii_case(word))
    }
}

/// Words up to a full stop.
#[derive(Debug)]
pub(super) struct Sentence<'t> {
    /// Its words.
    pub(super) words: Vec<Word<'t>>,
    /// What the part of the document that it stands in is about.
    pub(super) section: Section,
    /// Whether it ends with a question mark.
    pub(super) asks: bool,
    /// What words are.
    lexicon: &'t Lexicon,
}

impl Sentence<'_> {
    /// What the word at `index` is; nothing past the ends.
    pub(super) fn class(&self, index: usize) -> Class {
        let word = self.words.get(index);
        word.map_or(Class::default(), |word| word.class(self.lexicon))
    }
}

/// The longest quotation that is looked for, in bytes.
const QUOTE: usize = 800;

/// The sentences of a block of prose.
pub(super) fn sentences<'t>(
    text: &'t str,
    pieces: &[Piece],
    section: Section,
    lexicon: &'t Lexicon,
) -> Vec<Sentence<'t>> {
    let mut reader = Reader {
        text,
        lexicon,
        section,
        sentences: Vec::new(),
        words: Vec::new(),
        stop: false,
        fresh: false,
    };
    let quotes = quotations(text, pieces);
    for piece in pieces {
        reader.piece(piece);
    }
    reader.full_stop(false);
    for word in reader
        .sentences
        .iter_mut()
        .flat_map(|sentence| &mut sentence.words)
    {
        word.quoted = quotes.iter().any(|quote| quote.contains(&word.start));
    }
    reader.sentences
}

struct Reader<'t> {
    text: &'t str,
    lexicon: &'t Lexicon,
    section: Section,
    sentences: Vec<Sentence<'t>>,
    words: Vec<Word<'t>>,
    stop: bool,
    fresh: bool,
}

impl Reader<'_> {
    fn full_stop(&mut self, asks: bool) {
        self.stop = false;
        self.fresh = false;
        if !self.words.is_empty() {
            self.sentences.push(Sentence {
                words: std::mem::take(&mut self.words),
                section: self.section,
                asks,
                lexicon: self.lexicon,
            });
        }
    }

    fn push(&mut self, range: Range<usize>, class: Option<Class>) {
        self.words.push(Word {
            text: &self.text[range.clone()],
            start: range.start,
            class: Cell::new(class),
            after_stop: std::mem::take(&mut self.stop),
            fresh: std::mem::take(&mut self.fresh),
            quoted: false,
        });
    }

    fn piece(&mut self, piece: &Piece) {
        if piece.code {
            self.push(piece.range.clone(), Some(Class::CODE));
            return;
        }
        let mut at = piece.range.start;
        while at < piece.range.end {
            at = self.step(at, piece.range.end);
        }
    }

    /// Takes what begins at `at`, and says where the next begins.
    fn step(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let Some(first) = rest.chars().next() else {
            return end;
        };
        if first.is_alphanumeric() || first == '@' || first == '#' {
            return at + self.word(at, rest);
        }
        match first {
            '.' | '!' | '?' | '…' => {
                let marks = rest.len() - rest.trim_start_matches(['.', '!', '?', '…']).len();
                if self.is_end(at, &rest[marks..]) {
                    self.full_stop(rest[..marks].contains('?'));
                }
                return at + marks;
            }
            ',' | ')' | ']' | '/' => self.stop = true,
            ';' | ':' | '(' | '–' | '—' | '[' => (self.stop, self.fresh) = (true, true),
            '-' if rest[1..].starts_with(['-', ' ']) => (self.stop, self.fresh) = (true, true),
            _ => {}
        }
        at + first.len_utf8()
    }

    /// Whether the stop before `rest` ends a sentence.
    fn is_end(&self, at: usize, rest: &str) -> bool {
        const SHORT: &[&str] = &[
            "e.g", "i.e", "etc", "vs", "approx", "no", "mr", "mrs", "ms", "dr", "cf", "ca", "fig",
            "st", "inc", "g", "e",
        ];
        let after = rest.trim_start_matches(['"', '\'', '”', '’', ')', '*', '_', ']']);
        if !after.is_empty() && !after.starts_with(char::is_whitespace) {
            return false;
        }
        let Some(last) = self.words.last().filter(|word| word.end() == at) else {
            return true;
        };
        let next = after.trim_start().chars().next();
        let goes_on = next.is_some_and(char::is_lowercase);
        !(goes_on || (last.is(SHORT) && next.is_some()))
    }

    /// Takes the word that `rest` begins with, and says how long it is.
    fn word(&mut self, at: usize, rest: &str) -> usize {
        let mut end = rest.len();
        let mut before = ' ';
        for (index, c) in rest.char_indices() {
            let inner = matches!(c, '-' | '_' | '\'' | '’' | '.' | '@' | '#')
                && before.is_alphanumeric()
                && rest[index + c.len_utf8()..].starts_with(char::is_alphanumeric);
            if index > 0 && !c.is_alphanumeric() && !inner {
                end = index;
                break;
            }
            before = c;
        }
        let word = &rest[..end];
        if rest[end..].starts_with("://") {
            let link = rest.find(char::is_whitespace).unwrap_or(rest.len());
            self.push(at..at + link, Some(Class::CODE));
            return link;
        }
        if word.starts_with('@') && word.len() > 2 {
            self.push(at..at + end, Some(Class::HANDLE));
            return end;
        }
        match split(word) {
            Some(cut) => {
                self.known(at..at + cut);
                self.known(at + cut..at + end);
            }
            None => self.known(at..at + end),
        }
        end
    }

    /// Takes a word; one that begins with a digit is no word of a language.
    fn known(&mut self, range: Range<usize>) {
        let digit = self.text[range.clone()].starts_with(|c: char| c.is_ascii_digit());
        self.push(range, digit.then_some(Class::CODE));
    }
}

/// Where a short form is cut in two: `did|n't`, `we|'d`, `team|'s`.
fn split(word: &str) -> Option<usize> {
    let mark = word.rfind(['\'', '’'])?;
    let tail = word[mark..].trim_start_matches(['\'', '’']);
    let head = &word[..mark];
    if tail.eq_ignore_ascii_case("t") && head.ends_with(['n', 'N']) {
        return Some(head.len() - 1).filter(|cut| *cut > 0);
    }
    let short = ["s", "d", "ve", "ll", "re", "m"];
    short
        .iter()
        .any(|short| tail.eq_ignore_ascii_case(short))
        .then_some(mark)
}

/// The stretches of a block that stand in quotation marks.
fn quotations(text: &str, pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut quotes = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for piece in pieces.iter().filter(|piece| !piece.code) {
        for (index, c) in text[piece.range.clone()].char_indices() {
            let at = piece.range.start + index;
            match (open, c) {
                (None, '"' | '“') => open = Some((at, if c == '"' { '"' } else { '”' })),
                (Some((start, close)), c) if c == close => {
                    if at - start <= QUOTE {
                        quotes.push(start..at);
                    }
                    open = None;
                }
                _ => {}
            }
        }
    }
    quotes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<&str>> {
        let piece = Piece {
            range: 0..text.len(),
            code: false,
        };
        let lexicon = Lexicon::default();
        let found = sentences(text, &[piece], Section::Story, &lexicon);
        let words = |sentence: &Sentence<'_>| {
            let _ = sentence.asks;
            sentence.words.len()
        };
        assert!(found.iter().all(|sentence| words(sentence) > 0));
        found
            .iter()
            .map(|sentence| {
                let texts = sentence.words.iter();
                texts.map(|word| &text[word.start..word.end()]).collect()
            })
            .collect()
    }

    #[test]
    fn short_forms_are_two_words() {
        assert_eq!(
            read("We didn’t see the team's on-call."),
            [["We", "did", "n’t", "see", "the", "team", "'s", "on-call"]]
        );
    }

    #[test]
    fn sentences_end_at_full_stops_alone() {
        assert_eq!(
            read("See v1.2.3, e.g. there. Then https://a.example/x.y it ended").len(),
            2
        );
        assert_eq!(read("Why? It broke.").len(), 2);
    }

    #[test]
    fn quotations_are_told_apart() {
        let text = "She wrote \"it was my mistake\" then.";
        let piece = Piece {
            range: 0..text.len(),
            code: false,
        };
        let lexicon = Lexicon::default();
        let found = sentences(text, &[piece], Section::Story, &lexicon);
        let quoted: Vec<_> = found[0].words.iter().filter(|word| word.quoted).collect();
        assert_eq!(quoted.len(), 4);
    }
}
