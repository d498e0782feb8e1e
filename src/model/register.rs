//! `register.yaml`: later changes of status of latent failures and degraded-mode conditions.

use schemars::JsonSchema;
use serde::Deserialize;

use super::date::RoughDate;
use super::latent::{Accepted, EntryStatus, Mitigated, Resolved};
use crate::source::{Spanned, Text};

/// The changes, oldest first; the file is only ever added to.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Register {
    /// Version of the format of this file; 1.
    #[schemars(extend("enum" = [1, null]))]
    pub pir: Option<Spanned<u32>>,
    /// What changed.
    pub changes: Vec<RegisterChange>,
}

/// One change of status of one entry.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterChange {
    /// Id of the latent failure or degraded-mode condition.
    #[schemars(extend("examples" = ["replicas-shared-without-limit"]))]
    pub id: Text,
    /// When.
    pub on: RoughDate,
    /// The status from then on.
    pub to: Spanned<EntryStatus>,
    /// What was done and what remains; needed for `mitigated`.
    pub mitigated: Option<Mitigated>,
    /// Who lives with it and until when; needed for `accepted`.
    pub accepted: Option<Accepted>,
    /// How that was shown; needed for `resolved`, and for `cleared`.
    pub resolved: Option<Resolved>,
    /// Where that is written.
    #[serde(rename = "ref")]
    pub reference: Option<Text>,
}
