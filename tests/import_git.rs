//! Commits straight from a repo, whatever the settings of git say.

#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

/// Runs git in `dir`, with a clock that stands still.
fn git(dir: &Path, args: &[&str], date: &str) {
    let done = Command::new("git")
        .arg("-C")
        .arg(dir)
        .args([
            "-c",
            "user.name=Ana Silva",
            "-c",
            "user.email=ana@mail.example.org",
        ])
        .args([
            "-c",
            "commit.gpgSign=false",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .args(args)
        .envs([("GIT_AUTHOR_DATE", date), ("GIT_COMMITTER_DATE", date)])
        .output()
        .unwrap();
    assert!(done.status.success(), "{args:?}: {done:?}");
}

fn commit(dir: &Path, message: &str, date: &str) {
    git(dir, &["commit", "-q", "--allow-empty", "-m", message], date);
}

fn import(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["import", "--dry-run", "--git"])
        .args(args)
        .env("PIR_TIMEZONE", "UTC")
        .env("GIT_DIR", "/nowhere")
        .current_dir(dir)
        .output()
        .unwrap()
}

/// A repo with a merge, and with settings that would print more or run a program.
fn repo() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    git(at, &["init", "-q", "-b", "main", "shop"], "");
    let shop = at.join("shop");
    commit(
        &shop,
        "Start\n\ncommit 1234567\nDate: none",
        "2026-03-10T09:00:00+0100",
    );
    git(&shop, &["switch", "-q", "-c", "limit"], "");
    commit(
        &shop,
        "Lower the limit of reads",
        "2026-03-12T09:58:00+0100",
    );
    git(&shop, &["switch", "-q", "main"], "");
    let merge = ["merge", "-q", "--no-ff", "limit", "-m"];
    let message = "Merge pull request #12 from shop/limit\n\nLower the limit\n\nCo-authored-by: Bo <bo@mail.example.org>";
    git(
        &shop,
        &[&merge[..], &[message]].concat(),
        "2026-03-12T10:02:00+0100",
    );
    commit(&shop, "Put the limit back", "2026-03-12T05:20:00-0500");
    commit(&shop, "Later work", "2026-03-20T09:00:00+0100");
    let program = at.join("program");
    fs::write(&program, "#!/bin/sh\ntouch \"$(dirname \"$0\")/was-run\"\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let program = program.to_str().unwrap();
    for (name, value) in [
        ("core.pager", program),
        ("gpg.program", program),
        ("log.showSignature", "true"),
        ("log.date", "relative"),
        ("format.pretty", "oneline"),
        ("color.ui", "always"),
        ("log.decorate", "full"),
        ("i18n.logOutputEncoding", "ISO-8859-1"),
    ] {
        git(&shop, &["config", name, value], "");
    }
    dir
}

#[test]
fn commits_of_the_time_are_taken_and_no_address_is_written() {
    let dir = repo();
    let window = ["--since", "2026-03-12 08:00", "--until", "2026-03-12 12:00"];
    let output = import(dir.path(), &[&["shop"][..], &window].concat());
    let said = String::from_utf8(output.stdout).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let whats: Vec<_> = said.lines().filter(|line| line.contains("what:")).collect();
    assert_eq!(
        whats,
        [
            "  what: \"pull request #12 merged: Lower the limit\"",
            "  what: Put the limit back"
        ],
        "{said}{told}"
    );
    for part in [
        "at: 2026-03-12 10:02:00+01:00",
        "at: 2026-03-12 05:20:00-05:00",
        "who: person-1",
    ] {
        assert!(said.replace('"', "").contains(part), "{said}");
    }
    assert!(told.contains("person-1: Ana Silva"), "{told}");
    assert!(told.contains("1 left out as merged"), "{told}");
    assert!(
        !said.contains("mail.example") && !told.contains("mail.example"),
        "{said}{told}"
    );
    assert!(!dir.path().join("was-run").exists());

    let all = import(dir.path(), &["shop", "--all-times"]);
    let said = String::from_utf8(all.stdout).unwrap();
    assert_eq!(said.matches("what:").count(), 4, "{said}");
}

#[test]
fn what_cannot_be_asked_is_an_error_that_says_so() {
    let dir = repo();
    fs::create_dir(dir.path().join("empty")).unwrap();
    git(dir.path(), &["init", "-q", "new"], "");
    for (args, words) in [
        (&["empty", "--all-times"][..], "not a git repository"),
        (&["missing", "--all-times"], "No such file"),
        (&["new", "--all-times"], "does not have any commits yet"),
        (&["shop"], "`--since`"),
    ] {
        let output = import(dir.path(), args);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(
            told.contains(words) && !told.contains("fatal"),
            "{args:?}: {told}"
        );
    }
    let quiet = import(
        dir.path(),
        &["shop", "--since", "2026-03-14", "--until", "2026-03-15"],
    );
    let told = String::from_utf8(quiet.stderr).unwrap();
    assert_eq!(told, "shop: no commit in that time\n");
    let none = Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["import", "--dry-run", "--git", "shop", "--all-times"])
        .env("PATH", "/nowhere")
        .current_dir(dir.path())
        .output()
        .unwrap();
    let told = String::from_utf8(none.stderr).unwrap();
    assert!(
        told.contains("`git` could not be run; is it installed?"),
        "{told}"
    );
}
