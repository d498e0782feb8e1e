//! `pir explain` knows every word that a file can hold.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::process::Command;

/// What `pir explain` prints of `code`.
fn explained(code: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["explain", code])
        .output()
        .unwrap();
    assert!(output.status.success(), "{code}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_word_of_every_vocabulary_is_explained() {
    let mut words = 0;
    for file in fs::read_dir("src/model").unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for block in text.split("\nwords! {").skip(1) {
            let block = block.split("\n}").next().unwrap();
            for row in block.lines().filter(|line| line.contains(" = \"")) {
                let parts: Vec<_> = row.split('"').collect();
                let (word, meaning) = (parts[1], parts[3]);
                let page = explained(word);
                assert!(page.contains(&format!("\n  {meaning}\n")), "{word}: {page}");
                words += 1;
            }
        }
    }
    assert!(words > 80, "{words}");
}

#[test]
fn fields_are_explained_where_they_stand() {
    let page = explained("known_to");
    assert!(
        page.contains("\nreview.yaml: latent_failures.known_to\n"),
        "{page}"
    );
    assert!(page.contains("in it: "), "{page}");
    let page = explained("visibility");
    assert!(page.contains("one of: internal, public"), "{page}");
    for name in ["mark", "interacts_with", "reverts", "thresholds"] {
        assert!(explained(name).contains(".yaml: "), "{name}");
    }
}

#[test]
fn everything_that_is_listed_is_explained() {
    let output = Command::new(env!("CARGO_BIN_EXE_pir"))
        .arg("explain")
        .output()
        .unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    let ids: Vec<_> = list
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .collect();
    assert!(ids.len() > 200, "{}", ids.len());
    for id in ids {
        assert!(explained(id).starts_with(&format!("{id}: ")), "{id}");
    }
}
