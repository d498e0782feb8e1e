//! Small things that several parts of a report share: words with meanings, evidence, references.

use std::collections::HashMap;

use serde::Serialize;

use super::clock::{Clock, Reader};
use crate::model::{Event, Incident};
use crate::source::Text;

/// A word of a file with its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The word: `no-effect`.
    pub word: &'static str,
    /// What it means, in a phrase: `nothing changed`.
    pub meaning: &'static str,
}

/// The word and the meaning of a value of a closed vocabulary.
macro_rules! word {
    ($value:expr) => {
        $crate::report::parts::Word {
            word: $value.word(),
            meaning: $value.meaning(),
        }
    };
}
pub(super) use word;

/// Something that shows a fact: a link, or the id of a ticket or graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// As written.
    pub text: String,
    /// Short enough for a table: host and last part of a link, anything else as written.
    pub label: String,
    /// The address, where it is a link.
    pub url: Option<String>,
}

/// How long the label of a link may get, in characters.
const LABEL: usize = 32;

impl Evidence {
    /// Evidence as a reader sees it.
    pub(super) fn new(text: &str) -> Self {
        let text = text.trim();
        let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
        let is_link = !text.contains(char::is_whitespace)
            && (lower.starts_with("https://") || lower.starts_with("http://"));
        Self {
            text: text.to_owned(),
            label: if is_link {
                label(text)
            } else {
                text.to_owned()
            },
            url: is_link.then(|| text.to_owned()),
        }
    }
}

/// Host and last part of a link, cut to a length that fits a table.
fn label(link: &str) -> String {
    let rest = link.split_once("//").map_or(link, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let rest = rest.trim_end_matches('/');
    let host = rest.split('/').next().unwrap_or(rest);
    let last = rest.rsplit('/').next().filter(|last| *last != host);
    let full = last.map_or_else(|| host.to_owned(), |last| format!("{host}/{last}"));
    let full = if full.is_empty() {
        link.to_owned()
    } else {
        full
    };
    if full.chars().count() <= LABEL {
        return full;
    }
    let cut: String = full.chars().take(LABEL - 1).collect();
    format!("{cut}…")
}

/// The zone and the day that a reader has in mind.
pub(super) type Frame<'a> = (Reader, Option<&'a str>);

/// An event, as another part of the report names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventRef {
    /// Its id.
    pub id: String,
    /// Its time; none where it is not known.
    pub at: Option<Clock>,
    /// The time to print: with the date where that is not the day of the incident.
    pub time: Option<String>,
    /// What it says.
    pub what: String,
    /// Who acted, where that is said.
    pub who: Option<String>,
}

impl EventRef {
    /// A reference to `event`, the one at `index` in its file.
    pub(super) fn new(event: &Event, index: usize, (zone, day): Frame<'_>) -> Self {
        let at = event.at.as_ref().map(|at| Clock::new(at, zone));
        Self {
            id: key(event, index),
            time: at.as_ref().map(|at| at.seen_from(day)),
            at,
            what: said(&event.what),
            who: text(event.who.as_ref()),
        }
    }
}

/// The id in force of the event at `index`.
pub(super) fn key(event: &Event, index: usize) -> String {
    match (&event.id, event.key.as_str()) {
        (_, key) if !key.is_empty() => key.to_owned(),
        (Some(id), _) => id.value.clone(),
        (None, _) => format!("e{}", index + 1),
    }
}

/// The events of an incident by id.
pub(super) struct Index(HashMap<String, EventRef>);

impl Index {
    /// Every event of `incident`.
    pub(super) fn new(incident: &Incident, frame: Frame<'_>) -> Self {
        let events = incident.timeline.events.iter().enumerate();
        let refs = events.map(|(index, event)| EventRef::new(event, index, frame));
        Self(refs.map(|event| (event.id.clone(), event)).collect())
    }

    /// The event called `id`.
    pub(super) fn get(&self, id: &str) -> Option<EventRef> {
        self.0.get(id.trim()).cloned()
    }

    /// What shows a fact: events where an id is known, evidence where it is not.
    pub(super) fn shown(&self, by: &[Text]) -> Vec<Shown> {
        let shown = |text: &Text| {
            let event = self.get(text);
            let evidence = event.is_none().then(|| Evidence::new(text));
            Shown { event, evidence }
        };
        by.iter()
            .filter(|text| !text.trim().is_empty())
            .map(shown)
            .collect()
    }
}

/// Something that shows a fact: an event of this timeline, or other evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The event, where an event's id was given.
    pub event: Option<EventRef>,
    /// The evidence, where it was anything else.
    pub evidence: Option<Evidence>,
}

/// The text of a field that has to be there; where it is empty all the same, that is said.
pub(super) fn said(field: &Text) -> String {
    text(Some(field)).unwrap_or_else(|| "not recorded".to_owned())
}

/// The text of an optional field; nothing where it holds only white space.
pub(super) fn text(field: Option<&Text>) -> Option<String> {
    field
        .map(|text| text.value.as_str())
        .filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
}

/// The texts of a list, without empty ones.
pub(super) fn texts(list: &[Text]) -> Vec<String> {
    list.iter().filter_map(|item| text(Some(item))).collect()
}

/// Every piece of evidence of a list.
pub(super) fn evidence(list: &[Text]) -> Vec<Evidence> {
    texts(list).iter().map(|text| Evidence::new(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_gets_a_short_label_and_anything_else_stays() {
        for (text, label) in [
            ("TICKET-881", "TICKET-881"),
            ("https://graphs.example/d/lag?from=1", "graphs.example/lag"),
            ("https://chat.example/", "chat.example"),
            ("https://", "https://"),
            ("javascript:alert(1)", "javascript:alert(1)"),
            (
                "https://a.example/a-very-long-name-that-no-table-would-hold",
                "a.example/a-very-long-name-that…",
            ),
        ] {
            assert_eq!(Evidence::new(text).label, label);
        }
        assert_eq!(Evidence::new("javascript:alert(1)").url, None);
    }
}
