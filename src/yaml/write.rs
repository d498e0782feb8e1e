//! Plain data as YAML: a [`Value`] in, text in the block style out.

use unicode_width::UnicodeWidthStr;

use super::scalar::{Meaning, plain};
use super::text::{double_quoted, folded, inline, is_plain, literal};
use super::value::Value;

/// Up to this many columns a text stays on one line.
const COLUMNS: usize = 90;

/// A whole file that holds `value`, ending with a line end.
pub fn document(value: &Value) -> String {
    let writer = Writer {
        layout: Layout::default(),
        quoted: false,
    };
    let mut text = writer.top(value).join("\n");
    text.push('\n');
    text
}

/// How a file is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// What ends its lines.
    pub(super) line_end: &'static str,
    /// Columns by which what is below a key is indented.
    pub(super) step: usize,
    /// Columns by which the dashes below a key are indented.
    pub(super) list_step: usize,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            line_end: "\n",
            step: 2,
            list_step: 2,
        }
    }
}

/// A value as it is written: what follows a key or a dash on its line, and the lines below,
/// indented.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) first: String,
    pub(super) rest: Vec<String>,
}

/// Writes values for one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writer {
    pub(super) layout: Layout,
    /// Whether every text goes into double quotes, on one line.
    pub(super) quoted: bool,
}

impl Writer {
    /// The lines of a whole file.
    pub(super) fn top(&self, value: &Value) -> Vec<String> {
        match value {
            Value::Map(entries) if !entries.is_empty() => self.entries(entries, 0),
            Value::List(items) if !items.is_empty() => self.items(items, 0),
            _ => vec![self.flow(value)],
        }
    }

    /// The lines of a mapping whose keys start at `column`.
    pub(super) fn entries(&self, entries: &[(String, Value)], column: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for (key, value) in entries {
            let written = self.below_key(value, column);
            lines.push(headed(
                &format!("{}{}:", " ".repeat(column), self.key(key)),
                &written.first,
            ));
            lines.extend(written.rest);
        }
        lines
    }

    /// The lines of a list whose dashes stand at `column`.
    pub(super) fn items(&self, items: &[Value], column: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for item in items {
            let written = self.behind_dash(item, column);
            lines.push(headed(&format!("{}-", " ".repeat(column)), &written.first));
            lines.extend(written.rest);
        }
        lines
    }

    /// A value after a key that starts at `column`.
    pub(super) fn below_key(&self, value: &Value, column: usize) -> Written {
        let rest = match value {
            Value::Map(entries) if !entries.is_empty() => {
                self.entries(entries, column + self.layout.step)
            }
            Value::List(items) if !items.is_empty() => {
                self.items(items, column + self.layout.list_step)
            }
            _ => return self.scalar(value, column),
        };
        Written {
            first: String::new(),
            rest,
        }
    }

    /// A value after a dash at `column`.
    pub(super) fn behind_dash(&self, value: &Value, column: usize) -> Written {
        let mut lines = match value {
            Value::Map(entries) if !entries.is_empty() => self.entries(entries, column + 2),
            Value::List(items) if !items.is_empty() => self.items(items, column + 2),
            _ => return self.scalar(value, column),
        };
        let first = lines.remove(0).split_off(column + 2);
        Written { first, rest: lines }
    }

    /// A value after a dash at `column` and an anchor, where a collection starts on the next line.
    pub(super) fn below_dash(&self, value: &Value, column: usize) -> Written {
        let rest = match value {
            Value::Map(entries) if !entries.is_empty() => self.entries(entries, column + 2),
            Value::List(items) if !items.is_empty() => self.items(items, column + 2),
            _ => return self.scalar(value, column),
        };
        Written {
            first: String::new(),
            rest,
        }
    }

    fn scalar(&self, value: &Value, column: usize) -> Written {
        let Value::Text(text) = value else {
            return Written {
                first: self.flow(value),
                rest: Vec::new(),
            };
        };
        let indent = column + self.layout.step;
        let indented = |line: &str| {
            if line.is_empty() {
                String::new()
            } else {
                format!("{}{line}", " ".repeat(indent))
            }
        };
        if !self.quoted && text.contains('\n') {
            if let Some((header, lines)) = literal(text, self.layout.step) {
                return Written {
                    first: header,
                    rest: lines.into_iter().map(indented).collect(),
                };
            }
        } else if !self.quoted
            && indent + text.width() > COLUMNS
            && let Some(lines) = folded(text, COLUMNS.saturating_sub(indent).max(COLUMNS / 2))
        {
            return Written {
                first: ">-".to_owned(),
                rest: lines.into_iter().map(indented).collect(),
            };
        }
        let first = if self.quoted {
            double_quoted(text)
        } else {
            inline(text, false)
        };
        Written {
            first,
            rest: Vec::new(),
        }
    }

    /// A value on one line, as it stands inside brackets.
    pub(super) fn flow(&self, value: &Value) -> String {
        match value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(text) if matches!(plain(text), Meaning::Number(_)) => text.clone(),
            Value::Number(text) | Value::Text(text) if self.quoted => double_quoted(text),
            Value::Number(text) | Value::Text(text) => inline(text, true),
            Value::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.flow(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Map(entries) => {
                let entry = |(key, value): &(String, Value)| {
                    format!("{}: {}", self.key(key), self.flow(value))
                };
                let entries: Vec<_> = entries.iter().map(entry).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// A key, as it may stand anywhere.
    #[allow(
        clippy::unused_self,
        reason = "keys are written like values, by the writer"
    )]
    pub(super) fn key(&self, key: &str) -> String {
        if is_plain(key, true) {
            key.to_owned()
        } else {
            double_quoted(key)
        }
    }
}

/// A key or dash with what follows it on its line.
fn headed(head: &str, first: &str) -> String {
    if first.is_empty() {
        head.to_owned()
    } else {
        format!("{head} {first}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::yaml::Tree;

    #[test]
    fn a_key_that_some_readers_take_for_a_boolean_is_quoted() {
        let held = Value::map([("on", "2026-03-16".into())]);
        let text = document(&Value::map([("held", held)]));
        assert_eq!(text, "held:\n  \"on\": \"2026-03-16\"\n");
    }

    #[test]
    fn a_document_is_what_a_person_would_write() {
        let value = Value::map([
            ("pir", Value::Number("1".into())),
            ("title", "Checkout slow".into()),
            ("date", "2026-03-12".into()),
            ("summary", "one\ntwo\n".into()),
            ("components", Value::list(["a".into(), "b".into()])),
            ("none", Value::list([])),
            (
                "timeline",
                Value::list([
                    Value::map([
                        ("at", Value::text("10:38")),
                        ("what", "x".repeat(30).repeat(2).into()),
                        ("quote", "a\nb".into()),
                    ]),
                    Value::list(["c".into(), Value::Null]),
                ]),
            ),
            (
                "long",
                "lag rises on all of the replicas "
                    .repeat(4)
                    .trim_end()
                    .into(),
            ),
        ]);
        let text = document(&value);
        assert_eq!(
            text,
            "pir: 1\ntitle: Checkout slow\ndate: \"2026-03-12\"\nsummary: |\n  one\n  two\ncomponents:\n  - a\n  - b\nnone: []\ntimeline:\n  - at: \"10:38\"\n    what: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n    quote: |-\n      a\n      b\n  - - c\n    - null\nlong: >-\n  lag rises on all of the replicas lag rises on all of the replicas lag rises on all of\n  the replicas lag rises on all of the replicas\n"
        );
        let (tree, _) = Tree::parse(&Source::new("a.yaml", text));
        let tree = tree.unwrap();
        assert_eq!(tree.value(tree.root()), value);
    }

    #[test]
    fn values_on_their_own_are_documents_too() {
        assert_eq!(document(&Value::map::<String>([])), "{}\n");
        assert_eq!(
            document(&Value::list([Value::text("a: b")])),
            "- \"a: b\"\n"
        );
        assert_eq!(document(&Value::Null), "null\n");
    }
}
