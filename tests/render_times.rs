//! Times and lengths in a report: as exact as written and no more.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "render_support/mod.rs"]
mod support;

use pir::model::{Event, Incident, Mark, Review, Timeline, When};
use pir::report::{Report, Row};
use support::{bare, event, marks, range, when};

/// An incident with a date, a zone and these events.
fn incident(events: Vec<Event>) -> Incident {
    Incident {
        date: Some(support::spanned(support::date("2026-03-12"))),
        timezone: Some(support::text("Europe/Berlin")),
        timeline: Timeline {
            events,
            quick: None,
        },
        ..bare()
    }
}

fn report(events: Vec<Event>) -> Report {
    support::report(&incident(events), &Review::default())
}

/// An event with a mark.
fn marked(mark: Mark, at: When) -> Event {
    Event {
        at: Some(at),
        mark: marks(&[mark]),
        ..event(mark.word(), "00:00", mark.word())
    }
}

fn rows(report: &Report) -> Vec<&Row> {
    let parts = report.days.iter().flat_map(|day| &day.parts);
    parts.flat_map(|part| &part.rows).collect()
}

#[test]
fn a_length_says_how_well_it_is_known() {
    for (from, to, text) in [
        (when("10:31"), when("11:38"), "10:31 to 11:38 (67 minutes)"),
        (
            when("~10:31"),
            when("11:38"),
            "~10:31 to 11:38 (about 67 minutes)",
        ),
        (
            when("before 10:31"),
            when("11:38"),
            "before 10:31 to 11:38 (at least 67 minutes)",
        ),
        (
            when("after 10:31"),
            when("11:38"),
            "after 10:31 to 11:38 (at most 67 minutes)",
        ),
        (
            when("before 10:31"),
            when("before 11:38"),
            "before 10:31 to before 11:38 (length unknown)",
        ),
        (
            when("10:31"),
            when("10:31"),
            "10:31 to 10:31 (within the same minute)",
        ),
        (
            when("11:38"),
            when("10:31"),
            "11:38 to 10:31 (the second lies 67 minutes before the first)",
        ),
        (
            when("2026-03-12 23:50"),
            when("2026-03-13 00:40"),
            "23:50 to 2026-03-13 00:40 (50 minutes)",
        ),
        (
            when("10:31"),
            when("10:38 UTC"),
            "10:31 to 10:38 UTC (67 minutes)",
        ),
        (
            range("10:00", "10:20"),
            when("11:00"),
            "10:00..10:20 to 11:00 (about 50 minutes)",
        ),
    ] {
        let report = report(vec![
            marked(Mark::Started, from),
            marked(Mark::Detected, to),
        ]);
        assert_eq!(report.lengths[0].text, text);
        assert_eq!(
            report.lengths[0].backwards,
            text.contains("before the first"),
            "{text}"
        );
    }
}

#[test]
fn a_missing_mark_is_missing_and_never_zero() {
    let report = report(vec![marked(Mark::Started, when("10:00"))]);
    assert_eq!(report.lengths[0].text, "detected is not recorded");
    assert!(
        report
            .lengths
            .iter()
            .all(|length| !length.known && length.words.is_none())
    );
    assert_eq!(report.milestones[1].time, "not recorded");
}

#[test]
fn the_first_start_and_the_last_end_count() {
    let report = report(vec![
        marked(Mark::Detected, when("10:30")),
        marked(Mark::Detected, when("10:20")),
        marked(Mark::Resolved, when("11:00")),
        marked(Mark::Resolved, when("12:00")),
        marked(Mark::Resolved, when("11:30")),
    ]);
    assert_eq!(report.milestones[1].time, "10:20");
    assert_eq!(report.milestones[4].time, "12:00");
}

#[test]
fn rows_stand_in_order_of_time_and_unknown_ones_behind_their_neighbour() {
    let unknown = Event {
        at: None,
        ..event("unknown", "00:00", "x")
    };
    let report = report(vec![
        event("late", "12:00", "x"),
        unknown,
        event("early", "09:00", "x"),
        event("day-before", "2026-03-11 23:00", "x"),
    ]);
    let ids: Vec<_> = rows(&report).iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["day-before", "early", "late", "unknown"]);
    let days: Vec<_> = report.days.iter().map(|day| day.title.as_str()).collect();
    assert_eq!(days, ["Wednesday 11 March 2026", "Thursday 12 March 2026"]);
    assert_eq!(rows(&report)[3].time, "unknown");
}

#[test]
fn phases_and_distances_hang_on_the_marks() {
    let report = report(vec![
        event("change", "2026-01-12 09:00", "x"),
        marked(Mark::Started, when("~10:00")),
        event("alert", "10:05", "x"),
        marked(Mark::Detected, when("10:31")),
        event("step", "10:38", "x"),
        marked(Mark::Resolved, when("12:00")),
        event("news", "12:30", "x"),
    ]);
    let phases: Vec<_> = report
        .days
        .iter()
        .flat_map(|day| &day.parts)
        .map(|part| (part.phase.unwrap(), part.rows.len()))
        .collect();
    assert_eq!(
        phases,
        [
            ("before", 1),
            ("detection", 2),
            ("response", 3),
            ("after", 1)
        ]
    );
    let relative: Vec<_> = rows(&report)
        .iter()
        .map(|row| row.relative.clone().unwrap())
        .collect();
    assert_eq!(
        relative,
        [
            "−59 d",
            "~−31 min",
            "−26 min",
            "0 min",
            "+7 min",
            "+1 h 29 min",
            "+1 h 59 min"
        ]
    );
}

#[test]
fn what_goes_on_at_the_same_time_is_marked() {
    let span = Event {
        until: Some(when("10:30")),
        ..event("span", "10:00", "x")
    };
    let report = report(vec![
        span,
        event("inside", "10:10", "x"),
        event("twin", "10:40", "x"),
        event("other", "10:40", "x"),
        event("alone", "11:00", "x"),
    ]);
    let rows = rows(&report);
    assert_eq!(rows[1].during, ["span"]);
    assert_eq!(rows[2].together_with, ["other"]);
    let parallel: Vec<_> = rows.iter().map(|row| row.parallel).collect();
    assert_eq!(parallel, [false, true, true, true, false]);
    assert_eq!(rows[0].time, "10:00 to 10:30");
}

#[test]
fn a_time_of_another_zone_says_so() {
    let report = report(vec![event("a", "10:00 UTC", "x"), event("b", "12:00", "x")]);
    assert_eq!(rows(&report)[0].time, "10:00 UTC");
    assert_eq!(rows(&report)[1].time, "12:00");
    assert_eq!(report.zone_offset.as_deref(), Some("+01:00"));
}

#[test]
fn without_a_zone_the_one_offset_of_all_times_is_named() {
    let mut incident = incident(vec![event("a", "10:00", "x")]);
    incident.timezone = None;
    let report = support::report(&incident, &Review::default());
    assert_eq!(report.zone.as_deref(), Some("UTC+01:00"));
    assert_eq!(rows(&report)[0].time, "10:00");
}

#[test]
fn utc_stands_beside_other_clocks_and_is_no_more_exact() {
    let hour = |words: &str| {
        let mut at = when(words);
        at.time.as_mut().unwrap().precision = pir::model::time::Precision::Hour;
        at
    };
    for (at, utc) in [
        (when("10:38"), Some("09:38")),
        (when("~10:38"), Some("~09:38")),
        (when("before 10:38"), Some("before 09:38")),
        (range("10:38", "10:52"), Some("09:38..09:52")),
        (when("00:20"), Some("2026-03-11 23:20")),
        (when("10:38 UTC"), None),
        (when("2025-11-20"), None),
        (hour("14:00"), Some("13:??")),
    ] {
        let one = Event {
            at: Some(at),
            ..event("a", "10:00", "a")
        };
        let report = report(vec![one]);
        assert_eq!(rows(&report)[0].utc.as_deref(), utc);
        assert_eq!(report.entries.utc, usize::from(utc.is_some()));
    }
    let span = Event {
        until: Some(when("00:30")),
        ..event("a", "2026-03-11 23:50", "a")
    };
    let report = report(vec![span]);
    assert_eq!(
        rows(&report)[0].utc.as_deref(),
        Some("22:50 to 2026-03-11 23:30")
    );
}

#[test]
fn an_event_without_a_time_at_the_head_is_in_the_phase_of_the_first() {
    let head = Event {
        at: None,
        ..event("a", "09:00", "a")
    };
    let events = vec![
        head,
        marked(Mark::Started, when("10:00")),
        marked(Mark::Detected, when("10:05")),
    ];
    let report = report(events);
    let phases: Vec<_> = report.days[0].parts.iter().map(|part| part.phase).collect();
    assert_eq!(phases, [Some("detection"), Some("response")]);
}

#[test]
fn before_a_time_is_ahead_of_it_and_after_it_behind() {
    let events = vec![
        marked(Mark::Detected, when("17:00")),
        marked(Mark::Started, when("before 17:00")),
        event("late", "after 18:00", "late"),
        marked(Mark::Resolved, when("18:00")),
    ];
    let report = report(events);
    let parts = report.days[0].parts.iter();
    let told: Vec<_> = parts
        .flat_map(|part| {
            part.rows
                .iter()
                .map(move |row| (part.phase.unwrap(), row.id.as_str()))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("detection", "started"),
            ("response", "detected"),
            ("response", "resolved"),
            ("after", "late"),
        ]
    );
}

#[test]
fn within_ten_days_a_distance_tells_the_hour() {
    for (at, distance) in [
        ("2026-03-14 08:30", "+46 h 30 min"),
        ("2026-03-14 13:10", "+2 d 03 h"),
        ("2026-03-22 09:00", "+9 d 23 h"),
        ("2026-03-22 10:00", "+10 d"),
        ("2026-03-08 09:00", "\u{2212}4 d 01 h"),
        ("2026-03-16", "~+4 d"),
    ] {
        let report = report(vec![
            marked(Mark::Detected, when("10:00")),
            event("b", at, "b"),
        ]);
        let all = rows(&report);
        let row = all.iter().find(|row| row.id == "b").unwrap();
        assert_eq!(row.relative.as_deref(), Some(distance), "{at}");
    }
}

#[test]
fn a_date_is_said_once_where_two_times_share_it() {
    for (from, until, words) in [
        ("10:00", "10:40", "10:00 to 10:40 (40 minutes)"),
        (
            "2026-03-14 10:00",
            "2026-03-14 10:40",
            "2026-03-14 10:00 to 10:40 (40 minutes)",
        ),
        (
            "2026-03-11 23:00",
            "10:00",
            "2026-03-11 23:00 to 2026-03-12 10:00 (11 hours)",
        ),
    ] {
        let mut incident = incident(Vec::new());
        incident.impact.0.push(pir::model::Impact {
            what: support::text("slow"),
            who: None,
            from: Some(when(from)),
            until: Some(when(until)),
            size: None,
            basis: None,
            visibility: None,
        });
        let report = support::report(&incident, &Review::default());
        assert_eq!(report.impact[0].when.as_deref(), Some(words));
    }
    let answer = Event {
        responds_to: Some(support::text("b")),
        ..event("c", "2026-03-14 10:05", "c")
    };
    let report = report(vec![event("b", "2026-03-14 10:00", "b"), answer]);
    let all = rows(&report);
    let other = all[1].relations[0].event.as_ref().unwrap();
    assert_eq!(other.time.as_deref(), Some("10:00"));
}
