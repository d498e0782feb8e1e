//! The report of an incident, for the commands that render it.

use anyhow::bail;

use super::case::{Case, Repo};
use super::{prompts, talk};
use crate::config::Config;
use crate::context::{Context, Exit, Said};
use crate::diagnostic::Diagnostic;
use crate::model::{Incident, Review};
use crate::report::{Audience, Options, Report};
use crate::store::names;
use crate::walk::timeline::{self, Wish};
use crate::walk::{Catalogue, Question};
use crate::yaml::Value;

/// The wording of what a review was asked, by prompt or by `rule@event`.
pub(super) struct Wording<'a> {
    catalogue: &'a Catalogue,
    raised: Vec<Question>,
}

impl<'a> Wording<'a> {
    /// The wording for an incident and its review, which is there as a plain value too.
    pub(super) fn new(
        catalogue: &'a Catalogue,
        (incident, review, value): (&Incident, &Review, &dyn Fn() -> Value),
        config: &Config,
    ) -> Self {
        let again = Wish {
            again: true,
            ..Wish::default()
        };
        // With `again` nothing in the review keeps a rule from raising its question.
        let raised = if names_questions(review) {
            timeline::questions((incident, &value()), config, again)
        } else {
            Vec::new()
        };
        Self { catalogue, raised }
    }

    /// The question behind `key`.
    pub(super) fn of(&self, key: &str) -> Option<String> {
        let raised = self.raised.iter().find(|question| question.key() == key);
        let prompt = || self.catalogue.find(key).map(|prompt| prompt.ask.clone());
        raised.map(|question| question.ask.clone()).or_else(prompt)
    }
}

/// Whether a review names any question.
fn names_questions(review: &Review) -> bool {
    !review.asked.is_empty() || !review.answers.is_empty()
}

/// The report of an incident for an audience, with the questions of the catalogue. What takes long
/// is in it where the template `uses` it.
pub(super) fn of(
    cx: &mut Context<'_>,
    repo: &Repo,
    (case, audience): (&Case, Audience<'_>),
    uses: &dyn Fn(&str) -> bool,
) -> anyhow::Result<Report> {
    let nothing = Review::default();
    let review = case
        .review
        .as_ref()
        .and_then(|loaded| loaded.value.as_ref())
        .unwrap_or(&nothing);
    // Most reviews name no question, and the catalogue takes longer to read than they do.
    let catalogue = if names_questions(review) {
        prompts::catalogue(cx, repo)?
    } else {
        Catalogue::default()
    };
    let Some(incident) = &case.incident.value else {
        bail!("the incident could not be read");
    };
    let value = || prompts::review(case);
    let wording = Wording::new(&catalogue, (incident, review, &value), &repo.config);
    let unasked = if uses("unasked") {
        let raised = timeline::questions((incident, &value()), &repo.config, Wish::default());
        unasked(review, raised)
    } else {
        Vec::new()
    };
    let there = [
        (names::INCIDENT, true),
        (names::REVIEW, case.review.is_some()),
        (names::PLAN, case.plan.is_some()),
    ];
    let sources: Vec<_> = there.iter().filter(|row| row.1).map(|row| row.0).collect();
    let plan = case.plan.as_ref().and_then(|loaded| loaded.value.as_ref());
    let id = case.folder.id();
    let options = Options {
        id: &id,
        sources: &sources,
        questions: &|key| wording.of(key),
        unasked: &unasked,
        picture: uses("chart"),
        audience,
    };
    Ok(Report::new(incident, review, plan, &options))
}

/// Of what the timeline raises, the key and the question of all that nobody was asked or spoke of.
fn unasked(review: &Review, raised: Vec<Question>) -> Vec<(String, String)> {
    let spoken_of = |key: &str| {
        let mut keys = review.asked.keys().chain(review.answers.keys());
        keys.any(|own| own.trim() == key)
    };
    let left = raised.into_iter();
    left.filter(|question| !question.asked && !spoken_of(&question.key()))
        .map(|question| (question.key(), question.ask))
        .collect()
}

/// What a template gave; an error of it is printed.
pub(super) fn told<T>(cx: &mut Context<'_>, text: Result<T, Box<Diagnostic>>) -> anyhow::Result<T> {
    text.or_else(|finding| {
        talk::finding(cx, &finding)?;
        Err(Said(Exit::Trouble).into())
    })
}
