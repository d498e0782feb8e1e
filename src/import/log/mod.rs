//! Logs of lines: text in which each record begins with a line of a known shape in, events out. A
//! log is a [`Log`]: patterns for the lines that begin a record, and what its records mean.

mod bursts;
mod cri;
mod postgresql;
mod program;
mod record;
mod severity;
mod syslog;

use std::sync::LazyLock;

use regex_automata::meta::Regex;

pub(super) use cri::CRI;
pub(super) use postgresql::POSTGRESQL;
pub(super) use program::PROGRAM;
pub(super) use syslog::SYSLOG;

use record::Record;
use severity::Severity;

use super::passed::Passed;
use super::{Export, Imported, ImportedEvent, Noise, order};
use crate::load::grammar;
use crate::model::Kind;

/// Lines of a low severity.
static QUIET: Noise = Noise {
    name: "quiet",
    what: "lines of the severities notice, info and debug",
};

/// How many lines tell whether a text is a log.
const LOOKED_AT: usize = 40;

/// One shape of logs.
struct Log {
    /// The line that begins a record, a pattern for each of its writings; the groups are those of
    /// [`record::PARTS`].
    starts: LazyLock<Option<Regex>>,
    /// Whether a record is surely one of this log: the writings of some are those of notes too.
    sure: fn(&Record) -> bool,
    /// Whether a line that begins no record may be text of the one above it without an indent.
    open: fn(&Record) -> bool,
    /// Whether the second record goes on in the words of the first, and what stands between.
    goes_on: fn(&Record, &Record) -> Option<&'static str>,
    /// The rule by which a record is noise.
    noise: fn(&Record) -> Option<&'static Noise>,
}

/// How far back the record may stand that another one goes on with.
const BACK: usize = 16;

impl Log {
    /// Whether most of the first lines begin a record, and one of them surely.
    fn is(&self, export: &Export<'_>) -> bool {
        // What is indented belongs to the record above it.
        let begins = |line: &&str| !line.trim().is_empty() && !line.starts_with([' ', '\t']);
        let lines = export.text.lines().filter(begins);
        let lines: Vec<_> = lines.take(LOOKED_AT).collect();
        let records: Vec<_> = lines.iter().filter_map(|line| self.start(line)).collect();
        records.len() * 2 >= lines.len() && records.iter().any(self.sure)
    }

    /// The record that a line begins.
    fn start(&self, line: &str) -> Option<Record> {
        Record::read(self.starts.as_ref()?, line)
    }

    /// The events of a log.
    fn read(&self, lines: impl Iterator<Item = impl AsRef<str>>) -> Imported {
        let mut imported = Imported::default();
        let mut records: Vec<Record> = Vec::new();
        for (index, line) in lines.enumerate() {
            let line = line.as_ref().trim_end_matches('\r');
            let Some(record) = self.start(line) else {
                let indented = line.starts_with([' ', '\t']);
                match records.last_mut() {
                    _ if line.trim().is_empty() => {}
                    Some(above) if indented || (self.open)(above) => above.add("\n", line.trim()),
                    _ => imported.passed.extend(Passed::new(index + 1, line)),
                }
                continue;
            };
            let mut back = records.iter_mut().rev().take(BACK);
            let begun = back.find_map(|above| {
                let between = (self.goes_on)(above, &record)?;
                Some((above, between))
            });
            match begun {
                Some((above, between)) => above.follow(between, record),
                None => records.push(record),
            }
        }
        let mut times = Times::default();
        let events = records
            .iter()
            .filter_map(|record| self.event(record, &mut times));
        imported.events = events.collect();
        imported.notes.extend(times.notes());
        order::name(&mut imported.events);
        imported.notes.extend(bursts::group(&mut imported.events));
        imported
    }

    /// The event of a record; `None` where it says nothing.
    fn event(&self, record: &Record, times: &mut Times) -> Option<ImportedEvent> {
        let (what, more) = record.text.split_once('\n').unwrap_or((&record.text, ""));
        let severity = Severity::of(record);
        let quiet = severity.is_some_and(Severity::is_quiet);
        let more = more.trim();
        Some(ImportedEvent {
            at: Some(times.read(&record.at)?),
            kind: severity
                .is_some_and(Severity::is_error)
                .then_some(Kind::Symptom),
            what: Some(what.trim().to_owned()).filter(|what| !what.is_empty())?,
            quote: (!more.is_empty()).then(|| more.to_owned()),
            component: record.parts(),
            noise: (self.noise)(record).or_else(|| quiet.then_some(&QUIET)),
            ..ImportedEvent::default()
        })
    }
}

/// What the times of a log leave open.
#[derive(Default)]
struct Times {
    /// Whether some state no year.
    no_year: bool,
    /// Whether some state no zone.
    no_zone: bool,
}

impl Times {
    /// A time in the grammar of times, to the millisecond at most.
    fn read(&mut self, text: &str) -> Option<String> {
        let stated = grammar::read(&to_millisecond(text)).ok()?;
        self.no_year |= stated.day().is_none_or(|day| day.year.is_none());
        self.no_zone |= stated.zone().is_none();
        Some(stated.to_string())
    }

    /// What the user should know about them.
    fn notes(&self) -> impl Iterator<Item = String> {
        let no_year =
            "the log states no year; its days are those nearest to `date:` of the incident";
        let no_zone = "the log states no zone; its times are in `timezone:` of the incident";
        let open = [(self.no_year, no_year), (self.no_zone, no_zone)];
        let open = open.into_iter().filter(|row| row.0);
        open.map(|row| row.1.to_owned())
    }
}

/// The time with a blank between day and clock, and no finer than to the millisecond.
fn to_millisecond(text: &str) -> String {
    let text = match text.split_once('T') {
        Some((day, clock)) if day.ends_with(|sign: char| sign.is_ascii_digit()) => {
            format!("{day} {clock}")
        }
        _ => text.to_owned(),
    };
    let Some(point) = text.find(['.', ',']) else {
        return text;
    };
    let (start, rest) = text.split_at(point);
    let digits: String = rest[1..].chars().take_while(char::is_ascii_digit).collect();
    let short = &digits[..digits.len().min(3)];
    format!("{start}.{short}{}", &rest[1 + digits.len()..])
}
