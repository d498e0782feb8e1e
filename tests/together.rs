//! Several commands at once on one incident: every event that was reported as added is there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::process::{Command, Stdio};

/// How many commands run at once.
const WRITERS: usize = 8;

#[test]
fn no_event_that_was_reported_as_added_is_lost() {
    for _ in 0..5 {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("incident.yaml");
        fs::write(
            &file,
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: []\n",
        )
        .unwrap();
        let children: Vec<_> = (0..WRITERS)
            .map(|number| {
                Command::new(env!("CARGO_BIN_EXE_pir"))
                    .args([
                        "add",
                        &format!("event {number}"),
                        "--at",
                        "10:38",
                        "--incident",
                    ])
                    .arg(dir.path())
                    .env("SOURCE_DATE_EPOCH", "1773500400")
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap()
            })
            .collect();
        let done: Vec<_> = children
            .into_iter()
            .map(|mut child| child.wait().unwrap().success())
            .collect();
        let text = fs::read_to_string(&file).unwrap();
        for (number, added) in done.iter().enumerate() {
            let there = text.contains(&format!("event {number}\n"));
            assert_eq!(*added, there, "event {number}: {done:?}\n{text}");
        }
        assert!(
            done.iter().all(|added| *added),
            "each waits for the others: {done:?}"
        );
    }
}
