//! The list of questions, for going to one and for finding what was said earlier.

use super::Plain;
use super::show::wrapped;
use crate::walk::overview::Row;
use crate::walk::session::Session;

/// Prints the questions in which `words` stand, group by group, and where else in the review they
/// do; without words all questions.
pub(super) fn show(plain: &mut Plain<'_>, session: &Session, words: &str) -> anyhow::Result<()> {
    let rows = session.overview();
    let found: Vec<&Row<'_>> = rows.iter().filter(|row| row.has(words)).collect();
    let mut title = None;
    for row in &found {
        if title.replace(row.question.title()) != Some(row.question.title()) {
            wrapped(plain, "  ", row.question.title())?;
        }
        question(plain, row, words)?;
    }
    if words.is_empty() {
        return wrapped(
            plain,
            "  ",
            "`g 7` goes to question 7, and `g WORDS` finds words.",
        );
    }
    let elsewhere = session.elsewhere(words, &rows);
    for own in &elsewhere {
        wrapped(plain, "  ", &format!("review.yaml, {}", own.place))?;
        wrapped(plain, "    | ", own.text.trim())?;
    }
    if found.is_empty() && elsewhere.is_empty() {
        wrapped(
            plain,
            "  ",
            &format!("`{words}` stands in no question and no answer"),
        )?;
    }
    Ok(())
}

/// The key of the question with this number.
pub(super) fn key(session: &Session, number: usize) -> Option<String> {
    let rows = session.overview();
    let row = rows.iter().find(|row| row.number == number)?;
    Some(row.question.key())
}

/// A question with what became of it; where words were looked for, with what is written there.
fn question(plain: &mut Plain<'_>, row: &Row<'_>, words: &str) -> anyhow::Result<()> {
    let notes = [if row.here { "here" } else { "" }, row.standing.label()];
    let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
    let after = if notes.is_empty() {
        String::new()
    } else {
        format!(" ({})", notes.join(", "))
    };
    let about = row.about.as_deref().map(|about| format!(" [{about}]"));
    let text = format!(
        "{} {}{}{after}",
        row.number,
        row.question.ask,
        about.unwrap_or_default()
    );
    wrapped(plain, "    ", &text)?;
    if !words.is_empty() {
        for text in &row.written {
            wrapped(plain, "      | ", text.trim())?;
        }
    }
    Ok(())
}
