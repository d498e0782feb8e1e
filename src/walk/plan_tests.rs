//! Which questions are chosen, and in which order.

use super::trial::{bare, files, planned, reviewed, words};
use super::{About, Audience, Catalogue, Depth, Files, Group, Options, Question, plan};
use super::{QuestionKind, Sheet, bind, group, role, sheet};

fn keys(files: &Files, options: &Options) -> Vec<String> {
    let questions = planned(files, options).questions(files);
    questions.iter().map(Question::key).collect()
}

fn only(ids: &[&str]) -> Options {
    Options {
        only: ids.iter().map(|id| (*id).to_owned()).collect(),
        ..Options::default()
    }
}

#[test]
fn pivotal_events_are_five_and_in_order_of_time() {
    let files = files();
    let pivots: Vec<_> = bind::pivots(&files.incident)
        .iter()
        .map(|e| e.key.as_str())
        .collect();
    assert_eq!(pivots, ["a13", "a14", "a16", "a19", "a23"]);
}

#[test]
fn more_decisions_give_way_to_the_other_pivots() {
    let mut files = files();
    for at in 0..7 {
        let mut event = files.incident.timeline.events[4].clone();
        event.key = format!("d{at}");
        files.incident.timeline.events.insert(5, event);
    }
    let pivots: Vec<_> = bind::pivots(&files.incident)
        .iter()
        .map(|e| e.key.as_str())
        .collect();
    assert_eq!(pivots.len(), 5);
    for key in ["a13", "a14", "a16", "a19"] {
        assert!(pivots.contains(&key), "{key}");
    }
}

#[test]
fn roles_are_people_in_order_of_appearance() {
    let files = reviewed("perspectives: [{role: support lead}, {role: morning on-call}]");
    assert_eq!(
        bind::roles(&files),
        [
            "database team",
            "data-platform team",
            "morning on-call",
            "database on-call",
            "support lead",
        ]
    );
}

#[test]
fn a_bare_incident_is_asked_every_quick_prompt_that_needs_nothing() {
    let files = bare();
    let all = planned(&files, &Options::default()).questions(&files);
    let asked: Vec<_> = all
        .iter()
        .filter(|question| !question.is_closing())
        .collect();
    assert_eq!(
        asked.len(),
        14,
        "no event, no weakness, no condition to ask about"
    );
    for group in [Group::DegradedMode, Group::Adaptations, Group::NearMisses] {
        assert!(asked.iter().any(|question| question.group == Some(group)));
    }
    assert_eq!(asked[0].id, "orient-purpose");
    let last: Vec<_> = asked
        .iter()
        .rev()
        .take(2)
        .map(|question| &question.id[..])
        .collect();
    assert_eq!(last, ["park-idea", "know-now"]);
    assert_eq!(
        all.last().map(|question| &question.id[..]),
        Some("park-idea")
    );
}

#[test]
fn groups_follow_each_other_and_each_is_closed() {
    let keys = keys(
        &files(),
        &Options {
            depth: Some(Depth::Deep),
            ..Options::default()
        },
    );
    let at = |id: &str| {
        keys.iter()
            .position(|key| key == id)
            .unwrap_or_else(|| panic!("{id}"))
    };
    assert!(at("orient-ordinary-day") < at("orientation-anything-else"));
    assert!(at("orientation-anything-else") < at("story-changes"));
    assert!(at("know-unanswered") < at("knowledge-anything-else"));
    assert!(at("knowledge-anything-else") < at("know-now@morning on-call"));
    assert_eq!(keys.last().unwrap(), "park-idea");
    assert!(!keys.iter().any(|key| key.starts_with("orient-concerns")));
    assert!(!keys.iter().any(|key| key.starts_with("follow-up")));
}

#[test]
fn marks_keep_questions_away_unless_they_are_asked_for() {
    let files = reviewed(
        "asked: {luck-near-miss: skipped, adapt-recovery: later, park-idea: unknown, \
         \"sense-options@a13\": not-relevant}",
    );
    let keys_of = |options: &Options| keys(&files, options);
    let plain = keys_of(&Options::default());
    assert!(!plain.contains(&"luck-near-miss".to_owned()));
    assert!(!plain.contains(&"park-idea".to_owned()));
    assert!(!plain.contains(&"sense-options@a13".to_owned()));
    assert!(plain.contains(&"sense-options@a14".to_owned()));
    assert!(
        plain.contains(&"adapt-recovery".to_owned()),
        "later is asked again"
    );
    let again = keys_of(&Options {
        again: true,
        ..Options::default()
    });
    assert!(again.contains(&"luck-near-miss".to_owned()));
    assert_eq!(keys_of(&only(&["luck-near-miss"])), ["luck-near-miss"]);
}

#[test]
fn only_takes_ids_and_keys_and_knows_what_was_meant() {
    let files = files();
    assert_eq!(
        keys(&files, &only(&["sense-goals@a13", "cost-tools-lost"])),
        ["sense-goals@a13", "cost-tools-lost"]
    );
    assert_eq!(keys(&files, &only(&["sense-goals@a5"])), ["sense-goals@a5"]);
    let catalogue = Catalogue::built_in().unwrap();
    let wrong = plan(&files, &catalogue, &only(&["luck-near-mis"])).unwrap_err();
    assert!(wrong.contains("did you mean `luck-near-miss`"), "{wrong}");
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let files = reviewed("perspectives: [{role: support lead}]");
    let catalogue = Catalogue::built_in().unwrap();
    let only = |id| plan(&files, &catalogue, &only(&[id])).unwrap_err();
    assert_eq!(
        only("orient-purpose@a13"),
        "`orient-purpose` is asked once; write it without `@a13`"
    );
    let event = only("sense-goals@a99");
    assert!(event.contains("no event `a99`; "), "{event}");
    assert_eq!(
        only("know-now@nobody"),
        "`know-now`: there is no role `nobody`; there are database team, data-platform team, \
         morning on-call, database on-call, support lead"
    );
    assert!(
        only("latent-reach@x").contains("nothing yet that `latent-reach` could be asked about")
    );
    assert_eq!(
        role(" support lead ", &files),
        Ok("support lead".to_owned())
    );
    let near = role("morning oncall", &files).unwrap_err();
    assert!(
        near.contains("did you mean `morning on-call`? There are data"),
        "{near}"
    );
    assert!(role("nope", &bare()).unwrap_err().contains("under `roles`"));
    assert!(
        group("detecton")
            .unwrap_err()
            .contains("did you mean `detection`?")
    );
}

#[test]
fn groups_roles_and_audiences_narrow_and_widen() {
    let files = reviewed("parking_lot: [{idea: Read access}]");
    let patterns = keys(
        &files,
        &Options {
            groups: vec![Group::Patterns],
            ..Options::default()
        },
    );
    assert_eq!(
        patterns,
        [
            "pattern-seen-before",
            "pattern-register",
            "patterns-anything-else"
        ]
    );
    let finance = Options {
        role: Some("finance".to_owned()),
        ..Options::default()
    };
    let people: Vec<_> = keys(&files, &finance)
        .into_iter()
        .filter(|key| key.starts_with("know-now"))
        .collect();
    assert_eq!(people, ["know-now@finance"]);
    let planning = Options {
        depth: Some(Depth::Standard),
        audiences: vec![Audience::Planning],
        ..Options::default()
    };
    assert!(keys(&files, &planning).contains(&"park-side-effects@read-access".to_owned()));
}

#[test]
fn minutes_keep_what_is_always_asked_and_let_no_group_fall_silent() {
    let files = bare();
    let fits = |minutes| {
        let options = Options {
            minutes: Some(minutes),
            ..Options::default()
        };
        let mut all = planned(&files, &options).questions(&files);
        all.retain(|question| !question.is_closing());
        all
    };
    let mut last = 0;
    for minutes in 0..120 {
        let all = fits(minutes);
        for group in [Group::DegradedMode, Group::Adaptations, Group::NearMisses] {
            assert!(
                all.iter().any(|question| question.group == Some(group)),
                "{minutes}"
            );
        }
        assert!(all.len() >= last, "{minutes}");
        assert!(
            all.len() <= 3 || all.len() * 3 <= minutes as usize * 2,
            "{minutes}"
        );
        last = all.len();
    }
    let groups: std::collections::BTreeSet<_> = fits(30)
        .iter()
        .filter_map(|question| question.group)
        .collect();
    assert_eq!(
        groups.len(),
        15,
        "quick prompts, and one of each silent group"
    );
}

#[test]
fn questions_of_the_timeline_come_second() {
    let files = files();
    let timeline = vec![Question {
        id: "tl-detection-gap".to_owned(),
        kind: QuestionKind::Timeline,
        group: None,
        weight: Some(95.0),
        window: Some(("09:41".to_owned(), "10:31".to_owned())),
        ..Question::new(&Group::Detection.closing(), About::Event("a3".to_owned()))
    }];
    let options = Options {
        timeline,
        ..Options::default()
    };
    let all = keys(&files, &options);
    assert_eq!(all[0], "orient-purpose");
    assert!(
        all.iter()
            .position(|key| key == "tl-detection-gap@a3")
            .unwrap()
            <= 2
    );
    assert_eq!(
        keys(
            &files,
            &Options {
                only: vec!["tl-detection-gap".to_owned()],
                ..options
            }
        ),
        ["tl-detection-gap@a3"]
    );
}

#[test]
fn the_json_of_a_question_has_every_key() {
    let mut files = files();
    files.incident.title = words("Checkout <b>slow</b>");
    let questions = planned(&files, &only(&["sense-goals@a13", "know-now"])).questions(&files);
    let print = |form| {
        let mut out = Vec::new();
        sheet(&mut out, (&questions, &files), form).unwrap();
        String::from_utf8(out).unwrap()
    };
    let json: serde_json::Value = serde_json::from_str(&print(Sheet::Json)).unwrap();
    let first = json[0].as_object().unwrap();
    let names: Vec<_> = first.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "ask", "asked", "events", "example", "field", "group", "id", "kind", "probes",
            "variant", "weight", "why", "window"
        ]
    );
    assert_eq!(first["events"], serde_json::json!(["a13"]));
    assert_eq!(first["kind"], "catalogue");
    assert!(first["window"].is_null() && first["variant"].is_null());
    assert_eq!(json[1]["variant"], "database team");
    let text = print(Sheet::Text);
    assert!(
        text.contains("  sense-goals@a13\n    10:36 decision, morning on-call:"),
        "{text}"
    );
    let markdown = print(Sheet::Markdown);
    assert!(
        markdown.starts_with("# Questions: Checkout \\<b\\>slow"),
        "{markdown}"
    );
    assert!(markdown.contains("<!-- know-now@morning on-call -->"));
}

#[test]
fn a_sheet_has_a_question_for_several_roles_once() {
    let files = files();
    let questions = planned(&files, &only(&["know-now"])).questions(&files);
    assert!(questions.len() > 1);
    let mut out = Vec::new();
    sheet(&mut out, (&questions, &files), Sheet::Markdown).unwrap();
    let markdown = String::from_utf8(out).unwrap();
    assert_eq!(markdown.matches(&questions[0].ask).count(), 1, "{markdown}");
    for question in &questions {
        assert!(
            markdown.contains(&format!("<!-- {} -->", question.key())),
            "{markdown}"
        );
    }
    let roles: Vec<_> = questions
        .iter()
        .filter_map(|own| own.about.word())
        .collect();
    let whom = format!("*for: {}*", roles.join(", "));
    assert!(markdown.contains(&whom), "{markdown}");
}
