//! Tests of the session: single walks, and walks at random.

use proptest::prelude::*;

use super::session::{Command, Reply, Session};
use super::tree::{get, items, keys, same};
use super::trial::{bare, files, planned, reviewed, saved, session, yaml};
use super::{Files, Options, Proposal, Proposals, Question, Wanted};
use crate::yaml::{Step, Value};

/// Gives a command and writes what comes of it.
fn say(session: &mut Session, command: Command) -> Reply {
    let reply = session.take(command);
    if let Reply::Save(writes) = &reply {
        let files = saved(session.files(), writes);
        session.saved(files);
    }
    reply
}

fn answer(session: &mut Session, words: &str) {
    let reply = say(session, Command::Answer(words.to_owned()));
    assert!(
        matches!(reply, Reply::Save(_) | Reply::Moved),
        "{words}: {reply:?}"
    );
}

fn review(session: &Session) -> &Value {
    &session.files().review
}

fn is(session: &Session, expected: &str) {
    let expected = yaml(expected);
    assert!(same(review(session), &expected), "{:#?}", review(session));
}

#[test]
fn a_text_is_written_and_the_walk_is_over() {
    let mut walk = session(&files(), &["detect-first-sign"]);
    answer(&mut walk, "Lag rose from 09:41.");
    assert!(walk.turn().is_none());
    is(&walk, "detection: {first_sign: Lag rose from 09:41.}");
}

#[test]
fn a_text_that_is_there_gains_a_paragraph() {
    let mut walk = session(&reviewed("normal_work: calm"), &["orient-ordinary-day"]);
    assert_eq!(walk.turn().unwrap().written, ["calm"]);
    assert!(walk.turn().unwrap().optional);
    answer(&mut walk, "mostly");
    is(&walk, "normal_work: \"calm\\n\\nmostly\"");
}

#[test]
fn a_list_takes_items_until_an_empty_answer() {
    let mut walk = session(&files(), &["luck-fortune"]);
    answer(&mut walk, "It was a Thursday.");
    assert!(walk.turn().unwrap().again);
    answer(&mut walk, "The author was in.");
    say(&mut walk, Command::Next);
    assert!(walk.turn().is_none());
    is(&walk, "luck: [It was a Thursday., The author was in.]");
}

#[test]
fn a_record_is_asked_field_by_field_and_only_its_sentence_is_needed() {
    let mut walk = session(&files(), &["factor-had-to-be-true"]);
    answer(&mut walk, "Batches were ten times larger.");
    is(
        &walk,
        "contributing_factors: [{statement: Batches were ten times larger.}]",
    );
    assert_eq!(walk.turn().unwrap().field.unwrap().name, "categories");
    let reply = say(&mut walk, Command::Answer("weather".to_owned()));
    assert!(matches!(reply, Reply::Refused(_)));
    answer(&mut walk, "change, capacity");
    answer(&mut walk, "spread");
    say(&mut walk, Command::Skip);
    assert!(walk.turn().unwrap().again);
    is(
        &walk,
        "contributing_factors: [{statement: Batches were ten times larger., \
         categories: [change, capacity], influence: spread}]",
    );
}

#[test]
fn what_an_incident_reveals_is_asked_about_at_once() {
    let walk_files = files();
    let mut walk = Session::new(planned(&walk_files, &Options::default()), walk_files);
    while walk.question().unwrap().id != "latent-sleeping" {
        say(&mut walk, Command::Skip);
    }
    answer(&mut walk, "No limit per client");
    say(&mut walk, Command::Skip);
    say(&mut walk, Command::Next);
    let question = walk.question().unwrap();
    assert_eq!(question.key(), "latent-hidden-by@no-limit-per-client");
}

#[test]
fn a_record_that_lacks_something_waits_under_answers() {
    let start = reviewed("latent_failures: [{id: no-limit, what: No limit}]");
    let mut walk = session(&start, &["latent-hidden-by"]);
    answer(&mut walk, "Spare capacity took it up.");
    let raw = "latent-hidden-by@no-limit: Spare capacity took it up.";
    let kept = "latent_failures: [{id: no-limit, what: No limit}]";
    is(&walk, &format!("{kept}\nanswers: {{{raw}}}"));
    let mut left = walk.clone();
    say(&mut left, Command::Next);
    is(&left, &format!("{kept}\nanswers: {{{raw}}}"));
    answer(&mut walk, "redundancy");
    is(
        &walk,
        "latent_failures: [{id: no-limit, what: No limit, hidden_by: \
         [{note: Spare capacity took it up., how: redundancy}]}]",
    );
}

#[test]
fn an_entry_is_chosen_and_without_one_the_words_are_kept() {
    let start = reviewed("degraded_conditions: [{id: two-of-three, what: Two of three}]");
    let mut walk = session(&start, &["degraded-people"]);
    assert_eq!(walk.turn().unwrap().choices.len(), 1);
    let mut none = walk.clone();
    say(&mut none, Command::Next);
    answer(&mut none, "The restart at eight.");
    assert!(get(review(&none), &keys(&["answers", "degraded-people"])).is_some());
    answer(&mut walk, "1");
    answer(&mut walk, "restart workers");
    answer(&mut walk, "on-call");
    let kept = items(review(&walk), &keys(&["degraded_conditions"]));
    assert!(same(
        &kept[0],
        &yaml(
            "{id: two-of-three, what: Two of three, kept_working_by: \
             [{kind: people, what: restart workers, role: on-call}]}"
        )
    ));
}

#[test]
fn a_moment_keeps_its_event_and_its_role() {
    let mut walk = session(&files(), &["sense-options@a13", "sense-goals@a13"]);
    answer(&mut walk, "Stop failed checkouts.");
    answer(&mut walk, "Wait or switch.");
    is(
        &walk,
        "sensemaking: [{event: a13, role: morning on-call, options: Wait or switch., \
         goal: Stop failed checkouts.}]",
    );
}

#[test]
fn readers_of_no_piece_of_knowledge_are_one_new_record() {
    let mut walk = session(
        &reviewed("knowledge: [{now_known: lag matters}]"),
        &["know-who-else"],
    );
    let mut chosen = walk.clone();
    say(&mut walk, Command::Next);
    answer(&mut walk, "newcomers");
    answer(&mut walk, "a page");
    is(
        &walk,
        "knowledge: [{now_known: lag matters}, {audience: newcomers, form: a page}]",
    );
    answer(&mut chosen, "lag-matters");
    answer(&mut chosen, "everyone");
    is(
        &chosen,
        "knowledge: [{now_known: lag matters, audience: everyone}]",
    );
}

#[test]
fn marks_are_kept_and_an_answer_takes_them_away() {
    let mut walk = session(&files(), &["luck-fortune"]);
    say(&mut walk, Command::Later);
    is(&walk, "asked: {luck-fortune: later}");
    let mut again = session(walk.files(), &["luck-fortune"]);
    answer(&mut again, "It was a Thursday.");
    is(&again, "luck: [It was a Thursday.]");
}

#[test]
fn going_back_and_answering_again_takes_the_place_of_the_first_answer() {
    let start = reviewed("normal_work: calm\nluck: [sun]");
    let mut walk = session(&start, &["orient-ordinary-day", "luck-fortune"]);
    answer(&mut walk, "first try");
    answer(&mut walk, "moon");
    say(&mut walk, Command::Back);
    answer(&mut walk, "stars");
    is(
        &walk,
        "normal_work: \"calm\\n\\nfirst try\"\nluck: [sun, stars]",
    );
    say(&mut walk, Command::Back);
    say(&mut walk, Command::Back);
    answer(&mut walk, "second try");
    is(
        &walk,
        "normal_work: \"calm\\n\\nsecond try\"\nluck: [sun, stars]",
    );
}

#[test]
fn going_back_into_a_record_changes_its_own_field() {
    let mut walk = session(&files(), &["luck-near-miss"]);
    answer(&mut walk, "Double charging");
    answer(&mut walk, "a key");
    say(&mut walk, Command::Back);
    answer(&mut walk, "an idempotency key");
    say(&mut walk, Command::Back);
    say(&mut walk, Command::Back);
    answer(&mut walk, "Charging twice");
    is(
        &walk,
        "near_misses: [{what: Charging twice, stopped_by: an idempotency key}]",
    );
}

#[test]
fn an_event_is_added_at_the_end_with_the_day_of_the_incident() {
    let mut start = files();
    start.incident.date = Some(crate::source::Spanned::new(
        crate::model::RoughDate::parse("2026-03-12").unwrap(),
        crate::source::Span::default(),
    ));
    let mut walk = session(&start, &["story-changes"]);
    answer(&mut walk, "stock feed moved");
    answer(&mut walk, "~08:10");
    let all = items(&walk.files().incident_file, &keys(&["timeline"]));
    let expected = "{what: stock feed moved, kind: change, at: ~2026-03-12 08:10}";
    assert!(same(all.last().unwrap(), &yaml(expected)), "{all:?}");
}

#[test]
fn a_timeline_in_the_quick_form_is_counted_as_a_list() {
    let mut start = files();
    start.incident.timeline.quick = Some(crate::source::Span::default());
    start.incident_file = yaml("timeline: \"09:20 change: batch size raised\"");
    let events = start.incident.timeline.events.len();
    let mut walk = session(&start, &["story-parallel-threads"]);
    let reply = walk.take(Command::Answer("a call about dashboards".to_owned()));
    let Reply::Save(writes) = reply else {
        panic!("{reply:?}");
    };
    let insert = crate::yaml::Change::Insert {
        path: keys(&["timeline"]),
        at: events,
        value: yaml("{what: a call about dashboards}"),
    };
    assert_eq!(writes[0].changes, [insert]);
}

#[test]
fn what_is_written_is_what_this_question_asked_for() {
    let start = reviewed(
        "degraded_conditions: [{id: a, what: before, relation: predates}, \
         {id: b, what: after, relation: remains-after}, {id: c, what: some day}]\n\
         surprises: [{found: shared, role: support lead}, {found: gone, role: finance}]",
    );
    let written = |only: &str, role: Option<&str>| {
        let options = Options {
            only: vec![only.to_owned()],
            role: role.map(str::to_owned),
            ..Options::default()
        };
        let walk = Session::new(planned(&start, &options), start.clone());
        walk.turn().unwrap().written
    };
    assert_eq!(written("degraded-before", None), ["before", "some day"]);
    assert_eq!(written("degraded-after", None), ["after", "some day"]);
    assert_eq!(written("surprise-what", Some("finance")), ["gone"]);
    assert_eq!(
        written("story-changes", None),
        ["batch size raised from 200 to 2000"]
    );
    assert!(written("story-parallel-threads", None).is_empty());
}

/// The id of what is asked now.
fn id(walk: &Session) -> &str {
    &walk.question().unwrap().id
}

#[test]
fn nothing_to_add_to_a_group_leaves_no_note() {
    let start = files();
    let mut walk = Session::new(planned(&start, &Options::default()), start);
    answer(&mut walk, "To see more.");
    say(&mut walk, Command::Next);
    assert!(walk.question().unwrap().is_closing());
    say(&mut walk, Command::Skip);
    is(&walk, "objectives: [To see more.]");
}

#[test]
fn a_group_is_closed_once_and_only_where_something_was_said() {
    let start = files();
    let plan = planned(&start, &Options::default());
    let mut walk = Session::new(plan.clone(), start.clone());
    say(&mut walk, Command::Skip);
    assert!(!walk.question().unwrap().is_closing(), "{}", id(&walk));
    let mut walk = Session::new(plan, start);
    answer(&mut walk, "To see more.");
    say(&mut walk, Command::Next);
    assert_eq!(id(&walk), "orientation-anything-else");
    answer(&mut walk, "The weather.");
    assert!(!walk.question().unwrap().is_closing(), "{}", id(&walk));
    // On another day the answer to it stands there already.
    let start = walk.files().clone();
    let mut walk = Session::new(planned(&start, &Options::default()), start);
    answer(&mut walk, "And more.");
    say(&mut walk, Command::Next);
    assert!(!walk.question().unwrap().is_closing(), "{}", id(&walk));
}

#[test]
fn a_private_answer_leaves_no_trace() {
    let mut walk = session(&files(), &["orient-concerns"]);
    while walk.turn().is_some() {
        assert_eq!(
            say(&mut walk, Command::Answer("secret".into())) == Reply::Over,
            walk.turn().is_none()
        );
    }
    assert_eq!(*review(&walk), Value::Null);
}

#[test]
fn a_parked_idea_leaves_the_question_standing() {
    let mut walk = session(&files(), &["luck-fortune"]);
    say(&mut walk, Command::Park("read access".to_owned()));
    assert_eq!(walk.question().unwrap().id, "luck-fortune");
    is(&walk, "parking_lot: [{idea: read access}]");
}

#[test]
fn a_failed_write_moves_nothing() {
    let mut walk = session(&files(), &["luck-fortune"]);
    let reply = walk.take(Command::Answer("It was a Thursday.".to_owned()));
    assert!(matches!(reply, Reply::Save(_)));
    walk.unsaved();
    assert_eq!(walk.question().unwrap().id, "luck-fortune");
    assert!(walk.turn().unwrap().opens);
}

fn commands() -> impl Strategy<Value = Command> {
    let words = prop_oneof![
        Just("some words".to_owned()),
        Just("2".to_owned()),
        Just("people".to_owned()),
        Just("2026-03-12".to_owned()),
        "[ -~\\n]{0,12}",
        "\\PC{0,6}",
    ];
    prop_oneof![
        6 => words.clone().prop_map(Command::Answer),
        3 => Just(Command::Next),
        2 => Just(Command::Skip),
        1 => Just(Command::Later),
        1 => Just(Command::Unknown),
        1 => Just(Command::NotRelevant),
        2 => Just(Command::Back),
        1 => words.prop_map(Command::Park),
    ]
}

/// Every text in a value, for looking whether one went missing.
fn texts(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::Text(text) => all.push(text.clone()),
        Value::List(items) => items.iter().for_each(|item| texts(item, all)),
        Value::Map(pairs) => pairs.iter().for_each(|pair| texts(&pair.1, all)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

const START: &str = "
normal_work: a calm day
coordination: by shouting
latent_failures: [{id: no-limit, what: No limit per client}]
degraded_conditions: [{id: two, what: Two of three, margin: {text: little}}]
knowledge: [{now_known: lag matters}]
perspectives: [{role: support lead, account: tickets}]
parking_lot: [{idea: read access}]
";

fn starts() -> Vec<Files> {
    vec![bare(), files(), reviewed(START)]
}

/// An answer that every form takes.
fn sample(turn: &super::Turn) -> String {
    use super::Form;
    match turn.form {
        _ if !turn.choices.is_empty() => "1".to_owned(),
        Form::Date => "2026-03-12".to_owned(),
        Form::Count | Form::Amount => "7".to_owned(),
        Form::Time => "10:38".to_owned(),
        Form::Bool => "no".to_owned(),
        Form::Id => "an-id".to_owned(),
        Form::Line => "morning on-call".to_owned(),
        // People keep things going, so that everything about them is asked.
        Form::Word(words) if words().iter().any(|row| row.0 == "people") => "people".to_owned(),
        Form::Word(words) | Form::Tags(words) => words()[0].0.to_owned(),
        _ => format!("about {}", turn.question.key()),
    }
}

#[test]
fn every_question_can_be_answered_and_is_then_written() {
    let start = reviewed(START);
    let options = Options {
        depth: Some(super::Depth::Deep),
        audiences: vec![super::Audience::Planning],
        ..Options::default()
    };
    let mut walk = Session::new(planned(&start, &options), start);
    while let Some(turn) = walk.turn() {
        let (again, words) = (turn.again, sample(&turn));
        if again {
            say(&mut walk, Command::Next);
        } else {
            answer(&mut walk, &words);
            super::typed::review(review(&walk)).unwrap();
        }
    }
    let files = walk.files().clone();
    let mut second = Session::new(planned(&files, &options), files.clone());
    while let Some(turn) = second.turn() {
        let which = !turn.choices.is_empty();
        // The events there are answer other questions; the same one again stands once.
        let events = turn.question.id == "story-parallel-threads" && !turn.again;
        let told = which || events || turn.again || !turn.written.is_empty();
        assert!(told, "{}", turn.question.key());
        let words = if which || events {
            sample(&turn)
        } else {
            String::new()
        };
        say(&mut second, Command::Answer(words));
    }
    assert_eq!(second.files().incident_file, files.incident_file);
    assert_eq!(
        second.files().review,
        files.review,
        "nothing to add, nothing written"
    );
    assert!(get(&files.review, &keys(&["answers", "degraded-people"])).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn walks_at_random_write_only_what_was_said_and_lose_nothing(
        start in 0..3usize,
        commands in prop::collection::vec((commands(), prop::bool::weighted(0.9)), 0..90),
    ) {
        let start = starts().swap_remove(start);
        let options = Options {
            depth: Some(super::Depth::Deep),
            audiences: vec![super::Audience::Facilitator, super::Audience::Planning],
            ..Options::default()
        };
        let mut before = Vec::new();
        texts(&start.review, &mut before);
        let mut walk = Session::new(planned(&start, &options), start);
        for (command, works) in commands {
            let place = walk.turn().map(|turn| (turn.question.key(), turn.number));
            let reply = walk.take(command.clone());
            match (&reply, &command) {
                (Reply::Save(writes), Command::Next | Command::Back | Command::Quit) => {
                    prop_assert!(false, "{command:?} wrote {writes:?}");
                }
                (Reply::Save(writes), _) if works => {
                    let files = saved(walk.files(), writes);
                    let typed = super::typed::review(&files.review);
                    prop_assert!(typed.is_ok(), "{:?}: {writes:?}", typed.err());
                    walk.saved(files);
                }
                (Reply::Save(_), _) => {
                    walk.unsaved();
                    prop_assert_eq!(walk.turn().map(|turn| (turn.question.key(), turn.number)), place);
                }
                (Reply::Refused(_), _) => {
                    prop_assert_eq!(walk.turn().map(|turn| (turn.question.key(), turn.number)), place);
                }
                (Reply::Moved | Reply::Over, _) => {}
            }
        }
        let mut after = Vec::new();
        texts(&walk.files().review, &mut after);
        for text in before {
            prop_assert!(after.iter().any(|own| own.contains(&text)), "{text} is lost");
        }
    }

    #[test]
    fn back_from_anywhere_leads_to_the_first_question(
        commands in prop::collection::vec(commands(), 0..40),
    ) {
        let start = reviewed(START);
        let mut walk = Session::new(planned(&start, &Options::default()), start);
        for command in commands {
            if walk.turn().is_some() {
                say(&mut walk, command);
            }
        }
        if walk.turn().is_some() {
            while say(&mut walk, Command::Back) == Reply::Moved {}
            prop_assert!(walk.turn().unwrap().opens);
            prop_assert_eq!(walk.turn().unwrap().number, 1);
        }
    }
}

#[test]
fn an_idea_that_is_parked_twice_leaves_the_question_that_people_came_back_to() {
    let mut walk = session(&files(), &["orient-ordinary-day", "luck-fortune"]);
    say(&mut walk, Command::Park("read access".to_owned()));
    say(&mut walk, Command::Skip);
    say(&mut walk, Command::Back);
    say(&mut walk, Command::Park("read access".to_owned()));
    assert_eq!(walk.question().unwrap().id, "orient-ordinary-day");
}

/// Proposes two entries to whatever record is about `pool` or `jobs`, with what was wanted.
fn two_entries(wanted: &Wanted) -> Vec<Proposal> {
    let row = |id: &str| Proposal {
        id: id.to_owned(),
        about: format!("{wanted:?}"),
    };
    let there = |id: &&str| !wanted.taken.iter().any(|own| own == id);
    let ids = ["pool-shared", "no-limit"].into_iter().filter(there);
    ids.map(row).collect()
}

fn proposed(walk: &Session) -> Vec<String> {
    let turn = walk.turn().unwrap();
    let ids = turn.proposed.into_iter().map(|proposal| proposal.id);
    ids.collect()
}

#[test]
fn an_entry_of_another_review_gives_its_id_to_the_record_whose_parts_it_shares() {
    let walk = session(&files(), &["latent-sleeping", "latent-since"]);
    let mut walk = walk.with_proposals(Proposals::new(two_entries));
    // A number is a sentence where a sentence is asked for.
    assert_eq!(proposed(&walk), [""; 0]);
    answer(&mut walk, "Jobs share one pool.");
    answer(&mut walk, "jobs, pool");
    answer(&mut walk, "capacity");
    answer(&mut walk, "yes");
    assert_eq!(proposed(&walk), ["pool-shared", "no-limit"]);
    let turn = walk.turn().unwrap();
    assert!(
        turn.proposed[0]
            .about
            .contains(r#"components: ["jobs", "pool"]"#)
    );
    assert!(
        turn.proposed[0]
            .about
            .contains(r#"categories: ["capacity"]"#)
    );
    let mut none = walk.clone();
    say(&mut none, Command::Next);
    assert!(none.turn().unwrap().again);
    let mut mistyped = walk.clone();
    for (words, told) in [
        ("3", "none of them"),
        ("pool-sharde", "did you mean `pool-shared`?"),
        ("no", "did you mean `no-limit`?"),
    ] {
        let refused = say(&mut mistyped, Command::Answer(words.to_owned()));
        assert!(matches!(refused, Reply::Refused(reason) if reason.ends_with(told)));
    }
    answer(&mut walk, "2");
    is(
        &walk,
        "latent_failures: [{id: no-limit, what: Jobs share one pool., component: [jobs, pool], \
         categories: [capacity], played_part: yes}]",
    );
    assert!(walk.turn().unwrap().again);
    say(&mut walk, Command::Next);
    // Nothing is asked about an id that is gone.
    let about = |question: &Question| question.about.word().map(str::to_owned);
    let about: Vec<_> = walk.questions().iter().filter_map(about).collect();
    assert_eq!(about, ["no-limit"]);
    assert_eq!(walk.question().unwrap().id, "latent-since");
    // Whoever goes back finds the same entries, and can think again.
    say(&mut walk, Command::Back);
    say(&mut walk, Command::Back);
    assert_eq!(proposed(&walk), ["pool-shared", "no-limit"]);
    answer(&mut walk, "pool-shared");
    let path = [
        keys(&["latent_failures"]),
        vec![Step::Index(0)],
        keys(&["id"]),
    ]
    .concat();
    assert_eq!(get(review(&walk), &path), Some(&Value::text("pool-shared")));
}

#[test]
fn nothing_is_proposed_to_a_record_without_parts() {
    let walk = session(&files(), &["latent-sleeping"]);
    let mut walk = walk.with_proposals(Proposals::new(two_entries));
    answer(&mut walk, "Jobs share one pool.");
    say(&mut walk, Command::Next);
    say(&mut walk, Command::Next);
    say(&mut walk, Command::Next);
    assert!(walk.turn().unwrap().again);
}

#[test]
fn an_entry_that_took_part_again_is_chosen_among_those_on_the_parts_of_the_incident() {
    let walk = session(&files(), &["pattern-register"]);
    let mut walk = walk.with_proposals(Proposals::new(two_entries));
    assert_eq!(proposed(&walk), ["pool-shared", "no-limit"]);
    answer(&mut walk, "1");
    is(&walk, "latent_failures: [{id: pool-shared}]");
    assert_eq!(proposed(&walk), ["no-limit"]);
}
