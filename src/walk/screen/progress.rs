//! How far a walk has come: a sign for each question, group by group.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::theme::Theme;
use crate::walk::overview::{Row, Standing};

/// What stands for a question: the one asked now, one that was dealt with, and one to come.
const HERE: &str = "◉";
const DEALT: &str = "●";
const OPEN: &str = "○";

/// The sign of a question.
pub(super) fn sign(row: &Row<'_>) -> &'static str {
    match row.standing {
        _ if row.here => HERE,
        Standing::Open | Standing::Later => OPEN,
        _ => DEALT,
    }
}

/// The signs of all questions with a gap between groups; nothing where they do not fit.
pub(super) fn line(rows: &[Row<'_>], width: usize, theme: Theme) -> Line<'static> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut last = None;
    for row in rows {
        let title = row.question.title();
        if last.replace(title).is_some_and(|last| last != title) {
            spans.push(Span::styled(" ", Style::new()));
        }
        let style = if row.here { theme.accent } else { theme.quiet };
        spans.push(Span::styled(sign(row), style));
    }
    if spans.len() > width {
        return Line::default();
    }
    Line::from(spans)
}
