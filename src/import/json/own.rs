//! JSON of any other tool, whose fields somebody names: `at=timestamp,what=message,who=user.name`.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Result, bail};
use serde_json::Value;

use super::lists::{fields, lists};
use super::stamp::Stamp;
use super::{get, guess, text};
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

/// As `--map` takes it, in the order of [`FIELDS`].
impl fmt::Display for Own {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = FIELDS.iter().filter_map(|(field, _)| {
            let path = self.0.get(field)?;
            Some(format!("{field}={path}"))
        });
        formatter.write_str(&named.collect::<Vec<_>>().join(","))
    }
}

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

    /// Makes the path that of the field.
    pub(super) fn set(&mut self, field: &'static str, path: &str) {
        self.0.insert(field, path.to_owned());
    }

    /// Whether a path is that of the field.
    pub(super) fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// Whether the path is that of a field.
    pub(super) fn uses(&self, path: &str) -> bool {
        self.0.values().any(|own| own == path)
    }

    /// Whether the path lies where the time or the words do.
    pub(super) fn is_beside(&self, path: &str) -> bool {
        let parent = |path: &str| path.rsplit_once('.').map(|(parent, _)| parent.to_owned());
        let own = ["at", "what"].iter().filter_map(|field| self.0.get(field));
        own.map(|own| parent(own)).any(|own| own == parent(path))
    }

    /// Whether the record has a time and words.
    pub(super) fn knows(&self, record: &Value) -> bool {
        self.event(record)
            .is_some_and(|(_, event)| event.at.is_some())
    }

    /// The first event of the lists, in a line.
    fn first(&self, lists: &[Vec<&Value>]) -> Option<String> {
        let records = longest(lists, self);
        let event = records.into_iter().next()?.1;
        Some(format!("{} {}", event.at?, event.what.lines().next()?))
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
    let mut rows = longest(&lists(documents), own);
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

/// The events of the list that has the most of them; of several the first.
fn longest(lists: &[Vec<&Value>], own: &Own) -> Vec<(Option<i128>, ImportedEvent)> {
    let events = lists.iter().map(|list| {
        let events = list.iter().filter_map(|record| own.event(record));
        events.collect::<Vec<_>>()
    });
    let all: Vec<_> = events.collect();
    let longest = all.into_iter().rev().max_by_key(Vec::len);
    longest.unwrap_or_default()
}

/// What to say of JSON that no format knows, and of the fields that it has.
pub(super) fn unknown(export: &Export<'_>, documents: &[Value]) -> anyhow::Error {
    let lists = lists(documents);
    let guess = guess::guess(&lists);
    let read = guess.as_ref().and_then(|own| own.first(&lists));
    let (map, first) = match (guess, read) {
        (Some(own), Some(first)) => (own.to_string(), format!("\nit would begin with: {first}")),
        _ => ("at=TIME,what=TEXT".to_owned(), String::new()),
    };
    anyhow::anyhow!(
        "{} is JSON of a tool that is not known here; say which fields are which, like `--map {map}`{first}\n{}",
        export.name,
        shown(documents)
    )
}

/// The fields of the first record, as paths.
fn shown(documents: &[Value]) -> String {
    let lists = lists(documents);
    let known = guess::guess(&lists);
    // Of the records that a guess tells of, else of the most.
    let told = lists
        .iter()
        .flatten()
        .find(|record| known.as_ref().is_some_and(|own| own.knows(record)));
    let most = || lists.iter().max_by_key(|list| list.len())?.first();
    let record = told.or_else(most);
    let paths = record.map(|record| fields(record)).unwrap_or_default();
    let paths: Vec<_> = paths.iter().take(30).map(|row| row.0.as_str()).collect();
    format!("a record has: {}", paths.join(", "))
}
