//! `pir man`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, Command};
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, bold, roman};

use super::{Root, help};
use crate::context::{Context, Exit};
use crate::store;

/// Print the man page of pir, or write one for each command into a folder
///
/// Written pages are in place where `man` looks, as below `~/.local/share/man`; the folder is
/// made.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir man | man -l -                     read it here
  pir man > pir.1
  pir man ~/.local/share/man/man1        then `man pir`, `man pir-walk`")]
pub(crate) struct Man {
    /// Folder for the pages; left out, the page of pir itself goes to standard output
    folder: Option<PathBuf>,
}

/// The number of the part of the manual for commands.
const PART: &str = "1";

impl Man {
    pub(super) fn run(self, cx: &mut Context<'_>, root: Root) -> anyhow::Result<Exit> {
        let mut command = root();
        command.build();
        let Some(shown) = self.folder else {
            cx.stdout.write_all(&page(&command, true)?)?;
            return Ok(Exit::Fine);
        };
        let folder = cx.at(&shown);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make {}", shown.display()))?;
        let written = write_all(&command, &folder, true)?;
        writeln!(
            cx.stderr,
            "wrote {written} man pages to {}",
            shown.display()
        )?;
        Ok(Exit::Fine)
    }
}

/// Writes the page of a command and those of the commands below it; how many they are.
fn write_all(command: &Command, folder: &Path, whole: bool) -> anyhow::Result<usize> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let text = String::from_utf8(page(command, whole)?)?;
    store::write(&folder.join(format!("{name}.{PART}")), &text)?;
    let mut written = 1;
    for below in command.get_subcommands().filter(|below| is_ours(below)) {
        written += write_all(below, folder, false)?;
    }
    Ok(written)
}

/// Whether a command has a page; the help of clap below a command has none.
fn is_ours(command: &Command) -> bool {
    command.get_name() != "help" || command.get_after_help().is_some()
}

/// A page. That of the whole also says what the commands share.
fn page(command: &Command, whole: bool) -> anyhow::Result<Vec<u8>> {
    let examples = command.get_after_help().map(ToString::to_string);
    let bare = command.clone().after_help(None).version(None);
    let title = command.get_display_name().unwrap_or(command.get_name());
    let mut page = Vec::new();
    Page::new(bare)
        .title(title.to_uppercase())
        // No day, so that a version always writes the same page; but a place for one, since what
        // stands there is taken for it.
        .date("\"\"")
        .source(concat!("pir ", env!("CARGO_PKG_VERSION")))
        .manual("pir manual")
        .render(&mut page)?;
    let mut more = Roff::new();
    if let Some(examples) = &examples {
        let lines = examples.lines().filter(|line| *line != "Examples:");
        more.control("SH", ["EXAMPLES"]);
        as_it_is(&mut more, lines);
    }
    if whole {
        shared(&mut more);
    } else {
        more.control("SH", ["SEE ALSO"]);
        more.text([bold("pir"), roman(format!("({PART})"))]);
    }
    page.extend(more.to_roff().into_bytes());
    Ok(page)
}

/// What holds for every command.
fn shared(page: &mut Roff) {
    page.control("SH", ["ENVIRONMENT"]);
    for (name, what) in help::environment() {
        page.control("TP", []);
        page.text([bold(name)]);
        page.text([roman(what)]);
    }
    page.control("SH", ["EXIT STATUS"]);
    for (code, what) in help::EXIT_CODES {
        page.control("TP", []);
        page.text([bold(*code)]);
        page.text([roman(*what)]);
    }
    for topic in help::TOPICS.iter().filter(|topic| topic.in_manual) {
        page.control("SH", [topic.name.to_uppercase().replace('-', " ").as_str()]);
        let text = topic.text(72);
        as_it_is(page, text.lines());
    }
}

/// Lines that keep their breaks and their indents.
fn as_it_is<'a>(page: &mut Roff, lines: impl Iterator<Item = &'a str>) {
    page.control("nf", []);
    for line in lines {
        page.text([roman(line)]);
    }
    page.control("fi", []);
}
