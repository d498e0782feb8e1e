//! A command that is killed at any moment leaves the file as it was or as it was to be, and
//! nothing beside it that anybody would take for one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How often the command is killed.
const KILLS: u64 = 150;

#[test]
fn a_killed_add_leaves_a_whole_file() {
    let before = fs::read_to_string("examples/2026-03-12-checkout-slow/incident.yaml").unwrap();
    let after = with(&before, |folder| {
        assert!(add(folder).status().unwrap().success());
    });
    assert_ne!(before, after);
    let mut unchanged = 0;
    for round in 0..KILLS {
        let found = with(&before, |folder| {
            let mut child = add(folder).spawn().unwrap();
            std::thread::sleep(Duration::from_micros(100 * round));
            let _ = child.kill();
            child.wait().unwrap();
        });
        assert!(
            found == before || found == after,
            "round {round} left half a file:\n{found}"
        );
        unchanged += u64::from(found == before);
    }
    assert!(
        unchanged > 0,
        "no kill came before the write; the test shows nothing"
    );
}

/// What the incident file holds after `act` on a fresh folder with `text` in it.
fn with(text: &str, act: impl Fn(&Path)) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("incident.yaml");
    fs::write(&file, text).unwrap();
    act(dir.path());
    for entry in fs::read_dir(dir.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name == "incident.yaml" || name.starts_with(".pir-"),
            "{name} was left behind"
        );
    }
    fs::read_to_string(&file).unwrap()
}

fn add(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pir"));
    command
        .args([
            "add",
            "backlog half empty",
            "--at",
            "13:10",
            "--kind",
            "observation",
            "--incident",
        ])
        .arg(folder)
        .env("SOURCE_DATE_EPOCH", "1773500400")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
