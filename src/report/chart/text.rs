//! Text in a picture: one clean line of it, an upper bound of its width, and lines that fit.
//!
//! Nobody knows which font will draw the picture. The widths are those of the widest sans-serif
//! fonts in use, so that what fits here fits everywhere.

use unicode_width::UnicodeWidthChar;

/// Characters with the width of the widest of them, plain and bold, in hundredths of the font size.
const WIDTHS: &[(&str, i64, i64)] = &[
    ("ijlI'", 30, 38),
    (" ,.:;/\\|", 34, 40),
    ("!()[]-frt", 42, 50),
    ("\"*?Jcs_`", 56, 62),
    ("abdeghknopquvxyz0123456789$FLT{}", 64, 72),
    ("ABCDEGHKNOPQRSUVXYZ&", 79, 88),
    ("#+<=>^~Mw", 87, 100),
    ("%@Wm", 102, 111),
];

/// Letters of Western and Central Europe, and signs of their writing.
const EUROPEAN: (i64, i64) = (110, 125);
/// An ideograph, a kana, a syllable of Hangul.
const WIDE: (i64, i64) = (105, 110);
/// Anything else, some of it very wide.
const OTHER: (i64, i64) = (145, 160);

/// The most characters of a text that a picture looks at.
const MOST: usize = 400;

/// What stands where text was cut.
const CUT: char = '…';

/// How text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Font {
    /// Its size, in user units.
    pub(super) size: i64,
    /// Whether it is bold.
    pub(super) bold: bool,
}

impl Font {
    /// Plain text of this size.
    pub(super) const fn plain(size: i64) -> Self {
        Self { size, bold: false }
    }

    /// Bold text of this size.
    pub(super) const fn bold(size: i64) -> Self {
        Self { size, bold: true }
    }

    /// The width that `text` takes at most, in user units.
    pub(super) fn width(self, text: &str) -> i64 {
        let widths = text.chars().map(widths);
        let hundredths: i64 = widths
            .map(|(plain, bold)| if self.bold { bold } else { plain })
            .sum();
        (hundredths * self.size + 99) / 100
    }

    /// `text` in at most `lines` lines no wider than `most`; what does not fit is cut off, with a
    /// sign that says so.
    pub(super) fn wrap(self, text: &str, most: i64, lines: usize) -> Vec<String> {
        let mut done: Vec<String> = Vec::new();
        let mut line = String::new();
        for piece in text.split_inclusive([' ', '-', '/']) {
            let longer = format!("{line}{piece}");
            if self.width(longer.trim_end()) <= most {
                line = longer;
            } else if done.len() + 1 < lines && !line.is_empty() {
                done.push(line.trim_end().to_owned());
                piece.clone_into(&mut line);
            } else {
                line = longer;
                break;
            }
        }
        let last = match line.trim_end() {
            fits if self.width(fits) <= most => fits.to_owned(),
            long => self.cut(long, most),
        };
        done.push(last);
        done
    }

    /// `text` with its end cut off so that it is no wider than `most`, the sign of it included.
    fn cut(self, text: &str, most: i64) -> String {
        let mut kept = text.to_owned();
        while !kept.is_empty() && self.width(&format!("{kept}{CUT}")) > most {
            kept.pop();
        }
        format!("{}{CUT}", kept.trim_end_matches([' ', ',', ';', ':']))
    }
}

/// The width of one character, plain and bold, in hundredths of the font size.
fn widths(c: char) -> (i64, i64) {
    if c.is_ascii() {
        let row = WIDTHS.iter().find(|(chars, ..)| chars.contains(c));
        return row.map_or(OTHER, |row| (row.1, row.2));
    }
    match (c, c.width()) {
        (_, None | Some(0)) => (0, 0),
        ('\u{a0}'..='\u{17f}' | '–' | '—' | '‘'..='„' | '…' | '−' | '→', _) => {
            EUROPEAN
        }
        ('\u{1100}'..='\u{ffff}', Some(2)) => WIDE,
        _ => OTHER,
    }
}

/// `text` as one line, without what a picture cannot hold: control characters, marks that turn the
/// direction of writing, and the backticks of Markdown.
pub(super) fn clean(text: &str) -> String {
    let kept = text.chars().filter(|c| *c != '`').map(|c| {
        let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let is_nothing = matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}');
        if c.is_control() || c.is_whitespace() || turns || is_nothing {
            ' '
        } else {
            c
        }
    });
    let kept: String = kept.take(MOST).collect();
    kept.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printable_ascii_character_has_a_width() {
        for c in ' '..='~' {
            assert!(widths(c) < OTHER, "{c:?}");
        }
    }

    #[test]
    fn lines_fit_and_a_cut_is_shown() {
        let font = Font::plain(12);
        let text = "payments failed over to the second provider after a long talk";
        for (most, lines) in [(400, 1), (200, 2), (120, 3), (60, 1), (20, 2), (1, 1)] {
            let wrapped = font.wrap(text, most, lines);
            assert!(wrapped.len() <= lines, "{wrapped:?}");
            let fits = wrapped
                .iter()
                .all(|line| font.width(line) <= most.max(font.width("…")));
            assert!(fits, "{most}: {wrapped:?}");
            let whole = wrapped.join(" ") == text;
            assert!(
                whole || wrapped.last().unwrap().ends_with('…'),
                "{wrapped:?}"
            );
        }
        assert_eq!(
            font.wrap("a-very-long name", 70, 3),
            ["a-very-", "long name"]
        );
        assert_eq!(font.wrap("unbreakably", 40, 3), ["unb…"]);
        assert_eq!(font.wrap("", 100, 2), [""]);
    }

    #[test]
    fn what_a_picture_cannot_hold_is_left_out() {
        assert_eq!(
            clean(" a\0\u{1b}[31m\tb\r\n`c` \u{202e}d\u{fffe}"),
            "a [31m b c d"
        );
    }
}
