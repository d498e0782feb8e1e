//! The built-in templates on incidents made here: order, missing parts, and what must show.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "render_support/mod.rs"]
mod support;

use pir::model::{Review, Timeline};
use pir::report::Report;
use support::{bare, event, full, rendered, report};

/// The lines that are headings.
fn headings(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with('#')).collect()
}

#[test]
fn sections_stand_in_the_order_of_reading() {
    let text = rendered(&full());
    let top: Vec<_> = headings(&text)
        .into_iter()
        .filter(|line| !line.starts_with("###"))
        .collect();
    assert_eq!(
        top,
        [
            "# Checkout slow, then errors",
            "## What we understand now",
            "## Still provisional",
            "## What users noticed",
            "## What happened",
            "## How it looked from where people stood",
            "## Detection",
            "## Decisions as they looked then",
            "## Contributing factors",
            "## What kept it smaller",
            "## Latent failures",
            "## Degraded-mode conditions",
            "## How we recovered",
            "## Working together",
            "## News to others",
            "## What it cost people",
            "## Near misses and luck",
            "## Patterns and the register",
            "## Open questions",
            "## Not asked, or put off",
            "## References",
        ]
    );
}

#[test]
fn an_incident_alone_makes_a_short_and_whole_document() {
    let text = rendered(&report(&bare(), &Review::default()));
    assert_eq!(
        text,
        "# Checkout slow\n\n\
         | Incident | `2026-03-12-checkout-slow` |\n| --- | --- |\n\n\
         How this review was held is not recorded.\n\n\
         > This is a summary of a conversation. It records conditions and views, not causes or fault.\n\n\
         ## Near misses and luck\n\nNear misses: none recorded.\n\nLuck: none recorded.\n\n\
         ## Open questions\n\nNone recorded.\n"
    );
}

#[test]
fn differing_accounts_are_both_there() {
    let text = rendered(&full());
    assert!(text.contains("the first message came at 09:58"));
    assert!(text.contains("the first message came at 10:31"));
}

#[test]
fn ideas_for_change_wait_elsewhere() {
    assert!(!rendered(&full()).contains("PARKED-IDEA"));
}

#[test]
fn missing_marks_are_shown_as_missing() {
    let mut incident = bare();
    incident.timeline = Timeline {
        events: vec![event("a", "10:00", "slow")],
        quick: None,
    };
    assert!(
        rendered(&report(&incident, &Review::default()))
            .contains("### Milestones\n\nNone recorded.")
    );
    incident.timeline.events[0].mark = support::marks(&[pir::model::Mark::Started]);
    let text = rendered(&report(&incident, &Review::default()));
    assert!(text.contains("| Detected | not recorded |"), "{text}");
}

#[test]
fn every_template_is_tidy_and_keeps_to_the_language() {
    let templates = pir::render::Templates::new(Vec::new()).unwrap();
    let empty = report(&bare(), &Review::default());
    for listed in templates.list() {
        assert!(
            !listed.about.is_empty(),
            "{} has no first comment",
            listed.name
        );
        for report in [&full(), &empty] {
            let text = templates
                .render(&listed.name, report)
                .unwrap_or_else(|found| {
                    let place = found.source.place(found.span.start);
                    panic!(
                        "{}:{}: {}",
                        found.source.path().display(),
                        place.line,
                        found.message
                    )
                });
            assert!(
                text.ends_with('\n') && !text.ends_with("\n\n"),
                "{}",
                listed.name
            );
            assert!(!text.contains("\n\n\n"), "{}", listed.name);
            for word in ["root cause", "human error"] {
                assert!(
                    !text.to_lowercase().contains(word),
                    "{}: {word}",
                    listed.name
                );
            }
            for line in text.lines() {
                assert_eq!(line, line.trim_end(), "{}", listed.name);
            }
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(rendered(&full()), rendered(&full()));
    assert_eq!(full(), full());
}

#[test]
fn the_context_is_what_a_template_sees() {
    let report: Report = full();
    let json: serde_json::Value = serde_json::from_str(&pir::render::context(&report)).unwrap();
    assert_eq!(json["pir_version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(json["days"][1]["parts"][0]["rows"][0]["id"], "batch");
}

#[test]
fn a_document_is_sealed_with_what_it_was_made_from() {
    let templates = pir::render::Templates::new(Vec::new()).unwrap();
    let text = templates.document("review.md.j2", &full()).unwrap();
    let last = text.lines().last().unwrap();
    let start = "<!-- pir: made from incident.yaml, review.yaml, template review; sha256 ";
    assert!(last.starts_with(start), "{last}");
    assert_eq!(
        pir::render::digest::verify(&text),
        pir::render::digest::Seal::Untouched
    );
    let edited = text.replace("checkout errors", "some errors");
    assert_eq!(
        pir::render::digest::verify(&edited),
        pir::render::digest::Seal::Edited
    );
}

#[test]
fn the_timeline_goes_by_phases_with_days_as_rows() {
    let text = rendered(&full());
    let part = |from: &str, to: &str| {
        let (_, rest) = text
            .split_once(from)
            .unwrap_or_else(|| panic!("{from}: {text}"));
        rest.split(to).next().unwrap().to_owned()
    };
    let timeline = part("### Timeline", "## How it looked");
    assert_eq!(
        headings(&timeline),
        [
            "#### Before it started",
            "#### Until it was noticed",
            "#### Response",
            "#### Said and logged",
            "#### Known only now",
        ]
    );
    assert!(
        timeline.contains("Times in Europe/Berlin (+01:00), with UTC beside them."),
        "{timeline}"
    );
    assert!(
        timeline.contains("Distances count from the moment it was noticed, 10:31."),
        "{timeline}"
    );
    // A day stands at the head of each table, and where it changes.
    let before = part("#### Before it started", "#### Until");
    let days: Vec<_> = before
        .lines()
        .filter(|line| line.starts_with("| **"))
        .collect();
    assert_eq!(
        days,
        [
            "| **Thu\u{a0}20\u{a0}Nov\u{a0}2025** |  |  |  |  |  |",
            "| **Thu\u{a0}12\u{a0}Mar\u{a0}2026** |  |  |  |  |  |",
        ]
    );
    // What is known only now stands apart from what was known.
    let tables = part("### Timeline", "#### Known only now");
    assert!(!tables.contains("the provider was healthy"), "{tables}");
    assert!(tables.contains("*Known then:* payments slow"), "{tables}");
}

#[test]
fn one_day_in_utc_needs_neither_rows_for_days_nor_a_second_clock() {
    let mut incident = bare();
    incident.date = Some(support::spanned(support::date("2026-03-12")));
    incident.timezone = Some(support::text("UTC"));
    incident.timeline.events = vec![
        event("a", "10:00 UTC", "slow"),
        event("b", "10:05 UTC", "slower"),
    ];
    let text = rendered(&report(&incident, &Review::default()));
    let table = "Times in UTC. All on Thursday 12 March 2026.\n\n\
                 | Time | Kind | Who | What |\n| --- | --- | --- | --- |\n\
                 | 10:00 |  |  | slow |\n| 10:05 |  |  | slower |\n";
    assert!(text.contains(table), "{text}");
}

#[test]
fn what_was_understood_comes_first_and_what_is_provisional_next() {
    for (template, first) in [
        ("review.md.j2", "## What we understand now"),
        ("brief.md.j2", "## What we understand now"),
        ("sre.md.j2", "## What we understand now"),
        ("howie.md.j2", "## What we understand now"),
    ] {
        let text = support::rendered_as(template, &full());
        let sections: Vec<_> = headings(&text)
            .into_iter()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(sections[..2], [first, "## Still provisional"], "{template}");
    }
}

#[test]
fn an_incident_alone_leaves_out_what_is_empty_in_every_template() {
    let empty = report(&bare(), &Review::default());
    for (template, sections) in [
        ("brief.md.j2", &["## Milestones", "## Open questions"][..]),
        (
            "public.md.j2",
            &[
                "## What happened?",
                "## What are we doing so that this becomes less likely, or does less harm?",
            ],
        ),
        ("sre.md.j2", &["## Lessons"]),
        (
            "howie.md.j2",
            &["## Near misses and luck", "## Open questions"],
        ),
        (
            "agenda.md.j2",
            &[
                "## Invitation",
                "## Whom to invite, whom to talk to before",
                "## Ground rules, to read aloud",
                "## Agenda, 60 minutes (90 in brackets)",
                "## For the facilitator",
                "## At the end",
                "## The planning meeting",
            ],
        ),
    ] {
        let text = support::rendered_as(template, &empty);
        let found: Vec<_> = headings(&text)
            .into_iter()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(found, sections, "{template}");
    }
}

#[test]
fn the_public_page_asks_five_questions() {
    let text = support::rendered_as("public.md.j2", &full());
    let questions: Vec<_> = headings(&text)
        .into_iter()
        .filter(|line| line.starts_with("## ") && line.ends_with('?'))
        .collect();
    assert_eq!(
        questions,
        [
            "## What happened?",
            "## What led to it?",
            "## How did we respond?",
            "## What are we doing so that this becomes less likely, or does less harm?",
            "## What can you do to be touched less by something like this?",
        ]
    );
}
