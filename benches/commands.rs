//! Whole commands as processes: start-up, check and render, beside `minijinja-cli` where that is
//! installed (`cargo install minijinja-cli`), on the same template and the same data.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a bench may panic"
)]

#[path = "archive/generate.rs"]
mod generate;

use std::fs;
use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use divan::Bencher;

const PIR: &str = env!("CARGO_BIN_EXE_pir");
const EVENTS: &[usize] = &[10, 100, 1_000, 10_000];

fn main() {
    divan::main();
}

/// Start-up: nothing but the version.
#[divan::bench]
fn version() {
    run(Command::new(PIR).arg("--version"));
}

/// Start-up of a program that does nothing, for comparison.
#[divan::bench]
fn true_command() {
    run(&mut Command::new("true"));
}

#[divan::bench(args = EVENTS)]
fn check(bencher: Bencher<'_, '_>, events: usize) {
    let folder = incident(events);
    bencher.bench(|| run(Command::new(PIR).arg("check").arg(&folder)));
}

/// The review, which shows the picture and lists what the timeline raises.
#[divan::bench(args = EVENTS)]
fn render(bencher: Bencher<'_, '_>, events: usize) {
    let folder = incident(events);
    bencher.bench(|| {
        run(Command::new(PIR)
            .arg("render")
            .arg(&folder)
            .args(["-o", "-"]));
    });
}

/// The same template over the same report, by the command-line tool of the template engine.
#[divan::bench(args = EVENTS)]
fn render_by_minijinja_cli(bencher: Bencher<'_, '_>, events: usize) {
    let folder = incident(events);
    let there = Command::new("minijinja-cli")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if there.is_err() {
        return;
    }
    let context = folder.join("context.json");
    let output = Command::new(PIR)
        .arg("render")
        .arg(&folder)
        .arg("--context")
        .output()
        .unwrap();
    fs::write(&context, output.stdout).unwrap();
    let template = "benches/plain-review.md.j2";
    bencher.bench(|| run(Command::new("minijinja-cli").arg(template).arg(&context)));
}

/// The same template by `pir`, from the YAML files on.
#[divan::bench(args = EVENTS)]
fn render_plain_template(bencher: Bencher<'_, '_>, events: usize) {
    let folder = incident(events);
    let root = folder.parent().unwrap();
    let templates = root.join("templates");
    fs::create_dir_all(&templates).unwrap();
    let name = "plain-review.md.j2";
    fs::copy(format!("benches/{name}"), templates.join(name)).unwrap();
    let render = ["render", "--template", "plain-review", "-o", "-"];
    bencher.bench(|| {
        run(Command::new(PIR)
            .arg("-C")
            .arg(root)
            .args(render)
            .arg(&folder));
    });
}

/// The first question on the whole screen of a terminal, from the start of the process on.
#[cfg(unix)]
#[divan::bench(args = [10, 300, 2_000])]
fn first_question(bencher: Bencher<'_, '_>, events: usize) {
    use expectrl::session::OsSession;

    let folder = incident(events);
    bencher.bench(|| {
        let mut walk = Command::new(PIR);
        walk.arg("walk").arg(&folder).env("TERM", "xterm");
        let mut screen = OsSession::spawn(walk).unwrap();
        let (mut seen, mut piece) = (Vec::new(), [0; 4096]);
        // The last thing that is drawn is the line of keys.
        while !seen.windows(6).any(|six| six == b"Ctrl-C") {
            let read = screen.get_stream_mut().read(&mut piece).unwrap();
            seen.extend_from_slice(&piece[..read]);
        }
        screen
    });
}

/// A folder with an incident of `events` events and its review.
fn incident(events: usize) -> PathBuf {
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench/incident-{events}"));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.parent().unwrap().join("pir.yaml"), "pir: 1\n").unwrap();
    fs::write(folder.join("incident.yaml"), generate::incident(7, events)).unwrap();
    fs::write(folder.join("review.yaml"), generate::review(7)).unwrap();
    folder
}

fn run(command: &mut Command) {
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}
