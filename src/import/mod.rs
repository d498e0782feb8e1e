//! From exports and pasted text to events: the text of an export in, [`Imported`] events out. One file
//! beside this one for each family of formats; [`FORMATS`] names them all.

mod ages;
mod bursts;
mod clean;
mod days;
mod git;
mod json;
mod log;
mod marks;
mod milestones;
mod order;
mod passed;
mod people;
mod rows;
mod secrets;
mod separated;
mod table;
mod text;
mod twins;
mod vague;
pub mod window;

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use chrono::{DateTime, FixedOffset, Offset, SecondsFormat, Timelike, Utc};

pub use json::{FIELDS, Own, Recipe, user_names};
pub use marks::{Suggestion, suggestions};
pub use passed::{Fate, Passed};
pub use people::People;
pub use twins::pairs;
pub use window::Window;

use crate::diagnostic::nearest;
use crate::model::{Kind, Mark, Visibility, Zone};
use crate::source::OneOrMany;

/// One format of exports.
#[derive(Debug)]
pub struct Format {
    /// Its name, for `--from`.
    pub name: &'static str,
    /// What it is, in a line.
    pub what: &'static str,
    /// How to get such an export.
    pub get: &'static str,
    /// What of it becomes what: things of the tool, each with the kind of event that it is and whose.
    pub becomes: &'static [(&'static str, &'static str)],
    /// The rules by which parts of it are left out.
    pub noise: &'static [&'static Noise],
    /// How it is read.
    pub reader: Reading,
}

/// How a format is told from others, and read.
#[derive(Debug)]
pub enum Reading {
    /// Text of its own shape.
    Text {
        /// Whether a text looks like it.
        detect: fn(&Export<'_>) -> bool,
        /// The events of a text of this format; the reason where it has none.
        read: fn(&Export<'_>) -> Result<Imported>,
    },
    /// JSON whose records these recipes know.
    Json(&'static [Recipe]),
}

/// Every format, in the order in which they are tried on a text of unknown shape.
pub static FORMATS: &[&Format] = &[
    &json::SLACK,
    &json::PAGERDUTY,
    &json::OPSGENIE,
    &json::ALERTMANAGER,
    &json::GRAFANA,
    &json::KUBERNETES,
    &json::ARGO_CD,
    &json::GITHUB,
    &json::GITLAB,
    &json::CLOUDTRAIL,
    &json::CLOUDWATCH,
    &json::AZURE,
    &json::STATUSPAGE,
    &json::INCIDENT_IO,
    &json::FIREHYDRANT,
    &json::ROOTLY,
    &json::DATADOG,
    &json::ZABBIX,
    &json::SENTRY,
    &json::JOURNALD,
    &json::OTLP,
    &json::TEAMS,
    &json::DISCORD,
    &json::JSON_LOG,
    &git::LOG,
    &log::SYSLOG,
    &log::CRI,
    &log::POSTGRESQL,
    &log::PROGRAM,
    &table::MARKDOWN_TABLE,
    &separated::TSV,
    &separated::CSV,
    &text::LINES,
    &milestones::MILESTONES,
];

/// A text to import.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// Where it is from, as the user would write it.
    pub name: &'a str,
    /// The text.
    pub text: &'a str,
}

/// What an export holds.
#[derive(Debug, Default)]
pub struct Imported {
    /// The events: by time where every time says its day, in the order of the export otherwise.
    pub events: Vec<ImportedEvent>,
    /// What the user should know about the reading of it, a sentence each.
    pub notes: Vec<String>,
    /// Lines that are no events.
    pub passed: Vec<Passed>,
}

/// An event of an export. Times are texts in the grammar of times, with date and zone where the
/// export states them and without where it does not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedEvent {
    /// When; `None` where the export does not say.
    pub at: Option<String>,
    /// The end of a span.
    pub until: Option<String>,
    /// What sort of event it is, where the export says so.
    pub kind: Option<Kind>,
    /// Who acted.
    pub who: Option<Who>,
    /// People whom the export names besides; they are in no file, and what is said of them names
    /// their roles.
    pub named: Vec<String>,
    /// What happened.
    pub what: String,
    /// Words said, or log lines.
    pub quote: Option<String>,
    /// Links and ids.
    pub evidence: Vec<String>,
    /// Parts of the system.
    pub component: Vec<String>,
    /// Milestones.
    pub mark: Vec<Mark>,
    /// A stable name, so that importing again adds nothing twice.
    pub source: String,
    /// Whether the tool keeps it from the public, and so does the timeline.
    pub internal: bool,
    /// The rule by which it is noise, if it is.
    pub noise: Option<&'static Noise>,
}

/// Who acted in an event of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A role, which is what a timeline names.
    Role(String),
    /// A person, as the export names them; [`People::assign`] makes a role of it.
    Person(String),
    /// A machine.
    Machine(String),
}

impl Who {
    /// The same as a timeline has it; nothing of a person.
    fn role(&self) -> Option<String> {
        match self {
            Self::Role(role) => Some(role.clone()),
            Self::Person(_) => None,
            Self::Machine(name) => Some(format!("automation:{name}")),
        }
    }
}

/// A rule by which a part of an export is left out unless noise is kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Noise {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// What it leaves out.
    pub what: &'static str,
}

/// Rows of a template that nobody filled in.
pub static TEMPLATE_ROW: Noise = Noise {
    name: "template-row",
    what: "rows of a template that were not filled in, like `HH:mm`",
};

/// Writes the days of times that stand below one with its day, so that a timeline on `date`, or one
/// that has events already, reads them as the export means them.
pub fn write_days(events: &mut [ImportedEvent], date: Option<chrono::NaiveDate>) {
    days::write(events, date);
}

/// Joins the events of several exports: by time, and each once.
pub fn join(events: &mut Vec<ImportedEvent>) {
    // Where the order of one of them is all there is, they stay one after the other.
    let _ = order::by_time(events);
    once(events);
}

/// Leaves out what has the name of an event above it: an export may hold the same twice, and two
/// logs put together do.
fn once(events: &mut Vec<ImportedEvent>) {
    let mut seen = BTreeSet::new();
    events.retain(|event| event.source.is_empty() || seen.insert(event.source.clone()));
}

impl Imported {
    /// Masks keys, tokens, addresses and numbers of people in all words; says what and where, and
    /// never what it said.
    fn mask(&mut self) {
        let mut masked: Vec<(&'static str, usize, String)> = Vec::new();
        for event in &mut self.events {
            let texts = std::iter::once(&mut event.what).chain(&mut event.quote);
            let texts = texts.chain(&mut event.evidence).chain(&mut event.component);
            for name in texts.flat_map(secrets::mask) {
                match masked.iter_mut().find(|row| row.0 == name) {
                    Some(row) => row.1 += 1,
                    None => masked.push((name, 1, event.at.clone().unwrap_or_default())),
                }
            }
        }
        self.notes
            .extend(masked.into_iter().map(|(name, count, at)| {
                let at = if at.is_empty() {
                    String::new()
                } else {
                    format!(", first at {at}")
                };
                let times = match count {
                    1 => "once".to_owned(),
                    count => format!("{count} times"),
                };
                format!("{name} masked {times}{at}; the export holds it still")
            }));
    }

    /// Takes the noise out; says how many events each rule took.
    pub fn drop_noise(&mut self) -> Vec<(&'static Noise, usize)> {
        let mut dropped: Vec<(&'static Noise, usize)> = Vec::new();
        self.events.retain(|event| {
            let Some(noise) = event.noise else {
                return true;
            };
            match dropped.iter_mut().find(|(rule, _)| *rule == noise) {
                Some((_, count)) => *count += 1,
                None => dropped.push((noise, 1)),
            }
            false
        });
        dropped
    }
}

impl ImportedEvent {
    /// Its fields in the order in which a file has them.
    pub fn fields(&self) -> Vec<(&'static str, OneOrMany<String>)> {
        let one = |text: &String| vec![text.clone()];
        let some = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
        let kind = self.kind.iter().map(|kind| kind.word().to_owned());
        let visibility = self
            .internal
            .then(|| Visibility::Internal.word().to_owned());
        let marks = self.mark.iter().map(|mark| mark.word().to_owned());
        [
            ("at", some(&self.at)),
            ("until", some(&self.until)),
            ("kind", kind.collect()),
            ("who", self.who.iter().filter_map(Who::role).collect()),
            ("component", self.component.clone()),
            ("mark", marks.collect()),
            ("what", one(&self.what)),
            ("evidence", self.evidence.clone()),
            ("quote", some(&self.quote)),
            ("source", one(&self.source)),
            ("visibility", visibility.into_iter().collect()),
        ]
        .into_iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| (name, OneOrMany(values)))
        .collect()
    }
}

/// A time without the parts of its second. A leap second is the one before it, which has a number.
fn to_the_second<T: Timelike + Copy>(at: T) -> T {
    at.with_nanosecond(0).unwrap_or(at)
}

/// A moment as a timeline has it, in the offset that it states; in UTC, where no place on earth has
/// that offset.
fn written(at: DateTime<FixedOffset>) -> String {
    let at = to_the_second(at);
    let known = Zone::parse(&at.offset().to_string()).is_ok();
    let at = if known {
        at
    } else {
        at.with_timezone(&Utc.fix())
    };
    let utc = at.offset().local_minus_utc() == 0;
    at.to_rfc3339_opts(SecondsFormat::Secs, utc)
        .replace('T', " ")
}

/// Reads an export, in the format that is named or in the first that it looks like.
pub fn read(export: &Export<'_>, format: Option<&str>) -> Result<Imported> {
    let text = export.text.trim_start_matches('\u{feff}');
    let export = Export { text, ..*export };
    let imported = match format {
        Some(name) => read_as(named(name)?, &export)?,
        None => recognised(&export)?,
    };
    Ok(settled(imported))
}

/// Reads an export in JSON whose fields somebody has named.
pub fn read_own(export: &Export<'_>, own: &Own) -> Result<Imported> {
    let text = export.text.trim_start_matches('\u{feff}');
    let export = Export { text, ..*export };
    if !json::begins(&export) {
        bail!("{} is no JSON, which is what `--map` is for", export.name);
    }
    let documents = json::documents(&export, usize::MAX)?;
    Ok(settled(json::read_own(&export, &documents, own)?))
}

/// The events in order, named, and without what may not be written.
fn settled(mut imported: Imported) -> Imported {
    once(&mut imported.events);
    imported.notes.extend(order::by_time(&mut imported.events));
    order::name(&mut imported.events);
    imported.mask();
    imported.tell_passed();
    imported
}

/// Reads an export in the first format that it looks like. A table with as many events in the text
/// around it is taken for text.
fn recognised(export: &Export<'_>) -> Result<Imported> {
    if json::begins(export) {
        return json::recognised(export);
    }
    let detected = |format: &&&Format| match format.reader {
        Reading::Text { detect, .. } => detect(export),
        Reading::Json(_) => false,
    };
    let Some(format) = FORMATS.iter().find(detected) else {
        ages::refuse(export)?;
        bail!(
            "no timeline was found in {}: no table with a column of times, and no lines that \
             begin with a time\n{}\nput the time first on each line, like `10:38 text`, or \
             name the format with `--from`",
            export.name,
            listed()
        );
    };
    let imported = read_as(format, export)?;
    if imported.missed() < imported.events.len() {
        return Ok(imported);
    }
    let mut lines = read_as(&text::LINES, export)?;
    lines.notes.push(format!(
        "a table with times is read as text of an event; `--from {}` reads the table alone",
        format.name
    ));
    Ok(lines)
}

/// Reads an export in a format; without events there is nothing to import.
fn read_as(format: &Format, export: &Export<'_>) -> Result<Imported> {
    let imported = match format.reader {
        Reading::Text { read, .. } => read(export)?,
        Reading::Json(recipes) => {
            if !json::begins(export) {
                ages::refuse(export)?;
                let (name, format) = (export.name, format.name);
                bail!("{name} is no JSON, which the format `{format}` is");
            }
            json::read(export, recipes)?
        }
    };
    if imported.events.is_empty() {
        ages::refuse(export)?;
        bail!(
            "{} holds no event that the format `{}` knows\n{}",
            export.name,
            format.name,
            listed()
        );
    }
    Ok(imported)
}

/// The format of that name.
fn named(name: &str) -> Result<&'static Format> {
    if let Some(format) = FORMATS.iter().find(|format| format.name == name) {
        return Ok(format);
    }
    match nearest(name, FORMATS.iter().map(|format| format.name)) {
        Some(meant) => bail!("no format is called `{name}`; did you mean `{meant}`?"),
        None => bail!("no format is called `{name}`\n{}", listed()),
    }
}

/// The formats with what they are, for messages.
fn listed() -> String {
    let rows: Vec<String> = FORMATS
        .iter()
        .map(|format| format!("  {:16}{}", format.name, format.what))
        .collect();
    format!("the formats are:\n{}", rows.join("\n"))
}
