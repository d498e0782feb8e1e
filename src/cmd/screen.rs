//! The whole screen of a terminal, for the walk: taken, given back on every way out, and what comes
//! from it.

use std::io::{self, IsTerminal as _, Stdout, Write as _};
use std::sync::Arc;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute};

use super::keyboard;
use crate::context::Context;
use crate::walk::screen::Input;

/// How long nobody types until what is written is looked at; a signal waits no longer either.
const PAUSE: Duration = Duration::from_millis(200);

/// Whether the terminal is ours just now.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The screen, while this lives.
pub(super) struct Taken {
    stop: Arc<AtomicBool>,
    idle: bool,
}

impl Taken {
    /// Takes the screen, where there is a terminal on which a cursor moves and a person at it.
    pub(super) fn take(cx: &Context<'_>) -> anyhow::Result<Option<(Self, Terminal<Backend>)>> {
        let there = cx.terminal.asks && keyboard::moves(cx) && io::stdout().is_terminal();
        if !there {
            return Ok(None);
        }
        mend_on_panic();
        let taken = Self {
            stop: signals()?,
            idle: false,
        };
        seize()?;
        let terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        Ok(Some((taken, terminal)))
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> anyhow::Result<Input> {
        loop {
            if self.stop.load(Ordering::SeqCst) {
                return Ok(Input::Stop);
            }
            if event::poll(PAUSE)? {
                self.idle = false;
                return Ok(Input::Event(event::read()?));
            }
            if !self.idle {
                self.idle = true;
                return Ok(Input::Idle);
            }
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        release();
    }
}

/// What is drawn on.
pub(super) type Backend = CrosstermBackend<Stdout>;

/// Does something on the terminal as it was before, such as an editor.
pub(super) fn apart<T>(act: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    release();
    let done = act();
    seize()?;
    done
}

fn seize() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Gives the terminal back. Where it was closed there is nothing to give it back to.
fn release() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = disable_raw_mode();
        let _ = execute!(
            io::stdout(),
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = io::stdout().flush();
    }
}

/// Has the terminal given back before a panic is told, so that it can be read.
fn mend_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            release();
            told(panic);
        }));
    });
}

/// A flag that a signal to end sets.
#[cfg(unix)]
fn signals() -> io::Result<Arc<AtomicBool>> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGHUP, SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    Ok(stop)
}

/// A flag that nothing sets.
#[cfg(not(unix))]
fn signals() -> io::Result<Arc<AtomicBool>> {
    Ok(Arc::new(AtomicBool::new(false)))
}
