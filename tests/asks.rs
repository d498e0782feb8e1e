//! What the timeline rules ask: of two incidents exactly what is written beside them, and of any
//! timeline a question.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may panic, and says when it is skipped"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use chrono::{DateTime, TimeDelta, Utc};
use pir::config::{Config, Length};
use pir::load;
use pir::model::{Event, Incident, Kind, Mark};
use pir::source::{OneOrMany, Source};
use pir::walk::timeline::{RULES, Wish, questions};
use pir::walk::{Question, slug};
use pir::yaml::{Tree, Value};
use proptest::prelude::*;

#[test]
fn two_incidents_are_asked_what_is_written_beside_them() {
    for name in ["a", "c"] {
        let (incident, config) = read(name);
        let found = table(&questions(
            (&incident, &Value::Null),
            &config,
            Wish::default(),
        ));
        let written = fs::read_to_string(format!("tests/timeline/{name}/firings.txt")).unwrap();
        assert_eq!(found.trim_end(), written.trim_end(), "{name}");
    }
}

#[test]
fn without_links_and_without_marks_they_are_asked_what_the_specification_counts() {
    for (name, linked, alone) in [("a", 26, 17), ("c", 4, 2)] {
        let (mut incident, config) = read(name);
        for event in &mut incident.timeline.events {
            unlink(event);
        }
        let count = |incident: &Incident| fired(incident, &config).len();
        assert_eq!(count(&incident), linked, "{name}");
        incident.marks.0.clear();
        assert_eq!(count(&incident), alone, "{name}");
    }
}

#[test]
fn what_is_not_relevant_makes_room_and_comes_back_when_asked_for() {
    let (incident, config) = read("a");
    let review = value("asked: {tl-decision-context@a13: not-relevant, tl-silence: skipped}");
    let wish = Wish::default();
    let keys = |wish| {
        let asked = questions((&incident, &review), &config, wish);
        asked.iter().map(Question::key).collect::<Vec<_>>()
    };
    assert!(!keys(wish).contains(&"tl-decision-context@a13".to_owned()));
    assert!(keys(wish).contains(&"tl-silence".to_owned()));
    let again = Wish {
        again: true,
        ..wish
    };
    assert!(keys(again).contains(&"tl-decision-context@a13".to_owned()));
    let asked = questions((&incident, &review), &config, wish);
    assert_eq!(asked.iter().filter(|question| question.asked).count(), 12);
}

#[test]
fn approximate_times_are_said_to_be_so_where_they_leave_it_open() {
    let asked = |first: &str| {
        let text = format!(
            "title: T\ndate: 2026-03-12\ntimezone: UTC\nmarks: {{started: \"10:30\"}}\ntimeline:\n\
             - {{at: \"{first}\", kind: symptom, what: lag}}\n\
             - {{at: \"10:31\", kind: observation, who: on-call, what: looks, mark: detected}}\n"
        );
        let all = fired(&incident(&text), &Config::default());
        all.into_iter()
            .find(|question| question.id == "tl-detection-gap")
            .map(|question| question.ask)
    };
    let sure = asked("~10:11").unwrap();
    assert!(
        sure.starts_with("Between ~10:11 and 10:31 (about 20 minutes)"),
        "{sure}"
    );
    let unsure = asked("~10:12").unwrap();
    assert!(
        unsure.starts_with("The times are approximate; it looks as if about 19 minutes went by"),
        "{unsure}"
    );
    assert_eq!(asked("~10:17"), None);
}

#[test]
fn thresholds_of_the_repo_decide() {
    let (incident, mut config) = read("a");
    let fires = |config: &Config, id: &str| fired(&incident, config).iter().any(|own| own.id == id);
    assert!(fires(&config, "tl-silence"));
    config.thresholds.silence_after = Length::parse("131m").unwrap();
    config.thresholds.silence = Length::parse("131m").unwrap();
    assert!(!fires(&config, "tl-silence"));
    config.thresholds.voice = 11;
    assert!(!fires(&config, "tl-missing-voice"));
}

#[test]
fn every_rule_has_what_a_question_needs() {
    let ids: BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), 30);
    for rule in RULES {
        assert!(
            rule.id.starts_with("tl-") && slug(rule.id) == rule.id,
            "{}",
            rule.id
        );
        assert!(
            !rule.why.is_empty() && !rule.probes.is_empty(),
            "{}",
            rule.id
        );
        for variant in rule.variants {
            assert!(
                variant.weight > 0.0 && variant.weight < 100.0,
                "{}",
                rule.id
            );
            let when = variant.when(&Config::default().thresholds);
            assert!(
                !when.contains('{') && when.ends_with('.'),
                "{}: {when}",
                rule.id
            );
            assert_ask(variant.ask);
        }
        for probe in rule.probes {
            assert!(!probe.to_lowercase().contains("why "), "{probe}");
        }
    }
}

/// Where the specification lies beside the repo, the table says what it says.
#[test]
fn the_table_is_that_of_the_specification() {
    let Ok(text) = fs::read_to_string("../shared/domain/timeline-rules.yaml") else {
        eprintln!("skipped: ../shared is not there");
        return;
    };
    let list = field(&value(&text), "list").unwrap();
    let Value::List(list) = list else {
        panic!("no list")
    };
    assert_eq!(list.len(), RULES.len());
    for (own, rule) in list.iter().zip(RULES) {
        let says = |name: &str| scalar(&field(own, name).unwrap_or(Value::Null));
        assert_eq!(says("id"), rule.id);
        assert_eq!(says("why"), rule.why, "{}", rule.id);
        assert_eq!(says("field"), rule.field, "{}", rule.id);
        let cap = rule.cap.map(|cap| cap.to_string()).unwrap_or_default();
        assert_eq!(says("cap"), cap, "{}", rule.id);
        let Some(Value::List(probes)) = field(own, "probes") else {
            panic!("{}", rule.id)
        };
        assert_eq!(probes.iter().map(scalar).collect::<Vec<_>>(), rule.probes);
        for variant in rule.variants {
            let of = |name: &str| {
                let whole = field(own, name).unwrap();
                field(&whole, variant.name).unwrap_or(whole)
            };
            assert_eq!(
                scalar(&of("weight")),
                variant.weight.to_string(),
                "{}",
                rule.id
            );
            let known = [
                ("{next step, or 'no recorded step'} {gap}", "{next}"),
                ("{roles with counts}", "{roles}"),
            ];
            let ask = known
                .iter()
                .fold(scalar(&of("ask")), |ask, (from, to)| ask.replace(from, to));
            assert_eq!(ask, variant.ask, "{}", rule.id);
        }
    }
}

fn assert_ask(ask: &str) {
    assert!(ask.trim_end().ends_with('?'), "{ask}");
    let words = ask.to_lowercase();
    for word in [
        "why did",
        "why was",
        "failed to",
        "should have",
        "root cause",
    ] {
        assert!(!words.contains(word), "{ask}");
    }
}

// ---------------------------------------------------------------- any timeline

/// Fields of an event that can be taken away, each by its number.
const FIELDS: usize = 14;

fn take_away(event: &mut Event, field: usize) {
    match field {
        0 => event.at = None,
        1 => event.until = None,
        2 => event.kind = None,
        3 => event.who = None,
        4 => event.to = None,
        5 => event.component = OneOrMany::default(),
        6 => event.evidence = OneOrMany::default(),
        7 => event.known = None,
        8 => event.reverts = None,
        9 => event.responds_to = None,
        10 => event.outcome = None,
        11 => event.state = None,
        12 => event.reporter = None,
        _ => event.since = None,
    }
}

/// A timeline as text: events at distinct minutes, of any kind, with links that may lead nowhere.
fn timelines() -> impl Strategy<Value = Vec<String>> {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|row| row.1).collect();
    let event = (
        (1u32..20, prop::sample::select(kinds), 0usize..4, 0usize..4),
        prop::option::of(0usize..20),
        (0usize..4, 0usize..3, any::<bool>(), any::<bool>()),
    );
    prop::collection::vec(event, 1..30).prop_map(|events| {
        let mut minute = 0;
        let mut lines = Vec::new();
        for (number, ((step, kind, who, part), link, (mark, word, about, known))) in
            events.into_iter().enumerate()
        {
            minute += step;
            let (day, hour) = (11 + minute / 1440, minute / 60 % 24);
            let about = if about { "~" } else { "" };
            let at = format!("{about}2026-03-{day} {hour:02}:{:02}", minute % 60);
            let mut line = format!("id: x{number}, at: \"{at}\", kind: {kind}");
            let who = ["", "on-call", "database team", "automation:scaler"][who];
            if !who.is_empty() {
                let _ = write!(line, ", who: \"{who}\"");
            }
            let part = ["", "web", "db", "[web, db]"][part];
            if !part.is_empty() {
                let _ = write!(line, ", component: {part}");
            }
            if let Some(link) = link {
                let name = ["reverts", "responds_to", "resolves"][word];
                let _ = write!(line, ", {name}: x{link}");
            }
            match kind {
                "mitigation" => {
                    let _ = write!(
                        line,
                        ", outcome: {}",
                        ["helped", "no-effect", "worse"][word]
                    );
                }
                "alert" => {
                    let _ = write!(line, ", state: {}", ["fired", "cleared", "silenced"][word]);
                }
                _ => {}
            }
            if known {
                line += ", known: enough, evidence: [log]";
            }
            let mark = ["started", "detected", "mitigated", "resolved"].get(mark);
            if let Some(mark) = mark.filter(|_| number % 5 == 0) {
                let _ = write!(line, ", mark: {mark}");
            }
            let what = ["rolled it back", "restarts by hand", "goes {on} with 'it'"][word];
            lines.push(format!("- {{{line}, what: \"{what}\"}}"));
        }
        lines
    })
}

fn written(events: &[String]) -> Incident {
    let text = format!(
        "title: T\ndate: 2026-03-11\ntimezone: UTC\ntimeline:\n{}\n",
        events.join("\n")
    );
    incident(&text)
}

fn settings() -> Config {
    Config {
        response_tools: vec!["db".to_owned().into()].into(),
        ..read("a").1
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_question_stays_one_whatever_is_missing(
        events in timelines(),
        gone in prop::collection::vec((0usize..30, 0usize..FIELDS), 0..60),
        unmarked in prop::option::of(0usize..5),
    ) {
        let mut incident = written(&events);
        let count = incident.timeline.events.len();
        for (place, field) in gone {
            take_away(&mut incident.timeline.events[place % count], field);
        }
        if let Some(mark) = unmarked.and_then(|place| Mark::ALL.get(place)) {
            for event in &mut incident.timeline.events {
                event.mark.retain(|own| own.value != *mark);
            }
        }
        let all = fired(&incident, &settings());
        let mut keys = BTreeSet::new();
        for question in &all {
            prop_assert!(question.ask.ends_with('?'), "{}", question.ask);
            let filled = question.ask.replace("{on}", "");
            prop_assert!(!filled.contains('{'), "{}", question.ask);
            prop_assert!(keys.insert(question.key()), "{} twice", question.key());
        }
        prop_assert!(all.iter().filter(|question| question.asked).count() <= 12);
    }

    #[test]
    fn the_order_of_the_file_changes_nothing(
        (events, shuffled) in timelines()
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
    ) {
        let config = settings();
        prop_assert_eq!(
            fired(&written(&events), &config),
            fired(&written(&shuffled), &config)
        );
    }

    #[test]
    fn whole_weeks_change_nothing_but_the_times(events in timelines(), weeks in -200i64..200) {
        let config = Config { timezone: None, ..settings() };
        let before = written(&events);
        let mut after = before.clone();
        let by = TimeDelta::weeks(weeks);
        for event in &mut after.timeline.events {
            for when in [&mut event.at, &mut event.until, &mut event.since].into_iter().flatten() {
                if let Some(time) = &mut when.time {
                    time.anchor += by;
                }
            }
        }
        let day = before.date.as_ref().unwrap().earliest() + by;
        after.date.as_mut().unwrap().value = day.into();
        let shape = |question: &Question| {
            (question.key(), question.variant.clone(), question.events.clone(), question.asked)
        };
        let shapes = |incident: &Incident| {
            fired(incident, &config).iter().map(shape).collect::<Vec<_>>()
        };
        prop_assert_eq!(shapes(&before), shapes(&after));
    }
}

// -------------------------------------------------------------------- helpers

fn fired(incident: &Incident, config: &Config) -> Vec<Question> {
    questions((incident, &Value::Null), config, Wish::default())
}

fn unlink(event: &mut Event) {
    event.reverts = None;
    event.responds_to = None;
    event.resolves = None;
    event.outcome = None;
    event.state = None;
    event.reporter = None;
    event.since = None;
    event.to = None;
}

/// An incident of `tests/timeline`, with its settings.
fn read(name: &str) -> (Incident, Config) {
    let text = |file: &str| fs::read_to_string(format!("tests/timeline/{name}/{file}")).unwrap();
    let config = load::file::<Config>(&Source::new("pir.yaml", text("pir.yaml")));
    (incident(&text("incident.yaml")), config.value.unwrap())
}

fn incident(text: &str) -> Incident {
    let now: DateTime<Utc> = "2026-12-01T00:00:00Z".parse().unwrap();
    let loaded = load::incident(&Source::new("incident.yaml", text), now, None);
    loaded.value.unwrap_or_else(|| panic!("{text}"))
}

fn value(text: &str) -> Value {
    let tree = Tree::parse(&Source::new("x.yaml", text)).0.unwrap();
    tree.value(tree.root())
}

fn field(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::Map(pairs) => pairs
            .iter()
            .find(|row| row.0 == name)
            .map(|row| row.1.clone()),
        _ => None,
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) => text.trim_end().to_owned(),
        _ => String::new(),
    }
}

/// The questions as they are written beside an incident.
fn table(questions: &[Question]) -> String {
    let mut text = String::new();
    let mut asked = true;
    for question in questions {
        if asked && !question.asked {
            text += "-- not asked\n";
            asked = false;
        }
        let clock = |stamp: &str| stamp.split('T').nth(1).unwrap()[..5].to_owned();
        let window = question.window.as_ref();
        let window = window.map(|(from, to)| format!(" {} {}", clock(from), clock(to)));
        let events = question.events.as_ref().unwrap();
        let events = events.iter().map(|id| format!(" {id}")).collect::<String>();
        let variant = question.variant.as_ref().map(|name| format!(" {name}"));
        let line = format!(
            "{} {} |{events} |{} |{}",
            question.weight.unwrap(),
            question.id,
            window.unwrap_or_default(),
            variant.unwrap_or_default()
        );
        let _ = writeln!(text, "{line}");
    }
    text
}
