//! The questions of a walk as a list: questions in, text, JSON or a Markdown question sheet out.

use std::io::{self, Write};

use super::Files;
use super::question::{About, Question};
use super::turn::about;
use crate::source::visible;

/// A form in which the questions can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// For reading.
    Text,
    /// For programs.
    Json,
    /// For the facilitator, with room to write.
    Markdown,
}

impl Sheet {
    /// Every form with its word.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Text, "text"),
        (Self::Json, "json"),
        (Self::Markdown, "markdown"),
    ];
}

/// Prints `questions` to `output`.
pub fn sheet(
    output: &mut dyn Write,
    (questions, files): (&[Question], &Files),
    form: Sheet,
) -> io::Result<()> {
    match form {
        Sheet::Text => as_text(output, (questions, files)),
        Sheet::Json => {
            serde_json::to_writer_pretty(&mut *output, questions)?;
            writeln!(output)
        }
        Sheet::Markdown => as_markdown(output, (questions, files)),
    }
}

fn as_text(output: &mut dyn Write, (questions, files): (&[Question], &Files)) -> io::Result<()> {
    let mut last = None;
    for question in questions.iter().filter(|question| question.asked) {
        if last != Some(question.title()) {
            let gap = if last.is_some() { "\n" } else { "" };
            writeln!(output, "{gap}{}", question.title())?;
            last = Some(question.title());
        }
        writeln!(output, "\n  {}", visible(&question.key()))?;
        if let Some(about) = about(question, files) {
            lines(output, "    ", &about)?;
        }
        lines(output, "    ", &question.ask)?;
        lines(output, "      why: ", &question.why)?;
    }
    let beyond = questions.iter().filter(|question| !question.asked);
    let beyond: Vec<_> = beyond.map(Question::key).collect();
    if !beyond.is_empty() {
        writeln!(output, "\nFrom the timeline, not asked")?;
        writeln!(output)?;
        lines(output, "  ", &beyond.join(", "))?;
    }
    Ok(())
}

fn as_markdown(
    output: &mut dyn Write,
    (questions, files): (&[Question], &Files),
) -> io::Result<()> {
    writeln!(output, "# Questions: {}", inline(&files.incident.title))?;
    let mut last = None;
    let asked: Vec<_> = questions.iter().filter(|own| own.asked).collect();
    for same in asked.chunk_by(|one, next| one.is_as_put_to_another(next)) {
        let question = same[0];
        if last != Some(question.title()) {
            writeln!(output, "\n## {}", question.title())?;
            last = Some(question.title());
        }
        writeln!(output, "\n### {}\n", inline(&question.ask))?;
        if let Some(about) = whom(same).or_else(|| about(question, files)) {
            writeln!(output, "*{}*\n", inline(&about))?;
        }
        for probe in &question.probes {
            writeln!(output, "- {}", inline(probe))?;
        }
        if !question.probes.is_empty() {
            writeln!(output)?;
        }
        if !question.why.is_empty() {
            writeln!(output, "Why: {}\n", inline(&question.why))?;
        }
        for question in same {
            let key = question.key().replace("--", "- -");
            writeln!(output, "<!-- {} -->", visible(&key))?;
        }
    }
    Ok(())
}

/// For which roles a question is that stands once for all of them.
fn whom(same: &[&Question]) -> Option<String> {
    let roles = same.iter().map(|question| match &question.about {
        About::Role(role) => Some(role.as_str()),
        _ => None,
    });
    let roles = roles.collect::<Option<Vec<_>>>()?;
    Some(format!("for: {}", roles.join(", ")))
}

/// A text on one line of Markdown, none of its characters meaning anything.
fn inline(text: &str) -> String {
    let text = visible(text);
    let mut out = String::new();
    for c in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '&' | '|'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Prints `text` wrapped, its first line behind `head` and the others below it.
fn lines(output: &mut dyn Write, head: &str, text: &str) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let rest = " ".repeat(head.len());
    let options = textwrap::Options::new(100)
        .initial_indent(head)
        .subsequent_indent(&rest);
    for line in textwrap::wrap(&visible(text), options) {
        writeln!(output, "{line}")?;
    }
    Ok(())
}
