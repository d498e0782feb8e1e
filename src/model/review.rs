//! `review.yaml`: what was understood.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::date::RoughDate;
use super::degraded::DegradedCondition;
use super::factor::Factor;
use super::latent::LatentFailure;
use super::plan::Helps;
use super::visibility::Visibility;
use super::words::words;
use crate::source::{OneOrMany, Spanned, Text};

/// What people understood: accounts, conditions, knowledge. Everything in it is optional.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// Version of the format of this file; 1.
    #[schemars(extend("enum" = [1, null]))]
    pub pir: Option<Spanned<u32>>,
    /// How the review was held.
    pub held: Option<Held>,
    /// What people wanted to understand.
    #[schemars(extend("examples" = [["How the price-sync job can slow checkout at all"]]))]
    pub objectives: OneOrMany<Text>,
    /// An ordinary day in this part of the system.
    pub normal_work: Option<Text>,
    /// Accounts by role, kept apart.
    pub perspectives: Vec<Perspective>,
    /// How it came to be noticed.
    pub detection: Option<Detection>,
    /// How it looked to people as it went on.
    pub sensemaking: Vec<SenseMaking>,
    /// How people worked together.
    pub coordination: OneOrMany<Text>,
    /// How news reached others.
    pub communication: OneOrMany<Text>,
    /// What it cost people.
    pub response_cost: Option<ResponseCost>,
    /// What helped on the way back.
    pub went_well: OneOrMany<Text>,
    /// What people did outside the plan in order to cope.
    pub adaptations: Vec<Adaptation>,
    /// What almost happened.
    pub near_misses: Vec<NearMiss>,
    /// Where chance was on our side.
    pub luck: OneOrMany<Text>,
    /// What surprised people.
    pub surprises: Vec<Surprise>,
    /// What this has in common with other incidents.
    pub patterns: Vec<Pattern>,
    /// What is understood now that was not before.
    pub knowledge: Vec<Knowledge>,
    /// What those outside can do so that the next one like it touches them less.
    pub advice: OneOrMany<Text>,
    /// What the review leaves unanswered, on purpose.
    pub open_questions: Vec<OpenQuestion>,
    /// Ideas for change, kept for the planning meeting.
    pub parking_lot: Vec<Parked>,
    /// Conditions without which the incident would have taken another course.
    pub contributing_factors: Vec<Factor>,
    /// Weaknesses that were there before.
    pub latent_failures: Vec<LatentFailure>,
    /// What kept working in a reduced state.
    pub degraded_conditions: Vec<DegradedCondition>,
    /// Answers that have no field of their own, by prompt (`prompt` or `prompt@event`).
    #[schemars(extend("examples" = [{"story-your-entry@morning on-call": "I came in through the support message."}]))]
    pub answers: BTreeMap<Text, Text>,
    /// What was asked and not answered, by prompt or by `rule@event`.
    #[schemars(extend("examples" = [{"luck-near-miss": "later"}]))]
    pub asked: BTreeMap<Text, Asked>,
}

/// How the review was held.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Held {
    /// When.
    pub on: Option<RoughDate>,
    /// In which form.
    pub form: Option<Form>,
    /// For how long, in minutes.
    pub minutes: Option<u32>,
    /// The facilitator's role.
    pub facilitator_role: Option<Text>,
    /// Whether the facilitator took part in the response.
    pub facilitator_responded: Option<bool>,
    /// What the people in it said at its end.
    pub survey: Option<Survey>,
}

/// The two questions at the end of a review, counted.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// How many answered.
    pub answers: Option<u32>,
    /// How many learned something that will change how they work.
    pub learned: Option<u32>,
    /// How many would come again.
    pub again: Option<u32>,
}

words! {
    /// In which form a review was held.
    Form {
        Meeting = "meeting": "a meeting",
        Interviews = "interviews": "talks one by one",
        Both = "both": "talks one by one and a meeting",
        Written = "written": "in writing",
    }
}

/// How it looked to one role.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Perspective {
    /// Who.
    pub role: Text,
    /// Their account.
    pub account: Option<Text>,
    /// Where it differs from other accounts.
    pub differs: Option<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// How it came to be noticed.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Detection {
    /// In words.
    pub narrative: Option<Text>,
    /// The earliest sign there was.
    pub first_sign: Option<Text>,
    /// What the signals were worth.
    pub signals: Vec<Signal>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// A signal, and what it was worth.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// Which.
    pub signal: Text,
    /// What it was worth that day.
    pub worth: Option<Worth>,
    /// In words.
    pub note: Option<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

words! {
    /// What a signal was worth.
    Worth {
        Helped = "helped": "it helped",
        Misled = "misled": "it pointed elsewhere",
        Lost = "lost": "it was lost among the others",
    }
}

/// How it looked to somebody at some moment.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SenseMaking {
    /// Id of the event.
    pub event: Option<Text>,
    /// Who.
    pub role: Option<Text>,
    /// What they had in front of them.
    pub saw: Option<Text>,
    /// What they took to be going on.
    pub believed: Option<Text>,
    /// What they were after, and what they did not want to lose.
    pub goal: Option<Text>,
    /// The options in view, and what spoke for the one taken.
    pub options: Option<Text>,
    /// What they were unsure about.
    pub uncertainty: Option<Text>,
    /// Which runbook, rule or habit applied, and how well it fitted.
    pub guidance: Option<Text>,
    /// What automation was doing, and how one could tell.
    pub automation: Option<Text>,
    /// What changed the picture.
    pub changed_by: Option<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// What the response cost people.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ResponseCost {
    /// How many worked on it.
    pub people: Option<u32>,
    /// Hours, summed over people.
    pub person_hours: Option<f64>,
    /// Whether it fell outside working hours.
    pub out_of_hours: Option<bool>,
    /// What was put aside for it.
    pub displaced: OneOrMany<Text>,
    /// What it took out of them.
    pub toll: Option<Text>,
    /// Tools of the response that were affected themselves.
    pub tools_affected: OneOrMany<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// Something that people did outside the plan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Adaptation {
    /// What.
    pub what: Text,
    /// Who.
    pub role: Option<Text>,
    /// What made it possible.
    pub made_possible_by: Option<Text>,
    /// Whose room it stretched.
    pub strain: Option<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// Something that almost happened.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NearMiss {
    /// What.
    pub what: Text,
    /// What stopped it.
    pub stopped_by: Option<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// Something that was not expected.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Surprise {
    /// Whose.
    pub role: Option<Text>,
    /// What had been expected.
    pub expected: Option<Text>,
    /// What was found.
    pub found: Text,
    /// Of which kind.
    pub kind: Option<SurpriseKind>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

words! {
    /// Of which kind a surprise was.
    SurpriseKind {
        Situational = "situational": "not expected today",
        Fundamental = "fundamental": "not known to be possible",
    }
}

/// What this has in common with other incidents.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// In words.
    pub theme: Text,
    /// Ids of those incidents.
    #[serde(default)]
    pub other_incidents: OneOrMany<Text>,
    /// What is alike.
    pub alike: Option<Text>,
    /// What is different.
    pub different: Option<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// Something understood now that was not before.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Knowledge {
    /// What is known now.
    pub now_known: Option<Text>,
    /// Who else would work differently if they knew.
    pub audience: Option<Text>,
    /// In which form it would reach them.
    pub form: Option<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// A question left open on purpose.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenQuestion {
    /// The question.
    pub question: Text,
    /// Who would like to follow it.
    pub curious: Option<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

/// An idea for change, without owner or date.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parked {
    /// The idea.
    pub idea: Text,
    /// Who had it.
    pub from: Option<Text>,
    /// What it would help with.
    pub helps: Option<Helps>,
    /// How it might make another day harder.
    pub side_effects: Option<Text>,
}

words! {
    /// What became of a question that was asked and not answered.
    Asked {
        Skipped = "skipped": "skipped",
        Later = "later": "put off",
        Unknown = "unknown": "nobody knows",
        NotRelevant = "not-relevant": "not relevant here",
    }
}
