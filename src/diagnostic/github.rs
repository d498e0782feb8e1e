//! Findings as workflow commands of GitHub Actions, which show beside the lines of a pull request.

use std::fmt::Write as _;

use super::Level;
use super::human::{self, Style};
use super::placed::Placed;
use crate::source::visible;

/// How many annotations of one kind the service shows of a step; it hides the others silently.
const SHOWN: usize = 10;

/// The kinds of annotations, and the levels that they show.
const KINDS: &[(&str, &[Level])] = &[
    ("error", &[Level::Error]),
    ("warning", &[Level::Warning]),
    ("notice", &[Level::Hint, Level::Note]),
];

/// A command for each finding, what weighs most first. Where there are more of a kind than the
/// service shows, the last place says how many are left out.
pub fn render(findings: &[Placed<'_>]) -> String {
    let mut out = String::new();
    for (kind, levels) in KINDS {
        let mut own: Vec<_> = findings
            .iter()
            .filter(|placed| levels.contains(&placed.finding.level))
            .collect();
        own.sort_by_key(|placed| std::cmp::Reverse(placed.finding.level));
        let shown = if own.len() > SHOWN { SHOWN - 1 } else { SHOWN };
        for placed in own.iter().take(shown) {
            out.push_str(&command(kind, placed));
        }
        if let Some(more) = own.len().checked_sub(shown).filter(|more| *more > 0) {
            let _ = writeln!(
                out,
                "::{kind} title=pir check::{more} more; the summary of this run and its log have all"
            );
        }
    }
    out
}

/// All findings for the summary of a run, as Markdown; empty where there is none.
pub fn summary(findings: &[Placed<'_>]) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let style = Style {
        color: false,
        links: false,
        width: 100,
    };
    let shown = findings
        .iter()
        .map(|placed| human::render(placed.finding, style));
    let shown: String = shown.collect();
    let fence = fence(&shown);
    format!(
        "### pir check\n\n{fence}text\n{}\n{fence}\n",
        shown.trim_end()
    )
}

/// A fence longer than any in the text.
fn fence(text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    "`".repeat(runs.max().unwrap_or_default().max(2) + 1)
}

fn command(kind: &str, placed: &Placed<'_>) -> String {
    let (start, end) = (placed.start, placed.end);
    let mut place = format!("file={},line={}", property(&placed.path), start.line);
    // Columns count within one line alone.
    let _ = if start.line == end.line {
        write!(place, ",col={},endColumn={}", start.column, end.column)
    } else {
        write!(place, ",endLine={}", placed.lines().end())
    };
    let title = property(placed.finding.rule.code);
    format!(
        "::{kind} {place},title={title}::{}\n",
        data(&placed.words())
    )
}

/// A text as the service reads it back.
fn data(text: &str) -> String {
    visible(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The same before the second `::`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_or_ends_a_command_does_neither() {
        assert_eq!(
            data("a\u{1b}[31m\u{9b}b\n100%"),
            "a\u{fffd}[31m\u{fffd}b%0A100%25"
        );
    }
}
