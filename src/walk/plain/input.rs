//! Lines that people type: lines in, an answer or a command out.

use std::io::{self, BufRead};

use super::{Line, Lines, Plain};
use crate::walk::form::Form;
use crate::walk::session::Command;
use crate::walk::turn::Turn;

/// The sign that an answer is awaited.
const MARK: &str = "> ";

/// The sign that the answer goes on.
const MORE: &str = "| ";

/// What people type where they do not know the letters, and the letter.
const WORDS: &[(&str, &str)] = &[
    ("quit", "q"),
    ("exit", "q"),
    ("Q", "q"),
    ("help", "h"),
    ("H", "h"),
];

/// What was typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// For the session.
    Say(Command),
    /// To be shown beside the question.
    Show(Aside),
    /// The questions in which these words stand, with what became of them.
    List(String),
    /// To the question of this number.
    Go(usize),
    /// The editor.
    Edit,
    /// The lines of an answer that has not ended are not wanted.
    Drop,
    /// The walk stops, and what was typed stays a draft.
    Stop,
    /// The answer so far, and then to leave.
    Leave(String),
    /// A command that has to wait until the answer ends.
    Wait(String),
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
    ("g", "list the questions, and what became of each"),
    ("g 7", "go to question 7"),
    ("g WORDS", "find words in questions and answers"),
    ("p IDEA", "park an idea for the planning meeting"),
    ("!", "write the answer in the editor"),
    ("x", "drop the lines of this answer"),
    ("q", "quit; everything written is kept"),
    ("h", "this help"),
];

/// Every command as it is typed, and what it does.
pub fn commands() -> impl Iterator<Item = (&'static str, &'static str)> {
    COMMANDS.iter().copied()
}

/// Lines of a stream, such as a pipe.
pub struct Stream<'a>(pub &'a mut dyn BufRead);

impl Lines for Stream<'_> {
    fn next(&mut self, mark: &str, output: &mut dyn io::Write) -> anyhow::Result<Line> {
        write!(output, "{mark}")?;
        output.flush()?;
        Ok(line(self.0)?.map_or(Line::End, Line::Text))
    }
}

/// Reads an answer or a command. `begun` holds the lines of an answer that has not ended; a
/// command in between leaves them there, so that nothing typed is lost.
pub(super) fn read(
    plain: &mut Plain<'_>,
    turn: &Turn<'_>,
    begun: &mut Vec<String>,
) -> anyhow::Result<Input> {
    let mut mark = if begun.is_empty() { MARK } else { MORE };
    loop {
        let line = plain.input.next(mark, plain.output)?;
        mark = MORE;
        let line = match line {
            Line::Text(line) => line,
            Line::End if begun.is_empty() => return Ok(Input::End),
            Line::End => return Ok(Input::Say(Command::Answer(ended(begun)))),
            Line::Stop(line) => {
                begun.extend(Some(line).filter(|line| !line.is_empty()));
                plain.kept.put(turn, &begun.join("\n"))?;
                return Ok(Input::Stop);
            }
        };
        match line.trim() {
            "" | "." if begun.is_empty() => return Ok(Input::Say(Command::Next)),
            "" | "." => return Ok(Input::Say(Command::Answer(ended(begun)))),
            word => {
                let word = if begun.is_empty() { letter(word) } else { word };
                if let Some(command) = command(word, turn) {
                    return Ok(amid(command, word, begun));
                }
            }
        }
        begun.push(unescaped(line));
        if !turn.is_prose() {
            return Ok(Input::Say(Command::Answer(ended(begun))));
        }
        plain.kept.put(turn, &begun.join("\n"))?;
    }
}

/// The letter that a word at the beginning of an answer stands for, or the word.
fn letter(word: &str) -> &str {
    let known = WORDS.iter().find(|row| row.0 == word);
    known.map_or(word, |row| row.1)
}

/// The answer of these lines, which are taken.
pub(super) fn ended(begun: &mut Vec<String>) -> String {
    std::mem::take(begun).join("\n")
}

/// What a command means below the first line of an answer: what would go on without the answer
/// waits for its end.
fn amid(command: Input, word: &str, begun: &mut Vec<String>) -> Input {
    match command {
        command if begun.is_empty() => command,
        Input::Say(Command::Quit) => Input::Leave(ended(begun)),
        Input::Say(Command::Park(_))
        | Input::Show(_)
        | Input::List(_)
        | Input::Edit
        | Input::Drop => command,
        _ => Input::Wait(word.to_owned()),
    }
}

/// A line as it is meant: a `\` before what would be a command or an end makes it text. Text that
/// was pasted is text as it is.
fn unescaped(line: String) -> String {
    match line.strip_prefix('\\') {
        Some(rest) if counts(rest) => rest.to_owned(),
        _ => line,
    }
}

/// Whether a line would not be taken as text, or is one with a `\` before it.
fn counts(line: &str) -> bool {
    match line.strip_prefix('\\') {
        Some(rest) => counts(rest),
        None => matches!(line.trim(), "" | ".") || meaning(letter(line.trim())).is_some(),
    }
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
    meaning(line)
}

/// The command that a line is.
fn meaning(line: &str) -> Option<Input> {
    Some(match line {
        "?" => Input::Show(Aside::Why),
        "m" => Input::Show(Aside::Probe),
        "e" => Input::Show(Aside::Example),
        "h" => Input::Show(Aside::Help),
        "g" => Input::List(String::new()),
        "!" => Input::Edit,
        "x" => Input::Drop,
        "s" => Input::Say(Command::Skip),
        "l" => Input::Say(Command::Later),
        "d" => Input::Say(Command::Unknown),
        "n" => Input::Say(Command::NotRelevant),
        "b" => Input::Say(Command::Back),
        "q" => Input::Say(Command::Quit),
        "p" => Input::Say(Command::Park(String::new())),
        // Text of several lines was pasted.
        line if line.contains('\n') => return None,
        _ => match line.split_once(' ')? {
            ("p", idea) => Input::Say(Command::Park(idea.trim().to_owned())),
            ("g", words) => match words.trim().parse() {
                Ok(number) => Input::Go(number),
                Err(_) => Input::List(words.trim().to_owned()),
            },
            _ => return None,
        },
    })
}
