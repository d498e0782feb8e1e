//! The plain front end: lines of text in, questions as lines of text out. For pipes, screen
//! readers and tests.
//!
//! An answer is one line, or several ended by an empty line or by a lone `.`. A letter alone on a
//! line is a command, and text behind a `\`. Text that was pasted at once is text, its empty lines
//! included. The lines of an answer that has not ended are a draft, kept line by line.

mod input;
mod list;
mod show;

pub use self::input::{Stream, commands};

use std::collections::BTreeSet;

use anyhow::Context as _;

use self::input::{Input, read};
use super::NOTHING;
use super::draft::{self, Kept};
use super::hand::{Edit, Ending, Outcome, Save, hand};
use super::hint::Hint;
use super::session::{Command, Session};
use super::turn::Turn;

/// What comes from whoever types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A line without its end. Text that was pasted comes at once, with the line breaks that it
    /// has.
    Text(String),
    /// There are no more.
    End,
    /// The walk has to stop: a signal, Ctrl-C, or a terminal that was closed; what stood on the
    /// line by then.
    Stop(String),
}

/// Where lines come from: a stream, or a person at a terminal.
pub trait Lines {
    /// The next line, asked for by `mark` on `output`.
    fn next(&mut self, mark: &str, output: &mut dyn std::io::Write) -> anyhow::Result<Line>;
}

/// What a plain front end talks through.
pub struct Plain<'a> {
    /// Where lines come from.
    pub input: &'a mut dyn Lines,
    /// Where lines go to.
    pub output: &'a mut dyn std::io::Write,
    /// Columns that a line may take.
    pub width: usize,
    /// The editor, or what to say where there is none.
    pub edit: Result<&'a mut Edit<'a>, &'a str>,
    /// Hints about the language of an answer.
    pub hints: &'a dyn Fn(&str) -> Vec<Hint>,
    /// Texts that were typed and not given as an answer.
    pub kept: Kept<'a>,
}

/// What is to be shown before the next line is read.
#[derive(Debug, Default)]
struct Shown {
    /// The heading that stands last.
    title: Option<&'static str>,
    /// Probes shown of the question.
    probes: usize,
    /// Whether what is asked stands there already.
    asked: bool,
    /// Words that could not be written.
    kept: String,
    /// Lines of an answer that has not ended.
    begun: Vec<String>,
    /// Rules whose hint was given; nobody hears one twice.
    hinted: BTreeSet<&'static str>,
}

/// Puts every question of `session` and has every answer written by `save` before the next one.
pub fn run(
    session: &mut Session,
    plain: &mut Plain<'_>,
    save: &mut Save<'_>,
) -> anyhow::Result<Ending> {
    let mut shown = Shown::default();
    show::welcome(plain, session)?;
    while let Some(turn) = session.turn() {
        if !shown.asked {
            show::turn(plain, &turn, &mut shown)?;
            take_up(plain, &turn, &mut shown)?;
            shown.asked = true;
        }
        let input = read(plain, &turn, &mut shown.begun);
        match input.context("the answer could not be read")? {
            Input::Show(what) => show::aside(plain, (&turn, &mut shown), what)?,
            Input::List(words) => list::show(plain, session, &words)?,
            Input::Go(number) => match list::key(session, number) {
                Some(key) => give(session, plain, (Command::Go(key), &mut shown), save)?,
                None => show::line(
                    plain,
                    &format!("there is no question {number}; `g` lists them"),
                )?,
            },
            Input::Drop => {
                shown.begun.clear();
                plain.kept.put(&turn, NOTHING)?;
                show::line(plain, "what was typed is dropped")?;
            }
            Input::Stop => return Ok(Ending::Stopped),
            Input::Wait(word) => show::wait(plain, &word)?,
            Input::Edit => {
                if let Some(words) = edited(plain, &shown)? {
                    shown.begun.clear();
                    give(session, plain, (Command::Answer(words), &mut shown), save)?;
                }
            }
            Input::Leave(words) => {
                give(session, plain, (Command::Answer(words), &mut shown), save)?;
                if shown.kept.is_empty() && session.turn().is_some() {
                    session.take(Command::Quit);
                    show::left(plain)?;
                    return Ok(Ending::Left);
                }
            }
            Input::End => {
                session.take(Command::Quit);
                writeln!(plain.output)?;
                show::left(plain)?;
                return Ok(Ending::Left);
            }
            Input::Say(command) => {
                let quits = command == Command::Quit;
                give(session, plain, (command, &mut shown), save)?;
                if quits {
                    show::left(plain)?;
                    return Ok(Ending::Left);
                }
            }
        }
    }
    show::finished(plain)?;
    Ok(Ending::Finished)
}

/// Takes up what an earlier walk left here, as lines of an answer that has not ended.
fn take_up(plain: &mut Plain<'_>, turn: &Turn<'_>, shown: &mut Shown) -> anyhow::Result<()> {
    let left = plain.kept.left(turn).filter(|_| shown.begun.is_empty());
    let Some(text) = left.map(str::to_owned) else {
        return Ok(());
    };
    shown.begun = text.lines().map(str::to_owned).collect();
    show::draft(plain, &text)
}

/// Hands a command to the session and does what comes of it. What cannot be written is printed
/// back, so that it is never lost.
fn give(
    session: &mut Session,
    plain: &mut Plain<'_>,
    (command, shown): (Command, &mut Shown),
    save: &mut Save<'_>,
) -> anyhow::Result<()> {
    let words = match &command {
        Command::Answer(words) | Command::Park(words) => words.clone(),
        _ => String::new(),
    };
    // What is one line long stands on the screen still.
    let prose = session.turn().is_some_and(|turn| turn.is_prose());
    let parks = matches!(command, Command::Park(_));
    let place = session.turn().map(|turn| draft::place(&turn));
    match hand(session, command, save) {
        Outcome::Written => {
            shown.kept.clear();
            shown.asked = parks;
            if let Some(place) = place.filter(|_| !parks) {
                plain.kept.forget(&place)?;
            }
            show::written(plain, (&words, parks), &mut shown.hinted)?;
        }
        Outcome::Moved => {
            shown.kept.clear();
            shown.asked = false;
        }
        Outcome::Failed(error) => {
            let again = if prose || parks { &words } else { NOTHING };
            show::unwritten(plain, (again, &error))?;
            shown.kept = words;
        }
        Outcome::Refused(reason) => {
            show::line(plain, &reason)?;
            if prose {
                show::again(plain, &words)?;
            }
            shown.kept = words;
        }
    }
    if !shown.asked {
        shown.probes = 0;
    }
    Ok(())
}

/// Words from the editor; `None` where there is no editor, nothing was written, or it failed.
fn edited(plain: &mut Plain<'_>, shown: &Shown) -> anyhow::Result<Option<String>> {
    let edit = match plain.edit.as_mut() {
        Ok(edit) => edit,
        Err(reason) => {
            let said = format!("{reason}; write the answer here");
            show::line(plain, &said)?;
            return Ok(None);
        }
    };
    let text = match shown.begun.as_slice() {
        [] => shown.kept.clone(),
        lines => lines.join("\n"),
    };
    match edit(&text) {
        Ok(words) if words.trim().is_empty() => Ok(None),
        Ok(words) => Ok(Some(words)),
        Err(error) => {
            show::line(plain, &format!("{error:#}"))?;
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests;
