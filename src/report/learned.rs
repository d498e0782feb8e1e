//! What people did, what it cost, what was learned, and what stays open.

use serde::Serialize;

use super::parts::{EventRef, Evidence, Index, Word, said, text, texts, word};
use crate::model::{
    Adaptation, Asked, FollowUp, Knowledge, NearMiss, OpenQuestion, Parked, Pattern, ResponseCost,
    Surprise,
};

/// Something that people did outside the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdaptationEntry {
    /// What.
    pub what: String,
    /// Who.
    pub role: Option<String>,
    /// What made it possible.
    pub made_possible_by: Option<String>,
    /// Whose room it stretched.
    pub strain: Option<String>,
}

impl From<&Adaptation> for AdaptationEntry {
    fn from(adaptation: &Adaptation) -> Self {
        Self {
            what: said(&adaptation.what),
            role: text(adaptation.role.as_ref()),
            made_possible_by: text(adaptation.made_possible_by.as_ref()),
            strain: text(adaptation.strain.as_ref()),
        }
    }
}

/// What the response cost people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cost {
    /// How many worked on it.
    pub people: Option<u32>,
    /// Hours, summed over people.
    pub person_hours: Option<f64>,
    /// Whether it fell outside working hours.
    pub out_of_hours: Option<bool>,
    /// What was put aside for it.
    pub displaced: Vec<String>,
    /// What it took out of them.
    pub toll: Option<String>,
    /// Tools of the response that were affected themselves.
    pub tools_affected: Vec<String>,
}

impl Cost {
    /// The cost; none where the file says nothing.
    pub(super) fn new(cost: &ResponseCost) -> Option<Self> {
        let entry = Self {
            people: cost.people,
            person_hours: cost.person_hours.filter(|hours| hours.is_finite()),
            out_of_hours: cost.out_of_hours,
            displaced: texts(&cost.displaced),
            toll: text(cost.toll.as_ref()),
            tools_affected: texts(&cost.tools_affected),
        };
        let numbers = entry.people.is_some() || entry.person_hours.is_some();
        let words = entry.out_of_hours.is_some() || entry.toll.is_some();
        let lists = !(entry.displaced.is_empty() && entry.tools_affected.is_empty());
        (numbers || words || lists).then_some(entry)
    }
}

/// Something that almost happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearMissEntry {
    /// What.
    pub what: String,
    /// What stopped it.
    pub stopped_by: Option<String>,
}

impl From<&NearMiss> for NearMissEntry {
    fn from(miss: &NearMiss) -> Self {
        Self {
            what: said(&miss.what),
            stopped_by: text(miss.stopped_by.as_ref()),
        }
    }
}

/// Something that was not expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SurpriseEntry {
    /// Whose.
    pub role: Option<String>,
    /// What had been expected.
    pub expected: Option<String>,
    /// What was found.
    pub found: String,
    /// Of which kind.
    pub kind: Option<Word>,
}

impl From<&Surprise> for SurpriseEntry {
    fn from(surprise: &Surprise) -> Self {
        Self {
            role: text(surprise.role.as_ref()),
            expected: text(surprise.expected.as_ref()),
            found: said(&surprise.found),
            kind: surprise.kind.map(|kind| word!(kind)),
        }
    }
}

/// What this has in common with other incidents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PatternEntry {
    /// In words.
    pub theme: String,
    /// Ids of those incidents.
    pub other_incidents: Vec<String>,
    /// What is alike.
    pub alike: Option<String>,
    /// What is different.
    pub different: Option<String>,
}

impl From<&Pattern> for PatternEntry {
    fn from(pattern: &Pattern) -> Self {
        Self {
            theme: said(&pattern.theme),
            other_incidents: texts(&pattern.other_incidents),
            alike: text(pattern.alike.as_ref()),
            different: text(pattern.different.as_ref()),
        }
    }
}

/// Something understood now that was not before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnowledgeEntry {
    /// What is known now.
    pub now_known: Option<String>,
    /// Who else would work differently if they knew.
    pub audience: Option<String>,
    /// In which form it would reach them.
    pub form: Option<String>,
}

impl From<&Knowledge> for KnowledgeEntry {
    fn from(knowledge: &Knowledge) -> Self {
        Self {
            now_known: text(knowledge.now_known.as_ref()),
            audience: text(knowledge.audience.as_ref()),
            form: text(knowledge.form.as_ref()),
        }
    }
}

/// A question left open on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenEntry {
    /// The question.
    pub question: String,
    /// Who would like to follow it.
    pub curious: Option<String>,
}

impl From<&OpenQuestion> for OpenEntry {
    fn from(open: &OpenQuestion) -> Self {
        Self {
            question: said(&open.question),
            curious: text(open.curious.as_ref()),
        }
    }
}

/// A question of the walk that was not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotAsked {
    /// Id of the prompt or of the timeline rule.
    pub prompt: String,
    /// The event or record it was about, as written after the `@`; none where the question says it.
    pub about: Option<String>,
    /// That event, where it is one.
    pub event: Option<EventRef>,
    /// The question, where it is known.
    pub question: Option<String>,
    /// What became of it: skipped, put off, nobody knows, not relevant here.
    pub became: Word,
}

/// An answer that has no field of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Id of the prompt or of the timeline rule.
    pub prompt: String,
    /// The event or record it was about, as written after the `@`; none where the question says it.
    pub about: Option<String>,
    /// That event, where it is one.
    pub event: Option<EventRef>,
    /// The question, where it is known.
    pub question: Option<String>,
    /// What was said.
    pub text: String,
}

/// A question that the timeline raises and that was not asked, since others weighed more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unasked {
    /// The rule, and the event it is about behind an `@`.
    pub key: String,
    /// The question.
    pub question: String,
}

impl From<&(String, String)> for Unasked {
    fn from((key, question): &(String, String)) -> Self {
        Self {
            key: key.clone(),
            question: question.clone(),
        }
    }
}

/// Gives the question behind the id of a prompt or timeline rule.
pub type Questions<'a> = &'a dyn Fn(&str) -> Option<String>;

impl NotAsked {
    /// What became of the question `key`.
    pub(super) fn new(
        key: &str,
        asked: Asked,
        (index, questions): (&Index, Questions<'_>),
    ) -> Self {
        let (prompt, about) = split(key);
        let (about, event, question) = asked_of((key, &prompt), about, (index, questions));
        Self {
            event,
            question,
            became: word!(asked),
            prompt,
            about,
        }
    }
}

impl Answer {
    /// What was said to the question `key`.
    pub(super) fn new(key: &str, text: &str, (index, questions): (&Index, Questions<'_>)) -> Self {
        let (prompt, about) = split(key);
        let (about, event, question) = asked_of((key, &prompt), about, (index, questions));
        Self {
            event,
            question,
            text: text.to_owned(),
            prompt,
            about,
        }
    }
}

/// What a question is about, that event, and the question itself. A question of the timeline says
/// in its words what it is about.
fn asked_of(
    (key, prompt): (&str, &str),
    about: Option<String>,
    (index, questions): (&Index, Questions<'_>),
) -> (Option<String>, Option<EventRef>, Option<String>) {
    if let Some(whole) = about.as_ref().and_then(|_| questions(key)) {
        return (None, None, Some(whole));
    }
    let event = about.as_deref().and_then(|id| index.get(id));
    (about, event, questions(prompt))
}

/// Prompt and subject of a key like `tl-silence@e4`.
fn split(key: &str) -> (String, Option<String>) {
    match key.split_once('@') {
        Some((prompt, about)) => (prompt.to_owned(), Some(about.to_owned())),
        None => (key.to_owned(), None),
    }
}

/// An idea for change, kept for the planning meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParkedEntry {
    /// The idea.
    pub idea: String,
    /// Who had it.
    pub from: Option<String>,
    /// What it would help with.
    pub helps: Option<Word>,
    /// How it might make another day harder.
    pub side_effects: Option<String>,
}

impl From<&Parked> for ParkedEntry {
    fn from(parked: &Parked) -> Self {
        Self {
            idea: said(&parked.idea),
            from: text(parked.from.as_ref()),
            helps: parked.helps.map(|helps| word!(helps)),
            side_effects: text(parked.side_effects.as_ref()),
        }
    }
}

/// A change that the planning meeting decided about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FollowUpEntry {
    /// A verb and a bounded scope.
    pub what: String,
    /// What it would help with.
    pub helps: Option<Word>,
    /// Ids of latent failures and degraded-mode conditions that it touches.
    pub touches: Vec<String>,
    /// How one can tell that it is done.
    pub done_when: Option<String>,
    /// A role or a team.
    pub owner: Option<String>,
    /// When.
    pub due: Option<String>,
    /// What was decided.
    pub status: Option<Word>,
    /// For which reason.
    pub because: Option<String>,
    /// Where the work is tracked.
    pub link: Option<Evidence>,
}

impl From<&FollowUp> for FollowUpEntry {
    fn from(follow_up: &FollowUp) -> Self {
        Self {
            what: said(&follow_up.what),
            helps: follow_up.helps.map(|helps| word!(helps)),
            touches: texts(&follow_up.touches),
            done_when: text(follow_up.done_when.as_ref()),
            owner: text(follow_up.owner.as_ref()),
            due: follow_up.due.map(|due| due.to_string()),
            status: follow_up.status.as_ref().map(|status| word!(status.value)),
            because: text(follow_up.because.as_ref()),
            link: text(follow_up.link.as_ref()).map(|link| Evidence::new(&link)),
        }
    }
}
