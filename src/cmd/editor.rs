//! The editor of the person at the terminal: a text in, what was left of it out.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, bail};

/// Opens `editor` (a command with its arguments) on a file with `text` in it and waits for it to
/// end; what the file holds then.
pub(super) fn edited(editor: &str, text: &str) -> anyhow::Result<String> {
    let file = tempfile::Builder::new()
        .prefix("pir-answer-")
        .suffix(".md")
        .tempfile()?;
    fs::write(file.path(), text)?;
    let started = command(editor).arg(file.path()).status();
    let status = started.with_context(|| format!("cannot start the editor `{editor}`"))?;
    if !status.success() {
        bail!("the editor ended with an error; the answer is as it was before");
    }
    fs::read_to_string(file.path()).context("cannot read what the editor left")
}

/// The editor with its arguments, which a shell splits as it does for git.
#[cfg(unix)]
fn command(editor: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{editor} \"$@\""), editor]);
    command
}

/// The editor with its arguments, split at blanks.
#[cfg(not(unix))]
fn command(editor: &str) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(editor));
    command.args(words);
    command
}
