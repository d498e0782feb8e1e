//! Exports and the events that they become: every file under `tests/import/<format>/` is read as
//! that format, and the file `<name>.events` beside it holds what comes out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may panic, and says that it was skipped"
)]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use pir::import::{self, Export, FORMATS, Own, People};
use pir::load::grammar;
use proptest::prelude::*;

/// The files of a folder with one of these extensions, below it too, in order.
fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extensions));
        } else if path
            .extension()
            .is_some_and(|own| extensions.iter().any(|wanted| own == *wanted))
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What an import says, as text: its notes, what it drops, its events field by field.
fn told(text: &str, format: Option<&str>) -> String {
    let mut imported = match import::read(
        &Export {
            name: "the file",
            text,
        },
        format,
    ) {
        Ok(imported) => imported,
        Err(error) => return format!("error: {error:#}\n"),
    };
    let mut told = String::new();
    for (noise, count) in imported.drop_noise() {
        writeln!(told, "dropped: {count} {}", noise.name).unwrap();
    }
    for note in &imported.notes {
        writeln!(told, "note: {note}").unwrap();
    }
    for (name, role) in People::default().assign(&mut imported.events) {
        writeln!(told, "{role}: {name}").unwrap();
    }
    for event in &imported.events {
        let mut sign = "- ";
        for (name, values) in event.fields() {
            if name == "source" {
                continue;
            }
            let values: Vec<String> = values
                .iter()
                .map(|value| value.replace('\n', "\n      "))
                .collect();
            writeln!(told, "{sign}{name}: {}", values.join(" & ")).unwrap();
            sign = "  ";
        }
    }
    told
}

#[test]
fn every_fixture_is_recognised_and_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let inputs = files(&root, &["md", "csv", "tsv", "txt", "json"]);
    assert!(inputs.len() >= 8);
    for input in inputs {
        let text = std::fs::read_to_string(&input).unwrap();
        let folder = input
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_str()
            .unwrap();
        let format = FORMATS.iter().find(|format| format.name == folder);
        let told = told(&text, format.map(|format| format.name));
        if format.is_some() {
            assert_eq!(
                self::told(&text, None),
                told,
                "{}: recognised",
                input.display()
            );
        }
        let expected = snapbox::Data::read_from(&input.with_extension("events"), None);
        snapbox::Assert::new()
            .action_env("SNAPSHOTS")
            .eq(told, expected.raw());
    }
}

#[test]
fn importing_again_gives_the_same_names() {
    let names = |text: &str| {
        let imported = import::read(&Export { name: "x", text }, None).unwrap();
        imported
            .events
            .into_iter()
            .map(|event| event.source)
            .collect::<Vec<_>>()
    };
    let lines = names("2026-03-12 10:38 a\n2026-03-12 10:38 a\n2026-03-12 10:39 b\n");
    assert_eq!(
        lines,
        names("Time,What\n2026-03-12 10:38,a\n2026-03-12 10:38,a\n2026-03-12 10:39,b\n")
    );
    let unique: std::collections::BTreeSet<_> = lines.iter().collect();
    assert_eq!(unique.len(), 3);
    assert!(lines[0].starts_with("text:"));
}

#[test]
fn an_unknown_format_says_which_there_are() {
    let error = |text, format| {
        let read = import::read(
            &Export {
                name: "notes.md",
                text,
            },
            format,
        );
        format!("{:#}", read.unwrap_err())
    };
    let unknown = error("It was a quiet day.\n", None);
    for part in [
        "notes.md",
        "column of times",
        "markdown-table",
        "tsv",
        "--from",
    ] {
        assert!(unknown.contains(part), "{unknown}");
    }
    assert!(error("", Some("markdown")).contains("did you mean `markdown-table`?"));
    assert!(error("", Some("xyz")).contains("the formats are"));
    assert!(error("a,b\n1,2\n", Some("csv")).contains("no column of the table holds times"));
}

/// Every timeline of real write-ups that are at hand: each file gives events, whose times all read.
#[test]
fn real_timelines_are_read() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !shared.join("writeups").is_dir() {
        let required = std::env::var_os("PIR_TEST_SHARED").is_some();
        assert!(!required, "no write-ups at {}", shared.display());
        println!("skipped: no write-ups at {}", shared.display());
        return;
    }
    let mut inputs = files(&shared.join("tables"), &["md", "csv", "tsv"]);
    inputs.extend(files(&shared.join("writeups"), &["md", "txt"]));
    let (mut read, all) = (0, inputs.len());
    for input in inputs {
        let text = std::fs::read_to_string(&input).unwrap();
        let name = input.display().to_string();
        let Ok(imported) = import::read(
            &Export {
                name: &name,
                text: &text,
            },
            None,
        ) else {
            continue;
        };
        for event in imported.events {
            assert!(!event.what.is_empty(), "{name}");
            let at = event.at.unwrap_or_else(|| "??:??".to_owned());
            assert!(grammar::read(&at).is_ok(), "{name}: {at}");
        }
        read += 1;
    }
    // Write-ups that hold no timeline of their own.
    assert!(all - read <= 6, "{read} of {all}");
}

proptest! {
    #[test]
    fn no_text_makes_an_importer_fall(
        text in "((#{0,3} ?|- |\\| ?|> |  - )?([0-2][0-9]:[0-9]{2}|2026-03-1[0-9]|HH:mm|```|<!--|---|Time)?[ |,\t:;\"]{0,2}\\PC{0,12}(\n|\r\n)){0,12}"
    ) {
        for format in FORMATS {
            let _ = import::read(&Export { name: "x", text: &text }, Some(format.name));
        }
        let _ = import::read(&Export { name: "x", text: &text }, None);
    }
}

/// Every export in JSON cut off anywhere is refused or read, and one with any value in place of
/// another too.
#[test]
fn exports_that_break_off_or_hold_odd_values_make_no_importer_fall() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    for file in files(&root, &["json"]) {
        let text = std::fs::read_to_string(&file).unwrap();
        let read = |text: &str| import::read(&Export { name: "x", text }, None);
        for end in (0..text.len()).step_by(7) {
            if let Some(cut) = text.get(..end) {
                let _ = read(cut);
            }
        }
        for odd in [
            "null",
            "[]",
            "{}",
            "-1",
            "1e400",
            "\"\"",
            "9999999999999999999999",
        ] {
            for (at, _) in text.match_indices(": ") {
                let (before, after) = text.split_at(at + 2);
                let end = after.find([',', '}', ']']).unwrap_or(after.len());
                let _ = read(&format!("{before}{odd}{}", &after[end..]));
            }
        }
    }
    let deep = format!("{}{}", "[{\"a\":".repeat(10_000), "1");
    let export = Export {
        name: "deep",
        text: &deep,
    };
    let error = import::read(&export, None).unwrap_err().to_string();
    assert!(
        error.starts_with("deep is JSON that breaks off or is wrong"),
        "{error}"
    );
}

#[test]
fn json_of_no_known_tool_is_mapped_by_hand() {
    let text = r#"{"audit": {"rows": [{"when": 1773306121, "by": {"name": "Ana Silva"}, "text": "paused by Ana Silva"}, {"when": null, "text": "x"}]}}"#;
    let export = Export {
        name: "a.json",
        text,
    };
    let error = import::read(&export, None).unwrap_err().to_string();
    assert!(error.contains("--map at=when,what=text"), "{error}");
    assert!(error.contains("by.name"), "{error}");
    let own = Own::parse("at=when, what=text,who=by.name").unwrap();
    let mut events = import::read_own(&export, &own).unwrap().events;
    let people = People::new([("ana silva".to_owned(), "on-call".to_owned())]);
    assert!(people.assign(&mut events).is_empty());
    let whats: Vec<_> = events.iter().map(|event| event.what.as_str()).collect();
    assert_eq!(whats, ["x", "paused by on-call"]);
    for wrong in ["at=when", "when=at,what=text", "at"] {
        assert!(Own::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_list_of_users_is_no_export_and_names_them() {
    let text = r#"[{"id": "U1", "profile": {"display_name": "", "real_name": "Ana"}}, {"id": "U2", "name": "bo", "profile": {}}]"#;
    let named = import::user_names(&Export {
        name: "users.json",
        text,
    })
    .unwrap();
    let pair = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    assert_eq!(named, [pair("U1", "Ana"), pair("U2", "bo")]);
    assert!(
        import::user_names(&Export {
            name: "x",
            text: "[]"
        })
        .is_none()
    );
}

#[test]
fn long_and_odd_inputs_make_no_importer_fall() {
    let many = |piece: &str| piece.repeat(50_000 / piece.len());
    for text in [
        many("10:38 a !started\n"),
        many("!"),
        format!("10:38 {}", many(" !started")),
        many("- "),
        many("**"),
        many("|"),
        many(","),
        format!("Time,What\n10:38,{}", many("\"\n")),
        format!("|a|b|\n|-|-|\n{}", many("|10:38|x|\n")),
        many("### "),
        many("10:38..10:52..\n"),
        many("> \n"),
        many("<!--\n"),
        many("```\n10:38\n"),
        many("\u{0}\r\n"),
        many("<14>Mar 12 10:38:00 a b: c"),
        format!("<14>1 2026-03-12T10:38:00Z a b c d {}", many("[")),
        many("2026-03-12T10:38:00Z stdout P a\n"),
        many("2026-03-12 10:38:00 UTC [1] LOG:  a\n"),
        many("commit 5f1c0a9\nDate: \n\n    Merge pull request \n"),
        many("5f1c0a9\t9999999999 +9959\ta\n"),
    ] {
        for format in FORMATS {
            let _ = import::read(
                &Export {
                    name: "x",
                    text: &text,
                },
                Some(format.name),
            );
        }
        let source = pir::source::Source::new("x", text.clone());
        pir::load::quick::read(&source, pir::source::Span::new(0, text.len()));
    }
}

#[test]
fn the_page_names_the_kinds_that_the_fixtures_of_a_format_give() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    for format in FORMATS {
        assert!(!format.becomes.is_empty(), "{}", format.name);
        let becomes: Vec<_> = format.becomes.iter().map(|row| row.1).collect();
        let becomes = becomes.join("; ");
        let mut given = 0;
        for path in files(&root.join(format.name), &["events"]) {
            for line in std::fs::read_to_string(&path).unwrap().lines() {
                let Some(kind) = line.trim().strip_prefix("kind: ") else {
                    continue;
                };
                // What people wrote names its kinds itself.
                let own = becomes.contains("the kind") || becomes.contains("its kind");
                assert!(
                    own || becomes.contains(kind),
                    "{kind} of {}, which becomes {becomes}",
                    path.display()
                );
                given += 1;
            }
        }
        // A format whose events are all notes has to say no more than that.
        assert!(
            given > 0 || becomes.contains("note") || becomes.contains("event"),
            "{}",
            format.name
        );
    }
}

#[test]
fn what_is_which_in_json_of_no_known_tool_is_guessed_and_shown() {
    for (text, map) in [
        (
            r#"{"result": {"rows": [{"occurredAt": 1773306121, "headline": "Queue over 10k", "by": "ana", "severity": "high"}]}}"#,
            "at=occurredAt,what=headline,who=by",
        ),
        // The lists of a record count, and the ids of others do not.
        (
            r#"{"incidents": [{"startTime": "2026-03-12T10:00:00Z", "phase": "OVER", "transitions": [{"at": "2026-03-12T10:05:00Z", "by": "ana", "name": "ACKED"}, {"at": "2026-03-12T10:06:00Z", "name": "OVER"}], "actor": {"id": 7}}]}"#,
            "at=at,what=name,who=by",
        ),
        // Records by their ids, as Mattermost keeps them.
        (
            r#"{"posts": {"p1": {"id": "p1", "create_at": 1773306121000, "message": "lag", "user_id": "u1"}, "p2": {"id": "p2", "create_at": 1773306122000, "message": "less"}}}"#,
            "at=create_at,what=message,who=user_id,id=id",
        ),
        (
            r#"{"events": [{"arn": "arn:x", "service": "EC2", "eventTypeCode": "EC2_OPERATIONAL_ISSUE", "region": "eu-1", "startTime": "2026-03-12T10:00:00Z", "endTime": "2026-03-12T12:00:00Z"}]}"#,
            "at=startTime,until=endTime,what=eventTypeCode,component=service,id=arn",
        ),
        // A path written as one name.
        (
            r#"[{"event.start": "2026-03-12T10:00:00Z", "rule.description": "many refusals", "rule.link": "https://x.example/1"}]"#,
            "at=event.start,what=rule.description,evidence=rule.link",
        ),
        (r#"[{"a": 1}]"#, "at=TIME,what=TEXT"),
    ] {
        let export = Export {
            name: "a.json",
            text,
        };
        let error = import::read(&export, None).unwrap_err().to_string();
        assert!(error.contains(&format!("--map {map}`")), "{error}");
        if let Ok(own) = Own::parse(map)
            && map != "at=TIME,what=TEXT"
        {
            let events = import::read_own(&export, &own).unwrap().events;
            let first = format!(
                "it would begin with: {} {}",
                events[0].at.as_deref().unwrap(),
                events[0].what
            );
            assert!(error.contains(&first), "{first}: {error}");
        }
    }
}
