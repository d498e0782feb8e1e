//! What a screen holds beside the session: the text being written, and what is shown around it.

use std::collections::{BTreeMap, BTreeSet};

use ratatui_textarea::{TextArea, WrapMode};

use super::theme::Theme;
use crate::walk::hand::Edit;
use crate::walk::turn::Turn;

/// Texts that were typed and not given as an answer, by the key of their question.
pub type Drafts = BTreeMap<String, String>;

/// A remark about the words of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The rule; one that was waved away stays away.
    pub code: &'static str,
    /// What to say, in a line.
    pub text: String,
}

/// What a screen shows over the question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Panel {
    #[default]
    Nothing,
    /// The letters that may follow Esc.
    Letters,
    Why,
    /// This many probes.
    Probes(usize),
    Example,
}

/// Everything that a key can change on the screen.
pub(super) struct State {
    pub(super) area: TextArea<'static>,
    pub(super) panel: Panel,
    /// What to say of the last thing done.
    pub(super) note: Option<String>,
    pub(super) hint: Option<Hint>,
    /// Rules whose hints were waved away.
    pub(super) hushed: BTreeSet<&'static str>,
    pub(super) drafts: Drafts,
    pub(super) theme: Theme,
}

/// The editor, or what to say where there is none.
pub type Editor<'a> = Result<&'a mut Edit<'a>, &'a str>;

impl State {
    pub(super) fn new(drafts: Drafts, theme: Theme) -> Self {
        Self {
            area: area("", theme),
            panel: Panel::Nothing,
            note: None,
            hint: None,
            hushed: BTreeSet::new(),
            drafts,
            theme,
        }
    }

    /// The text being written.
    pub(super) fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    pub(super) fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// Puts `text` in the place of what is being written; undo brings that back.
    pub(super) fn write(&mut self, text: &str) {
        self.area.select_all();
        self.area.cut();
        self.area.insert_str(text.trim_end_matches('\n'));
    }

    /// Begins a question: with what was typed there before, where that was left.
    pub(super) fn begin(&mut self, turn: &Turn<'_>) {
        let left = self.drafts.get(&place(turn)).map(String::as_str);
        self.area = area(left.unwrap_or_default(), self.theme);
        self.panel = Panel::Nothing;
        self.hint = None;
        if left.is_some() {
            self.note = Some("this is what you had typed here; it is not saved yet".to_owned());
        }
    }

    /// Keeps what is being written as a draft of its question, or forgets the draft.
    pub(super) fn keep(&mut self, turn: &Turn<'_>) {
        let place = place(turn);
        // What is private is never written, as a draft neither.
        if self.is_blank() || turn.question.is_private() {
            self.drafts.remove(&place);
        } else {
            self.drafts.insert(place, self.text());
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

fn area(text: &str, theme: Theme) -> TextArea<'static> {
    let mut area = TextArea::from(text.split('\n'));
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(ratatui::style::Style::new());
    area.set_cursor_style(theme.reversed);
    area.set_selection_style(theme.reversed);
    area.move_cursor(ratatui_textarea::CursorMove::Bottom);
    area.move_cursor(ratatui_textarea::CursorMove::End);
    area
}
