//! The catalogue of prompts: `catalogue.yaml`, and files of the same form in, [`Prompt`]s out.

use serde::{Deserialize, Serialize};

use super::group::{GROUPS, Group};

/// The built-in catalogue, as it is written.
const BUILT_IN: &str = include_str!("catalogue.yaml");

/// A question that can be put to an incident, before it is bound to anything in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// Stable name in kebab-case; answers are kept under it.
    pub id: String,
    /// What it is about.
    pub group: Group,
    /// From which depth on it is asked.
    #[serde(default)]
    pub depth: Depth,
    /// How often it is asked.
    #[serde(default)]
    pub per: Per,
    /// To whom it is put.
    #[serde(default)]
    pub audience: Audience,
    /// The question.
    pub ask: String,
    /// For what it is asked, with its source.
    #[serde(default)]
    pub why: String,
    /// Questions that help on, one at a time and only when wished for.
    #[serde(default)]
    pub probes: Vec<String>,
    /// Where the answer belongs; `None` is private and is never written. A prompt that says
    /// nothing keeps its answers under `answers`.
    #[serde(default = "under_answers")]
    pub field: Option<String>,
    /// A good answer.
    #[serde(default)]
    pub example: Option<String>,
}

/// From which depth on a prompt is asked.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// The few that no review should be without.
    Quick,
    /// A whole review.
    #[default]
    Standard,
    /// Everything.
    Deep,
}

/// How often a prompt is asked.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Once.
    #[default]
    Incident,
    /// Once for every role that took part.
    Person,
    /// Once for every pivotal event.
    Event,
    /// Once for every latent failure recorded.
    LatentFailure,
    /// Once for every degraded-mode condition recorded.
    DegradedCondition,
    /// Once for every idea in the parking lot.
    ParkedIdea,
}

/// To whom a prompt is put.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Everybody.
    #[default]
    Everybody,
    /// The facilitator alone.
    Facilitator,
    /// The planning meeting.
    Planning,
}

impl Depth {
    /// Every depth with its word.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Quick, "quick"),
        (Self::Standard, "standard"),
        (Self::Deep, "deep"),
    ];

    /// The depth that `word` stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|row| row.1 == word).map(|row| row.0)
    }
}

/// A file of prompts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromptFile {
    /// Version of the form; 1.
    #[serde(default)]
    pub catalogue: Option<u32>,
    /// The prompts.
    pub prompts: Vec<Prompt>,
}

/// Every prompt there is, by group, in the order in which they are asked.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    prompts: Vec<Prompt>,
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "serde wants the type of the field"
)]
fn under_answers() -> Option<String> {
    Some("answers".to_owned())
}

impl Catalogue {
    /// The catalogue that comes with `pir`.
    pub fn built_in() -> anyhow::Result<Self> {
        let options = serde_yaml::options! { strict_booleans: true };
        let file: PromptFile = serde_yaml::from_str_with_options(BUILT_IN, options)?;
        Ok(Self::default().with(file.prompts))
    }

    /// The catalogue with `extra`: a prompt of a known id takes its place, a new one comes at the
    /// end of its group.
    #[must_use]
    pub fn with(mut self, extra: Vec<Prompt>) -> Self {
        for prompt in extra {
            match self.prompts.iter_mut().find(|own| own.id == prompt.id) {
                Some(own) => *own = prompt,
                None => self.prompts.push(prompt),
            }
        }
        self.prompts.sort_by_key(|prompt| prompt.group);
        self
    }

    /// The prompts, by group.
    pub fn prompts(&self) -> &[Prompt] {
        &self.prompts
    }

    /// The prompt `id`, also of a question that closes a group.
    pub fn find(&self, id: &str) -> Option<Prompt> {
        let own = self.prompts.iter().find(|prompt| prompt.id == id).cloned();
        own.or_else(|| closings().find(|prompt| prompt.id == id))
    }

    /// Every id that a question of the catalogue can have.
    pub fn ids(&self) -> Vec<String> {
        self.prompts
            .iter()
            .map(|prompt| prompt.id.clone())
            .chain(closings().map(|prompt| prompt.id))
            .collect()
    }
}

fn closings() -> impl Iterator<Item = Prompt> {
    GROUPS.iter().map(|row| row.0.closing())
}
