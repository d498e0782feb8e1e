//! What `pir explain` says of each sort of thing.

use super::vocabularies::Vocabulary;
use crate::config::Thresholds;
use crate::diagnostic::Rule;
use crate::import::Format;
use crate::model::Category;
use crate::render::Listed;
use crate::walk::{Prompt, timeline};

pub(super) fn rule(rule: &'static Rule) -> String {
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

pub(super) fn prompt(prompt: &Prompt) -> String {
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

pub(super) fn asks(rule: &timeline::Rule, limits: &Thresholds) -> String {
    let mut page = format!("{}: a question from the timeline\n", rule.id);
    for variant in rule.variants {
        let name = match variant.name {
            "" => String::new(),
            name => format!(" ({name})"),
        };
        page += &format!(
            "\nFires{name}, weight {}\n{}\nAsks{name}\n{}",
            variant.weight,
            indented(&wrapped(&variant.when(limits))),
            indented(&wrapped(variant.ask))
        );
    }
    for (title, text) in [
        ("Why we ask", rule.why.to_owned()),
        ("More to ask", rule.probes.join("\n")),
        ("Where the answer goes", rule.field.to_owned()),
    ] {
        page += &format!("\n{title}\n{}", indented(&wrapped(&text)));
    }
    page
}

pub(super) fn category(category: &Category) -> String {
    format!(
        "{}: a category of contributing factors\n{}\n\n  {}\n\nBelongs here\n  {}\n\nDoes not\n  {}\n",
        category.tag,
        category.family.meaning(),
        category.ask,
        category.examples,
        category.not
    )
}

pub(super) fn template(listed: &Listed) -> String {
    let name = listed.short();
    format!(
        "{name}: a template\n\n  {}\n\nUse it\n  pir render --template {name}\n\nStart your own from it\n  \
         pir template show {name} > templates/{}\n",
        listed.about, listed.name
    )
}

pub(super) fn format(format: &Format) -> String {
    let name = format.name;
    format!(
        "{name}: a format of `pir import`\n\n  {}\n\nUse it\n  pir import --from {name} FILE\n",
        format.what
    )
}

pub(super) fn word(vocabulary: &Vocabulary, (word, meaning): (&str, &str)) -> String {
    let others = (vocabulary.words)().into_iter().map(|(other, _)| other);
    let others: Vec<_> = others.filter(|other| *other != word).collect();
    format!(
        "{word}: {}\n\n  {meaning}\n\nWritten as\n  {}\n\nThe others\n{}",
        vocabulary.one,
        vocabulary.place,
        indented(&wrapped(&others.join(", ")))
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
