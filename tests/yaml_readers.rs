//! Our tree and other readers of YAML see the same data in the same files, whatever their style;
//! and what we write is what they read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod readers;

use pir::yaml::{Value, document};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::{collection, sample};
use readers::{AWKWARD, Choices, libyaml, ours, same_numbers, saphyr, written};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        sample::select(AWKWARD).prop_map(str::to_owned),
        "[a-z]{1,8}( [a-z]{1,8}){0,30}",
        "[ a-zé:#,'\"\\\\\\n\\t\\-\\[\\]{}&*!|>%@`0-9.~?=\u{85}\u{2028}\u{feff}]{0,40}",
    ]
}

/// `apply_merge` of the second reader takes `"<<"` in quotes for a merge key too.
fn key() -> impl Strategy<Value = String> {
    text().prop_filter("a merge key", |text| text != "<<")
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(|number| Value::Number(number.to_string())),
        text().prop_map(Value::Text),
        text().prop_map(Value::Text),
        text().prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            collection::btree_map(key(), inner, 0..6).prop_map(Value::map),
        ]
    })
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 4000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_style_reads_as_its_data(value in value(), row in collection::vec(any::<u8>(), 1..60)) {
        let text = written(&value, &mut Choices::new(&row));
        let value = same_numbers(value);
        assert_eq!(ours(&text).as_ref(), Some(&value), "{text}");
        // Where a block of text ends the file without a line end, libyaml leaves out the line end
        // that YAML 1.2 counts.
        let ended = if text.ends_with('\n') { text.clone() } else { format!("{text}\n") };
        if let Some(theirs) = libyaml(&ended) {
            assert_eq!(theirs, value, "{text}");
        }
        if let Some(theirs) = saphyr(&text) {
            assert_eq!(theirs, value, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_what_everybody_reads(value in value()) {
        let text = document(&value);
        let value = same_numbers(value);
        assert_eq!(ours(&text).as_ref(), Some(&value), "{text}");
        assert_eq!(libyaml(&text).as_ref(), Some(&value), "{text}");
        assert_eq!(saphyr(&text).as_ref(), Some(&value), "{text}");
    }
}

#[test]
fn awkward_texts_are_read_as_text_by_everybody() {
    for text in AWKWARD {
        let value = Value::map([
            ("key", Value::text(*text)),
            ("list", Value::list([Value::text(*text)])),
        ]);
        let written = document(&value);
        assert_eq!(ours(&written).as_ref(), Some(&value), "{written}");
        assert_eq!(libyaml(&written).as_ref(), Some(&value), "{written}");
        assert_eq!(saphyr(&written).as_ref(), Some(&value), "{written}");
    }
}
