//! Lines of a person at a terminal: keys in, lines out. A line can be edited while it is typed, and
//! a text that is pasted stays one text, whatever lines it has.

use std::io::Write;

use rustyline::config::{BellStyle, Config};
use rustyline::error::ReadlineError;
use rustyline::{DefaultEditor, EditMode};

use crate::context::{Exit, Said};
use crate::walk::plain::Lines;

/// The keyboard of a terminal.
pub(super) struct Keyboard(DefaultEditor);

impl Keyboard {
    /// The keyboard of the terminal that this process has.
    pub(super) fn new() -> anyhow::Result<Self> {
        let config = Config::builder()
            .bell_style(BellStyle::None)
            .edit_mode(EditMode::Emacs)
            .bracketed_paste(true)
            .build();
        Ok(Self(DefaultEditor::with_config(config)?))
    }
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
