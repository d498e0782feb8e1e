//! Where the answer to a bound question goes: a question and what was chosen on the way in, the
//! place, its path in the files and what is written there out.

use super::bind;
use super::desk::Desk;
use super::fill::raw;
use super::form::Form;
use super::place::{Entry, Key, Place, RAW, place, preset};
use super::question::{About, Question};
use super::record::Record;
use super::session::Which;
use super::tree::{Odd, field, get, items, key, keys, scalar};
use super::{File, Files};
use crate::yaml::{Step, Value};

/// A place for the answer to one question.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) place: Place,
    pub(super) about: About,
    /// The key under which the answer is kept where it has no place of its own.
    asked: String,
    /// Words that the prompt gives to the record it makes.
    preset: &'static [(&'static str, &'static str)],
    /// Events that it is about, where it names some: others are not to choose from.
    among: Vec<String>,
}

impl Spot {
    /// The place of `question`, `None` where it is private. `which` is the entry that was chosen,
    /// where one was to be chosen.
    pub(super) fn of(question: &Question, which: &Which) -> Option<Self> {
        let place = place(question.field.as_deref()?);
        let about = match (which, &question.about) {
            (Which::Entry(word), About::Incident) => About::Record(word.clone()),
            (_, about) => about.clone(),
        };
        let spot = Self {
            place,
            about,
            asked: question.key(),
            preset: preset(&question.id),
            among: question.events.clone().unwrap_or_default(),
        };
        let place = match place.entry {
            Some(entry) if *which != Which::Unasked && spot.unbound(entry) => without(entry, place),
            _ => place,
        };
        Some(Self { place, ..spot })
    }

    /// Whether it needs an entry and knows none.
    pub(super) fn unbound(&self, entry: &Entry) -> bool {
        entry.key != Key::Moment && self.about.word().is_none()
    }

    /// Whether the answer goes under `answers`.
    pub(super) fn is_raw(&self) -> bool {
        self.place.path == RAW.path && self.place.entry.is_none()
    }

    /// The record that is asked field by field.
    pub(super) fn record(&self) -> Option<&'static Record> {
        match self.place.form {
            Form::One(record) | Form::Many(record) => Some(record),
            _ => None,
        }
    }

    /// The path of the answer, where it is known and there.
    pub(super) fn path(&self, desk: &Desk) -> Option<Vec<Step>> {
        if self.is_raw() {
            return Some(raw(&self.asked));
        }
        let mut path = match self.place.entry {
            Some(entry) => desk.entry((self.place.file, entry), &self.about)?,
            None => Vec::new(),
        };
        path.extend(keys(self.place.path));
        Some(path)
    }

    /// The path of the answer, its entry made where it is missing.
    pub(super) fn made(&self, desk: &mut Desk) -> Result<Vec<Step>, Odd> {
        if let Some(path) = self.path(desk) {
            return Ok(path);
        }
        let mut path = match self.place.entry {
            Some(entry) => desk.made((self.place.file, entry), &self.about)?,
            None => Vec::new(),
        };
        path.extend(keys(self.place.path));
        Ok(path)
    }

    /// The raw place of the same question.
    pub(super) fn as_raw(&self) -> Vec<Step> {
        raw(&self.asked)
    }

    /// What is written there, a text an item.
    pub(super) fn written(&self, desk: &Desk) -> Vec<String> {
        if self.place.entry.is_none() && self.place.file == File::Incident {
            return self.events(desk);
        }
        let file = desk.file(self.place.file);
        let paths = match self.place.entry {
            Some(entry) if self.unbound(entry) => items(file, &keys(&[entry.list]))
                .iter()
                .enumerate()
                .map(|(at, _)| {
                    let start = [key(entry.list), Step::Index(at)];
                    start.into_iter().chain(keys(self.place.path)).collect()
                })
                .collect(),
            _ => self.path(desk).into_iter().collect::<Vec<_>>(),
        };
        let mut all: Vec<String> = paths
            .iter()
            .flat_map(|path| self.texts(file, path))
            .collect();
        if !self.is_raw()
            && let Some(raw) = get(desk.file(File::Review), &self.as_raw()).and_then(scalar)
        {
            all.push(raw.to_owned());
        }
        all
    }

    /// The events that the prompt would have made. The others answer other questions.
    fn events(&self, desk: &Desk) -> Vec<String> {
        let Some((_, kind)) = self.preset.iter().find(|row| row.0 == "kind") else {
            return Vec::new();
        };
        let events = &desk.incident().timeline.events;
        events
            .iter()
            .filter(|event| event.kind().word() == *kind)
            .map(|event| event.what.value.clone())
            .collect()
    }

    fn texts(&self, file: &Value, path: &[Step]) -> Vec<String> {
        match self.place.form {
            Form::One(record) => get(file, path)
                .filter(|own| says_something(record, own))
                .map(|own| sentence(record, own))
                .into_iter()
                .collect(),
            Form::Many(record) => items(file, path)
                .iter()
                .filter(|item| self.is_about(item))
                .map(|item| sentence(record, item))
                .collect(),
            _ => items(file, path)
                .iter()
                .filter_map(scalar)
                .filter(|text| !text.trim().is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Whether a record of a list is about the same event or role, and of the same sort; every one
    /// is where nothing says so.
    fn is_about(&self, item: &Value) -> bool {
        let other = |(name, word): &(&str, &str)| {
            let own = field(item, name).and_then(scalar);
            own.is_some_and(|own| own != *word)
        };
        if self.preset.iter().any(other) {
            return false;
        }
        match (self.place.bound, self.about.word()) {
            (Some(bound), Some(word)) => items(item, &[key(bound)])
                .iter()
                .any(|own| scalar(own) == Some(word)),
            _ => true,
        }
    }

    /// Entries to choose from, where one has to be chosen: the word, and what it says.
    pub(super) fn choices(&self, files: &Files) -> Vec<(String, String)> {
        let Some(entry) = self.place.entry.filter(|entry| self.unbound(entry)) else {
            return Vec::new();
        };
        let says = |item: &Value, name: &str| {
            let text = field(item, name).and_then(scalar);
            text.unwrap_or_default().to_owned()
        };
        let all = items(&files.review, &keys(&[entry.list]));
        match entry.key {
            Key::Named(name) => all
                .iter()
                .map(|item| (says(item, name), says(item, "what")))
                .filter(|(word, _)| !word.is_empty())
                .collect(),
            Key::Slug(name) => bind::slugs(&files.review, entry.list, name)
                .into_iter()
                .zip(all.iter().map(|item| says(item, name)))
                .collect(),
            Key::Event => files
                .incident
                .timeline
                .events
                .iter()
                .filter(|event| self.among.is_empty() || self.among.contains(&event.key))
                .map(|event| (event.key.clone(), event.what.value.clone()))
                .collect(),
            Key::Moment => Vec::new(),
        }
    }
}

/// Whether an entry holds any of the fields that the question asks for.
fn says_something(record: &Record, own: &Value) -> bool {
    let asked = |row: &&super::record::Field| row.need != super::record::Need::Known;
    record
        .fields
        .iter()
        .filter(asked)
        .any(|row| get(own, &row.path()).is_some_and(|value| *value != Value::Null))
}

/// Where an answer goes that belongs to none of the entries there are: into a new one, where that
/// needs no word to name it, or else under `answers`.
fn without(entry: &'static Entry, place: Place) -> Place {
    match (entry.key, place.form) {
        (Key::Slug(_), Form::One(record)) if entry.make => Place {
            entry: None,
            path: std::slice::from_ref(&entry.list),
            form: Form::Many(record),
            ..place
        },
        _ => RAW,
    }
}

/// What a record says, in a line: its sentence, or else the first of its fields that says
/// anything.
pub(super) fn sentence(record: &Record, own: &Value) -> String {
    record
        .fields
        .iter()
        .filter_map(|row| get(own, &row.path()))
        .find_map(scalar)
        .unwrap_or_default()
        .to_owned()
}
