//! Lines that people type: lines in, an answer or a command out.

use std::io::{self, BufRead};

use crate::walk::form::Form;
use crate::walk::session::Command;
use crate::walk::turn::Turn;

/// What was typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// For the session.
    Say(Command),
    /// To be shown beside the question.
    Show(Aside),
    /// The editor.
    Edit,
    /// There are no more lines.
    End,
}

/// What can be shown beside a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// For what it is asked.
    Why,
    /// The next probe.
    Probe,
    /// A good answer.
    Example,
    /// The commands.
    Help,
}

/// Every command with its letter and its meaning, in the order of the help.
pub(super) const COMMANDS: &[(&str, &str)] = &[
    ("?", "why this is asked"),
    ("m", "a further question that helps on"),
    ("e", "an example"),
    ("s", "skip it, or leave out the rest of a record"),
    ("l", "later: put it off"),
    ("d", "don't know"),
    ("n", "not relevant here"),
    ("b", "back to the answer before"),
    ("p IDEA", "park an idea for the planning meeting"),
    ("!", "write the answer in the editor"),
    ("q", "quit; everything written is kept"),
    ("h", "this help"),
];

/// Reads an answer or a command from `input`.
pub(super) fn read(input: &mut dyn BufRead, turn: &Turn<'_>) -> io::Result<Input> {
    let Some(first) = line(input)? else {
        return Ok(Input::End);
    };
    if let Some(command) = command(first.trim(), turn) {
        return Ok(command);
    }
    if matches!(first.trim(), "" | ".") {
        return Ok(Input::Say(Command::Next));
    }
    let mut words = first.strip_prefix('\\').unwrap_or(&first).to_owned();
    while turn.is_prose() {
        match line(input)? {
            Some(more) if !matches!(more.trim(), "" | ".") => {
                words.push('\n');
                words.push_str(&more);
            }
            _ => break,
        }
    }
    Ok(Input::Say(Command::Answer(words)))
}

/// A line without its end; bytes that are no text become marks, so that nothing typed is refused.
fn line(input: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if input.read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(Some(text.trim_end_matches(['\n', '\r']).to_owned()))
}

fn command(line: &str, turn: &Turn<'_>) -> Option<Input> {
    // Where yes or no is asked, `n` is an answer.
    if matches!(turn.form, Form::Bool) && line == "n" {
        return None;
    }
    Some(match line {
        "?" => Input::Show(Aside::Why),
        "m" => Input::Show(Aside::Probe),
        "e" => Input::Show(Aside::Example),
        "h" => Input::Show(Aside::Help),
        "!" => Input::Edit,
        "s" => Input::Say(Command::Skip),
        "l" => Input::Say(Command::Later),
        "d" => Input::Say(Command::Unknown),
        "n" => Input::Say(Command::NotRelevant),
        "b" => Input::Say(Command::Back),
        "q" => Input::Say(Command::Quit),
        "p" => Input::Say(Command::Park(String::new())),
        _ => Input::Say(Command::Park(line.strip_prefix("p ")?.trim().to_owned())),
    })
}
