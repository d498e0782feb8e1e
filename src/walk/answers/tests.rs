//! Tests of answers files.

use super::Part;
use super::{Fault, answers};
use crate::walk::tree::{same, shown};
use crate::walk::trial::{files, reviewed, saved, yaml};
use crate::walk::{Catalogue, Files, Write};

fn read(given: &str, files: &Files) -> Result<Vec<Write>, Vec<Fault>> {
    answers(&yaml(given), files, (&Catalogue::built_in().unwrap(), &[]))
}

/// The review after an answers file, which must say the same when it is read again.
fn after(given: &str, files: &Files) -> Files {
    let writes = read(given, files).unwrap();
    let files = saved(files, &writes);
    crate::walk::typed::review(&files.review).unwrap();
    assert_eq!(read(given, &files).unwrap(), [], "a second time");
    files
}

fn is(files: &Files, expected: &str) {
    assert!(same(&files.review, &yaml(expected)), "{:#?}", files.review);
}

fn faults(given: &str, files: &Files) -> Vec<(String, String)> {
    let faults = read(given, files).unwrap_err();
    faults
        .into_iter()
        .map(|fault| {
            let help = fault.help.unwrap_or_default();
            (shown(&fault.path), format!("{} / {help}", fault.message))
        })
        .collect()
}

#[test]
fn texts_lists_records_and_notes_find_their_places() {
    let given = "
luck-fortune: It was a Thursday.
adapt-recovery: [a view, a person]
detect-first-sign: Lag rose.
sense-options@a13: Wait or switch.
surprise-what@morning on-call: Shared replicas.
factor-had-to-be-true:
- Batches were larger.
- {statement: Two replicas., influence: spread, categories: [capacity, x-local]}
factor-made-sense@a13: One click away.
latent-hidden-by@no-limit: {how: redundancy, note: three of them}
latent-sleeping: [{id: no-limit, what: No limit per client, component: db}]
degraded-before: Two of three replicas
cost-people: {people: 7, person_hours: 19, out_of_hours: false, displaced: [search]}
coord-forming: \"!skip\"
know-who-else: [Everyone with a batch job, {audience: newcomers, form: page}]
";
    let files = after(given, &files());
    is(
        &files,
        "
luck: [It was a Thursday.]
went_well: [a view, a person]
detection: {first_sign: Lag rose.}
sensemaking: [{event: a13, role: morning on-call, options: Wait or switch.}]
surprises: [{found: Shared replicas., role: morning on-call}]
contributing_factors:
- {statement: Batches were larger.}
- {statement: Two replicas., influence: spread, categories: [capacity, x-local]}
- {statement: One click away., shown_by: [a13]}
latent_failures:
- {id: no-limit, what: No limit per client, component: [db],
   hidden_by: [{how: redundancy, note: three of them}]}
degraded_conditions: [{id: two-three-replicas, what: Two of three replicas, relation: predates}]
response_cost: {people: 7, person_hours: 19, out_of_hours: false, displaced: [search]}
asked: {coord-forming: skipped}
knowledge: [{audience: Everyone with a batch job}, {audience: newcomers, form: page}]
",
    );
}

#[test]
fn what_has_no_place_is_kept_under_answers() {
    let start = reviewed("latent_failures: [{id: no-limit, what: No limit}]");
    let files = after(
        "sense-options: It depended.\nlatent-hidden-by@no-limit: Spare capacity.\n\
         detection-anything-else: Yes.\ndegraded-people: The restart at eight.\n",
        &start,
    );
    is(
        &files,
        "
latent_failures: [{id: no-limit, what: No limit}]
answers:
  sense-options: It depended.
  latent-hidden-by@no-limit: Spare capacity.
  detection-anything-else: Yes.
  degraded-people: The restart at eight.
",
    );
}

#[test]
fn an_entry_can_be_named_inside() {
    let start = reviewed(
        "perspectives: [{role: support lead, account: tickets}]\n\
         degraded_conditions: [{id: two, what: Two of three}]",
    );
    let files = after(
        "story-differences: [{role: support lead, differs: from 09:50}]\n\
         degraded-people: {id: two, what: restart workers, how_often: daily}\n\
         degraded-known-to@two: {known_to: [database team], unknown_to: checkout}\n\
         degraded-normal@two: It was the sound of the morning.\n",
        &start,
    );
    is(
        &files,
        "
perspectives: [{role: support lead, account: tickets, differs: from 09:50}]
degraded_conditions:
- id: two
  what: Two of three
  kept_working_by: [{what: restart workers, kind: people, how_often: daily}]
  known_to: [{role: database team}]
  unknown_to: [{role: checkout}]
  normalised: It was the sound of the morning.
",
    );
}

#[test]
fn a_record_that_begins_with_a_list_takes_the_list_alone() {
    let start = reviewed("degraded_conditions: [{id: two, what: Two of three}]");
    for given in [
        "[{role: database team, form: ticket}]",
        "{role: database team, form: ticket}",
    ] {
        let files = after(&format!("degraded-known-to@two: {given}\n"), &start);
        is(
            &files,
            "
degraded_conditions:
- id: two
  what: Two of three
  known_to: [{role: database team, form: ticket}]
",
        );
    }
}

#[test]
fn an_answer_takes_a_note_away_and_text_is_added_to_text() {
    let start = reviewed("normal_work: calm\nasked: {orient-ordinary-day: later}");
    let files = after("orient-ordinary-day: mostly", &start);
    is(&files, "normal_work: \"calm\\n\\nmostly\"");
}

/// Everything that can be wrong, a line each.
const WRONG: &str = "
luck-fortun: a
sense-options@a99: b
story-your-entry@morning oncall: c
luck-fortune@a13: d
luck-near-miss: {wat: e}
factor-had-to-be-true: [{statement: f, influence: spred}, {influence: hid}]
adapt-recovery: ~
coord-forming: \"!skipp\"
orient-concerns@morning on-call: secret
latent-since@nothing: g
detect-first-sign: [h]
";

/// The place and the words of each.
const FAULTS: &[(&str, &str)] = &[
    (
        "luck-fortun",
        "there is no question `luck-fortun` / did you mean `luck-fortune`?",
    ),
    (
        "orient-concerns@morning on-call",
        "`orient-concerns` is private and is never written / leave it out here",
    ),
    (
        "story-your-entry@morning oncall",
        "there is no role `morning oncall` / did you mean `morning on-call`?",
    ),
    (
        "sense-options@a99",
        "there is no event `a99` / there are a1, a3,",
    ),
    (
        "factor-had-to-be-true[1].influence",
        "`spred` is not one of",
    ),
    (
        "factor-had-to-be-true[2]",
        "the contributing factor lacks `statement`",
    ),
    (
        "latent-since@nothing",
        "there is no latent failure `nothing` / there is no latent failure yet",
    ),
    ("adapt-recovery", "there is no answer here"),
    (
        "coord-forming",
        "there is no note `!skipp` / did you mean `!skip`?",
    ),
    (
        "luck-near-miss.wat",
        "a near miss has no field `wat` / did you mean `what`?",
    ),
    (
        "luck-fortune@a13",
        "`luck-fortune` is asked once / write `luck-fortune` without `@a13`",
    ),
    ("detect-first-sign", "a text belongs here"),
];

#[test]
fn everything_wrong_is_said_at_once_and_nothing_is_written() {
    let said = faults(WRONG, &files());
    for (path, message) in FAULTS {
        let found = said.iter().find(|row| row.0 == *path);
        let (_, own) = found.unwrap_or_else(|| panic!("{path} in {said:#?}"));
        assert!(own.contains(message), "{own}");
    }
    assert_eq!(said.len(), FAULTS.len(), "{said:#?}");
}

#[test]
fn a_word_that_is_none_is_pointed_at_where_it_stands() {
    let given = "factor-had-to-be-true:\n\
                 - {statement: x, categories: [change, wat, capacity]}\n\
                 - {statement: y, categories: 'change, wat', confidence: wat}\n";
    let faults = read(given, &files()).unwrap_err();
    let places: Vec<_> = faults
        .into_iter()
        .map(|fault| (shown(&fault.path), fault.part))
        .collect();
    let path = |end: &str| format!("factor-had-to-be-true{end}");
    assert_eq!(
        places,
        [
            (path("[1].categories[2]"), Part::Value),
            (path("[2].categories"), Part::Word("wat".to_owned())),
            (path("[2].confidence"), Part::Value),
        ]
    );
}

#[test]
fn a_known_id_with_other_words_is_refused() {
    let start = reviewed("latent_failures: [{id: no-limit, what: No limit}]");
    let said = faults(
        "latent-sleeping: {id: no-limit, what: Something else}",
        &start,
    );
    assert!(said[0].1.contains("is there already"), "{said:?}");
    let files = after("pattern-register: [no-limit, old-one]", &start);
    is(
        &files,
        "latent_failures: [{id: no-limit, what: No limit}, {id: old-one}]",
    );
}

#[test]
fn events_go_to_the_end_of_the_timeline() {
    let writes = read(
        "story-changes: [{what: stock feed moved, at: \"2026-03-11 08:10\"}]",
        &files(),
    )
    .unwrap();
    let made = saved(&files(), &writes);
    let events = &made.incident.timeline.events;
    assert_eq!(events.last().unwrap().what.value, "stock feed moved");
    assert_eq!(events.len(), files().incident.timeline.events.len() + 1);
}
