//! How far a long import has come: on a terminal, once it takes more than a second.

use std::time::{Duration, Instant};

use crate::context::Context;
use crate::source::visible;

/// From when on a person would like to know.
const SOON: Duration = Duration::from_secs(1);

/// A line that is written over.
pub(super) struct Progress {
    begun: Instant,
    done: usize,
    all: usize,
    stands: bool,
}

impl Progress {
    /// Nothing done of so many texts.
    pub(super) fn new(all: usize) -> Self {
        Self {
            begun: Instant::now(),
            done: 0,
            all,
            stands: false,
        }
    }

    /// The text of that name is next.
    pub(super) fn step(&mut self, cx: &mut Context<'_>, name: &str) -> anyhow::Result<()> {
        self.done += 1;
        if cx.terminal.asks && self.begun.elapsed() > SOON {
            let (done, all) = (self.done, self.all);
            let line = format!("reading {done} of {all}: {}", visible(name));
            let line: String = line
                .chars()
                .take(cx.terminal.width.saturating_sub(1))
                .collect();
            write!(cx.stderr, "\r\u{1b}[K{line}")?;
            cx.stderr.flush()?;
            self.stands = true;
        }
        Ok(())
    }

    /// Takes the line away, so that something else can be said.
    pub(super) fn clear(&mut self, cx: &mut Context<'_>) -> anyhow::Result<()> {
        if std::mem::take(&mut self.stands) {
            write!(cx.stderr, "\r\u{1b}[K")?;
            cx.stderr.flush()?;
        }
        Ok(())
    }
}
