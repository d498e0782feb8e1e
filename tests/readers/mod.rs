//! Other readers of YAML, to hold ours against: a text in, the data they see out; and documents
//! written in every style, from data and a row of choices.

#![allow(dead_code, reason = "each test uses a part")]

use pir::yaml::{Tree, Value};

/// What our tree says.
pub(crate) fn ours(text: &str) -> Option<Value> {
    let (tree, _) = Tree::parse(&pir::source::Source::new("a.yaml", text));
    tree.map(|tree| same_numbers(tree.value(tree.root())))
}

/// What libyaml's dialect says, merge keys applied.
pub(crate) fn libyaml(text: &str) -> Option<Value> {
    let mut value: yaml_serde::Value = yaml_serde::from_str(text).ok()?;
    value.apply_merge().ok()?;
    Some(same_numbers(from_libyaml(value)))
}

fn from_libyaml(value: yaml_serde::Value) -> Value {
    use yaml_serde::Value as Other;
    match value {
        Other::Null => Value::Null,
        Other::Bool(value) => Value::Bool(value),
        Other::Number(number) => Value::Number(number.to_string()),
        Other::String(text) => Value::Text(text),
        Other::Sequence(items) => Value::list(items.into_iter().map(from_libyaml)),
        Other::Mapping(entries) => Value::map(entries.into_iter().map(|(key, value)| {
            let key = match from_libyaml(key) {
                Value::Text(text) | Value::Number(text) => text,
                Value::Bool(value) => value.to_string(),
                Value::Null => String::new(),
                _ => "?".to_owned(),
            };
            (key, from_libyaml(value))
        })),
        Other::Tagged(tagged) => from_libyaml(tagged.value),
    }
}

/// What `serde_yaml` (serde-saphyr) says, with booleans as YAML 1.2 has them.
pub(crate) fn saphyr(text: &str) -> Option<Value> {
    let options = serde_yaml::options! { strict_booleans: true };
    let value: serde_json::Value = serde_yaml::from_str_with_options(text, options).ok()?;
    Some(same_numbers(from_json(value)))
}

fn from_json(value: serde_json::Value) -> Value {
    use serde_json::Value as Other;
    match value {
        Other::Null => Value::Null,
        Other::Bool(value) => Value::Bool(value),
        Other::Number(number) => Value::Number(number.to_string()),
        Other::String(text) => Value::Text(text),
        Other::Array(items) => Value::list(items.into_iter().map(from_json)),
        Other::Object(entries) => Value::map(
            entries
                .into_iter()
                .map(|(key, value)| (key, from_json(value))),
        ),
    }
}

/// Numbers in one notation and keys in order, so that data from different readers compares.
pub(crate) fn same_numbers(value: Value) -> Value {
    match value {
        Value::Number(text) => {
            let number = text
                .strip_prefix("0x")
                .and_then(|digits| i64::from_str_radix(digits, 16).ok())
                .or_else(|| i64::from_str_radix(text.strip_prefix("0o")?, 8).ok());
            let number = number.map(|number| number.to_string()).unwrap_or(text);
            Value::Number(
                number
                    .parse::<f64>()
                    .map_or(number, |number| number.to_string()),
            )
        }
        Value::List(items) => Value::list(items.into_iter().map(same_numbers)),
        Value::Map(entries) => {
            let mut entries: Vec<_> = entries
                .into_iter()
                .map(|(key, value)| (key, same_numbers(value)))
                .collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Map(entries)
        }
        other => other,
    }
}

/// Texts that are easy to get wrong.
pub(crate) const AWKWARD: &[&str] = &[
    "",
    " ",
    "a",
    "two words",
    "yes",
    "No",
    "on",
    "null",
    "~",
    "true",
    "10:38",
    "~10:38",
    "2026-03-12",
    "0617",
    "1_000",
    "1e3",
    "0x1f",
    ".inf",
    "-",
    "- a",
    "-a",
    "? a",
    ": a",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "# a",
    "it's",
    "say \"hi\"",
    "back\\slash",
    "'quoted'",
    "\"quoted\"",
    "[a]",
    "{a: b}",
    "a, b",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "<<",
    "=",
    "---",
    "...",
    "--- a",
    " lead",
    "trail ",
    "\ttab",
    "tab\tin",
    "tab\t",
    "a\nb",
    "a\nb\n",
    "a\n\nb\n\n\n",
    "\na",
    "\n",
    "\n\n",
    " a\nb",
    "a\n b\n",
    "a\n  \nb",
    "a \nb ",
    "\ta\nb",
    "a\r\nb",
    "a\rb",
    "a\u{85}b",
    "a\u{2028}b",
    "a\u{2029}b",
    "\u{feff}a",
    "a\u{feff}b",
    "nul\0",
    "\u{7f}",
    "esc\u{1b}[0m",
    "日本語",
    "é",
    "🎉 done",
    "👩‍👩‍👧",
    "עברית",
    "a\n# not a comment\nb",
    "a\n- b\nc: d",
    "a\n---\nb",
    "a\n...\nb\n",
    "https://a.example/b?c=d#e",
    "a long line of prose that goes on and on, until it is far too long for one line of a file, and then goes on a little more",
    "a long line with  two spaces and a : colon # and a hash that goes on and on until it is far too long for a single line - yes",
    "averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword",
];

/// A row of choices; when it ends it starts over.
pub(crate) struct Choices<'a> {
    row: &'a [u8],
    at: usize,
}

impl<'a> Choices<'a> {
    pub(crate) fn new(row: &'a [u8]) -> Self {
        Self { row, at: 0 }
    }

    /// A number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.at += 1;
        match self.row {
            [] => 0,
            row => usize::from(row[(self.at - 1) % row.len()]) % count,
        }
    }
}

/// A document that holds `value`, in some style.
pub(crate) fn written(value: &Value, choices: &mut Choices) -> String {
    let mut text =
        ["", "# head\n", "---\n", "\n\n", "# head\n\n--- # start\n"][choices.below(5)].to_owned();
    match value {
        Value::Map(entries) if !entries.is_empty() => text += &block_map(entries, 0, choices),
        Value::List(items) if !items.is_empty() => text += &block_list(items, 0, choices),
        _ => text += &(flow(value, choices) + "\n"),
    }
    text += ["", "", "# foot\n", "\n\n"][choices.below(4)];
    if choices.below(4) == 0 {
        text.pop();
    }
    if choices.below(4) == 0 {
        text = text.replace('\n', "\r\n");
    }
    text
}

fn comment(choices: &mut Choices) -> &'static str {
    ["", "", "", "", " # c", "   # d: [e"][choices.below(6)]
}

fn own_line(indent: usize, choices: &mut Choices) -> String {
    match choices.below(8) {
        0 => format!("{}# line\n", " ".repeat(indent)),
        1 => "\n".to_owned(),
        _ => String::new(),
    }
}

fn block_map(entries: &[(String, Value)], indent: usize, choices: &mut Choices) -> String {
    let mut text = String::new();
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 {
            text += &own_line(indent, choices);
        }
        let key: &str = &scalar(key, choices);
        text += &[
            &*" ".repeat(indent),
            key,
            ":",
            &below(value, indent, false, choices),
        ]
        .concat();
    }
    text
}

fn block_list(items: &[Value], indent: usize, choices: &mut Choices) -> String {
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text += &own_line(indent, choices);
        }
        text += &[
            &*" ".repeat(indent),
            "-",
            &below(item, indent, true, choices),
        ]
        .concat();
    }
    text
}

fn below(value: &Value, indent: usize, item: bool, choices: &mut Choices) -> String {
    let step = 1 + choices.below(4);
    let inner = indent + step.max(if item { 2 } else { 1 });
    let in_block = choices.below(4) > 0;
    match value {
        Value::Map(entries) if !entries.is_empty() && in_block => {
            let text = block_map(entries, inner, choices);
            if item && choices.below(2) == 0 {
                text[indent + 1..].to_owned()
            } else {
                format!("{}\n{text}", comment(choices))
            }
        }
        Value::List(items) if !items.is_empty() && in_block => {
            let inner = if !item && choices.below(3) == 0 {
                indent
            } else {
                inner
            };
            let text = block_list(items, inner, choices);
            if item && choices.below(2) == 0 {
                text[indent + 1..].to_owned()
            } else {
                format!("{}\n{text}", comment(choices))
            }
        }
        Value::Text(text) if in_block && is_simple_block(text) => {
            let body: String = text
                .trim_end_matches('\n')
                .split('\n')
                .map(|line| match line {
                    "" => "\n".to_owned(),
                    line => format!("{}{line}\n", " ".repeat(inner)),
                })
                .collect();
            let chomp = if text.ends_with('\n') { "" } else { "-" };
            format!(" |{chomp}{}\n{body}", comment(choices))
        }
        Value::Null if choices.below(2) == 0 => format!("{}\n", comment(choices)),
        _ => format!(
            "{}{}{}\n",
            [" ", "  "][choices.below(2)],
            flow(value, choices),
            comment(choices)
        ),
    }
}

fn is_simple_block(text: &str) -> bool {
    let shown =
        |c: char| !c.is_control() && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    let body = text.trim_end_matches('\n');
    // Empty lines may follow anywhere, so there is no `|+`.
    !body.is_empty()
        && text.len() - body.len() < 2
        && !body.starts_with([' ', '\n', '\t'])
        && body
            .split('\n')
            .all(|line| line.is_empty() || !line.trim().is_empty())
        && body.chars().all(|c| shown(c) || c == '\n')
}

fn flow(value: &Value, choices: &mut Choices) -> String {
    let comma = [",", ", ", " , "];
    match value {
        Value::Null => ["null", "~"][choices.below(2)].to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) => text.clone(),
        Value::Text(text) => scalar(text, choices),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(|item| flow(item, choices)).collect();
            format!("[{}]", items.join(comma[choices.below(3)]))
        }
        Value::Map(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", scalar(key, choices), flow(value, choices)))
                .collect();
            format!("{{{}}}", entries.join(comma[choices.below(3)]))
        }
    }
}

fn scalar(text: &str, choices: &mut Choices) -> String {
    let word = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !matches!(text, "yes" | "on" | "null" | "true");
    let shown = text
        .chars()
        .all(|c| !c.is_control() && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}'));
    match choices.below(3) {
        0 | 1 if word => text.to_owned(),
        2 if shown => format!("'{}'", text.replace('\'', "''")),
        _ => serde_json::to_string(text)
            .unwrap()
            .replace('\u{7f}', "\\x7f")
            .replace('\u{85}', "\\x85")
            .replace('\u{feff}', "\\ufeff")
            .replace('\u{2028}', "\\u2028")
            .replace('\u{2029}', "\\u2029"),
    }
}
