//! Links: which addresses may be one, and how one is written so that nothing in it means more.

use std::fmt::Write;

/// The schemes that a link in rendered text may have.
pub const SCHEMES: &[&str] = &["http", "https", "mailto"];

/// Whether a link to `address` is harmless: one of [`SCHEMES`], or no scheme at all.
pub fn is_allowed(address: &str) -> bool {
    scheme(address).is_none_or(|scheme| {
        SCHEMES
            .iter()
            .any(|allowed| scheme.eq_ignore_ascii_case(allowed))
    })
}

/// The scheme of an address, where it has one.
pub(in crate::render) fn scheme(address: &str) -> Option<String> {
    // Browsers drop white space and control characters, so `java\nscript:` counts as it would there.
    let seen: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    let at = seen.find([':', '/', '?', '#'])?;
    seen[at..].starts_with(':').then(|| seen[..at].to_owned())
}

/// Appends `(address)`, the second half of a link, with what Markdown would read percent-encoded.
pub(super) fn push_target(out: &mut String, address: &str) {
    out.push('(');
    for c in address.chars() {
        let marks = matches!(
            c,
            '(' | ')' | '<' | '>' | '[' | ']' | '\\' | '`' | '|' | '"' | '*' | '$' | '\u{7f}'
        );
        if c <= ' ' || marks {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else if c == '&' {
            out.push_str("&amp;");
        } else if !c.is_whitespace() && !c.is_control() {
            out.push(c);
        }
    }
    out.push(')');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_seen_as_a_browser_sees_them() {
        for address in [
            "https://a.example",
            "HTTP://a.example",
            "mailto:a@b.example",
            "#part",
            "timeline.svg",
            "a/b:c",
            "",
        ] {
            assert!(is_allowed(address), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            " java\nscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
        ] {
            assert!(!is_allowed(address), "{address}");
        }
    }
}
