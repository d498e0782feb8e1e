//! What a site keeps of one incident while the others are read: little, whatever its size.

use chrono::NaiveDate;

use crate::archive::actions::{Action, actions};
use crate::archive::{Record, stats};
use crate::config::Config;
use crate::model::{Category, Factor};
use crate::render::plain;
use crate::source::one_line;

/// How many characters of a text stand for it.
const SHORT: usize = 280;

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
    /// Its part of the statistics, which leaves no room behind when it is taken.
    pub stats: Option<Box<stats::Part>>,
}

impl Kept {
    /// What is kept of `record`, by the settings of the team.
    pub fn of(record: &Record, config: &Config) -> Self {
        let incident = record.incident.as_ref();
        let title = incident.map(|incident| incident.title.value.as_str());
        let summary = incident.and_then(|incident| Some(incident.summary.as_ref()?.value.as_str()));
        let components = incident.map(|incident| incident.components.iter());
        let factors = record
            .review
            .iter()
            .flat_map(|review| &review.contributing_factors);
        Self {
            id: record.id.to_string(),
            title: title.map_or_else(|| record.id.to_string(), plain),
            day: record.day(),
            status: incident.and_then(|incident| incident.status.map(crate::model::Status::word)),
            severity: incident.and_then(|incident| Some(one_line(incident.severity.as_ref()?))),
            summary: short(&plain(summary.unwrap_or_default())),
            components: components
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .collect(),
            families: factors.flat_map(families).collect(),
            reviewed: record.review.is_some(),
            actions: actions(record),
            stats: stats::Part::of(record, config).map(Box::new),
        }
    }

    /// Its day, severity and status.
    pub(super) fn about(&self) -> String {
        let day = self.day.map(|day| day.to_string());
        let parts = [day, self.severity.clone(), self.status.map(str::to_owned)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
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

/// The start of a text, to the end of a word.
fn short(text: &str) -> String {
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHORT).collect();
    let end = start.rfind(' ').unwrap_or(start.len());
    format!("{} …", &start[..end])
}
