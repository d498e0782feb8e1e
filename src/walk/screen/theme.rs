//! How parts of the screen look. Only the colours that a terminal names itself are used, so light
//! and dark grounds both do; without colour, weight alone tells the parts apart.

use ratatui::style::{Color, Modifier, Style};

/// The looks of the parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Theme {
    /// The question.
    pub(super) ask: Style,
    /// What people wrote.
    pub(super) plain: Style,
    /// What is said beside it.
    pub(super) quiet: Style,
    /// What is meant: a bound event, how far the walk has come.
    pub(super) accent: Style,
    /// What went wrong, or needs an answer.
    pub(super) note: Style,
    /// Text that is selected, and the place of writing.
    pub(super) reversed: Style,
}

impl Theme {
    /// The looks with colour, or without.
    pub(super) fn new(color: bool) -> Self {
        let in_color = |style: Style, color_of: Color| {
            if color { style.fg(color_of) } else { style }
        };
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Self {
            ask: bold,
            plain: Style::new(),
            quiet: Style::new().add_modifier(Modifier::DIM),
            accent: in_color(bold, Color::Cyan),
            note: in_color(Style::new(), Color::Yellow),
            reversed: Style::new().add_modifier(Modifier::REVERSED),
        }
    }
}
