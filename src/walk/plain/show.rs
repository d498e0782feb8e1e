//! What the plain front end prints: a turn in, lines out.

use std::collections::BTreeSet;

use super::input::{Aside, COMMANDS};
use super::{Plain, Shown};
use crate::source::visible;
use crate::walk::form::Form;
use crate::walk::session::Session;
use crate::walk::turn::{PROPOSED, Turn};

/// Words to choose from, up to which each gets a line with its meaning.
const FEW: usize = 9;

/// Items shown of what is written already.
const SHOWN: usize = 8;

pub(super) fn welcome(plain: &mut Plain<'_>, session: &Session) -> anyhow::Result<()> {
    let of = session.turn().map_or(0, |turn| turn.of);
    let questions = match of {
        0 => return Ok(()),
        1 => "One question.".to_owned(),
        of => format!("{of} questions."),
    };
    wrapped(
        plain,
        "",
        &format!(
            "{questions} An empty line ends an answer; `s` skips a question, `q` leaves and \
             keeps everything, `h` lists the rest."
        ),
    )
}

/// Prints what is asked now.
pub(super) fn turn(
    plain: &mut Plain<'_>,
    turn: &Turn<'_>,
    shown: &mut Shown,
) -> anyhow::Result<()> {
    if turn.opens {
        head(plain, turn, shown)?;
        wrapped(plain, "", &turn.question.ask)?;
    } else if turn.again {
        writeln!(plain.output)?;
        wrapped(plain, "", "Another one? An empty line goes on.")?;
    }
    if let Some(detail) = turn.detail {
        wrapped(plain, "  ", &with_hint(turn, detail))?;
    } else if !turn.opens && !turn.again {
        wrapped(plain, "", &turn.question.ask)?;
    }
    options(plain, turn)?;
    proposals(plain, turn)?;
    already(plain, turn)
}

/// The entries of the register that may be meant.
fn proposals(plain: &mut Plain<'_>, turn: &Turn<'_>) -> anyhow::Result<()> {
    if turn.proposed.is_empty() {
        return Ok(());
    }
    wrapped(plain, "  ", PROPOSED)?;
    for proposal in turn.proposals() {
        wrapped(plain, "    ", &proposal)?;
    }
    Ok(())
}

/// The heading of a group, the number of the question, and what it is about.
fn head(plain: &mut Plain<'_>, turn: &Turn<'_>, shown: &mut Shown) -> anyhow::Result<()> {
    let title = turn.question.title();
    if shown.title != Some(title) {
        shown.title = Some(title);
        writeln!(plain.output, "\n## {title}")?;
    }
    writeln!(plain.output)?;
    if !turn.question.is_closing() {
        writeln!(plain.output, "Question {} of {}", turn.number, turn.of)?;
    }
    if turn.question.is_private() {
        wrapped(plain, "  ", "private: the answer is not written anywhere")?;
    }
    if let Some(about) = &turn.about {
        wrapped(plain, "  ", about)?;
    }
    Ok(())
}

fn with_hint(turn: &Turn<'_>, detail: &str) -> String {
    let leave = match (turn.field, turn.optional) {
        (Some(_), true) if !turn.again && !turn.opens => "an empty line leaves it out",
        _ => "",
    };
    let hints: Vec<&str> = [turn.form.hint(), leave]
        .into_iter()
        .filter(|hint| !hint.is_empty() && turn.choices.is_empty())
        .collect();
    if hints.is_empty() {
        detail.to_owned()
    } else {
        format!("{detail} ({})", hints.join("; "))
    }
}

/// The words or entries to choose from.
fn options(plain: &mut Plain<'_>, turn: &Turn<'_>) -> anyhow::Result<()> {
    let words = turn.form.words();
    if words.len() > FEW {
        let names: Vec<&str> = words.iter().map(|row| row.0).collect();
        return wrapped(plain, "    ", &names.join(", "));
    }
    let choices = turn.choices.iter();
    let rows: Vec<(&str, &str)> = choices
        .map(|row| (row.0.as_str(), row.1.as_str()))
        .chain(words)
        .collect();
    for (at, (word, meaning)) in rows.iter().enumerate() {
        let colon = if meaning.is_empty() { "" } else { ": " };
        wrapped(plain, "    ", &format!("{} {word}{colon}{meaning}", at + 1))?;
    }
    Ok(())
}

/// What is written already.
fn already(plain: &mut Plain<'_>, turn: &Turn<'_>) -> anyhow::Result<()> {
    if turn.written.is_empty() || turn.again || !turn.choices.is_empty() {
        return Ok(());
    }
    writeln!(plain.output, "You wrote:")?;
    for text in turn.written.iter().take(SHOWN) {
        wrapped(plain, "  | ", text.trim())?;
    }
    if let Some(more) = turn
        .written
        .len()
        .checked_sub(SHOWN)
        .filter(|more| *more > 0)
    {
        writeln!(plain.output, "  | ... and {more} more")?;
    }
    let adds = turn.form.is_list() || matches!(turn.form, Form::Text);
    let ask = match (turn.field.is_some() && !turn.opens, adds) {
        (true, false) => "Something else instead? An empty line leaves it.",
        _ => "Anything to add? An empty line goes on.",
    };
    wrapped(plain, "", ask)
}

/// Prints what was asked for beside the question.
pub(super) fn aside(
    plain: &mut Plain<'_>,
    (turn, shown): (&Turn<'_>, &mut Shown),
    what: Aside,
) -> anyhow::Result<()> {
    let question = turn.question;
    match what {
        Aside::Why if question.why.is_empty() => wrapped(plain, "  ", "nothing is said about that"),
        Aside::Why => {
            wrapped(plain, "  ", &question.why)?;
            for (word, meaning) in turn.form.words() {
                wrapped(plain, "  ", &format!("{word}: {meaning}"))?;
            }
            Ok(())
        }
        Aside::Probe => match question.probes.get(shown.probes) {
            Some(probe) => {
                shown.probes += 1;
                wrapped(plain, "  ", probe)
            }
            None => wrapped(plain, "  ", "there are no further ones"),
        },
        Aside::Example => match &question.example {
            Some(example) => wrapped(plain, "  ", &format!("for example: {example}")),
            None => wrapped(plain, "  ", "there is no example"),
        },
        Aside::Help => {
            for (letter, meaning) in COMMANDS {
                writeln!(plain.output, "  {letter:7} {meaning}")?;
            }
            wrapped(
                plain,
                "  ",
                "An answer may have several lines; an empty line or a lone `.` ends it. Below the \
                 first line `q` keeps what was typed and leaves, `!` takes it along into the \
                 editor, `x` drops it, `p`, `?`, `m`, `e` and `h` work as ever, and the others wait until the \
                 answer has ended. A `\\` makes text of a command: `\\q`. `quit` and `help` are taken \
                 for their letters.",
            )
        }
    }
}

/// Says that a command waits for the end of the answer.
pub(super) fn wait(plain: &mut Plain<'_>, word: &str) -> anyhow::Result<()> {
    wrapped(
        plain,
        "  ",
        &format!(
            "`{word}` is not taken as text: your answer goes on, and an empty line ends it; \
             `\\{word}` writes the letter"
        ),
    )
}

/// Says what was parked, or gives a hint about the words of an answer, where there is one that was
/// not given yet.
pub(super) fn written(
    plain: &mut Plain<'_>,
    (words, parks): (&str, bool),
    hinted: &mut BTreeSet<&'static str>,
) -> anyhow::Result<()> {
    if parks {
        writeln!(plain.output, "  parked for the planning meeting")?;
    }
    let found = (plain.hints)(words);
    let new = found.into_iter().find(|hint| hinted.insert(hint.code));
    match new {
        Some(hint) => wrapped(plain, "  ", &format!("hint: {}", hint.text)),
        None => Ok(()),
    }
}

/// Shows what an earlier walk left of an answer.
pub(super) fn draft(plain: &mut Plain<'_>, text: &str) -> anyhow::Result<()> {
    line(plain, "This is what you had typed here:")?;
    for line in text.lines() {
        wrapped(plain, "  | ", line)?;
    }
    line(
        plain,
        "It goes on below; an empty line saves it, and `x` drops it.",
    )
}

/// Prints words back that could not be written.
pub(super) fn unwritten(
    plain: &mut Plain<'_>,
    (words, error): (&str, &anyhow::Error),
) -> anyhow::Result<()> {
    line(plain, &format!("{error:#}"))?;
    again(plain, words)
}

/// Prints words back, where there are any.
pub(super) fn again(plain: &mut Plain<'_>, words: &str) -> anyhow::Result<()> {
    if !words.is_empty() {
        writeln!(plain.output, "This was not written; here it is again:")?;
        writeln!(plain.output, "{}", visible(words))?;
    }
    Ok(())
}

/// Says something to the person.
pub(super) fn line(plain: &mut Plain<'_>, text: &str) -> anyhow::Result<()> {
    wrapped(plain, "", text)
}

pub(super) fn left(plain: &mut Plain<'_>) -> anyhow::Result<()> {
    wrapped(
        plain,
        "",
        "Everything written so far is kept; `pir walk` goes on from here.",
    )
}

pub(super) fn finished(plain: &mut Plain<'_>) -> anyhow::Result<()> {
    writeln!(plain.output, "\nThat was the last question.")?;
    Ok(())
}

/// Prints `text` wrapped, every line behind `indent`, without anything a terminal obeys.
pub(super) fn wrapped(plain: &mut Plain<'_>, indent: &str, text: &str) -> anyhow::Result<()> {
    let options = textwrap::Options::new(plain.width.max(20))
        .initial_indent(indent)
        .subsequent_indent(indent);
    for line in textwrap::wrap(&visible(text), options) {
        writeln!(plain.output, "{}", line.trim_end())?;
    }
    Ok(())
}
