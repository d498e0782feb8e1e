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

/// How much of the text of an event another part of the report repeats, in characters.
const SHORT: usize = 60;

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

/// Host and last part of a link, or its last three parts where the last is a number, which says
/// nothing alone (`repo/pull/560`); without escapes, and cut to a length that fits a table.
fn label(link: &str) -> String {
    let rest = link.split_once("//").map_or(link, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let parts: Vec<_> = rest.split('/').filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let full = match parts.as_slice() {
        [] => link.to_owned(),
        [host] => (*host).to_owned(),
        [_, .., a, b, c] if is_number(&c) => format!("{a}/{b}/{c}"),
        [host, .., last] => format!("{host}/{}", unescaped(last)),
    };
    cut(&full, LABEL)
}

/// A part of a link with its `%20` and the like as what they stand for; as it is where that is no
/// text.
fn unescaped(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let digits = behind
            .get(..2)
            .filter(|digits| first == b'%' && digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(first));
        rest = &rest[if escaped.is_some() { 3 } else { 1 }..];
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.chars().any(char::is_control) => text,
        _ => part.to_owned(),
    }
}

/// The start of a text that has at most `most` characters, with `…` where something was cut off.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most - 1).collect();
    format!("{start}…")
}

/// The first line of a text, cut behind a word so that it fits a line beside others.
fn short(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default().trim_end();
    if line.chars().count() <= SHORT {
        return line.to_owned();
    }
    let start: String = line.chars().take(SHORT).collect();
    let whole = start
        .rsplit_once(char::is_whitespace)
        .map_or(start.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ']))
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
    /// The start of that, to stand beside other text.
    pub short: String,
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
            short: short(&said(&event.what)),
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
            ("https://code.example/team/repo/pull/560/", "repo/pull/560"),
            ("https://code.example/560", "code.example/560"),
            ("https://a.example/b%20c%C3%A9", "a.example/b cé"),
            ("https://a.example/b%0Ac%", "a.example/b%0Ac%"),
            ("https://a.example/b%ff%4", "a.example/b%ff%4"),
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

    #[test]
    fn a_long_text_is_cut_behind_a_word() {
        assert_eq!(short("slow"), "slow");
        assert_eq!(short("slow\nand more"), "slow");
        let long = "a pull request, opened for review and holding the old settings, sets it off";
        assert_eq!(
            short(long),
            "a pull request, opened for review and holding the old…"
        );
        assert_eq!(short(&"é".repeat(70)), format!("{}…", "é".repeat(60)));
    }
}
