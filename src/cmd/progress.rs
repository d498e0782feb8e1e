//! How far long work has come: on a terminal, once it takes more than a second.

use std::time::{Duration, Instant};

use crate::context::Context;
use crate::parallel;
use crate::source::visible;

/// From when on a person would like to know.
const SOON: Duration = Duration::from_secs(1);

/// How long a line stands at least.
const CALM: Duration = Duration::from_millis(100);

/// A line that is written over.
pub(super) struct Progress {
    /// What is being done.
    verb: &'static str,
    /// When the line may be written next.
    next: Instant,
    stands: bool,
}

/// What `work` makes of each of `items`, in their order and on all cores, with a line about how far
/// it has come.
pub(super) fn each<I: Sync, T: Send>(
    cx: &mut Context<'_>,
    verb: &'static str,
    items: &[I],
    work: impl Fn(&I) -> T + Sync,
) -> anyhow::Result<Vec<T>> {
    let mut progress = Progress::new(verb);
    let mut done = Vec::with_capacity(items.len());
    parallel::in_order(items, work, |one| {
        done.push(one);
        progress.at(cx, (done.len(), items.len()), "")
    })?;
    progress.clear(cx)?;
    Ok(done)
}

impl Progress {
    /// Nothing done yet; `verb` says what is being done, such as "reading".
    pub(super) fn new(verb: &'static str) -> Self {
        Self {
            verb,
            next: Instant::now() + SOON,
            stands: false,
        }
    }

    /// So many of so many are done, or the one of that name is being done.
    pub(super) fn at(
        &mut self,
        cx: &mut Context<'_>,
        (done, all): (usize, usize),
        name: &str,
    ) -> anyhow::Result<()> {
        if cx.terminal.asks && Instant::now() > self.next {
            let verb = self.verb;
            let of = if name.is_empty() { "" } else { ": " };
            let line = format!("{verb} {done} of {all}{of}{}", visible(name));
            let width = cx.terminal.width.saturating_sub(1);
            let line: String = line.chars().take(width).collect();
            write!(cx.stderr, "\r\u{1b}[K{line}")?;
            cx.stderr.flush()?;
            self.next = Instant::now() + CALM;
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
