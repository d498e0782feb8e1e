//! The quick form: blocks as people type them, their events, and the list they become.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use pir::diagnostic::Level;
use pir::load::quick::{self, Fields, Quick};
use pir::model::{Event, Incident, Mark, RoughDate, When};
use pir::source::{Source, Span, Spanned, Text};
use proptest::prelude::*;

/// A source whose timeline is a block of `lines`, and the span of the block.
fn block(lines: &str) -> (Arc<Source>, Span) {
    let indented: Vec<String> = lines.lines().map(|line| format!("  {line}\n")).collect();
    let indented = indented.concat();
    let head = "title: x\ntimeline: |\n";
    let text = format!("{head}{indented}references: []\n");
    let span = Span::new(head.len(), head.len() + indented.len());
    (Source::new("incident.yaml", text), span)
}

/// The events of `lines`.
fn read(lines: &str) -> Quick {
    let (source, span) = block(lines);
    quick::read(&source, span)
}

/// The messages about `lines`, each with the words that it points at.
fn messages(lines: &str) -> Vec<(String, String)> {
    read(lines)
        .diagnostics
        .iter()
        .map(|found| {
            (
                found.message.clone(),
                found.source.slice(found.span).to_owned(),
            )
        })
        .collect()
}

const EXAMPLE: &str = "\
# from the pad
2026-03-12
09:20 change @data-platform team: batch size raised: 200 to 2000
~09:41 symptom: replica lag starts to rise            !started

10:31 observation @morning on-call: reads the message   !detected
    > it has been slow
    > since ten
  and looks at the board
## 2026-03-13
00:40 recovery: all well !resolved
";

#[test]
fn a_block_becomes_events_that_know_their_places() {
    let (source, span) = block(EXAMPLE);
    let quick = quick::read(&source, span);
    assert!(quick.diagnostics.is_empty(), "{:?}", quick.diagnostics);
    let events = &quick.events;
    assert_eq!(events.len(), 4);
    assert_eq!(events[0].day.as_ref().unwrap().value, "2026-03-12");
    assert_eq!(events[0].who.as_ref().unwrap().value, "data-platform team");
    assert_eq!(events[0].what.value, "batch size raised: 200 to 2000");
    assert!(events[1].has_mark(Mark::Started));
    assert_eq!(
        events[2].quote.as_ref().unwrap().value,
        "it has been slow\nsince ten"
    );
    assert_eq!(
        events[2].what.value,
        "reads the message\nand looks at the board"
    );
    assert_eq!(events[3].day.as_ref().unwrap().value, "2026-03-13");
    assert_eq!(
        quick.comments,
        [(0, Text::new("# from the pad".to_owned(), Span::default()))]
    );
    for event in events {
        let at = &event.at.as_ref().unwrap().text;
        assert_eq!(source.slice(at.span), at.value);
        assert!(
            source
                .slice(event.what.span)
                .starts_with(&event.what.value[..5])
        );
        for mark in &event.mark {
            assert_eq!(source.slice(mark.span), format!("!{}", mark.value));
        }
    }
}

#[test]
fn a_text_of_several_lines_keeps_their_structure() {
    let quick = read(
        "10:38 the runbook says

    first:
      - drain

      - restart
    then wait

    > one
    >   two

    > three
10:39 next

10:40 last",
    );
    assert!(quick.diagnostics.is_empty(), "{:?}", quick.diagnostics);
    let texts: Vec<_> = (quick.events.iter())
        .map(|event| event.what.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "the runbook says\n\nfirst:\n  - drain\n\n  - restart\nthen wait",
            "next",
            "last"
        ]
    );
    let quote = quick.events[0].quote.as_ref().unwrap();
    assert_eq!(quote.as_str(), "one\n  two\n\nthree");
}

#[test]
fn the_bar_before_a_block_is_no_line_of_it() {
    let source = Source::new(
        "a.yaml",
        "timeline: |2- # typed\n  10:38 text\r\n  10:39 more\r\n",
    );
    let quick = quick::read(&source, Span::new(10, source.text().len()));
    assert!(quick.diagnostics.is_empty());
    assert_eq!(quick.events[1].what.value, "more");
    assert_eq!(source.slice(quick.events[0].what.span), "text");
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    let pair = |message: &str, words: &str| (message.to_owned(), words.to_owned());
    assert_eq!(
        messages("then the lag rises\n> who said that\n10:38\n24:00 text\n10:38 lag !strated"),
        [
            pair("this line begins with no time", "then the lag rises"),
            pair("there is no event above this quote", "> who said that"),
            pair("this says when, and not what", "10:38"),
            pair("`24:00` is no time of a day", "24:00"),
            pair("`!strated` is no mark", "!strated"),
        ]
    );
    assert_eq!(
        messages("10:38 text\n    1039 typed without its colon")[0].0,
        "this line begins with no time"
    );
}

#[test]
fn the_rule_finds_its_bad_examples_and_nothing_in_its_good_ones() {
    let found = |document: &str| {
        let start = document.find("timeline: ").unwrap() + 10;
        let source = Source::new("incident.yaml", document);
        let quick = quick::read(&source, Span::new(start, document.len()));
        quick
            .diagnostics
            .iter()
            .map(|found| found.rule.code)
            .collect::<Vec<_>>()
    };
    let rule = &quick::QUICK_LINE_UNREADABLE;
    for bad in rule.bad {
        assert_eq!(found(bad), [rule.code], "{bad}");
    }
    for good in rule.good {
        assert!(found(good).is_empty(), "{good}");
    }
}

/// An event of the list form, from its fields.
fn listed(fields: &Fields) -> Event {
    let text = |value: &String| Text::new(value.clone(), Span::default());
    let mut event = Event::default();
    for (name, values) in fields {
        let first = text(&values[0]);
        match *name {
            "at" => {
                event.at = Some(When {
                    text: first,
                    time: None,
                });
            }
            "what" => event.what = first,
            "who" => event.who = Some(first),
            "quote" => event.quote = Some(first),
            "kind" => event.kind = Some(pir::model::Kind::from_word(&first).into()),
            "mark" => {
                let mark =
                    |word: &String| *Mark::ALL.iter().find(|mark| mark.word() == word).unwrap();
                event.mark.0 = values
                    .iter()
                    .map(|word| Spanned::new(mark(word), Span::default()))
                    .collect();
            }
            other => panic!("{other}"),
        }
    }
    event
}

/// What each event means: its time in full, and all else that it says; `None` where a time is wrong.
fn meaning(events: Vec<Event>, date: Option<NaiveDate>) -> Option<Vec<String>> {
    let mut incident = Incident {
        date: date.map(|date| Spanned::new(RoughDate::from(date), Span::default())),
        timezone: Some(Text::new("Europe/Berlin".to_owned(), Span::default())),
        ..Incident::default()
    };
    incident.timeline.events = events;
    let now: DateTime<Utc> = "2026-12-31T00:00:00Z".parse().unwrap();
    let found = pir::load::resolve(&mut incident, &Source::new("x", ""), now, None);
    if found.iter().any(|found| found.level == Level::Error) {
        return None;
    }
    let event = |event: &Event| {
        let time = event.time().map(pir::model::time::Time::full);
        let parts = (
            event.kind.as_ref().map(|kind| &kind.value),
            &event.who,
            &event.what,
            &event.quote,
            &event.mark,
        );
        format!(
            "{time:?} {:?} {:?} {:?} {:?} {:?}",
            parts.0,
            parts.1.as_ref().map(|who| &who.value),
            parts.2.value,
            parts.3.as_ref().map(|quote| &quote.value),
            parts.4.iter().map(|mark| mark.value).collect::<Vec<_>>()
        )
    };
    Some(incident.timeline.events.iter().map(event).collect())
}

/// Asserts that the list form of `lines` means what the block means; gives the list's times.
fn round_trip(lines: &str, date: Option<&str>) -> Vec<String> {
    let date = date.map(|date| date.parse().unwrap());
    let events = read(lines).events;
    let fields = quick::fields(&events, date);
    let list: Vec<Event> = fields.iter().map(listed).collect();
    let times = list
        .iter()
        .map(|event| event.at.as_ref().unwrap().text.value.clone())
        .collect();
    // A block with wrong times is put right before it is turned into a list.
    if let Some(meant) = meaning(events, date) {
        assert_eq!(meaning(list, date), Some(meant), "{lines}");
    }
    times
}

#[test]
fn the_list_says_what_the_block_says() {
    assert_eq!(
        round_trip(EXAMPLE, None),
        ["2026-03-12 09:20", "~09:41", "10:31", "2026-03-13 00:40"]
    );
    assert_eq!(
        round_trip(
            "2025-11-20\n9:00 a\n9:10 PM b\n+5m c\n2026-03-12\n10:38 d",
            Some("2026-03-12")
        ),
        [
            "2025-11-20 09:00",
            "2025-11-20 21:10",
            "+5m",
            "2026-03-12 10:38"
        ]
    );
    assert_eq!(
        round_trip(
            "Mar 11\n9:00 a\n9:10 b\n2026-03-12 9:00 c\n9:30 d\n12 March\n10:00 e",
            Some("2026-03-12")
        ),
        [
            "2026-03-11 09:00",
            "2026-03-11 09:10",
            "2026-03-12 09:00",
            "09:30",
            "2026-03-12 10:00"
        ]
    );
}

proptest! {
    #[test]
    fn any_block_becomes_a_list_that_means_the_same(
        lines in prop::collection::vec(
            prop_oneof![
                "(2026-03-1[0-9]|Mar 1[0-9]|day: 2026-03-1[0-9])",
                "(~|before )?[0-2][0-9]:[0-5][0-9]( PM| UTC)? (alert |change @the team)?: [a-z!: ]{1,9}( !started)?",
                "2026-03-1[0-9] 1[0-9]:[0-5][0-9] text",
                "\\+[1-9][0-9]?m text",
                "  > [a-z]{1,5}",
                "\\PC{0,20}",
            ],
            0..12,
        ),
        dated in prop::bool::ANY,
    ) {
        round_trip(&lines.join("\n"), dated.then_some("2026-03-12"));
    }

    #[test]
    fn places_lie_in_the_source(lines in "(\\PC|\n){0,200}") {
        let (source, span) = block(&lines);
        let quick = quick::read(&source, span);
        for event in &quick.events {
            prop_assert_eq!(source.slice(event.at.as_ref().unwrap().text.span), event.at.as_ref().unwrap().text.value.as_str());
        }
        for found in &quick.diagnostics {
            prop_assert!(source.text().get(found.span.range()).is_some());
        }
    }
}
