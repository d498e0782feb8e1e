//! Every console block of README.md, of the guide and of `tests/cmd/*.md` is run as it is written,
//! through a shell, and prints what stands below it.
//!
//! Each page starts in a folder of its own that holds a copy of `examples/`; the blocks of a page
//! follow one another in it. `[..]` in an expected line stands for anything, a line of `...` for
//! any lines. `SNAPSHOTS=overwrite cargo test` writes what was printed into the page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![cfg(target_os = "linux")]

#[path = "files_support/mod.rs"]
mod files;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use files::copy;

#[test]
fn pages_print_what_they_say() {
    let mut pages = vec![PathBuf::from("README.md"), PathBuf::from("docs/guide.md")];
    let cases = fs::read_dir("tests/cmd")
        .unwrap()
        .map(|entry| entry.unwrap().path());
    pages.extend(cases.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    pages.sort();
    // All scripts are written before the first command runs: a script that is open for writing in
    // a process that was forked meanwhile cannot be run.
    let pages = pages.into_iter().filter(|page| page.is_file());
    let worlds: Vec<_> = pages.map(|page| (page, World::new())).collect();
    let threads: Vec<_> = worlds
        .into_iter()
        .map(|(page, world)| std::thread::spawn(move || check(&page, &world)))
        .collect();
    let wrong: Vec<_> = threads
        .into_iter()
        .filter_map(|page| page.join().unwrap())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs a page; what it prints otherwise than it says.
fn check(page: &Path, world: &World) -> Option<String> {
    let text = fs::read_to_string(page).unwrap();
    let printed = rewrite(&text, |command| world.run(command));
    if matches(&text, &printed) {
        return None;
    }
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(page, printed).unwrap();
        return None;
    }
    let diff = similar::TextDiff::from_lines(&text, &printed);
    let diff = diff
        .unified_diff()
        .header("as written", "as printed")
        .to_string();
    Some(format!("{}:\n{diff}", page.display()))
}

/// A folder and an environment that are the same everywhere.
struct World {
    dir: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        copy(Path::new("examples"), &dir.path().join("work/examples"));
        let bin = dir.path().join("bin");
        fs::create_dir(&bin).unwrap();
        let pir = env!("CARGO_BIN_EXE_pir");
        script(&bin.join("pir"), &format!("exec {pir} \"$@\""));
        // `cargo run --release -- ...` is the binary that is being tested, and a test cannot run
        // the tests; .ci/run runs both as they are written.
        let cargo = format!("case \"$1\" in run) shift 3; exec {pir} \"$@\";; esac");
        script(&bin.join("cargo"), &cargo);
        Self { dir }
    }

    /// What `command` prints on both streams, and its exit code where it is not 0. The folder in
    /// which it ends is the one in which the next begins.
    fn run(&self, command: &str) -> String {
        let root = self.dir.path();
        let place = root.join("place");
        let cwd =
            fs::read_to_string(&place).unwrap_or_else(|_| root.join("work").display().to_string());
        let path = format!(
            "{}:{}",
            root.join("bin").display(),
            std::env::var("PATH").unwrap()
        );
        let script = format!("exec 2>&1\n{command}\ncode=$?; pwd > \"$PLACE\"; exit $code");
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(cwd.trim_end())
            .env_clear()
            .envs([
                ("PATH", path.as_str()),
                ("LC_ALL", "C.UTF-8"),
                ("TZ", "UTC"),
                ("COLUMNS", "80"),
            ])
            .envs([
                ("SOURCE_DATE_EPOCH", "1773500400"),
                ("NO_COLOR", "1"),
                ("PAGER", "cat"),
            ])
            .env("PLACE", &place)
            .env("HOME", root.join("work"))
            .envs([
                ("GIT_AUTHOR_NAME", "Ana"),
                ("GIT_AUTHOR_EMAIL", "ana@example.com"),
            ])
            .envs([
                ("GIT_COMMITTER_NAME", "Ana"),
                ("GIT_COMMITTER_EMAIL", "ana@example.com"),
            ])
            .envs([
                ("GIT_AUTHOR_DATE", "2026-03-14T15:00:00Z"),
                ("GIT_COMMITTER_DATE", "2026-03-14T15:00:00Z"),
            ])
            .output()
            .unwrap();
        let mut printed = String::from_utf8_lossy(&output.stdout).into_owned();
        if !printed.is_empty() && !printed.ends_with('\n') {
            printed.push('\n');
        }
        match output.status.code() {
            Some(0) => {}
            Some(code) => printed += &format!("[exit code {code}]\n"),
            None => printed += "[killed]\n",
        }
        printed.replace(&root.join("work").display().to_string(), "~")
    }
}

/// The page with what each command printed in place of what stands below it.
fn rewrite(text: &str, run: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        out += line;
        if line.trim_end() != "```console" {
            continue;
        }
        let mut block = Vec::new();
        while let Some(line) = lines.next_if(|line| line.trim_end() != "```") {
            block.push(line);
        }
        out += &rewrite_block(&block, &run);
    }
    out
}

fn rewrite_block(block: &[&str], run: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut lines = block.iter().peekable();
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("$ ") else {
            continue;
        };
        out += line;
        let mut command = command.to_owned();
        while let Some(more) = lines.next_if(|line| line.starts_with("> ")) {
            out += more;
            command += more.strip_prefix("> ").unwrap();
        }
        let printed = run(&command);
        let mut expected = String::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            expected += line;
        }
        // What matches by its wildcards stays as it was written.
        out += if matches(&expected, &printed) {
            &expected
        } else {
            &printed
        };
    }
    out
}

/// Whether `printed` is `expected`, wildcards understood.
fn matches(expected: &str, printed: &str) -> bool {
    let expected: Vec<_> = expected.lines().collect();
    let printed: Vec<_> = printed.lines().collect();
    lines_match(&expected, &printed)
}

fn lines_match(expected: &[&str], printed: &[&str]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((&"...", rest)) => (0..=printed.len()).any(|from| lines_match(rest, &printed[from..])),
        Some((line, rest)) => printed
            .split_first()
            .is_some_and(|(other, others)| line_matches(line, other) && lines_match(rest, others)),
    }
}

fn line_matches(expected: &str, printed: &str) -> bool {
    let mut parts = expected.split("[..]");
    let Some(mut rest) = parts.next().and_then(|first| printed.strip_prefix(first)) else {
        return false;
    };
    let mut exact = true;
    for part in parts {
        exact = part.is_empty();
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty() || (exact && expected.ends_with("[..]"))
}

fn script(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn wildcards_stand_for_anything_and_for_any_lines() {
    assert!(matches("a [..] c\n...\nz\n", "a b c\nx\ny\nz\n"));
    assert!(matches("a [..]\n", "a b\n"));
    assert!(!matches("a [..] c\n", "a b d\n"));
    assert!(!matches("a\n", "a\nb\n"));
}
