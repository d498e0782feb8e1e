//! `pir init`.

use std::path::Path;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};

use super::case::{self, Repo};
use super::edit;
use super::schema;
use super::talk;
use super::zone;
use crate::config::VARIABLES;
use crate::context::{Context, Exit};
use crate::store::{self, names};
use crate::yaml::{Change, Step, Value};

/// Make a folder a repo of reviews: pir.yaml, and on request a CI job and a git hook
///
/// Nothing that a person wrote is replaced; `.gitignore` gets the lines that it lacks. In a repo
/// that has a `pir.yaml`, only what the flags say is set in it. The schemas for editors in `.pir`
/// are made those of this version.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir init                             asks for the zone
  pir init --timezone Europe/Berlin --no-input
  pir init --ci github --hook          with a CI job and a pre-commit hook")]
pub(crate) struct Init {
    /// Zone of new incidents: an IANA name or a fixed offset
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,

    /// Write a CI job that checks the reviews
    #[arg(long, value_enum, value_name = "SERVICE")]
    ci: Option<Ci>,

    /// Write a git hook that checks the reviews before a commit
    #[arg(long)]
    hook: bool,

    /// Never ask
    #[arg(long)]
    no_input: bool,
}

/// Where the CI job runs.
#[derive(ValueEnum, Debug, Clone, Copy)]
enum Ci {
    Github,
    Gitlab,
}

impl Ci {
    /// The file of the job, and what it holds.
    const fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Github => (".github/workflows/reviews.yml", include_str!("github.yml")),
            Self::Gitlab => (".pir/gitlab-ci.yml", include_str!("gitlab.yml")),
        }
    }
}

impl Init {
    pub(in crate::cmd) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let dir = cx.cwd.clone();
        self.settings(cx, &dir.join(names::CONFIG))?;
        ignore(cx, &dir.join(".gitignore"))?;
        schema::write_all(cx, &dir)?;
        let repo = Repo::around(cx, &dir)?;
        let reviews = repo.reviews();
        if !reviews.is_dir() {
            std::fs::create_dir_all(&reviews)
                .with_context(|| format!("cannot make {}", reviews.display()))?;
        }
        if let Some(ci) = self.ci {
            let (name, text) = ci.file();
            add(cx, &dir.join(name), text)?;
        }
        if self.hook {
            hook(cx, &dir)?;
        }
        writeln!(cx.stderr, "next: `pir new \"What the incident is called\"`")?;
        Ok(Exit::Fine)
    }

    /// Makes `pir.yaml`, or sets in it what the flags say.
    fn settings(&self, cx: &mut Context<'_>, path: &Path) -> anyhow::Result<()> {
        let root = path.parent().unwrap_or(path);
        let there = case::read(cx.place(), path)?;
        let zone = match (&self.timezone, &there) {
            (Some(zone), _) => Some(zone.clone()),
            (None, None) => Some(self.first_zone(cx)?),
            (None, Some(_)) => None,
        };
        if let Some(name) = zone.as_deref() {
            zone::named(name)?;
        }
        let Some(there) = there
            .transpose()
            .map_err(|finding| talk::refused(cx, &finding))?
        else {
            let text = schema::line(root, path) + include_str!("pir.yaml");
            let fresh = crate::source::Source::new(path, text);
            let text = edit::changed(cx, &fresh, &set_zone(zone.as_deref()))?;
            store::replace(path, None, &text)?;
            writeln!(cx.stderr, "made {}", cx.shown(path).display())?;
            return Ok(());
        };
        let shown = cx.shown(path);
        let changes = set_zone(zone.as_deref());
        if changes.is_empty() {
            writeln!(
                cx.stderr,
                "{} is there already, and was left as it is",
                shown.display()
            )?;
            return Ok(());
        }
        edit::make(cx, root, (path, Some(&there)), &changes)?;
        writeln!(cx.stderr, "set the zone in {}", shown.display())?;
        Ok(())
    }

    /// The zone of a new repo: that of this machine, shown for change on a terminal.
    fn first_zone(&self, cx: &mut Context<'_>) -> anyhow::Result<String> {
        // As for every setting: the flag, then the environment.
        let said = VARIABLES
            .iter()
            .find(|variable| variable.setting == "timezone");
        let said = said.and_then(|variable| variable.said(&cx.env));
        let here = said.map_or_else(zone::of_this_machine, str::to_owned);
        if !cx.terminal.asks || self.no_input {
            return Ok(here);
        }
        let help = "an IANA name such as Europe/Berlin; each incident can state another";
        Ok(
            talk::line(cx, "In which zone do you write times?", help, &here)?
                .trim()
                .to_owned(),
        )
    }
}

fn set_zone(zone: Option<&str>) -> Vec<Change> {
    let set = |zone: &str| Change::Set {
        path: vec![Step::Key("timezone".to_owned())],
        value: Value::Text(zone.to_owned()),
    };
    zone.map(set).into_iter().collect()
}

/// Lines for `.gitignore`: what a killed write leaves behind, and who is which role.
const IGNORED: &[&str] = &[".pir-*", "/.pir/people.yaml"];

/// Keeps out of git what does not belong there.
fn ignore(cx: &mut Context<'_>, path: &Path) -> anyhow::Result<()> {
    let there = case::read(cx.place(), path)?.transpose();
    let there = there.map_err(|finding| talk::refused(cx, &finding))?;
    let old = there.as_ref().map_or("", |source| source.text());
    let missing: Vec<_> = IGNORED
        .iter()
        .filter(|line| !old.lines().any(|own| own.trim() == **line))
        .map(|line| format!("{line}\n"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let gap = if old.is_empty() || old.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let text = format!("{old}{gap}{}", missing.concat());
    store::replace(path, there.as_ref().map(|source| source.text()), &text)
}

/// Makes a file that is not there yet.
fn add(cx: &mut Context<'_>, path: &Path, text: &str) -> anyhow::Result<()> {
    let shown = cx.shown(path);
    if path.exists() {
        writeln!(
            cx.stderr,
            "{} is there already, and was left as it is",
            shown.display()
        )?;
        return Ok(());
    }
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    }
    store::replace(path, None, text)?;
    writeln!(cx.stderr, "made {}", shown.display())?;
    Ok(())
}

/// Makes the pre-commit hook of the git repo that `dir` is the root of.
fn hook(cx: &mut Context<'_>, dir: &Path) -> anyhow::Result<()> {
    let hooks = dir.join(".git/hooks");
    if !dir.join(".git").is_dir() {
        bail!(
            "there is no git repo in {}; `git init` makes one",
            dir.display()
        );
    }
    let path = hooks.join("pre-commit");
    let new = !path.exists();
    add(cx, &path, include_str!("pre-commit.sh"))?;
    #[cfg(unix)]
    if new {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
