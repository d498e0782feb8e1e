//! Imports point one way: each module uses only what the table below lets it use.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Module, and the modules of ours that it may import besides itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("context", &["source"]),
    ("store", &[]),
    ("parallel", &[]),
    ("output", &[]),
    ("diagnostic", &["source"]),
    ("model", &["source"]),
    ("yaml", &["source", "diagnostic"]),
    ("config", &["source", "diagnostic", "yaml", "model"]),
    ("load", &["source", "diagnostic", "yaml", "model"]),
    ("schema", &["source", "model", "config"]),
    ("import", &["source", "diagnostic", "model", "load"]),
    ("check", &["source", "diagnostic", "model", "config"]),
    ("report", &["source", "diagnostic", "model"]),
    ("walk", &["source", "diagnostic", "model", "config", "yaml"]),
    (
        "planning",
        &["source", "diagnostic", "model", "yaml", "walk"],
    ),
    ("render", &["source", "diagnostic", "report"]),
    (
        "archive",
        &[
            "source",
            "store",
            "parallel",
            "diagnostic",
            "model",
            "config",
            "yaml",
            "load",
        ],
    ),
    (
        "site",
        &["source", "model", "config", "archive", "report", "render"],
    ),
    (
        "cmd",
        &[
            "source",
            "context",
            "store",
            "parallel",
            "diagnostic",
            "model",
            "yaml",
            "config",
            "load",
            "schema",
            "import",
            "check",
            "report",
            "walk",
            "planning",
            "render",
            "archive",
            "site",
        ],
    ),
    ("cli", &["cmd", "context", "output", "source"]),
];

#[test]
fn modules_import_only_what_the_table_allows() {
    let table: BTreeMap<_, _> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in rust_files(Path::new("src")) {
        let module = module_of(&file);
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let Some(allowed) = table.get(module.as_str()) else {
            panic!(
                "{}: the module `{module}` is not in the table",
                file.display()
            );
        };
        let text = fs::read_to_string(&file).unwrap();
        for used in imports(&text) {
            if used != module
                && table.contains_key(used.as_str())
                && !allowed.contains(&used.as_str())
            {
                wrong.push(format!("{}: `{module}` imports `{used}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_of_the_table_is_there() {
    let modules: BTreeSet<_> = rust_files(Path::new("src"))
        .iter()
        .map(|file| module_of(file))
        .collect();
    for (module, _) in MAY_IMPORT {
        assert!(
            modules.contains(*module),
            "`{module}` is in the table and not in src/"
        );
    }
}

#[test]
fn only_the_places_that_may_touch_the_world_do() {
    let touching = [
        "std::fs",
        "std::env",
        "std::process",
        "std::io::stdin",
        "std::net",
        "SystemTime",
        "Utc::now",
    ];
    let free = ["store", "context", "cmd", "cli", "main"];
    for file in rust_files(Path::new("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if free.contains(&module_of(&file).as_str()) {
            continue;
        }
        for word in touching {
            assert!(!code.contains(word), "{} uses {word}", file.display());
        }
    }
}

/// Files of a module that hold its tests alone.
const TEST_FILES: &[&str] = &["_tests.rs", "/trial.rs"];

/// The first folder or file name below `src/`.
fn module_of(file: &Path) -> String {
    let below = file.strip_prefix("src").unwrap();
    let first = below
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Modules of ours that a file names after `crate::`, its tests left out.
fn imports(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n");
    code.split("crate::")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.to_string_lossy();
            if !TEST_FILES.iter().any(|end| name.ends_with(end)) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
