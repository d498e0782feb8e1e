//! What a site keeps of one incident while the others are read: little, whatever its size.

use chrono::NaiveDate;

use crate::archive::actions::{Action, actions};
use crate::archive::{Record, stats};
use crate::model::{Category, Factor};
use crate::source::{Text, one_line};

/// How many characters of a text stand for it.
const SHORT: usize = 280;
/// How much of the words of an incident can be searched, in bytes.
const SEARCHED: usize = 3000;

/// What is kept of an incident.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its day.
    pub day: Option<NaiveDate>,
    /// How far its review has come.
    pub status: Option<&'static str>,
    /// What the organisation calls its severity.
    pub severity: Option<String>,
    /// What happened, in short.
    pub summary: String,
    /// Parts of the system.
    pub components: Vec<String>,
    /// The families of its factors, each once for every factor.
    pub families: Vec<&'static str>,
    /// Whether it was reviewed: it has a review with something in it.
    pub reviewed: bool,
    /// What will be done.
    pub actions: Vec<Action>,
    /// Its part of the statistics.
    pub stats: Option<stats::Part>,
    /// What can be searched.
    pub words: String,
}

impl Kept {
    /// What is kept of `record`.
    pub fn of(record: &Record) -> Self {
        let incident = record.incident.as_ref();
        let title = incident.map(|incident| incident.title.value.as_str());
        let summary = incident.and_then(|incident| Some(incident.summary.as_ref()?.value.as_str()));
        let components = incident.map(|incident| incident.components.iter());
        let factors = record
            .review
            .iter()
            .flat_map(|review| &review.contributing_factors);
        Self {
            id: record.id.clone(),
            title: one_line(title.unwrap_or(&record.id)),
            day: record.day(),
            status: incident.and_then(|incident| incident.status.map(crate::model::Status::word)),
            severity: incident.and_then(|incident| Some(one_line(incident.severity.as_ref()?))),
            summary: short(&one_line(summary.unwrap_or_default())),
            components: components
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .collect(),
            families: factors.flat_map(families).collect(),
            reviewed: record.review.is_some(),
            actions: actions(record),
            stats: stats::Part::of(record),
            words: words(record),
        }
    }
}

/// The families of a factor, each once.
fn families(factor: &Factor) -> Vec<&'static str> {
    let categories = factor.categories.iter();
    let known = categories.filter_map(|tag| Category::find(tag));
    let mut words: Vec<_> = known.map(|category| category.family.word()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of an incident that a search goes through, the most telling first.
fn words(record: &Record) -> String {
    let mut texts: Vec<&Text> = Vec::new();
    if let Some(incident) = &record.incident {
        texts.extend(&incident.summary);
    }
    if let Some(review) = &record.review {
        let factors = review.contributing_factors.iter();
        texts.extend(factors.map(|factor| &factor.statement));
        let latent = review.latent_failures.iter();
        texts.extend(latent.filter_map(|entry| entry.what.as_ref()));
        let degraded = review.degraded_conditions.iter();
        texts.extend(degraded.filter_map(|entry| entry.what.as_ref()));
    }
    if let Some(incident) = &record.incident {
        let events = incident.timeline.events.iter();
        texts.extend(events.map(|event| &event.what));
    }
    let mut words = String::new();
    for text in texts {
        if words.len() + text.len() > SEARCHED {
            break;
        }
        words.push_str(&one_line(text));
        words.push(' ');
    }
    words
}

/// The start of a text, to the end of a word.
fn short(text: &str) -> String {
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHORT).collect();
    let end = start.rfind(' ').unwrap_or(start.len());
    format!("{} …", &start[..end])
}
