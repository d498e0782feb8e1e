//! The fifteen groups of questions, in the order in which they are asked.

use serde::{Deserialize, Serialize};

use super::catalogue::{Audience, Depth, Per, Prompt};

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the table beside it says what each is")]
pub enum Group {
    Orientation,
    WhatHappened,
    Detection,
    SenseMaking,
    ContributingFactors,
    LatentFailures,
    DegradedMode,
    Adaptations,
    Coordination,
    ResponseCost,
    NearMisses,
    Surprises,
    Patterns,
    Knowledge,
    FollowUp,
}

/// Every group, with its word in a file, its title, and the first word of its prompts' ids.
pub const GROUPS: &[(Group, &str, &str, &str)] = &[
    (
        Group::Orientation,
        "orientation",
        "Getting our bearings",
        "orient",
    ),
    (
        Group::WhatHappened,
        "what-happened",
        "What happened",
        "story",
    ),
    (
        Group::Detection,
        "detection",
        "How it was noticed",
        "detect",
    ),
    (
        Group::SenseMaking,
        "sense-making",
        "How it looked from inside",
        "sense",
    ),
    (
        Group::ContributingFactors,
        "contributing-factors",
        "What had to be there together",
        "factor",
    ),
    (
        Group::LatentFailures,
        "latent-failures",
        "Weaknesses that were there before",
        "latent",
    ),
    (
        Group::DegradedMode,
        "degraded-mode",
        "What was running in a reduced state",
        "degraded",
    ),
    (
        Group::Adaptations,
        "adaptations",
        "How people coped and recovered",
        "adapt",
    ),
    (
        Group::Coordination,
        "coordination",
        "How people worked together",
        "coord",
    ),
    (
        Group::ResponseCost,
        "response-cost",
        "What the response cost",
        "cost",
    ),
    (
        Group::NearMisses,
        "near-misses",
        "What almost happened, and luck",
        "luck",
    ),
    (
        Group::Surprises,
        "surprises",
        "What surprised us",
        "surprise",
    ),
    (
        Group::Patterns,
        "patterns",
        "What this has in common with other days",
        "pattern",
    ),
    (
        Group::Knowledge,
        "knowledge",
        "What is understood now, and who else needs it",
        "know",
    ),
    (
        Group::FollowUp,
        "follow-up",
        "Ideas, kept for another day",
        "park",
    ),
];

/// The end of the id of a question that closes a group.
const CLOSING: &str = "-anything-else";

impl Group {
    /// The word that stands for it in a file and on the command line.
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// What it is about, in plain words.
    pub fn title(self) -> &'static str {
        self.row().2
    }

    /// The first word of the ids of its prompts.
    pub fn prefix(self) -> &'static str {
        self.row().3
    }

    /// The group that `word` stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        GROUPS.iter().find(|row| row.1 == word).map(|row| row.0)
    }

    /// The question asked after the group, whose answer is kept under `answers`.
    pub fn closing(self) -> Prompt {
        Prompt {
            id: format!("{}{CLOSING}", self.word()),
            group: self,
            depth: Depth::Quick,
            per: Per::Incident,
            audience: Audience::Everybody,
            ask: "Is there anything here that this list did not ask?".to_owned(),
            why: "A list of questions sees what its authors thought of; the people who were there saw more."
                .to_owned(),
            probes: Vec::new(),
            field: Some("answers".to_owned()),
            example: None,
        }
    }

    fn row(self) -> &'static (Self, &'static str, &'static str, &'static str) {
        GROUPS
            .iter()
            .find(|row| row.0 == self)
            .unwrap_or(&GROUPS[0])
    }
}

/// Whether `id` names a question that closes a group.
pub(super) fn closes(id: &str) -> bool {
    id.strip_suffix(CLOSING)
        .is_some_and(|word| Group::from_word(word).is_some())
}
