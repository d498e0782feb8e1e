//! The schemas in the YAML language server that editors use: `tests/editor/check.mjs`. Skipped where
//! node or the server is missing; `npm install --prefix target/editor yaml-language-server` brings it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may panic, and says when it is skipped"
)]

use std::path::Path;
use std::process::Command;

/// Where `.ci/run` installs the server.
const SERVER: &str = "target/editor/node_modules/yaml-language-server/bin/yaml-language-server";

#[test]
fn the_language_server_completes_explains_and_finds_faults() {
    let node = Command::new("node").arg("--version").output();
    let missing = match (node, Path::new(SERVER).is_file()) {
        (Err(_), _) => "node is not installed",
        (_, false) => "the YAML language server is not in target/editor",
        _ => "",
    };
    if !missing.is_empty() {
        let required = std::env::var("PIR_TEST_EDITOR").is_ok_and(|value| value == "required");
        assert!(!required, "{missing}");
        eprintln!("skipped: {missing}");
        return;
    }
    let repo = tempfile::tempdir().unwrap();
    let init = Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["init", "--timezone", "UTC", "--no-input"])
        .current_dir(repo.path())
        .output()
        .unwrap();
    assert!(init.status.success(), "{init:?}");
    let tried = Command::new("node")
        .args(["tests/editor/check.mjs", SERVER])
        .arg(repo.path().canonicalize().unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&tried.stderr);
    assert!(tried.status.success(), "{said}");
}
