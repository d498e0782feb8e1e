//! No rendering of an example for the public, through any template, holds what its files say is
//! internal; the files are read with another YAML reader than ours.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use yaml_serde::Value;

const ID: &str = "2026-03-12-checkout-slow";

#[test]
fn no_public_rendering_of_an_example_holds_an_internal_string() {
    let hosts = public_hosts();
    let mut checked = 0;
    for example in examples() {
        let secrets = secrets(&example, &hosts);
        let name = example.file_name().unwrap().to_str().unwrap().to_owned();
        let list = pir(&["template", "list", "--format", "names"]);
        let templates = String::from_utf8(list.stdout).unwrap();
        assert!(templates.lines().count() >= 6, "{templates}");
        for template in templates.lines() {
            let output = pir(&[
                "render",
                &name,
                "-t",
                template,
                "--audience",
                "public",
                "-o",
                "-",
            ]);
            assert!(output.status.success(), "{name} {template}: {output:?}");
            let page = String::from_utf8(output.stdout).unwrap();
            // The seal at the end names the files.
            let page = plain(page.split("<!-- pir: made from").next().unwrap());
            for secret in &secrets {
                assert!(
                    !page.contains(secret),
                    "{name} through {template} holds {secret:?}"
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 300, "{checked}");
}

#[test]
fn the_internal_strings_are_in_the_internal_rendering() {
    let hosts = public_hosts();
    let example = Path::new("examples/2026-03-12-checkout-slow");
    let output = pir(&["render", ID, "-o", "-"]);
    let page = plain(&String::from_utf8(output.stdout).unwrap());
    let there = secrets(example, &hosts);
    let there = there.iter().filter(|secret| page.contains(secret.as_str()));
    assert!(there.count() > 20);
}

/// The hosts that the settings of the examples list.
fn public_hosts() -> Vec<String> {
    let settings: Value =
        yaml_serde::from_str(&fs::read_to_string("examples/pir.yaml").unwrap()).unwrap();
    let hosts = settings["public_hosts"].as_sequence().unwrap();
    hosts
        .iter()
        .map(|host| host.as_str().unwrap().to_owned())
        .collect()
}

/// Every text of the files that is not for everybody, read with another reader than ours: texts of
/// records marked internal, descriptions of roles, ideas for change, reasons and owners of
/// follow-ups, ids of tickets and links to hosts that are not listed.
fn secrets(example: &Path, hosts: &[String]) -> BTreeSet<String> {
    let mut secrets = BTreeSet::new();
    let mut open = BTreeSet::new();
    for file in ["incident.yaml", "review.yaml", "plan.yaml"] {
        let Ok(text) = fs::read_to_string(example.join(file)) else {
            continue;
        };
        let value: Value = yaml_serde::from_str(&text).unwrap();
        collect(&value, false, hosts, (&mut secrets, &mut open));
        if let Some(roles) = value.get("roles").and_then(Value::as_mapping) {
            secrets.extend(
                roles
                    .iter()
                    .filter_map(|(_, text)| text.as_str().map(plain)),
            );
        }
        for list in ["parking_lot", "follow_ups"] {
            for item in value
                .get(list)
                .and_then(Value::as_sequence)
                .into_iter()
                .flatten()
            {
                let hidden: &[&str] = if list == "parking_lot" {
                    &["idea", "side_effects"]
                } else {
                    &["because"]
                };
                secrets.extend(
                    hidden
                        .iter()
                        .filter_map(|key| item.get(key)?.as_str().map(plain)),
                );
            }
        }
    }
    // An idea that became a follow-up says the same twice; the follow-up may be shown.
    secrets.retain(|secret| {
        secret.len() > 8
            && !open
                .iter()
                .any(|open: &String| open.contains(secret.as_str()))
    });
    secrets
}

/// Texts of internal records and links to unlisted hosts into the first, all other texts into the
/// second.
fn collect(
    value: &Value,
    internal: bool,
    hosts: &[String],
    into: (&mut BTreeSet<String>, &mut BTreeSet<String>),
) {
    let (secrets, open) = into;
    match value {
        Value::String(text) => {
            let host = text
                .split_once("://")
                .map(|(_, rest)| rest.split('/').next().unwrap());
            let unlisted = host.is_some_and(|host| !hosts.iter().any(|own| own == host));
            if internal || unlisted {
                secrets.insert(plain(text));
            } else {
                open.insert(plain(text));
            }
        }
        Value::Sequence(items) => {
            for item in items {
                collect(item, internal, hosts, (secrets, open));
            }
        }
        Value::Mapping(fields) => {
            let marked = value.get("visibility").and_then(Value::as_str) == Some("internal");
            for (key, item) in fields {
                let hidden = ["roles", "parking_lot", "because", "owner", "visibility"];
                // Roles, words of a vocabulary and ids of other records are named elsewhere too.
                if key.as_str().is_none_or(|key| !hidden.contains(&key)) {
                    collect(item, internal || marked, hosts, (secrets, open));
                }
            }
        }
        _ => {}
    }
}

/// A text without what Markdown adds, and with single spaces.
fn plain(text: &str) -> String {
    let text = text
        .replace("<br>", " ")
        .replace("&amp;", "&")
        .replace('\\', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn examples() -> Vec<PathBuf> {
    let entries = fs::read_dir("examples")
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_dir()).collect()
}

/// `pir` in the folder of the examples.
fn pir(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pir"))
        .current_dir("examples")
        .args(args)
        .output()
        .unwrap()
}
