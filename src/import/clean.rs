//! Small readings that every format of text shares: cells without markup, times out of cells, the
//! zone that a sentence names.

use crate::load::grammar::{self, Stated};
use crate::model::zone::{NotAZone, Zone};

/// Entities that exports leave in text.
const ENTITIES: &[(&str, &str)] = &[
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&nbsp;", " "),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
    // Last, so that `&amp;lt;` stays a text about `&lt;`.
    ("&amp;", "&"),
];

/// Writings of a line break inside a cell.
const BREAKS: &[&str] = &["<br>", "<br/>", "<br />", "<BR>", "<BR/>", "<BR />"];

/// The text of a cell: line breaks and entities as characters, no blanks around it or its lines.
pub(super) fn cell(raw: &str) -> String {
    let mut text = raw.replace(['\u{feff}', '\r'], "");
    for sign in BREAKS {
        text = text.replace(sign, "\n");
    }
    for (entity, sign) in ENTITIES {
        text = text.replace(entity, sign);
    }
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    lines.join("\n")
}

/// What the text of a time cell is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// A time, in its one writing, and what stands behind it.
    Time(String, String),
    /// A place for a time in a template.
    Template,
    /// Nothing.
    Empty,
    /// Something else.
    Other,
}

/// Reads a time cell.
pub(super) fn time(raw: &str, zone: Option<&str>) -> Cell {
    let text = raw.trim_matches(|sign: char| sign.is_whitespace() || "*_`[]".contains(sign));
    if text.is_empty() {
        return Cell::Empty;
    }
    if is_template(text) {
        return Cell::Template;
    }
    if let Ok(stated) = grammar::read(text) {
        return Cell::Time(in_zone(stated, zone).to_string(), String::new());
    }
    match grammar::read_start(text) {
        Some(Ok((stated, end))) => Cell::Time(
            in_zone(stated, zone).to_string(),
            text[end..].trim().to_owned(),
        ),
        _ => Cell::Other,
    }
}

/// Whether a text is the place for a time in a template: `HH:mm`, `YYYY-MM-DD`, `{{ time }}`.
pub(super) fn is_template(text: &str) -> bool {
    let lower = text.to_lowercase();
    let letters = |text: &str| {
        text.split(|sign: char| " -/:.,tz".contains(sign))
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .concat()
    };
    let open = letters(&lower);
    let pattern = [
        "hhmm",
        "hhmmss",
        "yyyymmdd",
        "yyyymmddhhmm",
        "ddmmyyyy",
        "yyyymmddhhmmss",
    ];
    let marked = [("{{", "}}"), ("<", ">")]
        .iter()
        .any(|(from, to)| lower.starts_with(from) && lower.ends_with(to));
    // `2024-03-13 HH:mm`: the day is there and the time is not.
    pattern.contains(&open.as_str()) || marked || lower.ends_with("hh:mm")
}

/// `stated` with `zone` where it names none itself. A date alone has no need of one.
pub(super) fn in_zone(stated: Stated, zone: Option<&str>) -> Stated {
    match zone {
        Some(zone) => stated.in_zone(zone),
        None => stated,
    }
}

/// The zone that a heading or a sentence about times names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SaidZone {
    /// One zone, as it is written.
    Known(String),
    /// A word with several meanings: the word, and the meanings.
    Several(String, &'static [&'static str]),
}

/// Finds the zone in `Date and Time in CET`, `Time (UTC)`, `All times are in Europe/Berlin`.
pub(super) fn said_zone(text: &str) -> Option<SaidZone> {
    let lower = text.to_lowercase();
    if !["time", "date", "when"]
        .iter()
        .any(|word| lower.contains(word))
    {
        return None;
    }
    let separators = |sign: char| sign.is_whitespace() || "(),;*_[]`".contains(sign);
    let zones: Vec<SaidZone> = text
        .split(separators)
        .map(|word| word.trim_matches([':', '.']))
        .filter_map(zone)
        .collect();
    // `PST (UTC-7)`: the name of a zone is written out of habit, an offset on purpose.
    let offset = zones.iter().find(|zone| zone.is_offset());
    offset.or(zones.first()).cloned()
}

/// The zone that a word of a sentence names.
fn zone(word: &str) -> Option<SaidZone> {
    let offset = word.starts_with(['+', '-']) && word.contains(':');
    let name = word.contains('/') || word.bytes().all(|byte| byte.is_ascii_uppercase());
    let joined = word.starts_with("UTC") || word.starts_with("GMT");
    if word.len() < 2 || !(offset || name || joined) {
        return None;
    }
    match Zone::parse(word) {
        Ok(_) => Some(SaidZone::Known(word.to_owned())),
        Err(NotAZone::Ambiguous(zones)) => Some(SaidZone::Several(word.to_owned(), zones)),
        Err(NotAZone::Unknown(_)) => None,
    }
}

impl SaidZone {
    /// Whether it is a number of hours.
    fn is_offset(&self) -> bool {
        matches!(self, Self::Known(name) if name.contains(['+', '-']) && !name.contains('/'))
    }

    /// The zone to write beside times, where there is one.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Known(name) => Some(name),
            Self::Several(..) => None,
        }
    }

    /// What to tell the user about it.
    pub(super) fn note(&self) -> String {
        match self {
            Self::Known(name) => format!("times without a zone are in {name}, as the text says"),
            Self::Several(name, zones) => format!(
                "the text says that its times are in {name}, which can be {}; they are written \
                 without a zone, so check `timezone:` of the incident",
                zones.join(" or ")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_where_it_is_said() {
        let said = |text| said_zone(text).map(|zone| zone.name().unwrap_or("?").to_owned());
        assert_eq!(said("Date and Time in CET").as_deref(), Some("CET"));
        assert_eq!(said("Time (UTC)").as_deref(), Some("UTC"));
        assert_eq!(said("_All times in EEST_").as_deref(), Some("EEST"));
        assert_eq!(said("All times in PST (UTC-7)").as_deref(), Some("UTC-7"));
        assert_eq!(
            said("All times are in Europe/Berlin.").as_deref(),
            Some("Europe/Berlin")
        );
        assert_eq!(said("## Timeline (times in BST)").as_deref(), Some("?"));
        assert_eq!(said("Time"), None);
        assert_eq!(said("the API was down a long time"), None);
    }

    #[test]
    fn places_in_a_template_are_told_from_times() {
        for text in [
            "HH:mm",
            "2024-03-13 HH:mm",
            "YYYY-MM-DD",
            "{{ time }}",
            "hh:mm:ss",
        ] {
            assert!(is_template(text), "{text}");
        }
        for text in ["10:38", "2024-03-13", "morning"] {
            assert!(!is_template(text), "{text}");
        }
    }

    #[test]
    fn a_second_half_of_the_day_is_no_zone() {
        let Cell::Time(at, rest) = time("Jan 15, 5:33 PM AM", None) else {
            panic!("it begins with a time");
        };
        assert_eq!((at.as_str(), rest.as_str()), ("Jan 15 17:33", "AM"));
    }

    #[test]
    fn a_cell_is_its_text() {
        assert_eq!(cell(" a &amp; b<br>c &amp;lt; \r\n"), "a & b\nc &lt;");
    }
}
