//! The whole screen of a terminal, for the walk: taken, given back on every way out, and what comes
//! from it.

use std::io::{self, IsTerminal as _, Stdout, Write as _};
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
use super::signals::{self, Signals};
use crate::context::Context;
use crate::walk::screen::Input;

/// How long nobody types until what is written is looked at; a signal waits no longer either.
const PAUSE: Duration = Duration::from_millis(200);

/// Whether the terminal is ours just now.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The screen, while this lives.
pub(super) struct Taken {
    signals: &'static Signals,
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
            signals: signals::watch()?,
            idle: false,
        };
        seize()?;
        let terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        Ok(Some((taken, terminal)))
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> anyhow::Result<Input> {
        loop {
            // Whoever reads from a terminal that is gone reads for ever.
            if self.signals.stop() || wait(Duration::ZERO) == Wait::Gone {
                return Ok(Input::Stop);
            }
            if event::poll(Duration::ZERO)? {
                self.idle = false;
                return Ok(Input::Event(event::read()?));
            }
            if wait(PAUSE) == Wait::Quiet && !self.idle {
                self.idle = true;
                return Ok(Input::Idle);
            }
        }
    }
}

/// What waiting for a key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    /// Something is there to be read, or a signal came.
    Something,
    /// Nothing came in that time.
    Quiet,
    /// The terminal was closed.
    Gone,
}

/// Waits until something comes from the terminal, for as long as `pause`.
#[cfg(unix)]
fn wait(pause: Duration) -> Wait {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let stdin = io::stdin();
    let mut terminal = [PollFd::new(&stdin, PollFlags::IN)];
    let pause = Timespec::try_from(pause).ok();
    match poll(&mut terminal, pause.as_ref()) {
        Ok(0) => Wait::Quiet,
        Ok(_)
            if terminal[0]
                .revents()
                .intersects(PollFlags::HUP | PollFlags::ERR) =>
        {
            Wait::Gone
        }
        Ok(_) | Err(_) => Wait::Something,
    }
}

/// Waits until something comes from the terminal, for as long as `pause`.
#[cfg(not(unix))]
fn wait(pause: Duration) -> Wait {
    match event::poll(pause) {
        Ok(false) => Wait::Quiet,
        Ok(true) | Err(_) => Wait::Something,
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

#[cfg(all(test, unix))]
mod tests {
    use std::io::Read as _;
    use std::process::Command;

    use expectrl::process::unix::WaitStatus;
    use expectrl::session::OsSession;

    use super::*;

    /// What [`a_panic_is_told_on_the_terminal_as_it_was`] runs on a terminal of its own.
    #[test]
    #[ignore = "panics, on purpose"]
    fn panics_on_the_whole_screen() {
        mend_on_panic();
        seize().unwrap();
        panic!("told on purpose");
    }

    #[test]
    fn a_panic_is_told_on_the_terminal_as_it_was() {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let name = "cmd::screen::tests::panics_on_the_whole_screen";
        command.args([name, "--exact", "--ignored", "--nocapture"]);
        let mut session = OsSession::spawn(command).unwrap();
        let mut seen = Vec::new();
        // A terminal that is closed at its other end is an error on some systems.
        let _ = session.get_stream_mut().read_to_end(&mut seen);
        let status = session.get_process().wait().unwrap();
        assert!(matches!(status, WaitStatus::Exited(_, 101)), "{status:?}");
        let seen = String::from_utf8_lossy(&seen);
        let at = |what: &str| seen.find(what);
        let taken = at("\u{1b}[?1049h");
        let back = at("\u{1b}[?1049l");
        assert!(taken.is_some() && taken < back, "{seen:?}");
        assert!(back < at("told on purpose"), "{seen:?}");
    }
}
