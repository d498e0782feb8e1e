//! The register over invented reviews.

use std::convert::Infallible;
use std::fs;

use chrono::NaiveDate;

use super::{Entry, Part, Register, Shown, View};
use crate::archive::row::Cell;
use crate::archive::{EntryKind, Reader, Record, each};
use crate::load;
use crate::model::{EntryStatus, RoughDate};
use crate::source::Source;
use crate::store::{Folder, names};

const FIRST: &str = "
held: {on: 2025-01-12}
latent_failures:
- id: shared-reads
  what: Reads are shared; when a batch grows, checkout waits.
  component: db
  categories: [capacity]
  present_since: {at_earliest: 2024-01-10, at_latest: 2025-01-02}
  hidden_by: [{how: redundancy}]
  also_touches: [{component: export, checked: \"no\"}, {component: feed, checked: suspected}]
- id: quiet-alert
  what: The alert is muted at night.
  component: db
  categories: [detection, capacity]
  played_part: \"no\"
  status: accepted
  accepted: {by_role: lead, on: 2025-01-12, bearable_because: few orders, look_again: 2025-04-01}
degraded_conditions:
- id: two-of-three
  what: Two of three replicas.
  component: db
  kept_working_by: [{kind: people, what: restart, role: on-call, how_often: daily, known_to_n: 1, effort: 10 min}]
  known_to: [{role: database team}]
  unknown_to: [{role: checkout}]
  margin: {text: unknown}
  last_checked: {on: 2025-01-12}
";
const SECOND: &str = "
latent_failures:
- id: shared-reads
  component: price-sync
contributing_factors:
- {statement: The queue held orders., categories: [containment], influence: limited}
degraded_conditions:
- {id: cleared-early, status: cleared, history: [{on: 2025-01-04, to: cleared}]}
- {id: steady-one, what: One zone., margin: {value: 20%}, last_checked: {on: 2025-06-05}}
- {id: left-behind, relation: remains-after, status: cleared, last_checked: {on: 2025-06-05}}
";
const CHANGES: &str = "
changes:
- {id: shared-reads, on: 2025-02-20, to: mitigated, mitigated: {how: a cap, what_remains: two jobs}}
- {id: shared-reads, on: 2025-03-01, to: resolved, resolved: {how_shown: a trial}}
";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn register(changes: &str, today: &str) -> Register {
    let dir = tempfile::tempdir().unwrap();
    for (name, review) in [("2025-01-02-a", FIRST), ("2025-06-03-b", SECOND)] {
        let folder = dir.path().join(name);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(names::INCIDENT), "title: T\n").unwrap();
        fs::write(folder.join(names::REVIEW), review).unwrap();
    }
    let reader = Reader {
        cwd: dir.path(),
        now: "2026-04-01T00:00:00Z".parse().unwrap(),
        zone: None,
    };
    let folders = Folder::all_in(dir.path()).unwrap();
    let mut parts = Vec::new();
    let keep = |record: Record| Part::of(&record);
    let Ok(()) = each(&folders, &reader, keep, |part, troubles| {
        assert!(troubles.is_empty(), "{troubles:?}");
        parts.push(part);
        Ok::<(), Infallible>(())
    });
    let changes = load::register(&Source::new("register.yaml", changes));
    assert!(changes.findings.is_empty(), "{:?}", changes.findings);
    Register::fold(parts, &changes.value.unwrap(), day(today))
}

fn entry<'r>(register: &'r Register, id: &str) -> &'r Entry {
    register.find(id).unwrap()
}

fn shown(register: &Register, view: &str) -> Shown {
    View::find(view).unwrap().of(register)
}

fn ids(shown: &Shown) -> Vec<String> {
    let ids = shown.rows.iter().map(|row| row.get("id").unwrap());
    ids.map(|id| id.words().unwrap()).collect()
}

/// A cell of the row that begins with that word.
fn cell<'s>(shown: &'s Shown, first: &str, name: &str) -> &'s Cell {
    let mut rows = shown.rows.iter();
    let row = rows.find(|row| row.0[0].1.words().as_deref() == Some(first));
    row.and_then(|row| row.get(name)).unwrap()
}

#[test]
fn statuses_are_folded_in_order_of_date() {
    let register = register(CHANGES, "2025-07-01");
    let shared = entry(&register, "shared-reads");
    let changes: Vec<_> = (shared.changes.iter())
        .map(|change| format!("{} {} {}", change.on, change.to, change.by))
        .collect();
    assert_eq!(
        changes,
        [
            "2025-01-12 open 2025-01-02-a",
            "2025-02-20 mitigated register.yaml",
            "2025-03-01 resolved register.yaml"
        ]
    );
    assert_eq!(shared.status(day("2025-02-25")), EntryStatus::Mitigated);
    assert_eq!(shared.components, ["db", "price-sync"]);
    assert_eq!(
        shared.seen_after_the_end(register.today),
        ["2025-06-03-b".into()]
    );
    assert_eq!(shared.reopened(), 0);
}

#[test]
fn what_is_opened_after_its_end_is_counted() {
    let more = "- {id: shared-reads, on: 2025-06-10, to: open}\n";
    let register = register(&format!("{CHANGES}{more}"), "2025-07-01");
    let shared = entry(&register, "shared-reads");
    assert_eq!(shared.reopened(), 1);
    assert!(shared.seen_after_the_end(register.today).is_empty());
    assert_eq!(
        ids(&shown(&register, "open")),
        ["quiet-alert", "shared-reads"]
    );
    let months = shown(&register, "mixture");
    assert_eq!(*cell(&months, "2025-06", "reopened"), Cell::Count(1));
    assert_eq!(*cell(&months, "2025-03", "ended"), Cell::Count(1));
}

#[test]
fn what_is_seen_after_its_end_asks_whether_it_is_there_again() {
    let register = register(CHANGES, "2025-07-01");
    let open = shown(&register, "open");
    assert_eq!(
        *cell(&open, "shared-reads", "status"),
        Cell::from("resolved, and seen again since")
    );
    let why = "said to be resolved, and seen again in 2025-06-03-b; if it is there again, its status is open";
    assert_eq!(
        *cell(&shown(&register, "due"), "shared-reads", "why"),
        Cell::from(why)
    );
}

#[test]
fn a_condition_that_comes_back_is_a_state_to_start_from() {
    let first = "degraded_conditions:\n- {id: a, what: W, status: cleared}\n";
    let again = "degraded_conditions:\n- {id: a, what: W}\n";
    let register = of_reviews(&[("2025-01-02-a", first), ("2025-06-03-b", again)]);
    let status = Cell::from("cleared, and seen again since");
    assert_eq!(*cell(&shown(&register, "now"), "a", "status"), status);
}

#[test]
fn what_was_mitigated_or_accepted_and_is_no_more_is_open_again() {
    let changes = "changes:\n- {id: shared-reads, on: 2025-02-20, to: mitigated, mitigated: {how: a cap, what_remains: two jobs}}\n- {id: shared-reads, on: 2025-03-05, to: open}\n";
    let months = shown(&register(changes, "2025-07-01"), "mixture");
    assert_eq!(*cell(&months, "2025-03", "open_again"), Cell::Count(1));
    assert_eq!(*cell(&months, "2025-03", "reopened"), Cell::Count(0));
}

#[test]
fn an_end_before_the_review_is_no_reopening() {
    let register = register("pir: 1\n", "2025-07-01");
    let early = entry(&register, "cleared-early");
    let changes: Vec<_> = (early.changes.iter())
        .map(|change| format!("{} {}", change.on, change.to))
        .collect();
    assert_eq!(changes, ["2025-01-04 active", "2025-01-04 cleared"]);
    assert_eq!(early.reopened(), 0);
}

#[test]
fn a_date_that_passes_makes_an_entry_due_and_changes_no_status() {
    let before = register("pir: 1\n", "2025-04-01");
    let after = register("pir: 1\n", "2025-04-02");
    let alert = |register: &Register| entry(register, "quiet-alert").clone();
    assert_eq!(alert(&before).due(before.today), None);
    assert_eq!(
        alert(&after).due(after.today),
        RoughDate::parse("2025-04-01")
    );
    assert_eq!(alert(&after).status(after.today), EntryStatus::Accepted);
    assert_eq!(ids(&shown(&before, "open")), ["shared-reads"]);
    assert_eq!(ids(&shown(&after, "open")), ["quiet-alert", "shared-reads"]);
    assert!(ids(&shown(&after, "due")).contains(&"quiet-alert".to_owned()));
}

#[test]
fn a_condition_is_stale_after_ninety_days() {
    let due = |today: &str| ids(&shown(&register("pir: 1\n", today), "due"));
    assert!(!due("2025-04-12").contains(&"two-of-three".to_owned()));
    assert!(due("2025-04-13").contains(&"two-of-three".to_owned()));
}

#[test]
fn what_is_due_for_two_reasons_stands_once_with_both() {
    let accepted = "changes: [{id: two-of-three, on: 2025-02-20, to: accepted, accepted: {by_role: lead, bearable_because: summer, look_again: 2025-03-01}}]\n";
    // The day on which it was accepted, somebody looked.
    let early = shown(&register(accepted, "2025-05-01"), "due");
    assert_eq!(
        *cell(&early, "two-of-three", "why"),
        Cell::from("accepted, to be looked at again on 2025-03-01")
    );
    let due = shown(&register(accepted, "2025-06-01"), "due");
    let rows = ids(&due).into_iter().filter(|id| id == "two-of-three");
    assert_eq!(rows.count(), 1);
    assert_eq!(
        *cell(&due, "two-of-three", "why"),
        Cell::from("accepted, to be looked at again on 2025-03-01; not looked at since 2025-02-20")
    );
}

#[test]
fn a_month_stays_a_month() {
    let text = "degraded_conditions:\n- {id: a, what: W, last_checked: {on: 2025-01}}\n- {id: b, what: W, status: accepted, accepted: {by_role: lead, on: 2025-01-10, look_again: 2025-02}}\n";
    let register = of_reviews(&[("2025-01-02-a", text)]);
    let due = shown(&register, "due");
    assert_eq!(
        *cell(&due, "a", "why"),
        Cell::from("not looked at since 2025-01")
    );
    assert_eq!(
        *cell(&due, "b", "why"),
        Cell::from("accepted, to be looked at again on 2025-02; not looked at since 2025-01-02")
    );
}

#[test]
fn unknown_room_stands_before_known_room() {
    let now = shown(&register("pir: 1\n", "2025-07-01"), "now");
    assert_eq!(ids(&now), ["two-of-three", "steady-one"]);
    assert_eq!(*cell(&now, "two-of-three", "margin"), Cell::from("unknown"));
    assert_eq!(*cell(&now, "steady-one", "margin"), Cell::from("20%"));
    assert_eq!(*cell(&now, "two-of-three", "held_by_one"), Cell::Flag(true));
}

#[test]
fn a_month_or_year_that_is_not_over_ends_today() {
    let text = "latent_failures:\n- {id: a, what: W, found: {on: 2025}, status: accepted, accepted: {by_role: lead, on: 2025-07, look_again: 2026-01-01}}\ndegraded_conditions:\n- {id: b, what: W, noticed: {on: 2025}}\n- {id: c, what: W, noticed: {on: 2025-01}}\n";
    let register = of_reviews(&[("2025-01-02-a", text)]);
    let a = entry(&register, "a");
    assert_eq!(a.status(register.today), EntryStatus::Accepted);
    assert_eq!(a.age(register.today).0.num_days(), 0);
    // No more is said of the day than is written.
    let now = shown(&register, "now");
    assert_eq!(*cell(&now, "b", "last_checked"), Cell::from("2025"));
    let stale = Cell::from("not looked at since 2025-01");
    assert_eq!(*cell(&now, "c", "last_checked"), stale);
}

#[test]
fn an_entry_was_there_when_it_was_first_told_of() {
    let text = "latent_failures:\n- {id: a, what: W, history: [{on: 2024-03-01, to: mitigated}]}\n";
    let register = of_reviews(&[("2025-01-02-a", text)]);
    let a = entry(&register, "a");
    assert_eq!(a.age(day("2024-06-01")).0.num_days(), 92);
}

#[test]
fn of_two_records_of_one_review_the_last_says_what_it_is() {
    let one = |number: usize, what| format!("- {{id: e{number}, what: {what}}}\n");
    let all: String = (0..40)
        .map(|number| one(number, "first") + &one(number, "last"))
        .collect();
    let register = of_reviews(&[("2025-01-02-a", &format!("latent_failures:\n{all}"))]);
    for entry in &register.entries {
        assert_eq!(entry.what.as_deref(), Some("last"), "{}", entry.id);
    }
}

#[test]
fn limits_that_contradict_each_other_make_no_age() {
    let of = |first: &str, second: &str| {
        let review = |since: &str| format!("latent_failures:\n- {{id: a, what: W{since}}}\n");
        let (first, second) = (review(first), review(second));
        let register = of_reviews(&[("2025-01-02-a", &first), ("2025-06-03-b", &second)]);
        cell(&shown(&register, "open"), "a", "there_for").clone()
    };
    // It was come upon on 2 January, 180 days ago.
    let later = of("", ", present_since: {at_latest: 2025-05-01}");
    assert_eq!(later, Cell::from("at least 180 days"));
    let crossed = of(
        ", present_since: {at_latest: 2024-01-01}",
        ", present_since: {at_earliest: 2024-06-01}",
    );
    assert_eq!(crossed, Cell::from("at least 547 days"));
}

#[test]
fn an_age_is_an_interval() {
    let open = shown(&register("pir: 1\n", "2025-01-12"), "open");
    let age = cell(&open, "shared-reads", "there_for");
    assert_eq!(*age, Cell::from("at least 10 days, at most 368 days"));
    // As long before it was found, which was on that day.
    let later = shown(&register("pir: 1\n", "2025-03-12"), "open");
    let before = cell(&later, "shared-reads", "before_it_was_found");
    assert_eq!(before, age);
}

#[test]
fn entries_meet_where_both_took_part() {
    // What the incident left behind, `left-behind`, took no part in it.
    let met = shown(&register("pir: 1\n", "2025-07-01"), "met");
    let pairs = met.rows.iter().map(|row| {
        let words = |name| row.get(name).unwrap().words().unwrap();
        format!("{} {} {}", words("id"), words("other"), words("incidents"))
    });
    let pairs: Vec<_> = pairs.collect();
    assert_eq!(
        pairs,
        [
            "cleared-early shared-reads 2025-06-03-b",
            "cleared-early steady-one 2025-06-03-b",
            "shared-reads steady-one 2025-06-03-b",
            "shared-reads two-of-three 2025-01-02-a"
        ]
    );
}

#[test]
fn the_other_views_show_what_their_question_asks() {
    let register = register(CHANGES, "2025-07-01");
    assert_eq!(ids(&shown(&register, "again")), ["shared-reads"]);
    assert_eq!(ids(&shown(&register, "people")), ["two-of-three"]);
    assert_eq!(ids(&shown(&register, "seams")), ["two-of-three"]);
    assert_eq!(ids(&shown(&register, "hidden")), ["redundancy"]);
    assert_eq!(ids(&shown(&register, "held")), ["2025-06-03-b"]);
    let spread = shown(&register, "spread");
    let unchecked = cell(&spread, "shared-reads", "not_looked_at");
    assert_eq!(*unchecked, Cell::List(vec!["export".to_owned()]));
}

#[test]
fn a_change_of_what_no_review_has_is_told_of() {
    let register = register(
        "changes: [{id: gone, on: 2025-06-10, to: open}]\n",
        "2025-07-01",
    );
    assert_eq!(register.unknown.iter().collect::<Vec<_>>(), ["gone"]);
}

#[test]
fn what_may_be_the_same_shares_a_part_and_a_category() {
    let register = register("pir: 1\n", "2025-07-01");
    let words = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let alike = |components: &[&str], categories: &[&str]| {
        let (components, categories) = (words(components), words(categories));
        let found = register.alike(EntryKind::LatentFailure, (&components, &categories));
        found
            .iter()
            .map(|entry| entry.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        alike(&["db"], &["capacity"]),
        ["quiet-alert", "shared-reads"]
    );
    assert_eq!(alike(&["db"], &["detection"]), ["quiet-alert"]);
    assert!(alike(&["mail"], &["capacity"]).is_empty());
    assert!(alike(&["db"], &["tooling"]).is_empty());
    // Without categories, half of all the parts have to be shared.
    assert_eq!(alike(&["db"], &[]), ["quiet-alert", "shared-reads"]);
    assert!(alike(&["db", "mail", "feed"], &[]).is_empty());
}

/// The register of these reviews, by the id of their incidents.
fn of_reviews(reviews: &[(&str, &str)]) -> Register {
    let part = |(id, review): &(&str, &str)| {
        let incident = Source::new("i.yaml", format!("title: T\ndate: {}\n", &id[..10]));
        let now = "2025-07-01T00:00:00Z".parse().unwrap();
        Part::of(&Record {
            id: (*id).into(),
            incident: load::incident(&incident, now, None).value,
            review: load::review(&Source::new("r.yaml", *review)).value,
            review_text: None,
            plan: None,
        })
    };
    let parts = reviews.iter().map(part);
    Register::fold(parts, &crate::model::Register::default(), day("2025-07-01"))
}

#[test]
fn of_many_that_may_be_the_same_the_likeliest_are_named() {
    let one = |number: usize| {
        format!("- {{id: like-{number}, what: W, component: db, categories: [capacity]}}\n")
    };
    let many: String = (1..=7).map(one).collect();
    let review = format!(
        "latent_failures:\n{many}- {{id: most, what: W, component: [db, mail], categories: [capacity]}}\n- {{id: own, what: W, component: [db, mail], categories: [capacity]}}\n"
    );
    let register = of_reviews(&[("2025-01-02-a", &review)]);
    let open = shown(&register, "open");
    let alike = |id| cell(&open, id, "perhaps_same_as").words().unwrap();
    assert_eq!(alike("own"), "most, like-1, like-2, like-3, like-4");
    assert_eq!(alike("most"), "own, like-1, like-2, like-3, like-4");
    assert_eq!(alike("like-7"), "like-1, like-2, like-3, like-4, like-5");
    assert_eq!(alike("like-1"), "like-2, like-3, like-4, like-5, like-6");
}

#[test]
fn entries_are_found_by_id_and_kind() {
    let text = "latent_failures: [{id: b, what: W}, {id: a, what: W}]\ndegraded_conditions: [{id: b, what: D}]\n";
    let register = of_reviews(&[("2025-01-02-a", text)]);
    for (kind, id) in [
        (EntryKind::LatentFailure, "a"),
        (EntryKind::LatentFailure, "b"),
        (EntryKind::DegradedCondition, "b"),
    ] {
        let entry = register.get(kind, id).unwrap();
        assert_eq!((entry.kind, entry.id.as_str()), (kind, id));
    }
    assert!(register.get(EntryKind::DegradedCondition, "a").is_none());
    assert!(register.find("c").is_none() && register.find("").is_none());
    assert_eq!(register.find("b").unwrap().kind, EntryKind::LatentFailure);
}

#[test]
fn a_part_that_was_looked_at_later_is_a_place_to_look_no_more() {
    let register = of_reviews(&[
        (
            "2025-01-02-a",
            "held: {on: 2025-01-12}\nlatent_failures:\n- {id: shared, what: W, component: db, also_touches: [{component: mail, checked: \"no\"}, {component: export, checked: \"no\"}, {component: feed, checked: \"no\"}]}\n- {id: gone, what: W, status: resolved, resolved: {on: 2025-01-20, how_shown: a trial}, also_touches: [{component: feed, checked: \"no\"}]}\n",
        ),
        (
            "2025-02-03-b",
            "held: {on: 2025-02-12}\nlatent_failures:\n- {id: shared, component: export, also_touches: [{component: mail, checked: \"yes\"}]}\n",
        ),
    ]);
    let spread = shown(&register, "spread");
    assert_eq!(ids(&spread), ["gone", "shared"]);
    let unchecked = cell(&spread, "shared", "not_looked_at");
    assert_eq!(*unchecked, Cell::List(vec!["feed".to_owned()]));
}
