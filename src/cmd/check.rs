//! `pir check`.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::case::{self, Repo};
use super::talk;
use crate::check;
use crate::context::{Context, Exit};
use crate::diagnostic::human::{self, Style};
use crate::diagnostic::{Diagnostic, Level, json};
use crate::load;
use crate::store::{Folder, names};

/// Check the files of incidents: their form, their times, what refers to what
///
/// Everything that is wrong is found in one run, each at its line and column. Nothing is changed.
/// Errors end the run with 1; warnings, hints and notes do not.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir check                        every incident of the reviews folder, and pir.yaml
  pir check reviews/2026-03-12-checkout-slow
  pir check --format json | jq '.[].message'
  pir explain steps-back           what a finding means")]
pub(crate) struct Check {
    /// Incidents, or folders that hold some; left out, the whole reviews folder
    paths: Vec<PathBuf>,

    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How findings are printed.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// For people, with the source line
    #[default]
    Human,
    /// An array of objects
    Json,
}

impl Check {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let mut findings = Vec::new();
        if self.paths.is_empty() {
            let reviews = repo.reviews();
            let lost = !reviews.is_dir() && repo.root.config.is_none();
            if lost && Folder::around(&cx.cwd).is_none() {
                let shown = cx.shown(&reviews);
                bail!(
                    "there is no {} and no pir.yaml here; `-C DIR` goes elsewhere",
                    shown.display()
                );
            }
            findings.extend(check::settle(repo.findings.clone(), &repo.config));
            findings.extend(register(cx, &repo)?);
        }
        let folders = self.folders(cx, &repo)?;
        let checked = folders.len();
        for folder in folders {
            let case = repo.read(cx, folder)?;
            let mut found = case.findings(&repo.config);
            found.extend(case.wording(&repo.config));
            findings.extend(check::sorted(found));
        }
        self.print(cx, &findings, checked)?;
        let failed = findings.iter().any(|finding| finding.level == Level::Error);
        Ok(if failed { Exit::Findings } else { Exit::Fine })
    }
}

impl Check {
    /// The incidents that the paths name; a folder without one stands for those below it.
    fn folders(&self, cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<Vec<Folder>> {
        if self.paths.is_empty() {
            let all = Folder::all_in(&repo.reviews())?;
            // Inside an incident that lies in no reviews folder, that incident is meant.
            let here = Folder::around(&cx.cwd).filter(|_| all.is_empty());
            return Ok(here.map_or(all, |here| vec![here]));
        }
        let mut folders = Vec::new();
        for path in &self.paths {
            let at = cx.at(path);
            if at.is_dir() && Folder::open(&at).is_none() {
                let below = Folder::all_in(&at)?;
                if below.is_empty() {
                    bail!("{} holds no incident", path.display());
                }
                folders.extend(below);
            } else {
                folders.push(repo.find(cx, Some(&path.to_string_lossy()))?);
            }
        }
        folders.dedup();
        Ok(folders)
    }

    fn print(
        &self,
        cx: &mut Context<'_>,
        findings: &[Diagnostic],
        checked: usize,
    ) -> anyhow::Result<()> {
        if let Format::Json = self.format {
            write!(cx.stdout, "{}", json::render(findings))?;
            return Ok(());
        }
        let style = Style {
            color: cx.terminal.stdout_color,
            width: cx.terminal.width,
        };
        for finding in findings {
            write!(cx.stdout, "{}", human::render(finding, style))?;
        }
        cx.stdout.flush()?;
        let incidents = talk::count(checked, "incident");
        writeln!(cx.stderr, "{incidents} checked: {}", counts(findings))?;
        Ok(())
    }
}

/// How many findings of each level there are, in words.
fn counts(findings: &[Diagnostic]) -> String {
    let count = |level: Level| {
        let number = findings
            .iter()
            .filter(|finding| finding.level == level)
            .count();
        (number > 0).then(|| talk::count(number, level.word()))
    };
    let levels = [Level::Error, Level::Warning, Level::Hint, Level::Note];
    let words: Vec<_> = levels.into_iter().filter_map(count).collect();
    if words.is_empty() {
        "nothing found".to_owned()
    } else {
        words.join(", ")
    }
}

/// What is wrong in the register, where there is one.
fn register(cx: &Context<'_>, repo: &Repo) -> anyhow::Result<Vec<Diagnostic>> {
    let read = case::read(cx, &repo.root.dir.join(names::REGISTER))?;
    let findings = read.map(|text| case::load(text, load::register).findings);
    Ok(check::settle(findings.unwrap_or_default(), &repo.config))
}
