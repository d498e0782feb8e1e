//! Texts that were typed in a walk and not given as an answer: kept for the next walk, whatever
//! front end it has.

use std::collections::BTreeMap;

use super::turn::Turn;

/// Texts that were typed and not given as an answer, by the key of their question.
pub type Drafts = BTreeMap<String, String>;

/// Drafts, and how they are kept.
pub struct Kept<'a> {
    drafts: Drafts,
    keep: &'a mut dyn FnMut(&Drafts) -> anyhow::Result<()>,
}

impl<'a> Kept<'a> {
    /// The drafts that an earlier walk left, and what keeps those of this one.
    pub fn new(drafts: Drafts, keep: &'a mut dyn FnMut(&Drafts) -> anyhow::Result<()>) -> Self {
        Self { drafts, keep }
    }

    /// What was typed here and left. What stands there by now was saved, and the walk killed before
    /// it could let the draft go.
    pub(super) fn left(&self, turn: &Turn<'_>) -> Option<&str> {
        let text = self.drafts.get(&place(turn))?;
        let saved = |own: &String| own.trim() == text.trim();
        (!turn.written.iter().any(saved)).then_some(text)
    }

    /// Keeps `text` as the draft of this place; without text the draft goes. What is private is
    /// never written, as a draft neither.
    pub(super) fn put(&mut self, turn: &Turn<'_>, text: &str) -> anyhow::Result<()> {
        let place = place(turn);
        if text.trim().is_empty() || turn.question.is_private() {
            return self.forget(&place);
        }
        if self.drafts.get(&place).is_some_and(|own| own == text) {
            return Ok(());
        }
        self.drafts.insert(place, text.to_owned());
        (self.keep)(&self.drafts)
    }

    /// Lets the draft of a place go, where there is one.
    pub(super) fn forget(&mut self, place: &str) -> anyhow::Result<()> {
        match self.drafts.remove(place) {
            Some(_) => (self.keep)(&self.drafts),
            None => Ok(()),
        }
    }
}

/// The key of a draft: the question, and the field of a record where one is asked.
pub(super) fn place(turn: &Turn<'_>) -> String {
    match turn.field {
        Some(field) => format!("{}/{}", turn.question.key(), field.name),
        None => turn.question.key(),
    }
}
