//! What a command may touch of the world: streams, clock, folder, environment, terminal.
//!
//! Commands take a [`Context`] and nothing else, so a test can give them a world of its own.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::source::visible;

/// The world as a command sees it.
pub struct Context<'a> {
    /// The folder that paths of the user start from.
    pub cwd: PathBuf,
    /// Standard input.
    pub stdin: &'a mut dyn BufRead,
    /// Standard output: data, for the next program.
    pub stdout: &'a mut dyn Write,
    /// Standard error: talk, for people.
    pub stderr: &'a mut dyn Write,
    /// The moment that counts as now.
    pub now: DateTime<Utc>,
    /// Environment variables.
    pub env: BTreeMap<String, String>,
    /// What the streams are.
    pub terminal: Terminal,
}

/// What a context is besides its streams; threads can share it.
#[derive(Debug, Clone)]
pub struct World {
    /// The folder that paths of the user start from.
    pub cwd: PathBuf,
    /// The moment that counts as now.
    pub now: DateTime<Utc>,
    /// Environment variables.
    pub env: BTreeMap<String, String>,
    /// What the streams are.
    pub terminal: Terminal,
}

/// What the streams are, and what they can show.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
#[derive(Debug, Clone, Copy, Default)]
pub struct Terminal {
    /// Whether a person can be asked: input and error stream are a terminal.
    pub asks: bool,
    /// Whether to take colour, where `--color` says it.
    pub color_flag: Option<bool>,
    /// Whether standard output is a terminal, so that lines have to fit it.
    pub stdout_wraps: bool,
    /// Whether standard output takes colour.
    pub stdout_color: bool,
    /// Whether standard error takes colour.
    pub stderr_color: bool,
    /// Whether standard output shows links.
    pub stdout_links: bool,
    /// Columns; 80 where there is no terminal.
    pub width: usize,
}

/// What reading a file needs to know of the surroundings; several threads can have it at once.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The folder that paths are shown from.
    pub cwd: &'a Path,
    /// The moment that counts as now.
    pub now: DateTime<Utc>,
}

impl Place<'_> {
    /// `path` as the user would write it: relative to the current folder where it lies below. What
    /// acts on a terminal is replaced.
    pub fn shown(self, path: &Path) -> PathBuf {
        let path = match path.strip_prefix(self.cwd) {
            Ok(below) if below.as_os_str().is_empty() => Path::new("."),
            Ok(below) => below,
            Err(_) => path,
        };
        let text = path.to_string_lossy();
        let shown = visible(&text).replace(['\n', '\t'], "\u{FFFD}");
        if shown == text {
            path.to_owned()
        } else {
            PathBuf::from(shown)
        }
    }
}

impl World {
    /// The world with other streams.
    pub fn with<'a>(
        &self,
        stdin: &'a mut dyn BufRead,
        stdout: &'a mut dyn Write,
        stderr: &'a mut dyn Write,
    ) -> Context<'a> {
        Context {
            cwd: self.cwd.clone(),
            stdin,
            stdout,
            stderr,
            now: self.now,
            env: self.env.clone(),
            terminal: self.terminal,
        }
    }

    /// What reading a file needs.
    pub fn place(&self) -> Place<'_> {
        Place {
            cwd: &self.cwd,
            now: self.now,
        }
    }

    /// Whatever `act` does, and what it says meanwhile on standard output and on standard error.
    pub fn aside<T>(&self, act: impl FnOnce(&mut Context<'_>) -> T) -> (T, [Vec<u8>; 2]) {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let done = act(&mut self.with(&mut io::empty(), &mut stdout, &mut stderr));
        (done, [stdout, stderr])
    }
}

impl Context<'_> {
    /// All but the streams.
    pub fn world(&self) -> World {
        World {
            cwd: self.cwd.clone(),
            now: self.now,
            env: self.env.clone(),
            terminal: self.terminal,
        }
    }

    /// What reading a file needs.
    pub fn place(&self) -> Place<'_> {
        Place {
            cwd: &self.cwd,
            now: self.now,
        }
    }

    /// `path` of the user, from the folder that counts as current.
    pub fn at(&self, path: &Path) -> PathBuf {
        self.cwd.join(path)
    }

    /// `path` as the user would write it: relative to the current folder where it lies below.
    pub fn shown(&self, path: &Path) -> PathBuf {
        self.place().shown(path)
    }

    /// The editor with its arguments: `PIR_EDITOR`, then `VISUAL`, then `EDITOR`.
    pub fn editor(&self) -> Option<&str> {
        self.editor_by().map(|(_, editor)| editor)
    }

    /// The editor, after the variable that names it.
    pub fn editor_by(&self) -> Option<(&'static str, &str)> {
        ["PIR_EDITOR", "VISUAL", "EDITOR"]
            .into_iter()
            .find_map(|name| Some((name, self.env.get(name)?.as_str())))
            .filter(|(_, editor)| !editor.trim().is_empty())
    }
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well: 0.
    Fine,
    /// Findings at or above the fail level, or a file that is not what its sources give: 1.
    Findings,
    /// Wrong usage, unreadable input, or the world failed: 2.
    Trouble,
    /// Stopped by the person at the terminal: 130.
    Interrupted,
}

impl Exit {
    /// The number that the process ends with.
    pub const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Trouble => 2,
            Self::Interrupted => 130,
        }
    }

    /// How two commands ended together: the worse of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if other.code() > self.code() {
            other
        } else {
            self
        }
    }
}

/// An error about which everything has been said already; only the exit code is left.
#[derive(Debug)]
pub struct Said(pub Exit);

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("see above")
    }
}

impl std::error::Error for Said {}
