//! The session against a model of it: whatever is said, in whatever order, both stand at the same
//! question and hold the same words.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::session::{Command, Reply, Session};
use super::tree::{get, items, key, keys, scalar};
use super::trial::{files, saved, session};
use super::{Row, Standing};

/// Questions whose answers are items of a list, and the field of each; in the order in which they are asked.
const LISTS: &[(&str, &str)] = &[
    ("orient-purpose", "objectives"),
    ("adapt-recovery", "went_well"),
    ("luck-fortune", "luck"),
];

/// Where the model stands: the question, and the items before this one.
type Place = (usize, usize);

/// What a walk through [`LISTS`] is: items, marks, and the way through.
#[derive(Debug, Default)]
struct Model {
    items: [Vec<String>; 3],
    /// The item that was given in this place.
    own: BTreeMap<Place, usize>,
    marks: [Option<&'static str>; 3],
    heard: BTreeSet<usize>,
    done: BTreeSet<usize>,
    place: Place,
    history: Vec<Place>,
    over: bool,
}

impl Model {
    /// Does what `command` says; whether that is taken.
    fn take(&mut self, command: &Command) -> bool {
        let (at, round) = self.place;
        match command {
            Command::Answer(words) if !words.trim().is_empty() => {
                if let Some(own) = self.own.get(&self.place) {
                    self.items[at][*own].clone_from(words);
                } else {
                    self.own.insert(self.place, self.items[at].len());
                    self.items[at].push(words.clone());
                }
                self.marks[at] = None;
                self.heard.insert(at);
                self.history.push(self.place);
                self.place = (at, round + 1);
            }
            Command::Answer(_) | Command::Next => {
                if round == 0 && self.items[at].is_empty() {
                    return false;
                }
                self.leave();
            }
            Command::Skip => self.mark("skipped"),
            Command::Later => self.mark("later"),
            Command::Unknown => self.mark("unknown"),
            Command::NotRelevant => self.mark("not-relevant"),
            Command::Back => match self.history.pop() {
                Some(place) => self.place = place,
                None => return false,
            },
            Command::Go(id) => {
                let there = LISTS.iter().position(|row| row.0 == id);
                let Some(there) = there else { return false };
                self.history.push(self.place);
                self.place = (there, 0);
            }
            Command::Park(idea) => return !idea.trim().is_empty(),
            Command::Quit => self.over = true,
        }
        true
    }

    fn mark(&mut self, word: &'static str) {
        let (at, round) = self.place;
        if round == 0 && !self.heard.contains(&at) {
            self.marks[at] = Some(word);
        }
        self.leave();
    }

    /// Goes on to the next question that nobody is through with.
    fn leave(&mut self) {
        let at = self.place.0;
        self.done.insert(at);
        self.history.push(self.place);
        let order = (at + 1..LISTS.len()).chain(0..=at);
        match order.into_iter().find(|at| !self.done.contains(at)) {
            Some(next) => self.place = (next, 0),
            None => self.over = true,
        }
    }

    /// What became of a question.
    fn standing(&self, at: usize) -> Standing {
        match self.marks[at] {
            Some("skipped") => Standing::Skipped,
            Some("later") => Standing::Later,
            Some("unknown") => Standing::Unknown,
            Some(_) => Standing::NotRelevant,
            None if self.items[at].is_empty() => Standing::Open,
            None => Standing::Answered,
        }
    }
}

/// What is said, every answer with words of its own.
fn commands() -> impl Strategy<Value = Vec<Command>> {
    let one = prop_oneof![
        6 => Just(Command::Answer(String::new())),
        2 => Just(Command::Next),
        2 => Just(Command::Skip),
        1 => Just(Command::Later),
        1 => Just(Command::Unknown),
        1 => Just(Command::NotRelevant),
        4 => Just(Command::Back),
        4 => (0..LISTS.len()).prop_map(|at| Command::Go(LISTS[at].0.to_owned())),
        1 => Just(Command::Go("no-such".to_owned())),
        1 => "[a-z]{0,3}".prop_map(Command::Park),
    ];
    prop::collection::vec(one, 0..60).prop_map(|all| {
        let worded = |(at, command): (usize, Command)| match command {
            Command::Answer(_) => Command::Answer(format!("words of {at}")),
            other => other,
        };
        all.into_iter().enumerate().map(worded).collect()
    })
}

/// Says `command` and writes what comes of it; whether it was taken.
fn says(walk: &mut Session, command: Command) -> bool {
    let reply = walk.take(command);
    if let Reply::Save(writes) = &reply {
        let files = saved(walk.files(), writes);
        walk.saved(files);
    }
    !matches!(reply, Reply::Refused(_))
}

fn same_as(walk: &Session, model: &Model) -> Result<(), TestCaseError> {
    let here = walk.question().map(|own| own.id.clone());
    let there = (!model.over).then(|| LISTS[model.place.0].0.to_owned());
    prop_assert_eq!(here, there);
    let rows = walk.overview();
    for (at, (id, field)) in LISTS.iter().enumerate() {
        let all = items(&walk.files().review, &keys(&[field]));
        let all: Vec<_> = all.iter().filter_map(scalar).collect();
        prop_assert_eq!(&all, &model.items[at]);
        let mark = get(&walk.files().review, &[key("asked"), key(id)]);
        prop_assert_eq!(mark.and_then(scalar), model.marks[at]);
        let row: &Row<'_> = &rows[at];
        prop_assert_eq!(row.standing, model.standing(at));
        prop_assert_eq!(&row.written, &model.items[at]);
    }
    if let Some(turn) = walk.turn() {
        prop_assert_eq!(turn.again, model.place.1 > 0);
        prop_assert_eq!(turn.number, model.place.0 + 1);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_session_goes_where_its_model_goes(commands in commands()) {
        let ids: Vec<_> = LISTS.iter().map(|row| row.0).collect();
        let mut walk = session(&files(), &ids);
        let mut model = Model::default();
        for command in commands {
            if model.over {
                break;
            }
            let taken = model.take(&command);
            prop_assert_eq!(says(&mut walk, command.clone()), taken, "{:?}", command);
            same_as(&walk, &model)?;
        }
    }
}

#[test]
fn going_to_a_question_leads_on_to_those_that_were_passed_over() {
    let ids: Vec<_> = LISTS.iter().map(|row| row.0).collect();
    let mut walk = session(&files(), &ids);
    says(&mut walk, Command::Go("luck-fortune".to_owned()));
    says(&mut walk, Command::Skip);
    assert_eq!(walk.question().unwrap().id, "orient-purpose");
    says(&mut walk, Command::Skip);
    assert_eq!(walk.question().unwrap().id, "adapt-recovery");
    says(&mut walk, Command::Go("orient-purpose".to_owned()));
    says(&mut walk, Command::Answer("To see more.".to_owned()));
    says(&mut walk, Command::Next);
    assert_eq!(walk.question().unwrap().id, "adapt-recovery");
    says(&mut walk, Command::Skip);
    assert!(walk.turn().is_none());
}

#[test]
fn words_are_found_in_questions_answers_and_the_rest_of_the_review() {
    let start = super::trial::reviewed("luck: [It was a Thursday.]\nsummary: A calm Thursday");
    let walk = session(&start, &["luck-fortune", "adapt-recovery"]);
    let rows = walk.overview();
    let found = |words: &str| -> Vec<_> {
        let has = rows.iter().filter(|row| row.has(words));
        has.map(|row| row.question.id.as_str()).collect()
    };
    assert_eq!(found("thursday WAS"), ["luck-fortune"]);
    assert_eq!(found("adapt"), ["adapt-recovery"]);
    let elsewhere = walk.elsewhere("thursday", &rows);
    assert_eq!(elsewhere.len(), 1);
    assert_eq!(elsewhere[0].place, "summary");
}
