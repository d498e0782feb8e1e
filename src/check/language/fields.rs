//! The prose of an incident: its files in, every text that is looked at for its wording out.
//!
//! Left aside is what tells how it looked to somebody then (`known`, `believed`), what others said
//! (`quote`), evidence, ids, names, and the parking lot.

use super::Section::{self, Causes, Future, Plan as Planned, Story};
use crate::model::{
    Accepted, DegradedCondition, Event, History, Incident, LatentFailure, Plan, Review,
};
use crate::source::Text;

/// Texts with what each is about.
pub(super) type Texts<'a> = Vec<(Section, &'a Text)>;

/// Adds texts of one kind.
fn put<'a>(texts: &mut Texts<'a>, section: Section, more: impl IntoIterator<Item = &'a Text>) {
    texts.extend(more.into_iter().map(|text| (section, text)));
}

/// The texts of an `incident.yaml`.
pub(super) fn incident(incident: &Incident) -> Texts<'_> {
    let mut texts = Vec::new();
    put(&mut texts, Story, [&incident.title]);
    put(&mut texts, Story, &incident.summary);
    for impact in &incident.impact {
        put(&mut texts, Story, [&impact.what]);
        put(&mut texts, Story, &impact.size);
    }
    for Event {
        what, hindsight, ..
    } in &incident.timeline.events
    {
        put(&mut texts, Story, [what]);
        put(&mut texts, Story, hindsight);
    }
    texts
}

/// The texts of a `plan.yaml`.
pub(super) fn plan(plan: &Plan) -> Texts<'_> {
    let mut texts = Vec::new();
    for follow_up in &plan.follow_ups {
        put(&mut texts, Planned, [&follow_up.what]);
        put(&mut texts, Planned, &follow_up.done_when);
        put(&mut texts, Planned, &follow_up.because);
    }
    texts
}

/// The texts of a `review.yaml`.
pub(super) fn review(review: &Review) -> Texts<'_> {
    let mut texts = Vec::new();
    put(&mut texts, Story, &review.normal_work);
    understood(review, &mut texts);
    learned(review, &mut texts);
    for factor in &review.contributing_factors {
        put(&mut texts, Causes, [&factor.statement]);
    }
    for entry in &review.latent_failures {
        latent(entry, &mut texts);
    }
    for entry in &review.degraded_conditions {
        degraded(entry, &mut texts);
    }
    put(&mut texts, Story, review.answers.values());
    texts
}

/// How it went, and how it looked.
fn understood<'a>(review: &'a Review, texts: &mut Texts<'a>) {
    for view in &review.perspectives {
        put(texts, Story, &view.account);
        put(texts, Story, &view.differs);
    }
    if let Some(detection) = &review.detection {
        put(texts, Story, &detection.narrative);
        put(texts, Story, &detection.first_sign);
        put(
            texts,
            Story,
            detection
                .signals
                .iter()
                .filter_map(|signal| signal.note.as_ref()),
        );
    }
    for sense in &review.sensemaking {
        let told = [
            &sense.saw,
            &sense.goal,
            &sense.options,
            &sense.guidance,
            &sense.automation,
            &sense.changed_by,
        ];
        put(texts, Story, told.into_iter().flatten());
    }
    put(texts, Story, &review.coordination);
    put(texts, Story, &review.communication);
    if let Some(cost) = &review.response_cost {
        put(texts, Story, &cost.displaced);
        put(texts, Story, &cost.toll);
    }
}

/// What there is to take along.
fn learned<'a>(review: &'a Review, texts: &mut Texts<'a>) {
    put(texts, Story, &review.went_well);
    for adaptation in &review.adaptations {
        put(texts, Story, [&adaptation.what]);
        put(texts, Story, &adaptation.made_possible_by);
        put(texts, Story, &adaptation.strain);
    }
    for near in &review.near_misses {
        put(texts, Story, [&near.what]);
        put(texts, Story, &near.stopped_by);
    }
    put(texts, Story, &review.luck);
    for surprise in &review.surprises {
        put(texts, Story, [&surprise.found]);
    }
    for pattern in &review.patterns {
        put(texts, Story, [&pattern.theme]);
        put(texts, Story, &pattern.alike);
        put(texts, Story, &pattern.different);
    }
    for knowledge in &review.knowledge {
        put(texts, Story, &knowledge.now_known);
    }
    for open in &review.open_questions {
        put(texts, Story, [&open.question]);
    }
}

fn latent<'a>(entry: &'a LatentFailure, texts: &mut Texts<'a>) {
    put(texts, Causes, &entry.what);
    put(texts, Causes, &entry.how_it_came);
    put(
        texts,
        Story,
        entry
            .hidden_by
            .iter()
            .filter_map(|hidden| hidden.note.as_ref()),
    );
    if let Some(mitigated) = &entry.mitigated {
        put(texts, Future, [&mitigated.how, &mitigated.what_remains]);
    }
    terms(entry.accepted.as_ref(), texts);
    if let Some(resolved) = &entry.resolved {
        put(texts, Future, [&resolved.how_shown]);
    }
    history(&entry.history, texts);
}

/// The terms on which an entry is lived with.
fn terms<'a>(accepted: Option<&'a Accepted>, texts: &mut Texts<'a>) {
    if let Some(accepted) = accepted {
        put(texts, Future, &accepted.because);
        put(texts, Future, &accepted.bearable_because);
    }
}

fn degraded<'a>(entry: &'a DegradedCondition, texts: &mut Texts<'a>) {
    terms(entry.accepted.as_ref(), texts);
    put(texts, Causes, &entry.what);
    put(
        texts,
        Story,
        entry
            .kept_working_by
            .iter()
            .filter_map(|kept| kept.what.as_ref()),
    );
    put(
        texts,
        Story,
        entry
            .margin
            .iter()
            .filter_map(|margin| margin.text.as_ref()),
    );
    put(texts, Story, &entry.normalised);
    history(&entry.history, texts);
}

fn history<'a>(history: &'a [History], texts: &mut Texts<'a>) {
    put(
        texts,
        Story,
        history.iter().filter_map(|step| step.note.as_ref()),
    );
}
