//! The questions of a session in a list, and what became of each: for going to one of them, and for
//! finding what was said earlier.

use super::desk::Desk;
use super::question::Question;
use super::session::{Session, Which};
use super::tree::{get, key, scalar};
use super::turn::about;
use crate::yaml::{Step, Value, dotted};

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody said anything about it yet.
    Open,
    /// An answer stands in the files, or was given and is private.
    Answered,
    /// It was put off.
    Later,
    /// It was skipped.
    Skipped,
    /// Nobody knows.
    Unknown,
    /// It does not fit this incident.
    NotRelevant,
}

/// Every standing, with its word in a file where it has one, and as people read it.
const STANDINGS: &[(Standing, &str, &str)] = &[
    (Standing::Open, "", ""),
    (Standing::Answered, "", "answered"),
    (Standing::Later, "later", "later"),
    (Standing::Skipped, "skipped", "skipped"),
    (Standing::Unknown, "unknown", "not known"),
    (Standing::NotRelevant, "not-relevant", "not relevant"),
];

impl Standing {
    /// As people read it; empty where nothing was said.
    pub fn label(self) -> &'static str {
        let row = STANDINGS.iter().find(|row| row.0 == self);
        row.map_or("", |row| row.2)
    }
}

/// A question in the list.
#[derive(Debug, Clone)]
pub struct Row<'s> {
    /// The question.
    pub question: &'s Question,
    /// Its number among the questions, from 1.
    pub number: usize,
    /// What became of it.
    pub standing: Standing,
    /// Whether it is the one that is asked now.
    pub here: bool,
    /// What it is about, in a line.
    pub about: Option<String>,
    /// What is written there.
    pub written: Vec<String>,
}

/// A text in the review that no question of the session leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Where it stands in review.yaml: `latent_failures[0].what`.
    pub place: String,
    /// What it says.
    pub text: String,
}

impl Session {
    /// Every question but those that close a group, in order.
    pub fn overview(&self) -> Vec<Row<'_>> {
        let desk = Desk::new(self.files());
        let here = self.question().map(Question::key);
        let counted = self.questions().iter().filter(|own| !own.is_closing());
        counted
            .enumerate()
            .map(|(at, question)| {
                let spot = self.spot_in(question, &Which::Unasked);
                let written = spot.map(|spot| spot.written(&desk)).unwrap_or_default();
                Row {
                    question,
                    number: at + 1,
                    standing: self.standing(question, &written),
                    here: here.as_deref() == Some(question.key().as_str()),
                    about: about(question, self.files()),
                    written,
                }
            })
            .collect()
    }

    fn standing(&self, question: &Question, written: &[String]) -> Standing {
        let mark = get(&self.files().review, &[key("asked"), key(&question.key())]);
        let marked = |word: &str| {
            STANDINGS
                .iter()
                .find(|row| !row.1.is_empty() && row.1 == word)
        };
        match mark.and_then(scalar).and_then(marked) {
            Some(row) => row.0,
            None if !written.is_empty() => Standing::Answered,
            None if self.state.answered.contains(&question.key()) => Standing::Answered,
            None if question.is_private() && self.is_done(question) => Standing::Answered,
            None => Standing::Open,
        }
    }

    /// The texts of the review in which all of `words` stand, beside those that `rows` show.
    pub fn elsewhere(&self, words: &str, rows: &[Row<'_>]) -> Vec<Elsewhere> {
        let shown = |text: &str| {
            let mut written = rows.iter().flat_map(|row| &row.written);
            written.any(|own| own == text)
        };
        let mut all = Vec::new();
        collect(&self.files().review, &mut Vec::new(), &mut all);
        all.retain(|own| has(&own.text, words) && !shown(&own.text));
        all
    }
}

impl Row<'_> {
    /// Whether every one of `words` stands in the question or in what is written there, in upper
    /// or lower case.
    pub fn has(&self, words: &str) -> bool {
        let about = self.about.as_deref().unwrap_or_default();
        let key = self.question.key();
        let said = [key.as_str(), &self.question.ask, about].map(str::to_owned);
        let all: Vec<_> = said
            .iter()
            .chain(&self.written)
            .map(String::as_str)
            .collect();
        has(&all.join("\n"), words)
    }
}

fn has(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    let words = words.to_lowercase();
    words.split_whitespace().all(|word| text.contains(word))
}

/// Every text below `value` with where it stands, but for marks and ids.
fn collect(value: &Value, path: &mut Vec<Step>, all: &mut Vec<Elsewhere>) {
    match value {
        Value::Text(text) if text.contains(char::is_whitespace) => all.push(Elsewhere {
            place: dotted(path),
            text: text.clone(),
        }),
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                path.push(Step::Index(at));
                collect(item, path, all);
                path.pop();
            }
        }
        Value::Map(pairs) => {
            for (name, value) in pairs {
                path.push(key(name));
                collect(value, path, all);
                path.pop();
            }
        }
        _ => {}
    }
}
