//! Text of a file on its way to a terminal: any text in, the same text without characters that a
//! terminal obeys out.

use std::borrow::Cow;

/// The text with a mark in the place of every control character (line breaks and tabs aside) and
/// of every character that turns the direction of what follows.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().any(acts) {
        let show = |c| {
            if acts(c) {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        };
        Cow::Owned(text.chars().map(show).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn acts(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(visible("a\n\tb é"), "a\n\tb é");
        assert_eq!(visible("a\u{1b}[2Jb\r"), "a\u{fffd}[2Jb\u{fffd}");
        assert_eq!(visible("\u{9b}x\u{202e}"), "\u{fffd}x\u{fffd}");
    }
}
