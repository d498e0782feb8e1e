//! What a plain scalar means: its text in, null, bool, number or text out (the YAML 1.2 core schema).

use super::tree::{Kind, NodeId, Style, Tag, Tree};

/// What a scalar is when nobody asks for a type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meaning<'t> {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(&'t str),
    /// Anything else.
    Text(&'t str),
}

impl Tree {
    /// What a node means, when it is a scalar. Aliases are followed.
    pub(super) fn meaning(&self, node: NodeId) -> Option<Meaning<'_>> {
        let node = self.node(self.resolve(node));
        match &node.kind {
            Kind::Scalar {
                style: Style::Plain,
                text,
            } if node.tag != Tag::Text => Some(plain(self.decoded(text))),
            Kind::Scalar { text, .. } => Some(Meaning::Text(self.decoded(text))),
            Kind::Unresolved => Some(Meaning::Text(self.source.slice(node.span))),
            _ => None,
        }
    }

    /// Whether a node holds no value.
    pub fn is_null(&self, node: NodeId) -> bool {
        self.meaning(node) == Some(Meaning::Null)
    }
}

/// What a scalar without quotes means.
pub(super) fn plain(text: &str) -> Meaning<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Meaning::Null,
        "true" | "True" | "TRUE" => Meaning::Bool(true),
        "false" | "False" | "FALSE" => Meaning::Bool(false),
        _ if int(text).is_some() || is_float(text) => Meaning::Number(text),
        _ => Meaning::Text(text),
    }
}

/// A whole number as YAML writes them: `12`, `-3`, `0x1f`, `0o17`. A leading zero makes text, for
/// readers disagree about `0617`.
pub(super) fn int(text: &str) -> Option<i128> {
    if let Some(digits) = text.strip_prefix("0x") {
        return unsigned(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return unsigned(digits, 8);
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    let value = unsigned(digits, 10)?;
    Some(if text.starts_with('-') { -value } else { value })
}

fn unsigned(digits: &str, base: u32) -> Option<i128> {
    let plain = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base));
    plain
        .then(|| i128::from_str_radix(digits, base).ok())
        .flatten()
}

/// A number with a point or an exponent, infinity and not-a-number.
pub(super) fn float(text: &str) -> Option<f64> {
    let (negative, rest) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let value = match rest {
        ".inf" | ".Inf" | ".INF" => f64::INFINITY,
        ".nan" | ".NaN" | ".NAN" if rest.len() == text.len() => f64::NAN,
        _ if is_float(text) => rest.parse().ok()?,
        _ => return None,
    };
    Some(if negative { -value } else { value })
}

fn is_float(text: &str) -> bool {
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(rest, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    let exponent = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    let marked = mantissa.contains('.') || rest.contains(['e', 'E']);
    let some = !(whole.is_empty() && part.is_empty());
    // A whole number too long for `int` is still a number.
    let long = !marked && !whole.is_empty();
    (marked || long) && some && !leading_zero && digits(whole) && digits(part) && exponent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_mean_what_the_core_schema_says() {
        for text in [
            "1", "-1", "+12", "0x1F", "0o17", "1.5", ".5", "1e3", "-.inf", ".nan", "0",
        ] {
            assert_eq!(plain(text), Meaning::Number(text));
        }
        for text in [
            "0617",
            "1_000",
            "10:38",
            "yes",
            "no",
            "0b1",
            "2026-03-12",
            ".",
            "-",
            "e3",
            "0x",
            "1e",
            "=",
            "00.5",
        ] {
            assert_eq!(plain(text), Meaning::Text(text));
        }
        assert_eq!(plain("~"), Meaning::Null);
        assert_eq!(plain("True"), Meaning::Bool(true));
    }

    #[test]
    fn numbers_have_values() {
        assert_eq!(int("-0"), Some(0));
        assert_eq!(int("0x1F"), Some(31));
        assert_eq!(int("-12"), Some(-12));
        assert_eq!(int("1.0"), None);
        assert_eq!(float("-1.5e1"), Some(-15.0));
        assert_eq!(float("-.INF"), Some(f64::NEG_INFINITY));
        assert_eq!(float("x"), None);
    }
}
