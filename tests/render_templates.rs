//! Templates of users: which one is taken, and what is said when one is wrong.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "render_support/mod.rs"]
mod support;

use pir::diagnostic::Diagnostic;
use pir::render::{Origin, Templates};
use pir::source::Source;

/// The templates with one of the user's.
fn with(name: &str, text: &str) -> Templates {
    let source = Source::new(format!("templates/{name}"), text);
    Templates::new(vec![(name.to_owned(), source)]).unwrap()
}

/// What is said about a template with this text.
fn said(text: &str) -> Diagnostic {
    let templates = with("own.md.j2", text);
    *templates.render("own.md.j2", &support::full()).unwrap_err()
}

#[test]
fn an_error_points_into_the_template_and_names_what_was_meant() {
    let found = said("# {{ title }}\n\n{{ severty }}\n");
    assert_eq!(found.rule.code, "template-error");
    assert_eq!(found.source.path().to_str(), Some("templates/own.md.j2"));
    assert_eq!(found.source.place(found.span.start).line, 3);
    assert!(
        found.source.slice(found.span).contains("severty"),
        "{:?}",
        found.span
    );
    assert!(
        found.advice().contains("did you mean `severity`?"),
        "{}",
        found.advice()
    );

    let nested = said("{% for day in days %}{{ day.titel }}{% endfor %}");
    assert!(
        nested.advice().contains("did you mean `title`?"),
        "{}",
        nested.advice()
    );
}

#[test]
fn an_error_in_an_included_template_points_there() {
    let part = Source::new("templates/part.md.j2", "a\n{{ nothing_here }}\n");
    let whole = Source::new("templates/own.md.j2", "{% include 'part.md.j2' %}");
    let templates = Templates::new(vec![
        ("part.md.j2".to_owned(), part),
        ("own.md.j2".to_owned(), whole),
    ])
    .unwrap();
    let found = templates.render("own.md.j2", &support::full()).unwrap_err();
    assert_eq!(found.source.path().to_str(), Some("templates/part.md.j2"));
    assert_eq!(found.source.place(found.span.start).line, 2);
}

#[test]
fn every_way_to_be_wrong_is_said_with_a_place() {
    for (text, word) in [
        ("{% if %}", "unexpected"),
        ("{% for x in days %}", "unexpected end"),
        ("{{ title | nosuch }}", "nosuch"),
        ("{{ days | inline }}", "list"),
        ("{% include '../secret' %}", "secret"),
        ("{% include '/etc/passwd' %}", "passwd"),
        (
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "recursion",
        ),
        (
            "{% for a in range(9000) %}{% for b in range(9000) %}{% endfor %}{% endfor %}",
            "fuel",
        ),
    ] {
        let found = said(&format!("# a\n\n{text}\n"));
        assert!(found.message.contains(word), "{text}: {}", found.message);
        assert_eq!(
            found.source.path().to_str(),
            Some("templates/own.md.j2"),
            "{text}"
        );
        assert!(found.span.end <= found.source.text().len(), "{text}");
    }
}

#[test]
fn a_file_of_the_same_name_replaces_the_built_in_one() {
    let templates = with("review.md.j2", "{# Ours. #}\n# {{ title }}\n");
    let listed = templates.list();
    let own = listed
        .iter()
        .find(|listed| listed.name == "review.md.j2")
        .unwrap();
    assert_eq!(
        (own.origin, own.about.as_str()),
        (Origin::Replaces, "Ours.")
    );
    assert!(listed.iter().any(|listed| listed.origin == Origin::BuiltIn));
    let text = templates.render("review.md.j2", &support::full()).unwrap();
    assert_eq!(text, "# Checkout slow, then errors\n");
    assert!(
        templates
            .source("review")
            .unwrap()
            .text()
            .starts_with("{# Ours. #}")
    );
}

#[test]
fn a_name_is_found_by_its_start_and_a_wrong_one_gets_help() {
    let templates = Templates::new(Vec::new()).unwrap();
    for name in ["review", "review.md", "review.md.j2"] {
        assert_eq!(templates.find(name).unwrap(), "review.md.j2");
    }
    let error = templates.find("reviw").unwrap_err().to_string();
    assert!(error.contains("did you mean `review`?"), "{error}");
    for name in [
        "../review",
        "/etc/passwd",
        "a/../b",
        "",
        "a\\b",
        "c:x",
        "a//b",
        ".",
    ] {
        let error = templates.find(name).unwrap_err().to_string();
        assert!(error.contains("no name of a template"), "{name}: {error}");
    }
    let outside = vec![("../x.md.j2".to_owned(), Source::new("x", ""))];
    assert!(Templates::new(outside).is_err());
}

#[test]
fn a_bare_value_is_one_safe_line_and_a_missing_one_is_said() {
    let mut report = support::full();
    report.title = "# a\n| <b>".to_owned();
    report.severity = None;
    let templates = with(
        "own.md.j2",
        "{{ title }} {{ severity }} {{ '' }} {{ entries.all }}\n",
    );
    let text = templates.render("own.md.j2", &report).unwrap();
    assert_eq!(text, "\\# a \\| \\<b> not recorded  8\n");
    let templates = with("own.html.j2", "{{ title }}");
    let text = templates.render("own.html.j2", &report).unwrap();
    assert_eq!(text, "# a\n| &lt;b&gt;");
}
