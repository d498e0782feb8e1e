//! JSON of any other tool, whose fields somebody names: `at=timestamp,what=message,who=user.name`.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::Value;

use super::stamp::Stamp;
use super::{get, text};
use crate::import::{Export, Imported, ImportedEvent, Who};

/// What can be mapped, with what it is.
pub const FIELDS: &[(&str, &str)] = &[
    ("at", "when it happened"),
    ("until", "when it ended"),
    ("what", "what happened"),
    ("who", "the person who acted"),
    ("component", "part of the system"),
    ("evidence", "a link"),
    ("id", "what names it for ever"),
];

/// Which path of a record is which field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own(BTreeMap<&'static str, String>);

impl Own {
    /// The fields as somebody names them: `at=time,what=message`.
    pub fn parse(text: &str) -> Result<Self> {
        let mut own = BTreeMap::new();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let known = || {
                FIELDS
                    .iter()
                    .map(|row| row.0)
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let Some((name, path)) = part.split_once('=') else {
                bail!("`{part}` names no field; write it like `at=timestamp,what=message`");
            };
            let Some((name, _)) = FIELDS.iter().find(|row| row.0 == name.trim()) else {
                bail!(
                    "`{}` is no field of an event; there are: {}",
                    name.trim(),
                    known()
                );
            };
            own.insert(*name, path.trim().to_owned());
        }
        for needed in ["at", "what"] {
            if !own.contains_key(needed) {
                bail!(
                    "`--map` has to say which field is `{needed}`, like `at=timestamp,what=message`"
                );
            }
        }
        Ok(Self(own))
    }

    fn text(&self, record: &Value, field: &str) -> Option<String> {
        text(record, self.0.get(field)?)
    }

    fn time(&self, record: &Value, field: &str) -> Option<Stamp> {
        Stamp::read(get(record, self.0.get(field)?)?)
    }

    /// The event of a record; `None` where it says nothing.
    fn event(&self, record: &Value) -> Option<(Option<i128>, ImportedEvent)> {
        let at = self.time(record, "at");
        let id = self.text(record, "id");
        let event = ImportedEvent {
            at: at.as_ref().map(|at| at.text.clone()),
            until: self.time(record, "until").map(|until| until.text),
            who: self.text(record, "who").map(Who::Person),
            what: self.text(record, "what")?,
            component: self.text(record, "component").into_iter().collect(),
            evidence: self.text(record, "evidence").into_iter().collect(),
            source: id.map(|id| format!("json:{id}")).unwrap_or_default(),
            ..ImportedEvent::default()
        };
        Some((at.and_then(|at| at.order), event))
    }
}

/// The events of the longest list of records in the documents that say something.
pub(in crate::import) fn read(
    export: &Export<'_>,
    documents: &[Value],
    own: &Own,
) -> Result<Imported> {
    let mut rows: Vec<_> = lists(documents)
        .into_iter()
        .map(|list| {
            list.iter()
                .filter_map(|record| own.event(record))
                .collect::<Vec<_>>()
        })
        .max_by_key(Vec::len)
        .unwrap_or_default();
    if rows.is_empty() {
        bail!(
            "no record of {} has what `--map` names\n{}",
            export.name,
            shown(documents)
        );
    }
    rows.sort_by_key(|row| row.0);
    Ok(Imported {
        events: rows.into_iter().map(|row| row.1).collect(),
        ..Imported::default()
    })
}

/// What to say of JSON that no format knows, and of the fields that it has.
pub(super) fn unknown(export: &Export<'_>, documents: &[Value]) -> anyhow::Error {
    let guess = guess(documents).map_or_else(
        || "at=TIME,what=TEXT".to_owned(),
        |(at, what)| format!("at={at},what={what}"),
    );
    anyhow::anyhow!(
        "{} is JSON of a tool that is not known here; say which fields are which, like `--map {guess}`\n{}",
        export.name,
        shown(documents)
    )
}

/// Every list of objects in the documents, the documents themselves among them.
fn lists(documents: &[Value]) -> Vec<Vec<&Value>> {
    let mut lists = vec![documents.iter().collect::<Vec<_>>()];
    let mut open: Vec<(&Value, usize)> = documents.iter().map(|document| (document, 0)).collect();
    while let Some((value, depth)) = open.pop() {
        let Value::Object(fields) = value else {
            continue;
        };
        for inner in fields.values() {
            match inner {
                Value::Array(list) if list.iter().any(Value::is_object) => {
                    lists.push(list.iter().collect());
                }
                inner if depth < 4 => open.push((inner, depth + 1)),
                _ => {}
            }
        }
    }
    lists
}

/// A field that holds times, and the one with the longest words.
fn guess(documents: &[Value]) -> Option<(String, String)> {
    let lists = lists(documents);
    let record = lists.iter().max_by_key(|list| list.len())?.first()?;
    let fields = fields(record);
    let at = fields
        .iter()
        .find(|(_, value)| Stamp::read(value).is_some())?;
    let what = fields
        .iter()
        .filter(|(path, value)| *path != at.0 && value.is_string())
        .max_by_key(|(_, value)| value.as_str().unwrap_or_default().len())?;
    Some((at.0.clone(), what.0.clone()))
}

/// The fields of the first record, as paths.
fn shown(documents: &[Value]) -> String {
    let lists = lists(documents);
    let record = lists
        .iter()
        .max_by_key(|list| list.len())
        .and_then(|list| list.first());
    let paths = record.map(|record| fields(record)).unwrap_or_default();
    let paths: Vec<_> = paths.iter().take(30).map(|row| row.0.as_str()).collect();
    format!("a record has: {}", paths.join(", "))
}

/// The texts and numbers in a record, with their paths.
fn fields(record: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), record, 0)];
    while let Some((path, value, depth)) = open.pop() {
        match value {
            Value::Object(fields) if depth < 4 => {
                for (name, inner) in fields.iter().rev() {
                    let path = if path.is_empty() {
                        name.clone()
                    } else {
                        format!("{path}.{name}")
                    };
                    open.push((path, inner, depth + 1));
                }
            }
            Value::String(_) | Value::Number(_) => found.push((path, value.clone())),
            _ => {}
        }
    }
    found
}
