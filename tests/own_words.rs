//! What `pir` itself says is clean under its own rules about words: prompts, rules, templates, help
//! and docs.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use clap::CommandFactory as _;
use pir::check::language::{self, Lexicon, Section};

/// What the rules find in a text, each with the words.
fn found(text: &str) -> Vec<(&'static str, String)> {
    let found = language::find(text, Section::Story, &Lexicon::default());
    let words = |found: &language::Found| {
        (
            found.wording.rule.code,
            text[found.range.clone()].to_owned(),
        )
    };
    let told = found.iter().filter(|found| !found.wording.is_opt_in());
    told.map(words).collect()
}

#[test]
fn prompts_are_clean() {
    let catalogue = pir::walk::Catalogue::built_in().unwrap();
    let mut wrong = Vec::new();
    for prompt in catalogue.prompts() {
        let mut texts = vec![&prompt.ask, &prompt.why];
        texts.extend(&prompt.probes);
        texts.extend(&prompt.example);
        for text in texts {
            let found = found(text);
            if !found.is_empty() {
                wrong.push((prompt.id.clone(), found));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn rules_are_clean() {
    let mut wrong = Vec::new();
    for rule in pir::cmd::rules().chain(pir::cmd::refusals()) {
        for text in [rule.summary, rule.why, rule.help] {
            let found = found(text);
            if !found.is_empty() {
                wrong.push((rule.code, found));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn help_is_clean() {
    let mut root = pir::cli::Cli::command();
    root.build();
    let mut commands = vec![root];
    while let Some(mut command) = commands.pop() {
        let help = command.render_long_help().to_string();
        assert_eq!(found(&help), [], "{}", command.get_name());
        commands.extend(command.get_subcommands().cloned());
    }
}

#[test]
fn templates_and_pages_are_clean() {
    let mut files: Vec<_> = ["README.md", "CONTRIBUTING.md", "examples/README.md"]
        .map(Into::into)
        .to_vec();
    for folder in ["templates", "docs", "docs/decisions", "tests/cmd"] {
        files.extend(
            fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path()),
        );
    }
    let mut wrong = Vec::new();
    let picture = |file: &Path| file.extension().is_some_and(|end| end == "png");
    for file in files.iter().filter(|file| file.is_file() && !picture(file)) {
        let found = found(&fs::read_to_string(file).unwrap());
        if !found.is_empty() {
            wrong.push((file.display().to_string(), found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
