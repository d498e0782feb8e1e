//! Times as people write them: tables of texts and what they mean, and properties of all texts.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test may panic"
)]

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use pir::diagnostic::Diagnostic;
use pir::load::grammar::{self, Stated};
use pir::load::{Clock, times_rules};
use pir::model::time::{Certainty, Gap, Precision, Time};
use pir::model::{Event, Incident, Mark, RoughDate, When, Zone};
use pir::source::{OneOrMany, Source, Span, Spanned, Text};
use proptest::prelude::*;

/// A text that stands at the start of a source which holds nothing else.
fn text(value: &str) -> Text {
    Text::new(value.to_owned(), Span::new(0, value.len()))
}

/// The moment that counts as now.
fn now() -> DateTime<Utc> {
    "2026-12-31T00:00:00Z".parse().unwrap()
}

/// A clock on the day of the examples.
fn clock(zone: &str) -> Clock {
    let date = NaiveDate::from_ymd_opt(2026, 3, 12);
    Clock::new(date, Some(Zone::parse(zone).unwrap()), now())
}

/// What a list of times means: each time in full, or the codes of what is wrong with it.
fn meanings(clock: &mut Clock, texts: &[&str]) -> Vec<String> {
    texts
        .iter()
        .map(|written| {
            let resolved = clock.next(&text(written));
            let time = resolved.time.iter().map(Time::full);
            let codes = resolved
                .faults
                .iter()
                .map(|fault| fault.rule.code.to_owned());
            time.chain(codes).collect::<Vec<_>>().join(" ")
        })
        .collect()
}

/// Texts and how `pir` itself writes them.
const WRITTEN: &[(&str, &str)] = &[
    ("10:38", "10:38"),
    ("9:05", "09:05"),
    ("10:38:20.120", "10:38:20.120"),
    ("10:38:20,1", "10:38:20.1"),
    ("2026-03-12 10:38", "2026-03-12 10:38"),
    ("2026-03-12T10:38", "2026-03-12 10:38"),
    ("2026-03-12, 10:38", "2026-03-12 10:38"),
    ("2026/03/12 at 10:38", "2026-03-12 10:38"),
    ("2026-03-12T10:38:20Z", "2026-03-12T10:38:20Z"),
    ("2026-03-12 10:38:20+01:00", "2026-03-12T10:38:20+01:00"),
    ("2026-03-12 10:38:20 -0700", "2026-03-12T10:38:20-0700"),
    (
        "2026-03-12T10:38:20.123-05:00",
        "2026-03-12T10:38:20.123-05:00",
    ),
    ("10:38 UTC", "10:38 UTC"),
    ("10:38 (UTC)", "10:38 UTC"),
    ("10:38Z", "10:38Z"),
    ("10:38 CET", "10:38 CET"),
    ("10:38+02:00", "10:38+02:00"),
    ("10:38 UTC-05:00", "10:38 UTC-05:00"),
    ("10:38 -0500", "10:38 UTC-0500"),
    ("10:38 Europe/Berlin", "10:38 Europe/Berlin"),
    ("~10:38", "~10:38"),
    ("~ 10:38", "~10:38"),
    ("about 10:38", "~10:38"),
    ("approximately 4:00 PM", "~16:00"),
    ("~10:38 ±15m", "~10:38 ±15m"),
    ("10:38 +-15m", "~10:38 ±15m"),
    ("~10:38 +/- 90 min", "~10:38 ±1h30m"),
    ("10:38..10:52", "10:38..10:52"),
    ("10:38 - 10:52", "10:38..10:52"),
    ("10:38–10:52", "10:38..10:52"),
    ("10:38 — 10:52", "10:38..10:52"),
    ("10:38 to 10:52", "10:38..10:52"),
    ("from 10:38 to 10:52", "10:38..10:52"),
    ("between 02:00 and 02:30", "02:00..02:30"),
    (
        "2026-03-12 between 02:00 and 02:30",
        "2026-03-12 02:00..02:30",
    ),
    ("Between 02:00 and 02.30 PM", "14:00..14:30"),
    ("2.30 pm", "14:30"),
    ("16:05:57-58", "16:05:57..16:05:58"),
    ("10:52..11:??", "10:52..11:??"),
    ("10:52 – 11:--", "10:52..11:??"),
    ("10:52-10:xx", "10:52..10:??"),
    ("10:38-52", "10:38..10:52"),
    ("08:00-09:00", "08:00..09:00"),
    ("~16:06:00 - 16:16:00", "~16:06:00..16:16:00"),
    ("8:20 - 8:24 PM", "20:20..20:24"),
    ("11:30 - 12:30 PM", "11:30..12:30"),
    (
        "2026-03-12 23:50 - 2026-03-13 00:10",
        "2026-03-12 23:50..2026-03-13 00:10",
    ),
    ("2026-03-12..2026-03-14", "2026-03-12..2026-03-14"),
    ("14:??", "14:??"),
    ("??:??", "??:??"),
    ("--:--", "??:??"),
    ("2026-03-12 --:--", "2026-03-12"),
    ("2026-03-12 14:??", "2026-03-12 14:??"),
    ("2026-03-12", "2026-03-12"),
    ("before 17:00", "before 17:00"),
    ("After 5 PM", "after 17:00"),
    ("+11m", "+11m"),
    ("+1h30m", "+1h30m"),
    ("+ 90 min", "+1h30m"),
    ("~+11m", "~+11m"),
    ("5:00 PM", "17:00"),
    ("5 PM", "17:00"),
    ("5 p.m.", "17:00"),
    ("12:29p", "12:29"),
    ("12:29 AM", "00:29"),
    ("07:30am", "07:30"),
    ("2019-02-25 11:21a", "2019-02-25 11:21"),
    ("12 March 2026", "2026-03-12"),
    ("12. March 2026", "2026-03-12"),
    ("12-Mar-2026 10:38", "2026-03-12 10:38"),
    ("Mar 12, 2026", "2026-03-12"),
    ("March 12th, 2026, 10:38 AM", "2026-03-12 10:38"),
    ("Thu, 12 March 2026", "2026-03-12"),
    ("Jan 14, 10:18 AM", "Jan 14 10:18"),
    ("Oct 31 at 18:27", "Oct 31 18:27"),
    ("19. April, 11:00", "Apr 19 11:00"),
    ("May 12", "May 12"),
    ("24/07/2025", "2025-07-24"),
    ("3/15/2019", "2019-03-15"),
    ("10:38 on 12 March 2026", "2026-03-12 10:38"),
    ("2017-11-30 16:22 PST", "2017-11-30 16:22 PST"),
];

#[test]
fn times_have_one_writing_and_it_says_the_same() {
    for (written, own) in WRITTEN {
        let stated =
            grammar::read(written).unwrap_or_else(|unread| panic!("{written}: {unread:?}"));
        assert_eq!(stated.to_string(), *own, "{written}");
        assert_eq!(grammar::read(own).unwrap().to_string(), *own, "{written}");
    }
}

/// Texts that are no time, and what their message or help must say.
const UNREAD: &[(&str, &str)] = &[
    ("", "there is no time here"),
    ("yesterday", "cannot be read"),
    ("12.07.2025 10:00", "can be more than one day"),
    ("07/12/2025 10:00", "write `2025-07-12` or `2025-12-07`"),
    ("12/07 10:00", "`12/07` can be more than one day"),
    ("13.7. 10:00", "`13.7.` is a date without its year"),
    ("0617", "write `06:17`"),
    ("24:00", "the next day"),
    ("99:99", "no time of a day"),
    ("17:00 PM", "leave out"),
    ("2026-02-30", "no day of the calendar"),
    ("22025-03-18", "cannot be read"),
    ("03/04/2026", "write `2026-03-04` or `2026-04-03`"),
    ("24/07/25", "write `2024-07-25` or `2025-07-24`"),
    ("HH:mm", "cannot be read"),
    ("2026-MM-DD", "cannot be read"),
    ("10:38 and so on", "no part of a time"),
    ("10:38..", "no part of a time"),
    ("22:00-02:00", "`22:00..02:00` or `22:00 UTC-02:00`"),
    ("+99999999999999h", "cannot be read"),
    ("~10:38 ±9999d", "no part of a time"),
];

#[test]
fn what_is_no_time_says_what_to_write() {
    for (written, said) in UNREAD {
        let unread = grammar::read(written).expect_err(written);
        let all = format!("{} | {}", unread.message, unread.help);
        assert!(all.contains(said), "{written}: {all}");
        assert!(written.get(unread.range.clone()).is_some(), "{written}");
    }
}

/// Lines, and the time at their start with what is left of them.
const STARTS: &[(&str, Option<(&str, &str)>)] = &[
    (
        "10:38 a customer called",
        Some(("10:38", " a customer called")),
    ),
    ("10:38 - 58 pods died", Some(("10:38", " - 58 pods died"))),
    ("10:38 - 10:52: slow", Some(("10:38..10:52", ": slow"))),
    ("10:38 to the rescue", Some(("10:38", " to the rescue"))),
    ("10:38 API down", Some(("10:38", " API down"))),
    ("10:38 UTC: API down", Some(("10:38 UTC", ": API down"))),
    ("10:38: text", Some(("10:38", ": text"))),
    ("5:00 PM", Some(("17:00", ""))),
    ("+11m action: text", Some(("+11m", " action: text"))),
    (
        "2026-03-12 10:38 20 pods",
        Some(("2026-03-12 10:38", " 20 pods")),
    ),
    ("2026-03-12: text", Some(("2026-03-12", ": text"))),
    (
        "before 17:00 symptom: text",
        Some(("before 17:00", " symptom: text")),
    ),
    ("16:05:57-58: text", Some(("16:05:57..16:05:58", ": text"))),
    (
        "17:05 - looking through tokens",
        Some(("17:05", " - looking through tokens")),
    ),
    ("May 12", Some(("May 12", ""))),
    ("before we begin", None),
    ("from here on", None),
    ("10 pods died", None),
    ("text", None),
];

#[test]
fn a_line_may_begin_with_a_time() {
    for (line, expected) in STARTS {
        let read = grammar::read_start(line).map(Result::unwrap);
        let read = read.map(|(stated, end)| (stated.to_string(), &line[end..]));
        let expected = expected.map(|(time, rest)| (time.to_owned(), rest));
        assert_eq!(read, expected, "{line}");
    }
}

#[test]
fn a_list_of_times_is_read_in_order() {
    let mut berlin = clock("Europe/Berlin");
    let texts = [
        "2025-11-20",
        "~09:41",
        "10:31",
        "+11m",
        "10:38 UTC",
        "12:29p",
        "14:??",
        "15:00..15:10",
        "+5m",
        "2026-03-13 00:40",
        "01:00",
    ];
    assert_eq!(
        meanings(&mut berlin, &texts),
        [
            "2025-11-20",
            "~2026-03-12T09:41+01:00",
            "2026-03-12T10:31+01:00",
            "2026-03-12T10:42+01:00",
            "2026-03-12T10:38+00:00",
            "2026-03-12T12:29+01:00",
            "2026-03-12T14:??+01:00",
            "2026-03-12T15:00+01:00..2026-03-12T15:10+01:00",
            "2026-03-12T15:05+01:00..2026-03-12T15:15+01:00",
            "2026-03-13T00:40+01:00",
            "2026-03-13T01:00+01:00",
        ]
    );
}

#[test]
fn midnight_has_to_be_said() {
    let mut berlin = clock("Europe/Berlin");
    assert_eq!(
        meanings(&mut berlin, &["23:58", "00:40", "00:50", "00:45"]),
        [
            "2026-03-12T23:58+01:00",
            "passed-midnight",
            "2026-03-13T00:50+01:00",
            "2026-03-13T00:45+01:00 steps-back",
        ]
    );
    let mut berlin = clock("Europe/Berlin");
    berlin.next(&text("23:58"));
    let fault = berlin.next(&text("~00:40")).faults.remove(0);
    assert_eq!(
        fault.help.unwrap(),
        "did this pass midnight? write `~2026-03-13 00:40`; if not, write `~2026-03-12 00:40`"
    );
}

#[test]
fn a_time_below_one_with_a_zone_may_be_meant_in_it() {
    let said = |texts: &[&str]| -> Vec<String> {
        let mut berlin = clock("Europe/Berlin");
        let mut said = Vec::new();
        for written in texts {
            for fault in berlin.next(&text(written)).faults {
                said.push(format!(
                    "{}: {}",
                    fault.rule.code,
                    fault.help.unwrap_or_default()
                ));
            }
        }
        said
    };
    assert_eq!(
        said(&["17:00 PDT", "17:07", "17:09 PDT"]),
        ["passed-midnight: was PDT meant here too? write `17:07 PDT`"]
    );
    assert_eq!(
        said(&["17:00 UTC", "17:07"]),
        ["steps-back: was UTC meant here too? write `17:07 UTC`"]
    );
    // In that zone too it would be before: something else is wrong.
    assert_eq!(said(&["17:00 UTC", "16:07"]), ["steps-back: "]);
    assert_eq!(said(&["17:00 UTC", "18:07"]), [""; 0]);
}

#[test]
fn order_is_judged_with_the_margin_of_both() {
    let mut utc = clock("UTC");
    let texts = [
        "10:38:20",
        "10:38",
        "~10:35",
        "??:??",
        "10:20",
        "2026-03-12 02:00",
    ];
    let codes: Vec<bool> = meanings(&mut utc, &texts)
        .iter()
        .map(|meaning| meaning.ends_with("steps-back"))
        .collect();
    assert_eq!(codes, [false, false, false, false, true, true]);
}

#[test]
fn a_range_may_pass_midnight() {
    let meaning = |written| meanings(&mut clock("UTC"), &[written]).remove(0);
    assert_eq!(
        meaning("23:50..00:10"),
        "2026-03-12T23:50+00:00..2026-03-13T00:10+00:00"
    );
    assert_eq!(meaning("10:52..10:38"), "end-before-start");
    assert_eq!(
        meaning("10:38..11:52 CET"),
        "2026-03-12T10:38+01:00..2026-03-12T11:52+01:00"
    );
}

#[test]
fn an_end_is_after_its_start() {
    let berlin = clock("Europe/Berlin");
    let until = |at: &str, until: &str| {
        let mut clock = berlin.clone();
        let start = text(at);
        let time = clock.next(&start).time;
        let at = When { text: start, time };
        let resolved = clock.until(&text(until), &at);
        resolved.time.map_or_else(
            || resolved.faults[0].rule.code.to_owned(),
            |time| time.full(),
        )
    };
    assert_eq!(until("23:50", "00:10"), "2026-03-13T00:10+01:00");
    assert_eq!(until("10:38", "10:30"), "end-before-start");
    assert_eq!(until("10:38", "+20m"), "2026-03-12T10:58+01:00");
    assert_eq!(until("10:38 UTC", "10:52"), "2026-03-12T10:52+00:00");
    assert_eq!(until("10:38", "2026-03-11 10:52"), "end-before-start");
}

#[test]
fn zones_and_seasons_are_believed_only_where_they_fit() {
    let on = |date: &str, zone: &str, written: &str| {
        let date = date.parse().ok();
        let mut clock = Clock::new(date, Some(Zone::parse(zone).unwrap()), now());
        meanings(&mut clock, &[written]).remove(0)
    };
    let meaning = on("2026-07-03", "Europe/Berlin", "10:38 CET");
    assert_eq!(meaning, "2026-07-03T10:38+01:00 zone-not-in-season");
    let meaning = on("2018-07-30", "UTC", "10:38 PST");
    assert_eq!(meaning, "2018-07-30T10:38-08:00 zone-not-in-season");
    assert_eq!(
        on("2026-03-29", "Europe/Berlin", "02:30"),
        "time-in-dst-gap"
    );
    assert_eq!(
        on("2026-10-25", "Europe/Berlin", "02:30"),
        "time-in-dst-fold"
    );
    assert_eq!(on("2026-03-12", "UTC", "10:38 BST"), "ambiguous-zone");
    assert_eq!(on("2026-03-12", "UTC", "10:38 ABC"), "unknown-zone");
    assert_eq!(
        on("2027-03-12", "UTC", "10:38"),
        "2027-03-12T10:38+00:00 future-time"
    );
}

#[test]
fn what_is_missing_is_not_guessed() {
    let mut clock = Clock::new(None, Some(Zone::UTC), now());
    assert_eq!(
        meanings(
            &mut clock,
            &[
                "10:38",
                "+5m",
                "Jan 14, 10:18 AM",
                "2026-03-12 10:40",
                "10:45",
                "Mar 13"
            ]
        ),
        [
            "time-without-date",
            "",
            "time-without-date",
            "2026-03-12T10:40+00:00",
            "2026-03-12T10:45+00:00",
            "2026-03-13",
        ]
    );
    let mut clock = Clock::new(now().date_naive().pred_opt(), None, now());
    assert_eq!(
        meanings(&mut clock, &["10:38", "2026-03-12"]),
        ["time-without-zone", "2026-03-12"]
    );
}

#[test]
fn a_day_line_holds_until_the_next() {
    let mut clock = clock("UTC");
    assert!(clock.begin(&text("2025-11-20")).is_empty());
    assert_eq!(
        meanings(&mut clock, &["09:00", "09:10"])[1],
        "2025-11-20T09:10+00:00"
    );
    assert!(clock.begin(&text("12 March 2026")).is_empty());
    assert_eq!(meanings(&mut clock, &["09:00"]), ["2026-03-12T09:00+00:00"]);
    assert_eq!(clock.begin(&text("2026-03-11"))[0].rule.code, "steps-back");
    assert_eq!(clock.begin(&text("10:38"))[0].rule.code, "time-unreadable");
}

/// The incident that a small document of the rules describes; only what times need.
fn incident(document: &str) -> (Incident, Arc<Source>) {
    let source = Source::new("incident.yaml", document);
    let value: yaml_serde::Value = yaml_serde::from_str(document).unwrap();
    let at = |value: &yaml_serde::Value| {
        let value = value.as_str()?;
        let start = document.find(value).unwrap();
        Some(Text::new(
            value.to_owned(),
            Span::new(start, start + value.len()),
        ))
    };
    let when = |value: Option<&yaml_serde::Value>| {
        value.and_then(at).map(|text| When { text, time: None })
    };
    let mut incident = Incident {
        date: value
            .get("date")
            .and_then(at)
            .and_then(|text| Some(Spanned::new(RoughDate::parse(&text)?, text.span))),
        timezone: value.get("timezone").and_then(at),
        ..Incident::default()
    };
    for event in value.get("timeline").unwrap().as_sequence().unwrap() {
        let mark = event.get("mark").and_then(at).map(|text| {
            let mark = Mark::ALL.iter().find(|mark| mark.word() == text.value);
            Spanned::new(*mark.unwrap(), text.span)
        });
        incident.timeline.events.push(Event {
            at: when(event.get("at")),
            until: when(event.get("until")),
            since: when(event.get("since")),
            mark: OneOrMany(mark.into_iter().collect()),
            ..Event::default()
        });
    }
    (incident, source)
}

/// What loading would say about the times of a document.
fn findings(document: &str) -> Vec<Diagnostic> {
    let (mut incident, source) = incident(document);
    pir::load::resolve(&mut incident, &source, now(), None)
}

#[test]
fn every_rule_finds_its_bad_examples_and_nothing_in_its_good_ones() {
    for rule in times_rules::RULES {
        assert!(
            !rule.bad.is_empty() && !rule.good.is_empty(),
            "{}",
            rule.code
        );
        for bad in rule.bad {
            let found = findings(bad);
            let codes: Vec<_> = found.iter().map(|found| found.rule.code).collect();
            assert_eq!(codes, [rule.code], "{bad}");
        }
        for good in rule.good {
            let found = findings(good);
            let codes: Vec<_> = found.iter().map(|found| found.rule.code).collect();
            assert!(codes.is_empty(), "{}: {codes:?}\n{good}", rule.code);
        }
    }
}

#[test]
fn a_finding_points_at_the_words_that_are_wrong() {
    let document = "date: 2026-03-12\ntimezone: UTC\ntimeline:\n  - at: \"10:38 IST\"\n";
    let found = findings(document).remove(0);
    assert_eq!(found.source.slice(found.span), "IST");
}

/// Any time that the grammar and the resolver can make.
fn any_time() -> impl Strategy<Value = Time> {
    let precision = prop_oneof![
        Just(Precision::Day),
        Just(Precision::Hour),
        Just(Precision::Minute),
        Just(Precision::Second),
        Just(Precision::Millisecond),
    ];
    let mark = prop_oneof![
        Just(""),
        Just("~"),
        Just("before "),
        Just("after "),
        Just("..")
    ];
    let parts = (
        precision,
        mark,
        0i64..500_000_000_000,
        0i64..400_000,
        prop::bool::ANY,
    );
    parts.prop_map(|(precision, mark, at, length, flag)| {
        let written = |at: i64| {
            let at = DateTime::from_timestamp_millis(1_000_000_000_000 + at).unwrap();
            let form = match precision {
                Precision::Day => "%Y-%m-%d",
                Precision::Hour => "%Y-%m-%d %H:??",
                Precision::Minute => "%Y-%m-%dT%H:%M-05:00",
                Precision::Second => "%Y-%m-%d %H:%M:%S UTC",
                Precision::Millisecond => "%Y-%m-%d %H:%M:%S%.3f",
            };
            at.format(form).to_string()
        };
        let margin = if flag {
            format!(" ±{}m", length % 500 + 1)
        } else {
            String::new()
        };
        let text = match mark {
            ".." => format!(
                "{}{}..{}",
                if flag { "~" } else { "" },
                written(at),
                written(at + length * 1000)
            ),
            "~" => format!("~{}{margin}", written(at)),
            mark => format!("{mark}{}", written(at)),
        };
        let mut clock = Clock::new(None, Some(Zone::UTC), now());
        let resolved = clock.next(&Text::new(text.clone(), Span::default()));
        resolved
            .time
            .unwrap_or_else(|| panic!("{text}: {:?}", resolved.faults))
    })
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_fall(written in "\\PC{0,40}") {
        let _ = grammar::read(&written);
        let _ = grammar::read_start(&written);
        meanings(&mut clock("Europe/Berlin"), &[&written, &written]);
    }

    #[test]
    fn no_text_of_the_letters_of_times_makes_the_reader_fall(
        texts in prop::collection::vec(
            "(~|before |between |\\+)?[0-9]{0,4}[-:/. ]?[0-9?]{0,2}[-:. TZ]?[0-9]{0,3}( ?(PM|a|UTC|±|\\+|-|\\.\\.|to |Mar |and )[0-9:dhms]{0,6})?",
            1..4,
        )
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        meanings(&mut clock("America/Sao_Paulo"), &texts);
        for written in texts {
            if let Ok(stated) = grammar::read(written) {
                let own = stated.to_string();
                let again = grammar::read(&own).map(|stated| stated.to_string());
                prop_assert_eq!(again.as_deref(), Ok(own.as_str()), "{}", written);
            }
            if let Some(Ok((_, end))) = grammar::read_start(written) {
                prop_assert!(written.is_char_boundary(end));
            }
        }
    }

    #[test]
    fn a_time_lies_between_its_bounds_and_reads_back(time in any_time()) {
        let anchor = time.anchor.to_utc();
        prop_assert!(time.earliest().is_none_or(|earliest| earliest <= anchor));
        prop_assert!(time.latest().is_none_or(|latest| anchor <= latest));
        let again = Clock::new(None, Some(Zone::UTC), now()).next(&text(&time.full()));
        prop_assert_eq!(again.time, Some(time));
    }

    #[test]
    fn a_gap_claims_no_more_than_its_ends(from in any_time(), to in any_time()) {
        let shortest = to.earliest().zip(from.latest()).map(|(to, from)| to - from);
        let longest = to.latest().zip(from.earliest()).map(|(to, from)| to - from);
        let exact = from.is_exact() && to.is_exact();
        match Gap::between(&from, &to) {
            Gap::Exact(length) => {
                prop_assert!(exact);
                prop_assert!((length - shortest.unwrap()).abs() < TimeDelta::minutes(1));
            }
            Gap::About(_) => prop_assert!(!exact && shortest.is_some() && longest.is_some()),
            Gap::AtLeast(length) => prop_assert!(length <= shortest.unwrap() && longest.is_none()),
            Gap::AtMost(length) => prop_assert!(length >= longest.unwrap()),
            Gap::Unknown => prop_assert!(shortest.is_none() || longest.is_none()),
        }
    }
}

#[test]
fn gaps_are_told_as_far_as_they_are_known() {
    let gap = |from: &str, to: &str| {
        let time = |written| {
            Clock::new(NaiveDate::from_ymd_opt(2026, 3, 12), Some(Zone::UTC), now())
                .next(&text(written))
                .time
                .unwrap()
        };
        Gap::between(&time(from), &time(to)).to_string()
    };
    for (from, to, said) in [
        ("10:31", "11:38", "67 minutes"),
        ("11:38", "10:31", "minus 67 minutes"),
        ("10:38", "10:38", "0 minutes"),
        ("10:38:20", "10:39", "1 minute"),
        ("10:38:20", "10:38:50", "30 seconds"),
        ("~09:41", "10:31", "about 50 minutes"),
        ("10:00..11:00", "12:00", "about 1 hour 30 minutes"),
        ("14:??", "14:30", "at most 30 minutes"),
        ("14:??", "17:00", "about 3 hours"),
        ("before 10:00", "11:00", "at least 60 minutes"),
        ("before 10:00", "~11:00", "at least 55 minutes"),
        ("10:00", "after 11:00", "at least 60 minutes"),
        ("after 10:00", "11:00", "at most 60 minutes"),
        ("10:00", "before 11:00", "at most 60 minutes"),
        ("after 10:00", "after 11:00", "unknown"),
        ("before 10:00", "before 11:00", "unknown"),
        ("before 12:00", "11:00", "unknown"),
        ("2026-03-10", "2026-03-12 10:00", "about 2 days"),
        ("2026-03-12", "10:00", "at most 10 hours"),
    ] {
        assert_eq!(gap(from, to), said, "{from} to {to}");
    }
}

#[test]
fn a_mark_is_the_first_or_the_last_by_time() {
    let document = "date: 2026-03-12\ntimezone: UTC\ntimeline:\n  - {at: \"10:10\", mark: started}\n  \
         - {at: \"10:05\", mark: started}\n  - {at: \"11:00\", mark: resolved}\n  \
         - {at: \"11:30\", mark: resolved}\n";
    let (mut incident, source) = incident(document);
    pir::load::resolve(&mut incident, &source, now(), None);
    let at = |mark| incident.mark(mark).unwrap().0.text.value.clone();
    assert_eq!(at(Mark::Started), "10:05");
    assert_eq!(at(Mark::Resolved), "11:30");
    assert!(incident.mark(Mark::Declared).is_none());
}

#[test]
fn certainty_is_carried_by_a_step() {
    let mut clock = clock("UTC");
    clock.next(&text("~10:38 ±15m"));
    let time = clock.next(&text("+11m")).time.unwrap();
    let margin = TimeDelta::minutes(15);
    assert_eq!(
        time.certainty,
        Certainty::About {
            margin,
            stated: true
        }
    );
    assert!(matches!(grammar::read("+11m"), Ok(Stated::Later { .. })));
}

#[test]
fn long_lengths_are_rounded_to_what_is_printed() {
    use chrono::TimeDelta;
    use pir::model::time::in_words;
    let words = |minutes| in_words(TimeDelta::minutes(minutes));
    assert_eq!(words(31 * 60 + 50), "1 day 8 hours");
    assert_eq!(words(47 * 60 + 40), "2 days");
    assert_eq!(words(24 * 60 * 4 + 20 * 60), "5 days");
    assert_eq!(words(23 * 60 + 59), "23 hours 59 minutes");
}

/// The messages about an incident of events at these times, in Berlin on 12 March 2026.
fn said(times: &[&str]) -> Vec<String> {
    let events: String = (times.iter())
        .map(|at| format!("- {{at: \"{at}\", what: x}}\n"))
        .collect();
    let text = format!("title: T\ndate: 2026-03-12\ntimezone: Europe/Berlin\ntimeline:\n{events}");
    let loaded = pir::load::incident(&Source::new("incident.yaml", text), now(), None);
    loaded
        .findings
        .into_iter()
        .map(|found| found.message)
        .collect()
}

#[test]
fn a_step_back_quotes_the_time_above_as_it_was_written() {
    assert_eq!(
        said(&["09:10 UTC", "10:00"]),
        ["`10:00` is before `09:10 UTC` above it"]
    );
    assert_eq!(
        said(&["10:00", "+20m", "08:50 UTC"]),
        ["`08:50 UTC` is before `+20m` (2026-03-12 10:20) above it"]
    );
    assert_eq!(
        said(&["2026-03-12T10:00+01:00", "2026-03-12T08:59Z"]),
        ["`2026-03-12T08:59Z` is before `2026-03-12T10:00+01:00` above it"]
    );
}

#[test]
fn a_zone_out_of_season_is_said_once_with_how_often() {
    assert_eq!(
        said(&["10:00 CEST", "10:10 CEST", "10:20 CEST", "11:00 PST"]),
        [
            "clocks in Europe/Berlin were not on CEST on 2026-03-12; the same holds for 2 more times",
            "clocks in America/Los_Angeles were not on PST on 2026-03-12",
        ]
    );
}

#[test]
fn a_mark_is_asked_about_its_year_and_a_condition_is_not() {
    let text = "title: T
date: 2026-01-02
timezone: UTC
marks: {resolved: 2025-01-02 17:00, started: 2024-05-02 17:00}
timeline:
- {at: 2025-01-02, kind: condition, mark: started, what: two replicas are left}
- {at: 2025-01-02 10:00, what: the third replica is removed}
";
    let loaded = pir::load::incident(&Source::new("incident.yaml", text), now(), None);
    let codes: Vec<_> = (loaded.findings.iter())
        .map(|found| (found.rule.code, found.source.slice(found.span)))
        .collect();
    assert_eq!(codes, [("year-slip", "2025-01-02 17:00")]);
}

#[test]
fn a_zone_is_looked_at_before_there_is_a_timeline() {
    let code = |zone: &str| {
        let text = format!("title: T\ndate: 2026-03-12\ntimezone: {zone}\n");
        let loaded = pir::load::incident(&Source::new("incident.yaml", text), now(), None);
        let codes = loaded.findings.iter().map(|found| found.rule.code);
        codes.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(code("Nowhere/City"), "unknown-zone");
    assert_eq!(code("BST"), "ambiguous-zone");
    assert_eq!(code("CEST"), "zone-not-in-season");
    assert_eq!(code("CET"), "");
}
