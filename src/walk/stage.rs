//! What part of an answer a session is at: an entry to choose, the whole answer, or one field of
//! a record.

use super::desk::Desk;
use super::fill;
use super::form::Form;
use super::place::Key;
use super::question::Question;
use super::record::{Field, Need, Record};
use super::session::{Position, Session, Which};
use super::spot::Spot;
use super::tree::{field, get, items, scalar};
use crate::yaml::{Step, Value};

/// What part of an answer it is.
#[derive(Debug, Clone)]
pub(super) enum Stage {
    /// An entry is chosen.
    Which(&'static str, Vec<(String, String)>),
    /// The answer is given whole.
    Whole(Form),
    /// A field of a record is given.
    Field(&'static Record, &'static Field),
}

impl Stage {
    pub(super) fn detail(&self) -> Option<&'static str> {
        match self {
            Self::Which(which, _) => Some(which),
            Self::Whole(_) => None,
            // The question itself asks for the sentence.
            Self::Field(record, field) => {
                let first = record.first().is_some_and(|first| first.name == field.name);
                (!first || !matches!(field.form, Form::Text)).then_some(field.ask)
            }
        }
    }

    pub(super) fn field(&self) -> Option<&'static Field> {
        match self {
            Self::Field(_, field) => Some(field),
            Self::Which(..) | Self::Whole(_) => None,
        }
    }

    pub(super) fn form(&self) -> Form {
        match self {
            Self::Which(..) => Form::Line,
            Self::Whole(form) => *form,
            Self::Field(_, field) => field.form,
        }
    }

    pub(super) fn choices(&self) -> Vec<(String, String)> {
        match self {
            Self::Which(_, choices) => choices.clone(),
            Self::Whole(_) | Self::Field(..) => Vec::new(),
        }
    }
}

impl Session {
    /// The part of the answer to `question` that is asked now.
    pub(super) fn stage(&self, question: &Question) -> Stage {
        let Some(spot) = self.spot(question) else {
            return Stage::Whole(Form::Text);
        };
        if let (Some(which), Which::Unasked) = (self.which(&spot), &self.state.place.which) {
            return Stage::Which(which, spot.choices(&self.files));
        }
        match (spot.record(), self.field_now(question, &spot)) {
            (Some(record), Some(field)) => Stage::Field(record, field),
            _ => Stage::Whole(spot.place.form),
        }
    }

    /// The question for the entry, where one has to be chosen and there is one, or one can be
    /// named.
    fn which(&self, spot: &Spot) -> Option<&'static str> {
        let entry = spot.place.entry.filter(|entry| spot.unbound(entry))?;
        let can_name = entry.make && matches!(entry.key, Key::Named(_));
        let any = can_name || !spot.choices(&self.files).is_empty();
        entry.which.filter(|_| any)
    }

    /// The place of the answer to `question`: an entry that cannot be chosen counts as none.
    pub(super) fn spot(&self, question: &Question) -> Option<Spot> {
        self.spot_in(question, &self.state.place.which)
    }

    /// The same for the entry that was chosen.
    pub(super) fn spot_in(&self, question: &Question, which: &Which) -> Option<Spot> {
        let spot = Spot::of(question, which)?;
        if *which == Which::Unasked && self.which(&spot).is_none() {
            return Spot::of(question, &Which::NoEntry);
        }
        Some(spot)
    }

    /// The fields of the record that are asked here, in order.
    fn fields(&self, question: &Question, spot: &Spot) -> Vec<&'static Field> {
        let begun = fill::begun(&spot.place, &question.id, spot.about.word());
        let said = self.said(question, spot);
        let Some(record) = spot.record() else {
            return Vec::new();
        };
        let fits = |row: &&Field| {
            let given = field(&begun, row.name).is_some();
            let wanted = row
                .only_if
                .is_none_or(|(name, word)| field(&said, name).and_then(scalar) == Some(word));
            let known = match row.need {
                Need::Known => false,
                Need::Proposed => !self.proposals.of(record, &said, &self.files).is_empty(),
                Need::Required | Need::Asked => true,
            };
            known && !given && wanted
        };
        record.fields.iter().filter(fits).collect()
    }

    fn field_now(&self, question: &Question, spot: &Spot) -> Option<&'static Field> {
        let fields = self.fields(question, spot);
        fields.get(self.state.place.field).copied()
    }

    /// What was said of the record so far, what its prompt gives it included.
    pub(super) fn said(&self, question: &Question, spot: &Spot) -> Value {
        let id = (question.key(), self.state.place.round);
        match self.state.said.get(&id) {
            Some(said) => said.fields.clone(),
            None => fill::begun(&spot.place, &question.id, spot.about.word()),
        }
    }

    /// Whether nothing of the question was asked yet.
    pub(super) fn opens(&self) -> bool {
        let here = &self.state.place;
        here.round == 0 && here.which == Which::Unasked && here.field == 0
    }

    /// Whether an empty answer goes on.
    pub(super) fn optional(&self, question: &Question) -> bool {
        let here = &self.state.place;
        let chosen = here.which != Which::Unasked && here.field == 0 && here.round == 0;
        let whole = here.field == 0 && here.round == 0 && !chosen;
        match self.stage(question) {
            Stage::Which(..) => true,
            _ if whole || chosen => question.is_closing() || !self.written(question).is_empty(),
            Stage::Field(_, field) if here.field > 0 => field.need != Need::Required,
            Stage::Whole(_) | Stage::Field(..) => true,
        }
    }

    /// What is written where the answer goes.
    pub(super) fn written(&self, question: &Question) -> Vec<String> {
        let Some(spot) = self.spot(question) else {
            return Vec::new();
        };
        let desk = Desk::new(&self.files);
        match self.stage(question) {
            Stage::Field(_, field) if self.state.place.field > 0 => self
                .record_path(&desk, question, &spot)
                .map(|path| {
                    let path: Vec<Step> = path.into_iter().chain(field.path()).collect();
                    let all = items(desk.file(spot.place.file), &path);
                    all.iter().filter_map(scalar).map(str::to_owned).collect()
                })
                .unwrap_or_default(),
            _ => spot.written(&desk),
        }
    }

    /// The record that is asked field by field, where it stands in the file.
    pub(super) fn record_path(
        &self,
        desk: &Desk,
        question: &Question,
        spot: &Spot,
    ) -> Option<Vec<Step>> {
        let path = spot.path(desk)?;
        match spot.place.form {
            Form::One(_) => get(desk.file(spot.place.file), &path).map(|_| path),
            Form::Many(_) => {
                let id = (question.key(), self.state.place.round);
                let said = self.state.said.get(&id).filter(|said| said.stands)?;
                fill::locate(desk, (spot.place.file, &path), &said.fields)
            }
            _ => None,
        }
    }

    /// The place behind this one: the next field that is asked, the next record of a list, or the
    /// next question. `skip` leaves out the fields that remain.
    pub(super) fn behind(&self, question: &Question, skip: bool) -> Position {
        let here = &self.state.place;
        let Some(spot) = self.spot(question) else {
            return self.next_question();
        };
        let more = self.fields(question, &spot).len() > here.field + 1;
        match spot.place.form {
            Form::One(_) | Form::Many(_) if more && !skip => Position {
                field: here.field + 1,
                ..here.clone()
            },
            Form::Many(_) | Form::Texts => Position {
                field: 0,
                round: here.round + 1,
                ..here.clone()
            },
            _ => self.next_question(),
        }
    }
}
