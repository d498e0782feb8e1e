//! Which stretch of time is taken: `--since`, `--until`, `--all-times`.

use anyhow::bail;
use chrono::{DateTime, Utc};
use clap::Args;

use crate::cmd::talk;
use crate::context::Context;
use crate::import::Window;
use crate::import::window;
use crate::load::Clock;
use crate::model::Incident;
use crate::model::time::Time;
use crate::source::{Source, Span, Text};

/// Which stretch of time is taken.
#[derive(Args, Debug, Default)]
pub(in crate::cmd) struct Stretch {
    /// Leave out what was before this time, written as in a timeline
    ///
    /// Without it and --until, in an incident with marks, what is more than two hours before the
    /// first of them or after the last is left out.
    #[arg(long, value_name = "TIME")]
    since: Option<String>,

    /// Leave out what was after this time
    #[arg(long, value_name = "TIME")]
    until: Option<String>,

    /// Take everything, however far from the marks of the incident
    #[arg(long, conflicts_with_all = ["since", "until"])]
    all_times: bool,
}

impl Stretch {
    /// The window that is asked for, else the one around the marks of the incident.
    pub(super) fn window(
        &self,
        cx: &mut Context<'_>,
        clock: &Clock,
        incident: Option<&Incident>,
    ) -> anyhow::Result<Option<Window>> {
        if self.all_times {
            return Ok(None);
        }
        if self.since.is_none() && self.until.is_none() {
            return Ok(incident.and_then(|incident| Window::around(incident, clock)));
        }
        let begin = |time: &Time| time.earliest().unwrap_or(time.anchor.to_utc());
        let end = |time: &Time| window::end(time).unwrap_or(time.anchor.to_utc());
        let window = Window {
            since: bound(cx, ("--since", self.since.as_deref()), clock)?.map(|time| begin(&time)),
            until: bound(cx, ("--until", self.until.as_deref()), clock)?.map(|time| end(&time)),
            clock: clock.clone(),
        };
        let backwards = |(since, until): (DateTime<Utc>, DateTime<Utc>)| until < since;
        if window.since.zip(window.until).is_some_and(backwards) {
            bail!("`--until` is before `--since`, so there is nothing to take");
        }
        Ok(Some(window))
    }

    /// The bounds of a window for `git log`. The whole history of a repo is taken on demand only.
    pub(super) fn bounds(&self, window: Option<&Window>) -> anyhow::Result<Vec<String>> {
        let Some(window) = window else {
            if self.all_times {
                return Ok(Vec::new());
            }
            bail!(
                "no mark says when the incident was; say which commits to take with `--since` and \
                 `--until`, or `--all-times`"
            );
        };
        let bound = |name: &str, at: Option<DateTime<Utc>>| {
            at.map(|at| format!("--{name}=@{}", at.timestamp()))
        };
        let bounds = [bound("since", window.since), bound("until", window.until)];
        Ok(bounds.into_iter().flatten().collect())
    }

    /// What to say of events that a window left out.
    pub(super) fn told(&self, window: &Window, count: usize) -> String {
        let (events, outside) = (talk::count(count, "event"), window.outside());
        if self.since.is_some() || self.until.is_some() {
            return format!("{events} {outside} left out");
        }
        format!(
            "{events} {outside} left out, which is two hours around the marks; \
             `--all-times` takes everything"
        )
    }
}

/// The time of a bound; one that means nothing ends the command, pointing at what is wrong.
fn bound(
    cx: &mut Context<'_>,
    (flag, text): (&str, Option<&str>),
    clock: &Clock,
) -> anyhow::Result<Option<Time>> {
    let Some(text) = text else {
        return Ok(None);
    };
    let text = Text::new(text.to_owned(), Span::new(0, text.len()));
    let resolved = clock.aside(&text);
    // A bound may lie ahead; what matters is that it means something.
    match (resolved.time, resolved.faults.into_iter().next()) {
        (None, Some(fault)) => {
            let source = Source::new(flag, text.value.clone());
            Err(talk::refused(cx, &fault.diagnostic(&source, &text)))
        }
        (time, _) => Ok(time),
    }
}
