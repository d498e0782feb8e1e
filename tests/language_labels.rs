//! How often the rules about words are right, on real sentences that people have labelled. Printed by
//! `cargo test --test language_labels -- --nocapture` where the labels are at hand
//! (`../shared/language/labels.tsv`).
//!
//! Three of ten documents are kept aside by a hash of their name: no rule was written after them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a test may panic and print"
)]

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

use pir::check::language::{self, Lexicon, Section};
use pir::diagnostic::Level;

const LABELS: &str = "../shared/language/labels.tsv";

/// A sentence with what a person says about it.
struct Labelled {
    sentence: String,
    section: Section,
    trap: bool,
    confident: bool,
    aside: bool,
    source: String,
}

/// A share with its 95 % Wilson interval.
struct Share(usize, usize);

impl Share {
    fn interval(&self) -> (f64, f64) {
        let (right, all) = (self.0 as f64, self.1 as f64);
        if self.1 == 0 {
            return (0.0, 1.0);
        }
        let (share, z) = (right / all, 1.96_f64);
        let spread = z * (share * (1.0 - share) / all + z * z / (4.0 * all * all)).sqrt();
        let middle = share + z * z / (2.0 * all);
        let scale = 1.0 + z * z / all;
        ((middle - spread) / scale, (middle + spread) / scale)
    }

    fn percent(&self) -> f64 {
        100.0 * self.0 as f64 / self.1.max(1) as f64
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = self.interval();
        let (right, all) = (self.0, self.1);
        let percent = self.percent();
        let text = format!(
            "{right}/{all} = {percent:.0} % ({:.0}-{:.0})",
            100.0 * low,
            100.0 * high
        );
        f.pad(&text)
    }
}

/// What was found in the sentences of one part.
#[derive(Default)]
struct Tally {
    rules: BTreeMap<&'static str, (usize, usize)>,
    hints: (usize, usize),
    all: (usize, usize),
    caught: (usize, usize),
    caught_confident: (usize, usize),
}

impl Tally {
    fn of<'a>(labels: impl Iterator<Item = &'a Labelled>, without: &[&str]) -> Self {
        let lexicon = Lexicon::default();
        let mut tally = Self::default();
        for label in labels {
            let found = language::find(&label.sentence, label.section, &lexicon);
            let mut told: Vec<_> = found.iter().map(|found| found.wording).collect();
            told.retain(|wording| !wording.is_opt_in() && !without.contains(&wording.rule.code));
            told.sort_by_key(|wording| wording.rule.code);
            told.dedup_by_key(|wording| wording.rule.code);
            let right = usize::from(label.trap);
            for wording in &told {
                let row = tally.rules.entry(wording.rule.code).or_default();
                *row = (row.0 + right, row.1 + 1);
            }
            let hit = usize::from(!told.is_empty());
            let suggested =
                usize::from(told.iter().any(|wording| wording.rule.level == Level::Hint));
            tally.all = (tally.all.0 + hit * right, tally.all.1 + hit);
            tally.hints = (tally.hints.0 + suggested * right, tally.hints.1 + suggested);
            if label.trap {
                tally.caught = (tally.caught.0 + hit, tally.caught.1 + 1);
                if label.confident {
                    let (caught, all) = tally.caught_confident;
                    tally.caught_confident = (caught + hit, all + 1);
                }
            }
        }
        tally
    }

    fn print(&self, name: &str) {
        println!("\n{name}");
        for (code, (right, all)) in &self.rules {
            println!("  {code:24} {}", Share(*right, *all));
        }
        let rows = [
            ("precision of hints", self.hints),
            ("precision with notes", self.all),
            ("recall, confident traps", self.caught_confident),
            ("recall, all traps", self.caught),
        ];
        for (name, (right, all)) in rows {
            println!("  {name:24} {}", Share(right, all));
        }
    }
}

#[test]
fn the_rules_are_right_on_labelled_sentences() {
    let Ok(text) = fs::read_to_string(LABELS) else {
        println!("skipped: {LABELS} is not here");
        return;
    };
    let labels = read(&text);
    assert!(labels.len() > 900, "{}", labels.len());
    let all = Tally::of(labels.iter(), &[]);
    all.print("all labels");
    let worked = Tally::of(labels.iter().filter(|label| !label.aside), &[]);
    worked.print("worked with");
    let aside = Tally::of(labels.iter().filter(|label| label.aside), &[]);
    aside.print("kept aside");
    let own = labels
        .iter()
        .filter(|label| !label.source.starts_with("icco"));
    Tally::of(own, &["single-root-cause"]).print("first hand, without single-root-cause");
    if std::env::var("LANGUAGE_MISSES").is_ok() {
        misses(&labels);
    }
    // The aims: changes that lose them are to be seen.
    assert!(Share(all.hints.0, all.hints.1).percent() >= 92.0);
    assert!(Share(all.all.0, all.all.1).percent() >= 85.0);
    assert!(Share(all.caught_confident.0, all.caught_confident.1).percent() >= 85.0);
}

/// Prints what is wrongly told and what is not, of the part that rules are written after.
fn misses(labels: &[Labelled]) {
    let lexicon = Lexicon::default();
    for label in labels.iter().filter(|label| !label.aside) {
        let found = language::find(&label.sentence, label.section, &lexicon);
        let codes: Vec<_> = (found.iter())
            .filter(|found| !found.wording.is_opt_in())
            .map(|found| found.wording.rule.code)
            .collect();
        if codes.is_empty() == label.trap {
            let codes = codes.join(" ");
            let sign = if label.trap { "missed" } else { "wrong" };
            let sure = if label.confident { "" } else { " (low)" };
            println!("{sign}{sure} {codes} {}", label.sentence);
        }
    }
}

fn read(text: &str) -> Vec<Labelled> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    let labels = rows.map(|row| Labelled {
        section: section(&row[1]),
        trap: &row[2] != "clean",
        confident: &row[4] == "ok",
        aside: hash(&row[7]) % 10 < 3,
        source: row[7].to_owned(),
        sentence: row[0].to_owned(),
    });
    labels.collect()
}

/// What the heading that a sentence stands under announces.
fn section(heading: &str) -> Section {
    Section::announced(heading).unwrap_or(Section::Story)
}

/// FNV-1a, which stays the same for ever.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
