//! The catalogue tested over itself.

use std::collections::BTreeSet;
use std::io::Write as _;

use super::place::{PLACES, RAW, preset};
use super::{Audience, Catalogue, Depth, GROUPS, Group, Per, Prompt, PromptFile};

fn prompts() -> Vec<Prompt> {
    Catalogue::built_in().unwrap().prompts().to_vec()
}

#[test]
fn there_are_sixty_prompts_and_every_one_is_whole() {
    let prompts = prompts();
    assert_eq!(prompts.len(), 60);
    for prompt in &prompts {
        let id = &prompt.id;
        let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(id.chars().all(kebab), "{id}");
        assert_eq!(id.split('-').next(), Some(prompt.group.prefix()), "{id}");
        assert!(prompt.ask.ends_with(['?', '.']), "{id}");
        assert!(prompt.why.contains('('), "{id} names no source");
        assert!(!prompt.probes.is_empty(), "{id}");
        assert!(prompt.example.is_some(), "{id}");
    }
    let ids: BTreeSet<_> = prompts.iter().map(|prompt| &prompt.id).collect();
    assert_eq!(ids.len(), 60);
}

#[test]
fn every_field_has_a_place_and_every_preset_a_prompt() {
    for prompt in prompts() {
        let Some(field) = &prompt.field else {
            assert_eq!(prompt.id, "orient-concerns");
            continue;
        };
        let place = PLACES.iter().find(|row| row.0 == field);
        let (_, place) = place.unwrap_or_else(|| panic!("{}: {field}", prompt.id));
        assert_ne!(place.path, RAW.path, "{}", prompt.id);
        for (name, word) in preset(&prompt.id) {
            let (super::Form::One(record) | super::Form::Many(record)) = place.form else {
                panic!("{}: a text has no {name}", prompt.id);
            };
            let form = record.field(name).unwrap().form;
            assert!(form.words().iter().any(|row| row.0 == *word), "{word}");
        }
    }
}

#[test]
fn every_record_asks_for_something_and_every_condition_names_a_field() {
    for (field, place) in PLACES {
        let (super::Form::One(record) | super::Form::Many(record)) = place.form else {
            continue;
        };
        assert!(record.first().is_some(), "{field}");
        let names: BTreeSet<_> = record
            .fields
            .iter()
            .map(|row| (row.under, row.name))
            .collect();
        assert_eq!(names.len(), record.fields.len(), "{field}");
        for row in record.fields {
            if let Some((name, word)) = row.only_if {
                let words = record.field(name).unwrap().form.words();
                assert!(words.iter().any(|row| row.0 == word), "{field}: {word}");
            }
            assert_eq!(
                row.ask.is_empty(),
                row.need == super::Need::Known,
                "{field}"
            );
        }
        if let Some(bound) = place.bound {
            assert!(record.field(bound).is_some(), "{field}");
        }
    }
}

/// A question that begins with "why", or asks for reasons in the middle of it, puts people on
/// trial.
#[test]
fn no_question_asks_why() {
    for prompt in prompts() {
        for text in prompt.probes.iter().chain([&prompt.ask]) {
            let words = text.to_lowercase();
            let mut words = words.split(|c: char| !c.is_alphabetic());
            assert!(!words.any(|word| word == "why"), "{}: {text}", prompt.id);
        }
    }
    for row in GROUPS {
        assert!(!row.0.closing().ask.to_lowercase().contains("why"));
    }
}

#[test]
fn depths_and_audiences_are_as_they_were_meant() {
    let prompts = prompts();
    let quick = || prompts.iter().filter(|prompt| prompt.depth == Depth::Quick);
    assert_eq!(quick().count(), 17);
    for group in [Group::DegradedMode, Group::Adaptations, Group::NearMisses] {
        assert!(
            quick().any(|prompt| prompt.group == group),
            "{}",
            group.word()
        );
    }
    let standard = |prompt: &&Prompt| prompt.depth == Depth::Standard;
    assert_eq!(prompts.iter().filter(standard).count(), 33);
    let private: Vec<_> = prompts
        .iter()
        .filter(|prompt| prompt.audience == Audience::Facilitator)
        .map(|prompt| (&prompt.id[..], prompt.field.is_none()))
        .collect();
    assert_eq!(private, [("orient-concerns", true)]);
}

#[test]
fn groups_have_one_word_title_and_prefix_each() {
    assert_eq!(GROUPS.len(), 15);
    let words: BTreeSet<_> = GROUPS.iter().map(|row| row.1).collect();
    let prefixes: BTreeSet<_> = GROUPS.iter().map(|row| row.3).collect();
    assert_eq!((words.len(), prefixes.len()), (15, 15));
    for (group, word, ..) in GROUPS {
        assert_eq!(Group::from_word(word), Some(*group));
        let written = serde_json::to_string(group).unwrap();
        assert_eq!(written, format!("{word:?}"));
    }
}

#[test]
fn prompts_of_users_replace_and_append() {
    let file = "prompts:\n- {id: luck-fortune, group: near-misses, ask: Where was luck?}\n\
                - {id: local-pets, group: near-misses, ask: Which pets?, per: person}\n";
    let options = serde_yaml::options! { strict_booleans: true };
    let file: PromptFile = serde_yaml::from_str_with_options(file, options).unwrap();
    let catalogue = Catalogue::built_in().unwrap().with(file.prompts);
    assert_eq!(catalogue.prompts().len(), 61);
    assert_eq!(
        catalogue.find("luck-fortune").unwrap().ask,
        "Where was luck?"
    );
    let own = catalogue.find("local-pets").unwrap();
    assert_eq!((own.depth, own.per), (Depth::Standard, Per::Person));
    assert_eq!(own.field.as_deref(), Some("answers"));
    let at = |id: &str| {
        catalogue
            .prompts()
            .iter()
            .position(|prompt| prompt.id == id)
    };
    assert!(at("luck-fortune") < at("local-pets"));
    assert!(at("local-pets") < at("surprise-what"));
    let unknown = "prompts: [{id: a, group: knowledge, ask: b, colour: red}]";
    assert!(serde_yaml::from_str::<PromptFile>(unknown).is_err());
}

/// The source of the catalogue lies beside the project where it was written.
#[test]
fn the_catalogue_is_its_source() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/domain/prompts.yaml");
    if let Ok(text) = std::fs::read_to_string(source) {
        assert_eq!(text, include_str!("catalogue.yaml"));
        return;
    }
    let required = std::env::var_os("PIR_TEST_SHARED").is_some();
    assert!(!required, "{source} is not there");
    let _ = writeln!(std::io::stderr(), "skipped: {source} is not there");
}
