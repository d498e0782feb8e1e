//! `pir agenda`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use serde::Serialize;

use super::case::{Repo, Which};
use super::prompts::{self, Choice};
use super::{report, talk, template};
use crate::context::{Context, Exit};
use crate::report::{Audience, Report};
use crate::store;
use crate::walk::{Files, Question, QuestionKind, Sheet, sheet};

/// The template of all but the questions.
const AGENDA: &str = "agenda.md.j2";

/// The heading of the questions, and what to do with them.
const SHEET: &str = "\
## The sheet of questions

Choose two to five themes. Six to ten questions are enough for an hour.";

/// How many minutes a question takes: a meeting of an hour has room for ten.
const EACH: u32 = 6;

/// How many minutes a meeting has where nothing is said.
const HOUR: u32 = 60;

/// The prompts of the parts of the meeting beside the timeline: those first that none should be without.
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

/// What the template sees: the report, and how long the meeting is, where that is said.
#[derive(Serialize)]
struct Facts {
    #[serde(flatten)]
    facts: Report,
    minutes: Option<u32>,
}

/// Print what the facilitator needs: invitation, ground rules, agenda, and the sheet of questions
///
/// The agenda is for 60 minutes, with those of 90 in brackets, or for one of the two with `--minutes`. What
/// stands in (parentheses) is to be filled in; what nobody can promise is left out of the invitation. The
/// sheet has the questions that the meeting has room for, ten at most in an hour; one for several roles
/// stands once. With another option that chooses and no minutes, it has all of those.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir agenda                              the incident at hand
  pir agenda -o agenda.md
  pir agenda --minutes 90                 for an hour and a half, with up to fifteen questions
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
    pub(super) fn run(mut self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let case = repo.case(cx, self.which.incident.as_deref())?;
        let templates = template::templates(cx, &repo)?;
        let uses = |field: &str| templates.may_use(AGENDA, field);
        let facts = report::of(cx, &repo, (&case, Audience::Internal), &uses)?;
        let minutes = self.choice.take_minutes();
        let facts = Facts { facts, minutes };
        let agenda = report::told(cx, templates.fill(AGENDA, &facts))?;
        let files = prompts::files(cx, &case)?;
        let catalogue = prompts::catalogue(cx, &repo)?;
        let chooses = self.choice != Choice::default();
        let plan = self.choice.plan(&catalogue, (&files, &repo.config))?;
        let all = plan.questions(&files);
        let room = room(minutes, chooses);
        let questions = match room {
            Some(room) => chosen(&all, room),
            None => without_closing(&all),
        };
        let mut text = format!("{}\n\n{SHEET}\n", agenda.trim_end());
        text += &below(&questions, &files)?;
        let more = all.len() - questions.len();
        if room.is_some() && more > 0 {
            let id = case.folder.id();
            let options = if chooses {
                ", with the options but `--minutes`,"
            } else {
                ""
            };
            text += &format!("\n`pir questions {id}`{options} shows these and {more} more.\n");
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

/// How many questions a meeting of so many minutes has room for; none where other options choose, and
/// all that they choose are wanted.
fn room(minutes: Option<u32>, chooses: bool) -> Option<usize> {
    let minutes = minutes.or_else(|| (!chooses).then_some(HOUR))?;
    usize::try_from((minutes / EACH).max(1)).ok()
}

/// The questions that a meeting has room for, in their order: those from the timeline that weigh most,
/// which take half of the time, a prompt for each other part, and then what else is there. One that is
/// put to several roles is one.
fn chosen(all: &[Question], room: usize) -> Vec<Question> {
    let open: Vec<_> = all
        .iter()
        .filter(|question| !question.is_closing())
        .collect();
    let open: Vec<_> = open
        .chunk_by(|one, next| one.is_as_put_to_another(next))
        .collect();
    let from_timeline = |at: &usize| open[*at][0].kind == QuestionKind::Timeline;
    let timeline = (0..open.len()).filter(from_timeline).take(room / 2);
    let prompts = PROMPTS.iter();
    let prompts = prompts.filter_map(|id| open.iter().position(|same| same[0].id == *id));
    let mut places = BTreeSet::new();
    for at in timeline.chain(prompts).chain(0..open.len()) {
        if places.len() < room {
            places.insert(at);
        }
    }
    let questions = places.into_iter().flat_map(|at| open[at]);
    questions.copied().cloned().collect()
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
