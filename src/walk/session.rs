//! The walk as a state machine: what people say in, what to write and what to ask next out.
//!
//! Before a command that may have to be written, the caller reads the files again and calls
//! [`Session::refresh`], so that an answer goes into what is there now.
//!
//! A command that has to be written answers with [`Reply::Save`] and moves nothing; the caller
//! writes, reads the files again and calls [`Session::saved`], or [`Session::unsaved`] where that
//! failed, and the same thing is asked again.
//!
//! A session goes through its questions in order. Whoever goes back, or to another question, is led
//! on afterwards to the next one that the session is not through with.
//!
//! Going back and answering again takes the place of what this session wrote there: a text loses
//! its own paragraph and keeps the others, a list changes its own item, a record its own field.
//! What was in the file before, or was changed there meanwhile, stays, and the answer is added.

use std::collections::{BTreeMap, BTreeSet};

use super::bind::is_record;
use super::desk::Desk;
use super::fill::Own;
use super::plan::Plan;
use super::proposals::{Proposal, Proposals};
use super::question::{About, Question};
use super::stage::Stage;
use super::tree::{Odd, get};
use super::turn::{Turn, about};
use super::{Files, Write, fill};
use crate::yaml::Value;

/// What people say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// An answer; an empty one is [`Command::Next`].
    Answer(String),
    /// Nothing to say here: on to the next field, item or question.
    Next,
    /// Skip the question, or the rest of the record.
    Skip,
    /// Put the question off.
    Later,
    /// Nobody knows.
    Unknown,
    /// The question does not fit here.
    NotRelevant,
    /// Go back by one answer.
    Back,
    /// Go to the question of this key. Those in between stay to be asked.
    Go(String),
    /// An idea for the parking lot; the question stays.
    Park(String),
    /// Leave; everything is kept.
    Quit,
}

/// What comes of a command.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// These are to be written; then [`Session::saved`].
    Save(Vec<Write>),
    /// There is nothing to write; something else is asked now.
    Moved,
    /// Not so, for this reason; the same thing is asked again.
    Refused(String),
    /// The walk is over.
    Over,
}

/// A walk on its way.
#[derive(Debug, Clone)]
pub struct Session {
    pub(super) plan: Plan,
    pub(super) files: Files,
    pub(super) questions: Vec<Question>,
    pub(super) state: State,
    pending: Option<State>,
    pub(super) proposals: Proposals,
}

/// Everything that a command can change.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) place: Position,
    /// Where answers were given, newest last; `Back` goes there.
    history: Vec<Position>,
    /// What this session said in records, by question and round.
    pub(super) said: BTreeMap<(String, usize), Said>,
    /// What this session wrote, by question, round and field.
    pub(super) owns: BTreeMap<(String, usize, usize), Own>,
    /// Questions that this session answered.
    pub(super) answered: BTreeSet<String>,
    /// Questions that this session is through with, answered or not.
    done: BTreeSet<String>,
    over: bool,
}

/// Where a session stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// The question.
    pub(super) at: usize,
    /// The entry that was chosen, where one had to be.
    pub(super) which: Which,
    /// How many items or records came before this one.
    pub(super) round: usize,
    /// How many fields of the record came before this one.
    pub(super) field: usize,
}

/// The entry that an answer belongs into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Which {
    /// Nobody was asked.
    #[default]
    Unasked,
    /// None of those there are.
    NoEntry,
    /// The one of this id or role.
    Entry(String),
}

/// What was said of a record.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// Its fields.
    pub(super) fields: Value,
    /// Whether it stands in the file.
    pub(super) stands: bool,
    /// What is kept of it under `answers` while it lacks something.
    pub(super) raw: Option<Own>,
}

impl Session {
    /// A walk through what `plan` asks of `files`.
    pub fn new(plan: Plan, files: Files) -> Self {
        Self {
            questions: plan.questions(&files),
            plan,
            files,
            state: State::default(),
            pending: None,
            proposals: Proposals::default(),
        }
    }

    /// The same walk, with entries of the register proposed where a record may be about them.
    #[must_use]
    pub fn with_proposals(self, proposals: Proposals) -> Self {
        Self { proposals, ..self }
    }

    /// The entries of the register that may be meant, where one is asked for.
    pub(super) fn proposed(&self, question: &Question, stage: &Stage) -> Vec<Proposal> {
        match (stage, self.spot(question)) {
            (Stage::Field(record, field), Some(spot)) if field.name == "id" => {
                let said = self.said(question, &spot);
                self.proposals.of(record, &said, &self.files)
            }
            _ => Vec::new(),
        }
    }

    /// The questions, those that came up on the way included.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The files as they were last read.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The question that is asked now.
    pub fn question(&self) -> Option<&Question> {
        self.questions
            .get(self.state.place.at)
            .filter(|_| !self.state.over)
    }

    /// What is asked now; `None` once the walk is over.
    pub fn turn(&self) -> Option<Turn<'_>> {
        let question = self.question()?;
        let here = &self.state.place;
        let stage = self.stage(question);
        let counted = |upto: usize| {
            let counts = |question: &&Question| !question.is_closing();
            self.questions.iter().take(upto).filter(counts).count()
        };
        Some(Turn {
            question,
            number: counted(here.at + 1),
            of: counted(usize::MAX),
            opens: self.opens(),
            detail: stage.detail(),
            field: stage.field(),
            form: stage.form(),
            choices: stage.choices(),
            proposed: self.proposed(question, &stage),
            again: here.round > 0 && here.field == 0,
            optional: self.optional(question),
            about: about(question, &self.files),
            written: self.written(question),
        })
    }

    /// Does what `command` says, as far as that goes without writing.
    pub fn take(&mut self, command: Command) -> Reply {
        self.pending = None;
        let Some(question) = self.question().cloned() else {
            return Reply::Over;
        };
        let done = match command {
            Command::Quit => {
                self.state.over = true;
                return Reply::Over;
            }
            Command::Back => return self.back(),
            Command::Go(key) => return self.go(&key),
            Command::Park(idea) => match self.park(&idea) {
                // It is parked already. The question stays, be it one that people came back to.
                Ok((writes, _)) if writes.is_empty() => return Reply::Moved,
                done => done,
            },
            Command::Answer(words) if words.trim().is_empty() => self.next(&question),
            Command::Answer(words) => self.answer(&question, &words),
            Command::Next => self.next(&question),
            Command::Skip => self.leave(&question, "skipped"),
            Command::Later => self.leave(&question, "later"),
            Command::Unknown => self.leave(&question, "unknown"),
            Command::NotRelevant => self.leave(&question, "not-relevant"),
        };
        match done {
            Err(reason) => Reply::Refused(reason),
            Ok((writes, state)) if writes.is_empty() => {
                self.state = state;
                self.moved()
            }
            Ok((writes, state)) => {
                self.pending = Some(state);
                Reply::Save(writes)
            }
        }
    }

    /// The files were read again: somebody may have changed them while a question stood. Answers
    /// go into what is there now.
    pub fn refresh(&mut self, files: Files) {
        self.files = files;
        self.shrink();
        self.grow();
    }

    /// The changes of the last command are on disk, and `files` is what is there now.
    pub fn saved(&mut self, files: Files) {
        self.files = files;
        let before = self.state.place.clone();
        if let Some(state) = self.pending.take() {
            self.state = state;
        }
        self.shrink();
        self.grow();
        // A parked idea leaves the question standing, be it one that people came back to.
        if self.state.place != before {
            self.moved();
        }
    }

    /// The changes of the last command could not be made; the same thing is asked again.
    pub fn unsaved(&mut self) {
        self.pending = None;
    }

    /// Goes on to the next question that is to be asked, where this one is left: behind it, and
    /// else among those that were passed over.
    fn moved(&mut self) -> Reply {
        let stays = |question: &Question| !self.opens() || self.is_open(question);
        if !self.question().is_some_and(stays) {
            let from = self.state.place.at.min(self.questions.len());
            let open = |at: &usize| self.is_open(&self.questions[*at]);
            match (from..self.questions.len()).chain(0..from).find(open) {
                Some(at) => {
                    self.state.place = Position {
                        at,
                        ..Position::default()
                    }
                }
                None => self.state.over = true,
            }
        }
        if self.state.over {
            Reply::Over
        } else {
            Reply::Moved
        }
    }

    /// Whether it is to be asked, and this session is not through with it.
    fn is_open(&self, question: &Question) -> bool {
        self.is_due(question) && !self.is_done(question)
    }

    /// Whether it is to be asked. What closes a group is, where this session heard something in
    /// the group and nobody closed it before.
    fn is_due(&self, question: &Question) -> bool {
        let heard = |own: &&Question| {
            own.group == question.group && self.state.answered.contains(&own.key())
        };
        let closed = get(&self.files.review, &fill::raw(&question.key())).is_some();
        !question.is_closing() || (!closed && self.questions.iter().any(|own| heard(&own)))
    }

    /// Whether this session is through with it.
    pub(super) fn is_done(&self, question: &Question) -> bool {
        self.state.done.contains(&question.key())
    }

    fn back(&mut self) -> Reply {
        match self.state.history.pop() {
            Some(place) => {
                self.state.place = place;
                Reply::Moved
            }
            None => Reply::Refused("this is the first question".to_owned()),
        }
    }

    fn go(&mut self, key: &str) -> Reply {
        let there = self.questions.iter().position(|own| own.key() == key);
        let Some(at) = there else {
            return Reply::Refused(format!("this walk does not ask `{key}`"));
        };
        self.state.history.push(self.state.place.clone());
        self.state.place = Position {
            at,
            ..Position::default()
        };
        Reply::Moved
    }

    fn park(&self, idea: &str) -> Result<(Vec<Write>, State), String> {
        if idea.trim().is_empty() {
            return Err("write the idea behind `p`".to_owned());
        }
        let mut desk = Desk::new(&self.files);
        fill::park(&mut desk, idea).map_err(refusal)?;
        Ok((desk.writes(), self.state.clone()))
    }

    /// The state after this place, at `next`.
    pub(super) fn at(&self, next: Position) -> State {
        let mut state = self.state.clone();
        let left = self.question().filter(|_| next.at != state.place.at);
        state.done.extend(left.map(Question::key));
        state.history.push(state.place);
        state.place = next;
        state
    }

    /// The next question.
    pub(super) fn next_question(&self) -> Position {
        Position {
            at: self.state.place.at + 1,
            ..Position::default()
        }
    }

    /// Drops questions that nobody came to and whose record is gone: it has another id now, or
    /// somebody took it out of the file.
    fn shrink(&mut self) {
        let state = &self.state;
        let is_gone = |at: usize| {
            let question: &Question = &self.questions[at];
            let key = question.key();
            let gone = matches!(&question.about, About::Record(id) if !is_record(&self.files, id));
            let seen = state.place.at == at || state.history.iter().any(|place| place.at == at);
            gone && !seen && !state.answered.contains(&key) && !state.done.contains(&key)
        };
        let gone: Vec<_> = (0..self.questions.len())
            .filter(|at| is_gone(*at))
            .collect();
        for at in gone.into_iter().rev() {
            self.questions.remove(at);
            let places = self.state.history.iter_mut();
            for place in places.chain([&mut self.state.place]) {
                place.at -= usize::from(place.at > at);
            }
        }
    }

    /// Takes in questions that came up: about records that were not there before.
    fn grow(&mut self) {
        let planned = self.plan.questions(&self.files);
        let grows = |question: &Question| matches!(question.about, About::Record(_));
        for (at, question) in planned.iter().enumerate() {
            let key = question.key();
            if !grows(question) || self.questions.iter().any(|own| own.key() == key) {
                continue;
            }
            let before = planned[..at].iter().rev().find_map(|earlier| {
                let key = earlier.key();
                self.questions.iter().position(|own| own.key() == key)
            });
            let natural = before.map_or(0, |before| before + 1);
            let soonest = match self.question() {
                Some(_) if !self.opens() => self.state.place.at + 1,
                _ => self.state.place.at,
            };
            let place = natural.max(soonest).min(self.questions.len());
            self.questions.insert(place, question.clone());
            for earlier in &mut self.state.history {
                earlier.at += usize::from(earlier.at >= place);
            }
        }
    }
}

/// What to say of a place that holds something else.
pub(super) fn refusal(odd: Odd) -> String {
    format!(
        "`{}` holds something else than this answer needs; put it right in the file first",
        odd.0
    )
}
