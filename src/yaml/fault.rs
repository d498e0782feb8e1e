//! What stops a reading: the errors of serde in, the node at fault and what is wrong with it out.

use std::fmt;

use super::tree::NodeId;

/// Why a value cannot be read, and where it stands.
#[derive(Debug)]
pub(super) struct Fault(pub(super) Box<Details>);

/// The inside of a [`Fault`].
#[derive(Debug)]
pub(super) struct Details {
    /// The node that cannot be read, as it hangs in its parent.
    pub(super) at: Option<NodeId>,
    /// What is wrong with it.
    pub(super) wrong: Wrong,
    /// Whether it came from a stand-in for a missing field, so it says nothing of the file.
    pub(super) stand_in: bool,
}

/// What is wrong with a node.
#[derive(Debug)]
pub(super) enum Wrong {
    /// It is of another kind than this.
    Kind(String),
    /// It is empty where this is needed.
    Empty(String),
    /// A field is not in it.
    Missing(&'static str),
    /// It is none of these words.
    Word(&'static [&'static str]),
    /// What the type says itself.
    Other(String),
}

impl Fault {
    pub(super) fn new(wrong: Wrong) -> Self {
        Self(Box::new(Details {
            at: None,
            wrong,
            stand_in: false,
        }))
    }

    /// Places the fault, unless it was placed further down.
    pub(super) fn at(mut self, node: NodeId) -> Self {
        if !self.0.stand_in {
            self.0.at.get_or_insert(node);
        }
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.wrong {
            Wrong::Kind(expected) | Wrong::Empty(expected) => write!(f, "expected {expected}"),
            Wrong::Missing(field) => write!(f, "`{field}` is missing"),
            Wrong::Word(_) => f.write_str("the word is not known"),
            Wrong::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Fault {}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Wrong::Other(message.to_string()))
    }

    fn invalid_type(found: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        let expected = in_words(&expected.to_string());
        Self::new(match found {
            serde::de::Unexpected::Unit => Wrong::Empty(expected),
            _ => Wrong::Kind(expected),
        })
    }

    fn invalid_value(found: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        let expected = in_words(&expected.to_string());
        Self::new(match found {
            // The kind is right, and what it says is not.
            serde::de::Unexpected::Str(said) => {
                Wrong::Other(format!("expected {expected}, found `{said}`"))
            }
            _ => Wrong::Kind(expected),
        })
    }

    fn invalid_length(count: usize, expected: &dyn serde::de::Expected) -> Self {
        let expected = expected.to_string();
        Self::new(Wrong::Other(format!(
            "expected {}, found {count} items",
            in_words(&expected)
        )))
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        Self::new(Wrong::Word(known))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Wrong::Missing(field))
    }
}

/// What serde and its derives call the kinds of values, in plain words. What our own types say
/// stays as it is.
fn in_words(expected: &str) -> String {
    let words = match expected {
        "a string" | "a borrowed string" | "str" | "string" => "text",
        "a character" => "a single character",
        "a boolean" | "bool" => "`true` or `false`",
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => "a whole number that is not negative",
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        "a map" | "map" => "keys with values",
        "a sequence" | "sequence" => "a list",
        "unit" => "nothing",
        other if other.starts_with("struct ") => "keys with values",
        other if other.starts_with("tuple struct") || other.starts_with("a tuple of size") => {
            "a list"
        }
        other if other.contains("enum ") || other == "variant identifier" => "one word",
        other if other.starts_with("a nonzero ") || other.contains("integer") => "a whole number",
        other => other,
    };
    words.to_owned()
}
