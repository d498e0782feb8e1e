//! The statistics over invented incidents.

use super::{ByDepth, Count, Each, NO_MEAN, Part, Period, Section, Share, Stats, Strip, Whole};
use crate::archive::Record;
use crate::archive::observation::took_part;
use crate::archive::register::{self, Register};
use crate::config::Config;
use crate::load;
use crate::source::Source;

fn register() -> Register {
    let today = "2026-04-01".parse().unwrap();
    Register::fold([], &crate::model::Register::default(), today)
}

fn dots(stats: Stats, what: &str) -> Strip {
    let mut all = stats.sections.into_iter().flat_map(|own| own.dots);
    all.find(|strip| strip.what == what).unwrap()
}

/// Incidents whose detection comes after these minutes, as written.
fn parts(times: &[&str]) -> Vec<Part> {
    let part = |(number, time): (usize, &&str)| {
        let text = format!(
            "title: T\ndate: 2026-01-{:02}\ntimezone: UTC\ntimeline: |\n  10:00 symptom: a !started\n  {time} alert: b !detected\n",
            number + 1
        );
        let now = "2026-04-01T00:00:00Z".parse().unwrap();
        let loaded = load::incident(&Source::new("i.yaml", text), now, None);
        assert!(loaded.is_sound(), "{:?}", loaded.findings);
        let record = Record {
            id: format!("i{number}").into(),
            incident: loaded.value,
            review: None,
            review_text: None,
            plan: None,
        };
        Part::of(&record, &Config::default()).unwrap()
    };
    times.iter().enumerate().map(part).collect()
}

fn detection(times: &[&str]) -> Strip {
    let stats = Stats::of(&parts(times), &register(), Period::default());
    dots(stats, "from first sign to detection")
}

#[test]
fn five_have_no_median_and_six_have_one_from_end_to_end() {
    let five = ["10:01", "10:02", "10:04", "10:08", "10:16"];
    assert_eq!(detection(&five).median, None);
    let six = [&five[..], &["10:32"]].concat();
    let median = detection(&six).median.unwrap();
    let (middle, interval) = (median.median, median.interval);
    assert_eq!(median.of, 6);
    assert!((middle.low - 6.0).abs() < 1e-9 && (middle.high - 6.0).abs() < 1e-9);
    assert!((interval.low - 1.0).abs() < 1e-9 && (interval.high - 32.0).abs() < 1e-9);
}

#[test]
fn inexact_ends_make_a_bar_and_two_medians() {
    let six = ["~10:30", "~10:30", "~10:30", "~10:30", "~10:30", "~10:30"];
    let length = detection(&six);
    let dot = &length.dots[0];
    assert_eq!((dot.least, dot.most), (Some(25.0), Some(35.0)));
    let median = length.median.unwrap().median;
    assert!((median.low - 25.0).abs() < 1e-9 && (median.high - 35.0).abs() < 1e-9);
}

#[test]
fn an_open_end_is_no_median() {
    let six = ["10:01", "10:02", "10:04", "10:08", "10:16", "after 10:32"];
    let length = detection(&six);
    assert_eq!(length.dots[5].most, None);
    assert_eq!(length.median, None);
}

#[test]
fn what_says_nothing_is_no_dot() {
    let length = detection(&["10:01", "after 10:00"]);
    assert_eq!((length.dots.len(), length.unknown), (1, 1));
}

#[test]
fn periods_count_their_own_incidents() {
    let parts = parts(&["10:01", "10:02", "10:04"]);
    let day = |text: &str| Some(text.parse().unwrap());
    let period = Period {
        from: None,
        until: day("2026-01-04"),
        split: day("2026-01-03"),
    };
    let comparison = Stats::of(&parts, &register(), period).comparison.unwrap();
    assert_eq!((comparison.counts, comparison.days), ([2, 1], [2, 2]));
    assert!((comparison.chance - 1.0).abs() < 1e-9);
    let later = Period {
        from: day("2026-01-02"),
        ..Period::default()
    };
    assert_eq!(Stats::of(&parts, &register(), later).incidents, 2);
}

#[test]
fn days_without_an_incident_since_the_last_are_days_of_the_period() {
    let parts = parts(&["10:01", "10:02", "10:04"]);
    let split = |day: &str| Period {
        split: Some(day.parse().unwrap()),
        ..Period::default()
    };
    let of = |day| Stats::of(&parts, &register(), split(day)).comparison;
    // Today is 2026-04-01.
    let comparison = of("2026-02-01").unwrap();
    assert_eq!((comparison.counts, comparison.days), ([3, 0], [31, 60]));
    // A day outside leaves nothing to compare.
    for day in ["2025-12-31", "2026-01-01", "2026-04-02"] {
        assert_eq!(of(day), None, "{day}");
    }
}

#[test]
fn days_that_are_still_to_come_are_none_without_an_incident() {
    let parts = parts(&["10:01", "10:02", "10:03"]);
    let period = |until: Option<&str>| Period {
        split: Some("2026-02-01".parse().unwrap()),
        until: until.map(|day| day.parse().unwrap()),
        ..Period::default()
    };
    let of = |until| Stats::of(&parts, &register(), period(until)).comparison;
    assert_eq!(of(Some("2027-12-31")), of(None));
    assert_eq!(of(Some("2026-03-01")).unwrap().days, [31, 29]);
}

#[test]
fn a_period_that_begins_with_an_incident_says_so() {
    let parts = parts(&["10:01", "10:02", "10:03"]);
    let said = |from: Option<&str>| {
        let period = Period {
            from: from.map(|day| day.parse().unwrap()),
            split: Some("2026-02-01".parse().unwrap()),
            ..Period::default()
        };
        let head = Stats::of(&parts, &register(), period).head();
        head.last().unwrap().contains("begins with an incident")
    };
    assert!(said(None));
    assert!(!said(Some("2025-12-01")));
}

/// Who noticed first, as counted over incidents with such an event of detection.
fn noticed(events: &[&str]) -> Vec<String> {
    let part = |event: &&str| {
        let text = format!(
            "title: T\ndate: 2026-01-02\ntimezone: UTC\ntimeline:\n- {{at: \"10:00\", mark: detected, what: W{event}}}\n"
        );
        let now = "2026-04-01T00:00:00Z".parse().unwrap();
        let loaded = load::incident(&Source::new("i.yaml", text), now, None);
        assert!(loaded.is_sound(), "{:?}", loaded.findings);
        let record = Record {
            id: "2026-01-02-a".into(),
            incident: loaded.value,
            review: None,
            review_text: None,
            plan: None,
        };
        Part::of(&record, &Config::default()).unwrap()
    };
    let parts: Vec<_> = events.iter().map(part).collect();
    let mut stats = Stats::of(&parts, &register(), Period::default()).only("noticed");
    let shares = stats.sections.remove(0).shares.into_iter();
    let words = |share: Share| {
        let interval = share.interval.map(|own| format!(" {}", own.as_share()));
        format!(
            "{} {} of {}{}",
            share.what,
            share.count,
            share.of,
            interval.unwrap_or_default()
        )
    };
    shares.map(words).collect()
}

#[test]
fn who_noticed_first_is_counted_where_somebody_wrote_it_down() {
    let events = [
        ", kind: alert",
        ", kind: observation, who: on-call",
        ", kind: report, reporter: customer",
        ", kind: report",
        "",
    ];
    assert_eq!(
        noticed(&events),
        [
            "an alert 1 of 3 6% to 79%",
            "the response 1 of 3 6% to 79%",
            "a customer 1 of 3 6% to 79%",
            "not recorded 2 of 5"
        ]
    );
}

#[test]
fn a_period_without_an_incident_says_so() {
    let until = Period {
        until: Some("2020-01-01".parse().unwrap()),
        ..Period::default()
    };
    let two = parts(&["10:01", "10:02"]);
    for (parts, period, first) in [
        (
            &[][..],
            Period::default(),
            "no incident with a date is recorded",
        ),
        (&two, until, "no incident is recorded up to 2020-01-01"),
    ] {
        assert_eq!(Stats::of(parts, &register(), period).head()[0], first);
    }
    let since = Period {
        from: Some("2026-03-01".parse().unwrap()),
        ..Period::default()
    };
    assert_eq!(
        Stats::of(&two, &register(), since).head()[0],
        "0 incidents recorded, 2026-03-01 to 2026-04-01; as chance goes, up to 3.7 in as long a time"
    );
}

#[test]
fn what_was_counted_is_said_as_it_was() {
    assert_eq!(
        invented().head()[..2],
        [
            "4 incidents recorded, 2026-01-01 to 2026-04-01; as chance goes, 1.1 to 10.2 in as long \
             a time",
            "3 of them with a review, by the furthest question that it answers: quick 1, standard 1, \
             deep 1"
        ]
    );
}

#[test]
fn the_longest_is_judged_by_what_it_is_no_shorter_than() {
    for (times, said) in [
        // A bar may be as short as its lower end.
        (
            &["before 20:00", "10:30"][..],
            "the longest known: 30 minutes (i1)",
        ),
        (
            &["10:07", "after 10:30"],
            "the longest known: at least 30 minutes (i1)",
        ),
        (
            &["10:30", "10:07", "10:30"],
            "the longest known: 30 minutes (i0, i2)",
        ),
        (
            &["10:30", "10:30", "10:30", "10:30"],
            "the longest known: 30 minutes (4 of them)",
        ),
    ] {
        assert_eq!(detection(times).together(), [said], "{times:?}");
    }
    assert!(detection(&["before 20:00"]).together().is_empty());
}

#[test]
fn open_ends_that_leave_no_median_are_named() {
    let six = ["10:01", "10:02", "10:04", "10:08", "10:16", "after 10:32"];
    let said = detection(&six).together();
    assert_eq!(said[0], "no median: open ends in 1 of 6");
}

const QUICK: &str = "
held: {on: 2026-01-05, facilitator_responded: true, survey: {answers: 6, learned: 3, again: 5}}
perspectives: [{role: on-call, account: It rang.}, {role: support}]
contributing_factors:
- {statement: The queue held orders., categories: [containment, capacity], influence: limited}
latent_failures:
- id: shared-reads
  hidden_by: [{how: redundancy}]
";
const STANDARD: &str = "
held: {on: 2026-01-12, facilitator_responded: false, survey: {answers: 2, learned: 0}}
response_cost: {people: 4, person_hours: 9.5, out_of_hours: true}
open_questions: [{question: Who reads it?}, {question: Since when?}]
contributing_factors:
- {statement: A batch grew., categories: [change, capacity], latent_failures: [shared-reads]}
- {statement: Nobody saw it., categories: [detection], influence: hid}
latent_failures: [{id: shared-reads}]
degraded_conditions:
- {id: two-of-three, relation: predates, kept_working_by: [{kind: people}, {kind: luck}]}
";
const DEEP: &str = "
held: {on: 2026-01, survey: {answers: 1, again: 4}}
surprises: [{found: It was off.}]
response_cost: {people: 2, tools_affected: [chat, chat]}
degraded_conditions:
- {id: left-behind, relation: remains-after}
";
const CHANGES: &str = "
changes:
- {id: shared-reads, on: 2026-02-01, to: accepted, accepted: {by_role: lead, bearable_because: few, look_again: 2026-03-01}}
- {id: two-of-three, on: 2026-02-02, to: cleared, resolved: {how_shown: a trial}}
- {id: two-of-three, on: 2026-02-03, to: active}
";

/// The statistics of four incidents, of which one has no review.
fn invented() -> Stats {
    let now = "2026-04-01T00:00:00Z".parse().unwrap();
    let reviews = [
        ("2026-01-01-a", Some(QUICK)),
        ("2026-01-08-b", Some(STANDARD)),
        ("2026-01-15-c", Some(DEEP)),
        ("2026-01-20-d", None),
    ];
    let record = |(id, review): (&str, Option<&str>)| {
        let incident = load::incident(&Source::new("i.yaml", "title: T\n"), now, None);
        let review = review.map(|text| load::review(&Source::new("r.yaml", text)));
        let review = review.map(|loaded| {
            assert!(loaded.is_sound(), "{:?}", loaded.findings);
            loaded.value.unwrap()
        });
        Record {
            id: id.into(),
            incident: incident.value,
            review,
            review_text: None,
            plan: None,
        }
    };
    let records = reviews.map(record);
    let changes = load::register(&Source::new("register.yaml", CHANGES));
    assert!(changes.is_sound(), "{:?}", changes.findings);
    let register = Register::fold(
        records.iter().map(register::Part::of),
        &changes.value.unwrap(),
        "2026-04-01".parse().unwrap(),
    );
    let part = |record| Part::of(record, &Config::default());
    let parts: Vec<_> = records.iter().filter_map(part).collect();
    Stats::of(&parts, &register, Period::default())
}

fn share(stats: &Stats, what: &str) -> Share {
    let mut all = stats.sections.iter().flat_map(|own| &own.shares);
    all.find(|share| share.what == what).unwrap().clone()
}

fn tally(stats: &Stats, what: &str) -> Vec<Count> {
    let mut all = stats.sections.iter().flat_map(|own| &own.tallies);
    all.find(|tally| tally.what == what).unwrap().counts.clone()
}

/// The counts of a tally that are not none, with what is in them.
fn told(stats: &Stats, what: &str) -> Vec<String> {
    let counts = tally(stats, what).into_iter();
    let counts = counts.filter(|count| count.count > 0);
    counts
        .map(|own| format!("{} {} {}", own.what, own.count, own.list.join(" ")))
        .map(|line| line.trim_end().to_owned())
        .collect()
}

#[test]
fn shares_are_of_those_of_which_it_is_known() {
    let stats = invented();
    for (what, count, of, unit) in [
        ("out of hours", 1, 1, Whole::Incidents),
        ("tools of the response affected", 1, 2, Whole::Incidents),
        ("a degraded condition took part", 1, 3, Whole::Incidents),
        (
            "an entry took part that was known before",
            1,
            3,
            Whole::Incidents,
        ),
        (
            "factors that kept the incident smaller",
            1,
            3,
            Whole::Factors,
        ),
        ("at least one such factor", 1, 3, Whole::Reviews),
        ("would come again", 5, 6, Whole::Answers),
        (
            "learned something that changes their work",
            3,
            8,
            Whole::Answers,
        ),
        (
            "facilitator who took no part in the response",
            1,
            2,
            Whole::Reviews,
        ),
    ] {
        let own = share(&stats, what);
        assert_eq!((own.count, own.of, own.unit), (count, of, unit), "{what}");
        let alone = ![Whole::Factors, Whole::Answers].contains(&unit);
        assert_eq!(own.interval.is_some(), alone, "{what}");
    }
}

#[test]
fn an_entry_says_itself_whether_it_took_part() {
    let entries = |said: &str| {
        let text = format!(
            "contributing_factors:\n- {{statement: A batch grew., latent_failures: [here, there]}}\nlatent_failures:\n- {{id: here, what: No limit.{said}}}\n"
        );
        let loaded = load::review(&Source::new("r.yaml", text));
        assert!(loaded.is_sound(), "{:?}", loaded.findings);
        let record = Record {
            id: "2026-01-01-a".into(),
            incident: None,
            review: loaded.value,
            review_text: None,
            plan: None,
        };
        let ids = took_part(&record).into_iter().map(|(_, id)| id);
        ids.collect::<Vec<_>>().join(" ")
    };
    // The review has no entry `there`, which is an error of its own.
    for (said, took_part) in [
        ("", "here"),
        (", played_part: \"yes\"", "here"),
        (", played_part: \"no\"", ""),
        (", played_part: unsure", ""),
    ] {
        assert_eq!(entries(said), took_part, "{said}");
    }
}

#[test]
fn what_was_counted_is_named() {
    let stats = invented();
    let hid = told(&stats, "what hid latent failures");
    assert_eq!(hid, ["spare parts took it up 1 shared-reads"]);
    let kept = told(&stats, "what kept degraded conditions working");
    let people = "people who do something 1 two-of-three";
    assert_eq!(kept, [people, "luck 1 two-of-three"]);
    let tools = told(&stats, "tools of the response that were affected");
    assert_eq!(tools, ["chat 1 2026-01-15-c"]);
    let entries = told(&stats, "entries that came in or changed");
    assert_eq!(
        entries,
        [
            "came in 3",
            "accepted 1",
            "resolved or cleared 1",
            "reopened 1",
            "accepted and due 1 shared-reads"
        ]
    );
}

#[test]
fn what_is_still_open_is_no_shorter_than_its_age() {
    let ages = dots(
        invented(),
        "how long entries have been there that are not over",
    );
    assert_eq!(
        (ages.each, ages.median, ages.tail),
        (Each::Entry, None, None)
    );
    let ages = ages.dots.iter();
    let ages: Vec<_> = ages.map(|dot| (&*dot.id, &*dot.words, dot.most)).collect();
    assert_eq!(
        ages,
        [
            ("left-behind", "at least 60 days", None),
            ("two-of-three", "at least 79 days", None),
            ("shared-reads", "at least 86 days", None),
        ]
    );
}

#[test]
fn the_settings_tell_what_a_review_does_not() {
    let settings = "timezone: Europe/Berlin\nworking_hours: {days: [mon, tue, wed, thu, fri], from: \"08:00\", to: \"18:00\"}\nresponse_tools: [chat]\n";
    let settings = load::file::<Config>(&Source::new("pir.yaml", settings))
        .value
        .unwrap();
    let now = "2026-04-01T00:00:00Z".parse().unwrap();
    // 2026-01-02 was a Friday, and Berlin an hour ahead.
    for (at, reviewed, expected) in [
        ("16:30", "", Some(false)),
        ("17:30", "", Some(true)),
        ("~16:55", "", None),
        (
            "17:30",
            "response_cost: {out_of_hours: false}\n",
            Some(false),
        ),
    ] {
        let text = format!(
            "title: T\ndate: 2026-01-02\ntimezone: UTC\ntimeline:\n- {{at: \"{at}\", kind: alert, what: a, mark: detected, component: [chat, db]}}\n- {{at: \"18:00\", kind: action, what: b, component: chat}}\n"
        );
        let incident = load::incident(&Source::new("i.yaml", text), now, None);
        assert!(incident.is_sound(), "{:?}", incident.findings);
        let record = Record {
            id: "a".into(),
            incident: incident.value,
            review: load::review(&Source::new("r.yaml", reviewed)).value,
            review_text: None,
            plan: None,
        };
        let part = Part::of(&record, &settings).unwrap();
        assert_eq!(part.out_of_hours, expected, "{at}");
        assert_eq!(part.tools.unwrap(), ["chat"], "{at}");
        let part = Part::of(&record, &Config::default()).unwrap();
        assert_eq!(part.tools.is_some(), !reviewed.is_empty(), "{at}");
    }
}

#[test]
fn factors_stand_beside_how_far_their_reviews_went() {
    let stats = invented();
    let depths = |quick, standard, deep| ByDepth {
        quick,
        standard,
        deep,
    };
    assert_eq!(stats.depths, depths(1, 1, 1));
    let families = tally(&stats, "factors by family");
    let families: Vec<_> = families.iter().map(|own| own.by_depth.unwrap()).collect();
    // A factor of two categories of one family counts once in it.
    let one = depths(0, 1, 0);
    let none = ByDepth::default();
    assert_eq!(families, [depths(1, 1, 0), one, one, none, none]);
}

#[test]
fn what_it_took_and_how_it_was_reviewed_is_shown_by_incident() {
    let all = |what: &str| -> Vec<String> {
        let strip = dots(invented(), what);
        let dots = strip.dots.iter();
        dots.map(|dot| format!("{} {}", dot.id, dot.words))
            .collect()
    };
    assert_eq!(all("people"), ["2026-01-15-c 2", "2026-01-08-b 4"]);
    assert_eq!(all("person-hours"), ["2026-01-08-b 9.5"]);
    assert_eq!(
        all("days from incident to review"),
        [
            "2026-01-15-c 0 to 16 days",
            "2026-01-01-a 4 days",
            "2026-01-08-b 4 days"
        ]
    );
    // An entry of a role that says nothing is no account.
    assert_eq!(all("accounts").last().unwrap(), "2026-01-01-a 1");
    assert_eq!(all("surprises").last().unwrap(), "2026-01-15-c 1");
    assert_eq!(all("open questions").last().unwrap(), "2026-01-08-b 2");
    assert_eq!(dots(invented(), "open questions").unknown, 1);
}

#[test]
fn a_mean_that_is_asked_for_is_answered_by_the_dots() {
    let stats = invented().without_mean();
    assert_eq!(stats.no_mean, Some(NO_MEAN));
    let lengths = |section: &Section| section.dots.len();
    assert_eq!(stats.sections.iter().map(lengths).collect::<Vec<_>>(), [3]);
}

/// How often the mean of `of` durations looks at least a fifth better than that of as many before,
/// where nothing has changed but chance: log-normal durations, of which the log spreads by `sigma`.
fn better_by_chance(sigma: f64, of: u32) -> f64 {
    const RUNS: u32 = 4000;
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    // Splitmix64, from 0 to 1 without either.
    let mut uniform = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let high = u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap();
        (f64::from(high) + 0.5) / f64::from(u32::MAX)
    };
    // Box and Muller's way to a normal number.
    let mut duration = || {
        let (one, other) = (uniform(), uniform());
        let normal = (-2.0 * one.ln()).sqrt() * (std::f64::consts::TAU * other).cos();
        (sigma * normal).exp()
    };
    let mut sum = || (0..of).map(|_| duration()).sum::<f64>();
    let better = (0..RUNS).filter(|_| {
        let before = sum();
        sum() <= 0.8 * before
    });
    f64::from(u32::try_from(better.count()).unwrap()) / f64::from(RUNS)
}

#[test]
fn the_reason_why_there_is_no_mean_holds() {
    for (sigma, of, share) in [
        (1.0, 10, 0.33),
        (1.0, 20, 0.28),
        (1.0, 50, 0.19),
        (1.0, 100, 0.11),
        (1.3, 10, 0.38),
        (1.3, 20, 0.34),
        (1.3, 50, 0.28),
        (1.3, 100, 0.21),
    ] {
        let own = better_by_chance(sigma, of);
        assert!((own - share).abs() < 0.025, "{sigma}, {of}: {own}");
    }
    assert!(NO_MEAN.contains("ten incidents") && NO_MEAN.contains("one time in three"));
}
