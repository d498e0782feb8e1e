//! What is said and heard in the meeting, line by line.

use anyhow::Result;

use crate::cmd::talk;
use crate::context::{Context, Exit, Said};
use crate::walk::plain::{Line, Lines};

/// The lines of the people, and where to answer them.
pub(super) struct Voice<'v, 'c> {
    /// The world that is spoken to.
    pub cx: &'v mut Context<'c>,
    input: &'v mut dyn Lines,
    /// Whether nobody says any more: `q`, or the end of the lines.
    left: bool,
}

impl<'v, 'c> Voice<'v, 'c> {
    pub(super) fn new(cx: &'v mut Context<'c>, input: &'v mut dyn Lines) -> Self {
        Self {
            cx,
            input,
            left: false,
        }
    }

    /// Whether the meeting is over: whatever is asked now stays without an answer.
    pub(super) fn left(&self) -> bool {
        self.left
    }

    /// What is said to a question; nothing for an empty line. `?` shows `more`. Ctrl-C, a signal and a
    /// terminal that is gone are the error that ends the command.
    pub(super) fn ask(&mut self, question: &str, more: &str) -> Result<Option<String>> {
        if self.left {
            return Ok(None);
        }
        self.say(question)?;
        loop {
            match self.input.next("> ", self.cx.stdout)? {
                Line::Text(line) => match line.trim() {
                    "" => return Ok(None),
                    "?" => self.say(more)?,
                    "q" => break,
                    words => return Ok(Some(words.to_owned())),
                },
                Line::End => break,
                Line::Stop(typed) => {
                    self.not_taken(typed.trim());
                    return Err(Said(Exit::Interrupted).into());
                }
            }
        }
        self.left = true;
        Ok(None)
    }

    /// Gives back what was said and is in no file.
    pub(super) fn not_taken(&mut self, said: &str) {
        if !said.is_empty() {
            // After a signal there may be no terminal to say it on.
            let _ = talk::note(self.cx, &format!("not taken: {said}"));
        }
    }

    pub(super) fn say(&mut self, text: &str) -> Result<()> {
        let width = self.cx.terminal.width.clamp(40, 100);
        for line in text.split('\n') {
            let words = line.trim_start();
            let indent = &line[..line.len() - words.len()];
            let filled = talk::filled(words, width, [indent, indent]);
            writeln!(self.cx.stdout, "{filled}")?;
        }
        Ok(())
    }
}
