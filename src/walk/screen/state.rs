//! What a screen holds beside the session: the text being written, and what is shown around it.

use std::collections::BTreeSet;

use ratatui_textarea::{TextArea, WrapMode};

use super::theme::Theme;
use crate::walk::hand::Edit;
use crate::walk::hint::Hint;

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
    pub(super) theme: Theme,
}

/// The editor, or what to say where there is none.
pub type Editor<'a> = Result<&'a mut Edit<'a>, &'a str>;

impl State {
    pub(super) fn new(theme: Theme) -> Self {
        Self {
            area: area("", theme),
            panel: Panel::Nothing,
            note: None,
            hint: None,
            hushed: BTreeSet::new(),
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
    pub(super) fn begin(&mut self, left: Option<&str>) {
        self.area = area(left.unwrap_or_default(), self.theme);
        self.panel = Panel::Nothing;
        self.hint = None;
        if left.is_some() {
            self.note = Some("this is what you had typed here; it is not saved yet".to_owned());
        }
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
