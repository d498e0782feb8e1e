//! The list over the questions of a walk: words are typed, the questions and texts in which they
//! stand remain, and one of them is chosen.

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::rail::cut;
use super::theme::Theme;
use super::view::wrapped;
use crate::source::visible;
use crate::walk::overview::{Elsewhere, Row};
use crate::walk::session::Session;

/// Lines that show the chosen entry whole.
const WHOLE: u16 = 8;

/// Entries that a page key passes.
const PAGE: usize = 10;

/// What is typed, and what is chosen.
#[derive(Debug, Default)]
pub(super) struct Jump {
    words: String,
    chosen: usize,
}

/// An entry of the list.
pub(super) enum Entry<'s> {
    Question(Row<'s>),
    Text(Elsewhere),
}

impl Jump {
    /// The list with the question chosen that is asked now.
    pub(super) fn open(session: &Session) -> Self {
        let here = session.overview().iter().position(|row| row.here);
        Self {
            words: String::new(),
            chosen: here.unwrap_or(0),
        }
    }

    /// The entries in which the words stand.
    fn entries<'s>(&self, session: &'s Session) -> Vec<Entry<'s>> {
        let rows = session.overview();
        let texts = match self.words.trim() {
            "" => Vec::new(),
            words => session.elsewhere(words, &rows),
        };
        let found = rows.into_iter().filter(|row| row.has(&self.words));
        let texts = texts.into_iter().map(Entry::Text);
        found.map(Entry::Question).chain(texts).collect()
    }

    /// The chosen entry.
    pub(super) fn chosen<'s>(&self, session: &'s Session) -> Option<Entry<'s>> {
        let mut entries = self.entries(session);
        let at = self.chosen.min(entries.len().checked_sub(1)?);
        Some(entries.swap_remove(at))
    }

    /// Types and chooses.
    pub(super) fn press(&mut self, key: KeyEvent, session: &Session) {
        let last = self.entries(session).len().saturating_sub(1);
        let at = self.chosen.min(last);
        self.chosen = match key.code {
            KeyCode::Up => at.saturating_sub(1),
            KeyCode::Down => (at + 1).min(last),
            KeyCode::PageUp => at.saturating_sub(PAGE),
            KeyCode::PageDown => (at + PAGE).min(last),
            KeyCode::Home => 0,
            KeyCode::End => last,
            KeyCode::Backspace => {
                self.words.pop();
                0
            }
            KeyCode::Char(letter) if key.modifiers.difference(KeyModifiers::SHIFT).is_empty() => {
                self.words.push(letter);
                0
            }
            _ => at,
        };
    }
}

/// Draws the list, and the chosen entry whole below it.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    (session, jump): (&Session, &Jump),
    theme: Theme,
) {
    let [top, list, below] = Layout::vertical([
        Constraint::Length(2),
        Constraint::Fill(1),
        Constraint::Max(WHOLE),
    ])
    .areas(area);
    let typed = Line::from(vec![
        Span::styled("go to: ", theme.quiet),
        Span::raw(visible(&jump.words).into_owned()),
        Span::styled(" ", theme.reversed),
    ]);
    frame.render_widget(typed, top);
    let entries = jump.entries(session);
    let chosen = jump.chosen.min(entries.len().saturating_sub(1));
    let (lines, at) = listed(&entries, chosen, (usize::from(list.width), theme));
    let height = usize::from(list.height);
    let first = at
        .saturating_sub(height / 2)
        .min(lines.len().saturating_sub(height));
    let lines: Vec<_> = lines.into_iter().skip(first).take(height).collect();
    frame.render_widget(Paragraph::new(lines), list);
    let whole = entries
        .get(chosen)
        .map(|entry| whole(entry, usize::from(below.width), theme));
    frame.render_widget(Paragraph::new(whole.unwrap_or_default()), below);
}

/// The entries under their headings, and the line of the chosen one.
fn listed(
    entries: &[Entry<'_>],
    chosen: usize,
    (width, theme): (usize, Theme),
) -> (Vec<Line<'static>>, usize) {
    if entries.is_empty() {
        let none = "these words stand in no question and no answer";
        return (vec![Line::styled(none, theme.note)], 0);
    }
    let (mut lines, mut at, mut last) = (Vec::new(), 0, None);
    for (number, entry) in entries.iter().enumerate() {
        let (title, text) = match entry {
            Entry::Question(row) => (row.question.title(), question(row)),
            Entry::Text(own) => (
                "Elsewhere in the review",
                format!("    {}", own.text.trim()),
            ),
        };
        if last.replace(title) != Some(title) {
            lines.push(Line::styled(title, theme.accent));
        }
        if number == chosen {
            at = lines.len();
        }
        let style = if number == chosen {
            theme.reversed
        } else {
            theme.quiet
        };
        let first = visible(text.lines().next().unwrap_or_default());
        lines.push(Line::styled(cut(&first, width), style));
    }
    (lines, at)
}

/// A question in a line: whether something was said about it, its number, its words.
fn question(row: &Row<'_>) -> String {
    let sign = super::progress::sign(row);
    let standing = match row.standing.label() {
        "" => String::new(),
        label => format!("{label}: "),
    };
    format!("{sign} {:>3} {standing}{}", row.number, row.question.ask)
}

/// All that an entry says.
fn whole(entry: &Entry<'_>, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default()];
    match entry {
        Entry::Question(row) => {
            if let Some(about) = &row.about {
                lines.extend(wrapped(about, ("", width), theme.quiet));
            }
            lines.extend(wrapped(&row.question.ask, ("", width), theme.ask));
            for text in &row.written {
                lines.extend(wrapped(text.trim(), ("| ", width), theme.plain));
            }
        }
        Entry::Text(own) => {
            let place = format!("review.yaml, {}", own.place);
            lines.extend(wrapped(&place, ("", width), theme.quiet));
            lines.extend(wrapped(own.text.trim(), ("| ", width), theme.plain));
        }
    }
    lines
}
