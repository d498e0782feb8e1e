//! `pir fmt`.

use clap::Args;

use super::case::{Case, Repo};
use super::talk;
use super::timeline::{self, Draft};
use crate::context::{Context, Exit};
use crate::load::grammar;
use crate::model::{Incident, When};
use crate::render;
use crate::yaml::{Change, Step, Value};

/// Turn the quick form of a timeline into the list form, and times to 24 h
///
/// Nothing else moves: comments, order, quoting and blank lines stay as they are. No time gets more
/// precise than it was written.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir fmt
  pir fmt --check reviews/2026-03-12-checkout-slow")]
pub(crate) struct Fmt {
    /// Incidents: folders, files in them, ids, or unique beginnings of ids
    incidents: Vec<String>,

    /// Write nothing; end with 1 and a diff where something would change
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let mut names: Vec<_> = self
            .incidents
            .iter()
            .map(|name| Some(name.as_str()))
            .collect();
        if names.is_empty() {
            names.push(None);
        }
        let mut exit = Exit::Fine;
        for name in names {
            let (case, _lock) = repo.case_to_change(cx, name)?;
            if self.one(cx, &repo, &case)? == Exit::Findings {
                exit = Exit::Findings;
            }
        }
        Ok(exit)
    }

    fn one(&self, cx: &mut Context<'_>, repo: &Repo, case: &Case) -> anyhow::Result<Exit> {
        let mut draft = Draft::new(repo, case)?;
        if draft.incident().timeline.quick.is_some() {
            draft.make_list(cx)?;
        }
        for change in times(draft.incident()) {
            draft.make(cx, &change)?;
        }
        let shown = case.incident.source.path().display().to_string();
        let before = case.incident.source.text();
        if draft.text() == before {
            talk::note(cx, &format!("{shown} is as it should be"))?;
            return Ok(Exit::Fine);
        }
        if self.check {
            write!(
                cx.stdout,
                "{}",
                render::difference(before, draft.text(), &shown)
            )?;
            return Ok(Exit::Findings);
        }
        timeline::keep(case, &draft)?;
        talk::note(cx, &format!("formatted {shown}"))?;
        Ok(Exit::Fine)
    }
}

/// Changes that give times their one writing.
fn times(incident: &Incident) -> Vec<Change> {
    let key = |name: &str| Step::Key(name.to_owned());
    let mut found: Vec<(Vec<Step>, &When)> = Vec::new();
    if incident.timeline.quick.is_none() {
        for (number, event) in incident.timeline.events.iter().enumerate() {
            for (name, when) in [
                ("at", &event.at),
                ("until", &event.until),
                ("since", &event.since),
            ] {
                let path = vec![key("timeline"), Step::Index(number), key(name)];
                found.extend(when.iter().map(|when| (path.clone(), when)));
            }
        }
    }
    for (number, impact) in incident.impact.iter().enumerate() {
        for (name, when) in [("from", &impact.from), ("until", &impact.until)] {
            let path = vec![key("impact"), Step::Index(number), key(name)];
            found.extend(when.iter().map(|when| (path.clone(), when)));
        }
    }
    for (mark, when) in &incident.marks.0 {
        found.push((vec![key("marks"), key(mark.word())], when));
    }
    found
        .into_iter()
        .filter_map(|(path, when)| {
            let written = grammar::read(&when.text).ok()?.to_string();
            let value = Value::text(&written);
            (written != when.text.value).then_some(Change::Set { path, value })
        })
        .collect()
}
