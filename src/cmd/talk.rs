//! Talking to the person at the terminal: findings, short questions.

use std::io;

use inquire::{Confirm, InquireError, Select, Text};

use crate::context::{Context, Exit, Said};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::human::{self, Style};
use crate::source::visible;

/// Prints a finding to standard error.
pub(super) fn finding(cx: &mut Context<'_>, finding: &Diagnostic) -> anyhow::Result<()> {
    let style = Style {
        color: cx.terminal.stderr_color,
        links: false,
        width: cx.terminal.width,
    };
    write!(cx.stderr, "{}", human::render(finding, style))?;
    Ok(())
}

/// Prints a finding that ends the command; the answer is the error to end it with.
pub(super) fn refused(cx: &mut Context<'_>, what: &Diagnostic) -> anyhow::Error {
    match finding(cx, what) {
        Ok(()) => Said(Exit::Trouble).into(),
        Err(error) => error,
    }
}

/// How many of a thing there are, in words: `1 event`, `2 events`.
pub(super) fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// Says how a command failed, where nothing has been said yet; what it ends with.
pub(crate) fn failed(cx: &mut Context<'_>, error: &anyhow::Error) -> Exit {
    if let Some(Said(exit)) = error.downcast_ref() {
        return *exit;
    }
    let broken_pipe = |cause: &(dyn std::error::Error + 'static)| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(broken_pipe) {
        return Exit::Fine;
    }
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let message = visible(&format!("{error:#}")).into_owned();
    let _ = if cx.terminal.stderr_color {
        writeln!(cx.stderr, "{style}error{style:#}: {message}")
    } else {
        writeln!(cx.stderr, "error: {message}")
    };
    Exit::Trouble
}

/// Says something to the person, on a line of its own.
pub(super) fn note(cx: &mut Context<'_>, text: &str) -> anyhow::Result<()> {
    cx.stdout.flush()?;
    writeln!(cx.stderr, "{}", visible(text))?;
    Ok(())
}

/// Text in lines, the first and the others with their indents; ids and dates stay whole.
pub(super) fn filled(text: &str, width: usize, indents: [&str; 2]) -> String {
    wrapped(&visible(text).replace('\n', " "), width, indents)
}

/// The same of a line that is fit to be shown, which may have words in bold.
pub(super) fn wrapped(line: &str, width: usize, [first, rest]: [&str; 2]) -> String {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::fill(line, options)
}

/// Asks for one line. Empty is an answer; `initial` can be edited.
pub(super) fn line(
    cx: &mut Context<'_>,
    question: &str,
    help: &str,
    initial: &str,
) -> anyhow::Result<String> {
    cx.stdout.flush()?;
    let prompt = Text::new(question)
        .with_help_message(help)
        .with_initial_value(initial);
    answered(prompt.prompt())
}

/// Asks a question of yes or no.
pub(super) fn agreed(cx: &mut Context<'_>, question: &str, default: bool) -> anyhow::Result<bool> {
    cx.stdout.flush()?;
    answered(Confirm::new(question).with_default(default).prompt())
}

/// Asks to pick one of `names`; the answer is its place in the list.
pub(super) fn pick(
    cx: &mut Context<'_>,
    question: &str,
    names: Vec<String>,
) -> anyhow::Result<usize> {
    cx.stdout.flush()?;
    answered(
        Select::new(question, names)
            .raw_prompt()
            .map(|picked| picked.index),
    )
}

/// Esc and Ctrl-C end the command; nothing has been written by then.
fn answered<T>(answer: Result<T, InquireError>) -> anyhow::Result<T> {
    match answer {
        Ok(answer) => Ok(answer),
        Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => {
            Err(Said(Exit::Interrupted).into())
        }
        Err(error) => Err(error.into()),
    }
}
