//! `pir stats`.

use clap::{Args, ValueEnum};

use super::archive;
use super::case::Repo;
use crate::archive::stats::{Comparison, Dot, Length, Part, Period, Stats as Numbers};
use crate::context::{Context, Exit};
use crate::model::RoughDate;
use crate::model::time::in_words;
use crate::source::visible;

/// Show what can honestly be counted over the incidents
///
/// Every incident is shown. Medians and shares come with their intervals, and there is no mean: the
/// mean of a few incidents looks a fifth better in every third case where nothing has changed.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir stats
  pir stats --since 2025-01 --until 2025-12
  pir stats --split 2025-07-01            counts before and from that day on
  pir stats --format json")]
pub(crate) struct Stats {
    /// From this day on
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<RoughDate>,

    /// Up to this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<RoughDate>,

    /// Hold the counts before this day against those from it on
    #[arg(long, value_name = "DATE", value_parser = date)]
    split: Option<RoughDate>,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How numbers are printed.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// For reading
    #[default]
    Text,
    /// An object
    Json,
}

/// A day, a month or a year of the command line.
pub(super) fn date(text: &str) -> Result<RoughDate, String> {
    let expected = "a date looks like 2026-03-12, 2026-03 or 2026";
    RoughDate::parse(text).ok_or_else(|| expected.to_owned())
}

impl Stats {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let gathered = archive::gather(cx, &repo, |record| Part::of(&record))?;
        let exit = archive::tell(cx, &gathered.troubles)?;
        let parts: Vec<_> = gathered.kept.into_iter().flatten().collect();
        let period = Period {
            from: self.since.map(RoughDate::earliest),
            until: self.until.map(RoughDate::latest),
            split: self.split.map(RoughDate::earliest),
        };
        let numbers = Numbers::of(&parts, period);
        match self.format {
            Format::Json => {
                writeln!(cx.stdout, "{}", serde_json::to_string_pretty(&numbers)?)?;
            }
            Format::Text => text(cx, &numbers)?,
        }
        Ok(exit)
    }
}

fn text(cx: &mut Context<'_>, numbers: &Numbers) -> anyhow::Result<()> {
    let width = cx.terminal.width.clamp(60, 100);
    let day = |day: Option<chrono::NaiveDate>| day.map_or("?".to_owned(), |day| day.to_string());
    writeln!(cx.stdout, "{}\n", textwrap::fill(numbers.selection, width))?;
    writeln!(
        cx.stdout,
        "{} incidents reviewed from {} to {}; as chance goes, {:.1} to {:.1}",
        numbers.incidents,
        day(numbers.from),
        day(numbers.until),
        numbers.interval.low,
        numbers.interval.high
    )?;
    if numbers.undated > 0 {
        writeln!(cx.stdout, "{} more have no date", numbers.undated)?;
    }
    if let Some(comparison) = &numbers.comparison {
        writeln!(
            cx.stdout,
            "{}",
            textwrap::fill(&compared(comparison), width)
        )?;
    }
    writeln!(cx.stdout, "\nWho noticed first")?;
    for share in &numbers.noticed {
        let interval = share
            .interval
            .map(|own| (own.low * 100.0, own.high * 100.0));
        let (low, high) = interval.unwrap_or((0.0, 100.0));
        let (what, count, of) = (share.what, share.count, share.of);
        writeln!(
            cx.stdout,
            "  {what}: {count} of {of}; {low:.0}% to {high:.0}%"
        )?;
    }
    for length in &numbers.lengths {
        writeln!(cx.stdout, "\n{}", strip(length, width))?;
    }
    Ok(())
}

fn compared(comparison: &Comparison) -> String {
    let Comparison {
        at,
        counts: [before, after],
        days,
        chance,
        words,
    } = comparison;
    let [first, second] = days;
    format!(
        "before {at}: {before} in {first} days; from then on: {after} in {second} days. Exact test: \
         p = {chance:.2}; {words}, if the habit of reviewing is the same"
    )
}

/// A length of time in minutes, in words.
fn minutes(minutes: f64) -> String {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a rounded length of an incident"
    )]
    let seconds = (minutes * 60.0).round() as i64;
    in_words(chrono::TimeDelta::seconds(seconds))
}

/// The incidents on a log axis, one a line, then what can be said of them together.
fn strip(length: &Length, width: usize) -> String {
    let (known, unknown) = (length.dots.len(), length.unknown);
    let mut lines = vec![format!(
        "Time {}: {known} of {} (log axis)",
        length.what,
        known + unknown
    )];
    let ends = || {
        length
            .dots
            .iter()
            .flat_map(|dot| [dot.least, dot.most])
            .flatten()
    };
    let longest = ends().fold(1.0_f64, f64::max);
    let names = length.dots.iter().map(|dot| dot.incident.chars().count());
    let name = names.max().unwrap_or(0).min(width / 2);
    let columns = width.saturating_sub(name + 26).max(10);
    for dot in &length.dots {
        let incident: String = visible(&dot.incident).chars().take(name).collect();
        let line = bar(dot, longest, columns);
        lines.push(format!("  {incident:<name$} {line} {}", dot.words));
    }
    lines.extend(together(length).map(|said| format!("  {said}")));
    lines.join("\n")
}

/// A dot at its place, or a bar where it is inexact.
fn bar(dot: &Dot, longest: f64, columns: usize) -> String {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a column of a terminal"
    )]
    let place = |minutes: f64| {
        let share = (1.0 + minutes).ln() / (1.0 + longest).ln();
        (share * (columns - 1) as f64).round() as usize
    };
    let from = dot.least.map_or(0, place);
    let to = dot.most.map_or(columns - 1, place);
    let mark = |column: usize| match column {
        _ if from == to && column == from => '●',
        _ if column == from => {
            if dot.least.is_some() {
                '├'
            } else {
                '<'
            }
        }
        _ if column == to => {
            if dot.most.is_some() {
                '┤'
            } else {
                '>'
            }
        }
        _ if from < column && column < to => '─',
        _ => '·',
    };
    (0..columns).map(mark).collect()
}

/// What can be said of the incidents together: a median with its interval, and the longest.
fn together(length: &Length) -> impl Iterator<Item = String> {
    let range = |low: f64, high: f64| match (minutes(low), minutes(high)) {
        (low, high) if low == high => low,
        (low, high) => format!("{low} to {high}"),
    };
    let median = length.median.as_ref().map(|own| {
        let interval = format!(
            "{} to {}",
            minutes(own.interval.low),
            minutes(own.interval.high)
        );
        let middle = range(own.median.low, own.median.high);
        format!("median of {}: {middle}; with 95%, {interval}", own.of)
    });
    let limit = |dot: &Dot| dot.most.or(dot.least).unwrap_or_default();
    let longest = (length.dots.iter()).max_by(|one, other| limit(one).total_cmp(&limit(other)));
    let longest = longest.map(|dot| match length.tail {
        Some(share) => format!("{share} are no longer than {}, with 95%", dot.words),
        None => format!(
            "the longest known: {} ({})",
            dot.words,
            visible(&dot.incident)
        ),
    });
    median.into_iter().chain(longest)
}
