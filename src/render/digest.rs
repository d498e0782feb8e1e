//! The seal of a rendered file: a last line that names what it was made from and holds a digest of
//! the text above, so that a person's edit is seen before it would be overwritten.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// What a seal says about the text above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// Nobody changed the text since it was rendered.
    Untouched,
    /// Somebody did.
    Edited,
    /// There is no seal: a person wrote it.
    Unsealed,
}

/// How a seal begins.
const OPENING: &str = "<!-- pir: made from ";

/// What stands before the digest.
const DIGEST: &str = "; sha256 ";

/// The text with its seal; `sources` are the names of what it was made from.
pub fn seal(text: &str, sources: &[&str]) -> String {
    let text = text.trim_end_matches(['\n', '\r']);
    let sources: Vec<_> = sources.iter().map(|name| harmless(name)).collect();
    let digest = digest(text);
    format!(
        "{text}\n\n{OPENING}{}{DIGEST}{digest} -->\n",
        sources.join(", ")
    )
}

/// Whether the text is as it was sealed, whatever its line ends.
pub fn verify(text: &str) -> Seal {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(start) = text.rfind(OPENING) else {
        return Seal::Unsealed;
    };
    let (body, seal) = text.split_at(start);
    let stated = seal
        .trim_end()
        .strip_suffix(" -->")
        .and_then(|seal| seal.rsplit_once(DIGEST));
    match stated {
        Some((_, stated)) if stated == digest(body) => Seal::Untouched,
        _ => Seal::Edited,
    }
}

/// The start of the SHA-256 of a text, with line ends made even and those at its end left out.
fn digest(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let sum = Sha256::digest(text.trim_end().as_bytes());
    sum.iter().take(16).fold(String::new(), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The name of a source, so that it cannot end the comment it stands in.
fn harmless(name: &str) -> String {
    let keep = |c: char| {
        if c.is_control() || matches!(c, '<' | '>') {
            '_'
        } else {
            c
        }
    };
    let name: String = name.chars().map(keep).collect();
    name.replace("--", "__")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_seen_and_line_ends_are_not_one() {
        let sealed = seal("# a\n\nb\n", &["incident.yaml", "review.yaml"]);
        assert!(sealed.starts_with("# a\n\nb\n\n<!-- pir: made from incident.yaml, review.yaml; "));
        assert_eq!(verify(&sealed), Seal::Untouched);
        assert_eq!(verify(&sealed.replace('\n', "\r\n")), Seal::Untouched);
        assert_eq!(verify(sealed.trim_end()), Seal::Untouched);
        assert_eq!(verify(&sealed.replace("b\n", "c\n")), Seal::Edited);
        assert_eq!(verify(&format!("{sealed}more\n")), Seal::Edited);
        assert_eq!(verify(&sealed.replace("sha256 ", "sha256 0")), Seal::Edited);
        assert_eq!(verify("# a\n\nb\n"), Seal::Unsealed);
    }

    #[test]
    fn a_name_cannot_end_the_comment() {
        let sealed = seal("a", &["x--><b>.yaml"]);
        assert_eq!(sealed.matches("-->").count(), 1);
        assert_eq!(verify(&sealed), Seal::Untouched);
    }
}
