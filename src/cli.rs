//! The command line: global flags, parsing, dispatch, exit code.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::{ColorChoice, CommandFactory as _, FromArgMatches as _, Parser};

use crate::cmd::{self, Command};
use crate::context::{Context, Exit, Terminal};
use crate::output::Output;
use crate::source::visible;

/// Blameless post-incident reviews as plain text in a git repository.
///
/// An incident is a folder: incident.yaml says what happened, review.yaml what was understood,
/// plan.yaml what will be done. pir helps to write them, asks questions, checks them and renders
/// the review. It works offline and changes only what it is told to.
#[derive(Parser, Debug)]
#[command(
    name = "pir",
    version,
    propagate_version = true,
    disable_help_subcommand = true
)]
#[command(after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// Act as if started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true, help_heading = EVERYWHERE)]
    dir: Option<PathBuf>,

    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, help_heading = EVERYWHERE)]
    color: ColorChoice,

    #[command(subcommand)]
    command: Command,
}

/// The heading of the flags that every command takes.
const EVERYWHERE: &str = "With every command";

const EXAMPLES: &str = "\
Examples:
  pir new \"Checkout slow, then errors\"     make the folder of an incident
  pir import chat.txt                       put a pasted timeline into it
  pir walk                                  answer the questions, one at a time
  pir check                                 see what is unclear or does not fit
  pir render                                write review.md

`pir COMMAND --help` has examples for each command, `pir help topics` what several share.";

/// Runs the process: real arguments, real streams.
pub fn main() -> ExitCode {
    let (stdin, stdout, stderr) = (io::stdin(), io::stdout(), io::stderr());
    let terminal = Terminal {
        asks: stdin.is_terminal() && stderr.is_terminal(),
        color_flag: None,
        stdout_wraps: stdout.is_terminal(),
        stdout_color: anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
        stderr_color: anstream::AutoStream::choice(&stderr) != anstream::ColorChoice::Never,
        stdout_links: stdout.is_terminal()
            && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        width: terminal_width(),
    };
    let mut input = stdin.lock();
    let mut output = Output::new(io::BufWriter::new(stdout.lock()));
    // Whole lines, so that they do not mix with those of another program in a pipe.
    let mut errors = io::LineWriter::new(stderr.lock());
    let exit = match world() {
        Ok((cwd, now)) => {
            let mut cx = Context {
                cwd,
                stdin: &mut input,
                stdout: &mut output,
                stderr: &mut errors,
                now,
                env: std::env::vars().collect(),
                terminal,
            };
            run(std::env::args_os(), &mut cx)
        }
        Err(error) => {
            let _ = writeln!(errors, "error: {error:#}");
            Exit::Trouble
        }
    };
    let exit = match output.end() {
        // A reader that went away (`pir list | head`) has what it wanted.
        Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let _ = writeln!(errors, "error: {error}");
            Exit::Trouble
        }
        _ => exit,
    };
    let _ = errors.flush();
    ExitCode::from(exit.code())
}

/// The current folder, and the moment that counts as now.
fn world() -> anyhow::Result<(PathBuf, DateTime<Utc>)> {
    let cwd = std::env::current_dir().context("cannot tell the current folder")?;
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds
            .parse()
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
            .with_context(|| {
                format!("SOURCE_DATE_EPOCH is `{seconds}`; it holds seconds since 1970")
            })?,
        Err(_) => Utc::now(),
    };
    Ok((cwd, now))
}

fn terminal_width() -> usize {
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    columns
        .or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0.into()))
        .unwrap_or(80)
}

/// Runs `pir` with `args` (the program's name first) in the world `cx`.
pub fn run(
    args: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    cx: &mut Context<'_>,
) -> Exit {
    let args: Vec<OsString> = args.into_iter().map(Into::into).collect();
    let asking = cx.env.get(cmd::COMPLETE).cloned();
    if let Some(shell) = asking.filter(|shell| !shell.is_empty()) {
        let answered = cmd::answer(cx, (&shell, &args), Cli::command);
        return answered.unwrap_or_else(|error| cmd::failed(cx, &error));
    }
    let parsed = Cli::command()
        .try_get_matches_from(args)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage(&error, cx),
    };
    match cli.color {
        ColorChoice::Auto => {}
        choice => {
            let color = choice == ColorChoice::Always;
            cx.terminal.color_flag = Some(color);
            cx.terminal.stdout_color = color;
            cx.terminal.stderr_color = color;
        }
    }
    if let Some(dir) = cli.dir {
        cx.cwd = cx.at(&dir);
        if !cx.cwd.is_dir() {
            let dir = dir.display().to_string();
            let _ = writeln!(cx.stderr, "error: there is no folder {}", visible(&dir));
            return Exit::Trouble;
        }
    }
    match cli.command.run(cx, Cli::command) {
        Ok(exit) => exit,
        Err(error) => cmd::failed(cx, &error),
    }
}

/// Prints help to standard output, and wrong usage to standard error.
fn usage(error: &clap::Error, cx: &mut Context<'_>) -> Exit {
    let (stream, color): (&mut dyn io::Write, _) = if error.use_stderr() {
        (cx.stderr, cx.terminal.stderr_color)
    } else {
        (cx.stdout, cx.terminal.stdout_color)
    };
    let text = error.render();
    let _ = if color {
        write!(stream, "{}", text.ansi())
    } else {
        write!(stream, "{text}")
    };
    if error.use_stderr() {
        Exit::Trouble
    } else {
        Exit::Fine
    }
}
