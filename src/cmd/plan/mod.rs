//! `pir plan`.

mod list;
mod meeting;
mod save;
mod voice;

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};

use self::save::{Table, save};
use super::case::{self, Repo, Which};
use super::{archive, prompts, talk, walk};
use crate::archive::register::{Entry, Register};
use crate::context::{Context, Exit};
use crate::planning::{Known, There, decisions};
use crate::yaml::Tree;

/// Hold the planning meeting: decide about the ideas that were parked in the review
///
/// It is a meeting of its own, a day or two after the review and with fewer people. Each idea is done,
/// tried, lived with in the open until a day, or dropped for a reason; one that nobody decides about
/// stays parked. Every decision is in plan.yaml before the next idea shows, an entry that people live
/// with is accepted in register.yaml, and how a change may make another day harder stands with the idea
/// in review.yaml. Where people live with an entry, its idea is declined, and the plan says until when
/// and by whom that was agreed. None is a fine number of follow-ups.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir plan                              on a terminal, or with answers line by line
  pir plan --list                       the ideas, and what became of them
  pir plan --answers decisions.yaml     without a person

An answers file is a list of decisions; what a decision cannot be without is told:
  - {idea: hold-back-feed, decide: do, owner: travel team, due: 2026-12-01}
  - {idea: board-more, decide: drop, because: nobody looks at the ones there are}
  - {decide: live-with, entry: two-of-three-replicas, by_role: head of platform,
     bearable_because: summer traffic is low, look_again: 2026-07-01}
  - {decide: try, what: Count trains each morning, due: 2027-01}")]
pub(crate) struct Plan {
    #[command(flatten)]
    which: Which,

    /// Show the ideas and what became of them, and ask nothing
    #[arg(long, conflicts_with = "answers")]
    list: bool,

    /// Take the decisions from FILE and ask nothing; `-` is standard input
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,

    /// How to print the list
    #[arg(long, value_enum, default_value_t, requires = "list")]
    format: Format,
}

/// How the ideas are printed.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// For reading
    #[default]
    Text,
    /// An array of objects
    Json,
}

impl Plan {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let case = repo.case(cx, self.which.incident.as_deref())?;
        if self.list {
            let table = Table::of(&case);
            return list::print(cx, &table.ideas(), self.format);
        }
        let (register, troubles) = archive::register(cx, &repo)?;
        archive::tell(cx, &troubles)?;
        if let Some(path) = &self.answers {
            return from_file(cx, (&repo, case), (path, &register));
        }
        let catalogue = prompts::catalogue(cx, &repo)?;
        meeting::hold(cx, (&repo, case), (&register, &catalogue))
    }
}

/// The entries that are not over.
fn open(register: &Register) -> Vec<&Entry> {
    let entries = register.entries.iter();
    let open = entries.filter(|entry| !entry.is_over(register.today));
    open.collect()
}

/// The ids of those that are.
fn over(register: &Register) -> Vec<String> {
    let entries = register.entries.iter();
    let over: Vec<_> = entries
        .filter(|entry| entry.is_over(register.today))
        .collect();
    ids(&over)
}

/// The ids of entries.
fn ids(entries: &[&Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.id.clone()).collect()
}

/// Takes the decisions from a file: all of them, or none where one is wrong.
fn from_file(
    cx: &mut Context<'_>,
    (repo, case): (&Repo, case::Case),
    (path, register): (&Path, &Register),
) -> anyhow::Result<Exit> {
    let source = case::input(cx, path)?;
    let (tree, findings) = Tree::parse(&source);
    case::refuse_errors(cx, &findings)?;
    let Some(tree) = tree else {
        bail!("{} cannot be read", path.display());
    };
    let table = Table::of(&case);
    let ideas = table.ideas();
    let there = There {
        ideas: &ideas,
        known: Known {
            numbered: &[],
            all: &ids(&open(register)),
            over: &over(register),
            today: register.today,
        },
    };
    let decided = match decisions(&tree.value(tree.root()), there) {
        Ok(decided) => decided,
        Err(faults) => {
            let faults = faults.into_iter();
            let findings: Vec<_> = faults.map(|fault| walk::finding(&tree, fault)).collect();
            case::refuse_errors(cx, &findings)?;
            bail!("the decisions cannot be taken");
        }
    };
    for (at, decision) in decided.iter().enumerate() {
        let idea = ideas
            .iter()
            .find(|row| Some(&row.0) == decision.idea.as_ref());
        for hint in decision.hints(idea.map(|row| &row.1), register.today) {
            let which = idea.map(|row| format!(" ({})", row.0)).unwrap_or_default();
            talk::note(cx, &format!("decision {}{which}: {hint}", at + 1))?;
        }
    }
    save(cx, (repo, &case.folder), &decided)?;
    talk::note(
        cx,
        &format!("{} taken", talk::count(decided.len(), "decision")),
    )?;
    Ok(Exit::Fine)
}
