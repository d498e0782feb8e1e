//! What is found in a YAML file stands on the very words, in every style and across lines, and
//! nowhere where others speak.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use pir::check::{Document, Subject, language};
use pir::config::Config;
use pir::load;
use pir::source::Source;

/// The words that are marked in an incident, with the code of the rule.
fn marked(text: &str) -> Vec<(&'static str, String)> {
    let source = Source::new("incident.yaml", text);
    let loaded = load::incident(&source, "2026-12-01T00:00:00Z".parse().unwrap(), None);
    let subject = Subject {
        incident: Document {
            source: &source,
            value: loaded.value.as_ref().unwrap(),
        },
        review: None,
        plan: None,
    };
    let found = language::check(&subject, &Config::default());
    let words = found
        .iter()
        .map(|found| (found.rule.code, source.slice(found.span).to_owned()));
    words.collect()
}

#[test]
fn words_are_marked_in_every_style() {
    for (style, words) in [
        ("We should have\n  tested it", "should have\n  tested"),
        (
            "'It''s so: we should have\n\n  tested it'",
            "should have\n\n  tested",
        ),
        (
            "'It''s so: we shouldn''t have tested it'",
            "shouldn''t have tested",
        ),
        (
            "\"\\u00e9: we should have \\\n    tested it\"",
            "should have \\\n    tested",
        ),
        (
            "|\n    We should\n    have tested it\n",
            "should\n    have tested",
        ),
        (
            ">-\n  Then\n  we should have\n  tested it\n",
            "should have\n  tested",
        ),
        ("\"we should\\nhave tested it\"", "should\\nhave tested"),
    ] {
        let text = format!("pir: 1\ntitle: T\nsummary: {style}\n");
        let found = marked(&text);
        assert_eq!(found, [("should-have", words.to_owned())], "{text}");
    }
}

#[test]
fn words_are_marked_in_the_quick_form() {
    let text = "pir: 1\ntitle: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:38 action @ops: we accidentally merged it !started\n";
    let found = marked(text);
    assert_eq!(found, [("slip-as-cause", "accidentally merged".to_owned())]);
}

#[test]
fn where_others_speak_nothing_is_looked_at() {
    let text = "pir: 1\ntitle: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n  - at: \"10:38\"\n    what: |\n      it went off\n\n      > we should have tested it\n\n      `we should have tested it`, and \"we should have tested it\"\n    known: we should have tested it\n    quote: we should have tested it\n    evidence: [we should have tested it]\n";
    assert_eq!(marked(text), []);
}

#[test]
fn what_an_incident_declares_is_known() {
    let roles = "pir: 1\ntitle: T\nroles: {watchdog: carries the pager}\nsummary: The watchdog forgot to check it.\n";
    let codes: Vec<_> = marked(roles).into_iter().map(|(code, _)| code).collect();
    assert!(codes.contains(&"slip-as-cause"), "{codes:?}");
    let parts = "pir: 1\ntitle: T\ncomponents: [watchdog, operator]\nsummary: The operator accidentally merged two rows.\n";
    assert_eq!(marked(parts), []);
}
