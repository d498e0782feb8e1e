//! Plain text to Markdown that reads as that text: the characters that would mean something are
//! escaped, the others stay as they are.

use std::borrow::Cow;

/// What a piece of text may not hold in the place it goes to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// A pipe would end a table cell.
    pub(super) no_pipe: bool,
    /// A dollar sign could open a formula.
    pub(super) no_dollar: bool,
    /// A bare address would become a link inside a link.
    pub(super) in_link: bool,
}

impl Place {
    /// The label of a link, wherever it stands.
    pub(super) const LABEL: Self = Self {
        no_pipe: true,
        no_dollar: true,
        in_link: true,
    };
}

/// The text with one kind of line end and without characters that act on terminals or on the
/// direction of writing; what is taken out leaves a visible sign.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let acts = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let sign = |c: char| match c {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{7f}' => '\u{2421}',
        '\0'..'\u{20}' if acts(c) => {
            char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ if acts(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    };
    Cow::Owned(text.chars().map(sign).collect())
}

/// Appends `text` to `out`, so that it reads as `text` in any run of inline Markdown.
pub(super) fn push(out: &mut String, text: &str, place: Place) {
    let mut rest = text;
    while let Some((start, length)) = address(rest) {
        push_words(out, &rest[..start], place);
        push_address(out, &rest[start..start + length], place);
        rest = &rest[start + length..];
    }
    push_words(out, rest, place);
}

/// Where the next bare web address in `text` starts, and how long it is. GitHub makes a link of
/// it, backslashes and all, so it cannot be escaped like other text.
fn address(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find("http")?;
        let rest = &text[start..];
        from = start + "http".len();
        let scheme = ["https://", "http://"]
            .iter()
            .find(|scheme| rest.starts_with(**scheme));
        let inside = text[..start]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        let Some(scheme) = scheme.filter(|_| !inside) else {
            continue;
        };
        let end = rest.find(|c: char| c.is_whitespace() || c == '<' || c == '>');
        let address = rest[..end.unwrap_or(rest.len())].trim_end_matches([
            '?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '"', ')', '`',
        ]);
        if address.len() > scheme.len() {
            return Some((start, address.len()));
        }
    }
}

/// Appends a bare web address: as it is, in angle brackets where escapes would break it.
fn push_address(out: &mut String, address: &str, place: Place) {
    let mut escaped = String::new();
    push_words(&mut escaped, address, place);
    if escaped == address || place.in_link || address.contains(['|', '`', '\\']) {
        out.push_str(&escaped);
    } else {
        out.push('<');
        out.push_str(address);
        out.push('>');
    }
}

/// Appends text without addresses.
fn push_words(out: &mut String, text: &str, place: Place) {
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, next)| *next);
        match c {
            '|' if place.no_pipe && before == Some('\\') => out.push_str("&#124;"),
            _ => {
                if is_marked(c, (before, after), &text[at..], (place, out.is_empty())) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
        before = Some(c);
    }
}

/// Whether `c` would mean something between its neighbours, and so needs a backslash.
fn is_marked(
    c: char,
    (before, after): (Option<char>, Option<char>),
    rest: &str,
    (place, is_first): (Place, bool),
) -> bool {
    let is_space = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '`' | '[' | ']' => true,
        '|' => place.no_pipe,
        '$' => place.no_dollar,
        '\\' => after.is_none_or(|next| next.is_ascii_punctuation()),
        '*' => !(is_space(before) && is_space(after)),
        '_' => !(is_word(before) && is_word(after)),
        // Only a tilde after a word can close a strike-through; one before a time stays.
        '~' => after == Some('~') || !(is_space(before) || (before.is_none() && is_first)),
        '<' => !(is_space(after) || rest.starts_with("<= ")),
        '&' => is_entity(rest),
        _ => false,
    }
}

/// Whether `text` starts with something like `&amp;` or `&#38;`.
fn is_entity(text: &str) -> bool {
    let Some(end) = text.bytes().take(40).position(|byte| byte == b';') else {
        return false;
    };
    let name = &text[1..end];
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The line so that it cannot start a block: no heading, list, quote, rule, table or underline.
pub(super) fn guard(line: &str) -> Cow<'_, str> {
    let line = line.trim_start_matches([' ', '\t']);
    let insert = |at: usize| Cow::Owned(format!("{}\\{}", &line[..at], &line[at..]));
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let only = |of: &str| {
        line.chars()
            .all(|c| c == ' ' || c == '\t' || of.contains(c))
    };
    let Some(first) = line.chars().next() else {
        return Cow::Borrowed(line);
    };
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_block = match first {
        '>' => true,
        '#' => ends(line.trim_start_matches('#')),
        '-' | '+' => ends(&line[1..]) || only("-:|"),
        '=' => only("="),
        '|' | ':' => only("-:|"),
        '0'..='9' if digits <= 9 && line[digits..].starts_with(['.', ')']) => {
            return if ends(&line[digits + 1..]) {
                insert(digits)
            } else {
                Cow::Borrowed(line)
            };
        }
        _ => false,
    };
    if is_block {
        insert(0)
    } else {
        Cow::Borrowed(line)
    }
}

/// The text with every mark escaped: nothing in it means anything, wherever it stands. What is
/// left when the readable form does not read back as it should.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut before = None;
    for c in text.chars() {
        match c {
            '|' if before == Some('\\') => out.push_str("&#124;"),
            _ => {
                if c.is_ascii_punctuation() && !matches!(c, ',' | '\'' | '"' | '/' | '%' | '?') {
                    out.push('\\');
                }
                out.push(c);
            }
        }
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        push(
            &mut out,
            text,
            Place {
                no_pipe: true,
                no_dollar: false,
                in_link: false,
            },
        );
        out
    }

    #[test]
    fn what_means_nothing_stays_readable() {
        for text in [
            "p95 < 200 ms, 3 * 4 = 12",
            "snake_case_name",
            "~09:41",
            "https://graphs.example/d/lag_1?from=1&to=2",
            "C:\\dir",
            "a & b; c",
            "{{ x }} {% y %}",
        ] {
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn what_means_something_is_escaped() {
        for (text, out) in [
            ("a|b", "a\\|b"),
            ("a\\|b", "a\\\\&#124;b"),
            ("<b>", "\\<b>"),
            ("&amp;", "\\&amp;"),
            ("*a*", "\\*a\\*"),
            ("[a](b)", "\\[a\\](b)"),
            ("end\\", "end\\\\"),
            ("a~b~", "a\\~b\\~"),
            ("https://x.example/*a*/b", "<https://x.example/*a*/b>"),
        ] {
            assert_eq!(escaped(text), out);
        }
    }

    #[test]
    fn no_line_starts_a_block() {
        for (line, out) in [
            ("# a", "\\# a"),
            ("#12", "#12"),
            ("- a", "\\- a"),
            ("-5 °C", "-5 °C"),
            ("1. a", "1\\. a"),
            ("1.5", "1.5"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("> a", "\\> a"),
            (":-- | --:", "\\:-- | --:"),
            ("    a", "a"),
        ] {
            assert_eq!(guard(line), out);
        }
    }

    #[test]
    fn characters_that_act_become_signs() {
        assert_eq!(clean("a\r\nb\0\u{1b}[31m"), "a\nb\u{2400}\u{241b}[31m");
        assert_eq!(clean("a\u{202e}b"), "a\u{fffd}b");
        assert!(matches!(clean("a\tb\n"), Cow::Borrowed(_)));
    }
}
