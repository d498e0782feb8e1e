//! What is internal never reaches a rendering for the public, through no template.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "render_support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use pir::model::{
    EntryStatus, FollowUp, FollowUpStatus, Incident, Mark, Plan, Review, Timeline, Visibility, When,
};
use pir::render::{Templates, leaks_of_report};
use pir::report::{Audience, Options, Report};
use pir::source::Text;
use support::{event, many, marks, spanned, text};

const ID: &str = "2026-03-12-checkout-slow";

/// A report for the public with links to `hosts` alone.
fn public(incident: &Incident, review: &Review, plan: Option<&Plan>, hosts: &[&str]) -> Report {
    let options = Options {
        audience: Audience::Public(hosts),
        ..Options::new(ID)
    };
    Report::new(incident, review, plan, &options)
}

/// What every built-in template makes of a report, and what templates of others would be given.
fn renderings(report: &Report) -> Vec<(String, String)> {
    let templates = Templates::new(Vec::new()).unwrap();
    let listed = templates.list();
    let rendered = listed.iter().map(|listed| {
        let text = templates.render(&listed.name, report).unwrap();
        (listed.name.clone(), text)
    });
    let context = ("context".to_owned(), pir::render::context(report));
    rendered.chain([context]).collect()
}

/// Marks every record of an incident and a review as internal.
fn hide(incident: &mut Incident, review: &mut Review) {
    let internal = Some(Visibility::Internal);
    macro_rules! hide {
        ($($list:expr),+ $(,)?) => { $(for record in $list.iter_mut() { record.visibility = internal; })+ };
    }
    hide!(
        incident.timeline.events,
        incident.impact,
        review.perspectives,
        review.detection,
        review.sensemaking,
        review.response_cost,
        review.adaptations,
        review.near_misses,
        review.surprises,
        review.patterns,
        review.knowledge,
        review.open_questions,
        review.contributing_factors,
        review.latent_failures,
        review.degraded_conditions,
    );
}

#[test]
fn records_marked_internal_show_nowhere() {
    let mut number = 0;
    let mut say = |words: &str| {
        number += 1;
        format!("{words} xq{number}qx")
    };
    let mut incident = support::incident(&mut say);
    let mut review = support::review(&mut say);
    hide(&mut incident, &mut review);
    // What cannot be marked: it is for everybody.
    let mut open: Vec<&Text> = vec![&incident.title];
    open.extend(&incident.severity);
    open.extend(&incident.summary);
    open.extend(&incident.components);
    open.extend(incident.roles.0.iter().map(|(role, _)| role));
    open.extend(
        review
            .held
            .iter()
            .filter_map(|held| held.facilitator_role.as_ref()),
    );
    open.extend(&review.normal_work);
    for list in [
        &review.objectives,
        &review.coordination,
        &review.communication,
        &review.went_well,
        &review.luck,
        &review.advice,
    ] {
        open.extend(list.iter());
    }
    let open: BTreeSet<_> = open.iter().flat_map(|text| tags(text)).collect();
    let report = public(&incident, &review, None, &[]);
    assert!(report.days.is_empty() && report.factors.is_empty());
    for (name, text) in renderings(&report) {
        let leaked: Vec<_> = tags(&text).difference(&open).cloned().collect();
        assert!(leaked.is_empty(), "{name}: {leaked:?} in\n{text}");
        for id in [
            "failover",
            "replicas-shared-without-limit",
            "PARKED",
            "silence",
        ] {
            assert!(!text.contains(id), "{name}: {id}");
        }
    }
    // The same for the organisation holds every one of them, so that the search can find.
    let internal = support::report(&incident, &review);
    let context = tags(&pir::render::context(&internal));
    assert!(context.len() > open.len() + 80, "{}", context.len());
}

/// The tags `xq1qx` of a text.
fn tags(text: &str) -> BTreeSet<String> {
    text.split("xq")
        .skip(1)
        .filter_map(|rest| rest.split_once("qx"))
        .map(|(number, _)| number.to_owned())
        .collect()
}

#[test]
fn an_internal_event_leaves_its_time_to_the_milestone_and_nothing_else() {
    let mut incident = support::bare();
    let mut first = event("page", "10:02", "SECRET board turns red");
    first.mark = marks(&[Mark::Started, Mark::Detected]);
    first.visibility = Some(Visibility::Internal);
    let mut second = event("post", "10:40", "customers write");
    second.mark = marks(&[Mark::Detected]);
    second.responds_to = Some(text("page"));
    second.source = vec![text("chat:SECRET")].into();
    incident.timeline = Timeline {
        events: vec![first, second],
        quick: None,
    };
    let report = public(&incident, &Review::default(), None, &[]);
    let detected = report
        .milestones
        .iter()
        .find(|stone| stone.mark == "detected");
    let detected = detected.unwrap();
    assert_eq!((detected.time.as_str(), &detected.event), ("10:02", &None));
    let row = &report.days[0].parts[0].rows[0];
    assert_eq!(row.relative.as_deref(), Some("+38 min"));
    assert!(row.relations.is_empty());
    assert!(!pir::render::context(&report).contains("SECRET"));
}

#[test]
fn a_role_that_only_internal_events_name_is_not_listed() {
    let incident = "title: T\ndate: 2026-03-12\ntimezone: UTC\nroles: {on-call: a, lawyer: b, writer: c}\n\
        timeline:\n  - {at: \"10:00\", who: on-call, what: looks}\n  \
        - {at: \"10:01\", who: on-call, to: lawyer, what: asks, visibility: internal}\n";
    let home = repo("pir: 1\n", incident);
    let args = ["render", "--audience", "public", "-o", "-"];
    let page = String::from_utf8(run(home.path(), &args).stdout).unwrap();
    assert!(
        page.contains("**on-call**") && page.contains("**writer**"),
        "{page}"
    );
    assert!(!page.contains("lawyer"), "{page}");
}

#[test]
fn links_stay_where_their_host_is_listed() {
    let mut say = |words: &str| words.to_owned();
    let (incident, review) = (support::incident(&mut say), support::review(&mut say));
    let closed = public(&incident, &review, None, &[]);
    let context = pir::render::context(&closed);
    for hidden in [
        "https://",
        "TICKET",
        "carries the pager",
        "2025-09-02-export-slow",
    ] {
        assert!(!context.contains(hidden), "{hidden}");
    }
    let opened = public(&incident, &review, None, &["wiki.example"]);
    let context = pir::render::context(&opened);
    assert!(context.contains("https://wiki.example/checkout"));
    assert!(!context.contains("https://graphs.example"));
    assert_eq!(leaks_of_report(&opened, &["wiki.example"]), []);
}

#[test]
fn what_refers_elsewhere_goes_unless_it_is_a_public_link() {
    let mut review = support::review(&mut |words: &str| words.to_owned());
    let change = |reference: &str| pir::model::History {
        on: None,
        from: None,
        to: EntryStatus::Open,
        reference: Some(text(reference)),
        note: None,
    };
    let latent = &mut review.latent_failures[0];
    latent.found = Some(pir::model::Found {
        on: None,
        by: None,
        reference: Some(text("SECRET-1")),
    });
    latent.history = vec![change("SECRET-2"), change("https://open.example/3")];
    latent.interacts_with = many(&["two-of-three-replicas", "SECRET-entry"]);
    latent.seen_in = many(&["SECRET-incident"]);
    review.degraded_conditions[0].history = vec![change("https://SECRET.example/4")];
    review.contributing_factors[0].shown_by = many(&["SECRET-5", "https://open.example/6"]);
    review.contributing_factors[0].latent_failures = many(&["SECRET-7"]);
    let report = public(&support::bare(), &review, None, &["open.example"]);
    let context = pir::render::context(&report);
    assert!(!context.contains("SECRET"), "{context}");
    for kept in ["open.example/3", "open.example/6", "two-of-three-replicas"] {
        assert!(context.contains(kept), "{kept}");
    }
}

#[test]
fn a_public_plan_holds_what_was_decided_to_be_done() {
    let follow_up = |what: &str, status, visibility| FollowUp {
        idea: None,
        what: text(what),
        helps: None,
        touches: many(&["elsewhere"]),
        done_when: None,
        owner: Some(text("SECRET team")),
        due: None,
        status: Some(spanned(status)),
        because: Some(text("SECRET reason")),
        link: Some(text("https://tracker.example/1")),
        visibility,
    };
    let plan = Plan {
        pir: None,
        follow_ups: vec![
            follow_up("kept", FollowUpStatus::Committed, None),
            follow_up("finished", FollowUpStatus::Done, Some(Visibility::Public)),
            follow_up("SECRET maybe", FollowUpStatus::Candidate, None),
            follow_up("SECRET no", FollowUpStatus::Declined, None),
            follow_up(
                "SECRET step",
                FollowUpStatus::Done,
                Some(Visibility::Internal),
            ),
        ],
    };
    let report = public(&support::bare(), &Review::default(), Some(&plan), &[]);
    let what: Vec<_> = report.follow_ups.iter().map(|item| &*item.what).collect();
    assert_eq!(what, ["kept", "finished"]);
    let context = pir::render::context(&report);
    for hidden in ["SECRET", "tracker", "elsewhere"] {
        assert!(!context.contains(hidden), "{hidden}");
    }
}

#[test]
fn times_without_a_day_are_not_moved_by_what_is_left_out() {
    let mut incident = support::bare();
    let mut hidden = event("a", "2026-03-11 23:50", "SECRET");
    hidden.visibility = Some(Visibility::Internal);
    let unknown = pir::model::Event {
        at: None::<When>,
        ..event("b", "00:10", "no time")
    };
    incident.timeline.events = vec![hidden, unknown, event("c", "00:20", "shown")];
    let report = public(&incident, &Review::default(), None, &[]);
    assert_eq!(report.days.len(), 1);
    assert_eq!(report.days[0].date.as_deref(), Some("2026-03-12"));
    assert_eq!(report.entries.all, 2);
}

// ------------------------------------------------------------ the command line

#[test]
fn a_public_rendering_never_takes_the_place_of_the_review() {
    let home = repo("public_hosts: [status.example]\n", "title: T\n");
    for (args, file) in [
        (&["render"][..], "review.md"),
        (&["render", "--audience", "public"], "review.public.md"),
        (&["render", "-t", "public"], "public.md"),
        (
            &["render", "-t", "public", "--audience", "public"],
            "public.md",
        ),
        (&["render", "-t", "brief"], "brief.md"),
    ] {
        let output = run(home.path(), args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(&format!("a/{file}")), "{args:?}: {said}");
        assert!(
            home.path().join("reviews/a").join(file).is_file(),
            "{args:?}"
        );
    }
    let output = run(
        home.path(),
        &["render", "-t", "public", "--audience", "internal"],
    );
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("is for the public"), "{said}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_picture_lies_beside_every_document_that_shows_it() {
    let incident = "title: T\ndate: 2026-03-12\ntimezone: UTC\n\
        timeline:\n  - {at: \"10:00\", what: looks}\n";
    for (template, shows) in [
        ("sre", true),
        ("howie", true),
        ("brief", false),
        ("public", false),
    ] {
        let home = repo("pir: 1\n", incident);
        let there = |file: &str| home.path().join("reviews/a").join(file).is_file();
        assert!(
            run(home.path(), &["render", "-t", template])
                .status
                .success()
        );
        let page =
            fs::read_to_string(home.path().join(format!("reviews/a/{template}.md"))).unwrap();
        assert_eq!(page.contains("](timeline.svg)"), shows, "{template}");
        assert_eq!(there("timeline.svg"), shows, "{template}");
        assert!(!there("timeline.public.svg"), "{template}");
    }
}

#[test]
fn a_link_in_a_public_sentence_is_refused_until_it_is_public() {
    let incident = "title: T\nsummary: see https://graphs.example/x\n";
    let home = repo("public_hosts: [status.example]\n", incident);
    let output = run(home.path(), &["render", "-t", "public"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("https://graphs.example/x in reviews/a/incident.yaml:2:14"),
        "{said}"
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(!home.path().join("reviews/a/public.md").exists());
    assert!(run(home.path(), &["render"]).status.success());
    fs::write(
        home.path().join("pir.yaml"),
        "public_hosts: graphs.example\n",
    )
    .unwrap();
    assert!(
        run(home.path(), &["render", "-t", "public"])
            .status
            .success()
    );
}

#[test]
fn whatever_leads_elsewhere_is_refused_where_it_is_written() {
    for (words, link) in [
        (
            "see https&#58;//graphs.example/x",
            "https://graphs.example/x",
        ),
        ("see [it](//graphs.example)", "//graphs.example"),
        ("on www.graphs.test", "www.graphs.test"),
        ("ask me@graphs.example", "me@graphs.example"),
        (
            "[ask](mailto:me@graphs.example)",
            "mailto:me@graphs.example",
        ),
        ("ftp://files holds it", "ftp://files"),
        ("on db1.prod.internal", "db1.prod.internal"),
    ] {
        let incident = format!(
            "title: T\nimpact:\n  - {{what: \"{words}\", visibility: internal}}\nsummary: \"{words}\"\n"
        );
        let home = repo("public_hosts: [status.example]\n", &incident);
        for template in ["public", "timeline.svg", "review"] {
            let args = ["render", "-t", template, "--audience", "public", "-o", "-"];
            let output = run(home.path(), &args);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{template}: {words}: {said}");
            assert!(
                said.contains(&format!("{link} in reviews/a/incident.yaml:4:")),
                "{said}"
            );
            assert_eq!(said.matches("incident.yaml").count(), 1, "{said}");
            assert!(output.stdout.is_empty());
        }
    }
}

#[test]
fn a_link_of_a_template_is_named_with_its_line() {
    let home = repo("pir: 1\n", "title: T\n");
    fs::create_dir(home.path().join("templates")).unwrap();
    let template = "# {{ title }}\n\n[a](https://graphs.example)\n";
    fs::write(home.path().join("templates/ours.public.md.j2"), template).unwrap();
    let output = run(home.path(), &["render", "-t", "ours.public"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("https://graphs.example in reviews/a/ours.public.md:3"),
        "{said}"
    );
}

#[test]
fn a_link_in_an_event_is_named_at_the_event_alone() {
    let incident = "title: T\ndate: 2026-03-12\ntimezone: UTC\n\
        timeline:\n  - {at: \"10:00\", what: 'see https://graphs.example/x'}\n";
    let home = repo("pir: 1\n", incident);
    let output = run(home.path(), &["render", "--audience", "public"]);
    let said = String::from_utf8_lossy(&output.stderr);
    // The picture shows the event too, and can be mended nowhere.
    assert_eq!(
        said.matches("https://graphs.example/x").count(),
        1,
        "{said}"
    );
    assert!(said.contains("in reviews/a/incident.yaml:5:30"), "{said}");
}

#[test]
fn other_words_than_the_two_are_refused_with_a_place() {
    let incident = "title: T\nimpact: {what: a, visibility: secret}\n";
    let home = repo("", incident);
    let output = run(home.path(), &["check"]);
    let said = String::from_utf8_lossy(&output.stdout);
    for words in ["secret", "incident.yaml:2:", "`internal`"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let home = repo(
        "public_hosts: [\"https://status.example/\"]\n",
        "title: T\n",
    );
    let output = run(home.path(), &["check"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("without https://"), "{said}");
}

fn repo(settings: &str, incident: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("reviews/a")).unwrap();
    fs::write(home.path().join("pir.yaml"), settings).unwrap();
    fs::write(home.path().join("reviews/a/incident.yaml"), incident).unwrap();
    home
}

fn run(home: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pir"))
        .current_dir(home)
        .args(args)
        .output()
        .unwrap()
}
