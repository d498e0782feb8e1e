//! Exports as ZIP archives, harmless and hostile.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use zip::write::SimpleFileOptions;

/// Writes an archive of these files.
fn archive(path: &Path, files: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, bytes) in files {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

fn import(folder: &Path, file: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["import", "--dry-run", file])
        .current_dir(folder)
        .output()
        .unwrap()
}

const USERS: &[u8] = br#"[{"id": "U1", "profile": {"real_name": "Ana Silva"}}]"#;
const DAY: &[u8] =
    br#"[{"type": "message", "user": "U1", "text": "paused the sync", "ts": "1773306121.000200"}]"#;
const NEXT: &[u8] =
    br#"[{"type": "message", "user": "U1", "text": "it was <@U1>", "ts": "1773392521.000200"}]"#;

#[test]
fn an_archive_and_its_folder_give_the_same_events() {
    let dir = tempfile::tempdir().unwrap();
    let files: &[(&str, &[u8])] = &[
        ("ops/2026-03-13.json", NEXT),
        ("ops/2026-03-12.json", DAY),
        ("users.json", USERS),
        ("channels.json", b"[{\"id\": \"C1\"}]"),
        ("ops/picture.png", b"\x89PNG"),
    ];
    archive(&dir.path().join("export.zip"), files);
    for (name, bytes) in files {
        let path = dir.path().join("export").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let packed = import(dir.path(), "export.zip");
    let said = String::from_utf8(packed.stdout.clone()).unwrap();
    assert_eq!(said.matches("- at:").count(), 2, "{said}");
    assert!(
        said.contains("it was @person-1") && !said.contains("Ana"),
        "{said}"
    );
    let told = String::from_utf8(packed.stderr).unwrap();
    assert!(told.contains("person-1: Ana Silva"), "{told}");
    assert_eq!(packed.stdout, import(dir.path(), "export").stdout);
}

#[test]
fn hostile_archives_are_refused_and_write_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let inside = dir.path().join("inside");
    fs::create_dir(&inside).unwrap();
    let bomb = vec![b' '; 201 * 1024 * 1024];
    archive(&inside.join("bomb.zip"), &[("a.json", &bomb)]);
    archive(&inside.join("away.zip"), &[("../../away.json", DAY)]);
    archive(&inside.join("empty.zip"), &[("a.txt", b"x")]);
    archive(&inside.join("bytes.zip"), &[("a.json", b"[{\"\xff\"}]")]);
    fs::write(inside.join("none.zip"), "PK\x03\x04 and no more").unwrap();
    let names = |dir: &Path| {
        let entries = fs::read_dir(dir).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name())
            .collect::<Vec<_>>()
    };
    let before = (names(dir.path()), names(&inside));
    for (file, code, words) in [
        ("bomb.zip", 2, "holds more than 200 MiB"),
        ("empty.zip", 2, "holds no JSON file"),
        ("bytes.zip", 2, "is no text in UTF-8"),
        ("none.zip", 2, "cannot be read as a ZIP archive"),
        ("away.zip", 0, "person-1"),
    ] {
        let output = import(&inside, file);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{file}: {said}");
        assert!(said.contains(words), "{file}: {said}");
    }
    assert_eq!((names(dir.path()), names(&inside)), before);
}

#[test]
fn more_events_than_a_timeline_holds_are_refused_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let lines: Vec<String> = (0..20_001)
        .map(|second| {
            let ts = 1_773_306_121 + second * 60;
            format!(r#"{{"type": "message", "user": "U1", "text": "said {second}", "ts": "{ts}.000200"}}"#)
        })
        .collect();
    fs::write(
        dir.path().join("day.json"),
        format!("[{}]", lines.join(",")),
    )
    .unwrap();
    let output = import(dir.path(), "day.json");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("more than 20000 events"), "{said}");
    assert!(said.contains("--since"), "{said}");
    let some = Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["import", "--dry-run", "--since", "2026-03-12 09:00Z"])
        .args(["--until", "2026-03-12 10:00Z", "day.json"])
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert!(some.status.success(), "{some:?}");
}
