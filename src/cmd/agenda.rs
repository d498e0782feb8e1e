//! `pir agenda`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use super::case::{Repo, Which};
use super::prompts::{self, Choice};
use super::{report, talk, template};
use crate::context::{Context, Exit};
use crate::report::Audience;
use crate::store;
use crate::walk::{Files, Question, QuestionKind, Sheet, sheet};

/// The template of all but the questions.
const AGENDA: &str = "agenda.md.j2";

/// The heading of the questions, and what to do with them.
const SHEET: &str = "\
## The sheet of questions

Choose two to five themes. Six to ten questions are enough for an hour.";

/// How many questions a meeting has room for, and how many of them may be from the timeline, which
/// takes half of the time.
const MOST: usize = 10;
const TIMELINE: usize = 5;

/// The prompts of the other parts of the meeting: those first that none should be without.
const PROMPTS: &[&str] = &[
    "degraded-before",
    "factor-had-to-be-true",
    "adapt-recovery",
    "luck-near-miss",
    "surprise-what",
    "know-now",
    "latent-sleeping",
    "orient-purpose",
    "sense-first-theory",
];

/// Print what the facilitator needs: invitation, ground rules, agenda, and the sheet of questions
///
/// The agenda is for 60 minutes, with those of 90 in brackets. What stands in (parentheses) is to be
/// filled in; what nobody can promise is left out of the invitation. The sheet has the ten questions at
/// most that a meeting has room for; with an option that chooses, it has all of those.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir agenda                              the incident at hand
  pir agenda -o agenda.md
  pir agenda --minutes 30                 with the questions that half an hour has room for
  pir agenda 2026-03-12 --depth quick | less")]
pub(crate) struct Agenda {
    #[command(flatten)]
    which: Which,

    /// Write to FILE, which must not be there; `-` is standard output
    #[arg(
        short,
        long,
        value_name = "FILE",
        default_value = "-",
        hide_default_value = true
    )]
    output: PathBuf,

    // The last, since its heading goes on.
    #[command(flatten)]
    choice: Choice,
}

impl Agenda {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let case = repo.case(cx, self.which.incident.as_deref())?;
        let templates = template::templates(cx, &repo)?;
        let uses = |field: &str| templates.may_use(AGENDA, field);
        let facts = report::of(cx, &repo, (&case, Audience::Internal), &uses)?;
        let agenda = report::told(cx, templates.render(AGENDA, &facts))?;
        let files = prompts::files(cx, &case)?;
        let catalogue = prompts::catalogue(cx, &repo)?;
        let plan = self.choice.plan(&catalogue, (&files, &repo.config))?;
        let all = plan.questions(&files);
        let few = self.choice == Choice::default();
        let questions = if few {
            chosen(&all)
        } else {
            without_closing(&all)
        };
        let mut text = format!("{}\n\n{SHEET}\n", agenda.trim_end());
        text += &below(&questions, &files)?;
        let more = all.len() - questions.len();
        if few && more > 0 {
            let id = case.folder.id();
            text += &format!("\n`pir questions {id}` shows these and {more} more.\n");
        }
        if self.output == Path::new("-") {
            write!(cx.stdout, "{text}")?;
            return Ok(Exit::Fine);
        }
        let path = cx.at(&self.output);
        if path.exists() {
            bail!(
                "{} is there already; name another file",
                self.output.display()
            );
        }
        store::replace(&path, None, &text)?;
        talk::note(cx, &format!("wrote {}", self.output.display()))?;
        Ok(Exit::Fine)
    }
}

/// The questions that a meeting has room for, in their order: those from the timeline that weigh most,
/// and a prompt for each other part, once.
fn chosen(all: &[Question]) -> Vec<Question> {
    let places = 0..all.len();
    let timeline = places.filter(|at| all[*at].kind == QuestionKind::Timeline);
    let timeline = timeline.take(TIMELINE);
    let prompts = PROMPTS.iter();
    let prompts = prompts.filter_map(|id| all.iter().position(|question| question.id == *id));
    let places: BTreeSet<_> = timeline.chain(prompts).take(MOST).collect();
    places.into_iter().map(|at| all[at].clone()).collect()
}

/// The questions without that at the end of each group for what it did not ask; the agenda has it once,
/// at its end.
fn without_closing(all: &[Question]) -> Vec<Question> {
    let asked = all.iter().filter(|question| !question.is_closing());
    asked.cloned().collect()
}

/// The questions as a part of the page: its title is there, and the headings lie below it.
fn below(questions: &[Question], files: &Files) -> anyhow::Result<String> {
    let mut text = Vec::new();
    sheet(&mut text, (questions, files), Sheet::Markdown)?;
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().skip(1);
    let lines = lines.map(|line| match line.strip_prefix('#') {
        Some(rest) => format!("##{rest}\n"),
        None => format!("{line}\n"),
    });
    Ok(lines.collect())
}
