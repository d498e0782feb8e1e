//! Lines of a person at a terminal: keys in, lines out. A line can be edited while it is typed, and
//! a text that is pasted stays one text, whatever lines it has.

use std::io::{self, IsTerminal as _, Write};

use rustyline::DefaultEditor;
use rustyline::config::{BellStyle, Config};
use rustyline::error::ReadlineError;

use crate::context::{Context, Exit, Said};
use crate::walk::plain::Lines;

/// The keyboard of a terminal.
pub(super) struct Keyboard(DefaultEditor);

/// Kinds of terminals on which no cursor moves.
const UNMOVED: &[&str] = &["", "dumb", "cons25", "emacs"];

impl Keyboard {
    /// The keyboard of the person who can be asked, where lines can be edited on the terminal.
    pub(super) fn found(cx: &Context<'_>) -> anyhow::Result<Option<Self>> {
        if !cx.terminal.asks || !moves(cx) || !io::stdout().is_terminal() {
            return Ok(None);
        }
        let config = Config::builder().bell_style(BellStyle::None).build();
        Ok(Some(Self(DefaultEditor::with_config(config)?)))
    }
}

/// Whether a cursor moves on the terminal.
pub(super) fn moves(cx: &Context<'_>) -> bool {
    let kind = cx.env.get("TERM").map(String::as_str);
    kind.map_or(cfg!(windows), |kind| !UNMOVED.contains(&kind))
}

impl Lines for Keyboard {
    /// Ctrl-D on an empty line ends the lines; Ctrl-C ends the command.
    fn next(&mut self, mark: &str, output: &mut dyn Write) -> anyhow::Result<Option<String>> {
        output.flush()?;
        match self.0.readline(mark) {
            Ok(line) => Ok(Some(line)),
            Err(ReadlineError::Eof) => Ok(None),
            Err(ReadlineError::Interrupted) => Err(Said(Exit::Interrupted).into()),
            Err(error) => Err(error.into()),
        }
    }
}
