//! Lines of a person at a terminal: keys in, lines out. A line can be edited while it is typed, and
//! a text that is pasted stays one text, whatever lines it has.

use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustyline::completion::Completer;
use rustyline::config::{BellStyle, Config};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{Editor, Helper};

use super::signals::{self, Signals};
use crate::context::Context;
use crate::walk::plain::{Line, Lines};

/// The keyboard of a terminal.
pub(super) struct Keyboard {
    editor: Editor<Watcher, DefaultHistory>,
    /// The line as it stands while it is typed.
    typed: Arc<Mutex<String>>,
    /// Whether a line is being read.
    reading: Arc<AtomicBool>,
    signals: &'static Signals,
}

/// Sees the line while it is typed: where the walk has to stop, it is a draft.
struct Watcher(Arc<Mutex<String>>);

/// Kinds of terminals on which no cursor moves.
const UNMOVED: &[&str] = &["", "dumb", "cons25", "emacs"];

impl Keyboard {
    /// The keyboard of the person who can be asked, where lines can be edited on the terminal.
    pub(super) fn found(cx: &Context<'_>) -> anyhow::Result<Option<Self>> {
        if !cx.terminal.asks || !moves(cx) || !io::stdout().is_terminal() {
            return Ok(None);
        }
        let config = Config::builder().bell_style(BellStyle::None).build();
        let mut keyboard = Self {
            editor: Editor::with_config(config)?,
            typed: Arc::default(),
            reading: Arc::default(),
            signals: signals::watch()?,
        };
        let watcher = Watcher(Arc::clone(&keyboard.typed));
        keyboard.editor.set_helper(Some(watcher));
        signals::wake(Arc::clone(&keyboard.reading))?;
        Ok(Some(keyboard))
    }

    /// The line as it stood last.
    fn typed(&self) -> String {
        let mut typed = self.typed.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut typed)
    }
}

/// Whether a cursor moves on the terminal.
pub(super) fn moves(cx: &Context<'_>) -> bool {
    let kind = cx.env.get("TERM").map(String::as_str);
    kind.map_or(cfg!(windows), |kind| !UNMOVED.contains(&kind))
}

impl Lines for Keyboard {
    /// Ctrl-D on an empty line ends the lines; Ctrl-C, a signal, and a terminal that is gone stop
    /// the walk.
    fn next(&mut self, mark: &str, output: &mut dyn Write) -> anyhow::Result<Line> {
        output.flush()?;
        self.typed();
        // A signal that comes before this is seen here, one that comes after it wakes the reading.
        self.reading.store(true, Ordering::SeqCst);
        if self.signals.stop() {
            self.reading.store(false, Ordering::SeqCst);
            return Ok(Line::Stop(String::new()));
        }
        let read = self.editor.readline(mark);
        self.reading.store(false, Ordering::SeqCst);
        Ok(match read {
            Ok(line) => Line::Text(line),
            Err(ReadlineError::Eof) if !self.signals.ended() => Line::End,
            // Whatever else there is, what was typed is to be kept first.
            Err(_) => Line::Stop(self.typed()),
        })
    }
}

impl Hinter for Watcher {
    type Hint = String;

    fn hint(&self, line: &str, _: usize, _: &rustyline::Context<'_>) -> Option<String> {
        let mut typed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        line.clone_into(&mut typed);
        None
    }
}

impl Completer for Watcher {
    type Candidate = String;
}

impl Highlighter for Watcher {}

impl Validator for Watcher {}

impl Helper for Watcher {}
