//! The table of rules over itself: each is found in its bad examples, not in its good ones, and
//! says what it finds, why, and what to do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use pir::check::entries::Entries;
use pir::check::{self, Document, Subject, language};
use pir::config::Config;
use pir::diagnostic::{Diagnostic, Group, Level, Rule};
use pir::load::{self, Loaded};
use pir::source::Source;

#[test]
fn every_rule_is_found_in_its_bad_examples_and_not_in_its_good_ones() {
    let mut missing = Vec::new();
    for rule in pir::cmd::rules() {
        assert!(!rule.bad.is_empty(), "{} has no bad example", rule.code);
        assert!(!rule.good.is_empty(), "{} has no good example", rule.code);
        for bad in rule.bad {
            let found = codes(&file(rule, bad));
            if !found.contains(rule.code) {
                missing.push(format!("{}: not found in\n{bad}\nbut {found:?}", rule.code));
            }
        }
        for good in rule.good {
            let findings = findings(&file(rule, good));
            let wrong: Vec<_> = findings
                .iter()
                .filter(|finding| finding.rule.code == rule.code || finding.level == Level::Error)
                .map(|finding| (finding.rule.code, &finding.message))
                .collect();
            if !wrong.is_empty() {
                missing.push(format!("{}: {wrong:?} in\n{good}", rule.code));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n\n"));
}

#[test]
fn every_rule_says_what_why_and_what_to_do() {
    for rule in pir::cmd::rules().chain(pir::cmd::refusals()) {
        for (name, text) in [
            ("summary", rule.summary),
            ("why", rule.why),
            ("help", rule.help),
        ] {
            assert!(!text.trim().is_empty(), "{}: no {name}", rule.code);
        }
        assert!(
            !rule.summary.ends_with('.'),
            "{}: the summary is a phrase",
            rule.code
        );
    }
}

#[test]
fn codes_are_unique_and_kebab_case() {
    let mut seen = BTreeSet::new();
    for Rule { code, .. } in pir::cmd::rules().chain(pir::cmd::refusals()) {
        assert!(seen.insert(*code), "{code} stands twice");
        assert!(
            code.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
            "{code}"
        );
    }
}

#[test]
fn findings_stand_on_whole_characters_of_their_file() {
    for rule in pir::cmd::rules() {
        for bad in rule.bad {
            for finding in findings(&file(rule, bad)) {
                let text = finding.source.text();
                assert!(
                    text.get(finding.span.range()).is_some(),
                    "{}: {bad}",
                    finding.rule.code
                );
            }
        }
    }
}

#[test]
fn every_rule_about_words_has_ten_examples_and_the_twin_of_each() {
    for wording in language::RULES {
        let rule = &wording.rule;
        assert!(rule.bad.len() >= 10, "{}", rule.code);
        assert_eq!(rule.bad.len(), rule.good.len(), "{}", rule.code);
    }
}

#[test]
fn a_good_example_about_words_is_clean_under_every_rule() {
    let lexicon = language::Lexicon::default();
    let mut wrong = Vec::new();
    for wording in language::RULES {
        for good in wording.rule.good {
            let found = language::find(good, language::Section::Story, &lexicon);
            let codes: Vec<_> = found.iter().map(|found| found.wording.rule.code).collect();
            if !codes.is_empty() {
                wrong.push(format!("{}: {codes:?} in {good}", wording.rule.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An example as a file: of a rule about words it is a sentence.
fn file(rule: &Rule, example: &str) -> String {
    match rule.group {
        Group::Language => {
            let text = serde_json::to_string(example).unwrap();
            format!("pir: 1\ntitle: T\nsummary: {text}\n")
        }
        Group::Structure | Group::Timeline => example.to_owned(),
    }
}

fn codes(text: &str) -> BTreeSet<&'static str> {
    findings(text)
        .iter()
        .map(|finding| finding.rule.code)
        .collect()
}

/// What is found in a file. Its first line may say which it is (`# review.yaml`); the others of
/// its incident are then the least that they can be.
fn findings(text: &str) -> Vec<Diagnostic> {
    let now: DateTime<Utc> = "2026-12-01T00:00:00Z".parse().unwrap();
    let named = text
        .split_once('\n')
        .and_then(|(first, rest)| Some((first.strip_prefix("# ")?, rest)));
    let (name, text) = match named {
        Some((name @ ("review.yaml" | "plan.yaml" | "register.yaml"), rest)) => (name, rest),
        _ => ("incident.yaml", text),
    };
    let least = "pir: 1\ntitle: T\n";
    let source = |file: &str| Source::new(file, if file == name { text } else { least });
    let incident = load::incident(&source("incident.yaml"), now, None);
    let review = (name == "review.yaml").then(|| load::review(&source("review.yaml")));
    let plan = (name == "plan.yaml").then(|| load::plan(&source("plan.yaml")));
    let mut findings = incident.findings.clone();
    if name == "register.yaml" {
        findings.extend(load::register(&source(name)).findings);
    }
    findings.extend(review.iter().flat_map(|loaded| loaded.findings.clone()));
    findings.extend(plan.iter().flat_map(|loaded| loaded.findings.clone()));
    if let Some(value) = &incident.value {
        let subject = Subject {
            incident: Document {
                source: &incident.source,
                value,
            },
            review: review.as_ref().and_then(document),
            plan: plan.as_ref().and_then(document),
        };
        findings.extend(check::run(&subject));
        // The examples of an archive are archives of one incident.
        findings.extend(Entries::of(&subject).missing());
        findings.extend(language::check(&subject, &Config::default()));
    }
    let known: Vec<_> = pir::cmd::rules().map(|rule| rule.code).collect();
    check::allow::settle(&[&incident.source], findings, &known)
}

fn document<T>(loaded: &Loaded<T>) -> Option<Document<'_, T>> {
    let source: &Arc<Source> = &loaded.source;
    loaded
        .value
        .as_ref()
        .map(|value| Document { source, value })
}
