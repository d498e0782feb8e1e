//! `pir stats`.

mod text;

use anyhow::{bail, ensure};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};

use super::archive;
use super::case::Repo;
use super::values::date;
use crate::archive::register;
use crate::archive::stats::{Part, Period, Stats as Numbers};
use crate::context::{Context, Exit};
use crate::model::RoughDate;

/// Show what can honestly be counted over the incidents
///
/// Every incident is shown. Medians and shares come with their intervals, and there is no mean: the
/// mean of a few incidents looks a fifth better in every third case where nothing has changed.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir stats
  pir stats times
  pir stats --since 2025-01 --until 2025-12
  pir stats --split 2025-07-01            counts before and from that day on
  pir stats --mean                        why there is none
  pir stats --format json")]
pub(crate) struct Stats {
    /// This part alone
    #[arg(value_name = "PART", value_parser = parts())]
    part: Option<String>,

    /// From this day on; that of the first incident where it is left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<RoughDate>,

    /// Up to this day; today where it is left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<RoughDate>,

    /// Hold the counts before this day against those from it on
    #[arg(long, value_name = "DATE", value_parser = date)]
    split: Option<RoughDate>,

    /// Say why there is no mean, and show each duration instead
    #[arg(long, alias = "mttr", conflicts_with = "part")]
    mean: bool,

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

fn parts() -> PossibleValuesParser {
    let names = Numbers::names();
    let names = names.map(|(name, title)| PossibleValue::new(name).help(title));
    PossibleValuesParser::new(names)
}

impl Stats {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        if let (Some(since), Some(until)) = (self.since, self.until) {
            ensure!(
                since.earliest() <= until.latest(),
                "the period ends before it begins: {since} is after {until}"
            );
        }
        let repo = Repo::open(cx)?;
        let keep = |record| (Part::of(&record, &repo.config), register::Part::of(&record));
        let (mut parts, mut entries) = (Vec::new(), Vec::new());
        let mut troubles = archive::each(cx, &repo, keep, |(part, own)| {
            parts.extend(part);
            entries.push(own);
        })?;
        let (register, more) = archive::folded(cx, &repo, entries);
        if let Some(since) = self.since.filter(|since| since.earliest() > register.today) {
            bail!("the period has not begun: {since} is still to come");
        }
        troubles.extend(more);
        let exit = archive::tell(cx, &troubles)?;
        let period = Period {
            from: self.since.map(RoughDate::earliest),
            until: self.until.map(RoughDate::latest),
            split: self.split.map(RoughDate::earliest),
        };
        let mut numbers = Numbers::of(&parts, &register, period);
        if let (Some(split), None) = (self.split, &numbers.comparison) {
            let whole = match (numbers.from, numbers.until) {
                (Some(from), Some(until)) => format!("it is {from} to {until}"),
                _ => "no incident begins it".to_owned(),
            };
            bail!(
                "`--split {split}` leaves no day on one side of the period: {whole}; `--since` and \
                 `--until` name another"
            );
        }
        if let Some(part) = &self.part {
            numbers = numbers.only(part);
        }
        if self.mean {
            numbers = numbers.without_mean();
        }
        match self.format {
            Format::Json => {
                writeln!(cx.stdout, "{}", serde_json::to_string_pretty(&numbers)?)?;
            }
            Format::Text => {
                let width = cx.terminal.width.clamp(40, 100);
                for line in text::all(&numbers, width) {
                    writeln!(cx.stdout, "{line}")?;
                }
            }
        }
        Ok(exit)
    }
}
