//! The page of statistics: shares and counts as tables, every strip of dots as a picture.

use super::dots::{Dots, NAMED};
use super::pages::Archive;
use super::rows::Rows;
use super::{Body, Section};
use crate::archive::row::Row;
use crate::archive::stats::interval::Interval;
use crate::archive::stats::{ByDepth, Count, NO_MEAN, SELECTION, Section as Numbers, Share, Strip};

/// How many incidents are named below a picture that has no room for names.
const HIGHEST: usize = 10;

/// What is said of such a picture.
const CLOSE: &str = "In order, each incident at a height of its own; the highest are named below.";

/// The page.
pub(super) fn page(archive: &Archive) -> Body {
    let numbers = &archive.stats;
    let mut counted = numbers.head();
    counted.push(
        "In the pictures, each incident is a dot on a log axis, or a bar where its ends are not exact"
            .to_owned(),
    );
    counted.push(NO_MEAN.trim_end_matches('.').to_owned());
    let counted: Vec<_> = counted.iter().map(|said| sentence(said) + ".").collect();
    let about = Section {
        note: Some(counted.join(" ")),
        ..Section::default()
    };
    let sections = numbers.sections.iter().flat_map(measures);
    Body {
        title: "Statistics".to_owned(),
        caution: Some(SELECTION),
        sections: std::iter::once(about).chain(sections).collect(),
    }
}

/// Numbers that belong together: a table of shares, one of each tally, a picture of every strip.
fn measures(own: &Numbers) -> Vec<Section> {
    let shares = if own.shares.is_empty() {
        Rows::None
    } else {
        Rows::Made(own.shares.iter().map(share).collect())
    };
    let mut parts = vec![Section {
        title: own.title.to_owned(),
        id: own.name.to_owned(),
        note: own.note.map(str::to_owned),
        rows: shares,
        ..Section::default()
    }];
    for (index, tally) in own.tallies.iter().enumerate() {
        let rows = Rows::Made(tally.counts.iter().map(counted).collect());
        let id = format!("{}-counts-{index}", own.name);
        let title = sentence(tally.what);
        parts.push(Section {
            below: true,
            ..Section::listed((&id, &title), "", rows)
        });
    }
    let strips = own.dots.iter().enumerate();
    parts.extend(strips.map(|(index, strip)| {
        let id = format!("{}-{index}", own.name);
        dots(id, strip)
    }));
    parts
}

/// A picture with what can be said of it; of many incidents the highest by name.
fn dots(id: String, strip: &Strip) -> Section {
    let known = strip.dots.len();
    let mut note = vec![format!("Known of {known} of {}.", known + strip.unknown)];
    note.extend(strip.together().iter().map(|said| sentence(said) + "."));
    let highest = if known > NAMED {
        note.push(CLOSE.to_owned());
        let highest = strip.dots.iter().rev().take(HIGHEST);
        let rows = highest.map(|dot| {
            Row::default()
                .with("id", &*dot.id)
                .with("what", &*dot.words)
        });
        Rows::Made(rows.collect())
    } else {
        Rows::None
    };
    Section {
        title: sentence(strip.what),
        below: true,
        id,
        note: Some(note.join(" ")),
        dots: Dots::of(strip),
        rows: highest,
        label: Some(strip.what),
        ..Section::default()
    }
}

fn share(share: &Share) -> Row {
    let count = format!("{} of {} {}", share.count, share.of, share.unit.word());
    Row::default()
        .with("what", share.what)
        .with("count", count)
        .with("with_95%", share.interval.map(Interval::as_share))
}

/// A count as a row.
pub(super) fn counted(count: &Count) -> Row {
    Row::default()
        .with("what", count.what.clone())
        .with("count", usize::try_from(count.count).unwrap_or(usize::MAX))
        .with("by_depth_of_review", count.by_depth.map(ByDepth::words))
        .with("which", count.list.as_slice())
}

/// Words as a heading.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
