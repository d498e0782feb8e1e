//! What was decided, into the files: each file is the old one or the new one at any moment.

use anyhow::bail;

use crate::cmd::case::{Case, Repo};
use crate::cmd::edit;
use crate::cmd::register::Set;
use crate::context::Context;
use crate::model::{Plan, Review};
use crate::planning::{Decision, Idea, Verdict, ideas};
use crate::store::{self, Folder, names};
use crate::yaml::{Change, Step, Value};

/// What a meeting has on the table: the review, and the plan so far.
pub(super) struct Table {
    review: Review,
    plan: Plan,
}

impl Table {
    pub(super) fn of(case: &Case) -> Self {
        let review = case.review.as_ref();
        let plan = case.plan.as_ref();
        Self {
            review: review
                .and_then(|file| file.value.clone())
                .unwrap_or_default(),
            plan: plan.and_then(|file| file.value.clone()).unwrap_or_default(),
        }
    }

    /// The ideas, by id.
    pub(super) fn ideas(&self) -> Vec<(String, Idea<'_>)> {
        ideas(&self.review, &self.plan)
    }

    /// The review.
    pub(super) fn review(&self) -> &Review {
        &self.review
    }

    /// Whether a follow-up touches the entry with that id.
    pub(super) fn touches(&self, entry: &str) -> bool {
        let mut touched = self
            .plan
            .follow_ups
            .iter()
            .flat_map(|own| own.touches.iter());
        touched.any(|id| **id == *entry)
    }
}

/// Writes decisions: side effects to the review, what is lived with to the register, and the plan
/// last, since an idea counts as decided by what the plan says.
pub(super) fn save(
    cx: &mut Context<'_>,
    (repo, folder): (&Repo, &Folder),
    decided: &[Decision],
) -> anyhow::Result<()> {
    let _lock = store::lock(folder.dir())?;
    // The files may have changed since the question was asked.
    let case = repo.sound(cx, folder.clone())?;
    let table = Table::of(&case);
    let ideas = table.ideas();
    let (mut to_review, mut to_plan) = (Vec::new(), Vec::new());
    for decision in decided {
        let idea = idea(decision, &ideas)?;
        let harder = decision.side_effects.as_ref();
        to_review.extend(
            idea.zip(harder)
                .map(|(idea, said)| side_effects(idea, said)),
        );
        to_plan.extend(decision.follow_up(idea).map(|value| Change::Insert {
            path: vec![Step::from("follow_ups")],
            at: usize::MAX,
            value,
        }));
    }
    let root = &repo.root.dir;
    let review = case.review.as_ref().map(|file| &file.source);
    let plan = case.plan.as_ref().map(|file| &file.source);
    if !to_review.is_empty() {
        edit::make(cx, root, (&folder.file(names::REVIEW), review), &to_review)?;
    }
    for decision in decided
        .iter()
        .filter(|own| own.verdict == Verdict::LiveWith)
    {
        accepted(decision, &folder.id()).append(cx, repo)?;
    }
    if !to_plan.is_empty() {
        edit::make(cx, root, (&folder.file(names::PLAN), plan), &to_plan)?;
    }
    Ok(())
}

/// The idea that a decision is about, as the files have it now.
fn idea<'i>(
    decision: &Decision,
    ideas: &'i [(String, Idea<'i>)],
) -> anyhow::Result<Option<&'i Idea<'i>>> {
    let Some(id) = &decision.idea else {
        return Ok(None);
    };
    match ideas.iter().find(|(own, _)| own == id) {
        Some((_, idea)) if idea.decided.is_none() => Ok(Some(idea)),
        Some(_) => bail!("`{id}` was decided meanwhile; plan.yaml has it"),
        None => bail!(gone(id)),
    }
}

/// Writes how the change of an idea might make another day harder.
pub(super) fn note(
    cx: &mut Context<'_>,
    (repo, folder): (&Repo, &Folder),
    (id, said): (&str, &str),
) -> anyhow::Result<()> {
    let _lock = store::lock(folder.dir())?;
    let case = repo.sound(cx, folder.clone())?;
    let table = Table::of(&case);
    let ideas = table.ideas();
    let Some((_, idea)) = ideas.iter().find(|(own, _)| own == id) else {
        bail!("{}: {said}", gone(id));
    };
    let review = case.review.as_ref().map(|file| &file.source);
    let path = folder.file(names::REVIEW);
    edit::make(
        cx,
        &repo.root.dir,
        (&path, review),
        &[side_effects(idea, said)],
    )
}

fn side_effects(idea: &Idea<'_>, said: &str) -> Change {
    Change::Set {
        path: vec![
            Step::from("parking_lot"),
            Step::Index(idea.at),
            Step::from("side_effects"),
        ],
        value: Value::text(said),
    }
}

fn gone(id: &str) -> String {
    format!("`{id}` is gone from the parking lot; `pir plan --list` shows what is there")
}

/// The change of the register that a decision to live with an entry is.
fn accepted(decision: &Decision, incident: &str) -> Set {
    let text = |name| decision.text(name).unwrap_or_default();
    let soon = decision.text("sooner_if").map(str::to_owned);
    Set::accepted(
        (text("entry"), incident),
        [
            text("by_role"),
            text("bearable_because"),
            text("look_again"),
        ],
        soon,
    )
}
