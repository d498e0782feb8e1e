//! The page about the walk, and its picture of the whole screen.

use std::fmt::Write as _;
use std::sync::Arc;

use pir::config::Config;
use pir::load;
use pir::source::Source;
use pir::walk::screen::{self, Input, Screen};
use pir::walk::timeline::{self, Wish};
use pir::walk::{self, Catalogue, Drafts, Files, Hint, Kept, Session, plain};
use pir::yaml::{Tree, Value};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::{Color, Modifier};

/// The example on the picture, the question, and what is being typed.
const EXAMPLE: &str = "examples/2026-03-12-checkout-slow";
const QUESTION: &str = "tl-decision-context";
const TYPED: &str = "The payment errors looked as they had in January, and the switch was the nearest step. \
     I should have looked at the lag graph";

/// The size of the picture, in cells and in pixels of one.
const SIZE: (u16, u16) = (112, 24);
const CELL: (u16, u16) = (8, 18);

/// The page.
pub(crate) fn page() -> String {
    let keys: String = screen::keys()
        .map(|(key, what)| super::row(&[&format!("`{key}`"), what]))
        .collect();
    let commands: String = plain::commands()
        .map(|(line, what)| super::row(&[&format!("`{line}`"), what]))
        .collect();
    format!(
        "# The walk\n\nWritten by a test from the tables of keys.\n\n{INTRO}\n## On the whole screen\n\n\
         ![The whole screen of a walk: the question, the part of the timeline it is about, the \
         answer that is being typed, and a hint about its words](walk.svg)\n\n{WHOLE}\n\
         | Key | What it does |\n| --- | --- |\n{keys}\n## Line by line\n\n{LINES}\n\
         | Line | What it does |\n| --- | --- |\n{commands}\n{REST}"
    )
}

const INTRO: &str = "\
`pir walk` asks the questions that this incident raises, one at a time: those that its own timeline\n\
raises first, then those of the [catalogue](prompts.md). Every answer is in its file before the next\n\
question shows. Every question can be skipped, put off, or answered with \"don't know\"; what was\n\
skipped, not known or not relevant is not asked again, unless `--again` says so.\n";

const WHOLE: &str = "\
Below the title is a sign for each question, group by group: `\u{25c9}` the one asked now, `\u{25cf}` one that was\n\
dealt with, `\u{25cb}` one to come; where there are too many, a sign for each group, with `\u{25d0}` for one that\n\
is begun. Beside the question, or below it on a narrow terminal, is the part of the timeline it is about.\n\
A hint about the words shows once nobody types, at most one line, and each kind of hint on one question\n\
alone. Nothing has to be done about it.\n\n\
Letters write. A key with `Esc` is pressed after it, or with Alt. The mouse is left to the terminal, so\n\
that text can be selected as everywhere else.\n";

const LINES: &str = "\
`pir walk --plain` asks and answers in lines: for screen readers, for pipes, and where `TERM` is `dumb`.\n\
An answer may have several lines; an empty line ends it. A `\\` before a command makes it text.\n";

const REST: &str = "\
## What other reviews have\n\n\
A weakness or a reduced state may be one that another review has. Once a record has its parts and its\n\
kind, entries of the register that share a part and a category (or half of the parts, where there are no\n\
categories) are shown with how they stand and where they were seen last. The number or the id of one\n\
gives the record that id, so that the register shows one entry, seen in both incidents; the words of the\n\
record stay. An empty line says that it is none of them. pir merges nothing by itself.\n\n\
## What is never lost\n\n\
Text that was typed and not saved is a draft: when the walk is left, stopped with Ctrl-C, ended by a\n\
signal or with its terminal, it is kept in `.pir-drafts` beside the incident, which git passes over, and\n\
the next walk offers it where it was typed, on the whole screen or line by line. What is private is never\n\
written. A process that is killed outright loses at most the line, or on the whole screen the text, that\n\
was being typed.\n\n\
Two people can walk through the same incident at once, and files can be edited meanwhile: before each\n\
answer the files are read again, and the answer goes into what is there then. Where a file cannot be read\n\
any more, the walk says so and keeps the words.\n";

/// The picture.
pub(crate) fn picture() -> String {
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
    let mut session = session();
    let key = |code| Input::Event(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    let typed = TYPED.chars().map(|letter| key(KeyCode::Char(letter)));
    let mut inputs = typed.chain([Input::Idle, Input::Stop]);
    let mut keep = |_: &Drafts| Ok(());
    let lexicon = pir::check::language::Lexicon::default();
    let mut whole = Screen {
        terminal: &mut terminal,
        color: true,
        inputs: &mut || Ok(inputs.next().unwrap_or(Input::Stop)),
        edit: Err("there is no editor"),
        hints: &|words| {
            use pir::check::language::{Section, find};
            let found = find(words, Section::Story, &lexicon);
            let hint = |found: &pir::check::language::Found| Hint {
                code: found.wording.rule.code,
                text: format!(
                    "\u{201c}{}\u{201d}: {}",
                    &words[found.range.clone()],
                    found.wording.rule.help
                ),
            };
            found.iter().map(hint).collect()
        },
        kept: Kept::new(Drafts::new(), &mut keep),
    };
    screen::run(&mut session, &mut whole, &mut |_| {
        panic!("nothing is saved")
    })
    .unwrap();
    svg(terminal.backend().buffer())
}

/// A walk through the question on the picture.
fn session() -> Session {
    let read = |name: &str| {
        let path = format!("{EXAMPLE}/{name}");
        Source::new(name, std::fs::read_to_string(path).unwrap())
    };
    let value = |source: &Arc<Source>| {
        let tree = Tree::parse(source).0.unwrap();
        tree.value(tree.root())
    };
    let incident = read("incident.yaml");
    let now = "2026-04-01T00:00:00Z".parse().unwrap();
    let files = Files {
        incident_file: value(&incident),
        incident: load::incident(&incident, now, None).value.unwrap(),
        review: Value::Null,
    };
    let options = walk::Options {
        timeline: timeline::questions(
            (&files.incident, &files.review),
            &Config::default(),
            Wish::default(),
        ),
        ..walk::Options::default()
    };
    let plan = walk::plan(&files, &Catalogue::built_in().unwrap(), &options).unwrap();
    let mut session = Session::new(plan, files);
    let asked = session.questions().iter().find(|own| own.id == QUESTION);
    let key = asked.unwrap().key();
    session.take(walk::Command::Go(key));
    session
}

/// Cells as a picture that follows the light or the dark ground of whoever looks at it.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (SIZE.0 * CELL.0, SIZE.1 * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-12 -12 {} {}\" role=\"img\" \
         aria-label=\"A walk on the whole screen\">\n<style>\n{STYLE}</style>\n\
         <rect class=\"ground\" x=\"-12\" y=\"-12\" width=\"100%\" height=\"100%\" rx=\"8\"/>\n",
        width + 24,
        height + 24
    );
    for row in 0..SIZE.1 {
        let mut start = 0;
        while start < SIZE.0 {
            let style = class(&buffer[(start, row)]);
            let end = (start..SIZE.0).find(|at| class(&buffer[(*at, row)]) != style);
            let end = end.unwrap_or(SIZE.0);
            let text: String = (start..end).map(|at| buffer[(at, row)].symbol()).collect();
            run(&mut svg, (start, row), (&text, &style));
            start = end;
        }
    }
    svg + "</svg>\n"
}

const STYLE: &str = "\
.ground { fill: #fbfbf8; stroke: #c9c9c4 }
text { font: 13.3px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #24292f; white-space: pre }
.bold { font-weight: 700 }
.dim { fill: #62676d }
.cyan { fill: #0f6d79 }
.yellow { fill: #8a5a00 }
.cursor { fill: #24292f }
@media (prefers-color-scheme: dark) {
  .ground { fill: #16191d; stroke: #3b4047 }
  text { fill: #e4e6e8 }
  .dim { fill: #9aa1a9 }
  .cyan { fill: #6cc7d4 }
  .yellow { fill: #e0b050 }
  .cursor { fill: #e4e6e8 }
}
";

/// The names of a cell's looks.
fn class(cell: &Cell) -> String {
    let looks = [
        (cell.modifier.contains(Modifier::BOLD), "bold"),
        (cell.modifier.contains(Modifier::DIM), "dim"),
        (cell.fg == Color::Cyan, "cyan"),
        (cell.fg == Color::Yellow, "yellow"),
        (cell.modifier.contains(Modifier::REVERSED), "cursor"),
    ];
    let names = looks.iter().filter(|look| look.0).map(|look| look.1);
    names.collect::<Vec<_>>().join(" ")
}

/// Cells of the same looks, in a piece.
fn run(svg: &mut String, (column, row): (u16, u16), (text, class): (&str, &str)) {
    let (x, y) = (column * CELL.0, row * CELL.1);
    if class.contains("cursor") {
        let (width, height) = CELL;
        let _ = writeln!(
            svg,
            "<rect class=\"cursor\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }
    let trimmed = text.trim_end();
    if trimmed.is_empty() {
        return;
    }
    let indent = trimmed.len() - trimmed.trim_start().len();
    let own = trimmed.trim_start();
    let cells = u16::try_from(unicode_width::UnicodeWidthStr::width(own)).unwrap();
    let x = x + u16::try_from(indent).unwrap() * CELL.0;
    let own = own.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        svg,
        "<text x=\"{x}\" y=\"{}\" class=\"{class}\" textLength=\"{}\">{own}</text>",
        y + 13,
        cells * CELL.0
    );
}
