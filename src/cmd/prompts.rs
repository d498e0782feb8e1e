//! The catalogue of questions with those of the repo, and what the flags of the walk choose of it.

use std::sync::Arc;

use anyhow::{Error, bail};
use clap::{Args, ValueEnum};

use super::case::{self, Case, Repo};
use super::talk;
use super::values::number;
use crate::config::Config;
use crate::context::Context;
use crate::load;
use crate::source::Source;
use crate::walk::timeline::{self, Wish};
use crate::walk::{self, Audience, Catalogue, Depth, Files, Options, Plan, PromptFile};
use crate::yaml::{Tree, Value};

/// Which questions.
#[derive(Args, Debug, Default, PartialEq)]
#[command(next_help_heading = "Which questions")]
pub(super) struct Choice {
    /// How many questions: the few that no review should be without, a whole review, or all
    #[arg(long, value_enum)]
    depth: Option<DepthWord>,

    /// Choose questions for this many minutes
    #[arg(long, value_name = "N", value_parser = number::<u32>)]
    minutes: Option<u32>,

    /// Only this group, as `detection`; may be given several times
    #[arg(long, value_name = "GROUP")]
    group: Vec<String>,

    /// Only this question, by its id; may be given several times
    #[arg(long, value_name = "ID")]
    only: Vec<String>,

    /// Only this role, of the questions that are put to each person
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,

    /// Also questions for this audience; `facilitator` answers are never written
    #[arg(long, value_enum)]
    audience: Vec<AudienceWord>,

    /// At most this many questions from the timeline; 12 where nothing is said
    #[arg(long, value_name = "N", value_parser = number::<usize>)]
    timeline_questions: Option<usize>,

    /// Also what was skipped, not known or not relevant before
    #[arg(long)]
    again: bool,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq)]
enum DepthWord {
    Quick,
    Standard,
    Deep,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq)]
enum AudienceWord {
    Facilitator,
    Planning,
}

impl Choice {
    /// The minutes, where some are given, for a meeting that has room for fewer questions than a walk of
    /// one person: what stays chooses without them.
    pub(super) fn take_minutes(&mut self) -> Option<u32> {
        self.minutes.take()
    }

    /// The questions that are chosen of `catalogue` for `files`, and of the timeline as `config`
    /// has it looked at.
    pub(super) fn plan(
        &self,
        catalogue: &Catalogue,
        (files, config): (&Files, &Config),
    ) -> anyhow::Result<Plan> {
        let groups = self.group.iter().map(|word| walk::group(word));
        let role = self.role.as_deref().map(|word| walk::role(word, files));
        let options = Options {
            depth: self.depth.map(|depth| match depth {
                DepthWord::Quick => Depth::Quick,
                DepthWord::Standard => Depth::Standard,
                DepthWord::Deep => Depth::Deep,
            }),
            minutes: self.minutes,
            groups: groups.collect::<Result<_, _>>().map_err(Error::msg)?,
            only: self.only.clone(),
            role: role.transpose().map_err(Error::msg)?,
            audiences: (self.audience.iter())
                .map(|audience| match audience {
                    AudienceWord::Facilitator => Audience::Facilitator,
                    AudienceWord::Planning => Audience::Planning,
                })
                .collect(),
            again: self.again,
            timeline: timeline::questions((&files.incident, &files.review), config, self.wish()),
        };
        walk::plan(files, catalogue, &options).map_err(Error::msg)
    }

    fn wish(&self) -> Wish {
        Wish {
            most: self.timeline_questions.unwrap_or(timeline::MOST),
            // What is named is asked, whatever became of it before.
            again: self.again || !self.only.is_empty(),
        }
    }
}

/// The catalogue, with the files of prompts that `pir.yaml` names.
pub(super) fn catalogue(cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<Catalogue> {
    let mut catalogue = Catalogue::built_in()?;
    for name in &repo.config.prompts {
        let path = repo.root.dir.join(name.as_str());
        let Some(read) = case::read(cx.place(), &path)? else {
            bail!("pir.yaml names the prompts {name}, and there is no such file");
        };
        let loaded = case::load(read, load::file::<PromptFile>);
        case::refuse_errors(cx, &loaded.findings)?;
        if let Some(file) = loaded.value {
            catalogue = catalogue.with(file.prompts);
        }
    }
    Ok(catalogue)
}

/// The files of an incident, as a walk sees them.
pub(super) fn files(cx: &mut Context<'_>, case: &Case) -> anyhow::Result<Files> {
    let Some(incident) = case.incident.value.clone() else {
        bail!("the incident could not be read");
    };
    let files = Files {
        incident,
        incident_file: value(&case.incident.source),
        review: review(case),
    };
    if files.incident.timeline.events.is_empty() {
        let shown = case.incident.source.path().display();
        talk::note(
            cx,
            &format!("{shown} has no events yet; questions about events come with them"),
        )?;
    }
    Ok(files)
}

/// `review.yaml` as a plain value; nothing where there is none.
pub(super) fn review(case: &Case) -> Value {
    case.review
        .as_ref()
        .map_or(Value::Null, |loaded| value(&loaded.source))
}

/// A file as a plain value; nothing where its text is no YAML.
pub(super) fn value(source: &Arc<Source>) -> Value {
    Tree::parse(source)
        .0
        .map_or(Value::Null, |tree| tree.value(tree.root()))
}
