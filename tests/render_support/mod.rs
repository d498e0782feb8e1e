//! An incident and a review that fill every field, made in Rust; the texts come from a function,
//! so that a test can put whatever it likes into all of them.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use pir::model::time::{ABOUT, Certainty, Precision, Time};
use pir::model::*;
use pir::report::{Audience, Options, Report};
use pir::source::{OneOrMany, Span, Spanned, Text};

/// Gives the text for a field, from the text that would stand there.
pub type Say<'a> = &'a mut dyn FnMut(&str) -> String;

/// A value with a place that means nothing.
pub fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

/// A text as a file would give it.
pub fn text(text: impl Into<String>) -> Text {
    spanned(text.into())
}

/// Several texts.
pub fn many(texts: &[&str]) -> OneOrMany<Text> {
    OneOrMany(texts.iter().map(|item| text(*item)).collect())
}

/// A time as written: `10:38`, `~10:38`, `before 10:38`, `2025-11-20`; in Berlin, on 12 March 2026.
pub fn when(words: &str) -> When {
    let (certainty, rest) = match (words.strip_prefix('~'), words.split_once(' ')) {
        (Some(rest), _) => (
            Certainty::About {
                margin: ABOUT,
                stated: false,
            },
            rest,
        ),
        (_, Some(("before", rest))) => (Certainty::Before, rest),
        (_, Some(("after", rest))) => (Certainty::After, rest),
        _ => (Certainty::Exact, words),
    };
    let (rest, offset) = match rest.strip_suffix(" UTC") {
        Some(rest) => (rest, 0),
        None => (rest, 3600),
    };
    let zone = FixedOffset::east_opt(offset).unwrap();
    let (day, clock) = match rest.split_once(' ') {
        Some(both) => both,
        None if rest.contains('-') => (rest, ""),
        None => ("2026-03-12", rest),
    };
    let day: NaiveDate = day.parse().unwrap();
    let mut parts = clock
        .split(':')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    let (hour, minute) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    let anchor: DateTime<FixedOffset> = day
        .and_hms_opt(hour, minute, 0)
        .unwrap()
        .and_local_timezone(zone)
        .unwrap();
    let precision = if clock.is_empty() {
        Precision::Day
    } else {
        Precision::Minute
    };
    When {
        text: text(words),
        time: Some(Time {
            anchor,
            certainty,
            precision,
        }),
    }
}

/// A range of times.
pub fn range(from: &str, to: &str) -> When {
    let (from, to) = (when(from).time.unwrap(), when(to).time.unwrap());
    let certainty = Certainty::Until {
        end: to.anchor,
        about: false,
    };
    When {
        text: text("range"),
        time: Some(Time { certainty, ..from }),
    }
}

/// A time some minutes after another.
pub fn later(minutes: i64) -> When {
    let mut at = when("10:00");
    if let Some(time) = &mut at.time {
        time.anchor += TimeDelta::minutes(minutes);
    }
    at
}

/// An event with an id, a time and a text.
pub fn event(id: &str, at: &str, what: impl Into<String>) -> Event {
    Event {
        id: Some(text(id)),
        key: id.to_owned(),
        at: Some(when(at)),
        what: text(what),
        ..Event::default()
    }
}

/// The marks of an event.
pub fn marks(marks: &[Mark]) -> OneOrMany<Spanned<Mark>> {
    OneOrMany(marks.iter().map(|mark| spanned(*mark)).collect())
}

/// A date.
pub fn date(words: &str) -> RoughDate {
    RoughDate::parse(words).unwrap()
}

/// An incident with a title and nothing else.
pub fn bare() -> Incident {
    Incident {
        title: text("Checkout slow"),
        ..Incident::default()
    }
}

/// The report of `incident` and `review`.
pub fn report(incident: &Incident, review: &Review) -> Report {
    Report::new(
        incident,
        review,
        None,
        &Options::new("2026-03-12-checkout-slow"),
    )
}

/// The review document of a report.
pub fn rendered(report: &Report) -> String {
    rendered_as("review.md.j2", report)
}

/// The document that the built-in template `name` makes of a report.
pub fn rendered_as(name: &str, report: &Report) -> String {
    let templates = pir::render::Templates::new(Vec::new()).unwrap();
    templates.render(name, report).unwrap_or_else(|found| {
        let place = found.source.place(found.span.start);
        panic!(
            "{}:{}: {}",
            found.source.path().display(),
            place.line,
            found.message
        )
    })
}

/// The names of the built-in templates that write Markdown.
pub fn markdown_templates() -> Vec<String> {
    let listed = pir::render::Templates::new(Vec::new()).unwrap().list();
    let names = listed.into_iter().map(|listed| listed.name);
    names.filter(|name| name.ends_with(".md.j2")).collect()
}

/// The report of an incident and a review with every field filled.
pub fn full() -> Report {
    filled(&mut |words| words.to_owned())
}

/// The same, with the texts that `say` makes.
pub fn filled(say: Say<'_>) -> Report {
    let incident = incident(say);
    let review = review(say);
    let unasked = [(
        "tl-edges@e1".to_owned(),
        say("Where does this story begin?"),
    )];
    let questions = |id: &str| (id == "tl-silence").then(|| "What went on in between?".to_owned());
    let options = Options {
        id: "2026-03-12-checkout-slow",
        sources: &["incident.yaml", "review.yaml"],
        questions: &questions,
        unasked: &unasked,
        picture: true,
        audience: Audience::Internal,
    };
    Report::new(&incident, &review, None, &options)
}

pub fn incident(say: Say<'_>) -> Incident {
    let role = (
        text(say("morning on-call")),
        Some(text(say("carries the pager for checkout"))),
    );
    let impact = Impact {
        visibility: None,
        what: text(say("checkout errors")),
        who: Some(text(say("all customers"))),
        from: Some(when("10:02")),
        until: Some(when("11:38")),
        size: Some(text(say("about 900 orders"))),
        basis: Some(text(say("measured"))),
    };
    Incident {
        title: text(say("Checkout slow, then errors")),
        status: Some(Status::Draft),
        severity: Some(text(say("SEV2"))),
        date: Some(spanned(date("2026-03-12"))),
        timezone: Some(text("Europe/Berlin")),
        components: vec![text(say("checkout")), text(say("db-replicas"))],
        roles: Roles(vec![role]),
        summary: Some(text(say(
            "Checkout slowed down while prices were read in larger batches.",
        ))),
        impact: OneOrMany(vec![impact]),
        marks: Marks(vec![(spanned(Mark::Declared), when("10:34"))]),
        timeline: Timeline {
            events: events(say),
            quick: None,
        },
        references: OneOrMany(vec![
            text(say("https://wiki.example/checkout")),
            text(say("TICKET-9")),
        ]),
        ..Incident::default()
    }
}

fn events(say: Say<'_>) -> Vec<Event> {
    let mut events = until_seen(say);
    events.extend(response(say));
    events
}

fn until_seen(say: Say<'_>) -> Vec<Event> {
    vec![
        Event {
            kind: Some(Kind::Condition.into()),
            component: OneOrMany(vec![text(say("db-replicas"))]),
            evidence: OneOrMany(vec![text(say("TICKET-881"))]),
            since: Some(when("2025-11-20")),
            ..event(
                "gone",
                "2025-11-20",
                say("third read replica removed; two of three left"),
            )
        },
        Event {
            kind: Some(Kind::Change.into()),
            who: Some(text(say("data-platform team"))),
            until: Some(when("10:36")),
            ..event("batch", "09:20", say("batch size raised from 200 to 2000"))
        },
        Event {
            kind: Some(Kind::Symptom.into()),
            mark: marks(&[Mark::Started]),
            evidence: many(&["https://graphs.example/d/lag?from=1773304860000"]),
            ..event("lag", "~09:41", say("replica lag starts to rise"))
        },
        Event {
            kind: Some(Kind::Observation.into()),
            who: Some(text(say("morning on-call"))),
            mark: marks(&[Mark::Detected]),
            quote: Some(text(say("checkout is slow for everyone"))),
            ..event("seen", "10:31", say("reads the support message"))
        },
    ]
}

fn response(say: Say<'_>) -> Vec<Event> {
    vec![
        Event {
            kind: Some(Kind::Other(say("phone")).into()),
            to: Some(text(say("database team"))),
            at: None,
            ..event("call", "10:31", say("calls the database team"))
        },
        Event {
            kind: Some(Kind::Mitigation.into()),
            who: Some(text(say("morning on-call"))),
            known: Some(text(say("payments slow, as on 3 February"))),
            hindsight: Some(text(say("the provider was healthy"))),
            outcome: Some(Outcome::NoEffect),
            ..event(
                "failover",
                "10:38",
                say("payments failed over to the second provider"),
            )
        },
        Event {
            kind: Some(Kind::Report.into()),
            reporter: Some(Reporter::Customer),
            quote: Some(text(say("line one\nline two"))),
            ..event("told", "10:38", say("a customer calls"))
        },
        Event {
            kind: Some(Kind::Mitigation.into()),
            who: Some(text("automation:autoscaler")),
            mark: marks(&[Mark::Mitigated, Mark::Resolved]),
            reverts: Some(text("batch")),
            outcome: Some(Outcome::Helped),
            ..event("back", "11:38", say("batch size back to 200"))
        },
    ]
}

pub fn review(say: Say<'_>) -> Review {
    let mut line = |words: &str| text(say(words));
    Review {
        held: Some(Held {
            on: Some(date("2026-03-16")),
            form: Some(Form::Meeting),
            minutes: Some(60),
            facilitator_role: Some(line("incident coordinator")),
            facilitator_responded: Some(false),
            survey: Some(Survey {
                answers: Some(6),
                learned: Some(3),
                again: Some(5),
            }),
        }),
        objectives: OneOrMany(vec![line("how reads came to pile up")]),
        normal_work: Some(line("Prices are read each morning before ten.")),
        perspectives: vec![
            Perspective {
                visibility: None,
                role: line("support"),
                account: Some(line("Messages came in from ten o'clock on.")),
                differs: Some(line("the first message came at 09:58")),
            },
            Perspective {
                visibility: None,
                role: line("morning on-call"),
                account: Some(line("The first sign was the message at half past ten.")),
                differs: Some(line("the first message came at 10:31")),
            },
        ],
        detection: Some(Detection {
            visibility: None,
            narrative: Some(line("Support wrote before an alert was read.")),
            first_sign: Some(line("lag alert at 10:05")),
            signals: vec![Signal {
                visibility: None,
                signal: line("replica-lag alert"),
                worth: Some(Worth::Lost),
                note: Some(line("fires twice a week")),
            }],
        }),
        sensemaking: vec![sense(&mut line)],
        coordination: OneOrMany(vec![line("one channel, three people")]),
        communication: OneOrMany(vec![line("status page at 10:50")]),
        response_cost: Some(ResponseCost {
            visibility: None,
            people: Some(4),
            person_hours: Some(6.5),
            out_of_hours: Some(false),
            displaced: OneOrMany(vec![line("release moved")]),
            toll: Some(line("no lunch")),
            tools_affected: OneOrMany(vec![line("dashboards")]),
        }),
        asked: [
            (text("tl-silence@seen"), Asked::Later),
            (text("luck-near-miss"), Asked::Unknown),
        ]
        .into(),
        ..learned(&mut line)
    }
}

fn sense(line: &mut dyn FnMut(&str) -> Text) -> SenseMaking {
    SenseMaking {
        visibility: None,
        event: Some(text("failover")),
        role: Some(line("morning on-call")),
        saw: Some(line("payment calls slow")),
        believed: Some(line("the provider again")),
        goal: Some(line("orders through, no double charge")),
        options: Some(line("switch or wait; the switch was the nearest step")),
        uncertainty: Some(line("whether the second provider would hold")),
        guidance: Some(line("the runbook of February")),
        automation: Some(line("retries went on")),
        changed_by: Some(line("the lag graph at 11:20")),
    }
}

fn learned(line: &mut dyn FnMut(&str) -> Text) -> Review {
    Review {
        went_well: OneOrMany(vec![line("the batch owner answered at once")]),
        adaptations: vec![Adaptation {
            visibility: None,
            what: line("support held back the newsletter"),
            role: Some(line("support")),
            made_possible_by: Some(line("a direct line to marketing")),
            strain: Some(line("marketing")),
        }],
        near_misses: vec![NearMiss {
            visibility: None,
            what: line("double charging"),
            stopped_by: Some(line("a key in one adapter")),
        }],
        luck: OneOrMany(vec![line("no sale that day")]),
        surprises: vec![Surprise {
            visibility: None,
            role: Some(line("data-platform team")),
            expected: Some(line("batches have replicas of their own")),
            found: line("checkout reads the same replicas"),
            kind: Some(SurpriseKind::Fundamental),
        }],
        patterns: vec![Pattern {
            visibility: None,
            theme: line("shared reads"),
            other_incidents: many(&["2025-09-02-export-slow"]),
            alike: Some(line("a batch grew")),
            different: Some(line("no customer noticed")),
        }],
        knowledge: vec![Knowledge {
            visibility: None,
            now_known: Some(line("Checkout and batches share replicas without a limit.")),
            audience: Some(line("every team with a batch job")),
            form: Some(line("a short talk")),
        }],
        advice: OneOrMany(vec![line("try the order again after ten minutes")]),
        open_questions: vec![OpenQuestion {
            visibility: None,
            question: line("How much room do two replicas have on a sale day?"),
            curious: Some(line("database team")),
        }],
        parking_lot: vec![Parked {
            idea: text("PARKED-IDEA"),
            from: None,
            helps: None,
            side_effects: None,
        }],
        contributing_factors: factors(line),
        latent_failures: vec![latent(line)],
        degraded_conditions: vec![degraded(line)],
        ..Review::default()
    }
}

fn factors(line: &mut dyn FnMut(&str) -> Text) -> Vec<Factor> {
    let mut factor = |statement: &str, tag: &str, influence| Factor {
        visibility: None,
        id: None,
        statement: line(statement),
        categories: many(&[tag]),
        influence: Some(influence),
        shown_by: many(&["lag", "https://graphs.example/x", "TICKET-1"]),
        confidence: Some(Confidence::Disputed),
        present_since: Some(line("about 2024")),
        latent_failures: many(&["replicas-shared-without-limit"]),
        degraded_conditions: many(&["two-of-three-replicas"]),
    };
    vec![
        factor(
            "The lag alert fires twice a week, which meant it read as background.",
            "detection",
            Influence::Hid,
        ),
        factor(
            "Batches were ten times larger, which meant reads waited.",
            "capacity",
            Influence::Started,
        ),
        factor("A local thing was so.", "x-local", Influence::Spread),
        factor(
            "Orders had a key, which meant none was charged twice.",
            "containment",
            Influence::Limited,
        ),
    ]
}

fn latent(line: &mut dyn FnMut(&str) -> Text) -> LatentFailure {
    LatentFailure {
        visibility: None,
        id: text("replicas-shared-without-limit"),
        what: Some(line(
            "Batches and checkout read the same replicas; when a batch grows, checkout waits.",
        )),
        component: many(&["db-replicas"]),
        categories: many(&["capacity"]),
        found: None,
        played_part: Some(PlayedPart::Yes),
        present_since: Some(Interval {
            at_earliest: Some(date("2022-05")),
            at_latest: Some(date("2025-11-20")),
            how_known: Some(line("deploy record")),
        }),
        how_it_came: Some(line("right choice for 5,000 rows")),
        hidden_by: OneOrMany(vec![HiddenBy {
            how: Hiding::Redundancy,
            note: Some(line("three replicas took it up")),
        }]),
        known_to: OneOrMany(vec![KnownTo {
            role: line("database team"),
            form: Some(KnownForm::Ticket),
        }]),
        also_touches: OneOrMany(vec![AlsoTouches {
            component: line("invoice-export"),
            checked: Some(Checked::No),
        }]),
        interacts_with: many(&["two-of-three-replicas"]),
        seen_in: many(&["2025-09-02-export-slow"]),
        status: Some(LatentStatus::Mitigated),
        mitigated: Some(Mitigated {
            on: Some(date("2026-03-19")),
            how: line("batch size capped"),
            what_remains: line("no limit for the other two jobs"),
        }),
        accepted: Some(Accepted {
            by_role: line("head of payments"),
            on: None,
            because: Some(line("a year of work")),
            bearable_because: Some(line("an alert watches")),
            look_again: date("2026-09-01"),
            sooner_if: Some(line("a sale is planned")),
        }),
        resolved: Some(Resolved {
            on: None,
            how_shown: line("a load test"),
            evidence: many(&["https://graphs.example/load"]),
            side_effects_watched: Some(line("batch run time")),
        }),
        history: Vec::new(),
    }
}

fn degraded(line: &mut dyn FnMut(&str) -> Text) -> DegradedCondition {
    DegradedCondition {
        visibility: None,
        id: text("two-of-three-replicas"),
        what: Some(line("read side runs on two of three replicas")),
        component: many(&["db-replicas"]),
        since: Some(Interval {
            at_earliest: None,
            at_latest: Some(date("2025-11-20")),
            how_known: None,
        }),
        noticed: Some(Noticed {
            on: Some(date("2025-11-20")),
            by_role: Some(line("database team")),
        }),
        relation: Some(Relation::RemainsAfter),
        kept_working_by: OneOrMany(vec![Kept {
            kind: KeptBy::People,
            what: Some(line("restart workers at 08:00")),
            role: Some(line("on-call")),
            how_often: Some(line("daily")),
            known_to_n: Some(1),
            effort: Some(line("10 min")),
        }]),
        known_to: OneOrMany(vec![KnownTo {
            role: line("finance"),
            form: None,
        }]),
        unknown_to: OneOrMany(vec![KnownTo {
            role: line("checkout on-call"),
            form: None,
        }]),
        margin: Some(Margin {
            text: Some(line("about 15% read headroom")),
            measure: Some(line("replica CPU")),
            value: Some(line("15%")),
            as_of: Some(date("2026-03-12")),
            trend: Some(Trend::Shrinking),
            used_up_by: Some(line("a sale")),
        }),
        normalised: Some(line("lag alerts surprise nobody")),
        status: Some(DegradedStatus::Active),
        accepted: Some(Accepted {
            by_role: line("head of payments"),
            on: None,
            because: Some(line("a year of work")),
            bearable_because: Some(line("an alert watches")),
            look_again: date("2026-09-01"),
            sooner_if: Some(line("a sale is planned")),
        }),
        last_checked: Some(LastChecked {
            on: Some(date("2026-03-16")),
            by_role: Some(line("database team")),
        }),
        history: Vec::new(),
    }
}
