//! Latent failures: weaknesses that were there before, out of sight or unheeded.

use schemars::JsonSchema;
use serde::Deserialize;

use super::date::RoughDate;
use super::factor::Categories;
use super::visibility::Visibility;
use super::words::words;
use crate::source::{OneOrMany, Text};

/// A weakness in technology, or in the way work is set up, that stays until something is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LatentFailure {
    /// A slug, stable across reviews.
    #[schemars(extend("examples" = ["replicas-shared-without-limit"]))]
    pub id: Text,
    /// *Part or arrangement* is so; when *condition*, then *consequence*. May be left out where
    /// an earlier review has said it under the same id.
    #[schemars(extend("examples" = ["Batch jobs and checkout read the same replicas without a limit per client; when a batch grows, checkout waits."]))]
    pub what: Option<Text>,
    /// Parts of the system that have it.
    #[serde(default)]
    pub component: OneOrMany<Text>,
    /// One to three of the twenty categories; local ones begin with `x-`.
    #[serde(default)]
    #[schemars(with = "Categories")]
    pub categories: OneOrMany<Text>,
    /// How it came to light.
    pub found: Option<Found>,
    /// Whether it took part in the incident that revealed it.
    pub played_part: Option<PlayedPart>,
    /// Since when it has been there.
    pub present_since: Option<Interval>,
    /// How it came in.
    pub how_it_came: Option<Text>,
    /// What kept it out of sight.
    #[serde(default)]
    pub hidden_by: OneOrMany<HiddenBy>,
    /// Who knew, and where that knowledge lived.
    #[serde(default)]
    pub known_to: OneOrMany<KnownTo>,
    /// Where else the same weakness may be.
    #[serde(default)]
    pub also_touches: OneOrMany<AlsoTouches>,
    /// Ids of entries that it meets.
    #[serde(default)]
    pub interacts_with: OneOrMany<Text>,
    /// Ids of incidents in which it was seen.
    #[serde(default)]
    pub seen_in: OneOrMany<Text>,
    /// Where it stands.
    pub status: Option<LatentStatus>,
    /// What was done, and what remains. Needed for status `mitigated`.
    pub mitigated: Option<Mitigated>,
    /// Who lives with it, and until when. Needed for status `accepted`.
    pub accepted: Option<Accepted>,
    /// How it was shown to be gone. Needed for status `resolved`.
    pub resolved: Option<Resolved>,
    /// Changes of status, oldest first.
    #[serde(default)]
    pub history: Vec<History>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// How an entry came to light.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// When.
    pub on: Option<RoughDate>,
    /// By what.
    pub by: Option<FoundBy>,
    /// Where that is written.
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
}

words! {
    /// By what a weakness came to light.
    FoundBy {
        Incident = "incident": "an incident",
        NearMiss = "near-miss": "something that almost happened",
        Drill = "drill": "an exercise",
        Audit = "audit": "somebody looked for it",
        Chance = "chance": "by chance",
    }
}

words! {
    /// Whether a weakness took part in an incident.
    PlayedPart {
        Yes = "yes": "it took part",
        No = "no": "it was only come upon",
        Unsure = "unsure": "not known",
    }
}

/// A start that lies somewhere between two dates.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Not before.
    pub at_earliest: Option<RoughDate>,
    /// Not after.
    pub at_latest: Option<RoughDate>,
    /// From what that is known.
    pub how_known: Option<Text>,
}

/// Something that kept a weakness out of sight.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HiddenBy {
    /// What sort of cover it was.
    pub how: Hiding,
    /// In words.
    pub note: Option<Text>,
}

words! {
    /// What keeps weaknesses out of sight.
    Hiding {
        Redundancy = "redundancy": "spare parts took it up",
        LowDemand = "low-demand": "quiet hours",
        People = "people": "people worked around it",
        RarelyUsedPath = "rarely-used-path": "a path that is rarely taken",
        NoisySignal = "noisy-signal": "a signal among too many",
        NoSignal = "no-signal": "nothing showed it",
        NotOwned = "not-owned": "nobody's to look at",
        AssumedElsewhere = "assumed-elsewhere": "each thought another had it",
        KnownElsewhere = "known-elsewhere": "known, but to others",
    }
}

/// A role that knew, and where that knowledge lived.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownTo {
    /// Who.
    pub role: Text,
    /// In which form.
    pub form: Option<KnownForm>,
}

words! {
    /// Where knowledge lives.
    KnownForm {
        Head = "head": "in somebody's head",
        Chat = "chat": "in a chat",
        Ticket = "ticket": "in a ticket",
        Doc = "doc": "in a document",
        Alert = "alert": "in an alert",
    }
}

/// Another part that may have the same weakness.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlsoTouches {
    /// Which part.
    pub component: Text,
    /// Whether somebody looked.
    pub checked: Option<Checked>,
}

words! {
    /// Whether somebody looked.
    Checked {
        Yes = "yes": "looked at",
        No = "no": "not looked at",
        Suspected = "suspected": "thought likely",
    }
}

words! {
    /// Where a latent failure stands.
    LatentStatus {
        Open = "open": "it is there; nothing decided or done yet",
        Accepted = "accepted": "we know, and live with it for now",
        Mitigated = "mitigated": "its effect is smaller, or it is watched; it is still there",
        Resolved = "resolved": "as far as we can show, it is no longer there",
    }
}

/// What made an entry smaller, and what is left of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mitigated {
    /// When.
    pub on: Option<RoughDate>,
    /// What was done.
    pub how: Text,
    /// What remains.
    pub what_remains: Text,
}

/// A weakness lived with in the open.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Who agrees, by role.
    pub by_role: Text,
    /// When that was agreed.
    pub on: Option<RoughDate>,
    /// For which reason.
    pub because: Option<Text>,
    /// What makes it bearable.
    pub bearable_because: Option<Text>,
    /// When to look again.
    pub look_again: RoughDate,
    /// What would change our mind sooner.
    pub sooner_if: Option<Text>,
}

/// A weakness shown to be gone.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolved {
    /// When.
    pub on: Option<RoughDate>,
    /// How that was shown.
    pub how_shown: Text,
    /// What shows it.
    #[serde(default)]
    pub evidence: OneOrMany<Text>,
    /// What was watched for side effects.
    pub side_effects_watched: Option<Text>,
}

words! {
    /// Where an entry of the register can stand, of either sort.
    EntryStatus {
        Open = "open": "it is there; nothing decided or done yet",
        Active = "active": "still so",
        Accepted = "accepted": "we know, and live with it for now",
        Mitigated = "mitigated": "its effect is smaller, or it is watched; it is still there",
        Resolved = "resolved": "as far as we can show, it is no longer there",
        Cleared = "cleared": "over, and checked",
    }
}

/// One change of status.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// When.
    pub on: Option<RoughDate>,
    /// Status before; none for a new entry.
    pub from: Option<EntryStatus>,
    /// Status after.
    pub to: EntryStatus,
    /// Where that is written.
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
    /// In words.
    pub note: Option<Text>,
}
