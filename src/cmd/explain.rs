//! `pir explain`.

use anyhow::bail;
use clap::Args;

use super::case::Repo;
use super::prompts;
use crate::context::{Context, Exit};
use crate::diagnostic::{Rule, nearest};
use crate::model::{CATEGORIES, Category};
use crate::walk::Prompt;

/// Explain a finding of the check, a question of the walk, or a category
///
/// Says what it is, why it is there and where it comes from, with an example.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir explain steps-back           a finding
  pir explain sense-options        a question
  pir explain capacity             a category of contributing factors
  pir explain                      everything that can be explained")]
pub(crate) struct Explain {
    /// Code of a finding, id of a question, or a category; left out, all of them
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let catalogue = prompts::catalogue(cx, &repo)?;
        let Some(code) = &self.code else {
            write!(cx.stdout, "{}", contents(catalogue.prompts()))?;
            return Ok(Exit::Fine);
        };
        let mut rules = super::rules().chain(super::refusals());
        let rule = rules.find(|rule| rule.code == code).map(rule_page);
        let prompt = || {
            catalogue
                .prompts()
                .iter()
                .find(|prompt| prompt.id == *code)
                .map(prompt_page)
        };
        let category = || Category::find(code).map(category_page);
        let Some(page) = rule.or_else(prompt).or_else(category) else {
            let ids = catalogue.prompts().iter().map(|prompt| prompt.id.as_str());
            let codes = super::rules()
                .chain(super::refusals())
                .map(|rule| rule.code);
            let known = codes
                .chain(ids)
                .chain(CATEGORIES.iter().map(|category| category.tag));
            match nearest(code, known) {
                Some(near) => bail!("nothing is called `{code}`; did you mean `{near}`?"),
                None => bail!("nothing is called `{code}`; `pir explain` lists what there is"),
            }
        };
        write!(cx.stdout, "{page}")?;
        Ok(Exit::Fine)
    }
}

/// A line for everything that has an id.
fn contents(prompts: &[Prompt]) -> String {
    let summary = |rule: &'static Rule| (rule.code, rule.summary);
    let rules = super::rules().map(summary);
    let refusals = super::refusals().map(summary);
    let prompts = prompts
        .iter()
        .map(|prompt| (prompt.id.as_str(), prompt.ask.as_str()));
    let categories = CATEGORIES
        .iter()
        .map(|category| (category.tag, category.ask));
    let part = |title: &str, rows: Vec<(&str, &str)>| {
        let lines: String = rows
            .iter()
            .map(|(id, text)| format!("  {id:<26} {text}\n"))
            .collect();
        format!("{title}\n{lines}")
    };
    [
        part("Findings of the check", rules.collect()),
        part("What other commands refuse", refusals.collect()),
        part("Questions of the walk", prompts.collect()),
        part("Categories of factors", categories.collect()),
    ]
    .join("\n")
}

fn rule_page(rule: &'static Rule) -> String {
    let (code, group, level) = (rule.code, rule.group.word(), rule.level.word());
    let mut page = format!("{code}: {}\n{group}, {level}\n", rule.summary);
    for (title, text) in [("Why", rule.why), ("What to do", rule.help)] {
        if !text.is_empty() {
            page += &format!("\n{title}\n{}", indented(&wrapped(text)));
        }
    }
    for (title, examples) in [("Found in", rule.bad), ("Put right", rule.good)] {
        if let Some(example) = examples.first() {
            page += &format!("\n{title}\n{}", indented(example));
        }
    }
    page
}

fn prompt_page(prompt: &Prompt) -> String {
    let mut page = format!(
        "{}: a question of the walk\n\n{}",
        prompt.id,
        indented(&wrapped(&prompt.ask))
    );
    let parts = [
        ("Why we ask", prompt.why.clone()),
        ("More to ask", prompt.probes.join("\n")),
        ("A good answer", prompt.example.clone().unwrap_or_default()),
        (
            "Where the answer goes",
            prompt.field.clone().unwrap_or_default(),
        ),
    ];
    for (title, text) in parts {
        if !text.is_empty() {
            page += &format!("\n{title}\n{}", indented(&wrapped(&text)));
        }
    }
    page
}

fn category_page(category: &Category) -> String {
    format!(
        "{}: a category of contributing factors\n{}\n\n  {}\n\nBelongs here\n  {}\n\nDoes not\n  {}\n",
        category.tag,
        category.family.meaning(),
        category.ask,
        category.examples,
        category.not
    )
}

fn wrapped(text: &str) -> String {
    textwrap::fill(text, 76)
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| format!("  {line}").trim_end().to_owned() + "\n")
        .collect()
}
