//! Exports in JSON, or JSON Lines: documents in, events out. What tells the formats apart is data: a
//! [`Recipe`] says where the records of a tool lie and which of their fields say what.

mod alertmanager;
mod cloudwatch;
mod datadog;
mod firehydrant;
mod github;
mod gitlab;
mod grafana;
mod guess;
mod incident_io;
mod json_log;
mod kubernetes;
mod lists;
mod markup;
mod opsgenie;
mod other;
mod own;
mod pagerduty;
mod rootly;
mod sentry;
mod slack;
mod stamp;
mod statuspage;
mod stream;
mod zabbix;

pub use own::{FIELDS, Own};

pub(super) use own::read as read_own;

use anyhow::{Result, bail};
use serde_json::Value;

use super::{Export, FORMATS, Imported, ImportedEvent, Noise, Reading, Who, bursts, once};
use crate::model::Kind;
use stamp::Stamp;

/// The formats in JSON.
pub(super) use {
    alertmanager::ALERTMANAGER, cloudwatch::CLOUDWATCH, datadog::DATADOG, firehydrant::FIREHYDRANT,
    github::GITHUB, gitlab::GITLAB, grafana::GRAFANA, incident_io::INCIDENT_IO, json_log::JSON_LOG,
    kubernetes::KUBERNETES, opsgenie::OPSGENIE, other::*, pagerduty::PAGERDUTY, rootly::ROOTLY,
    sentry::SENTRY, slack::SLACK, statuspage::STATUSPAGE, zabbix::ZABBIX,
};

/// How records of one kind become events.
#[derive(Debug)]
pub struct Recipe {
    /// What its stable names begin with.
    source: &'static str,
    /// Where the records lie in a document, as `incidents[].updates[]`; the document itself where
    /// empty.
    records: &'static str,
    /// Paths that a record has, and by which it is known.
    has: &'static [&'static str],
    /// Whether a record that has them tells of this.
    when: fn(&Value) -> bool,
    /// When it happened: the first of these that is there.
    at: &'static [&'static str],
    /// When it ended.
    until: &'static [&'static str],
    /// Whether it was a person who acted, where a tool names both in one place.
    human: fn(&Value) -> bool,
    /// The person who acted.
    person: &'static [&'static str],
    /// People that are spoken of, with `[]`.
    named: &'static [&'static str],
    /// The machine that acted, where no person did.
    machine: &'static [&'static str],
    /// What happened: the first of these rows of which every path is there, joined by `: `.
    what: &'static [&'static [&'static str]],
    /// Its kind.
    kind: fn(&Value) -> Option<Kind>,
    /// Part of the system.
    component: &'static [&'static str],
    /// Links.
    evidence: &'static [&'static str],
    /// What names it for ever.
    id: &'static [&'static str],
    /// Whether the tool keeps it from the public.
    internal: fn(&Value) -> bool,
    /// Why it is noise, if it is.
    noise: fn(&Value) -> Option<&'static Noise>,
    /// Makes plain text of the markup of the tool.
    plain: fn(&str) -> String,
}

/// A recipe that asks for nothing; each format says what differs.
const PLAIN: Recipe = Recipe {
    source: "",
    records: "",
    has: &[],
    when: |_| true,
    at: &[],
    until: &[],
    human: |_| true,
    person: &[],
    named: &[],
    machine: &[],
    what: &[],
    kind: |_| None,
    component: &[],
    evidence: &[],
    id: &[],
    internal: |_| false,
    noise: |_| None,
    plain: str::to_owned,
};

/// How many documents tell of which tool all of them are.
const FEW: usize = 64;

/// Whether a text begins as JSON does.
pub(super) fn begins(export: &Export<'_>) -> bool {
    let text = export.text.trim_start();
    text.starts_with('{')
        || text
            .strip_prefix('[')
            .is_some_and(|rest| rest.trim_start().starts_with(['{', '[', ']']))
}

/// The documents of a text of JSON: one value, the items of a list, or a value on each line; at most
/// `most` of them. The fault where the text does not go on as JSON before that.
pub(super) fn documents(export: &Export<'_>, most: usize) -> Result<Vec<Value>> {
    let mut documents = Vec::new();
    stream::each(export, &mut |document| {
        documents.push(document);
        documents.len() < most
    })?;
    Ok(documents)
}

/// Whether a record of one of the recipes is among the documents.
pub(super) fn is(documents: &[Value], recipes: &[Recipe]) -> bool {
    let first = documents.iter();
    let mut found = first.flat_map(|document| {
        let of_recipe = |recipe: &Recipe| known(document, recipe).next().is_some();
        recipes.iter().map(of_recipe)
    });
    found.any(|is| is)
}

/// Events as they come out of documents.
struct Found<'r> {
    recipes: &'r [Recipe],
    rows: Vec<(Option<i128>, ImportedEvent)>,
    nothing_said: usize,
}

/// The events of a text, by time. One document after the other is read, so that only one is held.
pub(super) fn read(export: &Export<'_>, recipes: &[Recipe]) -> Result<Imported> {
    let mut found = Found {
        recipes,
        rows: Vec::new(),
        nothing_said: 0,
    };
    stream::each(export, &mut |document| {
        found.take(&document);
        true
    })?;
    Ok(found.imported())
}

impl Found<'_> {
    /// Takes in what the recipes know of a document.
    fn take(&mut self, document: &Value) {
        for recipe in self.recipes {
            for record in known(document, recipe) {
                match event(record, recipe) {
                    Some(row) => self.rows.push(row),
                    None => self.nothing_said += 1,
                }
            }
        }
    }

    /// The events by time.
    fn imported(self) -> Imported {
        let Self {
            mut rows,
            nothing_said,
            ..
        } = self;
        // Most tools tell the newest first; of equal times the one further down came first there.
        let ends = |rows: &[(Option<i128>, ImportedEvent)]| {
            let mut timed = rows.iter().filter_map(|row| row.0);
            Some((timed.next()?, timed.next_back()?))
        };
        if ends(&rows).is_some_and(|(first, last)| first > last) {
            rows.reverse();
        }
        rows.sort_by_key(|row| row.0);
        let mut imported = Imported {
            events: rows.into_iter().map(|row| row.1).collect(),
            ..Imported::default()
        };
        once(&mut imported.events);
        imported.notes.extend(bursts::group(&mut imported.events));
        let say = match nothing_said {
            0 => return imported,
            1 => "1 record says nothing of what happened and is".to_owned(),
            count => format!("{count} records say nothing of what happened and are"),
        };
        imported.notes.push(format!("{say} left out"));
        imported
    }
}

/// The records of a recipe in a document.
fn known<'v>(document: &'v Value, recipe: &'v Recipe) -> impl Iterator<Item = &'v Value> {
    let records = records(document, recipe.records).into_iter();
    let has = |record: &Value| recipe.has.iter().all(|path| get(record, path).is_some());
    records.filter(move |record| has(record) && (recipe.when)(record))
}

/// The values at a path with `[]`.
fn records<'v>(document: &'v Value, path: &str) -> Vec<&'v Value> {
    // One name with dots in it.
    if let Some(whole) = document.get(path) {
        return vec![whole];
    }
    let mut here = vec![document];
    for step in path.split('.').filter(|step| !step.is_empty()) {
        let (name, all) = match step.strip_suffix("[]") {
            Some(name) => (name, true),
            None => (step, false),
        };
        let inner = here.into_iter().filter_map(|value| value.get(name));
        here = if all {
            let lists = inner.filter_map(Value::as_array);
            lists.flatten().collect()
        } else {
            inner.collect()
        };
    }
    here
}

/// The event of a record, and when it was to the nanosecond; `None` where nothing is said.
fn event(record: &Value, recipe: &Recipe) -> Option<(Option<i128>, ImportedEvent)> {
    let at = recipe
        .at
        .iter()
        .find_map(|path| Stamp::read(get(record, path)?));
    let until = recipe
        .until
        .iter()
        .find_map(|path| Stamp::read(get(record, path)?));
    let until = until.filter(|end| at.as_ref().is_some_and(|at| end.after(at)));
    let first = |paths: &[&str]| paths.iter().find_map(|path| text(record, path));
    let what = recipe.what.iter().find_map(|row| {
        let parts: Option<Vec<_>> = row.iter().map(|path| text(record, path)).collect();
        Some((recipe.plain)(&parts?.join(": ")))
    });
    let kind_of_actor = if (recipe.human)(record) {
        Who::Person
    } else {
        Who::Machine
    };
    let person = first(recipe.person).map(kind_of_actor);
    let machine = || first(recipe.machine).map(Who::Machine);
    let id = first(recipe.id);
    let named = recipe.named.iter().flat_map(|path| records(record, path));
    let event = ImportedEvent {
        named: named.filter_map(Value::as_str).map(str::to_owned).collect(),
        at: at.as_ref().map(|at| at.text.clone()),
        until: until.map(|until| until.text),
        kind: (recipe.kind)(record),
        who: person.or_else(machine),
        what: what
            .map(|what| what.trim().to_owned())
            .filter(|what| !what.is_empty())?,
        component: first(recipe.component).into_iter().collect(),
        evidence: first(recipe.evidence).into_iter().collect(),
        source: id
            .map(|id| format!("{}:{id}", recipe.source))
            .unwrap_or_default(),
        internal: (recipe.internal)(record),
        noise: (recipe.noise)(record),
        ..ImportedEvent::default()
    };
    Some((at.and_then(|at| at.order), event))
}

/// The value at a path, `null` left out.
fn get<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    // Some tools write steps of a path as one name: `"service.name": "pay"`.
    let whole = child(value, path);
    let mut steps = path.match_indices('.');
    let found = whole
        .or_else(|| steps.find_map(|(dot, _)| get(child(value, &path[..dot])?, &path[dot + 1..])));
    found.filter(|value| !value.is_null())
}

/// The value of that name in an object, or of that number in a list.
fn child<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Array(list) => list.get(name.parse::<usize>().ok()?),
        value => value.get(name),
    }
}

/// The text or number at a path, where it says anything.
fn text(value: &Value, path: &str) -> Option<String> {
    let said = match get(value, path)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!said.is_empty()).then_some(said)
}

/// Whether the text at a path is one of these words.
fn is_one(value: &Value, path: &str, words: &[&str]) -> bool {
    get(value, path)
        .and_then(Value::as_str)
        .is_some_and(|text| words.contains(&text))
}

/// Reads a text in the first format that knows its documents.
pub(super) fn recognised(export: &Export<'_>) -> Result<Imported> {
    let documents = documents(export, FEW)?;
    if documents.is_empty() {
        bail!(
            "{} is an empty list of JSON; there is nothing to import",
            export.name
        );
    }
    let recipes = FORMATS.iter().filter_map(|format| match format.reader {
        Reading::Json(recipes) => Some(recipes),
        Reading::Text { .. } => None,
    });
    let mut known = recipes.filter(|recipes| is(&documents, recipes));
    let Some(recipes) = known.next() else {
        return Err(own::unknown(export, &documents));
    };
    drop(documents);
    read(export, recipes)
}

/// The names behind the ids of a chat, where the documents are its list of users.
pub fn user_names(export: &Export<'_>) -> Option<Vec<(String, String)>> {
    // Told from messages before all of them are read.
    if !export.text.contains("\"profile\"") || !begins(export) {
        return None;
    }
    let documents = documents(export, usize::MAX).ok()?;
    let names = documents.iter().map(|user| {
        let profile = get(user, "profile")?;
        let id = text(user, "id")?;
        let names = ["display_name", "real_name"];
        let name = names.iter().find_map(|name| text(profile, name));
        Some((id, name.or_else(|| text(user, "name"))?))
    });
    names
        .collect::<Option<Vec<_>>>()
        .filter(|names| !names.is_empty())
}
