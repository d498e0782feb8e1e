//! One event of a timeline.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::time::Time;
use super::visibility::Visibility;
use super::words::words;
use crate::source::{OneOrMany, Spanned, Text};

/// Something that was so, or was done, at a time.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Name for references; `e1`, `e2`, ... in the order of the file where none is given.
    #[schemars(extend("examples" = ["failover"]))]
    pub id: Option<Text>,
    /// When; missing means unknown, and the event keeps its place between its neighbours.
    pub at: Option<When>,
    /// End of a span.
    pub until: Option<When>,
    /// What sort of event it is.
    #[schemars(extend("default" = "note"))]
    pub kind: Option<Spanned<Kind>>,
    /// What a camera or a log would show, as it looked then.
    #[schemars(extend("examples" = ["payments failed over to the second provider"]))]
    pub what: Text,
    /// The role that acted; machines as `automation:<name>`.
    #[schemars(extend("examples" = ["morning on-call", "automation:autoscaler"]))]
    pub who: Option<Text>,
    /// The role that something passed to.
    pub to: Option<Text>,
    /// Parts of the system it is about.
    #[serde(default)]
    #[schemars(extend("examples" = ["payments", ["checkout", "payments"]]))]
    pub component: OneOrMany<Text>,
    /// Milestones that it stands for.
    #[serde(default)]
    pub mark: OneOrMany<Spanned<Mark>>,
    /// Links, ticket and graph ids.
    #[serde(default)]
    #[schemars(extend("examples" = [["TICKET-881", "https://graphs.example/d/lag"]]))]
    pub evidence: OneOrMany<Text>,
    /// Words said, or log lines.
    pub quote: Option<Text>,
    /// What the actor knew, believed, wanted just then. Checks of language never look here.
    #[schemars(extend("examples" = ["payments slow, as on 3 February, when the provider was the reason"]))]
    pub known: Option<Text>,
    /// What is known only now; rendered apart.
    #[schemars(extend("examples" = ["the provider was healthy"]))]
    pub hindsight: Option<Text>,
    /// Id of the event that this one takes back.
    pub reverts: Option<Text>,
    /// Id of the event that this one answers.
    pub responds_to: Option<Text>,
    /// Id of the hypothesis that this one settles.
    pub resolves: Option<Text>,
    /// What came of an action or mitigation.
    pub outcome: Option<Outcome>,
    /// State of an alert or a hypothesis.
    pub state: Option<AlertOrHypothesisState>,
    /// Who told, of a report.
    pub reporter: Option<Reporter>,
    /// Start of a condition.
    pub since: Option<When>,
    /// Where an importer took it from, so that importing again adds nothing twice.
    #[serde(default)]
    pub source: OneOrMany<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
    /// The id in force: the one written, or the one from its place in the file.
    #[serde(skip)]
    pub key: String,
    /// The day line of the quick form that stands between this event and the one above it.
    #[serde(skip)]
    pub day: Option<Text>,
}

impl Event {
    /// What sort of event it is; a note where nobody said.
    pub fn kind(&self) -> &Kind {
        self.kind.as_ref().map_or(&Kind::Note, |kind| &kind.value)
    }

    /// When it was, where that is known.
    pub fn time(&self) -> Option<&Time> {
        self.at.as_ref().and_then(|at| at.time.as_ref())
    }

    /// Whether a machine did it, by its own words (`automation:<name>`).
    pub fn by_automation(&self) -> bool {
        self.who
            .as_ref()
            .is_some_and(|who| who.starts_with("automation:"))
    }

    /// Whether it carries `mark`.
    pub fn has_mark(&self, mark: Mark) -> bool {
        self.mark.iter().any(|own| own.value == mark)
    }
}

/// A time as written, and what it means once the file has been read as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct When {
    /// The words of the file.
    pub text: Text,
    /// What they mean; `None` until loading has resolved them, or where they mean nothing.
    pub time: Option<Time>,
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            text: Text::deserialize(deserializer)?,
            time: None,
        })
    }
}

/// What sort of event it is. A word that is not known is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A misbehaviour that showed or could be seen.
    Symptom,
    /// A machine called for attention.
    Alert,
    /// A person told of it.
    Report,
    /// A person saw something.
    Observation,
    /// An idea of what was going on.
    Hypothesis,
    /// A choice among options.
    Decision,
    /// A step on the system.
    Action,
    /// A step meant to reduce harm.
    Mitigation,
    /// Work not meant as response.
    Change,
    /// News passed on.
    Communication,
    /// Help was called.
    Escalation,
    /// Somebody came in.
    Join,
    /// Work passed from one role to another.
    Handoff,
    /// A regular act by hand that keeps things going.
    Workaround,
    /// A state that was there.
    Condition,
    /// Function came back.
    Recovery,
    /// Anything else; the default.
    Note,
    /// A word that `pir` does not know, kept as written.
    Other(String),
}

impl Kind {
    /// Every known kind with its word and its meaning.
    pub const ALL: &[(Self, &'static str, &'static str)] = &[
        (
            Self::Symptom,
            "symptom",
            "a misbehaviour that showed or could be seen",
        ),
        (Self::Alert, "alert", "a machine called for attention"),
        (Self::Report, "report", "a person told of it"),
        (Self::Observation, "observation", "a person saw something"),
        (
            Self::Hypothesis,
            "hypothesis",
            "an idea of what was going on",
        ),
        (Self::Decision, "decision", "a choice among options"),
        (Self::Action, "action", "a step on the system"),
        (
            Self::Mitigation,
            "mitigation",
            "a step meant to reduce harm",
        ),
        (Self::Change, "change", "work not meant as response"),
        (Self::Communication, "communication", "news passed on"),
        (Self::Escalation, "escalation", "help was called"),
        (Self::Join, "join", "somebody came in"),
        (
            Self::Handoff,
            "handoff",
            "work passed from one role to another",
        ),
        (
            Self::Workaround,
            "workaround",
            "a regular act by hand that keeps things going",
        ),
        (Self::Condition, "condition", "a state that was there"),
        (Self::Recovery, "recovery", "function came back"),
        (Self::Note, "note", "anything else; the default"),
    ];

    /// The kind that `word` stands for; an unknown word is kept.
    pub fn from_word(word: &str) -> Self {
        Self::known(word).unwrap_or_else(|| Self::Other(word.to_owned()))
    }

    /// The kind that `word` stands for, if `pir` knows the word.
    pub fn known(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|row| row.1 == word)
            .map(|row| row.0.clone())
    }

    /// The word that stands for it in a file.
    pub fn word(&self) -> &str {
        match self {
            Self::Other(word) => word,
            known => Self::ALL
                .iter()
                .find(|row| row.0 == *known)
                .map_or("", |row| row.1),
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.word())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_word(&String::deserialize(deserializer)?))
    }
}

words! {
    /// A milestone of an incident. The first `started`, `detected` and `declared` and the last
    /// `mitigated` and `resolved` count.
    Mark {
        Started = "started": "first harm or first deviation, as best known",
        Detected = "detected": "first moment a person able to act knew",
        Declared = "declared": "the response was called for",
        Mitigated = "mitigated": "harm to users over",
        Resolved = "resolved": "working state regained",
    }
}

words! {
    /// What came of a step.
    Outcome {
        Helped = "helped": "it helped",
        NoEffect = "no-effect": "nothing changed",
        Worse = "worse": "it made things worse",
        Unknown = "unknown": "not known",
    }
}

words! {
    /// State of a hypothesis or of an alert.
    AlertOrHypothesisState {
        Open = "open": "a hypothesis that stands",
        Confirmed = "confirmed": "a hypothesis that held",
        Dropped = "dropped": "a hypothesis that was let go",
        Fired = "fired": "an alert that called",
        Acknowledged = "acknowledged": "an alert that somebody took",
        Silenced = "silenced": "an alert put to silence",
        Cleared = "cleared": "an alert that ended",
    }
}

words! {
    /// Who told of a misbehaviour.
    Reporter {
        Customer = "customer": "a customer",
        Public = "public": "somebody outside, in public",
        Internal = "internal": "somebody inside, not part of the response",
        Vendor = "vendor": "a supplier",
        Responder = "responder": "somebody of the response",
    }
}
