//! The forms that findings can be printed in.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use clap::ValueEnum;

use crate::context::Context;
use crate::diagnostic::human::{self, Style};
use crate::diagnostic::placed::Placed;
use crate::diagnostic::{Level, github, gitlab, json, junit, sarif};

/// How findings are printed.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// For people, with the source line
    #[default]
    Human,
    /// An array of objects
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
    /// Workflow commands of GitHub Actions, and the summary of the run
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// Test cases as build servers read them
    Junit,
}

impl Format {
    /// Prints the findings, which fail the run from level `fails` on.
    pub(super) fn print(
        self,
        cx: &mut Context<'_>,
        (findings, fails): (&[Placed<'_>], Level),
    ) -> anyhow::Result<()> {
        let text = match self {
            Self::Human => human(cx, findings),
            Self::Json => json::render(findings),
            Self::Sarif => sarif::render(findings),
            Self::Github => github::render(findings),
            Self::Gitlab => gitlab::render(findings),
            Self::Junit => junit::render(findings, fails),
        };
        write!(cx.stdout, "{text}")?;
        cx.stdout.flush()?;
        if self == Self::Github
            && let Some(path) = cx.env.get("GITHUB_STEP_SUMMARY")
        {
            summary(Path::new(path), findings)?;
        }
        Ok(())
    }
}

fn human(cx: &Context<'_>, findings: &[Placed<'_>]) -> String {
    let style = Style {
        color: cx.terminal.stdout_color,
        links: cx.terminal.stdout_links,
        width: cx.terminal.width,
    };
    let shown = findings.iter();
    shown
        .map(|placed| human::render(placed.finding, style))
        .collect()
}

/// Adds the findings to the summary of a run, to which other steps add as well.
fn summary(path: &Path, findings: &[Placed<'_>]) -> anyhow::Result<()> {
    let add = || -> std::io::Result<()> {
        let mut file = fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(path)?;
        file.write_all(github::summary(findings).as_bytes())
    };
    add().with_context(|| {
        let shown = path.display();
        format!("cannot write {shown}, which GITHUB_STEP_SUMMARY names")
    })
}
