//! The words that files are written in, by the field that they stand in.

use crate::model::{
    AlertOrHypothesisState, Asked, Checked, Confidence, DegradedStatus, Family, FollowUpStatus,
    Form, FoundBy, Helps, Hiding, Influence, KeptBy, Kind, KnownForm, LatentStatus, Mark, Outcome,
    PlayedPart, Relation, Reporter, Status, SurpriseKind, Trend, Visibility, Worth,
};

/// The words of one field.
pub(super) struct Vocabulary {
    /// What they are, as a title.
    pub(super) title: &'static str,
    /// What one of them is.
    pub(super) one: &'static str,
    /// Where they stand.
    pub(super) place: &'static str,
    /// Each with its meaning.
    pub(super) words: fn() -> Vec<(&'static str, &'static str)>,
}

/// A vocabulary from its type.
macro_rules! vocabulary {
    ($type:ty, $title:literal, $one:literal, $place:literal) => {
        Vocabulary {
            title: $title,
            one: $one,
            place: $place,
            words: || {
                <$type>::ALL
                    .iter()
                    .map(|word| (word.word(), word.meaning()))
                    .collect()
            },
        }
    };
}

/// Every vocabulary.
pub(super) static ALL: &[Vocabulary] = &[
    Vocabulary {
        title: "Kinds of events",
        one: "a kind of event",
        place: "`kind` of an event, in incident.yaml",
        words: || {
            Kind::ALL
                .iter()
                .map(|(_, word, meaning)| (*word, *meaning))
                .collect()
        },
    },
    vocabulary!(
        Mark,
        "Marks of events",
        "a mark of an event",
        "`mark` of an event, or a key of `marks`, in incident.yaml"
    ),
    vocabulary!(
        Outcome,
        "Outcomes of steps",
        "an outcome of a step",
        "`outcome` of an action or a mitigation, in incident.yaml"
    ),
    vocabulary!(
        AlertOrHypothesisState,
        "States of hypotheses and alerts",
        "a state of a hypothesis or an alert",
        "`state` of an event, in incident.yaml"
    ),
    vocabulary!(
        Reporter,
        "Who reports",
        "who reported",
        "`reporter` of a report, in incident.yaml"
    ),
    vocabulary!(
        Status,
        "Statuses of a review",
        "a status of a review",
        "`status`, in incident.yaml"
    ),
    vocabulary!(
        Form,
        "Forms of a review",
        "a form of a review",
        "`held: {form}`, in review.yaml"
    ),
    vocabulary!(
        Worth,
        "What signals were worth",
        "what a signal was worth",
        "`worth` of a signal of `detection`, in review.yaml"
    ),
    vocabulary!(
        SurpriseKind,
        "Kinds of surprises",
        "a kind of surprise",
        "`kind` of a surprise, in review.yaml"
    ),
    vocabulary!(
        Asked,
        "What became of questions",
        "what became of a question",
        "`asked`, in review.yaml"
    ),
    vocabulary!(
        Family,
        "Families of categories",
        "a family of categories",
        "nowhere: it orders the categories of factors"
    ),
    vocabulary!(
        Influence,
        "Influences of factors",
        "an influence of a contributing factor",
        "`influence` of a contributing factor, in review.yaml"
    ),
    vocabulary!(
        Confidence,
        "How factors are known",
        "how a contributing factor is known",
        "`confidence` of a contributing factor, in review.yaml"
    ),
    vocabulary!(
        Visibility,
        "Who may read a record",
        "a reader of a record",
        "`visibility` of an event, an impact, a factor and other records"
    ),
    vocabulary!(
        LatentStatus,
        "Statuses of latent failures",
        "a status of a latent failure",
        "`status` of a latent failure, in review.yaml; `to`, in register.yaml"
    ),
    vocabulary!(
        FoundBy,
        "How weaknesses come to light",
        "how a latent failure came to light",
        "`found: {by}` of a latent failure, in review.yaml"
    ),
    vocabulary!(
        PlayedPart,
        "Whether weaknesses took part",
        "whether a latent failure took part",
        "`played_part` of a latent failure, in review.yaml"
    ),
    vocabulary!(
        Hiding,
        "What hides weaknesses",
        "what hid a latent failure",
        "`hidden_by: {how}` of a latent failure, in review.yaml"
    ),
    vocabulary!(
        KnownForm,
        "Where knowledge lives",
        "where knowledge lived",
        "`form` in `known_to`, in review.yaml"
    ),
    vocabulary!(
        Checked,
        "Whether somebody looked elsewhere",
        "whether somebody looked",
        "`checked` in `also_touches` of a latent failure, in review.yaml"
    ),
    vocabulary!(
        DegradedStatus,
        "Statuses of degraded-mode conditions",
        "a status of a degraded-mode condition",
        "`status` of a degraded-mode condition, in review.yaml; `to`, in register.yaml"
    ),
    vocabulary!(
        Relation,
        "Conditions and the incident in time",
        "how a degraded-mode condition lies in time",
        "`relation` of a degraded-mode condition, in review.yaml"
    ),
    vocabulary!(
        KeptBy,
        "What keeps things working",
        "what keeps a reduced thing working",
        "`kept_working_by: {kind}` of a degraded-mode condition, in review.yaml"
    ),
    vocabulary!(
        Trend,
        "Where margins go",
        "where a margin is going",
        "`margin: {trend}` of a degraded-mode condition, in review.yaml"
    ),
    vocabulary!(
        Helps,
        "What changes help with",
        "what a change helps with",
        "`helps` of a follow-up in plan.yaml, or of `parking_lot` in review.yaml"
    ),
    vocabulary!(
        FollowUpStatus,
        "Statuses of follow-ups",
        "a status of a follow-up",
        "`status` of a follow-up, in plan.yaml"
    ),
];
