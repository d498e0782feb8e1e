//! How grave a record is: its number or word in, a severity as syslog counts them out.

use std::sync::LazyLock;

use regex_automata::meta::Regex;

use super::record::Record;

/// From 0, the gravest, to 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Severity(u8);

/// The words for severities.
const WORDS: &[(&str, u8)] = &[
    ("emerg", 0),
    ("panic", 0),
    ("alert", 1),
    ("crit", 2),
    ("critical", 2),
    ("fatal", 2),
    ("f", 2),
    ("err", 3),
    ("error", 3),
    ("e", 3),
    ("warning", 4),
    ("warn", 4),
    ("w", 4),
    ("notice", 5),
    ("info", 6),
    ("i", 6),
    ("debug", 7),
    ("trace", 7),
];

/// A severity in the words of a program: in capitals at the start, behind `level=`, or the letter
/// of `E0416 06:21:30`.
static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let capitals = r"^[\[(]?(EMERG|PANIC|ALERT|CRIT|CRITICAL|FATAL|ERR|ERROR|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE)(?-u:\b)";
    let level = r#"(?-u:\b)(?:level|severity)"?[=:] ?"?([A-Za-z]+)"#;
    let letter = r"^([IWEF])[0-9]{4} [0-9]{2}:[0-9]{2}:";
    Regex::new_many(&[capitals, level, letter]).ok()
});

impl Severity {
    /// The severity of a record, where something says it.
    pub(super) fn of(record: &Record) -> Option<Self> {
        if let Some(priority) = record.priority {
            return Some(Self(priority % 8));
        }
        match &record.level {
            Some(level) => Self::of_word(level),
            None => Self::said(&record.text),
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        let row = WORDS.iter().find(|row| row.0 == word);
        row.map(|row| Self(row.1))
    }

    fn said(text: &str) -> Option<Self> {
        let line = text.lines().next()?;
        let regex = SAID.as_ref()?;
        let mut found = regex.create_captures();
        regex.captures(line, &mut found);
        let span = found.get_group(1)?;
        Self::of_word(line.get(span.start..span.end)?)
    }

    /// Whether something failed.
    pub(super) fn is_error(self) -> bool {
        self.0 <= 3
    }

    /// Whether it only tells what goes on.
    pub(super) fn is_quiet(self) -> bool {
        self.0 >= 5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_says_how_grave_it_is() {
        for (text, expected) in [
            ("ERROR no room left", Some(3)),
            ("[WARN] slow", Some(4)),
            ("ts=1 level=error msg=x", Some(3)),
            (r#"{"level":"info","msg":"x"}"#, Some(6)),
            ("E0416 06:21:30.494902 1 server.go:3] lost", Some(3)),
            ("errors seen: 0", None),
            ("INFORMATION", None),
            ("the level=", None),
        ] {
            assert_eq!(
                Severity::said(text).map(|found| found.0),
                expected,
                "{text}"
            );
        }
    }
}
