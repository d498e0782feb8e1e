//! The stages inside a command: parse and load, report, render, by number of events.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a bench may panic"
)]

#[path = "archive/generate.rs"]
mod generate;

use divan::Bencher;
use divan::counter::BytesCount;
use pir::load;
use pir::source::Source;

const EVENTS: &[usize] = &[10, 100, 1_000];

fn main() {
    divan::main();
}

/// The text of an incident to typed values with places and times.
#[divan::bench(args = EVENTS)]
fn load_incident(bencher: Bencher<'_, '_>, events: usize) {
    let text = generate::incident(7, events);
    let now = "2026-04-01T00:00:00Z".parse().unwrap();
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Source::new("incident.yaml", text.clone()))
        .bench_values(|source| load::incident(&source, now, None).value.unwrap());
}

/// The same text to the tree alone, without types.
#[divan::bench(args = EVENTS)]
fn parse_tree(bencher: Bencher<'_, '_>, events: usize) {
    let text = generate::incident(7, events);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Source::new("incident.yaml", text.clone()))
        .bench_values(|source| pir::yaml::Tree::parse(&source));
}
