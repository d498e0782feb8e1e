//! `pir check`.

mod baseline;
mod changed;
mod form;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};

use self::baseline::Baseline;
use self::changed::Changed;
use self::form::Format;
use super::case::{self, Repo};
use super::{git, progress, talk};
use crate::check::entries::Entries;
use crate::check::{self, Document, language};
use crate::context::{Context, Exit};
use crate::diagnostic::placed::{Placed, placed};
use crate::diagnostic::{Diagnostic, Level};
use crate::load;
use crate::parallel;
use crate::store::{self, Folder, names};

/// Check incidents and Markdown texts: their form, their times, their words
///
/// Everything is found in one run, each at its line and column. Nothing is changed. Errors end the
/// run with 1; warnings, hints and notes do so where --fail-level says it. A comment
/// `pir: allow CODE: reason` allows what it stands by.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir check                        every incident of the reviews folder, and pir.yaml
  pir check reviews/2026-03-12-checkout-slow
  pir check notes.md docs          the words of Markdown texts
  pir check - < draft.md           of one on standard input
  pir check --fail-level hint      in CI, where wording is to count
  pir check --diff origin/main     on a pull request: what its own lines bring
  pir check --format sarif > pir.sarif
  pir check --baseline .pir-baseline.json --write-baseline
                                   take up the check where there are old reviews
  pir check --format json | jq '.[].message'
  pir explain should-have          what a finding means")]
pub(crate) struct Check {
    /// Incidents, Markdown files, folders that hold some, `-`; left out, the whole reviews folder
    paths: Vec<PathBuf>,

    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// The least level that ends the run with 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t)]
    fail_level: FailLevel,

    /// Tell only what stands on lines that changed since git revision REV: since the branch here
    /// left it, with what is not committed yet
    #[arg(long, value_name = "REV")]
    diff: Option<String>,

    /// Pass over the findings in FILE; errors never are
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write the findings to the file of --baseline, in place of those it had
    #[arg(long, requires = "baseline", conflicts_with = "diff")]
    write_baseline: bool,
}

/// The least level that counts.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum FailLevel {
    /// The file cannot be used as it is
    #[default]
    Error,
    /// Probably not what was meant
    Warning,
    /// A suggestion about wording
    Hint,
    /// Worth knowing
    Note,
}

impl FailLevel {
    const fn level(self) -> Level {
        match self {
            Self::Error => Level::Error,
            Self::Warning => Level::Warning,
            Self::Hint => Level::Hint,
            Self::Note => Level::Note,
        }
    }
}

impl Check {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let top = git::top(&repo.root.dir);
        let changed = self.changed(top.as_deref())?;
        let (findings, checked) = self.findings(cx, &repo)?;
        let top = top.as_ref().unwrap_or(&repo.root.dir);
        let cwd = cx.cwd.clone();
        let mut findings = placed(&findings, (&cwd, top));
        if let Some(changed) = changed {
            findings.retain(|placed| changed.holds(placed));
        }
        let said = self.compare(cx, &mut findings)?;
        let least = self.fail_level.level();
        self.format.print(cx, (&findings, least))?;
        if self.format == Format::Human {
            let (what, counts) = (counted(checked), counts(&findings));
            writeln!(cx.stderr, "{what} checked: {counts}{said}")?;
        }
        let failed = findings.iter().any(|placed| placed.finding.level >= least);
        Ok(if failed { Exit::Findings } else { Exit::Fine })
    }

    /// The lines that changed since the revision that was named.
    fn changed(&self, top: Option<&Path>) -> anyhow::Result<Option<Changed>> {
        let Some(revision) = &self.diff else {
            return Ok(None);
        };
        let top = top.context("`--diff` compares with what git has, and this is no git repo")?;
        Changed::since(top, revision).map(Some)
    }

    /// Takes out the findings of the baseline, or writes it; says so in words.
    fn compare(
        &self,
        cx: &mut Context<'_>,
        findings: &mut Vec<Placed<'_>>,
    ) -> anyhow::Result<String> {
        let Some(file) = &self.baseline else {
            return Ok(String::new());
        };
        let path = cx.at(file);
        if self.write_baseline {
            let (text, count) = baseline::written(findings)?;
            store::write(&path, &text)?;
            let counted = talk::count(count, "finding");
            writeln!(cx.stderr, "wrote {} with {counted}", file.display())?;
        }
        let baseline = Baseline::read(&path, file)?;
        let (all, gone) = (findings.len(), baseline.gone(findings));
        findings.retain(|placed| !baseline.holds(placed));
        let mut said = match all - findings.len() {
            0 => String::new(),
            passed => format!("; {passed} in the baseline passed over"),
        };
        // A part of the repo, or of its lines, cannot tell what the whole has no more.
        if gone > 0 && self.paths.is_empty() && self.diff.is_none() {
            said += &format!("; {gone} of the baseline found no more, `--write-baseline` drops");
            said += if gone == 1 { " it" } else { " them" };
        }
        Ok(said)
    }

    /// Everything that is found in what the paths name, and how many incidents and texts that is.
    fn findings(&self, cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<Found> {
        let mut findings = Vec::new();
        if self.paths.is_empty() {
            findings.extend(check::settle(repo.findings.clone(), &repo.config));
        }
        let mut entries = Entries::default();
        let (folders, texts) = self.named(cx, repo)?;
        let checked = (folders.len(), texts.len());
        let world = cx.world();
        let found = progress::each(cx, "checking", &folders, |folder| {
            let case = repo.read(world.place(), folder.clone())?;
            let entries = case.subject().as_ref().map(Entries::of);
            anyhow::Ok((case.checked(&repo.config), entries.unwrap_or_default()))
        })?;
        for found in found {
            let (found, more) = found?;
            findings.extend(found);
            entries.add(more);
        }
        if self.paths.is_empty() {
            findings.extend(register(cx, repo, entries)?);
        }
        for some in texts.chunks(AT_ONCE) {
            let sources = some.iter().map(|path| case::input(cx, path));
            let sources = sources.collect::<Result<Vec<_>, _>>()?;
            let found = parallel::each(&sources, |source| {
                let found = language::check_text(source, &repo.config);
                case::settled(&[source], found, &repo.config)
            });
            findings.extend(found.into_iter().flatten());
        }
        Ok((findings, checked))
    }
}

/// Markdown texts that are held at once.
const AT_ONCE: usize = 64;

/// Findings, and how many incidents and texts they were looked for in.
type Found = (Vec<Diagnostic>, (usize, usize));

/// What is to be checked: incidents, and Markdown texts.
type Named = (Vec<Folder>, Vec<PathBuf>);

impl Check {
    /// What the paths name; a folder that is no incident stands for those below it.
    fn named(&self, cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<Named> {
        if self.paths.is_empty() {
            let all = repo.folders(cx)?;
            // Inside an incident that lies in no reviews folder, that incident is meant.
            let here = Folder::around(&cx.cwd).filter(|_| all.is_empty());
            return Ok((here.map_or(all, |here| vec![here]), Vec::new()));
        }
        let (mut folders, mut texts) = (Vec::new(), Vec::new());
        for path in &self.paths {
            let at = cx.at(path);
            let ending = path.extension().unwrap_or_default();
            let text = ["md", "markdown", "txt"]
                .iter()
                .any(|known| ending == *known);
            if path == Path::new("-") || (text && at.is_file()) {
                texts.push(path.clone());
            } else if at.is_dir() && Folder::open(&at).is_none() {
                let (incidents, below) = store::below(&at)?;
                if incidents.is_empty() && below.is_empty() {
                    bail!("{} holds no incident and no Markdown file", path.display());
                }
                folders.extend(incidents);
                texts.extend(below.iter().map(|below| cx.shown(below)));
            } else {
                folders.push(repo.find(cx, Some(&path.to_string_lossy()))?);
            }
        }
        folders.dedup();
        Ok((folders, texts))
    }
}

/// How many incidents and texts were checked, in words.
fn counted(checked: (usize, usize)) -> String {
    match checked {
        (incidents, 0) => talk::count(incidents, "incident"),
        (0, texts) => talk::count(texts, "text"),
        (incidents, texts) => {
            let incidents = talk::count(incidents, "incident");
            let texts = talk::count(texts, "text");
            format!("{incidents} and {texts}")
        }
    }
}

/// How many findings of each level there are, in words.
fn counts(findings: &[Placed<'_>]) -> String {
    let count = |level: Level| {
        let number = findings
            .iter()
            .filter(|placed| placed.finding.level == level)
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

/// What is wrong in the register, where there is one, and which of the entries are named and nowhere
/// told of.
fn register(
    cx: &Context<'_>,
    repo: &Repo,
    mut entries: Entries,
) -> anyhow::Result<Vec<Diagnostic>> {
    let read = case::read(cx.place(), &repo.root.dir.join(names::REGISTER))?;
    let loaded = read.map(|text| case::load(text, load::register));
    let mut findings = Vec::new();
    if let Some(loaded) = &loaded {
        findings.extend(loaded.findings.clone());
        entries.add(
            loaded
                .value
                .as_ref()
                .map_or_else(Entries::default, |value| {
                    let source = &loaded.source;
                    Entries::changed(Document { source, value })
                }),
        );
    }
    findings.extend(entries.missing());
    Ok(check::settle(findings, &repo.config))
}
