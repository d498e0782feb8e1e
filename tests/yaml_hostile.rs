//! Whatever the bytes, reading and editing give a result or a finding, in time and without a panic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::time::{Duration, Instant};

use pir::source::Text;
use pir::yaml::{Change, Value, apply, decode, load};
use proptest::collection;
use proptest::prelude::{any, proptest};
use serde::Deserialize;

/// Generous, for a slow machine without optimisation; what it guards against takes minutes.
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    a: Vec<Text>,
    b: Option<Box<File>>,
}

/// Reads and edits bytes in every way; returns the code of the first finding.
fn survive(bytes: Vec<u8>) -> Option<&'static str> {
    let start = Instant::now();
    let source = match decode("a.yaml", bytes) {
        Ok(source) => source,
        Err(finding) => return Some(finding.rule.code),
    };
    let (_, findings) = load::<serde_json::Value>(&source);
    let (_, typed) = load::<File>(&source);
    for finding in findings.iter().chain(&typed) {
        let span = finding.span;
        assert!(source.text().get(span.range()).is_some(), "{finding:?}");
        assert!(
            !finding.message.contains(|c: char| c.is_control()),
            "{:?}",
            finding.message
        );
    }
    let path = || vec!["a".into(), 0.into()];
    let set = Change::Set {
        path: path(),
        value: Value::text("x\ny"),
    };
    let insert = Change::Insert {
        path: vec!["a".into()],
        at: 1,
        value: Value::text("x"),
    };
    for change in [set, insert, Change::Remove { path: path() }] {
        let _ = apply(&source, &[change]);
    }
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    findings.first().map(|finding| finding.rule.code)
}

#[test]
fn hostile_files_end_in_a_finding() {
    let bomb = |n: usize| {
        format!(
            "a{n}: &a{n} [{}]\n",
            vec![format!("*a{}", n - 1); 9].join(", ")
        )
    };
    let bomb = format!(
        "a0: &a0 [x]\n{}",
        (1..9).map(bomb).collect::<Vec<_>>().concat()
    );
    let quadratic = format!(
        "x: &x \"{}\"\na:\n{}",
        "x".repeat(200_000),
        "- *x\n".repeat(20_000)
    );
    let merges = |n: usize| {
        format!(
            "m{n}: &m{n} {{<<: [{}]}}\n",
            vec![format!("*m{}", n - 1); 9].join(", ")
        )
    };
    let merges = format!(
        "m0: &m0 {{k: v}}\n{}",
        (1..9).map(merges).collect::<Vec<_>>().concat()
    );
    for (text, code) in [
        (bomb, "too-large"),
        (quadratic, "too-large"),
        (merges, "too-large"),
        ("[".repeat(10_000), "too-large"),
        ("{a: ".repeat(10_000), "too-large"),
        ("- ".repeat(10_000), "too-large"),
        ("? ".repeat(10_000), "too-large"),
        (format!("a: \"{}\"\n", "x".repeat(20 << 20)), "too-large"),
        ("a: b\0c\n".to_owned(), "bad-yaml"),
        ("a: &x [*x]\n".to_owned(), "bad-yaml"),
        ("a: 1\n".repeat(50_000), "duplicate-key"),
    ] {
        assert_eq!(survive(text.clone().into_bytes()), Some(code), "{text:.80}");
    }
    assert_eq!(survive(b"a: \xff\n".to_vec()), Some("bad-yaml"));
    assert_eq!(survive(b"\xff\xfea\0:\0".to_vec()), Some("bad-yaml"));
}

#[test]
fn large_files_are_read_in_time() {
    survive(format!("a: \"{}\"\n", "x".repeat(6 << 20)).into_bytes());
    survive(format!("a: |\n{}", "  line of text\n".repeat(200_000)).into_bytes());
    survive(format!("a: |+\n{}", "\n".repeat(1_000_000)).into_bytes());
    survive(format!("a: [{}]\n", "x, ".repeat(60_000)).into_bytes());
    survive(format!("a:\n{}", "- &x x\n".repeat(20_000)).into_bytes());
    survive("# comment\n".repeat(200_000).into_bytes());
    survive(format!("a:\n{}", "- {b: 1} # c\n".repeat(10_000)).into_bytes());
    survive(
        (0..10_000)
            .map(|n| format!("k{n}: v\n"))
            .collect::<Vec<_>>()
            .concat()
            .into_bytes(),
    );
    survive(format!("&{} a: 1\n", "x".repeat(1 << 20)).into_bytes());
    survive(format!("{}: 1\n", "x".repeat(1 << 20)).into_bytes());
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_survive(bytes in collection::vec(any::<u8>(), 0..80)) {
        survive(bytes);
    }

    #[test]
    fn any_marks_survive(text in "([ab:#,&*!|>%@`\\[\\]{}'\"\\\\?~<=.0-9é\u{feff}\u{85}\t -]|: |- |\n|\n  |\r\n|a: ){0,40}") {
        survive(text.into_bytes());
    }
}
