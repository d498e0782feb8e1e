//! Signals that ask a walk to stop. Once watched they end nothing by themselves: the walk looks
//! whether one came, keeps what was typed and gives the terminal back.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// What was asked for so far.
#[derive(Debug, Default)]
pub(super) struct Signals {
    /// To end: SIGTERM, or SIGHUP where the terminal was closed.
    end: Arc<AtomicBool>,
    /// Ctrl-C, as a terminal sends it to everybody on it.
    interrupt: Arc<AtomicBool>,
}

static WATCHED: OnceLock<Signals> = OnceLock::new();

/// The signals, watched from now on.
pub(super) fn watch() -> io::Result<&'static Signals> {
    if let Some(signals) = WATCHED.get() {
        return Ok(signals);
    }
    let signals = Signals::default();
    signals.register()?;
    Ok(WATCHED.get_or_init(|| signals))
}

/// The signals, where they are watched.
pub(super) fn watched() -> Option<&'static Signals> {
    WATCHED.get()
}

impl Signals {
    /// Whether the walk has to stop.
    pub(super) fn stop(&self) -> bool {
        self.end.load(Ordering::SeqCst) || self.interrupt.load(Ordering::SeqCst)
    }

    /// Whether the terminal is gone, or somebody wants the process to end.
    pub(super) fn ended(&self) -> bool {
        self.end.load(Ordering::SeqCst)
    }

    /// Ctrl-C was meant for somebody else who had the terminal.
    pub(super) fn not_for_us(&self) {
        self.interrupt.store(false, Ordering::SeqCst);
    }

    #[cfg(unix)]
    fn register(&self) -> io::Result<()> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

        for (signal, flag) in [
            (SIGHUP, &self.end),
            (SIGTERM, &self.end),
            (SIGINT, &self.interrupt),
        ] {
            signal_hook::flag::register(signal, Arc::clone(flag))?;
        }
        Ok(())
    }

    #[cfg(not(unix))]
    #[allow(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "the other systems have signals"
    )]
    fn register(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Has every signal to end wake whoever reads lines from the terminal while `reading` is true, as
/// Ctrl-C does.
#[cfg(unix)]
pub(super) fn wake(reading: Arc<AtomicBool>) -> io::Result<()> {
    use std::thread;
    use std::time::Duration;

    use rustix::process::{Signal, getpid, kill_process};
    use signal_hook::consts::{SIGHUP, SIGTERM};

    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGTERM])?;
    thread::spawn(move || {
        for _ in signals.forever() {
            // It may come just before the reading begins.
            while reading.load(Ordering::SeqCst) {
                let _ = kill_process(getpid(), Signal::INT);
                thread::sleep(Duration::from_millis(20));
            }
        }
    });
    Ok(())
}

/// Nothing wakes anybody here.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the other systems have signals")]
pub(super) fn wake(_: Arc<AtomicBool>) -> io::Result<()> {
    Ok(())
}
