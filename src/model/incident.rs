//! `incident.yaml`: what happened. Facts and timeline.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::date::RoughDate;
use super::event::{Event, Mark, When};
use super::visibility::Visibility;
use super::words::words;
use crate::source::{OneOrMany, Span, Spanned, Text};

/// An incident, as its file tells it, with its times resolved by loading.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Version of the format of this file; 1.
    #[schemars(extend("enum" = [1, null]))]
    pub pir: Option<Spanned<u32>>,
    /// What it is called.
    #[schemars(extend("examples" = ["Checkout slow, then errors"]))]
    pub title: Text,
    /// How far its review has come.
    #[schemars(extend("default" = "draft"))]
    pub status: Option<Status>,
    /// What the organisation calls its severity; free text, never computed with.
    #[schemars(extend("examples" = ["SEV2"]))]
    pub severity: Option<Text>,
    /// Day of every time that states none.
    pub date: Option<Spanned<RoughDate>>,
    /// Zone of every time that states none: an IANA name or a fixed offset.
    #[schemars(extend("examples" = ["Europe/Berlin", "+01:00"]))]
    pub timezone: Option<Text>,
    /// Parts of the system that appear below.
    #[serde(default)]
    #[schemars(extend("examples" = [["checkout", "db-replicas"]]))]
    pub components: Vec<Text>,
    /// Who appears below, by role, with a description.
    #[serde(default)]
    #[schemars(extend("examples" = [{"morning on-call": "carries the pager for checkout"}]))]
    pub roles: Roles,
    /// What happened, in a paragraph.
    pub summary: Option<Text>,
    /// What users noticed.
    #[serde(default)]
    #[schemars(extend("examples" = [[{"what": "checkout errors", "who": "all customers", "from": "10:02", "until": "11:38", "size": "about 900 orders"}]]))]
    pub impact: OneOrMany<Impact>,
    /// Marks that no event of the timeline carries.
    #[serde(default)]
    pub marks: Marks,
    /// The events, in the order of the file.
    #[serde(default)]
    #[schemars(extend("examples" = ["09:20 change @data-platform team: batch size raised from 200 to 2000\n~09:41 symptom: replica lag starts to rise !started\n", [{"at": "09:20", "kind": "change", "who": "data-platform team", "what": "batch size raised from 200 to 2000"}]]))]
    pub timeline: Timeline,
    /// Where more is to be found.
    #[serde(default)]
    #[schemars(extend("examples" = [["https://status.example/incidents/1"]]))]
    pub references: OneOrMany<Text>,
}

impl Incident {
    /// When a milestone was, and the event that carries it: the first `started`, `detected` and
    /// `declared`, the last `mitigated` and `resolved`, by time, of the timeline and of `marks`.
    /// One whose time is not known counts where no other does.
    pub fn mark(&self, mark: Mark) -> Option<(&When, Option<&Event>)> {
        let carried = self.timeline.events.iter().filter_map(|event| {
            let at = event.at.as_ref().filter(|_| event.has_mark(mark))?;
            Some((at, Some(event)))
        });
        let alone = self.marks.0.iter().filter(|(own, _)| own.value == mark);
        let mut all: Vec<_> = carried.chain(alone.map(|(_, at)| (at, None))).collect();
        // A stable sort: of two at the same time, the first in the file is the first.
        all.sort_by_key(|(at, _)| at.time.as_ref().map(|time| time.anchor));
        let timed = |(at, _): &&(&When, Option<&Event>)| at.time.is_some();
        match mark {
            Mark::Started | Mark::Detected | Mark::Declared => {
                all.iter().find(timed).or_else(|| all.first()).copied()
            }
            Mark::Mitigated | Mark::Resolved => {
                all.iter().rfind(timed).or_else(|| all.last()).copied()
            }
        }
    }
}

words! {
    /// How far the review of an incident has come.
    Status {
        Draft = "draft": "being written",
        InReview = "in-review": "with those who took part, for correction",
        Published = "published": "done for now",
    }
}

/// Roles with their descriptions, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Roles(pub Vec<(Text, Option<Text>)>);

/// One way in which users noticed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Impact {
    /// What was so, in users' terms.
    pub what: Text,
    /// Whom it touched.
    pub who: Option<Text>,
    /// When it began.
    pub from: Option<When>,
    /// When it ended.
    pub until: Option<When>,
    /// How much, in words.
    pub size: Option<Text>,
    /// How that is known: measured, estimated, told.
    #[schemars(extend("examples" = ["measured", "estimated", "told"]))]
    pub basis: Option<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// Marks with their times, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Marks(pub Vec<(Spanned<Mark>, When)>);

/// The events, whether written as a list or in the quick form.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// The events, in the order of the file. Filled by loading where the quick form stands.
    pub events: Vec<Event>,
    /// The literal block of the quick form, where there is one.
    pub quick: Option<Span>,
}

/// Reads a mapping as its pairs, in the order of the file.
fn pairs<'de, D, K, V>(deserializer: D, expected: &'static str) -> Result<Vec<(K, V)>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de>,
    V: Deserialize<'de>,
{
    struct Pairs<K, V>(&'static str, std::marker::PhantomData<(K, V)>);

    impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> serde::de::Visitor<'de> for Pairs<K, V> {
        type Value = Vec<(K, V)>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.0)
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(
            self,
            mut map: A,
        ) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }

    deserializer.deserialize_map(Pairs(expected, std::marker::PhantomData))
}

impl<'de> Deserialize<'de> for Roles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        pairs(
            deserializer,
            "roles, one a line, as `morning on-call: carries the pager`",
        )
        .map(Self)
    }
}

impl<'de> Deserialize<'de> for Marks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        pairs(deserializer, "marks with times, as `started: \"10:02\"`").map(Self)
    }
}

/// The two forms of a timeline.
enum Written {
    List(Vec<Event>),
    Lines,
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Forms;

        impl<'de> serde::de::Visitor<'de> for Forms {
            type Value = Written;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list of events, or one literal block with an event a line")
            }

            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(Written::Lines)
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Written::List(Vec::new()))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut seq: A,
            ) -> Result<Self::Value, A::Error> {
                let mut events = Vec::new();
                while let Some(event) = seq.next_element()? {
                    events.push(event);
                }
                Ok(Written::List(events))
            }
        }

        deserializer.deserialize_any(Forms)
    }
}

impl<'de> Deserialize<'de> for Timeline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Spanned::<Written>::deserialize(deserializer)?;
        Ok(match written.value {
            Written::List(events) => Self {
                events,
                quick: None,
            },
            Written::Lines => Self {
                events: Vec::new(),
                quick: Some(written.span),
            },
        })
    }
}
