//! `pir questions`.

use clap::{Args, ValueEnum};

use super::case::{Repo, Which};
use super::prompts::{self, Choice};
use crate::context::{Context, Exit};
use crate::walk::{Sheet, sheet};

/// Show the questions that the walk would ask of an incident, and why
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir questions                                what `pir walk` would ask
  pir questions --depth deep --group detection
  pir questions --format markdown > sheet.md   a sheet for the facilitator")]
pub(crate) struct Questions {
    #[command(flatten)]
    which: Which,

    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    // The last, since its heading goes on.
    #[command(flatten)]
    choice: Choice,
}

/// How questions are printed.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// For reading
    #[default]
    Text,
    /// An array of objects
    Json,
    /// A sheet with room to write
    Markdown,
}

impl Questions {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let case = repo.case(cx, self.which.incident.as_deref())?;
        let files = prompts::files(cx, &case)?;
        let plan = self
            .choice
            .plan(&prompts::catalogue(cx, &repo)?, (&files, &repo.config))?;
        let form = match self.format {
            Format::Text => Sheet::Text,
            Format::Json => Sheet::Json,
            Format::Markdown => Sheet::Markdown,
        };
        sheet(cx.stdout, (&plan.listed(&files), &files), form)?;
        Ok(Exit::Fine)
    }
}
