//! What a record is made of: one table of fields a record, for the front ends that ask field by
//! field and for the answers files that bring records whole.

use super::form::Form;
use super::tree::key;
use crate::yaml::Step;

/// A kind of record: its fields, in the order in which they are asked.
#[derive(Debug)]
pub struct Record {
    /// What it is called, in words.
    pub name: &'static str,
    /// Its fields. The first one that is asked takes the answer to the question itself.
    pub fields: &'static [Field],
}

/// One field of a record.
#[derive(Debug)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// The field that holds it, where it does not stand in the record itself.
    pub under: Option<&'static str>,
    /// The question for it, where it is not the one the prompt asks.
    pub ask: &'static str,
    /// What kind of answer it takes.
    pub form: Form,
    /// Whether it is asked, and needed.
    pub need: Need,
    /// Asked only where another field holds this word.
    pub only_if: Option<(&'static str, &'static str)>,
}

/// Whether a field is asked, and needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Asked, and nothing is recorded without it.
    Required,
    /// Asked, and may be left out.
    Asked,
    /// Asked where entries of other reviews may be meant, and may be left out.
    Proposed,
    /// Never asked; known in answers files.
    Known,
}

impl Field {
    /// A field without which there is no record.
    pub(super) const fn required(name: &'static str, form: Form, ask: &'static str) -> Self {
        Self {
            name,
            under: None,
            ask,
            form,
            need: Need::Required,
            only_if: None,
        }
    }

    /// A field that is asked and may be left out.
    pub(super) const fn asked(name: &'static str, form: Form, ask: &'static str) -> Self {
        Self {
            need: Need::Asked,
            ..Self::required(name, form, ask)
        }
    }

    /// A field that takes an entry of another review, asked where one may be meant.
    pub(super) const fn proposed(name: &'static str, form: Form, ask: &'static str) -> Self {
        Self {
            need: Need::Proposed,
            ..Self::required(name, form, ask)
        }
    }

    /// A field that only answers files bring.
    pub(super) const fn known(name: &'static str, form: Form) -> Self {
        Self {
            need: Need::Known,
            ..Self::required(name, form, "")
        }
    }

    /// The field inside the field `outer` of its record.
    pub(super) const fn under(mut self, outer: &'static str) -> Self {
        self.under = Some(outer);
        self
    }

    /// The field, asked only where field `name` holds `word`.
    pub(super) const fn only_if(mut self, name: &'static str, word: &'static str) -> Self {
        self.only_if = Some((name, word));
        self
    }

    /// The way to it from its record.
    pub(super) fn path(&self) -> Vec<Step> {
        self.under
            .iter()
            .copied()
            .chain([self.name])
            .map(key)
            .collect()
    }
}

impl Record {
    /// The field `name`.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field that takes the answer to the question itself.
    pub fn first(&self) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.need != Need::Known)
    }

    /// The field that a plain text stands for, where one is enough to make a record.
    pub(super) fn sentence(&self, given: &[&str]) -> Option<&'static Field> {
        let sentence = self
            .first()
            .filter(|field| matches!(field.form, Form::Text | Form::Line | Form::Id))?;
        self.fields
            .iter()
            .filter(|field| field.need == Need::Required && !given.contains(&field.name))
            .all(|field| field.name == sentence.name)
            .then_some(sentence)
    }
}
