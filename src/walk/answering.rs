//! What a session does with an answer: words in, changes of the files and the place behind out.

use super::desk::Desk;
use super::fill::{self, Own, Put};
use super::form::{Form, read};
use super::proposals::{Proposal, chosen};
use super::question::Question;
use super::record::{Field, Need, Record};
use super::session::{Position, Said, Session, State, Which, refusal};
use super::spot::Spot;
use super::stage::Stage;
use super::tree::{Odd, get, key, scalar, slot, text};
use super::{File, Write};
use crate::diagnostic::nearest;
use crate::model::Incident;
use crate::yaml::{Step, Value};

/// Changes and the state after them, or what to say instead.
type Done = Result<(Vec<Write>, State), String>;

/// A field of a record and the value given for it.
type Given = (&'static Record, &'static Field, Value);

impl Session {
    /// Takes an answer to what is asked now.
    pub(super) fn answer(&self, question: &Question, words: &str) -> Done {
        let Some(spot) = self.spot(question) else {
            // Private: it is heard and not kept.
            return Ok((Vec::new(), self.at(self.next_question())));
        };
        let stage = self.stage(question);
        let proposed = self.proposed(question, &stage);
        let entry = chosen(&proposed, words).map(|entry| entry.id.as_str());
        match stage {
            Stage::Which(_, choices) => self.choose((&spot, &choices), words),
            Stage::Whole(form) => self.whole(question, &spot, (form, words)),
            Stage::Field(record, field) => {
                let value = match (entry, field.form) {
                    (Some(id), _) => text(id),
                    (None, _) if field.need == Need::Proposed => {
                        return Err(none_such(&proposed, words));
                    }
                    (None, Form::Time) => read(
                        field.form,
                        &fill::dated(words.trim(), self.day().as_deref()),
                    )?,
                    (None, form) => read(form, words)?,
                };
                self.record(question, &spot, (record, field, value))
            }
        }
    }

    /// Goes on without an answer, where there needs to be none.
    pub(super) fn next(&self, question: &Question) -> Done {
        let here = &self.state.place;
        let next = match self.stage(question) {
            Stage::Which(..) => Position {
                which: Which::NoEntry,
                ..here.clone()
            },
            _ if here.field > 0 => self.behind(question, !self.optional(question)),
            _ if self.optional(question) => self.next_question(),
            Stage::Whole(_) | Stage::Field(..) => {
                return Err(
                    "nothing is written yet: `s` skips the question, `l` puts it off".to_owned(),
                );
            }
        };
        Ok((Vec::new(), self.at(next)))
    }

    /// Leaves the question, noting `word`, or the rest of a record.
    pub(super) fn leave(&self, question: &Question, word: &str) -> Done {
        let here = &self.state.place;
        if here.field > 0 {
            let rest = word == "skipped" || !self.optional(question);
            return Ok((Vec::new(), self.at(self.behind(question, rest))));
        }
        let next = self.at(self.next_question());
        let heard = self.state.answered.contains(&question.key());
        // No note says that nobody had more to add.
        let silent = question.is_private() || question.is_closing();
        if here.round > 0 || heard || silent {
            return Ok((Vec::new(), next));
        }
        let mut desk = Desk::new(self.files());
        fill::mark(&mut desk, &question.key(), word).map_err(refusal)?;
        Ok((desk.writes(), next))
    }

    /// The day of the incident, where it is known to the day.
    fn day(&self) -> Option<String> {
        day(&self.files().incident)
    }

    fn choose(&self, (spot, choices): (&Spot, &[(String, String)]), words: &str) -> Done {
        let words = words.trim();
        let known = || choices.iter().map(|row| row.0.as_str());
        let numbered = words
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1))
            .and_then(|at| known().nth(at));
        let named = known().find(|word| *word == words);
        let new = spot
            .place
            .entry
            .is_some_and(|entry| entry.make && matches!(entry.key, super::place::Key::Named(_)));
        let word = match named.or(numbered) {
            Some(word) => word.to_owned(),
            None if new => words.to_owned(),
            None => {
                return Err(match nearest(words, known()) {
                    Some(near) => format!("there is no `{words}`; did you mean `{near}`?"),
                    None => format!("there is no `{words}`; an empty line chooses none of them"),
                });
            }
        };
        let next = Position {
            which: Which::Entry(word),
            ..self.state.place.clone()
        };
        Ok((Vec::new(), self.at(next)))
    }

    /// Takes an answer that is given whole: a text, or an item of a list.
    fn whole(&self, question: &Question, spot: &Spot, (form, words): (Form, &str)) -> Done {
        let value = read(form, words)?;
        let mut desk = Desk::new(self.files());
        let path = spot.made(&mut desk).map_err(refusal)?;
        let id = self.id(question);
        let own = fill::add(
            &mut desk,
            (spot.place.file, &path),
            (form, value),
            self.state.owns.get(&id),
        )
        .map_err(refusal)?;
        let mut state = self.heard(&mut desk, question, self.behind(question, false));
        state.owns.insert(id, own);
        Ok((desk.writes(), state))
    }

    /// Takes a field of a record: it is written once the record has what it needs, and kept under
    /// `answers` until then.
    fn record(&self, question: &Question, spot: &Spot, given: Given) -> Done {
        let mut desk = Desk::new(self.files());
        let id = (question.key(), self.state.place.round);
        let mut said = self.state.said.get(&id).cloned().unwrap_or_else(|| Said {
            fields: self.said(question, spot),
            stands: false,
            raw: None,
        });
        let there = self.record_path(&desk, question, spot);
        let (record, row, value) = given.clone();
        *slot(&mut said.fields, &row.path()).map_err(refusal)? = value;
        let own = match there {
            Some(path) if said.stands || matches!(spot.place.form, Form::One(_)) => {
                self.field_there(&mut desk, (spot, &path), (question, given, &mut said))
            }
            _ => field_new(&mut desk, spot, (record, &mut said)),
        }?;
        // The place behind depends on what was said just now.
        let mut after = self.clone();
        after.state.said.insert(id.clone(), said.clone());
        let mut state = self.heard(&mut desk, question, after.behind(question, false));
        state.said.insert(id, said);
        if let Some(own) = own {
            state.owns.insert(self.id(question), own);
        }
        Ok((desk.writes(), state))
    }

    /// Writes a field into a record that stands in the file.
    fn field_there(
        &self,
        desk: &mut Desk,
        (spot, path): (&Spot, &[Step]),
        (question, (record, row, value), said): (&Question, Given, &mut Said),
    ) -> Result<Option<Own>, String> {
        let file = spot.place.file;
        let there = get(desk.file(file), path).cloned();
        if fill::lacking(record, &said.fields, there.as_ref()) {
            return keep_raw(desk, spot, (record, said)).map(|()| None);
        }
        drop_raw(desk, said);
        let id = self.id(question);
        // A record of this session holds nothing but its own words.
        if matches!(spot.place.form, Form::Many(_)) {
            let place: Vec<Step> = path.iter().cloned().chain(row.path()).collect();
            *slot(desk.file_mut(file), &place).map_err(refusal)? = value;
            return Ok(None);
        }
        said.stands = true;
        let mut own = None;
        for other in record.fields {
            let Some(value) = get(&said.fields, &other.path()).cloned() else {
                continue;
            };
            let place: Vec<Step> = path.iter().cloned().chain(other.path()).collect();
            if other.name == row.name {
                let before = self.state.owns.get(&id);
                own = Some(
                    fill::add(desk, (file, &place), (other.form, value), before)
                        .map_err(refusal)?,
                );
            } else if get(desk.file(file), &place).is_none() {
                *slot(desk.file_mut(file), &place).map_err(refusal)? = value;
            }
        }
        Ok(own)
    }

    /// The state after an answer, the note that there was none taken away.
    fn heard(&self, desk: &mut Desk, question: &Question, next: Position) -> State {
        let asked = question.key();
        fill::unmark(desk, &asked);
        let mut state = self.at(next);
        state.answered.insert(asked);
        state
    }

    /// The name of this place among what this session wrote.
    fn id(&self, question: &Question) -> (String, usize, usize) {
        let here = &self.state.place;
        (question.key(), here.round, here.field)
    }
}

/// What to say where none of the entries that are proposed is called so.
fn none_such(proposed: &[Proposal], words: &str) -> String {
    let words = words.trim();
    let mut ids = proposed.iter().map(|entry| entry.id.as_str());
    let near = ids.clone().find(|id| id.starts_with(words));
    let near = near.or_else(|| nearest(words, &mut ids));
    let rest = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "an empty line says that it is none of them".to_owned(),
    };
    format!("no entry on these parts is called `{words}`; {rest}")
}

/// Writes a record that does not stand in the file yet, once it has what it needs.
fn field_new(
    desk: &mut Desk,
    spot: &Spot,
    (record, said): (&'static Record, &mut Said),
) -> Result<Option<Own>, String> {
    if fill::lacking(record, &said.fields, None) {
        return keep_raw(desk, spot, (record, said)).map(|()| None);
    }
    drop_raw(desk, said);
    let path = spot.made(desk).map_err(refusal)?;
    let whole = fill::ordered(record, &said.fields);
    let file = spot.place.file;
    if let Form::One(_) = spot.place.form {
        let place = slot(desk.file_mut(file), &path).map_err(refusal)?;
        merge(place, &whole).map_err(refusal)?;
    } else {
        match fill::put(desk, (file, &path), (record, whole)).map_err(refusal)? {
            Put::At(record) => said.fields = record,
            Put::Taken(id) => {
                return Err(format!("`{id}` is there already, with other words"));
            }
        }
    }
    said.stands = true;
    Ok(None)
}

/// The day of an incident: its date, or that of its first event, where it is known to the day.
pub(super) fn day(incident: &Incident) -> Option<String> {
    let written = incident.date.as_ref().map(ToString::to_string);
    let first = || {
        let mut times = incident.timeline.events.iter();
        let time = times.find_map(|event| event.time())?;
        Some(time.date().to_string())
    };
    written
        .filter(|day| day.len() == "2026-03-12".len())
        .or_else(first)
}

/// Puts every field of `new` into `place` where it has none.
fn merge(place: &mut Value, new: &Value) -> Result<(), Odd> {
    let Value::Map(pairs) = new else {
        return Ok(());
    };
    for (name, value) in pairs {
        let there = slot(place, &[key(name)])?;
        match (&*there, value) {
            (Value::Null, _) => *there = value.clone(),
            (Value::Map(_), Value::Map(_)) => merge(there, value)?,
            _ => {}
        }
    }
    Ok(())
}

/// Keeps what was said of a record that lacks something as text under `answers`.
fn keep_raw(
    desk: &mut Desk,
    spot: &Spot,
    (record, said): (&Record, &mut Said),
) -> Result<(), String> {
    let words: Vec<String> = record
        .fields
        .iter()
        .filter_map(|row| get(&said.fields, &row.path()).and_then(scalar))
        .map(str::to_owned)
        .collect();
    let own = fill::add(
        desk,
        (File::Review, &spot.as_raw()),
        (Form::Text, text(words.join("\n"))),
        said.raw.as_ref(),
    )
    .map_err(refusal)?;
    said.raw = Some(own);
    Ok(())
}

/// Takes the text under `answers` away once the record stands.
fn drop_raw(desk: &mut Desk, said: &mut Said) {
    if let Some(own) = said.raw.take() {
        fill::take_back(desk, &own);
    }
}
