//! What a screen holds beside the session: the text being written, and what is shown around it.

use std::collections::BTreeSet;

use ratatui::text::Line;
use ratatui_textarea::{TextArea, WrapMode};

use super::jump::Jump;
use super::progress;
use super::theme::Theme;
use crate::walk::draft::Kept;
use crate::walk::hand::Edit;
use crate::walk::hint::Hint;
use crate::walk::session::Session;

/// Questions up to which each has a sign of its own, with the gaps between their groups.
const WIDEST: usize = 78;

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
    /// All that is written where the answer goes.
    Written,
}

/// Everything that a key can change on the screen.
pub(super) struct State {
    pub(super) area: TextArea<'static>,
    pub(super) panel: Panel,
    /// What to say of the last thing done.
    pub(super) note: Option<String>,
    pub(super) hint: Option<Hint>,
    /// Rules whose hints were waved away, or given on an earlier question: nobody hears one twice.
    pub(super) hushed: BTreeSet<&'static str>,
    /// Rules whose hints were given on this question.
    hinted: BTreeSet<&'static str>,
    /// The list over the questions, while it is open.
    pub(super) jump: Option<Jump>,
    /// How far the walk had come when this question began.
    pub(super) progress: Line<'static>,
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
            hinted: BTreeSet::new(),
            jump: None,
            progress: Line::default(),
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

    /// Shows the first of `found` that is still to be heard.
    pub(super) fn remark(&mut self, found: Vec<Hint>) {
        let loud = |hint: &Hint| !self.hushed.contains(hint.code);
        self.hint = found.into_iter().find(loud);
        self.hinted.extend(self.hint.as_ref().map(|hint| hint.code));
    }

    /// Begins what is asked now: with what was typed there before, where that was left.
    pub(super) fn begin(&mut self, session: &Session, kept: &Kept<'_>) {
        let Some(turn) = session.turn() else { return };
        let left = kept.left(&turn);
        self.jump = None;
        self.progress = progress::line(&session.overview(), WIDEST, self.theme);
        self.hushed.append(&mut self.hinted);
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
