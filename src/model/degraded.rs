//! Degraded-mode conditions: parts or teams that kept working in a reduced state.

use schemars::JsonSchema;
use serde::Deserialize;

use super::date::RoughDate;
use super::latent::{Accepted, History, Interval, KnownTo};
use super::visibility::Visibility;
use super::words::words;
use crate::source::{OneOrMany, Text};

/// A state in which something keeps doing its job because redundancy, slack or people make up
/// for what is missing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DegradedCondition {
    /// A slug, stable across reviews.
    #[schemars(extend("examples" = ["two-of-three-replicas"]))]
    pub id: Text,
    /// What runs, and how reduced. May be left out where an earlier review has said it.
    #[schemars(extend("examples" = ["Two of three read replicas carry all reads."]))]
    pub what: Option<Text>,
    /// Parts of the system that are in this state.
    #[serde(default)]
    pub component: OneOrMany<Text>,
    /// Since when.
    pub since: Option<Interval>,
    /// When somebody noticed.
    pub noticed: Option<Noticed>,
    /// How it lies in time to this incident.
    pub relation: Option<Relation>,
    /// What or who keeps it working.
    #[serde(default)]
    pub kept_working_by: OneOrMany<Kept>,
    /// Who knew.
    #[serde(default)]
    pub known_to: OneOrMany<KnownTo>,
    /// Who relied on it without knowing.
    #[serde(default)]
    pub unknown_to: OneOrMany<KnownTo>,
    /// How much room is left.
    pub margin: Option<Margin>,
    /// How it came to count as normal.
    pub normalised: Option<Text>,
    /// Where it stands.
    pub status: Option<DegradedStatus>,
    /// When somebody last looked.
    pub last_checked: Option<LastChecked>,
    /// Who lives with it and until when; needed for `accepted`.
    pub accepted: Option<Accepted>,
    /// Changes of status, oldest first.
    #[serde(default)]
    pub history: Vec<History>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// The moment when somebody noticed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Noticed {
    /// When.
    pub on: Option<RoughDate>,
    /// Who, by role.
    pub by_role: Option<Text>,
}

words! {
    /// How a condition lies in time to an incident.
    Relation {
        Predates = "predates": "there before it",
        AroseDuring = "arose-during": "came up in it",
        RemainsAfter = "remains-after": "still there after it",
    }
}

/// Something, or somebody, that keeps a reduced thing working.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// What sort of support it is.
    pub kind: KeptBy,
    /// In words.
    pub what: Option<Text>,
    /// Who does it, of people.
    pub role: Option<Text>,
    /// How often, of people.
    pub how_often: Option<Text>,
    /// How many know how.
    pub known_to_n: Option<u32>,
    /// What it costs them.
    pub effort: Option<Text>,
}

words! {
    /// What keeps reduced things working.
    KeptBy {
        Redundancy = "redundancy": "spare parts",
        Fallback = "fallback": "another way",
        Slack = "slack": "time, money or stock to spare",
        People = "people": "people who do something",
        LowDemand = "low-demand": "quiet hours",
        Luck = "luck": "luck",
    }
}

/// The room that is left before a thing stops coping.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Margin {
    /// In words; "unknown" is an answer.
    pub text: Option<Text>,
    /// What is measured.
    pub measure: Option<Text>,
    /// How much of it is left.
    pub value: Option<Text>,
    /// When that was so.
    pub as_of: Option<RoughDate>,
    /// Where it is going.
    pub trend: Option<Trend>,
    /// What would use it up at once.
    pub used_up_by: Option<Text>,
}

words! {
    /// Where a margin is going.
    Trend {
        Shrinking = "shrinking": "there is less of it",
        Steady = "steady": "it stays",
        Growing = "growing": "there is more of it",
        Unknown = "unknown": "not known",
    }
}

words! {
    /// Where a degraded-mode condition stands.
    DegradedStatus {
        Active = "active": "still so",
        Accepted = "accepted": "lived with for now",
        Cleared = "cleared": "over, and checked",
    }
}

/// The last time somebody looked.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LastChecked {
    /// When.
    pub on: Option<RoughDate>,
    /// Who, by role.
    pub by_role: Option<Text>,
}
