//! The files while answers are worked into them: files in, the changes that the answers make out.

use std::borrow::Cow;

use super::place::{Entry, Key};
use super::question::About;
use super::tree::{Odd, diff, field, get, items, key, keys, list, scalar, text};
use super::{File, Files, Write, bind};
use crate::model::Incident;
use crate::yaml::{Step, Value};

/// Both files, as they were and as they are with the answers.
#[derive(Debug, Clone)]
pub(super) struct Desk<'f> {
    incident: &'f Incident,
    start: [Cow<'f, Value>; 2],
    /// The files with the answers, where there are any: most desks are looked at alone.
    now: [Option<Value>; 2],
}

impl<'f> Desk<'f> {
    /// The files, untouched.
    pub(super) fn new(files: &'f Files) -> Self {
        let mut incident = Cow::Borrowed(&files.incident_file);
        if files.incident.timeline.quick.is_some() {
            as_list(incident.to_mut(), files.incident.timeline.events.len());
        }
        Self {
            incident: &files.incident,
            start: [incident, Cow::Borrowed(&files.review)],
            now: [None, None],
        }
    }

    /// The incident, as it was.
    pub(super) fn incident(&self) -> &'f Incident {
        self.incident
    }

    /// A file as it is now.
    pub(super) fn file(&self, file: File) -> &Value {
        let at = usize::from(file == File::Review);
        self.now[at].as_ref().unwrap_or(&self.start[at])
    }

    /// A file, to be changed.
    pub(super) fn file_mut(&mut self, file: File) -> &mut Value {
        let at = usize::from(file == File::Review);
        self.now[at].get_or_insert_with(|| self.start[at].clone().into_owned())
    }

    /// What leads from the files as they were to the files as they are; nothing where that is the
    /// same.
    pub(super) fn writes(&self) -> Vec<Write> {
        [File::Incident, File::Review]
            .into_iter()
            .zip(self.start.iter().zip(&self.now))
            .filter_map(|(file, (start, now))| {
                let changes = diff(start, now.as_ref()?);
                Some(Write { file, changes })
            })
            .filter(|write| !write.changes.is_empty())
            .collect()
    }

    /// The place of the entry that `about` names; `None` where there is no such entry.
    pub(super) fn entry(&self, (file, entry): (File, &Entry), about: &About) -> Option<Vec<Step>> {
        let all = items(self.file(file), &keys(&[entry.list]));
        let at = match entry.key {
            Key::Named(name) => {
                let word = about.word()?;
                all.iter()
                    .position(|item| field(item, name).and_then(scalar) == Some(word))
            }
            Key::Slug(name) => {
                let word = about.word()?;
                bind::slugs(self.file(file), entry.list, name)
                    .iter()
                    .position(|id| id == word)
            }
            Key::Event => {
                let word = about.word()?;
                let events = &self.incident.timeline.events;
                events.iter().position(|event| event.key == word)
            }
            Key::Moment => {
                let moment = self.moment(about);
                all.iter().position(|item| is_moment(item, &moment))
            }
        }?;
        // A list of one may be written without the list.
        let written = get(self.file(file), &keys(&[entry.list]));
        Some(match written {
            Some(Value::Map(_)) => keys(&[entry.list]),
            _ => vec![key(entry.list), Step::Index(at)],
        })
    }

    /// The place of the entry that `about` names, made where it is missing.
    pub(super) fn made(
        &mut self,
        (file, entry): (File, &Entry),
        about: &About,
    ) -> Result<Vec<Step>, Odd> {
        if let Some(path) = self.entry((file, entry), about) {
            return Ok(path);
        }
        let own = match entry.key {
            Key::Named(name) => about
                .word()
                .map(|word| vec![(name.to_owned(), text(word))])
                .unwrap_or_default(),
            Key::Moment => self
                .moment(about)
                .into_iter()
                .filter_map(|(name, word)| Some((name.to_owned(), text(word?))))
                .collect(),
            Key::Slug(_) | Key::Event => Vec::new(),
        };
        let all = list(self.file_mut(file), &keys(&[entry.list]))?;
        all.push(Value::Map(own));
        Ok(vec![key(entry.list), Step::Index(all.len() - 1)])
    }

    /// Fields `event` and `role` of a moment: of an event, its own role, unless a machine acted.
    fn moment(&self, about: &About) -> [(&'static str, Option<String>); 2] {
        let (event, role) = match about {
            About::Event(id) => {
                let events = &self.incident.timeline.events;
                let own = events.iter().find(|event| event.key == *id);
                let who = own.filter(|event| !event.by_automation());
                let role = who.and_then(|event| event.who.as_ref());
                (Some(id.clone()), role.map(|who| who.value.clone()))
            }
            About::Role(role) => (None, Some(role.clone())),
            About::Incident | About::Record(_) => (None, None),
        };
        [("event", event), ("role", role)]
    }
}

/// Whether an entry of `sensemaking` is about `moment`. An entry of an event that names no role
/// is; one that names another role is not.
fn is_moment(item: &Value, [event, role]: &[(&'static str, Option<String>); 2]) -> bool {
    let says = |name| field(item, name).and_then(scalar);
    let same_role = match (says("role"), role.1.as_deref()) {
        (None, _) if event.1.is_some() => true,
        (own, asked) => own == asked,
    };
    says("event") == event.1.as_deref() && same_role
}

/// Puts a list of as many empty events where a timeline in the quick form stands, so that changes
/// count events as they will be once the timeline is a list.
fn as_list(incident: &mut Value, events: usize) {
    if let Ok(place) = super::tree::slot(incident, &keys(&["timeline"])) {
        *place = Value::List(vec![Value::Map(Vec::new()); events]);
    }
}
