//! The editor of the person at the terminal: a text in, what was left of it out.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, bail};

use super::signals;

/// Opens `editor` (a command with its arguments) on a file with `text` in it and waits for it to
/// end; what the file holds then.
pub(super) fn edited(editor: &str, text: &str) -> anyhow::Result<String> {
    let file = tempfile::Builder::new()
        .prefix("pir-answer-")
        .suffix(".md")
        .tempfile()?;
    fs::write(file.path(), text)?;
    let started = undisturbed(|| command(editor).arg(file.path()).status());
    let status = started.with_context(|| format!("cannot start the editor `{editor}`"))?;
    if !status.success() {
        bail!("the editor ended with an error; the answer is as it was before");
    }
    let left = fs::read(file.path()).context("cannot read what the editor left")?;
    // The file goes with this function, so what was written in another encoding is not refused.
    Ok(String::from_utf8_lossy(&left).into_owned())
}

/// The editor with its arguments, which a shell splits as it does for git. The shell does nothing
/// on Ctrl-C, and the editor what it likes.
#[cfg(unix)]
fn command(editor: &str) -> Command {
    let mut command = Command::new("sh");
    let script = format!("trap : INT QUIT; {editor} \"$@\"");
    command.args(["-c", &script, editor]);
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

/// Runs `wait` while Ctrl-C is the business of the editor, as git has it: a terminal sends it to
/// everybody, and an editor that takes it for a key would be left alone on the terminal.
/// Afterwards it ends this process again, unless a walk watches for it.
#[cfg(unix)]
fn undisturbed<T>(wait: impl FnOnce() -> T) -> T {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, OnceLock};

    use signal_hook::consts::{SIGINT, SIGQUIT};
    use signal_hook::flag::register_conditional_default;

    /// Whether a signal ends this process, as it does by itself.
    static ENDS: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    let ends = ENDS.get_or_init(|| {
        let ends = Arc::new(AtomicBool::new(true));
        for signal in [SIGINT, SIGQUIT] {
            // Where that is refused, Ctrl-C ends the walk as well, and what was accepted is kept.
            let _ = register_conditional_default(signal, Arc::clone(&ends));
        }
        ends
    });
    ends.store(false, Ordering::SeqCst);
    let done = wait();
    match signals::watched() {
        Some(signals) => signals.not_for_us(),
        None => ends.store(true, Ordering::SeqCst),
    }
    done
}

/// Runs `wait`.
#[cfg(not(unix))]
fn undisturbed<T>(wait: impl FnOnce() -> T) -> T {
    wait()
}
