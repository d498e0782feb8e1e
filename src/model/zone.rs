//! Zones as people write them: an IANA name, a fixed offset or an abbreviation in, a [`Zone`] out;
//! what is unknown or has several meanings says what was probably meant.

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where a clock hangs: in a place whose law moves it, or at a fixed distance from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A place, by its IANA name.
    Named(Tz),
    /// A fixed distance from UTC.
    Fixed(FixedOffset),
}

/// An abbreviation that stands for one offset.
#[derive(Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// The letters, in capitals.
    pub name: &'static str,
    /// Minutes east of UTC.
    pub minutes: i32,
    /// Places that use it, at least for a part of the year; empty for UTC and its likes.
    pub zones: &'static [&'static str],
}

/// Why a text names no zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAZone {
    /// It has several meanings: these.
    Ambiguous(&'static [&'static str]),
    /// It has none; the IANA name that is most like it, if one is.
    Unknown(Option<&'static str>),
}

impl std::fmt::Display for NotAZone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ambiguous(zones) => {
                write!(f, "it can be more than one; write {}", zones.join(" or "))
            }
            Self::Unknown(Some(likely)) => write!(f, "did you mean {likely}?"),
            Self::Unknown(None) => {
                f.write_str("write a name like Europe/Berlin, or an offset like +01:00")
            }
        }
    }
}

impl std::error::Error for NotAZone {}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|_| {
            let expected = "a zone: a name like Europe/Berlin, or an offset like +01:00";
            D::Error::invalid_value(Unexpected::Str(&text), &expected)
        })
    }
}

/// A row of [`ABBREVIATIONS`].
const fn row(name: &'static str, minutes: i32, zones: &'static [&'static str]) -> Abbreviation {
    Abbreviation {
        name,
        minutes,
        zones,
    }
}

/// Abbreviations with one meaning.
pub static ABBREVIATIONS: &[Abbreviation] = &[
    row("UTC", 0, &[]),
    row("GMT", 0, &[]),
    row("Z", 0, &[]),
    row("WET", 0, &["Europe/Lisbon"]),
    row("WEST", 60, &["Europe/Lisbon"]),
    row("CET", 60, &["Europe/Berlin"]),
    row("CEST", 120, &["Europe/Berlin"]),
    row("EET", 120, &["Europe/Helsinki"]),
    row("EEST", 180, &["Europe/Helsinki"]),
    row("MSK", 180, &["Europe/Moscow"]),
    row("SAST", 120, &["Africa/Johannesburg"]),
    row("EST", -300, &["America/New_York"]),
    row("EDT", -240, &["America/New_York"]),
    row("CDT", -300, &["America/Chicago"]),
    row("MST", -420, &["America/Denver", "America/Phoenix"]),
    row("MDT", -360, &["America/Denver"]),
    row("PST", -480, &["America/Los_Angeles"]),
    row("PDT", -420, &["America/Los_Angeles"]),
    row("AKST", -540, &["America/Anchorage"]),
    row("AKDT", -480, &["America/Anchorage"]),
    row("HST", -600, &["Pacific/Honolulu"]),
    row("SGT", 480, &["Asia/Singapore"]),
    row("HKT", 480, &["Asia/Hong_Kong"]),
    row("AWST", 480, &["Australia/Perth"]),
    row("JST", 540, &["Asia/Tokyo"]),
    row("KST", 540, &["Asia/Seoul"]),
    row("ACST", 570, &["Australia/Adelaide", "Australia/Darwin"]),
    row("ACDT", 630, &["Australia/Adelaide"]),
    row("AEST", 600, &["Australia/Sydney", "Australia/Brisbane"]),
    row("AEDT", 660, &["Australia/Sydney"]),
    row("NZST", 720, &["Pacific/Auckland"]),
    row("NZDT", 780, &["Pacific/Auckland"]),
];

/// Abbreviations with several meanings, and seasonless ones, with the names they may stand for.
pub static AMBIGUOUS: &[(&str, &[&str])] = &[
    ("AMT", &["America/Manaus", "Asia/Yerevan"]),
    ("AST", &["America/Halifax", "Asia/Riyadh"]),
    ("BST", &["Europe/London", "Asia/Dhaka"]),
    (
        "CST",
        &["America/Chicago", "Asia/Shanghai", "America/Havana"],
    ),
    ("CT", &["America/Chicago"]),
    ("ECT", &["America/Guayaquil", "Europe/Paris"]),
    ("ET", &["America/New_York"]),
    ("ETC", &["Etc/UTC", "America/New_York"]),
    ("GST", &["Asia/Dubai", "Atlantic/South_Georgia"]),
    ("IST", &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
    ("MT", &["America/Denver"]),
    ("PT", &["America/Los_Angeles"]),
    ("SST", &["Pacific/Pago_Pago", "Asia/Singapore"]),
    ("WST", &["Australia/Perth", "Pacific/Apia"]),
];

/// The abbreviation that `text` is, in whatever case.
pub fn abbreviation(text: &str) -> Option<&'static Abbreviation> {
    ABBREVIATIONS
        .iter()
        .find(|row| row.name.eq_ignore_ascii_case(text))
}

impl Abbreviation {
    /// The zone that it stands for.
    pub fn zone(&self) -> Option<Zone> {
        FixedOffset::east_opt(self.minutes * 60).map(Zone::Fixed)
    }

    /// The place where it is used, with the offset that clocks there show at `local`, when no
    /// place that uses it shows its offset then: CET in July.
    pub fn contradicted(&self, local: NaiveDateTime) -> Option<(&'static str, FixedOffset)> {
        let shown = |name: &&'static str| {
            let zone: Tz = name.parse().ok()?;
            let offset = zone.from_local_datetime(&local).earliest()?.offset().fix();
            Some((*name, offset))
        };
        let mut places = self.zones.iter().filter_map(shown);
        let first = places.next()?;
        let fits = |offset: FixedOffset| offset.local_minus_utc() == self.minutes * 60;
        (!fits(first.1) && !places.any(|(_, offset)| fits(offset))).then_some(first)
    }
}

impl Zone {
    /// UTC.
    pub const UTC: Self = Self::Named(Tz::UTC);

    /// Reads an IANA name, a fixed offset (`+02:00`, `-0700`, `UTC+2`) or an abbreviation with one
    /// meaning. An abbreviation is its fixed offset even where an IANA zone has the same name
    /// (`CET`), so that it means the same beside a time and in `timezone:`.
    pub fn parse(text: &str) -> Result<Self, NotAZone> {
        let text = text.trim();
        if let Some(offset) = offset(text) {
            return Ok(Self::Fixed(offset));
        }
        if let Some(zone) = abbreviation(text).and_then(Abbreviation::zone) {
            return Ok(zone);
        }
        let several = AMBIGUOUS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text));
        if let Some((_, zones)) = several {
            return Err(NotAZone::Ambiguous(zones));
        }
        text.parse()
            .map(Self::Named)
            .map_err(|_| NotAZone::Unknown(likely(text)))
    }

    /// The offset of clocks here at `at`.
    pub fn offset(self, at: DateTime<Utc>) -> FixedOffset {
        match self {
            Self::Named(zone) => zone.offset_from_utc_datetime(&at.naive_utc()).fix(),
            Self::Fixed(zone) => zone,
        }
    }

    /// The moments at which clocks here show `local`: one, none (the clock was put forward over
    /// it) or two (it was put back over it), with their offsets.
    pub fn at(self, local: NaiveDateTime) -> LocalResult<DateTime<FixedOffset>> {
        match self {
            Self::Named(zone) => zone.from_local_datetime(&local).map(|at| at.fixed_offset()),
            Self::Fixed(zone) => zone.from_local_datetime(&local),
        }
    }
}

impl std::fmt::Display for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(zone) => f.pad(zone.name()),
            Self::Fixed(zone) if zone.local_minus_utc() == 0 => f.pad("UTC"),
            Self::Fixed(zone) => f.pad(&zone.to_string()),
        }
    }
}

/// Every IANA name.
pub fn names() -> impl Iterator<Item = &'static str> {
    TZ_VARIANTS.iter().map(|zone| zone.name())
}

/// The offset that `text` writes: `+02:00`, `+0200`, `+2`, each also after `UTC` or `GMT`. Offsets
/// that no place has ever used, like `+02:17` or `+19:00`, are none.
fn offset(text: &str) -> Option<FixedOffset> {
    let text = ["UTC", "GMT"]
        .iter()
        .find_map(|name| text.strip_prefix(name))
        .unwrap_or(text);
    let (sign, rest) = match text.chars().next()? {
        '+' => (1, &text[1..]),
        '-' => (-1, &text[1..]),
        '\u{2212}' => (-1, text.strip_prefix('\u{2212}')?),
        _ => return None,
    };
    let (hours, minutes) = match (rest.split_once(':'), rest.len()) {
        (Some(parts), _) => parts,
        (None, 1 | 2) => (rest, "00"),
        (None, 4) => rest.split_at_checked(2)?,
        (None, _) => return None,
    };
    let number = |part: &str, width: std::ops::RangeInclusive<usize>| {
        (width.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<i32>().ok())
            .flatten()
    };
    let (hours, minutes) = (number(hours, 1..=2)?, number(minutes, 2..=2)?);
    let known =
        minutes % 15 == 0 && minutes < 60 && (0..=14 * 60).contains(&(hours * 60 + minutes));
    known
        .then(|| FixedOffset::east_opt(sign * (hours * 60 + minutes) * 60))
        .flatten()
}

/// The IANA name that `text` was probably meant to be: the same in another case, the same city, or
/// the most alike.
fn likely(text: &str) -> Option<&'static str> {
    let wanted = text.replace(' ', "_");
    let city = |name: &'static str| name.rsplit('/').next().unwrap_or(name);
    // To hold a long text against every name takes long, and no name is like it.
    if wanted.len() > 64 {
        return None;
    }
    names()
        .find(|name| name.eq_ignore_ascii_case(&wanted))
        .or_else(|| names().find(|name| city(name).eq_ignore_ascii_case(&wanted)))
        .or_else(|| {
            let last = wanted.rsplit('/').next().unwrap_or(&wanted);
            names()
                .filter(|name| name.contains('/'))
                .map(|name| (closeness(last, &wanted, name), name))
                .filter(|(closeness, _)| *closeness >= 0.85)
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, name)| name)
        })
}

/// How alike a name is to what was written: its city to the city, and a little the whole.
fn closeness(city: &str, wanted: &str, name: &str) -> f64 {
    let own = name.rsplit('/').next().unwrap_or(name);
    let alike = |a: &str, b: &str| strsim::jaro_winkler(&a.to_lowercase(), &b.to_lowercase());
    alike(city, own) * 0.8 + alike(wanted, name) * 0.2
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn what_is_far_too_long_is_like_no_zone_and_that_is_told_soon() {
        let begin = std::time::Instant::now();
        let word = "a".repeat(10_000);
        assert_eq!(Zone::parse(&word), Err(NotAZone::Unknown(None)));
        assert!(begin.elapsed().as_secs() < 5);
    }

    #[test]
    fn zones_are_read_as_people_write_them() {
        let written = |text| Zone::parse(text).unwrap().to_string();
        for (text, zone) in [
            ("Europe/Berlin", "Europe/Berlin"),
            ("UTC", "UTC"),
            ("Z", "UTC"),
            ("+00:00", "UTC"),
            ("cest", "+02:00"),
            ("+02:00", "+02:00"),
            ("-0730", "-07:30"),
            ("UTC+2", "+02:00"),
            ("GMT-05:00", "-05:00"),
            ("Etc/UTC", "Etc/UTC"),
        ] {
            assert_eq!(written(text), zone, "{text}");
        }
    }

    #[test]
    fn what_is_no_zone_says_what_was_meant() {
        let unknown = |text| match Zone::parse(text) {
            Err(NotAZone::Unknown(likely)) => likely,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(unknown("europe/berlin"), Some("Europe/Berlin"));
        assert_eq!(unknown("Europe/Berln"), Some("Europe/Berlin"));
        assert_eq!(unknown("Berlin"), Some("Europe/Berlin"));
        assert_eq!(unknown("America/New York"), Some("America/New_York"));
        assert_eq!(unknown("xyzzy"), None);
        assert_eq!(unknown("+02:17"), None);
        assert_eq!(
            Zone::parse("BST"),
            Err(NotAZone::Ambiguous(&["Europe/London", "Asia/Dhaka"]))
        );
    }

    #[test]
    fn every_name_in_the_tables_is_a_zone() {
        let named = ABBREVIATIONS.iter().flat_map(|row| row.zones);
        for name in named.chain(AMBIGUOUS.iter().flat_map(|row| row.1)) {
            assert!(name.parse::<Tz>().is_ok(), "{name}");
        }
    }

    #[test]
    fn every_abbreviation_fits_some_day_of_the_year() {
        for row in ABBREVIATIONS {
            let fits = [1, 7].iter().any(|month| {
                let day = NaiveDate::from_ymd_opt(2025, *month, 15).unwrap();
                row.contradicted(day.and_hms_opt(12, 0, 0).unwrap())
                    .is_none()
            });
            assert!(fits, "{}", row.name);
        }
    }
}
