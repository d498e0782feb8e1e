//! `pir export`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::archive::{Shelf, tell};
use super::case::Repo;
use super::progress::Progress;
use crate::archive::export::{Form, Table};
use crate::archive::{self, Record};
use crate::context::{Context, Exit};
use crate::store;

/// Write the archive as a table, for DuckDB, Spark, ClickHouse and the like
///
/// One row each, in columns that stay; docs/export.md has all of them with their types. Times are
/// in UTC, and what is not known is null. What is marked `visibility: internal` is in it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir export > incidents.ndjson
  pir export --table events --format csv -o events.csv
  pir export --table factors | jq -r '.categories[]' | sort | uniq -c
  pir export -o incidents.ndjson && duckdb -c \"select day, title from 'incidents.ndjson'\"")]
pub(crate) struct Export {
    /// Which table
    #[arg(long, value_name = "TABLE", default_value = "incidents", value_parser = tables())]
    table: String,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Write to FILE; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

/// How a table is written.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// A JSON object a line; lists are arrays
    #[default]
    Ndjson,
    /// Comma-separated, with a head; lists are joined by `; `
    Csv,
}

fn tables() -> PossibleValuesParser {
    PossibleValuesParser::new(Table::names())
}

/// What writes the next lines, of so many of so many incidents.
type Lines<'a> = dyn FnMut(&mut Context<'_>, &[u8], (usize, usize)) -> anyhow::Result<()> + 'a;

impl Export {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let table = Table::find(&self.table).context("there is no such table")?;
        let form = match self.format {
            Format::Ndjson => Form::Ndjson,
            Format::Csv => Form::Csv,
        };
        if self.output == Path::new("-") {
            return rows(cx, &repo, (&table, form), &mut |cx, lines, _| {
                Ok(cx.stdout.write_all(lines)?)
            });
        }
        let mut progress = Progress::new("reading");
        let exit = store::write_as(&cx.at(&self.output), |file| {
            rows(cx, &repo, (&table, form), &mut |cx, lines, done| {
                file.write_all(lines)?;
                progress.at(cx, done, "")
            })
        })?;
        progress.clear(cx)?;
        Ok(exit)
    }
}

/// Hands the rows of every incident to `out`, in the order of the folders.
fn rows(
    cx: &mut Context<'_>,
    repo: &Repo,
    (table, form): (&Table, Form),
    out: &mut Lines<'_>,
) -> anyhow::Result<Exit> {
    let folders = repo.folders(cx)?;
    let (mut done, all) = (0, folders.len());
    out(cx, &form.head(table)?, (done, all))?;
    let mut left_out = Vec::new();
    let shelf = Shelf::new(cx, repo);
    let lines = |record: Record| form.lines(table, &record);
    archive::each(&folders, &shelf.reader(), lines, |lines, troubles| {
        done += 1;
        left_out.extend(troubles);
        out(cx, &lines?, (done, all))
    })?;
    tell(cx, &left_out)
}
