//! One command handed to a session and seen through: the files read again, what is to be written
//! written. Every front end does it this way.

use super::session::{Command, Reply, Session};
use super::{Files, Write};

/// Makes changes in the files and reads the files again; without changes it only reads them.
pub type Save<'a> = dyn FnMut(&[Write]) -> anyhow::Result<Files> + 'a;

/// Opens an editor on a text, and gives back what was left in it.
pub type Edit<'a> = dyn FnMut(&str) -> anyhow::Result<String> + 'a;

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// After the last question.
    Finished,
    /// Before it.
    Left,
    /// By a signal, or by Ctrl-C.
    Stopped,
}

/// What came of a command.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It is on disk.
    Written,
    /// There was nothing to write; something else is asked now, or nothing any more.
    Moved,
    /// Not so, for this reason.
    Refused(String),
    /// The files could not be read or written.
    Failed(anyhow::Error),
}

/// Hands `command` to `session`, and has what comes of it written by `save`.
pub(super) fn hand(session: &mut Session, command: Command, save: &mut Save<'_>) -> Outcome {
    if !matches!(command, Command::Next | Command::Back | Command::Quit) {
        match save(&[]) {
            Ok(files) => session.refresh(files),
            Err(error) => return Outcome::Failed(error),
        }
    }
    match session.take(command) {
        Reply::Save(writes) => match save(&writes) {
            Ok(files) => {
                session.saved(files);
                Outcome::Written
            }
            Err(error) => {
                session.unsaved();
                Outcome::Failed(error)
            }
        },
        Reply::Moved | Reply::Over => Outcome::Moved,
        Reply::Refused(reason) => Outcome::Refused(reason),
    }
}
