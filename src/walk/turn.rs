//! What a session asks right now: one question, or one field of the record it asks for.

use super::Files;
use super::form::Form;
use super::proposals::Proposal;
use super::question::{About, Question};
use super::record::Field;
use crate::model::Event;

/// One thing to ask, with everything a front end shows beside it.
#[derive(Debug, Clone)]
pub struct Turn<'s> {
    /// The question it belongs to.
    pub question: &'s Question,
    /// Its number among the questions, from 1; a question that closes a group has that of the
    /// one before it.
    pub number: usize,
    /// How many questions there are, closing ones aside.
    pub of: usize,
    /// Whether the question itself is put now, for the first time.
    pub opens: bool,
    /// What is asked for beyond the question itself: an entry to choose, a field of a record.
    pub detail: Option<&'static str>,
    /// The field of a record that is asked, where one is.
    pub field: Option<&'static Field>,
    /// What kind of answer it takes.
    pub form: Form,
    /// Entries to choose from: the word, and what it says.
    pub choices: Vec<(String, String)>,
    /// Entries of the register that the record may be about, likeliest first; the number or the id
    /// of one gives the record its id.
    pub proposed: Vec<Proposal>,
    /// Whether a further item of a list, or a further record, is asked for.
    pub again: bool,
    /// Whether an empty answer goes on.
    pub optional: bool,
    /// What the question is about, in a line.
    pub about: Option<String>,
    /// What is written there already.
    pub written: Vec<String>,
}

/// What to say before the entries that are proposed.
pub(super) const PROPOSED: &str = "In other reviews, on the same parts:";

/// Entries shown of those that are proposed.
const SHOWN: usize = 5;

impl Turn<'_> {
    /// The first of the entries that are proposed, a line each, and how many more there are.
    pub(super) fn proposals(&self) -> impl Iterator<Item = String> {
        let rows = self.proposed.iter().enumerate().take(SHOWN);
        let rows = rows.map(|(at, own)| format!("{} {}: {}", at + 1, own.id, own.about));
        let more = self.proposed.len().saturating_sub(SHOWN);
        let more = (more > 0).then(|| {
            format!(
                "and {more} more, by their ids: `pir register` and `pir register open` show them"
            )
        });
        rows.chain(more)
    }

    /// Whether the answer may have several lines.
    pub fn is_prose(&self) -> bool {
        self.choices.is_empty() && self.form.is_prose()
    }
}

/// What a question is about, in a line.
pub(super) fn about(question: &Question, files: &Files) -> Option<String> {
    let events = &files.incident.timeline.events;
    match &question.about {
        About::Incident => None,
        About::Event(id) => Some(
            events
                .iter()
                .find(|event| event.key == *id)
                .map_or_else(|| id.clone(), event_line),
        ),
        About::Role(role) => Some(format!("for: {role}")),
        About::Record(id) => Some(match record_line(id, files) {
            Some(what) => format!("about: {what} ({id})"),
            None => format!("about: {id}"),
        }),
    }
}

/// An event in a line: time, kind, role and what was seen.
fn event_line(event: &Event) -> String {
    let time = match (event.time(), &event.at) {
        (Some(time), _) => time.clock(),
        (None, Some(at)) => at.text.value.clone(),
        (None, None) => "time unknown".to_owned(),
    };
    let who = event.who.as_ref();
    let who = who.map(|who| format!(", {who}")).unwrap_or_default();
    let what = event.what.trim();
    format!("{time} {}{who}: {what} ({})", event.kind(), event.key)
}

fn record_line(id: &str, files: &Files) -> Option<String> {
    use super::tree::{field, items, keys, scalar};
    let lists = ["latent_failures", "degraded_conditions"];
    let named = lists.iter().find_map(|list| {
        let all = items(&files.review, &keys(&[list])).iter();
        let own = all
            .clone()
            .find(|item| field(item, "id").and_then(scalar) == Some(id))?;
        field(own, "what").and_then(scalar).map(str::to_owned)
    });
    named.or_else(|| {
        let at = super::bind::ideas(files).iter().position(|own| own == id)?;
        let idea = items(&files.review, &keys(&["parking_lot"])).get(at)?;
        field(idea, "idea").and_then(scalar).map(str::to_owned)
    })
}
