//! What no file of a review may hold: keys, tokens, addresses and numbers of people. Text in, the
//! same text with a mask in their place out. `docs/decisions/masks.md` tells how it is judged.

mod keys;

use std::sync::LazyLock;

use regex_automata::meta::Regex;

use keys::{PREFIXES, SERVICES, SHAPES};

/// Something that is masked.
struct Form {
    /// What it is called.
    name: &'static str,
    /// Whether a text might hold it: most hold nothing, and this is told at once.
    might: fn(&Signs<'_>) -> bool,
    /// What is masked is in the group, else all of it.
    pattern: fn() -> String,
}

/// What a look at each byte of a text tells.
struct Signs<'a> {
    text: &'a str,
    /// The length of the longest run of characters that keys are made of.
    longest: usize,
    /// Whether a run of eight letters and digits or more has both.
    mixed: bool,
}

impl<'a> Signs<'a> {
    fn of(text: &'a str) -> Self {
        let (mut longest, mut run) = (0, 0);
        let (mut mixed, mut word, mut digit, mut letter) = (false, 0, false, false);
        for byte in text.bytes() {
            let is_digit = byte.is_ascii_digit();
            let is_letter = byte.is_ascii_alphabetic();
            if is_digit || is_letter {
                word += 1;
                (digit, letter) = (digit || is_digit, letter || is_letter);
                mixed |= word >= 8 && digit && letter;
            } else {
                (word, digit, letter) = (0, false, false);
            }
            let of_key = is_digit || is_letter || b"_~.=/+%|@:-".contains(&byte);
            run = if of_key { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        Self {
            text,
            longest,
            mixed,
        }
    }

    fn has(&self, sign: &str) -> bool {
        self.text.contains(sign)
    }
}

/// Between a name and its value.
const IS: &str = r#"[ \t'"]{0,3}(?:=>|\|\||[:?]{0,3}=|:{1,3}|>|,)[ \t='"\x60]{0,5}"#;

/// What is masked. Forms that services document for their keys, words beside a value that say that it
/// is a secret, and the forms of addresses and numbers.
const FORMS: &[Form] = &[
    Form {
        name: "private key",
        might: |signs| signs.has("PRIVATE KEY"),
        pattern: || {
            let label = "[A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----";
            format!("-----BEGIN {label}(?s:.*?)(?:-----END {label}|$)")
        },
    },
    Form {
        name: "key",
        might: |signs| signs.longest >= 16,
        pattern: || {
            let prefixes = PREFIXES.join("|");
            let prefixes = prefixes.replace('.', r"\.").replace('~', r"\x7e");
            format!(r"(?i-u:\b(?:{prefixes}))[0-9A-Za-z_~.=/+%|-]{{12,}}")
        },
    },
    Form {
        name: "key",
        might: |signs| signs.longest >= 16,
        pattern: || SHAPES.join("|"),
    },
    Form {
        name: "token",
        might: |signs| signs.longest >= 16,
        pattern: || r"(?i-u:\b(?:bearer|basic)[ \t]+)([0-9A-Za-z._~+/-]{16,}=*)".to_owned(),
    },
    Form {
        name: SECRET,
        might: |signs| signs.mixed,
        pattern: || {
            let said = "key|secret|token|passw(?:or)?d|passwd|pwd|credential|creds|auth|access|api|client[ _.-]?id|cookie|session";
            let services = SERVICES.join("|");
            format!(
                r"(?i-u:(?:{said}|{services})[ \t0-9a-z_.-]{{0,20}}{IS})([0-9A-Za-z_.=~/+@-]{{10,}})"
            )
        },
    },
    Form {
        name: "password",
        might: |signs| signs.has("=") || signs.has(":"),
        pattern: || {
            let said = r#"(?i-u:(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?token)['"]?[ \t]{0,2}[=:][ \t]{0,2}['"]?)"#;
            format!(r#"{said}([^\s"',;:\x60][^\s"',;\x60]{{5,}})"#)
        },
    },
    Form {
        name: "password",
        might: |signs| signs.has("://") && signs.has("@"),
        pattern: || r"(?-u:\b)[a-z][a-z0-9+.-]*://[^\s/:@]*:([^\s/@]+)@".to_owned(),
    },
    Form {
        name: "address of a webhook",
        might: |signs| signs.longest >= 20,
        pattern: || {
            r"(?-u:\b(?:hooks\.slack\.com/(?:services|workflows|triggers)/|[a-z0-9.-]+\.webhook\.office\.com/webhook|discord(?:app)?\.com/api/webhooks/))([0-9A-Za-z_/@.-]{20,})".to_owned()
        },
    },
    Form {
        name: "e-mail address",
        might: |signs| signs.has("@"),
        pattern: || {
            r"(?-u:\b)[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*\.[A-Za-z]{2,}(?-u:\b)"
                .to_owned()
        },
    },
    Form {
        name: "phone number",
        might: |signs| signs.has("+"),
        pattern: || r"\+[1-9][0-9]{0,2}[ .()-]*(?:[0-9][ .()-]*){7,12}[0-9](?-u:\b)".to_owned(),
    },
];

/// What is a secret for its name alone, and so has to look like one.
const SECRET: &str = "secret";

static REGEXES: LazyLock<Vec<(&Form, Regex)>> = LazyLock::new(|| {
    let built = FORMS.iter();
    built
        .filter_map(|form| Some((form, Regex::new(&(form.pattern)()).ok()?)))
        .collect()
});

/// Ends of names of units, which look like addresses.
const UNITS: &[&str] = &[
    ".service", ".slice", ".scope", ".timer", ".socket", ".mount",
];

/// Masks what may not be written; says what it was, in the order of the patterns.
pub(super) fn mask(text: &mut String) -> Vec<&'static str> {
    let mut found = Vec::new();
    let signs = Signs::of(text);
    let rows: Vec<_> = REGEXES
        .iter()
        .filter(|(form, _)| (form.might)(&signs))
        .collect();
    for (form, regex) in rows {
        let mut places = Vec::new();
        for captures in regex.captures_iter(text.as_str()) {
            let whole = captures.get_match().map(|place| place.range());
            let place = captures.get_group(1).map(|group| group.range());
            places.extend(place.or(whole));
        }
        for place in places.into_iter().rev() {
            let said = &text[place.clone()];
            let unit = UNITS.iter().any(|unit| said.ends_with(unit));
            let word = form.name == SECRET && !is_random(said);
            if unit || word || text[place.end..].starts_with(" masked]") {
                continue;
            }
            text.replace_range(place, &format!("[{} masked]", form.name));
            found.push(form.name);
        }
    }
    found
}

/// Whether a value looks like drawn by chance, as keys are: a name, a version, a time or a path that
/// stands beside a word like `key` is none.
fn is_random(value: &str) -> bool {
    let mixed = |part: &str| {
        let digit = part.bytes().any(|byte| byte.is_ascii_digit());
        let letter = part.bytes().any(|byte| byte.is_ascii_alphabetic());
        part.len() >= 8 && digit && letter
    };
    // The rest of a link is told by its slashes.
    let link = value.starts_with("//");
    !link && value.split(['-', '_', '.', '/']).any(mixed) && bits(value) >= 3.0
}

/// How many bits a character of the text tells (its entropy after Shannon).
fn bits(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    text.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    let all = f64::from(counts.iter().sum::<u32>());
    let seen = counts.iter().filter(|count| **count > 0);
    seen.map(|count| f64::from(*count) / all)
        .map(|share| -share * share.log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one() {
        for form in FORMS {
            let built = Regex::new(&(form.pattern)());
            assert!(built.is_ok(), "{}: {:?}", form.name, built.err());
        }
    }

    #[test]
    fn keys_and_addresses_are_masked_and_nothing_else() {
        let secret = "x".repeat(40);
        for (text, name) in [
            (format!("key ghp_{secret} leaked"), "key"),
            ("key AKIAABCDEFGHIJKLMNOP leaked".to_owned(), "key"),
            (format!("password={secret}"), "password"),
            (format!("postgres://app:{secret}@db/x"), "password"),
            (format!("xoxb-{secret}"), "key"),
            (
                format!("hooks.slack.com/services/{secret}"),
                "address of a webhook",
            ),
            (format!("Authorization: Bearer {secret}"), "token"),
            ("algolia_id = 'q7w8e9r0t1y2u3i4o5p6'".to_owned(), "secret"),
            ("the client secret: q7w8e9r0t1y2u3i4".to_owned(), "secret"),
            (
                "mail jo.doe+x@mail.example.org now".to_owned(),
                "e-mail address",
            ),
            ("call +49 170 1234 5678".to_owned(), "phone number"),
        ] {
            let mut masked = text.clone();
            assert_eq!(mask(&mut masked), [name], "{text}");
            assert!(masked.contains(&format!("[{name} masked]")), "{masked}");
            assert!(!masked.contains(&secret), "{masked}");
            assert!(!masked.contains("q7w8"), "{masked}");
        }
        for text in [
            "@on-call: rolled back to v2.3.1 at 10:02+02:00",
            "user@1000.service failed",
            "from 200 to 2000, +12 pods, 2026-03-12 10:00:00",
            "the password was rotated",
            "git@host: fetch of a1b2c3d4e5f6",
            "rolled back to 0c4f21d9b6a7e8f0123456789abcdef012345678",
            "the keys in https://wiki.example/Page-2024-11-07-a1b2c3d4",
            "cache key: checkout-2026-03-12-v2, api: 10.2.33.104:8080",
            "`User::gecos` and `libc::passwd::pw_gecos`",
        ] {
            let mut kept = text.to_owned();
            assert!(mask(&mut kept).is_empty(), "{kept}");
        }
    }
}
