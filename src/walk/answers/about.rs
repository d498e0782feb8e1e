//! What a key of an answers file is about: the word behind its `@` in, an event, role or record
//! that there is out.

use super::{Answer, Fault};
use crate::walk::File;
use crate::walk::Files;
use crate::walk::bind::{every_role, names, slugs};
use crate::walk::catalogue::Per;
use crate::walk::desk::Desk;
use crate::walk::place::{Entry, Key, place};
use crate::walk::question::About;

/// Known words that a fault names at most.
const SHOWN: usize = 12;

/// A way of making sense of a word, what it names, and the words there are.
type Known = (fn(String) -> About, &'static str, Vec<String>);

/// What a key says the question is about.
pub(super) fn about(desk: &Desk, files: &Files, answer: &Answer) -> Result<About, Fault> {
    let Some(word) = answer.about else {
        return Ok(About::Incident);
    };
    let Some((about, what, known)) = known(desk, files, answer) else {
        let id = &answer.question.id;
        let fault = Fault::new(&answer.path, format!("`{id}` is asked once"));
        return Err(fault.help(format!("write `{id}` without `@{word}`")));
    };
    if known.iter().any(|own| own == word) {
        return Ok(about(word.to_owned()));
    }
    let otherwise = if known.is_empty() {
        format!("there is no {what} yet")
    } else {
        let shown: Vec<_> = known.iter().take(SHOWN).map(String::as_str).collect();
        let more = if known.len() > SHOWN { ", ..." } else { "" };
        format!("there are {}{more}", shown.join(", "))
    };
    let fault = Fault::new(&answer.path, format!("there is no {what} `{word}`"));
    Err(fault.near(word, &known, otherwise))
}

/// The words that can stand behind the `@`; `None` where none can.
fn known(desk: &Desk, files: &Files, answer: &Answer) -> Option<Known> {
    let field = answer.question.field.as_deref();
    let entry = field.and_then(|field| place(field).entry);
    let review = desk.file(File::Review);
    let ids = |list: &str| names(review, list, "id");
    Some(
        match (
            answer.per,
            entry.map(|entry: &Entry| (entry.list, entry.key)),
        ) {
            (Per::Event, _) => (About::Event, "event", event_ids(files)),
            (Per::Person, _) | (Per::Incident, Some(("perspectives", _))) => {
                (About::Role, "role", every_role(files, review))
            }
            (Per::LatentFailure, _) => (About::Record, "latent failure", ids("latent_failures")),
            (Per::DegradedCondition, _) => (
                About::Record,
                "degraded-mode condition",
                ids("degraded_conditions"),
            ),
            (Per::ParkedIdea, _) => (
                About::Record,
                "parked idea",
                slugs(review, "parking_lot", "idea"),
            ),
            (Per::Incident, Some((list, Key::Slug(name)))) => {
                (About::Record, "entry", slugs(review, list, name))
            }
            (Per::Incident, Some((list, Key::Named("id")))) => (About::Record, "entry", ids(list)),
            (Per::Incident, _) => return None,
        },
    )
}

fn event_ids(files: &Files) -> Vec<String> {
    let events = &files.incident.timeline.events;
    events.iter().map(|event| event.key.clone()).collect()
}
