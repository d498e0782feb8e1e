//! The place of words in a YAML file: a scalar as it is written, what it says, and places in what
//! it says in; the same places in the file out.
//!
//! Whatever its style, the characters of a scalar that are no white space come in the same order in
//! the file and in what it says, escapes aside. That is followed, character by character, and
//! proves itself on the way.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// The places in `written` of `ranges` of `said`, which are in order and do not meet. `None` where
/// the two do not say the same.
pub(super) fn places(
    written: &str,
    said: &str,
    ranges: &[Range<usize>],
) -> Option<Vec<Range<usize>>> {
    if written == said {
        return Some(ranges.to_vec());
    }
    let mut source = Written::new(written);
    let mut said = said
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .peekable();
    let mut found = Vec::with_capacity(ranges.len());
    for range in ranges {
        let mut place: Option<Range<usize>> = None;
        while let Some((at, c)) = said.next_if(|(at, _)| *at < range.end) {
            let here = source.next(c)?;
            if at >= range.start {
                let start = place.map_or(here.start, |place| place.start);
                place = Some(start..here.end);
            }
        }
        found.push(place?);
    }
    Some(found)
}

/// A scalar as it is written, taken character by character.
struct Written<'a> {
    rest: Peekable<CharIndices<'a>>,
    quote: Option<char>,
}

impl<'a> Written<'a> {
    fn new(written: &'a str) -> Self {
        let mut rest = written.char_indices().peekable();
        let quote = rest
            .next_if(|(_, c)| matches!(c, '"' | '\''))
            .map(|(_, c)| c);
        Self { rest, quote }
    }

    /// The bytes of the next character that is no white space, which must be `expected`.
    fn next(&mut self, expected: char) -> Option<Range<usize>> {
        loop {
            let (start, c) = self.rest.next()?;
            let said = match (self.quote, c) {
                (Some('"'), '\\') => self.escaped()?,
                (Some('\''), '\'') => {
                    self.rest.next();
                    '\''
                }
                _ => c,
            };
            if said.is_whitespace() {
                continue;
            }
            let end = start
                + self
                    .rest
                    .peek()
                    .map_or(c.len_utf8(), |(next, _)| next - start);
            return (said == expected).then_some(start..end);
        }
    }

    /// What the escape after a backslash says.
    fn escaped(&mut self) -> Option<char> {
        let (_, mark) = self.rest.next()?;
        let digits = match mark {
            'n' | 't' | 'r' | '\n' | '\r' | ' ' | '\t' | '_' | 'N' | 'L' | 'P' | 'v' | 'f' => {
                return Some(' ');
            }
            '0' => return Some('\0'),
            'a' => return Some('\u{7}'),
            'b' => return Some('\u{8}'),
            'e' => return Some('\u{1b}'),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            other => return Some(other),
        };
        let mut code = 0;
        for _ in 0..digits {
            let (_, digit) = self.rest.next()?;
            code = code * 16 + digit.to_digit(16)?;
        }
        char::from_u32(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of `written` that stand for `words` of `said`.
    fn place<'a>(written: &'a str, said: &str, words: &str) -> &'a str {
        let start = said.find(words).unwrap();
        let range = start..start + words.len();
        let found = places(written, said, std::slice::from_ref(&range)).unwrap();
        &written[found[0].clone()]
    }

    #[test]
    fn words_have_their_place_in_every_style() {
        let said = "we didn't \"test\" it";
        assert_eq!(
            place("we didn't\n    \"test\" it", said, "didn't \"test\""),
            "didn't\n    \"test\""
        );
        assert_eq!(place("'we didn''t \"test\" it'", said, "didn't"), "didn''t");
        assert_eq!(
            place("\"we didn't \\\"te\\\n  st\\\" it\"", said, "test"),
            "te\\\n  st"
        );
        assert_eq!(
            place("\"we didn\\u0027t\\n\\\"test\\\" it\"", said, "didn't"),
            "didn\\u0027t"
        );
        assert_eq!(place("we didn't \"test\" it", said, "it"), "it");
        assert_eq!(
            place(
                "we didn't\n  \"test\"\n  it\n",
                "we didn't\n\"test\"\nit\n",
                "\"test\"\nit"
            ),
            "\"test\"\n  it"
        );
    }

    #[test]
    fn what_does_not_fit_has_no_place() {
        let first = 0..2;
        assert_eq!(
            places("*alias", "we forgot", std::slice::from_ref(&first)),
            None
        );
    }
}
