//! What an import masks, judged by a scanner of others: gitleaks finds keys in an export and none in
//! the timeline that is made of it. `PIR_TEST_GITLEAKS` names the program; without it the test says
//! that it was passed over.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and says that it was passed over"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HEX: &str = "0123456789abcdef";

/// What stands before a key, of what it is made, how long it is, and what stands behind it. None is a
/// key of anybody: chance makes them anew.
const KEYS: &[(&str, &str, usize, &str)] = &[
    ("ghp_", LETTERS, 36, ""),
    ("glpat-", LETTERS, 20, ""),
    ("glrt-", LETTERS, 20, ""),
    ("AKIA", UPPER, 16, ""),
    ("sk-ant-api03-", LETTERS, 93, "AA"),
    ("hf_", "abcdefghijklmnopqrstuvwxyz", 34, ""),
    ("npm_", LOWER, 36, ""),
    ("dop_v1_", HEX, 64, ""),
    ("dp.pt.", LOWER, 43, ""),
    ("glsa_", LETTERS, 32, "_0a1b2c3d"),
    ("hvs.", LETTERS, 95, ""),
    ("lin_api_", LOWER, 40, ""),
    ("NRAK-", UPPER, 27, ""),
    ("PMAK-0123456789abcdef01234567-", HEX, 34, ""),
    ("pul-", HEX, 40, ""),
    ("rubygems_", HEX, 48, ""),
    ("SG.", LOWER, 66, ""),
    ("shpat_", HEX, 32, ""),
    ("sntryu_", HEX, 64, ""),
    ("sk_live_", LETTERS, 30, ""),
    ("xoxb-123456789012-123456789012-", LETTERS, 24, ""),
    ("SK", HEX, 32, ""),
    ("AIza", LETTERS, 35, ""),
    ("LTAI", LOWER, 20, ""),
    ("dapi", HEX, 32, ""),
    ("algolia_key = '", LOWER, 32, "'"),
    ("cloudflare_token: ", LOWER, 40, ""),
    ("FASTLY_API=", LOWER, 32, ""),
    ("secret=\"", LOWER, 40, "\""),
    ("api_key: ", LETTERS, 32, ""),
];

/// How many secrets gitleaks finds in a folder.
fn found(scanner: &str, folder: &Path) -> usize {
    let report = folder.with_extension("json");
    let output = Command::new(scanner)
        .args(["dir", "--exit-code", "0", "--report-format", "json"])
        .arg("--report-path")
        .arg(&report)
        .arg(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let report: serde_json::Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    report.as_array().unwrap().len()
}

#[test]
fn a_scanner_finds_keys_in_an_export_and_none_in_the_timeline() {
    let Ok(scanner) = std::env::var("PIR_TEST_GITLEAKS") else {
        println!("passed over: PIR_TEST_GITLEAKS names no gitleaks");
        return;
    };
    let mut chance = fastrand::Rng::with_seed(7);
    let mut export = String::new();
    for (minute, (before, letters, length, after)) in KEYS.iter().enumerate() {
        let letters: Vec<char> = letters.chars().collect();
        let key: String = (0..*length)
            .map(|_| letters[chance.usize(..letters.len())])
            .collect();
        export += &format!("10:{minute:02} note: the log said {before}{key}{after} and went on\n");
    }
    let home = tempfile::tempdir().unwrap();
    let (before, after) = (home.path().join("before"), home.path().join("after"));
    fs::create_dir(&before).unwrap();
    fs::create_dir(&after).unwrap();
    fs::write(before.join("export.txt"), &export).unwrap();
    fs::write(
        after.join("incident.yaml"),
        "title: T\ndate: 2026-03-12\ntimezone: UTC\n",
    )
    .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_pir"))
        .current_dir(&after)
        .args(["import", "-i", ".", "../before/export.txt"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let timeline = fs::read_to_string(after.join("incident.yaml")).unwrap();
    assert_eq!(
        timeline.matches(" masked").count(),
        KEYS.len(),
        "{timeline}"
    );
    // Chance makes some keys that it takes for words.
    assert!(found(&scanner, &before) >= KEYS.len() - 2);
    assert_eq!(found(&scanner, &after), 0, "{timeline}");
}
