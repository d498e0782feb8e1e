//! `pir.yaml`: how a repo of reviews works. Every field is optional.

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta, Weekday};
use schemars::JsonSchema;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diagnostic::Level;
use crate::model::zone::Zone;
use crate::source::{OneOrMany, Spanned, Text};

/// The folder of the incidents, where nothing else is set.
const REVIEWS: &str = "reviews";

/// The template of a review, where nothing else is set.
const TEMPLATE: &str = "review";

/// The settings of a repo of reviews.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Version of the format of this file; 1.
    #[schemars(extend("enum" = [1, null]))]
    pub pir: Option<Spanned<u32>>,
    /// Where incident folders live, from the folder of this file.
    #[schemars(extend("default" = REVIEWS))]
    pub reviews: Option<Text>,
    /// Zone of new incidents, and of the working hours.
    pub timezone: Option<Spanned<Zone>>,
    /// Template of `pir render`.
    #[schemars(extend("default" = TEMPLATE))]
    pub template: Option<Text>,
    /// Hosts that everybody can reach: a rendering for the public keeps links to these alone.
    #[schemars(extend("examples" = [["status.example.com"]]))]
    pub public_hosts: OneOrMany<Host>,
    /// When people are at work.
    #[schemars(extend("examples" = [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "18:00"}]))]
    pub working_hours: Option<WorkingHours>,
    /// Parts of the system that a response counts on: dashboards, chat, vpn, deploy-pipeline.
    #[schemars(extend("examples" = [["dashboards", "chat", "vpn", "deploy-pipeline"]]))]
    pub response_tools: OneOrMany<Text>,
    /// Limits of the timeline rules.
    pub thresholds: Thresholds,
    /// What `pir check` looks at.
    pub check: CheckConfig,
    /// The file that says who is which role, for import. Keep it out of git.
    #[schemars(extend("examples" = [".pir/people.yaml"]))]
    pub people: Option<Text>,
    /// Files with more prompts, or other wording for a prompt.
    #[schemars(extend("examples" = [["prompts.yaml"]]))]
    pub prompts: OneOrMany<Text>,
}

/// A setting that the environment can say, over the file.
pub struct Variable {
    /// Its name in the environment.
    pub name: &'static str,
    /// Its name in the file.
    pub setting: &'static str,
    /// Puts a text in the place of what the file says; what is wrong with it, where it cannot.
    set: fn(&mut Config, &str) -> Result<(), String>,
}

/// Every setting that the environment can say.
pub static VARIABLES: &[Variable] = &[
    Variable {
        name: "PIR_REVIEWS",
        setting: "reviews",
        set: |config, text| {
            config.reviews = Some(text.to_owned().into());
            Ok(())
        },
    },
    Variable {
        name: "PIR_TIMEZONE",
        setting: "timezone",
        set: |config, text| {
            let zone = Zone::parse(text).map_err(|wrong| format!("is no zone: {wrong}"))?;
            config.timezone = Some(zone.into());
            Ok(())
        },
    },
    Variable {
        name: "PIR_TEMPLATE",
        setting: "template",
        set: |config, text| {
            config.template = Some(text.to_owned().into());
            Ok(())
        },
    },
];

impl Variable {
    /// What the environment says for it; an empty text says nothing.
    pub fn said<'a>(&self, env: &'a BTreeMap<String, String>) -> Option<&'a str> {
        let said = env.get(self.name).map(|text| text.trim());
        said.filter(|text| !text.is_empty())
    }
}

impl Config {
    /// The settings with what the environment says in their place, or what is wrong with that.
    pub fn under(mut self, env: &BTreeMap<String, String>) -> Result<Self, String> {
        for variable in VARIABLES {
            if let Some(text) = variable.said(env) {
                (variable.set)(&mut self, text)
                    .map_err(|wrong| format!("{} is `{text}`, which {wrong}", variable.name))?;
            }
        }
        Ok(self)
    }

    /// Where incident folders live, from the root of the repo.
    pub fn reviews(&self) -> &str {
        self.reviews.as_ref().map_or(REVIEWS, |name| name.as_str())
    }

    /// The template of `pir render`.
    pub fn template(&self) -> &str {
        self.template
            .as_ref()
            .map_or(TEMPLATE, |name| name.as_str())
    }
}

/// The name of a host, as in a link, without scheme, port and path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Host(pub String);

/// When people are at work.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkingHours {
    /// On which days.
    pub days: OneOrMany<Day>,
    /// From which time of day.
    pub from: TimeOfDay,
    /// Up to which time of day.
    pub to: TimeOfDay,
}

impl WorkingHours {
    /// Whether people are at work then. Hours that end before they begin go on past midnight.
    pub fn hold(&self, day: Weekday, time: NaiveTime) -> bool {
        let works = |day: Weekday| self.days.iter().any(|own| own.weekday() == day);
        let (from, to) = (self.from.0, self.to.0);
        if from <= to {
            works(day) && time >= from && time < to
        } else {
            (works(day) && time >= from) || (works(day.pred()) && time < to)
        }
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Day {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Day {
    const fn weekday(self) -> Weekday {
        match self {
            Self::Mon => Weekday::Mon,
            Self::Tue => Weekday::Tue,
            Self::Wed => Weekday::Wed,
            Self::Thu => Weekday::Thu,
            Self::Fri => Weekday::Fri,
            Self::Sat => Weekday::Sat,
            Self::Sun => Weekday::Sun,
        }
    }
}

/// A time of day, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(pub NaiveTime);

/// What `pir check` looks at.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CheckConfig {
    /// Level of a rule, by its code, where it is not the rule's own.
    #[schemars(extend("examples" = [{"one-factor": "off"}]))]
    pub levels: BTreeMap<Text, SetLevel>,
    /// More nouns that are people.
    #[schemars(extend("examples" = [["sysadmins"]]))]
    pub people: OneOrMany<Text>,
    /// More nouns that are parts of the system.
    #[schemars(extend("examples" = [["watchdog"]]))]
    pub components: OneOrMany<Text>,
}

/// A level that a team has set for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum SetLevel {
    Error,
    Warning,
    Hint,
    Note,
    Off,
}

impl SetLevel {
    /// The level, or `None` where the rule is off.
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Hint => Some(Level::Hint),
            Self::Note => Some(Level::Note),
            Self::Off => None,
        }
    }
}

/// No length is longer, so that reckoning with one always comes to a date.
const LONGEST: TimeDelta = TimeDelta::days(36_500);

/// A length of time, written `15m`, `24h` or `1h30m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(pub TimeDelta);

/// Declares the limits of the timeline rules with their defaults, which are working judgements of
/// a practitioner and not results of research.
macro_rules! thresholds {
    ($($name:ident: $type:ty = $default:expr, $doc:literal;)+) => {
        /// Limits of the timeline rules. All can be set.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct Thresholds {
            $(#[doc = $doc] pub $name: $type,)+
        }

        impl Thresholds {
            /// The limit `name`, as it would be written.
            pub fn shown(&self, name: &str) -> Option<String> {
                match name {
                    $(stringify!($name) => Some(self.$name.to_string()),)+
                    _ => None,
                }
            }
        }

        impl Default for Thresholds {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }
    };
}

/// A default length in minutes.
const fn minutes(number: i64) -> Length {
    Length(TimeDelta::minutes(number))
}

thresholds! {
    detection_gap: Length = minutes(15), "From the first sign to detection.";
    alert_response: Length = minutes(10), "From an alert to a step that answers it.";
    flap_count: u32 = 3, "Firings of one alert that count as flapping.";
    flap_window: Length = minutes(60), "The time in which they are counted.";
    flood_count: u32 = 8, "Alerts that count as a flood.";
    flood_window: Length = minutes(10), "The time in which they are counted.";
    silence: Length = minutes(20), "Time without a recorded step.";
    silence_after: Length = minutes(60), "The same, once mitigated.";
    lookback: Length = minutes(24 * 60), "How far before the start a sign may lie.";
    near: Length = minutes(15), "What counts as close by.";
    parallel: Length = minutes(5), "What counts as at the same time.";
    effect: Length = minutes(15), "In which an effect shows.";
    crowd: u32 = 6, "People who make a crowd.";
    crowd_window: Length = minutes(15), "The time in which they come.";
    lone: Length = minutes(30), "One person alone.";
    quiet_first: Length = minutes(30), "Until the first news to others.";
    quiet_next: Length = minutes(60), "Between news to others.";
    slow_close: Length = minutes(60), "From mitigation to resolution.";
    predates: Length = minutes(60), "How long before the start a condition must have been there.";
    stretch: Length = minutes(4 * 60), "A long time at work.";
    self_recovery: Length = minutes(30), "A recovery without a step before it.";
    quick: Length = minutes(10), "A quick way back.";
    voice: u32 = 3, "Events of a role that call for its account.";
    edge: Length = minutes(5), "Around the start and the end.";
    join_slow: Length = minutes(10), "From a call for help to somebody who comes.";
}

impl Length {
    /// Reads `15m`, `24h`, `90s`, `2d` or several of them together, largest first.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim();
        let mut length = TimeDelta::zero();
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit())?;
            let number: i64 = rest[..digits].parse().ok()?;
            let unit = rest[digits..].chars().next()?;
            let part = match unit {
                'd' => TimeDelta::try_days(number)?,
                'h' => TimeDelta::try_hours(number)?,
                'm' => TimeDelta::try_minutes(number)?,
                's' => TimeDelta::try_seconds(number)?,
                _ => return None,
            };
            length = length.checked_add(&part)?;
            rest = &rest[digits + unit.len_utf8()..];
        }
        (length <= LONGEST).then_some(Self(length))
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut left = self.0.num_seconds();
        let mut text = String::new();
        for (unit, seconds) in [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)] {
            let number = left / seconds;
            left %= seconds;
            if number > 0 {
                text += &format!("{number}{unit}");
            }
        }
        f.pad(if text.is_empty() { "0m" } else { &text })
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            D::Error::invalid_value(Unexpected::Str(&text), &"a length like 15m or 24h")
        })
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.format("%H:%M"))
    }
}

impl<'de> Deserialize<'de> for Host {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        if text.is_empty() || !text.chars().all(fits) {
            let expected = "the name of a host like status.example.com, without https:// and path";
            return Err(D::Error::invalid_value(Unexpected::Str(&text), &expected));
        }
        Ok(Self(text))
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        NaiveTime::parse_from_str(&text, "%H:%M")
            .map(Self)
            .map_err(|_| {
                D::Error::invalid_value(Unexpected::Str(&text), &"a time of day like \"08:00\"")
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_units() {
        assert_eq!(Length::parse("15m"), Some(minutes(15)));
        assert_eq!(Length::parse("1h30m"), Some(minutes(90)));
        assert_eq!(Length::parse("2d"), Some(minutes(48 * 60)));
        for text in [
            "",
            "15",
            "m",
            "15 m",
            "15x",
            "99999999999999999999h",
            "999999d",
        ] {
            assert_eq!(Length::parse(text), None, "{text}");
        }
    }

    #[test]
    fn lengths_are_written_as_they_are_read() {
        for text in ["15m", "1h", "1h30m", "1d", "2d1h", "90d", "45s", "0m"] {
            assert_eq!(Length::parse(text).unwrap().to_string(), text);
        }
    }
}
