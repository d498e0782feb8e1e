//! Cutting tables.

use std::fmt::Write as _;
use std::sync::Arc;

use super::parts::{Parts, grouped, listed};
use super::rows::Rows;
use super::{Archive, PAGES, Section};
use crate::archive::Record;
use crate::archive::register::{Part, Register};
use crate::archive::row::Row;
use crate::archive::stats::{Period, Stats};
use crate::load;
use crate::source::Source;

/// An archive with these entries, all of one review.
fn archive(entries: &str) -> Archive {
    let today = "2026-01-10".parse().unwrap();
    let changes = load::register(&Source::new("register.yaml", "pir: 1\n")).value;
    let record = Record {
        id: Arc::from("2025-01-10-a"),
        incident: None,
        review: load::review(&Source::new("review.yaml", entries)).value,
        review_text: None,
        plan: None,
    };
    let register = Register::fold([Part::of(&record)], &changes.unwrap(), today);
    Archive {
        incidents: Vec::new(),
        stats: Stats::of(&[], &register, Period::default()),
        register,
        today,
        searched: 0,
    }
}

/// A table of so many rows, of which the last alone has something in its second column.
fn numbered(count: usize) -> (Archive, Parts) {
    let row = |number: usize| {
        Row::default()
            .with("id", format!("row-{number}"))
            .with("last", (number + 1 == count).then(|| "yes".to_owned()))
            .with("never", false)
    };
    let rows = Rows::Made((0..count).map(row).collect());
    let mut section = Section::listed(("every", "Every one"), "", rows);
    section.led_to = true;
    let archive = archive("latent_failures: []\n");
    let parts = Parts::of(("list.html", "The list"), &mut section, &archive).unwrap();
    (archive, parts)
}

#[test]
fn a_table_of_more_than_five_hundred_rows_goes_on() {
    for (count, sizes) in [
        (1, &[1][..]),
        (500, &[500]),
        (501, &[500, 1]),
        (1001, &[500, 500, 1]),
    ] {
        let (archive, parts) = numbered(count);
        let tables = (0..parts.count()).map(|part| parts.table(part, &archive.links()));
        let tables: Vec<_> = tables.collect();
        let rows: Vec<_> = tables.iter().map(|table| table.rows.len()).collect();
        assert_eq!(rows, sizes);
        for table in &tables {
            assert_eq!(table.columns, ["Id", "Last"], "{count}");
            assert_eq!(table.others.is_some(), sizes.len() > 1, "{count}");
        }
        let ids = tables.iter().flat_map(|table| &table.rows);
        let ids: Vec<_> = ids.filter_map(|line| line.id.clone()).collect();
        let wanted = (0..count).map(|row| format!("entry-row-{row}"));
        assert_eq!(ids, wanted.collect::<Vec<_>>());
    }
}

#[test]
fn parts_lead_to_each_other() {
    let (archive, parts) = numbered(1001);
    let table = parts.table(1, &archive.links());
    let others = table.others.unwrap();
    let steps = others.steps.iter();
    let steps: Vec<_> = steps
        .map(|step| (step.range.as_str(), step.href.as_deref()))
        .collect();
    assert_eq!(
        steps,
        [
            ("1 to 500", Some("list.html#every")),
            ("501 to 1,000", None),
            ("1,001 to 1,001", Some("list-every-3.html")),
        ]
    );
    assert_eq!(others.main.unwrap().href, "list.html#every");
    assert_eq!(table.label, "Every one, 501 to 1,000 of 1,001");
    let body = parts.body(1, None, String::new());
    assert_eq!(body.title, "Every one, 501 to 1,000");
}

#[test]
fn of_many_parts_the_ends_have_a_link_and_those_beside() {
    assert_eq!(listed(3, 7), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(listed(0, 34), [0, 1, 33]);
    assert_eq!(listed(16, 34), [0, 15, 16, 17, 33]);
    assert_eq!(listed(33, 34), [0, 32, 33]);
    let (_, parts) = numbered(5000);
    let gaps = |part| {
        let steps = parts.others(part).steps;
        steps.iter().map(|step| step.gap).collect::<Vec<_>>()
    };
    assert_eq!(gaps(0), [false, false, true]);
    assert_eq!(gaps(4), [false, true, false, false, true]);
}

#[test]
fn an_entry_is_led_to_on_the_page_with_its_row() {
    // Two sorts under one id, on both sides of the cut.
    let mut entries =
        "held: {on: 2025-01-10}\ndegraded_conditions:\n- {id: e0499, what: A}\nlatent_failures:\n"
            .to_owned();
    for number in 0..510 {
        writeln!(entries, "- {{id: e{number:04}, what: A}}").unwrap();
    }
    let archive = archive(&entries);
    let page = PAGES.iter().find(|page| page.link.href == "register.html");
    let mut body = (page.unwrap().body)(&archive);
    let every = body
        .sections
        .pop()
        .as_mut()
        .and_then(|section| Parts::of(("register.html", "The register"), section, &archive));
    let every = every.unwrap();
    let links = archive.links();
    let mut led = 0;
    for part in 0..every.count() {
        for line in every.table(part, &links).rows {
            let piece = &line.cells[0].first[0];
            let anchor = format!("{}#entry-{}", every.file(part), piece.text);
            assert_eq!(line.id.is_some(), piece.href.as_deref() == Some(&anchor));
            led += usize::from(line.id.is_some());
        }
    }
    assert_eq!((every.count(), led), (2, 510));
}

#[test]
fn thousands_stand_apart() {
    let numbers = [0, 999, 1000, 17_000, 1_234_567].map(grouped);
    assert_eq!(numbers, ["0", "999", "1,000", "17,000", "1,234,567"]);
}
