//! The schemas for editors take what `pir` takes, refuse what it refuses, and say what every field
//! is for. A validator by others judges.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use jsonschema::{Validator, draft7};
use pir::check::{self, Document, Subject};
use pir::diagnostic::Level;
use pir::load::{self, Loaded};
use pir::model::Zone;
use pir::schema::{DESCRIBED, Described};
use pir::source::Source;
use serde_json::{Value, json};

#[test]
fn every_schema_is_one() {
    for described in DESCRIBED {
        let schema = schema(described.name);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert!(draft7::meta::is_valid(&schema), "{}", described.name);
    }
}

#[test]
fn every_field_says_what_it_is_for() {
    let mut fields = 0;
    for described in DESCRIBED {
        each(
            &schema(described.name),
            described.name,
            &mut |at, schema| {
                for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
                    let description = schema["description"].as_str().unwrap_or_default();
                    let whole = description.len() > 3 && !description.contains(['\n', '[']);
                    assert!(whole, "{at}/{field}: {description:?}");
                    fields += 1;
                }
                let words = schema["enum"]
                    .as_array()
                    .filter(|_| schema["type"] == "string");
                let meanings = &schema["enumDescriptions"];
                let explained =
                    |words: &Vec<Value>| meanings.as_array().map(Vec::len) == Some(words.len());
                // Days and levels are the words that they mean.
                assert!(
                    described.name == "config" || words.is_none_or(explained),
                    "{at}"
                );
            },
        );
    }
    assert!(fields > 200, "{fields}");
}

#[test]
fn what_a_schema_gives_as_an_example_or_a_default_is_right() {
    let mut seen = 0;
    for described in DESCRIBED {
        each(
            &schema(described.name),
            described.name,
            &mut |at, schema| {
                let examples = schema["examples"].as_array().into_iter().flatten();
                for value in examples.chain(schema.get("default")) {
                    assert!(draft7::is_valid(schema, value), "{at}: {value}");
                    seen += 1;
                }
            },
        );
    }
    assert!(seen > 80, "{seen}");
}

#[test]
fn every_example_is_taken() {
    let mut files = 0;
    for folder in fs::read_dir("examples").unwrap() {
        for described in DESCRIBED {
            let path = folder.as_ref().unwrap().path().join(described.of);
            if let Ok(text) = fs::read_to_string(&path) {
                let faults = faults(described.name, &text);
                assert!(faults.is_empty(), "{}: {faults:?}", path.display());
                files += 1;
            }
        }
    }
    assert!(files >= 9, "{files}");
}

#[test]
fn what_a_rule_calls_right_is_taken() {
    for rule in pir::cmd::rules() {
        let review = [
            "contributing_factors:",
            "latent_failures:",
            "degraded_conditions:",
        ];
        for good in rule.good.iter().filter(|good| good.contains("title:")) {
            assert!(
                !review.iter().any(|field| good.contains(field)),
                "{}",
                rule.code
            );
            assert_eq!(faults("incident", good), [""; 0], "{}: {good}", rule.code);
        }
    }
}

/// Files that `pir check` refuses for what stands at one place, with the file that they are.
const WRONG: &[(&str, &str)] = &[
    ("incident", "titel: T\n"),
    ("incident", "title:\n"),
    ("incident", "title: [a, b]\n"),
    ("incident", "title: T\nstatus: done\n"),
    ("incident", "title: T\ndate: 12.3.2026\n"),
    ("incident", "title: T\ndate: 2026-13\n"),
    ("incident", "title: T\npir: one\n"),
    ("incident", "title: T\npir: 2\n"),
    ("incident", "title: T\nmarks: {begun: \"10:00\"}\n"),
    ("incident", "title: T\nroles: [on-call]\n"),
    ("incident", "title: T\nimpact: [{who: all}]\n"),
    ("incident", "title: T\ntimeline: [{at: \"10:38\"}]\n"),
    ("incident", "title: T\ntimeline: [{what: a, whom: b}]\n"),
    ("incident", "title: T\ntimeline: [{what: a, mark: begun}]\n"),
    (
        "incident",
        "title: T\ntimeline: [{what: a, mark: [started, begun]}]\n",
    ),
    (
        "incident",
        "title: T\ntimeline: [{what: a, outcome: none}]\n",
    ),
    (
        "incident",
        "title: T\ntimeline: [{what: a, at: yesterday}]\n",
    ),
    ("incident", "title: T\ntimeline: [{what: a, at: 17}]\n"),
    ("incident", "title: T\ntimeline: {what: a}\n"),
    ("incident", "title: T\ntimeline: [a]\n"),
    ("review", "held: {form: party}\n"),
    ("review", "held: {minutes: long}\n"),
    ("review", "held: {on: 2.5}\n"),
    ("review", "held: {on: 12}\n"),
    ("review", "held: {facilitator_responded: no-one}\n"),
    ("review", "contributing_factors: [{id: a}]\n"),
    (
        "review",
        "contributing_factors: [{statement: a, influence: caused}]\n",
    ),
    (
        "review",
        "contributing_factors: [{statement: a, categories: weather}]\n",
    ),
    (
        "review",
        "contributing_factors: [{statement: a, categories: [capacity, weather]}]\n",
    ),
    ("review", "latent_failures: [{id: a, status: gone}]\n"),
    (
        "review",
        "latent_failures: [{id: a, accepted: {by_role: b}}]\n",
    ),
    (
        "review",
        "degraded_conditions: [{id: a, kept_working_by: {kind: hope}}]\n",
    ),
    ("review", "asked: {luck-near-miss: maybe}\n"),
    ("review", "answers: {luck-near-miss: [a]}\n"),
    ("review", "root_cause: a\n"),
    ("plan", "follow_ups: [{owner: a}]\n"),
    ("plan", "follow_ups: [{what: a, helps: fix}]\n"),
    ("plan", "follow_ups: [{what: a, due: soon}]\n"),
    ("plan", "actions: []\n"),
    ("register", "changes: [{id: a, to: open}]\n"),
    (
        "register",
        "changes: [{id: a, on: 2026-03-12, to: mitigated, mitigated: {how: b}}]\n",
    ),
    ("config", "review: x\n"),
    (
        "config",
        "working_hours: {days: [mon], from: \"8\", to: \"18:00\"}\n",
    ),
    (
        "config",
        "working_hours: {days: [monday], from: \"08:00\", to: \"18:00\"}\n",
    ),
    ("config", "thresholds: {silence: 20}\n"),
    ("config", "thresholds: {crowd: -1}\n"),
    ("config", "check: {levels: {one-factor: none}}\n"),
];

#[test]
fn what_pir_refuses_is_refused() {
    for (name, text) in WRONG {
        assert!(
            !faults(name, text).is_empty(),
            "the schema takes {name}: {text}"
        );
        assert!(!pir_takes(name, text), "pir takes {name}: {text}");
    }
}

/// Odd files that are right.
const RIGHT: &[(&str, &str)] = &[
    (
        "incident",
        "title: 617\nseverity: 2\ncomponents:\nroles:\nimpact:\nmarks:\nsummary:\ntimeline:\n",
    ),
    (
        "incident",
        "title: true\npir: 1\ntimezone: UTC\ndate: 2026-03-12\nroles: {a: , b: c}\n",
    ),
    (
        "incident",
        "title: T\ntimezone: UTC\ndate: 2026-03-12\ntimeline: |\n  10:38 one\n",
    ),
    (
        "incident",
        "title: T\nimpact: {what: a, from: }\nreferences: a\n",
    ),
    (
        "incident",
        "title: T\ntimeline: [{what: a, kind: reprot, mark: , component: db}]\n",
    ),
    (
        "incident",
        "title: T\ntimeline: [{what: a, kind: , who: , evidence: [881], mark: [started, resolved]}]\n",
    ),
    (
        "review",
        "held:\nobjectives:\nsensemaking: [{event: }, ]\nobjectives: a\n",
    ),
    (
        "review",
        "contributing_factors: [{statement: a, categories: x-ours}, {statement: b, categories: [capacity, x-ours]}]\n",
    ),
    (
        "review",
        "held: {on: 2026, minutes: , facilitator_responded: true}\nresponse_cost: {person_hours: 2.5}\n",
    ),
    (
        "review",
        "latent_failures: [{id: a, hidden_by: {how: people}, played_part: yes}]\n",
    ),
    ("plan", "follow_ups:\n"),
    ("register", "changes: [{id: a, on: 2026-03, to: open}]\n"),
    (
        "config",
        "reviews:\nthresholds:\ncheck:\nworking_hours:\nresponse_tools: chat\n",
    ),
    (
        "config",
        "thresholds: {silence: 1h30m, crowd: 4}\ntimezone: +01:00\n",
    ),
];

#[test]
fn what_pir_takes_is_taken() {
    for (name, text) in RIGHT {
        let text = text.replace("objectives:\nsense", "sense");
        assert!(pir_takes(name, &text), "pir refuses {name}: {text}");
        assert_eq!(faults(name, &text), [""; 0], "{name}: {text}");
    }
}

/// Whether `pir check` finds no error in a repo with that file.
fn pir_takes(name: &str, text: &str) -> bool {
    let home = tempfile::tempdir().unwrap();
    let case = home.path().join("reviews/one");
    fs::create_dir_all(&case).unwrap();
    fs::write(home.path().join("pir.yaml"), "").unwrap();
    fs::write(case.join("incident.yaml"), "title: T\n").unwrap();
    let described = Described::find(name).unwrap();
    let beside = ["register", "config"].contains(&name);
    let folder = if beside { home.path() } else { &case };
    fs::write(folder.join(described.of), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_pir"))
        .current_dir(home.path())
        .arg("check")
        .output()
        .unwrap();
    output.status.success()
}

/// What the schema called `name` has against the file.
fn faults(name: &str, text: &str) -> Vec<String> {
    let file: Value = yaml_serde::from_str(text).unwrap();
    let validator = validator(name);
    let faults = validator.iter_errors(&file);
    faults
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect()
}

fn schema(name: &str) -> Value {
    let text = Described::find(name).unwrap().text();
    serde_json::from_str(&text).unwrap()
}

/// Shows `look` every schema in `schema`, with the way to it.
fn each(schema: &Value, at: &str, look: &mut impl FnMut(&str, &Value)) {
    look(at, schema);
    for (field, below) in schema["properties"].as_object().into_iter().flatten() {
        each(below, &format!("{at}/{field}"), look);
    }
    for key in ["items", "additionalProperties"] {
        if schema[key].is_object() {
            each(&schema[key], &format!("{at}/{key}"), look);
        }
    }
    for below in schema["anyOf"].as_array().into_iter().flatten() {
        each(below, at, look);
    }
}

#[test]
fn a_new_file_is_taken_and_names_its_schema() {
    let home = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_pir"))
            .current_dir(home.path())
            .args(args)
            .output()
            .unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
    };
    run(&["init", "--timezone", "UTC", "--no-input"]);
    let settings = fs::read_to_string(home.path().join("pir.yaml")).unwrap();
    fs::write(
        home.path().join("pir.yaml"),
        settings.clone() + "reviews: ops/reviews\n",
    )
    .unwrap();
    run(&["new", "T", "--date", "2026-03-12", "--no-input"]);
    fs::write(
        home.path().join("answers.yaml"),
        "know-now: Provider errors can come from our own reads.\n",
    )
    .unwrap();
    run(&["walk", "--answers", "answers.yaml"]);
    let case = home.path().join("ops/reviews/2026-03-12-t");
    for (name, folder) in [
        ("config", home.path()),
        ("incident", case.as_path()),
        ("review", case.as_path()),
    ] {
        let described = Described::find(name).unwrap();
        let text = fs::read_to_string(folder.join(described.of)).unwrap();
        assert_eq!(faults(name, &text), [""; 0]);
        let line = text.lines().next().unwrap();
        let way = line
            .strip_prefix("# yaml-language-server: $schema=")
            .unwrap();
        let written = fs::read_to_string(folder.join(Path::new(way))).unwrap();
        assert_eq!(written, described.text(), "{name}");
    }
}

#[test]
fn examples_with_something_else_at_one_place_are_judged_alike() {
    let wholes = wholes();
    let validators: BTreeMap<_, _> = wholes
        .iter()
        .map(|(name, _)| (*name, validator(name)))
        .collect();
    let mut random = fastrand::Rng::with_seed(7);
    let mut refused = 0;
    for _ in 0..1500 {
        let (name, whole) = &wholes[random.usize(..wholes.len())];
        let mut changed = whole.clone();
        change(&mut changed, &mut random);
        let (taken, form) = judged(name, &changed);
        // An editor finds nothing wrong in an empty file.
        let valid = changed.is_null() || validators[name].is_valid(&changed);
        assert!(valid || !taken, "the schema of {name} refuses: {changed}");
        // What only the whole file tells is left to `pir check`.
        assert!(
            !valid || form || changed.is_null(),
            "the schema of {name} takes: {changed}"
        );
        refused += usize::from(!valid);
    }
    assert!((300..1450).contains(&refused), "{refused}");
}

/// The files of the examples that have a schema, as values.
fn wholes() -> Vec<(&'static str, Value)> {
    let mut wholes = Vec::new();
    for folder in fs::read_dir("examples").unwrap() {
        for described in DESCRIBED {
            let path = folder.as_ref().unwrap().path().join(described.of);
            if let Ok(text) = fs::read_to_string(path) {
                wholes.push((described.name, yaml_serde::from_str(&text).unwrap()));
            }
        }
    }
    wholes.sort_by_key(|(name, whole): &(_, Value)| (*name, whole.to_string()));
    wholes
}

/// Puts something else at one place somewhere in `value`.
fn change(value: &mut Value, random: &mut fastrand::Rng) {
    let others = [
        json!(null),
        json!(true),
        json!(17),
        json!(2.5),
        json!("word"),
        json!("2026-03-12"),
        json!("10:38"),
        json!([]),
        json!(["a"]),
        json!({}),
        json!({"what": "x"}),
        json!("started"),
        json!(["capacity"]),
    ];
    let deeper = random.u8(..10) < 8;
    match value {
        Value::Object(fields) if !fields.is_empty() && deeper => {
            let keys: Vec<_> = fields.keys().cloned().collect();
            let key = &keys[random.usize(..keys.len())];
            match random.u8(..10) {
                0 => drop(fields.remove(key)),
                1 => drop(
                    fields
                        .remove(key)
                        .map(|old| fields.insert(format!("{key}x"), old)),
                ),
                _ => change(&mut fields[key], random),
            }
        }
        Value::Array(items) if !items.is_empty() && deeper => {
            let at = random.usize(..items.len());
            change(&mut items[at], random);
        }
        other => *other = others[random.usize(..others.len())].clone(),
    }
}

/// Whether `pir check` finds no error in a file, and whether the file has no fault of form: of a
/// field, a type, a word.
fn judged(name: &str, whole: &Value) -> (bool, bool) {
    let read = |own: &str| {
        if own == name {
            whole.to_string()
        } else {
            "title: T".to_owned()
        }
    };
    let now = "2026-04-01T00:00:00Z".parse().unwrap();
    let text = Source::new("incident.yaml", read("incident"));
    let incident = load::incident(&text, now, Some(&Zone::UTC));
    let review =
        (name == "review").then(|| load::review(&Source::new("review.yaml", read("review"))));
    let plan = (name == "plan").then(|| load::plan(&Source::new("plan.yaml", read("plan"))));
    let mut findings = incident.findings.clone();
    findings.extend(review.iter().flat_map(|loaded| loaded.findings.clone()));
    findings.extend(plan.iter().flat_map(|loaded| loaded.findings.clone()));
    let subject = document(&incident).map(|incident| Subject {
        incident,
        review: review.as_ref().and_then(document),
        plan: plan.as_ref().and_then(document),
    });
    findings.extend(subject.iter().flat_map(check::run));
    findings.retain(|finding| finding.level == Level::Error);
    let of_form = |code: &str| pir::yaml::RULES.iter().any(|rule| rule.code == code);
    let form = findings.iter().all(|finding| !of_form(finding.rule.code));
    (findings.is_empty(), form)
}

fn document<T>(loaded: &Loaded<T>) -> Option<Document<'_, T>> {
    let value = loaded.value.as_ref()?;
    Some(Document {
        source: &loaded.source,
        value,
    })
}

fn validator(name: &str) -> Validator {
    draft7::new(&schema(name)).unwrap()
}
