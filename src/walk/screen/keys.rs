//! The keys of the full-screen walk, in one table: what the help shows is what they do.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a key asks for beside writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Save,
    Editor,
    Why,
    Probe,
    Example,
    Skip,
    Later,
    Unknown,
    NotRelevant,
    Back,
    Jump,
    Go,
    Written,
    Park,
    Hush,
    Undo,
    Redo,
    All,
    Help,
    Quit,
    Stop,
}

/// How a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    /// With Ctrl held.
    Ctrl(char),
    /// After Esc, or with Alt held: a terminal tells both the same way.
    Esc(char),
    /// A function key.
    F(u8),
}

/// Every key, what it asks for, and what the help says of it.
pub(super) const KEYS: &[(Stroke, Act, &str)] = &[
    (Stroke::Ctrl('s'), Act::Save, "save the answer and go on"),
    (Stroke::Esc('?'), Act::Why, "why this is asked"),
    (Stroke::Esc('m'), Act::Probe, "a further question"),
    (Stroke::Esc('e'), Act::Example, "an example"),
    (
        Stroke::Esc('s'),
        Act::Skip,
        "skip, or leave a record's rest",
    ),
    (Stroke::Esc('l'), Act::Later, "later: put it off"),
    (Stroke::Esc('d'), Act::Unknown, "don't know"),
    (Stroke::Esc('n'), Act::NotRelevant, "not relevant here"),
    (Stroke::Esc('b'), Act::Back, "back to the answer before"),
    (Stroke::Esc('g'), Act::Jump, "go to a question, find words"),
    (Stroke::Esc('w'), Act::Written, "all that is written here"),
    (
        Stroke::Esc('p'),
        Act::Park,
        "park the text or the selection",
    ),
    (Stroke::Esc('x'), Act::Hush, "no more hints of this kind"),
    (Stroke::Ctrl('e'), Act::Editor, "write in the editor"),
    (Stroke::Ctrl('a'), Act::All, "select all"),
    (Stroke::Ctrl('z'), Act::Undo, "undo"),
    (Stroke::Ctrl('r'), Act::Redo, "redo"),
    (Stroke::Esc('q'), Act::Quit, "quit; everything is kept"),
    (Stroke::Ctrl('c'), Act::Stop, "stop; the text stays a draft"),
    (Stroke::F(1), Act::Help, "these keys"),
    (Stroke::Esc('h'), Act::Help, "these keys"),
];

impl Stroke {
    /// The stroke as people write it.
    pub(super) fn label(self) -> String {
        match self {
            Self::Ctrl(key) => format!("Ctrl-{}", key.to_ascii_uppercase()),
            Self::Esc(key) => format!("Esc {key}"),
            Self::F(number) => format!("F{number}"),
        }
    }

    fn of(key: KeyEvent, after_esc: bool) -> Option<Self> {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::F(number) => Some(Self::F(number)),
            KeyCode::Char(letter) if ctrl && !alt => Some(Self::Ctrl(letter.to_ascii_lowercase())),
            KeyCode::Char(letter) if (alt || after_esc) && !ctrl => Some(Self::Esc(letter)),
            _ => None,
        }
    }
}

/// Every key as people write it, and what it does.
pub fn table() -> impl Iterator<Item = (String, &'static str)> {
    KEYS.iter().map(|row| (row.0.label(), row.2))
}

/// What `key` asks for; `None` where it writes.
pub(super) fn act(key: KeyEvent, after_esc: bool) -> Option<Act> {
    let stroke = Stroke::of(key, after_esc)?;
    let row = KEYS.iter().find(|row| row.0 == stroke)?;
    Some(row.1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_meaning_fits_half_a_small_screen() {
        for (_, _, meaning) in KEYS {
            assert!(meaning.len() <= 30, "{meaning}");
        }
    }

    #[test]
    fn every_stroke_is_told_once() {
        let labels: BTreeSet<_> = KEYS.iter().map(|row| row.0.label()).collect();
        assert_eq!(labels.len(), KEYS.len());
    }

    #[test]
    fn a_letter_alone_writes_and_after_esc_commands() {
        let plain = KeyEvent::new(KeyCode::Char('s'), KeyModifiers::NONE);
        let alt = KeyEvent::new(KeyCode::Char('s'), KeyModifiers::ALT);
        assert_eq!(act(plain, false), None);
        assert_eq!(act(plain, true), Some(Act::Skip));
        assert_eq!(act(alt, false), Some(Act::Skip));
    }
}
