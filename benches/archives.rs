//! Whole commands over an archive, beside what reading and parsing its YAML takes on the same cores:
//! a command over many incidents has little else to do.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a bench may panic"
)]

#[path = "archive/folders.rs"]
mod folders;
#[path = "archive/generate.rs"]
mod generate;

use std::convert::Infallible;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use divan::Bencher;
use pir::archive::{self, Reader};
use pir::parallel;
use pir::store::{Folder, names};
use pir::yaml::{self, Tree};

const INCIDENTS: &[u64] = &[10, 1_000];

fn main() {
    divan::main();
}

/// The bytes of every file into a tree with places, and nothing else.
#[divan::bench(args = INCIDENTS)]
fn parsed(bencher: Bencher<'_, '_>, incidents: u64) {
    let dir = repo(incidents);
    let folders = Folder::all_in(&dir.join("reviews")).unwrap();
    bencher.bench(|| {
        parallel::each(&folders, |folder| {
            for name in [names::INCIDENT, names::REVIEW] {
                let path = folder.file(name);
                let source = yaml::decode(&path, fs::read(&path).unwrap()).unwrap();
                divan::black_box(Tree::parse(&source));
            }
        })
    });
}

/// The same into incidents and reviews, with their times and what is wrong in them.
#[divan::bench(args = INCIDENTS)]
fn loaded(bencher: Bencher<'_, '_>, incidents: u64) {
    let dir = repo(incidents);
    let folders = Folder::all_in(&dir.join("reviews")).unwrap();
    let reader = Reader {
        cwd: &dir,
        now: "2026-04-01T00:00:00Z".parse().unwrap(),
        zone: None,
    };
    bencher.bench(|| {
        let keep = |record| drop(divan::black_box(record));
        archive::each(&folders, &reader, keep, |(), _| Ok::<(), Infallible>(()))
    });
}

#[divan::bench(args = INCIDENTS)]
fn list(bencher: Bencher<'_, '_>, incidents: u64) {
    command(bencher, incidents, &["list"]);
}

#[divan::bench(args = INCIDENTS)]
fn register(bencher: Bencher<'_, '_>, incidents: u64) {
    command(bencher, incidents, &["register"]);
}

#[divan::bench(args = INCIDENTS)]
fn stats(bencher: Bencher<'_, '_>, incidents: u64) {
    command(bencher, incidents, &["stats"]);
}

#[divan::bench(args = INCIDENTS)]
fn check(bencher: Bencher<'_, '_>, incidents: u64) {
    command(bencher, incidents, &["check"]);
}

#[divan::bench(args = INCIDENTS)]
fn export(bencher: Bencher<'_, '_>, incidents: u64) {
    command(bencher, incidents, &["export", "--table", "events"]);
}

#[divan::bench(args = INCIDENTS, sample_count = 10)]
fn site(bencher: Bencher<'_, '_>, incidents: u64) {
    command(bencher, incidents, &["site", "-o", "site"]);
}

/// Whether every review is what its sources give, once all of them were written.
#[divan::bench(args = INCIDENTS, sample_count = 10)]
fn render_all(bencher: Bencher<'_, '_>, incidents: u64) {
    run(Command::new(PIR)
        .current_dir(repo(incidents))
        .args(["render", "--all"]));
    command(bencher, incidents, &["render", "--all", "--check"]);
}

const PIR: &str = env!("CARGO_BIN_EXE_pir");

/// One command in an archive of that many incidents.
fn command(bencher: Bencher<'_, '_>, incidents: u64, args: &[&str]) {
    let dir = repo(incidents);
    bencher.bench(|| run(Command::new(PIR).current_dir(&dir).args(args)));
}

/// The archive, which is written once.
fn repo(incidents: u64) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench/archive-{incidents}"));
    if !dir.join("pir.yaml").exists() {
        folders::write(&dir, incidents, None).unwrap();
    }
    dir
}

fn run(command: &mut Command) {
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}
