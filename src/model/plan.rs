//! `plan.yaml`: what will be done about it, decided on another day.

use schemars::JsonSchema;
use serde::Deserialize;

use super::date::RoughDate;
use super::visibility::Visibility;
use super::words::words;
use crate::source::{OneOrMany, Spanned, Text};

/// The follow-ups of an incident. None is a fine number of them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// Version of the format of this file; 1.
    #[schemars(extend("enum" = [1, null]))]
    pub pir: Option<Spanned<u32>>,
    /// What will be, or will not be, done.
    pub follow_ups: Vec<FollowUp>,
}

/// A change that the planning meeting decided about.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// A verb and a bounded scope.
    #[schemars(extend("examples" = ["Give price-sync its own connection limit on the replicas"]))]
    pub what: Text,
    /// The parked idea that it was decided about, by the id that `pir plan --list` shows.
    pub idea: Option<Text>,
    /// What it would help with.
    pub helps: Option<Helps>,
    /// Ids of latent failures and degraded-mode conditions that it touches.
    #[serde(default)]
    #[schemars(extend("examples" = [["replicas-shared-without-limit"]]))]
    pub touches: OneOrMany<Text>,
    /// How one can tell that it is done.
    #[schemars(extend("examples" = ["a batch of 2000 leaves checkout reads under 50 ms in staging"]))]
    pub done_when: Option<Text>,
    /// A role or a team.
    #[schemars(extend("examples" = ["data-platform team"]))]
    pub owner: Option<Text>,
    /// When.
    pub due: Option<RoughDate>,
    /// What was decided.
    pub status: Option<Spanned<FollowUpStatus>>,
    /// For which reason; needed for `declined`.
    pub because: Option<Text>,
    /// Where the work is tracked.
    pub link: Option<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

words! {
    /// What a change would help with.
    Helps {
        See = "see": "notice and understand sooner",
        Cope = "cope": "work on while it lasts",
        Recover = "recover": "get back",
        Remove = "remove": "take the weakness away",
    }
}

words! {
    /// What was decided about a follow-up.
    FollowUpStatus {
        Candidate = "candidate": "not decided",
        Committed = "committed": "will be done",
        Trial = "trial": "will be tried, and looked at on its day",
        Declined = "declined": "will not be done, for a reason",
        Done = "done": "done",
    }
}
