//! Logs of programs as the loggers of Python, Java, Go, nginx and others write them: a time, how
//! grave it is, and what happened, in that order or with the level in brackets; and `key=value`.

use std::sync::LazyLock;

use regex_automata::meta::Regex;

use super::Log;
use crate::import::{Format, Reading};

/// The format.
pub(in crate::import) static PROGRAM: Format = Format {
    name: "program-log",
    what: "logs of programs: a time, a level and a message on a line; or `time=… level=… msg=…`",
    get: "the log itself",
    becomes: &[
        (
            "a record of the severity error or graver",
            "symptom, of its logger",
        ),
        ("any other record", "note"),
        (
            "lines below it that belong to it, as a stack trace",
            "words quoted",
        ),
    ],
    noise: &[&super::QUIET],
    reader: Reading::Text {
        detect: |export| LOG.is(export),
        read: |export| Ok(LOG.read(export.text.lines())),
    },
};

/// A day and a time, with a zone or without.
const AT: &str = r"[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?(?: ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?";

/// How grave a record is.
const LEVEL: &str = "(?:EMERG(?:ENCY)?|ALERT|CRIT(?:ICAL)?|FATAL|PANIC|SEVERE|ERR(?:OR)?|WARN(?:ING)?|NOTICE|INFO|CONFIG|FINER?|DEBUG|TRACE|VERBOSE|emerg|alert|crit|critical|fatal|panic|error|warn|warning|notice|info|debug|trace)";

/// A line of pairs whose message is written like this.
fn pair(message: &str) -> String {
    format!(
        r#"^(?:time|ts|timestamp|t)="?(?<at>{AT})"? (?:.* )?(?:level|lvl|severity)="?(?<level>{LEVEL})"? (?:.* )?(?:msg|message)={message}.*$"#
    )
}

static LOG: Log = Log {
    starts: LazyLock::new(|| {
        // A word of its own that is no message: `[main]`, `app.pay`, `-`, `:`.
        let between = r"(?: +(?:\[[^\]]*\]|[-:|]))*";
        Regex::new_many(&[
            format!(
                r"^\[?(?<at>{AT})\]?{between} +[\[(]?(?<level>{LEVEL})[\])]?:?{between} +(?<text>.*)$"
            ),
            pair(r#""(?<text>(?:[^"\\]|\\.)*)""#),
            pair(r"(?<text>[^\s\x22]\S*)"),
        ])
        .ok()
    }),
    sure: |record| record.level.is_some(),
    // What a program prints without a time belongs to what it said before, as a stack trace does.
    open: |_| true,
    goes_on: |_, _| None,
    noise: |_| None,
};
