//! What no file of a review may hold: keys, tokens, addresses and numbers of people. Text in, the
//! same text with a mask in their place out.

use std::sync::LazyLock;

use regex_automata::meta::Regex;

/// What is masked, with its pattern: the forms that the services document for their keys, and those
/// of addresses and numbers.
const PATTERNS: &[(&str, &str)] = &[
    (
        "private key",
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|$)",
    ),
    ("AWS key", r"(?-u:\b)(?:AKIA|ASIA)[0-9A-Z]{16}(?-u:\b)"),
    (
        "GitHub token",
        r"(?-u:\b)(?:gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{22,})(?-u:\b)",
    ),
    ("GitLab token", r"(?-u:\b)glpat-[0-9A-Za-z_-]{20,}"),
    ("Slack token", r"(?-u:\b)xox[abeoprs]-[0-9A-Za-z-]{10,}"),
    (
        "Slack webhook",
        r"(?-u:\b)hooks\.slack\.com/services/[0-9A-Za-z_/]{20,}",
    ),
    ("Google key", r"(?-u:\b)AIza[0-9A-Za-z_-]{35}"),
    ("Stripe key", r"(?-u:\b)[rs]k_live_[0-9A-Za-z]{16,}"),
    (
        "JSON web token",
        r"(?-u:\b)eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{4,}",
    ),
    ("token", r"(?i:(?-u:\b)bearer\s+)[0-9A-Za-z._~+/-]{16,}=*"),
    (
        "password",
        r#"(?i:(?-u:\b)(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?token)["']?\s*[=:]\s*["']?)[^\s"',;]{6,}"#,
    ),
    (
        "password",
        r"(?-u:\b)[a-z][a-z0-9+.-]*://[^\s/:@]+:[^\s/@]+@",
    ),
    (
        "e-mail address",
        r"(?-u:\b)[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*\.[A-Za-z]{2,}(?-u:\b)",
    ),
    (
        "phone number",
        r"\+[1-9][0-9]{0,2}[ .()-]*(?:[0-9][ .()-]*){7,12}[0-9](?-u:\b)",
    ),
];

/// All patterns at once: most texts hold none, and one pass tells.
static ANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let patterns: Vec<_> = PATTERNS.iter().map(|row| row.1).collect();
    Regex::new_many(&patterns).ok()
});

static REGEXES: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let built = PATTERNS.iter();
    built
        .filter_map(|(name, pattern)| Some((*name, Regex::new(pattern).ok()?)))
        .collect()
});

/// Ends of names of units, which look like addresses.
const UNITS: &[&str] = &[
    ".service", ".slice", ".scope", ".timer", ".socket", ".mount",
];

/// Masks what may not be written; says what it was, in the order of the patterns.
pub(super) fn mask(text: &mut String) -> Vec<&'static str> {
    let mut found = Vec::new();
    if !ANY.as_ref().is_some_and(|any| any.is_match(text.as_str())) {
        return found;
    }
    for (name, regex) in REGEXES.iter() {
        let places: Vec<_> = regex
            .find_iter(text.as_str())
            .map(|place| place.range())
            .collect();
        for place in places.into_iter().rev() {
            if UNITS.iter().any(|unit| text[place.clone()].ends_with(unit)) {
                continue;
            }
            text.replace_range(place, &format!("[{name} masked]"));
            found.push(*name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(REGEXES.len(), PATTERNS.len());
    }

    #[test]
    fn keys_and_addresses_are_masked_and_nothing_else() {
        let secret = "x".repeat(40);
        for (text, name) in [
            (format!("key ghp_{secret} leaked"), "GitHub token"),
            ("key AKIAABCDEFGHIJKLMNOP leaked".to_owned(), "AWS key"),
            (format!("password={secret}"), "password"),
            (format!("postgres://app:{secret}@db/x"), "password"),
            (
                "mail jo.doe+x@mail.example.org now".to_owned(),
                "e-mail address",
            ),
            ("call +49 170 1234 5678".to_owned(), "phone number"),
            (format!("xoxb-{secret}"), "Slack token"),
        ] {
            let mut masked = text.clone();
            assert_eq!(mask(&mut masked), [name], "{text}");
            assert!(masked.contains(&format!("[{name} masked]")), "{masked}");
            assert!(!masked.contains(&secret), "{masked}");
        }
        for text in [
            "@on-call: rolled back to v2.3.1 at 10:02+02:00",
            "user@1000.service failed",
            "from 200 to 2000, +12 pods, 2026-03-12 10:00:00",
            "the password was rotated",
            "git@host: fetch of a1b2c3d4e5f6",
        ] {
            let mut kept = text.to_owned();
            assert!(mask(&mut kept).is_empty(), "{kept}");
        }
    }
}
