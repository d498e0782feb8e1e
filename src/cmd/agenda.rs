//! `pir agenda`.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use super::case::{Repo, Which};
use super::prompts::{self, Choice};
use super::{report, talk, template};
use crate::context::{Context, Exit};
use crate::report::Audience;
use crate::store;
use crate::walk::{Sheet, sheet};

/// The template of all but the questions.
const AGENDA: &str = "agenda.md.j2";

/// Print what the facilitator needs: invitation, ground rules, agenda, and the sheet of questions
///
/// The agenda is for 60 minutes, with those of 90 in brackets. What stands in (parentheses) is to be
/// filled in; what nobody can promise is left out of the invitation. The sheet has the questions that
/// `pir questions` shows, chosen by the same options.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir agenda                              the incident at hand
  pir agenda --minutes 30 -o agenda.md    with the questions that half an hour has room for
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
        let mut questions = Vec::new();
        sheet(
            &mut questions,
            (&plan.listed(&files), &files),
            Sheet::Markdown,
        )?;
        let questions = String::from_utf8_lossy(&questions).into_owned();
        // The title of the sheet is that of the part, and its headings lie below.
        let below = questions
            .lines()
            .skip(1)
            .map(|line| match line.strip_prefix('#') {
                Some(rest) => format!("##{rest}\n"),
                None => format!("{line}\n"),
            });
        let below: String = below.collect();
        let agenda = agenda.trim_end();
        let text = format!(
            "{agenda}\n\n## The sheet of questions\n{}\n",
            below.trim_end()
        );
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
