//! Logs in JSON, as the loggers of most languages write them: a record with a time, a message and how
//! grave it is, under one of the names in use.

use serde_json::Value;

use super::{PLAIN, Recipe, get, text};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static JSON_LOG: Format = Format {
    name: "json-log",
    what: "logs in JSON: Google Cloud, Elastic, Docker, and the loggers of most languages",
    get: "the log itself, a record on each line; `gcloud logging read FILTER --format=json`; the hits of a search of Elasticsearch",
    becomes: &[
        (
            "a record of the severity error or graver",
            "symptom, of its service or host",
        ),
        ("any other record", "note"),
    ],
    noise: &[&QUIET],
    reader: Reading::Json(RECIPES),
};

static QUIET: Noise = Noise {
    name: "below-warning",
    what: "records below the level of a warning",
};

const AT: &[&str] = &[
    "@timestamp",
    "timestamp",
    "time",
    "ts",
    "@t",
    "datetime",
    "asctime",
];

const LEVEL: &[&str] = &[
    "log.level",
    "severity",
    "level",
    "levelname",
    "lvl",
    "@l",
    // Docker's log driver knows no level; a record says which stream a line came by.
    "stream",
];

const RECORD: Recipe = Recipe {
    source: "log",
    when: |record| {
        let has = |paths: &[&str]| paths.iter().any(|path| get(record, path).is_some());
        has(AT) && has(LEVEL) && says(record)
    },
    at: AT,
    what: &[
        &["message"],
        &["msg"],
        &["textPayload"],
        &["jsonPayload.message"],
        &["jsonPayload.msg"],
        &["protoPayload.methodName", "protoPayload.status.message"],
        &["protoPayload.methodName"],
        &["@m"],
        &["@mt"],
        &["event"],
        &["log"],
    ],
    kind: |record| is_grave(record)?.then_some(Kind::Symptom),
    component: &[
        "service.name",
        "service",
        "resource.labels.service_name",
        "resource.labels.container_name",
        "resource.labels.instance_id",
        "kubernetes.container.name",
        "app",
        "host.name",
        "hostname",
        "host",
        "logger",
        "name",
    ],
    id: &["insertId"],
    noise: |record| (!is_grave(record)? && is_quiet(record)).then_some(&QUIET),
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    RECORD,
    Recipe {
        records: "hits.hits[]._source",
        ..RECORD
    },
    Recipe {
        records: "entries[]",
        ..RECORD
    },
];

fn says(record: &Value) -> bool {
    let mut rows = RECORD.what.iter();
    rows.any(|row| row.iter().all(|path| text(record, path).is_some()))
}

/// The level in lower case.
fn level(record: &Value) -> Option<String> {
    let said = LEVEL.iter().find_map(|path| text(record, path))?;
    Some(said.to_lowercase())
}

/// Whether something failed; `None` where nobody says how grave it is. In numbers 30 is information
/// and 50 an error, as bunyan and pino count.
fn is_grave(record: &Value) -> Option<bool> {
    const GRAVE: &[&str] = &[
        "error",
        "err",
        "fatal",
        "critical",
        "crit",
        "alert",
        "emergency",
        "emerg",
        "panic",
        "dpanic",
        "severe",
    ];
    let level = level(record)?;
    let number: Option<u32> = level.parse().ok();
    Some(
        GRAVE.contains(&level.as_str()) || number.is_some_and(|number| (50..=60).contains(&number)),
    )
}

fn is_quiet(record: &Value) -> bool {
    const QUIET: &[&str] = &[
        "info",
        "information",
        "notice",
        "debug",
        "trace",
        "verbose",
        "fine",
        "finer",
        "finest",
        "10",
        "20",
        "30",
    ];
    level(record).is_some_and(|level| QUIET.contains(&level.as_str()))
}
