//! The table of incidents.

use super::columns::{Columns, texts};
use crate::archive::stats::{NOT_RECORDED, noticed};
use crate::model::time::Time;
use crate::model::{Form, Incident, Mark, Status};

/// The time of a milestone.
fn mark(incident: &Incident, mark: Mark) -> Option<&Time> {
    incident.mark(mark)?.0.time.as_ref()
}

/// The columns of an incident: what it says of itself, its milestones, the lengths between them,
/// what the response cost, how the review was held, and how much there is of what.
pub(super) fn columns() -> Columns<Incident> {
    counts(review(times(said(Columns::of_incident()))))
}

fn said(columns: Columns<Incident>) -> Columns<Incident> {
    columns
        .text("title", "what it is called", |row| Some(&row.item.title))
        .day(
            "day",
            "the day: as the incident says, else of its first dated event, else of its id",
            |row| row.record.day(),
        )
        .word("status", "draft, in-review or published", |row| {
            Some(row.item.status.unwrap_or(Status::Draft).word())
        })
        .text("severity", "the severity, as written", |row| {
            row.item.severity.as_ref()
        })
        .text("timezone", "the zone of times that state none", |row| {
            row.item.timezone.as_ref()
        })
        .list("components", "parts of the system", |row| {
            texts(&row.item.components)
        })
        .list("roles", "who took part, by role", |row| {
            let roles = row.item.roles.0.iter();
            roles.map(|(role, _)| role.value.clone()).collect()
        })
        .text("summary", "what happened", |row| row.item.summary.as_ref())
        .list("impact", "what users noticed", |row| {
            let impact = row.item.impact.iter();
            impact.map(|impact| impact.what.value.clone()).collect()
        })
        .list("references", "where more is to be found", |row| {
            texts(&row.item.references)
        })
}

fn times(columns: Columns<Incident>) -> Columns<Incident> {
    columns
        .time("started", "the first harm or deviation", |row| {
            mark(row.item, Mark::Started)
        })
        .time("detected", "a person able to act knew", |row| {
            mark(row.item, Mark::Detected)
        })
        .time("declared", "the response was called for", |row| {
            mark(row.item, Mark::Declared)
        })
        .time("mitigated", "harm to users was over", |row| {
            mark(row.item, Mark::Mitigated)
        })
        .time("resolved", "a working state was regained", |row| {
            mark(row.item, Mark::Resolved)
        })
        .length(Mark::Started, Mark::Detected)
        .length(Mark::Detected, Mark::Mitigated)
        .length(Mark::Started, Mark::Mitigated)
        .length(Mark::Mitigated, Mark::Resolved)
        .length(Mark::Started, Mark::Resolved)
        .word(
            "noticed_by",
            "who noticed first, as `pir stats` counts it; null where that is not recorded",
            |row| Some(noticed(row.item)).filter(|who| *who != NOT_RECORDED),
        )
}

fn review(columns: Columns<Incident>) -> Columns<Incident> {
    columns
        .date("held", "when the review was held", |row| {
            row.record.review.as_ref()?.held.as_ref()?.on
        })
        .word("held_as", "in which form the review was held", |row| {
            let held = row.record.review.as_ref()?.held.as_ref()?;
            held.form.map(Form::word)
        })
        .integer("responders", "how many worked on it", |row| {
            let cost = row.record.review.as_ref()?.response_cost.as_ref()?;
            cost.people.map(i64::from)
        })
        .number("person_hours", "hours, summed over people", |row| {
            let cost = row.record.review.as_ref()?.response_cost.as_ref()?;
            cost.person_hours.filter(|hours| hours.is_finite())
        })
        .flag(
            "out_of_hours",
            "whether it fell outside working hours",
            |row| {
                row.record
                    .review
                    .as_ref()?
                    .response_cost
                    .as_ref()?
                    .out_of_hours
            },
        )
}

fn counts(columns: Columns<Incident>) -> Columns<Incident> {
    columns
        .integer("events", "how many events the timeline has", |row| {
            i64::try_from(row.item.timeline.events.len()).ok()
        })
        .integer(
            "factors",
            "how many contributing factors; null without a review",
            |row| i64::try_from(row.record.review.as_ref()?.contributing_factors.len()).ok(),
        )
        .integer(
            "latent_failures",
            "how many latent failures; null without a review",
            |row| i64::try_from(row.record.review.as_ref()?.latent_failures.len()).ok(),
        )
        .integer(
            "degraded_conditions",
            "how many degraded-mode conditions; null without a review",
            |row| i64::try_from(row.record.review.as_ref()?.degraded_conditions.len()).ok(),
        )
        .integer(
            "follow_ups",
            "how many follow-ups; null without a plan",
            |row| i64::try_from(row.record.plan.as_ref()?.follow_ups.len()).ok(),
        )
}
