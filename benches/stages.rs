//! The stages inside a command: parse and load, report, questions, render, by number of events, with
//! the memory that each takes.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a bench may panic"
)]

#[path = "archive/generate.rs"]
mod generate;

use std::iter;

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};
use pir::check::language::{self, Lexicon, Section};
use pir::config::Config;
use pir::load;
use pir::model::{Incident, Review};
use pir::render::Templates;
use pir::report::{Options, Report};
use pir::source::Source;
use pir::walk::screen::{self, Input, Screen};
use pir::walk::timeline::{self, Wish};
use pir::walk::{self, Catalogue, Drafts, Files, Kept, Session};
use pir::yaml::{Tree, Value};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const EVENTS: &[usize] = &[10, 100, 1_000, 10_000];

fn main() {
    divan::main();
}

/// The text of an incident to the tree alone, without types.
#[divan::bench(args = EVENTS)]
fn parse_tree(bencher: Bencher<'_, '_>, events: usize) {
    let text = generate::incident(7, events);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Source::new("incident.yaml", text.clone()))
        .bench_values(|source| Tree::parse(&source));
}

/// The same text to typed values with places and times.
#[divan::bench(args = EVENTS)]
fn load_incident(bencher: Bencher<'_, '_>, events: usize) {
    let text = generate::incident(7, events);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| text.clone())
        .bench_values(loaded);
}

/// The values to what a template sees.
#[divan::bench(args = EVENTS)]
fn report(bencher: Bencher<'_, '_>, events: usize) {
    let (incident, review) = (loaded(generate::incident(7, events)), review());
    bencher.bench(|| Report::new(&incident, &review, None, &Options::new("bench")));
}

/// What the timeline raises, which a review lists.
#[divan::bench(args = EVENTS)]
fn timeline_questions(bencher: Bencher<'_, '_>, events: usize) {
    let incident = loaded(generate::incident(7, events));
    let (config, nothing) = (Config::default(), Value::Null);
    bencher.bench(|| timeline::questions((&incident, &nothing), &config, Wish::default()));
}

/// Presses on a key on the whole screen of a walk, each drawn before the next one.
#[divan::bench(args = [300, 2_000, 10_000])]
fn key_presses(bencher: Bencher<'_, '_>, events: usize) {
    const PRESSES: usize = 100;
    let text = generate::incident(7, events);
    let source = Source::new("incident.yaml", text.clone());
    let tree = Tree::parse(&source).0.unwrap();
    let files = Files {
        incident: loaded(text),
        incident_file: tree.value(tree.root()),
        review: Value::Null,
    };
    let options = walk::Options::default();
    let plan = walk::plan(&files, &Catalogue::built_in().unwrap(), &options).unwrap();
    let key = Event::Key(KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE));
    bencher
        .counter(ItemsCount::new(PRESSES))
        .with_inputs(|| Session::new(plan.clone(), files.clone()))
        .bench_values(|mut session| {
            let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
            let mut inputs = iter::repeat_n(&key, PRESSES);
            let mut keep = |_: &Drafts| Ok(());
            let mut screen = Screen {
                terminal: &mut terminal,
                color: true,
                inputs: &mut || Ok(inputs.next().cloned().map_or(Input::Stop, Input::Event)),
                edit: Err("there is no editor"),
                hints: &|_| Vec::new(),
                kept: Kept::new(Drafts::new(), &mut keep),
            };
            screen::run(&mut session, &mut screen, &mut |_| Ok(files.clone())).unwrap()
        });
}

/// What a template sees to Markdown.
#[divan::bench(args = EVENTS)]
fn render(bencher: Bencher<'_, '_>, events: usize) {
    filled(bencher, "review.md.j2", events);
}

/// What a template sees to the picture.
#[divan::bench(args = EVENTS)]
fn render_picture(bencher: Bencher<'_, '_>, events: usize) {
    filled(bencher, "timeline.svg.j2", events);
}

fn filled(bencher: Bencher<'_, '_>, template: &str, events: usize) {
    let (incident, review) = (loaded(generate::incident(7, events)), review());
    let report = Report::new(&incident, &review, None, &Options::new("bench"));
    let templates = Templates::new(Vec::new()).unwrap();
    bencher.bench(|| templates.render(template, &report).unwrap());
}

/// The catalogue of questions, which every walk and render reads.
#[divan::bench]
fn catalogue() -> Catalogue {
    Catalogue::built_in().unwrap()
}

/// The words of a review of 10 kB, looked at for their wording.
#[divan::bench]
fn language(bencher: Bencher<'_, '_>) {
    let text = generate::review(7).repeat(40);
    let text = &text[..text.floor_char_boundary(10_000)];
    let lexicon = Lexicon::default();
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| language::find(text, Section::Story, &lexicon));
}

fn loaded(text: String) -> Incident {
    let now = "2026-04-01T00:00:00Z".parse().unwrap();
    load::incident(&Source::new("incident.yaml", text), now, None)
        .value
        .unwrap()
}

fn review() -> Review {
    load::review(&Source::new("review.yaml", generate::review(7)))
        .value
        .unwrap()
}
