//! Completions in real shells: each is started, told of `pir`, and asked what it would fill in. A
//! shell that is not installed is passed over, which is said.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may panic, and says what it passed over"
)]
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// What is typed, and words that are filled in there, and one that is not.
const TYPED: &[(&str, &[&str], &str)] = &[
    ("pir rend", &["render"], "new"),
    (
        "pir render 2025",
        &["2025-01-02-one", "2025-03-04-two"],
        "2026-03-12-three",
    ),
    ("pir render --templ", &["--template"], "--all"),
    ("pir render --template br", &["brief"], "review"),
    ("pir template show o", &["ours"], "review"),
    ("pir check 2026", &["2026-03-12-three"], "2025-01-02-one"),
    (
        "pir -C elsewhere render 20",
        &["2024-05-06-other"],
        "2025-01-02-one",
    ),
    ("pir check rev", &["reviews/"], "2025-01-02-one"),
    ("pir check --format j", &["json"], "human"),
    ("pir explain steps", &["steps-back"], "capacity"),
    (
        "pir explain unkn",
        &["unknown-kind", "unknown"],
        "steps-back",
    ),
    ("pir walk --only sense-opt", &["sense-options"], "know-now"),
    ("pir walk --group det", &["detection"], "knowledge"),
    ("pir add x --kind mit", &["mitigation"], "note"),
    ("pir add x --mark de", &["detected", "declared"], "started"),
    ("pir import --from ts", &["tsv"], "csv"),
    (
        "pir new --timezone Europe/Ber",
        &["Europe/Berlin"],
        "Europe/Paris",
    ),
    ("pir help qui", &["quick-form"], "questions"),
    ("pir schema re", &["review", "register"], "plan"),
    ("pir completions f", &["fish"], "bash"),
];

#[test]
fn bash_fills_in_what_the_binary_says() {
    // The words and the position as readline would hand them over.
    tried("bash", |line| {
        format!(
            "source <(pir completions bash); COMP_WORDS=({line}); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _clap_complete_pir pir \"${{COMP_WORDS[-1]}}\"; \
             printf '%s\\n' \"${{COMPREPLY[@]}}\""
        )
    });
}

#[test]
fn fish_fills_in_what_the_binary_says() {
    tried("fish", |line| {
        format!("pir completions fish | source; complete -C '{line}'")
    });
}

#[test]
fn zsh_takes_the_script_and_is_answered() {
    // Its line editor needs a terminal; this is what it would run.
    tried("zsh", |line| {
        format!(
            "autoload -Uz compinit; compinit -u -D; source <(pir completions zsh); words=({line}); \
             (( $+functions[_clap_dynamic_completer_pir] )) || exit 1; \
             _CLAP_IFS=$'\\n' _CLAP_COMPLETE_INDEX=$(($#words - 1)) PIR_COMPLETE=zsh pir -- $words"
        )
    });
}

/// Types everything into a shell, which runs what `script` makes of a line.
fn tried(shell: &str, script: impl Fn(&str) -> String) {
    if Command::new(shell).args(["-c", "true"]).output().is_err() {
        eprintln!("passed over: {shell} is not installed");
        return;
    }
    let home = repo();
    for (line, words, not) in TYPED {
        let output = Command::new(shell)
            .args(["-c", &script(line)])
            .current_dir(home.path())
            .env("HOME", home.path())
            .env(
                "PATH",
                format!(
                    "{}:{}",
                    home.path().join("bin").display(),
                    std::env::var("PATH").unwrap()
                ),
            )
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        // Beside a word some shells are told what it means.
        let filled: Vec<_> = said
            .lines()
            .map(|line| line.split(['\t', ':']).next().unwrap().trim())
            .collect();
        for word in *words {
            assert!(
                filled.contains(word),
                "{shell}: {line}: no {word} in {output:?}"
            );
        }
        assert!(
            !filled.contains(not),
            "{shell}: {line}: {not} in {filled:?}"
        );
    }
}

/// A repo with incidents and a template of its own, and another one.
fn repo() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let root = home.path();
    for folder in ["bin", "templates", "elsewhere"] {
        fs::create_dir(root.join(folder)).unwrap();
    }
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_pir"), root.join("bin/pir")).unwrap();
    fs::write(root.join("templates/ours.md.j2"), "{# Ours. #}\n").unwrap();
    for (repo, id) in [
        (".", "2025-01-02-one"),
        (".", "2025-03-04-two"),
        (".", "2026-03-12-three"),
        ("elsewhere", "2024-05-06-other"),
    ] {
        fs::write(root.join(repo).join("pir.yaml"), "").unwrap();
        incident(&root.join(repo).join("reviews").join(id));
    }
    home
}

fn incident(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("incident.yaml"), "title: T\n").unwrap();
}

#[test]
fn a_name_that_would_drive_the_terminal_is_left_out() {
    let home = repo();
    incident(&home.path().join("reviews/2025-09-09-\u{1b}[2J"));
    let output = Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["--", "pir", "render", "2025"])
        .current_dir(home.path())
        .env("PIR_COMPLETE", "fish")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("2025-03-04-two") && !said.contains('\u{1b}'),
        "{said:?}"
    );
}

#[test]
fn a_broken_repo_completes_nothing_and_says_nothing() {
    let home = repo();
    fs::write(home.path().join("pir.yaml"), "reviews: [\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["--", "pir", "render", "20"])
        .current_dir(home.path())
        .env("PIR_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", "2")
        .output()
        .unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{output:?}"
    );
    assert!(output.stdout.is_empty(), "{output:?}");
}
