//! The forms in which findings go to other tools: read back by readers of those forms.
//!
//! SARIF is judged by its official schema, which `.ci/run` installs; by hand it is
//! `npm install --prefix target/sarif @microsoft/jest-sarif`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may panic, and says when it is skipped"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Where `.ci/run` installs the schema of SARIF.
const SCHEMA: &str =
    "target/sarif/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

/// A name that every form has to write otherwise.
const FOLDER: &str = "reviews/2026-03-12-a,b:c %41 \"q\" <&>";

/// A repo whose one incident has 12 hints, a warning and an error, with odd characters.
fn repo() -> tempfile::TempDir {
    let repo = tempfile::tempdir().unwrap();
    let folder = repo.path().join(FOLDER);
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir(repo.path().join(".git")).unwrap();
    let hints: String = (0..12)
        .map(|at| format!("  Line {at}: we should have tested it, \u{1f600} & \"so\" on.\n\n"))
        .collect();
    let text = format!(
        "pir: 1\ntitle: T\nsummary: |\n{hints}severity: \"two\\u0001\"\nstatus: 'dra<ft'\ntimeline: |\n  2026-03-12 10:00Z a !resolved\n  2026-03-12 11:00Z b !started\n"
    );
    fs::write(folder.join("incident.yaml"), text).unwrap();
    repo
}

fn check(repo: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pir"))
        .arg("check")
        .args(args)
        .env("GITHUB_STEP_SUMMARY", repo.join("summary.md"))
        .current_dir(repo)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn sarif_keeps_its_schema() {
    let repo = repo();
    let log: Value = serde_json::from_str(&check(repo.path(), &["--format", "sarif"])).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 14);
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "reviews/2026-03-12-a%2Cb%3Ac%20%2541%20%22q%22%20%3C%26%3E/incident.yaml"
    );
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let Ok(schema) = fs::read_to_string(SCHEMA) else {
        let required = std::env::var("PIR_TEST_SARIF").is_ok_and(|value| value == "required");
        assert!(!required, "{SCHEMA} is not there");
        eprintln!("skipped: {SCHEMA} is not there");
        return;
    };
    // One of its patterns is none, with a bracket too many.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<_> = validator.iter_errors(&log).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn junit_is_read_back_with_the_same_counts_and_words() {
    let repo = repo();
    for (level, failures) in [("error", 1), ("hint", 14)] {
        let text = check(repo.path(), &["--format", "junit", "--fail-level", level]);
        let report = roxmltree::Document::parse(&text).unwrap();
        let named = |name: &'static str| {
            let all = report.descendants();
            all.filter(move |node| node.has_tag_name(name))
        };
        assert_eq!(named("testcase").count(), 14);
        assert_eq!(named("failure").count(), failures);
        assert_eq!(named("skipped").count(), 14 - failures);
        let suite = named("testsuite").next().unwrap();
        assert_eq!(suite.attribute("failures"), Some(&*failures.to_string()));
        let path = format!("{FOLDER}/incident.yaml");
        let of_file = |node: &roxmltree::Node<'_, '_>| node.attribute("file") == Some(&path);
        assert!(named("testcase").all(|node| of_file(&node)));
    }
}

#[test]
fn gitlab_has_a_print_of_its_own_for_each_finding() {
    let repo = repo();
    let report: Value = serde_json::from_str(&check(repo.path(), &["--format", "gitlab"])).unwrap();
    let rows = report.as_array().unwrap();
    let prints: std::collections::BTreeSet<_> = rows
        .iter()
        .map(|row| row["fingerprint"].to_string())
        .collect();
    assert_eq!((rows.len(), prints.len()), (14, 14));
}

/// A command of a workflow, read as the service reads it: its kind, its properties, its text.
fn command(line: &str) -> (String, Vec<(String, String)>, String) {
    let (head, text) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (kind, properties) = head.split_once(' ').unwrap();
    let read = |text: &str| {
        text.replace("%0A", "\n")
            .replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%25", "%")
    };
    let properties = properties.split(',').map(|one| {
        let (name, value) = one.split_once('=').unwrap();
        (name.to_owned(), read(value))
    });
    (kind.to_owned(), properties.collect(), read(text))
}

#[test]
fn github_shows_what_weighs_most_and_counts_the_rest() {
    let repo = repo();
    let text = check(repo.path(), &["--format", "github"]);
    let commands: Vec<_> = text.lines().map(command).collect();
    let kinds: Vec<_> = commands.iter().map(|one| one.0.as_str()).collect();
    let mut expected = vec!["error", "warning"];
    expected.extend(["notice"; 10]);
    assert_eq!(kinds, expected, "{text}");
    assert_eq!(
        commands[0].1[0],
        ("file".to_owned(), format!("{FOLDER}/incident.yaml"))
    );
    assert!(commands[11].2.starts_with("3 more"), "{text}");
    let summary = fs::read_to_string(repo.path().join("summary.md")).unwrap();
    assert_eq!(summary.matches("[should-have]").count(), 12);
}
