//! `pir walk`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use super::case::{self, Repo, Which};
use super::keyboard::Keyboard;
use super::prompts::{self, Choice};
use super::timeline::{self, Given};
use super::{edit, editor, talk};
use crate::context::{Context, Exit};
use crate::diagnostic::{Diagnostic, Group, Level, Rule};
use crate::source::{Source, Span, Text};
use crate::store::{self, Folder, names};
use crate::walk::plain::{self, Plain, Stream};
use crate::walk::timeline::Wish;
use crate::walk::{self, Catalogue, File, Files, Part, Session, Write};
use crate::yaml::Tree;

/// Answer blameless questions about an incident, one at a time
///
/// Every answer is in its file before the next question shows, so the walk can be left and taken up
/// again at any time. Every question can be skipped, put off, or answered with "don't know".
///
/// Questions are read and answered line by line, which serves pipes and screen readers as well. On
/// a terminal a line can be edited, and text that is pasted stays one answer, its empty lines
/// included; `--plain` reads lines as they come.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir walk                              the few questions that no review should be without
  pir walk --depth standard --role \"morning on-call\"
  pir walk --minutes 30
  pir walk --only sense-options
  pir walk --answers answers.yaml       without a person

In the walk, a letter alone on a line: ? why, m more, e example, s skip, l later,
d don't know, n not relevant, b back, p TEXT park an idea, ! editor, q quit, h help.
An empty line ends an answer. Below its first line q keeps what was typed, and
s, l, d, n and b wait until it has ended; \\q is the letter.")]
pub(crate) struct Walk {
    #[command(flatten)]
    which: Which,

    /// Read lines as they come, for screen readers and scripts
    #[arg(long)]
    plain: bool,

    /// Take the answers from FILE and ask nothing; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "plain")]
    answers: Option<PathBuf>,

    // The last, since its heading goes on.
    #[command(flatten)]
    choice: Choice,
}

impl Walk {
    /// The walk through the quick questions of one incident.
    pub(super) fn of(incident: String) -> Self {
        Self {
            which: Which {
                incident: Some(incident),
            },
            choice: Choice::default(),
            plain: false,
            answers: None,
        }
    }

    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let case = repo.case(cx, self.which.incident.as_deref())?;
        let catalogue = prompts::catalogue(cx, &repo)?;
        let files = prompts::files(cx, &case)?;
        let mut disk = Disk {
            repo: &repo,
            folder: case.folder,
            given: None,
        };
        if let Some(path) = &self.answers {
            return from_file(cx, &mut disk, (path, &files, &catalogue));
        }
        let plan = self.choice.plan(&catalogue, (&files, &repo.config))?;
        let session = Session::new(plan, files);
        with_a_person(cx, &disk, (session, self.plain))
    }
}

/// The files of the incident that is walked through.
struct Disk<'a> {
    repo: &'a Repo,
    folder: Folder,
    /// The answers file, where answers come from one.
    given: Option<Given>,
}

impl Disk<'_> {
    /// Makes changes in the files as they are by now, and reads them again.
    fn save(&self, cx: &mut Context<'_>, writes: &[Write]) -> anyhow::Result<Files> {
        let _lock = store::lock(self.folder.dir())?;
        for write in writes {
            let case = self.repo.sound(cx, self.folder.clone())?;
            match write.file {
                File::Incident => {
                    let given = self.given.as_ref();
                    timeline::write(cx, (self.repo, &case), &write.changes, given)?;
                }
                File::Review => {
                    let there = case.review.map(|loaded| loaded.source);
                    let path = self.folder.file(names::REVIEW);
                    edit::make(
                        cx,
                        &self.repo.root.dir,
                        (&path, there.as_ref()),
                        &write.changes,
                    )?;
                }
            }
        }
        let case = self.repo.sound(cx, self.folder.clone())?;
        prompts::files(cx, &case)
    }
}

/// What to say where a person wants an editor and none is set.
const NO_EDITOR: &str =
    "no editor is set: PIR_EDITOR, VISUAL or EDITOR names it, as in `EDITOR=nano pir walk`";

/// Asks line by line, `by_line` without any keys to edit a line with. The walk talks on standard output; what saving has to say goes to standard
/// error.
fn with_a_person(
    cx: &mut Context<'_>,
    disk: &Disk<'_>,
    (mut session, by_line): (Session, bool),
) -> anyhow::Result<Exit> {
    if session.question().is_none() {
        talk::note(
            cx,
            "nothing is left to ask here; try `--depth deep`, or `--again`",
        )?;
        return Ok(Exit::Fine);
    }
    let command = match cx.editor() {
        _ if !cx.terminal.asks => Err("there is no editor without a terminal"),
        Some(command) => Ok(command.to_owned()),
        None => Err(NO_EDITOR),
    };
    let mut edit = |text: &str| editor::edited(command.as_deref().unwrap_or_default(), text);
    let mut keyboard = if by_line { None } else { Keyboard::found(cx)? };
    let (mut no_input, mut no_output) = (std::io::empty(), std::io::sink());
    let mut aside = Context {
        cwd: cx.cwd.clone(),
        stdin: &mut no_input,
        stdout: &mut no_output,
        stderr: &mut *cx.stderr,
        now: cx.now,
        env: BTreeMap::new(),
        terminal: cx.terminal,
    };
    let mut stream = Stream(&mut *cx.stdin);
    let mut plain = Plain {
        input: match &mut keyboard {
            Some(keyboard) => keyboard,
            None => &mut stream,
        },
        output: &mut *cx.stdout,
        width: cx.terminal.width,
        edit: match &command {
            Ok(_) => Ok(&mut edit),
            Err(reason) => Err(reason),
        },
        hints: &|_| Vec::new(),
    };
    plain::run(&mut session, &mut plain, &mut |writes| {
        disk.save(&mut aside, writes)
    })?;
    Ok(Exit::Fine)
}

/// Takes the answers from a file: all of them, or none where one is wrong.
fn from_file(
    cx: &mut Context<'_>,
    disk: &mut Disk<'_>,
    (path, files, catalogue): (&Path, &Files, &Catalogue),
) -> anyhow::Result<Exit> {
    let source = case::input(cx, path)?;
    let (tree, findings) = Tree::parse(&source);
    case::refuse_errors(cx, &findings)?;
    let Some(tree) = tree else {
        bail!("{} cannot be read", path.display());
    };
    let given = tree.value(tree.root());
    let again = Wish {
        again: true,
        ..Wish::default()
    };
    let fired =
        walk::timeline::questions((&files.incident, &files.review), &disk.repo.config, again);
    let writes = match walk::answers(&given, files, (catalogue, &fired)) {
        Ok(writes) => writes,
        Err(faults) => {
            let findings: Vec<_> = faults
                .into_iter()
                .map(|fault| finding(&tree, fault))
                .collect();
            case::refuse_errors(cx, &findings)?;
            bail!("the answers cannot be taken");
        }
    };
    let texts = tree.scalars();
    let texts = texts.map(|(id, text)| Text::new(text.to_owned(), tree.span(id)));
    let texts: Vec<_> = texts.collect();
    disk.given = Some((source, texts));
    disk.save(cx, &writes)
        .context("the answers were not taken")?;
    let changed: Vec<_> = writes.iter().map(|write| write.file.name()).collect();
    if changed.is_empty() {
        talk::note(cx, "every answer is in the files already")?;
    } else {
        talk::note(cx, &format!("answers are in {}", changed.join(" and ")))?;
    }
    Ok(Exit::Fine)
}

/// A fault of an answers file, at its place.
fn finding(tree: &Tree, fault: walk::Fault) -> Diagnostic {
    let value = tree.span_at(&fault.path);
    let span = match &fault.part {
        Part::Key => tree.key_span_at(&fault.path).or(value),
        Part::Value => value,
        Part::Word(word) => value.map(|span| word_in(tree.source(), span, word)),
    };
    let finding = Diagnostic::new(
        &WRONG_ANSWER,
        tree.source(),
        span.unwrap_or_default(),
        fault.message,
    );
    Diagnostic {
        help: fault.help,
        ..finding
    }
}

/// Where `word` stands in `span` as a word of its own; all of `span` where it is written
/// otherwise there.
fn word_in(source: &Source, span: Span, word: &str) -> Span {
    let text = source.slice(span);
    let part_of_word = |c: char| c.is_alphanumeric() || "-_".contains(c);
    let alone = |at: &usize| {
        let (before, after) = (&text[..*at], &text[at + word.len()..]);
        !before.ends_with(part_of_word) && !after.starts_with(part_of_word)
    };
    let mut places = text.match_indices(word).map(|(at, _)| at);
    match places.find(alone) {
        Some(at) => Span::new(at, at + word.len()).shifted(span.start),
        None => span,
    }
}

/// An answer that cannot be taken.
pub(super) static WRONG_ANSWER: Rule = Rule {
    code: "wrong-answer",
    group: Group::Structure,
    level: Level::Error,
    summary: "an answer in an answers file does not fit its question",
    why: "Answers go to fields of the review; one that fits none would be lost.",
    help: "`pir questions --depth deep` lists the ids, and `pir explain ID` says what an answer looks like",
    bad: &[],
    good: &[],
};
