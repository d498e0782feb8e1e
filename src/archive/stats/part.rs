//! What the statistics keep of one incident while the others are read: numbers, and few words.

use std::sync::Arc;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};

use super::depth::Depth;
use super::dots::Ends;
use crate::archive::gather::Record;
use crate::archive::observation::{EntryKind, took_part};
use crate::config::Config;
use crate::model::time::{Gap, Time, apart};
use crate::model::{
    Category, Factor, Family, Held, Incident, Influence, Kind, Mark, Reporter, ResponseCost,
};
use crate::source::one_line;

/// Who can have noticed first.
pub(super) const NOTICED: &[&str] = &[AN_ALERT, THE_RESPONSE, CUSTOMER, PUBLIC, INSIDE, SUPPLIER];

const AN_ALERT: &str = "an alert";
const THE_RESPONSE: &str = "the response";
const CUSTOMER: &str = "a customer";
const PUBLIC: &str = "the public";
const INSIDE: &str = "somebody inside";
const SUPPLIER: &str = "a supplier";

/// Stands where nobody wrote down who noticed.
pub(in crate::archive) const NOT_RECORDED: &str = "not recorded";

/// The times that are shown, by the marks at their ends.
const TIMES: [(Mark, Mark); 3] = [
    (Mark::Started, Mark::Detected),
    (Mark::Detected, Mark::Mitigated),
    (Mark::Mitigated, Mark::Resolved),
];

/// What the statistics need of one incident.
#[derive(Debug, Clone, Default)]
pub struct Part {
    pub(super) incident: Arc<str>,
    pub(super) day: Option<NaiveDate>,
    pub(super) noticed: &'static str,
    pub(super) times: [Option<Ends>; 3],
    /// Whether people were called away from their free time, as far as that is known.
    pub(super) out_of_hours: Option<bool>,
    /// Tools of the response that were affected; none where nothing is known of them.
    pub(super) tools: Option<Vec<String>>,
    /// What its review says; none where there is no review.
    pub(super) review: Option<Reviewed>,
}

/// What the statistics need of one review.
#[derive(Debug, Clone)]
pub(super) struct Reviewed {
    pub(super) depth: Depth,
    /// Days from the incident to the review.
    pub(super) days: Option<Ends>,
    pub(super) people: Option<u32>,
    pub(super) hours: Option<f64>,
    pub(super) facilitator_responded: Option<bool>,
    pub(super) accounts: u32,
    pub(super) surprises: u32,
    pub(super) questions: u32,
    /// How many learned something for their work, of how many that answered.
    pub(super) learned: Option<(u32, u32)>,
    /// How many would come again, of how many that answered.
    pub(super) again: Option<(u32, u32)>,
    pub(super) factors: u32,
    /// Factors that kept the incident smaller.
    pub(super) limited: u32,
    /// Factors with a category of each family.
    pub(super) families: [u32; Family::ALL.len()],
    /// Entries of the register that took part. Of what nobody is sure, it is not counted.
    pub(super) links: Vec<(EntryKind, String)>,
}

impl Part {
    /// The part of an incident; one whose `incident.yaml` was left out has none. Of what its review
    /// does not say, `config` tells when people work and what they respond with.
    pub fn of(record: &Record, config: &Config) -> Option<Self> {
        let incident = record.incident.as_ref()?;
        let cost = record
            .review
            .as_ref()
            .and_then(|own| own.response_cost.as_ref());
        let said = cost.and_then(|cost| cost.out_of_hours);
        let time = |mark| incident.mark(mark)?.0.time.as_ref();
        Some(Self {
            incident: Arc::clone(&record.id),
            day: record.day(),
            noticed: noticed(incident),
            times: TIMES.map(|(from, to)| between(time(from)?, time(to)?)),
            out_of_hours: said.or_else(|| is_out_of_hours(incident, config)),
            tools: tools(incident, cost, config),
            review: Reviewed::of(record),
        })
    }
}

impl Reviewed {
    fn of(record: &Record) -> Option<Self> {
        let review = record.review.as_ref()?;
        let (held, cost) = (review.held.as_ref(), review.response_cost.as_ref());
        let survey = held.and_then(|held| held.survey);
        let factors = &review.contributing_factors;
        let accounts = review.perspectives.iter();
        let limited = |factor: &&Factor| factor.influence == Some(Influence::Limited);
        Some(Self {
            depth: Depth::of(review),
            days: days(held, record.day()),
            people: cost.and_then(|cost| cost.people),
            hours: cost
                .and_then(|cost| cost.person_hours)
                .filter(|hours| hours.is_finite()),
            facilitator_responded: held.and_then(|held| held.facilitator_responded),
            accounts: count(accounts.filter(|own| own.account.is_some()).count()),
            surprises: count(review.surprises.len()),
            questions: count(review.open_questions.len()),
            learned: survey.and_then(|own| of_answers(own.learned, own.answers)),
            again: survey.and_then(|own| of_answers(own.again, own.answers)),
            factors: count(factors.len()),
            limited: count(factors.iter().filter(limited).count()),
            families: std::array::from_fn(|place| {
                let own = |factor: &&Factor| in_family(factor, Family::ALL[place]);
                count(factors.iter().filter(own).count())
            }),
            links: took_part(record),
        })
    }
}

/// The length between two times, in minutes; none where they stand the other way round, or nothing
/// can be said.
fn between(from: &Time, to: &Time) -> Option<Ends> {
    let minutes = |length: TimeDelta| {
        let seconds = u32::try_from(length.num_seconds()).ok()?;
        Some(f64::from(seconds) / 60.0)
    };
    let (least, most) = apart(from, to)?;
    let (least, most) = (least.and_then(minutes), most.and_then(minutes));
    // No shorter than nothing, and open above, says nothing.
    let says = most.is_some() || least.is_some_and(|least| least > 0.0);
    says.then(|| Ends {
        least,
        most,
        words: Gap::between(from, to).to_string().into(),
    })
}

/// How many days after the incident the review was held; none where it was held before.
fn days(held: Option<&Held>, day: Option<NaiveDate>) -> Option<Ends> {
    let (on, day) = (held?.on?, day?);
    let days = |to: NaiveDate| u32::try_from((to - day).num_days()).ok();
    let (least, most) = (days(on.earliest()).unwrap_or(0), days(on.latest())?);
    let number = if least == most {
        least.to_string()
    } else {
        format!("{least} to {most}")
    };
    let unit = if most == 1 { "day" } else { "days" };
    Some(Ends {
        least: Some(f64::from(least)),
        most: Some(f64::from(most)),
        words: format!("{number} {unit}").into(),
    })
}

/// So many of so many answers; none where that cannot be.
fn of_answers(number: Option<u32>, answers: Option<u32>) -> Option<(u32, u32)> {
    number.zip(answers).filter(|(number, all)| number <= all)
}

/// Whether it was detected outside working hours; none where that depends on what is not known.
fn is_out_of_hours(incident: &Incident, config: &Config) -> Option<bool> {
    let hours = config.working_hours.as_ref()?;
    let time = incident.mark(Mark::Detected)?.0.time.as_ref()?;
    let at_work = |at: DateTime<Utc>| {
        let own = || at.with_timezone(time.anchor.offset());
        let zone = config.timezone.as_ref().map(|zone| zone.value);
        let local = zone.map_or_else(own, |zone| at.with_timezone(&zone.offset(at)));
        hours.hold(local.weekday(), local.time())
    };
    let (first, last) = (at_work(time.earliest()?), at_work(time.latest()?));
    (first == last).then_some(!first)
}

/// The tools of the response that were affected: as the review says, and those of the settings that
/// the timeline speaks of so.
fn tools(incident: &Incident, cost: Option<&ResponseCost>, config: &Config) -> Option<Vec<String>> {
    if cost.is_none() && config.response_tools.is_empty() {
        return None;
    }
    let said = cost.iter().flat_map(|cost| cost.tools_affected.iter());
    let events = incident.timeline.events.iter();
    let trouble = events.filter(|event| TROUBLE.contains(event.kind()));
    let parts = trouble.flat_map(|event| event.component.iter());
    let own = parts.filter(|part| {
        config
            .response_tools
            .iter()
            .any(|tool| tool.trim() == part.trim())
    });
    let mut tools: Vec<_> = said.chain(own).map(|tool| one_line(tool)).collect();
    tools.sort();
    tools.dedup();
    Some(tools)
}

/// Kinds of events that say that a part is in trouble.
const TROUBLE: [Kind; 4] = [Kind::Symptom, Kind::Alert, Kind::Condition, Kind::Report];

fn in_family(factor: &Factor, family: Family) -> bool {
    let mut tags = factor.categories.iter();
    tags.any(|tag| Category::find(tag).is_some_and(|own| own.family == family))
}

/// Who noticed first, by the event that carries the detection: its reporter, else its kind. Of any
/// other event that no role has, nobody wrote down whose it is.
pub(in crate::archive) fn noticed(incident: &Incident) -> &'static str {
    let Some((_, Some(event))) = incident.mark(Mark::Detected) else {
        return NOT_RECORDED;
    };
    match (event.reporter, event.kind()) {
        (Some(reporter), _) => match reporter {
            Reporter::Responder => THE_RESPONSE,
            Reporter::Customer => CUSTOMER,
            Reporter::Public => PUBLIC,
            Reporter::Internal => INSIDE,
            Reporter::Vendor => SUPPLIER,
        },
        (None, Kind::Alert) => AN_ALERT,
        (None, kind) if *kind != Kind::Report && event.who.is_some() => THE_RESPONSE,
        (None, _) => NOT_RECORDED,
    }
}

/// How many, as the intervals take it.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_kept_of_an_incident() {
        assert!(size_of::<Part>() < 1024, "{}", size_of::<Part>());
    }
}
