//! What syslog writes, by the old way and the new one, over the wire and in files; and what
//! `journalctl` prints.

use std::sync::LazyLock;

use regex_automata::meta::Regex;

use super::Log;
use crate::import::{Export, Format, Imported, Noise, Reading};

/// The format.
pub(in crate::import) static SYSLOG: Format = Format {
    name: "syslog",
    what: "syslog: RFC 3164, RFC 5424, the files of rsyslog, what `journalctl` prints",
    get: "the files below `/var/log`, or `journalctl -o short-iso --since TIME --until TIME`",
    becomes: &[
        (
            "a record of the severity error or graver",
            "symptom, of its program and host",
        ),
        ("any other record", "note"),
        ("lines below it that go on", "words quoted"),
    ],
    noise: &[&CRON, &super::QUIET],
    reader: Reading::Text {
        detect: |export| LOG.is(export) || (is_glued(export) && LOG.is(&cut(export).as_export())),
        read: |export| Ok(read(export)),
    },
};

static CRON: Noise = Noise {
    name: "cron",
    what: "commands that cron started",
};

/// A day and a time with a zone.
const NEW: &str = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})";
/// A day and a time without a year.
const OLD: &str = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-3][0-9] (?:[0-9]{4} )?[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?";
/// The program and its process.
const TAG: &str = r"(?<tag>[^\s:\[]+)(?:\[(?<flow>[^\]\s]*)\])?";

static LOG: Log = Log {
    starts: LazyLock::new(|| {
        let levels = "EMERG|ALERT|CRIT|ERR|ERROR|WARNING|NOTICE|INFO|DEBUG";
        Regex::new_many(&[
            format!(
                r#"^<(?<pri>[0-9]{{1,3}})>1 (?<at>{NEW}) (?<host>\S+) (?<tag>\S+) (?<flow>\S+) \S+ (?:-|(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])+) ?\x{{feff}}?(?<text>.*)$"#
            ),
            format!(
                r"^<(?<pri>[0-9]{{1,3}})>(?<at>{NEW}|{OLD}) (?<host>\S+) {TAG}:? ?(?<text>.*)$"
            ),
            format!(r"^(?<at>{NEW}) (?<level>{levels}) {TAG}: ?(?<text>.*)$"),
            format!(r"^(?<at>{NEW}|{OLD}) (?:(?<host>[^\s:]+) )?{TAG}: ?(?<text>.*)$"),
            format!(r"^(?<at>{NEW}|{OLD}):? (?<text>.*)$"),
        ])
        .ok()
    }),
    // Notes may begin with such a time and a word with a colon too.
    sure: |record| {
        let process = record.tag.is_some() && record.flow.is_some();
        process || record.priority.is_some() || record.tag.as_deref() == Some("kernel")
    },
    // Where a number stands before each record, what has none belongs to the one above.
    open: |above| above.priority.is_some(),
    goes_on: |_, _| None,
    noise: |record| {
        let tag = record.tag.as_deref().unwrap_or_default().to_lowercase();
        let started = record.text.contains(") CMD (");
        (tag.ends_with("cron") && started).then_some(&CRON)
    },
};

/// Where records begin that stand behind each other on one line.
static GLUE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!("<[0-9]{{1,3}}>(?:1 )?(?:{NEW}|{OLD}) ")).ok());

/// A text whose records stand on lines of their own.
struct Cut(String);

impl Cut {
    fn as_export(&self) -> Export<'_> {
        Export {
            name: "",
            text: &self.0,
        }
    }
}

/// Whether each record has a number before it, and so may follow another without a line break.
fn is_glued(export: &Export<'_>) -> bool {
    export.text.starts_with('<')
}

/// The text with each record on a line of its own.
fn cut(export: &Export<'_>) -> Cut {
    let Some(glue) = GLUE.as_ref() else {
        return Cut(export.text.to_owned());
    };
    let mut text = String::with_capacity(export.text.len() + export.text.len() / 16);
    let mut from = 0;
    for found in glue.find_iter(export.text) {
        text.push_str(&export.text[from..found.start()]);
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        from = found.start();
    }
    text.push_str(&export.text[from..]);
    Cut(text)
}

/// The events of the text.
fn read(export: &Export<'_>) -> Imported {
    if is_glued(export) {
        LOG.read(cut(export).0.lines())
    } else {
        LOG.read(export.text.lines())
    }
}
