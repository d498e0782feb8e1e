//! What `pir export` writes, read by DuckDB: rows and types of every table, and the query of
//! docs/export.md. `PIR_TEST_DUCKDB` names the folder with the Python package; without it the test
//! says that it was passed over.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and says that it was passed over"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use pir::archive::export::{Holds, Table};

/// What DuckDB may take a column for that it finds by itself: in ndjson, and in CSV.
fn types(holds: Holds) -> [&'static [&'static str]; 2] {
    match holds {
        Holds::Text => [&["VARCHAR", "JSON"], &["VARCHAR"]],
        Holds::Integer => [&["BIGINT"], &["BIGINT"]],
        Holds::Number => [&["DOUBLE"], &["DOUBLE", "BIGINT"]],
        Holds::Boolean => [&["BOOLEAN"], &["BOOLEAN"]],
        Holds::Date => [&["DATE"], &["DATE"]],
        Holds::Timestamp => [
            &["TIMESTAMP", "TIMESTAMP WITH TIME ZONE"],
            &["TIMESTAMP", "TIMESTAMP WITH TIME ZONE"],
        ],
        Holds::List => [&["VARCHAR[]", "JSON[]"], &["VARCHAR"]],
    }
}

fn export(table: &str, form: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["-C", "demo", "export", "--table", table, "--format", form])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Writes every table to `folder` in both forms; the rows of each.
fn written(folder: &Path) -> BTreeMap<&'static str, Vec<serde_json::Value>> {
    let table = |table| {
        let texts = ["ndjson", "csv"].map(|form| {
            let text = export(table, form);
            fs::write(folder.join(format!("{table}.{form}")), &text).unwrap();
            text
        });
        let lines = texts[0].lines();
        let rows = lines.map(|line| serde_json::from_str(line).unwrap());
        (table, rows.collect())
    };
    Table::names().map(table).collect()
}

#[test]
fn duckdb_reads_every_table() {
    let Ok(package) = std::env::var("PIR_TEST_DUCKDB") else {
        println!("passed over: PIR_TEST_DUCKDB names no folder with the Python package of DuckDB");
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let rows = written(home.path());
    let output = Command::new("python3")
        .args(["tests/export/tables.py", home.path().to_str().unwrap()])
        .arg("tests/export/query.sql")
        .env("PYTHONPATH", package)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    let mut parts = said.split("# ").skip(1);
    for table in Table::names().map(|name| Table::find(name).unwrap()) {
        for (which, form) in ["ndjson", "csv"].into_iter().enumerate() {
            let (head, columns) = parts.next().unwrap().split_once('\n').unwrap();
            let rows = &rows[table.name];
            assert!(!rows.is_empty(), "{}", table.name);
            assert_eq!(head, format!("{} {form} {}", table.name, rows.len()));
            let columns: Vec<_> = columns
                .lines()
                .map(|line| line.split_once(' ').unwrap())
                .collect();
            assert_eq!(columns.len(), table.columns.len(), "{columns:?}");
            for (column, (name, kind)) in table.columns.iter().zip(columns) {
                assert_eq!(column.name, name);
                // Where no row has a value there is no type to be found.
                let said = |row: &&serde_json::Value| {
                    !row[name].is_null() && row[name] != serde_json::json!([])
                };
                if rows.iter().any(|row| said(&row)) {
                    let types = types(column.holds)[which];
                    assert!(
                        types.contains(&kind),
                        "{} {form}: {name} is {kind}",
                        table.name
                    );
                }
            }
        }
    }
    let printed = parts
        .next()
        .unwrap()
        .trim_start_matches("query\n")
        .trim_end();
    let page = "tests/export/query.txt";
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(page, format!("{printed}\n")).unwrap();
    }
    assert_eq!(fs::read_to_string(page).unwrap().trim_end(), printed);
}
