//! Every example loads, checks clean, and renders through every template; the `review.md` beside
//! it is what its sources give.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

#[test]
fn examples_check_clean() {
    for example in examples() {
        let output = pir(&["check", "--format", "json", &example.display().to_string()]);
        let found = String::from_utf8_lossy(&output.stdout);
        assert_eq!(found.trim(), "[]", "{}", example.display());
    }
}

#[test]
fn examples_walk_with_their_answers_and_check_clean_after_it() {
    for example in examples() {
        let copy = tempfile::tempdir().unwrap();
        let folder = copy.path().join(example.file_name().unwrap());
        fs::create_dir(&folder).unwrap();
        for entry in fs::read_dir(&example).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
        let folder = folder.display().to_string();
        let answers = example.join("answers.yaml").display().to_string();
        let walk = ["walk", &folder, "--answers", &answers];
        assert_fine(&pir(&walk), &folder);
        let once = fs::read_to_string(format!("{folder}/review.yaml")).unwrap();
        assert_fine(&pir(&["check", &folder]), &folder);
        assert_fine(&pir(&walk), &folder);
        let twice = fs::read_to_string(format!("{folder}/review.yaml")).unwrap();
        assert_eq!(once, twice, "{folder}: the same answers twice add nothing");
    }
}

#[test]
fn examples_render_through_every_template() {
    let list = pir(&["template", "list", "--format", "names"]);
    assert_fine(&list, "template list");
    let names = String::from_utf8(list.stdout).unwrap();
    assert!(names.lines().count() >= 6, "{names}");
    for example in examples() {
        for template in names.lines() {
            let folder = example.display().to_string();
            let output = pir(&["render", &folder, "--template", template, "-o", "-"]);
            assert_fine(&output, &format!("{folder} through {template}"));
            assert!(
                output.stdout.len() > 300,
                "{folder} through {template} is nearly empty"
            );
        }
    }
}

#[test]
fn the_rendered_reviews_beside_the_examples_are_true() {
    for example in examples() {
        let folder = example.display().to_string();
        if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
            assert_fine(&pir(&["render", &folder]), &folder);
        }
        assert_fine(&pir(&["render", "--check", &folder]), &folder);
    }
}

/// What the gallery shows.
const IN_THE_GALLERY: &str = "2026-03-12-checkout-slow";

#[test]
fn the_gallery_is_what_every_template_makes_of_one_example() {
    let list = pir(&["template", "list", "--format", "names"]);
    let names = String::from_utf8(list.stdout).unwrap();
    let mut files = Vec::new();
    for name in names.lines() {
        let end = if name.contains('.') { "" } else { ".md" };
        let file = format!("docs/gallery/{name}{end}");
        let from_there = format!("../{file}");
        let page = ["--template", name, "-o", &from_there];
        let render = [&["-C", "examples", "render", IN_THE_GALLERY][..], &page].concat();
        if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
            assert_fine(&pir(&render), name);
        }
        let check = [&render[..], &["--check"]].concat();
        assert_fine(&pir(&check), name);
        files.push(PathBuf::from(file));
    }
    let there = fs::read_dir("docs/gallery").unwrap();
    let mut there: Vec<_> = there.map(|entry| entry.unwrap().path()).collect();
    there.sort();
    files.sort();
    assert_eq!(there, files, "a page that no template makes");
}

#[test]
fn no_rendering_has_the_words_that_we_do_not_use() {
    let list = pir(&["template", "list", "--format", "names"]);
    let names = String::from_utf8(list.stdout).unwrap();
    for example in examples() {
        for template in names.lines() {
            let folder = example.display().to_string();
            let output = pir(&["render", &folder, "--template", template, "-o", "-"]);
            let text = String::from_utf8(output.stdout).unwrap().to_lowercase();
            for word in ["root cause", "human error"] {
                assert!(
                    !text.contains(word),
                    "{folder} through {template} says {word}"
                );
            }
        }
    }
}

fn examples() -> Vec<PathBuf> {
    let folders = fs::read_dir("examples")
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = folders.filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(folders.len() >= 6);
    folders
}

fn pir(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(args)
        .env("SOURCE_DATE_EPOCH", "1773500400")
        .output()
        .unwrap()
}

#[track_caller]
fn assert_fine(output: &Output, what: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{what}: {said}{printed}");
}

#[test]
fn the_demonstration_archive_checks_clean_and_has_something_to_show_in_every_view() {
    let demo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_pir"))
            .env("SOURCE_DATE_EPOCH", "1795435200")
            .args(["-C", "demo"])
            .args(arguments)
            .output()
            .unwrap();
        assert_fine(&output, arguments[0]);
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let rows = |value: serde_json::Value| value.as_array().unwrap().len();
    assert_eq!(rows(demo(&["check", "--format", "json"])), 0);
    assert!(rows(demo(&["list", "--format", "json"])) >= 30);
    for view in pir::archive::register::VIEWS {
        let shown = demo(&["register", view.name, "--format", "json"]);
        assert!(rows(shown["rows"].clone()) > 0, "{}", view.name);
    }
}
