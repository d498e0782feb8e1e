//! What `pir explain` says of each sort of thing.

use super::fields::Field;
use super::vocabularies::Vocabulary;
use crate::check::language;
use crate::config::Thresholds;
use crate::diagnostic::{Group, Level, Rule};
use crate::import::Format;
use crate::model::Category;
use crate::render::Listed;
use crate::walk::{Prompt, timeline};

/// How many examples of a rule about words are shown: a sentence is short.
const WORDS_SHOWN: usize = 3;

pub(super) fn rule(rule: &'static Rule) -> String {
    let (code, group) = (rule.code, rule.group.word());
    let off = language::is_opt_in(rule);
    let level = if off { "off" } else { rule.level.word() };
    let mut page = format!("{code}: {}\n{group}, {level}\n", rule.summary);
    let words = rule.group == Group::Language;
    let (act, right, shown) = if words {
        ("Ask", "Not found in", WORDS_SHOWN)
    } else {
        ("What to do", "Put right", 1)
    };
    for (title, text) in [("Why", rule.why), (act, rule.help)] {
        if !text.is_empty() {
            page += &format!("\n{title}\n{}", indented(&wrapped(text)));
        }
    }
    for (title, examples) in [("Found in", rule.bad), (right, rule.good)] {
        if !examples.is_empty() {
            let examples: String = examples
                .iter()
                .take(shown)
                .map(|text| indented(text))
                .collect();
            page += &format!("\n{title}\n{examples}");
        }
    }
    if rule.level < Level::Error {
        let comment = format!("# pir: allow {code}: reason\n<!-- pir: allow {code}: reason -->");
        page += &format!(
            "\nTo allow it, at the end of a line or above\n{}",
            indented(&comment)
        );
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

pub(super) fn field(field: &Field) -> String {
    let mut page = format!("{}: a field of a file\n", field.name);
    for place in &field.places {
        page += &format!("\n{}\n{}", place.way, indented(&wrapped(&place.meaning)));
        for (title, names) in [("one of", &place.words), ("in it", &place.fields)] {
            if !names.is_empty() {
                page += &indented(&wrapped(&format!("{title}: {}", names.join(", "))));
            }
        }
    }
    page
}

fn wrapped(text: &str) -> String {
    textwrap::fill(text, 76)
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| format!("  {line}").trim_end().to_owned() + "\n")
        .collect()
}
