//! How a text is written: a text in, its scalar out, in the lightest form that every reader of
//! YAML, 1.1 or 1.2, takes for just this text.

use unicode_width::UnicodeWidthStr;

/// A text on one line.
pub(super) fn inline(text: &str, in_brackets: bool) -> String {
    if is_plain(text, in_brackets) {
        text.to_owned()
    } else if text.contains(['"', '\\']) && text.chars().all(is_shown) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        double_quoted(text)
    }
}

/// A text in double quotes; it can hold every text.
pub(super) fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if is_shown(c) => quoted.push(c),
            c => quoted.push_str(&escape(c)),
        }
    }
    quoted.push('"');
    quoted
}

/// A character as an escape in double quotes.
fn escape(c: char) -> String {
    let code = u32::from(c);
    match code {
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
}

/// A text after `|`: the header and the lines without their indentation. `step` is how far they
/// will be indented, for the header to say where the text itself starts with a space.
pub(super) fn literal(text: &str, step: usize) -> Option<(String, Vec<&str>)> {
    let body = text.trim_end_matches('\n');
    let blank = |line: &str| !line.is_empty() && line.trim().is_empty();
    if body.is_empty()
        || !body
            .chars()
            .all(|c| is_shown(c) || matches!(c, '\n' | '\t'))
        || body.lines().any(blank)
    {
        return None;
    }
    let first = body.trim_start_matches('\n').chars().next();
    let indicator = match first {
        Some('\t') => return None,
        Some(' ') => step.to_string(),
        _ => String::new(),
    };
    let end = text.len() - body.len();
    let chomp = match end {
        0 => "-",
        1 => "",
        _ => "+",
    };
    let mut lines: Vec<&str> = body.split('\n').collect();
    lines.extend(std::iter::repeat_n("", end.saturating_sub(1)));
    Some((format!("|{indicator}{chomp}"), lines))
}

/// Prose on one line after `>-`, wrapped into lines of about `width` columns.
pub(super) fn folded(text: &str, width: usize) -> Option<Vec<&str>> {
    let inner = text.trim_matches([' ', '\t']);
    if inner.len() != text.len() || !text.chars().all(is_shown) {
        return None;
    }
    let mut lines = Vec::new();
    let mut start = 0;
    let mut good = None;
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        // Only a single space between two words comes back as it was.
        if bytes[at] != b' ' || bytes[at - 1] == b' ' || bytes[at + 1] == b' ' {
            continue;
        }
        if let Some(last) = good
            && text[start..at].width() > width
        {
            lines.push(&text[start..last]);
            start = last + 1;
        }
        good = Some(at);
    }
    if let Some(last) = good.filter(|last| *last > start && text[start..].width() > width) {
        lines.push(&text[start..last]);
        start = last + 1;
    }
    lines.push(&text[start..]);
    (lines.len() > 1).then_some(lines)
}

/// Whether a character may stand in a file as it is: readers agree on it, and people see it.
fn is_shown(c: char) -> bool {
    let odd = matches!(
        c,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    );
    !c.is_control() && !odd
}

/// Whether a text needs no quotes: not for its characters, and not because a reader would take it
/// for a number, a time, a truth or nothing.
pub(super) fn is_plain(text: &str, in_brackets: bool) -> bool {
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
        return false;
    };
    let fits = (first.is_alphanumeric() || matches!(first, '_' | '/' | '(' | '+' | '.' | '$'))
        && !last.is_whitespace()
        && last != ':'
        && text.chars().all(is_shown)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with("...")
        && !(in_brackets && text.contains([',', '[', ']', '{', '}', ':', '?', '"', '\'', '#']));
    fits && !is_taken_for_more(text) && agreed(text)
}

/// Whether some reader takes the text for another kind of value.
fn is_taken_for_more(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", ".nan", ".inf",
        "+.inf",
    ];
    let word = text.to_ascii_lowercase();
    let numeric = |c: char| {
        c.is_ascii_hexdigit()
            || matches!(
                c,
                'x' | 'o' | 't' | 'z' | ':' | '.' | '_' | '+' | '-' | ',' | ' '
            )
    };
    let starts = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '.'));
    WORDS.contains(&word.as_str()) || (starts && word.chars().all(numeric))
}

/// Whether the writer of `serde_yaml` would leave the quotes out too. It folds long texts, so it is
/// asked about the ends of those.
fn agreed(text: &str) -> bool {
    const ASKED: usize = 60;
    if text.len() <= ASKED {
        return serde_yaml::to_string(&text)
            .is_ok_and(|written| written.trim_end_matches('\n') == text);
    }
    let head = &text[..text.floor_char_boundary(ASKED)];
    let head = head.trim_end_matches([' ', ':']);
    !head.is_empty() && agreed(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MISTAKEN: &[&str] = &[
        "yes",
        "No",
        "10:38",
        "2026-03-12",
        "0617",
        "1_000",
        "~",
        "",
        "null",
        "a: b",
        "a #b",
        " a",
        "a ",
        "- a",
        "#a",
        "*a",
        "&a",
        "!a",
        "@a",
        "`a",
        "%a",
        "<<",
        "=",
        "a:",
        "\u{85}",
        "a\u{2028}b",
        "\u{feff}a",
        ".inf",
        "1e3",
        "0x1f",
        "+12",
        "---",
        "...",
        "a\tb",
        "12:30:45",
        "190:20:30",
        "1,000",
        "[a",
        "{a",
        "2026-03-12 10:38:00",
        "\u{7f}",
    ];

    #[test]
    fn what_a_reader_could_mistake_is_quoted() {
        for text in MISTAKEN {
            let written = inline(text, false);
            assert!(written.starts_with(['"', '\'']), "{text:?} {written}");
        }
        for text in [
            "checkout slow",
            "db-1",
            "SEV2",
            "https://a.example/x?y=1#z",
            "it's",
            "a, b",
            "é",
            "日本",
            "3 of 4 pods",
            "/var/log",
            "e1",
        ] {
            assert_eq!(inline(text, false), text);
        }
        assert_eq!(inline("a, b", true), "\"a, b\"");
        // PyYAML takes a `?` inside brackets for a mark.
        assert_eq!(inline("why?", true), "\"why?\"");
        assert_eq!(inline("say \"hi\": it's", false), "'say \"hi\": it''s'");
        assert_eq!(inline("a\nb\u{2028}", false), "\"a\\nb\\u2028\"");
    }

    #[test]
    fn block_forms_are_for_texts_that_they_can_hold() {
        assert_eq!(literal("a\nb\n", 2), Some(("|".into(), vec!["a", "b"])));
        assert_eq!(
            literal("a\n\nb", 2),
            Some(("|-".into(), vec!["a", "", "b"]))
        );
        assert_eq!(
            literal(" a\nb\n\n\n", 4),
            Some(("|4+".into(), vec![" a", "b", "", ""]))
        );
        assert_eq!(literal("a\r\nb", 2), None);
        assert_eq!(literal("a\n  \nb", 2), None);
        assert_eq!(literal("\n\n", 2), None);
        assert_eq!(folded("aa bb cc", 5), Some(vec!["aa bb", "cc"]));
        assert_eq!(folded("aa  bb cc", 3), Some(vec!["aa  bb", "cc"]));
        assert_eq!(folded("aaaaaaaa", 3), None);
        assert_eq!(folded("a b ", 1), None);
    }
}
