//! The rules about words take any text: nothing panics, and what is found stands on whole
//! characters.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use pir::check::language::{self, Lexicon, Section};
use proptest::prelude::*;

/// Words of the rules' own examples, with what stands between words, in any order.
fn jumble() -> impl Strategy<Value = String> {
    let examples = language::RULES.iter().flat_map(|wording| wording.rule.bad);
    let mut words: Vec<&str> = examples.flat_map(|text| text.split(' ')).collect();
    words.extend([
        ",",
        ";",
        "-",
        "(",
        "?",
        "\n\n",
        "\n  ",
        "`x`",
        "> ",
        "# Actions\n\n",
        "\"",
        "“",
        "”",
        "’",
        "é",
        "| a |\n",
        "e.g.",
        "https://a.example",
        "@",
        "…",
        "10.42 AC",
        "- ",
        "[a](b)",
        "<!-- x -->",
        "n't",
        "'s",
    ]);
    proptest::collection::vec(proptest::sample::select(words), 0..40)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_order_of_words_is_taken(text in jumble()) {
        for found in language::find(&text, Section::Story, &Lexicon::default()) {
            prop_assert!(text.get(found.range.clone()).is_some_and(|words| !words.is_empty()));
        }
    }

    #[test]
    fn any_text_is_taken(text in any::<String>()) {
        for found in language::find(&text, Section::Plan, &Lexicon::default()) {
            prop_assert!(text.get(found.range).is_some());
        }
    }
}
