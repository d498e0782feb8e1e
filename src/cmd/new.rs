//! `pir new`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use chrono::{Datelike as _, NaiveDate};
use clap::Args;

use super::case::Repo;
use super::timeline::Draft;
use super::walk::Walk;
use super::{import, schema, talk, zone};
use crate::context::{Context, Exit};
use crate::source::Source;
use crate::store::{self, names};
use crate::walk;
use crate::yaml::{self, Value};

/// Make the folder of an incident, named by its date and title, with an incident.yaml
///
/// Asks for what is missing when run on a terminal. Prints the new folder on standard output and
/// nothing else there.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir new                                              asks for the title
  pir new \"Checkout slow, then errors\" --date 2026-03-12
  pir new \"DNS timeouts\" --import chat.txt             with a pasted timeline
  cd \"$(pir new --no-input \"DNS timeouts\")\"            in a script")]
pub(crate) struct New {
    /// What the incident is called
    title: Option<String>,

    /// Day of the incident; today where it is left out
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<NaiveDate>,

    /// Zone of the times below: an IANA name or a fixed offset; from pir.yaml or this machine
    /// where it is left out
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,

    /// What your organisation calls its severity
    #[arg(long, value_name = "TEXT")]
    severity: Option<String>,

    /// Name of the folder after its date; from the title where it is left out
    #[arg(long, value_name = "SLUG")]
    slug: Option<String>,

    /// Files with a timeline to start from; `-` is standard input
    #[arg(long, value_name = "FILE", num_args = 1..)]
    import: Vec<PathBuf>,

    #[command(flatten)]
    taking: import::Taking,

    /// Never ask
    #[arg(long)]
    no_input: bool,
}

impl New {
    pub(super) fn run(mut self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let asks = cx.terminal.asks && !self.no_input;
        if asks {
            self.ask(cx, &repo)?;
        }
        let Some(title) = self
            .title
            .as_deref()
            .map(str::trim)
            .filter(|title| !title.is_empty())
        else {
            bail!("what is the incident called? `pir new \"Checkout slow, then errors\"`");
        };
        let zone = self.zone_name(&repo);
        let date = match self.date {
            Some(date) => date,
            None => today(cx, &zone)?,
        };
        let slug = match walk::slug(self.slug.as_deref().unwrap_or(title)) {
            // A title in other letters than these gives no name for a folder.
            empty if empty.is_empty() => "incident".to_owned(),
            slug => slug,
        };
        let dir = repo.reviews().join(format!("{date}-{slug}"));
        let path = dir.join(names::INCIDENT);
        if path.exists() {
            let shown = cx.shown(&dir);
            bail!(
                "{} is there already; pick another name with `--slug`",
                shown.display()
            );
        }
        let head = schema::line_where_there(&repo.root.dir, &path);
        let text = head + &self.text((title, &zone), date);
        let source = Source::new(cx.shown(&path), text);
        let mut draft = Draft::fresh(cx, &repo, source)?;
        let window = self.taking.window(cx, &repo, Some(draft.incident()))?;
        let events = self.taking.events(cx, &self.import, window.as_ref())?;
        if !events.is_empty() {
            let fresh = import::merge(cx, &mut draft, &events)?;
            self.taking.after(cx, &mut draft, (&fresh, asks))?;
        }
        std::fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        store::replace(&path, None, draft.text())?;
        writeln!(cx.stdout, "{}", cx.shown(&dir).display())?;
        cx.stdout.flush()?;
        match import::to_mend(cx, &draft)? {
            Exit::Fine => onward(cx, (asks, events.is_empty()), &dir),
            mend => Ok(mend),
        }
    }

    /// The zone of the incident as it will be written: from the flag, the settings, this machine.
    fn zone_name(&self, repo: &Repo) -> String {
        let set = || repo.config.timezone.as_ref().map(ToString::to_string);
        let own = self.timezone.clone().or_else(set);
        own.unwrap_or_else(zone::of_this_machine)
    }

    /// Asks for what the command line leaves out.
    fn ask(&mut self, cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<()> {
        if self.title.is_none() {
            let help = "a few words that those who were there would recognise";
            self.title = Some(talk::line(cx, "What is the incident called?", help, "")?);
        }
        if self.date.is_none() {
            let mut typed = today(cx, &self.zone_name(repo))?.to_string();
            let help = "the day on which it began, YYYY-MM-DD";
            self.date = loop {
                typed = talk::line(cx, "On which day was it?", help, &typed)?;
                match day(typed.trim()) {
                    Ok(date) => break Some(date),
                    Err(wrong) => talk::note(cx, &format!("`{typed}` {wrong}"))?,
                }
            };
        }
        Ok(())
    }

    /// The text of the new file: the facts, and places for the rest with a word on each.
    fn text(&self, (title, zone): (&str, &str), date: NaiveDate) -> String {
        let field =
            |name: &str, value: &str| yaml::document(&Value::map([(name, Value::text(value))]));
        let severity = self.severity.as_deref().map(|text| field("severity", text));
        [
            "pir: 1\n",
            &field("title", title),
            "status: draft                    # draft, in-review, published\n",
            &severity.unwrap_or_default(),
            &format!("date: {date}                 # day of every time below that states none\n"),
            &field("timezone", zone),
            include_str!("new.yaml"),
        ]
        .concat()
    }
}

/// What is next: on a terminal, an offer to begin with the questions.
fn onward(cx: &mut Context<'_>, (asks, empty): (bool, bool), dir: &Path) -> anyhow::Result<Exit> {
    let shown = cx.shown(dir).display().to_string();
    if empty {
        talk::note(
            cx,
            "next: write or paste the timeline into its incident.yaml, or `pir import` it; then `pir walk`",
        )?;
    } else {
        talk::note(cx, "next: `pir check`, then `pir walk`")?;
    }
    if asks && talk::agreed(cx, "Go on to the first questions now?", false)? {
        return Walk::of(shown).run(cx);
    }
    Ok(Exit::Fine)
}

/// Other ways in which people write a day, for the message that says how to write it here.
const WRITTEN: &[&str] = &[
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d",
];

/// The day that `text` says, or what is wrong with it. `12/07/2025` is July to some and December
/// to others, so it is not guessed.
fn day(text: &str) -> Result<NaiveDate, String> {
    if let Ok(day) = text.parse() {
        return Ok(day);
    }
    let mut readings: Vec<NaiveDate> = Vec::new();
    for form in WRITTEN {
        match NaiveDate::parse_from_str(text, form) {
            // `12/7/25` says no year that could be told.
            Ok(day) if day.year() >= 1000 && !readings.contains(&day) => readings.push(day),
            _ => {}
        }
    }
    Err(match readings.as_slice() {
        [] => "is not a day; write it like 2026-03-12".to_owned(),
        [only] => format!("is not written as year-month-day; write {only}"),
        [one, other, ..] => format!(
            "may be {} or {}; write {one} or {other}",
            one.format("%-d %B"),
            other.format("%-d %B"),
        ),
    })
}

/// The day that it is in `zone`.
fn today(cx: &Context<'_>, zone: &str) -> anyhow::Result<NaiveDate> {
    let offset = zone::named(zone)?.offset(cx.now);
    Ok(cx.now.with_timezone(&offset).date_naive())
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_written_otherwise_is_not_guessed() {
        for (text, said) in [
            (
                "12/07/2025",
                "may be 12 July or 7 December; write 2025-07-12 or 2025-12-07",
            ),
            (
                "12-07-2025",
                "may be 12 July or 7 December; write 2025-07-12 or 2025-12-07",
            ),
            (
                "31/12/2025",
                "is not written as year-month-day; write 2025-12-31",
            ),
            (
                "12/31/2025",
                "is not written as year-month-day; write 2025-12-31",
            ),
            (
                "07/07/2025",
                "is not written as year-month-day; write 2025-07-07",
            ),
            (
                "12.07.2025",
                "is not written as year-month-day; write 2025-07-12",
            ),
            (
                "2025/07/12",
                "is not written as year-month-day; write 2025-07-12",
            ),
            ("12/7/25", "is not a day; write it like 2026-03-12"),
            ("2025-02-30", "is not a day; write it like 2026-03-12"),
            ("soon", "is not a day; write it like 2026-03-12"),
        ] {
            assert_eq!(day(text), Err(said.to_owned()), "{text}");
        }
        assert_eq!(
            day("2025-07-12").map(|day| day.to_string()),
            Ok("2025-07-12".to_owned())
        );
    }
}
