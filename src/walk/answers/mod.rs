//! An answers file: its value in, everything that it changes in the files out, or everything that
//! is wrong with it.
//!
//! Answers are taken in the order of the catalogue, so that a weakness can be recorded and asked
//! about in the same file wherever the two stand. An answer that is there already changes nothing.
//! A plain text that cannot be told where to go is kept under `answers`.

mod about;
mod put;
mod record;

use self::about::about;
use self::put::place;
use super::catalogue::{Catalogue, Per};
use super::desk::Desk;
use super::fill;
use super::question::{About, Question, QuestionKind};
use super::session::refusal;
use super::timeline::{self, RULES};
use super::tree::{key, scalar};
use super::{Files, Write};
use crate::diagnostic::nearest;
use crate::yaml::{Step, Value};

/// Something wrong in an answers file, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The way to it in the file.
    pub path: Vec<Step>,
    /// What of that place is meant.
    pub part: Part,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// What a fault of an answers file is about, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The name of the answer or of the field; the item, in a list.
    Key,
    /// What stands there.
    Value,
    /// This word of what stands there.
    Word(String),
}

impl Fault {
    /// A fault of the name at the end of `path`.
    pub fn new(path: &[Step], message: impl Into<String>) -> Self {
        Self {
            path: path.to_vec(),
            part: Part::Key,
            message: message.into(),
            help: None,
        }
    }

    /// A fault of what stands at its place.
    #[must_use]
    pub fn of(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A fault that names the known word that may have been meant, or says `otherwise`.
    fn near(self, word: &str, known: &[String], otherwise: impl Into<String>) -> Self {
        match nearest(word, known.iter().map(String::as_str)) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self.help(otherwise),
        }
    }
}

/// What a note says instead of an answer, with the word kept for it.
const NOTES: &[(&str, &str)] = &[
    ("!skip", "skipped"),
    ("!later", "later"),
    ("!unknown", "unknown"),
    ("!not-relevant", "not-relevant"),
];

/// One answer on its way.
struct Answer<'a> {
    /// Its number in the order of the catalogue.
    rank: usize,
    /// The way to it in the file.
    path: Vec<Step>,
    /// The question without what it is about.
    question: Question,
    /// How often its prompt is asked.
    per: Per,
    /// What it is about, as written.
    about: Option<&'a str>,
    /// What was answered.
    given: &'a Value,
}

/// Everything that the answers in `given` change in `files`, one [`Write`] a file; or all faults
/// of the answers, and then nothing is to be written.
pub fn answers(
    given: &Value,
    files: &Files,
    (catalogue, fired): (&Catalogue, &[Question]),
) -> Result<Vec<Write>, Vec<Fault>> {
    let pairs = match given {
        Value::Null => return Ok(Vec::new()),
        Value::Map(pairs) => pairs,
        _ => {
            let message = "answers are a mapping, one prompt a line";
            return Err(vec![Fault::new(&[], message)]);
        }
    };
    let mut faults = Vec::new();
    let mut all = Vec::new();
    for (name, given) in pairs {
        match answer((name, given), files, (catalogue, fired)) {
            Ok(answer) => all.push(answer),
            Err(fault) => faults.push(fault),
        }
    }
    all.sort_by_key(|answer| answer.rank);
    let mut desk = Desk::new(files);
    for answer in &all {
        if let Err(more) = take(&mut desk, files, answer) {
            faults.extend(more);
        }
    }
    if faults.is_empty() {
        Ok(desk.writes())
    } else {
        Err(faults)
    }
}

/// The question that a key names.
fn answer<'a>(
    (name, given): (&'a str, &'a Value),
    files: &Files,
    (catalogue, fired): (&Catalogue, &[Question]),
) -> Result<Answer<'a>, Fault> {
    let path = vec![key(name)];
    let (id, about) = match name.split_once('@') {
        Some((id, about)) => (id.trim(), Some(about.trim())),
        None => (name.trim(), None),
    };
    let mut ids = catalogue.ids();
    if let (Some(prompt), Some(rank)) = (catalogue.find(id), ids.iter().position(|own| own == id)) {
        return Ok(Answer {
            rank,
            path,
            question: Question::new(&prompt, About::Incident),
            per: prompt.per,
            about,
            given,
        });
    }
    if let Some(question) = timeline::named(name, fired, files) {
        return Ok(Answer {
            rank: ids.len(),
            path,
            question,
            per: Per::Incident,
            about: None,
            given,
        });
    }
    ids.extend(RULES.iter().map(|rule| rule.id.to_owned()));
    ids.extend(fired.iter().map(Question::key));
    let fault = Fault::new(&path, format!("there is no question `{name}`"));
    Err(fault.near(id, &ids, "`pir questions --depth deep` lists them"))
}

/// Works one answer into the files.
fn take(desk: &mut Desk, files: &Files, answer: &Answer) -> Result<(), Vec<Fault>> {
    let mut question = answer.question.clone();
    if question.kind == QuestionKind::Catalogue {
        question.about = about(desk, files, answer).map_err(|fault| vec![fault])?;
    }
    let odd = |odd| vec![Fault::new(&answer.path, refusal(odd))];
    let asked = question.key();
    let words = scalar(answer.given).map(str::trim);
    if question.is_private() {
        let message = format!("`{}` is private and is never written", question.id);
        return Err(vec![
            Fault::new(&answer.path, message).help("leave it out here"),
        ]);
    }
    match words {
        Some(note) if note.starts_with('!') => {
            let Some((_, word)) = NOTES.iter().find(|row| row.0 == note) else {
                let known: Vec<String> = NOTES.iter().map(|row| row.0.to_owned()).collect();
                let message = format!("there is no note `{note}`");
                let fault = Fault::new(&answer.path, message).of(Part::Value);
                return Err(vec![fault.near(note, &known, known.join(", "))]);
            };
            return fill::mark(desk, &asked, word).map_err(odd);
        }
        Some("") => return Err(vec![empty(&answer.path)]),
        None if *answer.given == Value::Null => return Err(vec![empty(&answer.path)]),
        _ => {}
    }
    let about = question.about.clone();
    place(
        desk,
        (&question, answer.per),
        &about,
        (&answer.path, answer.given),
    )?;
    fill::unmark(desk, &asked);
    Ok(())
}

fn empty(path: &[Step]) -> Fault {
    Fault::new(path, "there is no answer here")
        .help("write a text, or in quotes \"!skip\", \"!later\", \"!unknown\" or \"!not-relevant\"")
}

#[cfg(test)]
mod tests;
