//! A [`Report`] and a template in, a document out: Markdown, HTML or whatever the template writes.
//! Text of the user can never break the document around it.

pub mod digest;
mod filters;
pub mod html;
mod leaks;
pub mod markdown;
mod page;
mod template;

use serde::Serialize;

use crate::report::Report;

pub use filters::{FILTERS, Filter};
pub use leaks::{Leak, leaks, leaks_of_report};
pub use page::{Body, Frame, Link};
pub use template::{Listed, Origin, TEMPLATE_ERROR, Templates, file_name, is_public};

/// What a template would see, as JSON.
pub fn context(report: &Report) -> String {
    pretty(report)
}

/// The words of a text that a person wrote, on one line and without the marks that set them.
pub fn plain(text: &str) -> String {
    html::words(&markdown::inline(text)).text
}

/// Any value as JSON with one line end at its end.
fn pretty(value: &impl Serialize) -> String {
    // A report holds only maps with text keys, numbers, texts and lists: nothing JSON cannot say.
    let mut json = serde_json::to_string_pretty(value).unwrap_or_default();
    json.push('\n');
    json
}

/// How `old` and `new` differ, in the form of `diff -u`; empty where they do not. Line ends count
/// for nothing, since git may have changed them.
pub fn difference(old: &str, new: &str, name: &str) -> String {
    let [old, new] = [old, new].map(|text| text.replace("\r\n", "\n"));
    if old == new {
        return String::new();
    }
    similar::TextDiff::from_lines(&old, &new)
        .unified_diff()
        .context_radius(3)
        .header(&format!("{name} (on disk)"), &format!("{name} (rendered)"))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::{difference, plain};

    #[test]
    fn plain_words_are_all_that_was_said() {
        for (text, words) in [
            (
                "`import_job` and *late* [runs](https://x.example)",
                "import_job and late runs",
            ),
            ("1. a <b> & #c | d_e_f", "1. a <b> & #c | d_e_f"),
            ("two\nlines", "two lines"),
        ] {
            assert_eq!(plain(text), words);
        }
    }

    #[test]
    fn a_difference_names_both_sides() {
        let diff = difference("a\nb\n", "a\nc\n", "review.md");
        assert!(
            diff.starts_with("--- review.md (on disk)\n+++ review.md (rendered)\n"),
            "{diff}"
        );
        assert!(diff.contains("-b\n+c\n"), "{diff}");
        assert_eq!(difference("a\r\nb\n", "a\nb\n", "x"), "");
    }
}
