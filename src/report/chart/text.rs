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
        self.units(text.chars().map(|c| self.hundredths(c)).sum())
    }

    /// The width of a character, in hundredths of the size.
    fn hundredths(self, c: char) -> i64 {
        let (plain, bold) = widths(c);
        if self.bold { bold } else { plain }
    }

    /// Hundredths of the size as user units, rounded up.
    const fn units(self, hundredths: i64) -> i64 {
        (hundredths * self.size + 99) / 100
    }

    /// How many bytes of `text` are no wider than `most`, where `wide` hundredths come before it.
    fn fitting(self, text: &str, mut wide: i64, most: i64) -> usize {
        for (at, c) in text.char_indices() {
            wide += self.hundredths(c);
            if self.units(wide) > most {
                return at;
            }
        }
        text.len()
    }

    /// `text` in at most `lines` lines no wider than `most`; what does not fit is cut off, with a
    /// sign that says so.
    pub(super) fn wrap(self, text: &str, most: i64, lines: usize) -> Vec<String> {
        let mut done: Vec<String> = Vec::new();
        let mut rest = text;
        while done.len() + 1 < lines {
            let fits = self.fitting(rest, 0, most);
            if fits == rest.len() {
                break;
            }
            // Blanks at the end of a line take no room.
            let fits = fits + rest[fits..].len() - rest[fits..].trim_start_matches(' ').len();
            if fits == rest.len() {
                break;
            }
            // A first word that is too long for any line is cut on the last one.
            let Some(end) = rest[..fits].rfind(BREAKS) else {
                break;
            };
            done.push(rest[..=end].trim_end().to_owned());
            rest = &rest[end + 1..];
        }
        let last = rest.trim_end();
        done.push(if self.fitting(last, 0, most) == last.len() {
            last.to_owned()
        } else {
            self.cut(last, most)
        });
        done
    }

    /// `text` with its end cut off so that it is no wider than `most`, the sign of it included.
    fn cut(self, text: &str, most: i64) -> String {
        let kept = &text[..self.fitting(text, self.hundredths(CUT), most)];
        format!("{}{CUT}", kept.trim_end_matches([' ', ',', ';', ':']))
    }
}

/// Characters behind which a line may end.
const BREAKS: [char; 3] = [' ', '-', '/'];

/// The widths of ASCII, by code.
static ASCII: [(i64, i64); 128] = ascii();

/// The table of [`WIDTHS`], character by character.
const fn ascii() -> [(i64, i64); 128] {
    let mut all = [OTHER; 128];
    let mut row = 0;
    while row < WIDTHS.len() {
        let (chars, plain, bold) = WIDTHS[row];
        let chars = chars.as_bytes();
        let mut at = 0;
        while at < chars.len() {
            all[chars[at] as usize] = (plain, bold);
            at += 1;
        }
        row += 1;
    }
    all
}

/// The width of one character, plain and bold, in hundredths of the font size.
fn widths(c: char) -> (i64, i64) {
    if let Some(known) = ASCII.get(c as usize) {
        return *known;
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
