//! Logs of `PostgreSQL` with the usual prefixes.

use std::sync::LazyLock;

use regex_automata::meta::Regex;

use super::Log;
use crate::import::{Format, Noise, Reading};

/// The format.
pub(in crate::import) static POSTGRESQL: Format = Format {
    name: "postgresql",
    what: "PostgreSQL: logs whose lines begin with the time and the process",
    get: "the files of `log_directory` of the server",
    becomes: &[
        (
            "ERROR, FATAL and PANIC",
            "symptom, with detail and hint quoted",
        ),
        ("any other line", "note"),
    ],
    noise: &[&STATEMENT, &HOUSEKEEPING, &super::QUIET],
    reader: Reading::Text {
        detect: |export| LOG.is(export),
        read: |export| Ok(LOG.read(export.text.lines())),
    },
};

static STATEMENT: Noise = Noise {
    name: "statement",
    what: "statements and where they came from, which may hold data of customers",
};

static HOUSEKEEPING: Noise = Noise {
    name: "housekeeping",
    what: "checkpoints, automatic vacuum, connections that came and went",
};

const STATEMENTS: &[&str] = &["STATEMENT", "QUERY", "CONTEXT", "LOCATION"];

/// How lines of housekeeping begin.
const ROUTINE: &[&str] = &[
    "checkpoint ",
    "restartpoint ",
    "automatic vacuum ",
    "automatic analyze ",
    "connection received:",
    "connection authorized:",
    "connection authenticated:",
    "disconnection:",
];

static LOG: Log = Log {
    starts: LazyLock::new(|| {
        Regex::new(
            r"^(?<at>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}(?:\.[0-9]+)?(?: (?:[A-Z]{2,5}|[+-][0-9]{2}(?::?[0-9]{2})?))?) (?:[^\[]* )?\[(?<flow>[0-9]+)(?:-[0-9]+)?\]:? (?:\[[0-9-]+\] )?(?:[^ ]+ )??(?<level>LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|INFO|DEBUG|DETAIL|HINT|STATEMENT|QUERY|CONTEXT|LOCATION)[1-5]?:  ?(?<text>.*)$",
        )
        .ok()
    }),
    sure: |_| true,
    open: |_| false,
    goes_on: |above, record| {
        let detail = matches!(record.level.as_deref(), Some("DETAIL" | "HINT"));
        (detail && above.flow == record.flow).then_some("\n")
    },
    noise: |record| {
        let level = record.level.as_deref().unwrap_or_default();
        let begins = |words: &[&str]| words.iter().any(|word| record.text.starts_with(word));
        if STATEMENTS.contains(&level) || begins(&["duration: ", "statement: ", "execute "]) {
            return Some(&STATEMENT);
        }
        begins(ROUTINE).then_some(&HOUSEKEEPING)
    },
};
