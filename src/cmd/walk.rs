//! `pir walk`.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use ratatui::Terminal;

use super::case::{self, Repo, Which};
use super::keyboard::Keyboard;
use super::prompts::{self, Choice};
use super::proposals::proposals;
use super::screen::{self, Backend, Taken};
use super::timeline::{self, Given};
use super::{drafts, edit, editor, talk};
use crate::check::language::{self, Lexicon};
use crate::context::{Context, Exit};
use crate::diagnostic::{Diagnostic, Group, Level, Rule};
use crate::source::{Source, Span, Text};
use crate::store::{self, Folder, names};
use crate::walk::plain::{self, Plain, Stream};
use crate::walk::screen::{self as full_screen, Screen};
use crate::walk::timeline::Wish;
use crate::walk::{self, Catalogue, Ending, File, Files, Hint, Kept, Part, Session, Write};
use crate::yaml::{Change, Step, Tree, Value};

/// Answer blameless questions about an incident, one at a time
///
/// Every answer is in its file before the next question shows, so the walk can be left and taken up
/// again at any time. Every question can be skipped, put off, or answered with "don't know".
///
/// On a terminal the walk takes the whole screen: the question, the part of the timeline it is
/// about, and a text to write in. What was typed and not saved is offered again by the next walk.
///
/// With `--plain`, in a pipe, and where TERM is `dumb`, questions are asked and answered line by
/// line. On a terminal a line can be edited then, and text that is pasted stays one answer, its
/// empty lines included.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir walk                              the few questions that no review should be without
  pir walk --depth standard --role \"morning on-call\"
  pir walk --minutes 30
  pir walk --only sense-options
  pir walk --answers answers.yaml       without a person

On the whole screen: Ctrl-S saves an answer and goes on, Esc shows the other keys, which
are Esc and a letter of those below, and Ctrl-C stops and keeps what was typed.

Line by line, a letter alone on a line: ? why, m more, e example, s skip, l later,
d don't know, n not relevant, b back, p TEXT park an idea, ! editor, q quit, h help.
An empty line ends an answer. Below its first line q keeps what was typed, and
s, l, d, n and b wait until it has ended; \\q is the letter.")]
pub(crate) struct Walk {
    #[command(flatten)]
    which: Which,

    /// Ask line by line, for screen readers and scripts
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
        let id = case.folder.id();
        let mut disk = Disk {
            repo: &repo,
            folder: case.folder,
            given: None,
            added: RefCell::default(),
        };
        if let Some(path) = &self.answers {
            return from_file(cx, &mut disk, (path, &files, &catalogue));
        }
        let plan = self.choice.plan(&catalogue, (&files, &repo.config))?;
        let proposals = proposals(cx, &repo, id);
        let session = Session::new(plan, files).with_proposals(proposals);
        with_a_person(cx, &disk, (session, self.plain))
    }
}

/// The files of the incident that is walked through.
struct Disk<'a> {
    repo: &'a Repo,
    folder: Folder,
    /// The answers file, where answers come from one.
    given: Option<Given>,
    /// What events say that this walk put into the timeline.
    added: RefCell<Vec<String>>,
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
                    let new = write.changes.iter().filter_map(added);
                    self.added.borrow_mut().extend(new);
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

    /// Takes the events that this walk put into the timeline to their places in time. That waits
    /// for the end of the walk: until then its questions name events by the ids that they had.
    fn settle(&self, cx: &mut Context<'_>) {
        if self.added.borrow().is_empty() {
            return;
        }
        if let Err(error) = self.moved(cx) {
            let said = format!("new events stay at the end of the timeline: {error:#}");
            // After a signal there may be no terminal to say it on.
            let _ = talk::note(cx, &said);
        }
    }

    fn moved(&self, cx: &mut Context<'_>) -> anyhow::Result<()> {
        let _lock = store::lock(self.folder.dir())?;
        let case = self.repo.sound(cx, self.folder.clone())?;
        timeline::settle(cx, (self.repo, &case), &self.added.borrow())
    }
}

/// What an event says that a change puts into the timeline.
fn added(change: &Change) -> Option<String> {
    let Change::Insert { path, value, .. } = change else {
        return None;
    };
    match value.get("what") {
        Some(Value::Text(what)) if *path == [Step::from("timeline")] => Some(what.clone()),
        _ => None,
    }
}

/// What to say where a person wants an editor and none is set.
const NO_EDITOR: &str =
    "no editor is set: PIR_EDITOR, VISUAL or EDITOR names it, as in `EDITOR=nano pir walk`";

/// Asks on the whole screen, or line by line. What saving has to say goes to standard error.
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
    if !by_line && let Some(taken) = Taken::take(cx)? {
        return on_screen(cx, disk, (&mut session, taken));
    }
    line_by_line(cx, disk, &mut session)
}

/// The command of the editor, or what to say where there is none.
fn editor_of(cx: &Context<'_>) -> Result<String, &'static str> {
    match cx.editor() {
        _ if !cx.terminal.asks => Err("there is no editor without a terminal"),
        Some(command) => Ok(command.to_owned()),
        None => Err(NO_EDITOR),
    }
}

/// Asks line by line, on standard output.
fn line_by_line(
    cx: &mut Context<'_>,
    disk: &Disk<'_>,
    session: &mut Session,
) -> anyhow::Result<Exit> {
    let command = editor_of(cx);
    let mut edit = |text: &str| editor::edited(command.as_deref().unwrap_or_default(), text);
    let mut keyboard = Keyboard::found(cx)?;
    let (mut no_input, mut no_output) = (std::io::empty(), std::io::sink());
    let world = cx.world();
    let mut aside = world.with(&mut no_input, &mut no_output, &mut *cx.stderr);
    let mut stream = Stream(&mut *cx.stdin);
    let lexicon = language::lexicon(&disk.repo.config);
    // A pipe says what it has to say; what a person typed is none of its business.
    let dir = Some(disk.folder.dir()).filter(|_| cx.terminal.asks);
    let left = dir.map(drafts::left).unwrap_or_default();
    let mut keep = drafts::keeper(dir, left.clone());
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
        hints: &|words| hints(words, &lexicon),
        kept: Kept::new(left, &mut keep),
    };
    let ended = plain::run(session, &mut plain, &mut |writes| {
        disk.save(&mut aside, writes)
    })?;
    disk.settle(cx);
    if ended != Ending::Stopped {
        return Ok(Exit::Fine);
    }
    // After a signal there may be no terminal to say it on.
    let _ = talk::note(cx, LEFT);
    Ok(Exit::Interrupted)
}

/// Asks on the whole screen. What saving has to say is told once the screen is given back.
fn on_screen(
    cx: &mut Context<'_>,
    disk: &Disk<'_>,
    (session, (mut taken, mut terminal)): (&mut Session, (Taken, Terminal<Backend>)),
) -> anyhow::Result<Exit> {
    let command = editor_of(cx);
    let mut edit =
        |text: &str| screen::apart(|| editor::edited(command.as_deref().unwrap_or_default(), text));
    let (mut no_input, mut no_output) = (std::io::empty(), std::io::sink());
    let mut said = Vec::new();
    let world = cx.world();
    let mut aside = world.with(&mut no_input, &mut no_output, &mut said);
    let lexicon = language::lexicon(&disk.repo.config);
    let dir = disk.folder.dir();
    let left = drafts::left(dir);
    let mut keep = drafts::keeper(Some(dir), left.clone());
    let mut full = Screen {
        terminal: &mut terminal,
        color: cx.terminal.stdout_color,
        inputs: &mut || taken.next(),
        edit: match &command {
            Ok(_) => Ok(&mut edit),
            Err(reason) => Err(reason),
        },
        hints: &|words| hints(words, &lexicon),
        kept: Kept::new(left, &mut keep),
    };
    let ended = full_screen::run(session, &mut full, &mut |writes| {
        disk.save(&mut aside, writes)
    });
    drop(taken);
    cx.stderr.write_all(&said)?;
    let ended = ended?;
    disk.settle(cx);
    let (said_last, code) = match ended {
        Ending::Finished => ("that was the last question", Exit::Fine),
        Ending::Left => (LEFT, Exit::Fine),
        Ending::Stopped => (LEFT, Exit::Interrupted),
    };
    // After a signal there may be no terminal to say it on.
    let _ = talk::note(cx, said_last);
    Ok(code)
}

/// What to say of a walk that was left.
const LEFT: &str = "everything is kept, what was typed included; `pir walk` goes on from here";

/// What the rules about words say of an answer, a line each.
fn hints(words: &str, lexicon: &Lexicon) -> Vec<Hint> {
    let found = language::find(words, language::Section::Story, lexicon);
    let hint = |found: &language::Found| Hint {
        code: found.wording.rule.code,
        text: format!(
            "\u{201c}{}\u{201d}: {}",
            &words[found.range.clone()],
            found.wording.rule.help
        ),
    };
    found.iter().map(hint).collect()
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
pub(super) fn finding(tree: &Tree, fault: walk::Fault) -> Diagnostic {
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
