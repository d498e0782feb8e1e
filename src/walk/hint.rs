//! Remarks about the words of an answer, which reach a front end from outside.

/// A remark about the words of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The rule.
    pub code: &'static str,
    /// What to say, in a line.
    pub text: String,
}
