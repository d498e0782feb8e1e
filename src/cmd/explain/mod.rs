//! `pir explain`: everything that has an id or is a word of a file.

mod fields;
mod pages;
mod vocabularies;

use anyhow::bail;
use clap::Args;

use super::case::Repo;
use super::{prompts, template};
use crate::context::{Context, Exit};
use crate::diagnostic::{Rule, nearest};
use crate::import;
use crate::model::CATEGORIES;
use crate::walk::timeline::RULES;

/// Explain a finding, a question, a category, a template, or a word of a file
///
/// Says what it is, why it is there and where it comes from, with an example. A word that has
/// several meanings is explained in each of them.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir explain steps-back           a finding
  pir explain sense-options        a question
  pir explain tl-silence           when a question comes from the timeline, with the limits in force
  pir explain capacity             a category of contributing factors
  pir explain mitigated            a mark of an event, and a status of a latent failure
  pir explain known_to             a field of a file, with the fields in it
  pir explain                      everything that can be explained")]
pub(crate) struct Explain {
    /// Code of a finding, id of a question, name of a template, or a word; left out, all of them
    code: Option<String>,
}

/// Something that can be explained.
pub(super) struct Entry {
    /// What it is one of, as a title.
    part: &'static str,
    pub(super) id: String,
    /// In a line.
    pub(super) summary: String,
    page: String,
}

impl Explain {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let entries = entries(cx, &repo)?;
        let Some(code) = &self.code else {
            write!(cx.stdout, "{}", contents(&entries))?;
            return Ok(Exit::Fine);
        };
        let meant = entries.iter().filter(|entry| entry.id == *code);
        let pages: Vec<_> = meant.map(|entry| entry.page.as_str()).collect();
        if pages.is_empty() {
            match nearest(code, entries.iter().map(|entry| entry.id.as_str())) {
                Some(near) => bail!("nothing is called `{code}`; did you mean `{near}`?"),
                None => bail!("nothing is called `{code}`; `pir explain` lists what there is"),
            }
        }
        write!(cx.stdout, "{}", pages.join("\n"))?;
        Ok(Exit::Fine)
    }
}

/// Everything that can be explained in a repo.
pub(super) fn entries(cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<Vec<Entry>> {
    let catalogue = prompts::catalogue(cx, repo)?;
    let templates = template::templates(cx, repo)?.list();
    let rule =
        |part| move |rule: &'static Rule| entry(part, rule.code, rule.summary, pages::rule(rule));
    let rules = super::rules().map(rule("Findings of the check"));
    let refusals = super::refusals().map(rule("What other commands refuse"));
    let prompts = catalogue.prompts().iter().map(|prompt| {
        entry(
            "Questions of the walk",
            &prompt.id,
            &prompt.ask,
            pages::prompt(prompt),
        )
    });
    let asks = RULES.iter().map(|rule| {
        let page = pages::asks(rule, &repo.config.thresholds);
        let summary = rule.variants.first().map_or("", |variant| variant.ask);
        entry("Questions from the timeline", rule.id, summary, page)
    });
    let categories = CATEGORIES.iter().map(|category| {
        entry(
            "Categories of factors",
            category.tag,
            category.ask,
            pages::category(category),
        )
    });
    let templates = templates.iter().map(|listed| {
        entry(
            "Templates",
            listed.short(),
            &listed.about,
            pages::template(listed),
        )
    });
    let formats = import::FORMATS.iter().map(|format| {
        entry(
            "Formats to import",
            format.name,
            format.what,
            pages::format(format),
        )
    });
    let questions = prompts.chain(asks);
    let named = rules.chain(refusals).chain(questions).chain(categories);
    Ok(named
        .chain(templates)
        .chain(formats)
        .chain(words())
        .chain(fields())
        .collect())
}

/// The words that files are written in.
fn words() -> impl Iterator<Item = Entry> {
    vocabularies::ALL.iter().flat_map(|vocabulary| {
        (vocabulary.words)().into_iter().map(|(word, meaning)| {
            entry(
                vocabulary.title,
                word,
                meaning,
                pages::word(vocabulary, (word, meaning)),
            )
        })
    })
}

/// The fields of the files.
fn fields() -> impl Iterator<Item = Entry> {
    fields::all().into_iter().map(|field| {
        let meaning = field.places.first().map_or("", |place| &place.meaning);
        let meaning = meaning.to_owned();
        entry(
            "Fields of the files",
            &field.name,
            &meaning,
            pages::field(&field),
        )
    })
}

fn entry(part: &'static str, id: &str, summary: &str, page: String) -> Entry {
    let (id, summary) = (id.to_owned(), summary.to_owned());
    Entry {
        part,
        id,
        summary,
        page,
    }
}

/// A line for everything, by what it is one of.
fn contents(entries: &[Entry]) -> String {
    let mut text = String::new();
    let mut part = "";
    for entry in entries {
        if entry.part != part {
            let gap = if part.is_empty() { "" } else { "\n" };
            part = entry.part;
            text += &format!("{gap}{part}\n");
        }
        text += &format!("  {:<26} {}\n", entry.id, entry.summary);
    }
    text
}
