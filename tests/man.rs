//! The man pages, read by a program that knows their language; passed over, which is said, where there
//! is none.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may panic, and says what it passed over"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_page_is_read_without_an_error_and_keeps_its_examples() {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["man", "pages"])
        .current_dir(home.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut pages = 0;
    for page in fs::read_dir(home.path().join("pages")).unwrap() {
        let page = page.unwrap().path();
        let Some(text) = read(&page) else {
            eprintln!("passed over: mandoc is not installed");
            return;
        };
        let name = page.file_stem().unwrap().to_str().unwrap();
        let mut words = name.split('-').skip(1);
        let help = Command::new(env!("CARGO_BIN_EXE_pir"))
            .arg("help")
            .args(&mut words)
            .output()
            .unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        let examples = help
            .split_once("Examples:\n")
            .map_or("", |(_, examples)| examples);
        for line in examples.lines().filter(|line| line.starts_with("  ")) {
            assert!(text.contains(line.trim()), "{name}: {line}");
        }
        pages += 1;
    }
    assert!(pages > 15, "{pages}");
}

/// The page as text, if something here can read it.
fn read(page: &Path) -> Option<String> {
    let mandoc = |output: &str| {
        Command::new("mandoc")
            .args(["-T", output, "-W", "error", "-O", "width=200"])
            .arg(page)
            .env("LC_ALL", "C.UTF-8")
            .output()
    };
    let lint = mandoc("lint").ok()?;
    let said = String::from_utf8_lossy(&lint.stdout);
    assert!(lint.status.success() && said.is_empty(), "{said}");
    Some(String::from_utf8(mandoc("utf8").unwrap().stdout).unwrap())
}
