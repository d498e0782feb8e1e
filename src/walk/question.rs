//! A question of the walk: a prompt or a timeline rule, bound to what it is about.

use serde::{Serialize, Serializer};

use super::catalogue::Prompt;
use super::group::{Group, closes};

/// A question, as the walk asks it and as `pir questions --format json` prints it. What a kind
/// does not have is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    /// The prompt or the rule.
    pub id: String,
    /// Where it comes from.
    pub kind: QuestionKind,
    /// The group of a prompt.
    pub group: Option<Group>,
    /// Which of several questions with this id it is: the variant of a rule; the role, or the id
    /// of the record, that a prompt is asked about.
    pub variant: Option<String>,
    /// Ids of the events it is about.
    pub events: Option<Vec<String>>,
    /// The stretch of time it is about.
    pub window: Option<(String, String)>,
    /// How much the rule weighs.
    #[serde(serialize_with = "weight")]
    pub weight: Option<f64>,
    /// Whether the walk asks it; a rule that fired beyond the limit is not asked.
    pub asked: bool,
    /// The question.
    pub ask: String,
    /// For what it is asked.
    pub why: String,
    /// Questions that help on.
    pub probes: Vec<String>,
    /// Where the answer belongs; null is private.
    pub field: Option<String>,
    /// A good answer.
    pub example: Option<String>,
    /// What it is about, for the walk itself.
    #[serde(skip)]
    pub about: About,
    /// The name under which it is kept, where what it is about does not make it.
    #[serde(skip)]
    pub named: Option<String>,
}

/// Where a question comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// The timeline of this incident.
    Timeline,
    /// The catalogue of prompts.
    Catalogue,
}

/// What a question is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The incident as a whole.
    #[default]
    Incident,
    /// An event, by the id in force.
    Event(String),
    /// A role.
    Role(String),
    /// A record, by its id.
    Record(String),
}

impl About {
    /// The word behind the `@` of a key; `None` for the incident.
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Incident => None,
            Self::Event(word) | Self::Role(word) | Self::Record(word) => Some(word),
        }
    }
}

impl Question {
    /// The question that `prompt` puts about `about`.
    pub fn new(prompt: &Prompt, about: About) -> Self {
        Self {
            id: prompt.id.clone(),
            kind: QuestionKind::Catalogue,
            group: Some(prompt.group),
            variant: match &about {
                About::Role(word) | About::Record(word) => Some(word.clone()),
                About::Incident | About::Event(_) => None,
            },
            events: match &about {
                About::Event(id) => Some(vec![id.clone()]),
                _ => None,
            },
            window: None,
            weight: None,
            asked: true,
            ask: prompt.ask.clone(),
            why: prompt.why.clone(),
            probes: prompt.probes.clone(),
            field: prompt.field.clone(),
            example: prompt.example.clone(),
            about,
            named: None,
        }
    }

    /// The name under which it is kept in `asked` and `answers`: `prompt`, or `prompt@event`.
    pub fn key(&self) -> String {
        match (&self.named, self.about.word()) {
            (Some(named), _) => named.clone(),
            (None, Some(word)) => format!("{}@{word}", self.id),
            (None, None) => self.id.clone(),
        }
    }

    /// What it stands under in a list: its group, or that it comes from the timeline.
    pub fn title(&self) -> &'static str {
        self.group.map_or("From the timeline", Group::title)
    }

    /// Whether it is about events, or about a stretch of time.
    pub fn is_bound(&self) -> bool {
        let events = self.events.as_ref();
        self.window.is_some() || events.is_some_and(|events| !events.is_empty())
    }

    /// Whether it puts to a role what `other` puts to another.
    pub fn is_as_put_to_another(&self, other: &Self) -> bool {
        let roles = matches!(
            (&self.about, &other.about),
            (About::Role(_), About::Role(_))
        );
        roles && self.id == other.id && self.ask == other.ask
    }

    /// Whether its answer is never written.
    pub fn is_private(&self) -> bool {
        self.field.is_none()
    }

    /// Whether it closes a group.
    pub fn is_closing(&self) -> bool {
        self.kind == QuestionKind::Catalogue && closes(&self.id)
    }
}

/// A weight without a fraction where it has none, so that `95` does not print as `95.0`.
#[allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn weight<S: Serializer>(weight: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match weight {
        None => serializer.serialize_none(),
        #[allow(
            clippy::cast_possible_truncation,
            reason = "weights are below a hundred"
        )]
        Some(whole) if whole.fract() == 0.0 && whole.abs() < 1e9 => {
            serializer.serialize_i64(*whole as i64)
        }
        Some(part) => serializer.serialize_f64(*part),
    }
}
