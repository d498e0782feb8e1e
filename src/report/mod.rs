//! Incident, review and plan in, a [`Report`] out: everything a template needs, in order, in words,
//! and ready to print. No clock and no files: the same input gives the same report.

mod audience;
mod chart;
mod clock;
mod conditions;
mod held;
mod learned;
mod milestone;
mod parts;
mod story;
mod timeline;

use serde::Serialize;

use crate::model::{Incident, Plan, Review, RoughDate};

pub use audience::Audience;
pub use chart::{Area, Band, Bar, Chart, Flag, Glyph, Key, Lane, Spot, Tick, Words};
pub use clock::Clock;
pub use conditions::{
    AcceptedEntry, DegradedEntry, Elsewhere, FactorEntry, FactorFamily, Knower, LatentEntry,
    MarginEntry, MitigatedEntry, Noted, ResolvedEntry, Since, StatusChange, Support,
};
pub use held::HeldForm;
pub use learned::{
    AdaptationEntry, Answer, Cost, FollowUpEntry, KnowledgeEntry, NearMissEntry, NotAsked,
    OpenEntry, ParkedEntry, PatternEntry, Questions, SurpriseEntry, Unasked,
};
pub use milestone::{Length, Milestone};
pub use parts::{EventRef, Evidence, Shown, Word};
pub use story::{Account, Decision, DetectionEntry, ImpactEntry, SignalEntry};
pub use timeline::{Day, Entries, Part, Relation, Row};

use crate::model::zone::Zone;
use audience::Public;
use clock::Reader;
use parts::{Frame, Index, evidence, said, text, texts, word};

/// What a report needs beside the files.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The id of the incident: the name of its folder.
    pub id: &'a str,
    /// Names of the files it was made from.
    pub sources: &'a [&'a str],
    /// The question behind the id of a prompt or timeline rule.
    pub questions: Questions<'a>,
    /// Questions that the timeline raises and that were not asked: key and question.
    pub unasked: &'a [(String, String)],
    /// Whether the picture of the timeline is drawn, which takes a while where it is long.
    pub picture: bool,
    /// Who the report is for.
    pub audience: Audience<'a>,
}

impl<'a> Options<'a> {
    /// Options for the incident `id`, for the organisation, without names of files and without
    /// questions.
    pub fn new(id: &'a str) -> Self {
        Self {
            id,
            sources: &[],
            questions: &|_| None,
            unasked: &[],
            picture: true,
            audience: Audience::Internal,
        }
    }
}

/// The one value that a template sees. Texts are as people wrote them: in a template for Markdown,
/// `{{ x }}` makes one safe line of them, and the filters fit them for other places.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// Version of `pir` that made this.
    pub pir_version: &'static str,
    /// Who it is for: `internal`, or `public` where all that is marked internal has been left out.
    pub audience: &'static str,
    /// The id of the incident: the name of its folder.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The day of the incident, or the first day of the timeline; may be a month or a year.
    pub date: Option<String>,
    /// How far the review has come.
    pub status: Option<Word>,
    /// What the organisation calls its severity; free text.
    pub severity: Option<String>,
    /// The zone of the times, as written, or the one offset they were all written in.
    pub zone: Option<String>,
    /// The offset of that zone on the day, where the zone is a name: `+01:00`.
    pub zone_offset: Option<String>,
    /// Parts of the system that appear.
    pub components: Vec<String>,
    /// Who appears, by role.
    pub roles: Vec<Role>,
    /// What happened, in a paragraph.
    pub summary: Option<String>,
    /// How the review was held; none where that is not recorded.
    pub held: Option<HeldForm>,
    /// What people wanted to understand.
    pub objectives: Vec<String>,
    /// An ordinary day in this part of the system.
    pub normal_work: Option<String>,
    /// What is understood now that was not before.
    pub knowledge: Vec<KnowledgeEntry>,
    /// What surprised people.
    pub surprises: Vec<SurpriseEntry>,
    /// Degraded-mode conditions that are still there after the incident.
    pub provisional: Vec<DegradedEntry>,
    /// What users noticed.
    pub impact: Vec<ImpactEntry>,
    /// The five milestones, recorded or not.
    pub milestones: Vec<Milestone>,
    /// The lengths between milestones, known or not.
    pub lengths: Vec<Length>,
    /// The mark that distances in the timeline count from: `detected`, else `started`, else none.
    pub relative_to: Option<&'static str>,
    /// How many entries the timeline has, and how many of which sort.
    pub entries: Entries,
    /// The timeline by days.
    pub days: Vec<Day>,
    /// How it looked to each role, kept apart.
    pub accounts: Vec<Account>,
    /// How it came to be noticed.
    pub detection: Option<DetectionEntry>,
    /// Decisions and moments as they looked then.
    pub decisions: Vec<Decision>,
    /// Contributing factors by family, without those that kept it smaller.
    pub factors: Vec<FactorFamily>,
    /// Contributing factors that kept it smaller.
    pub kept_smaller: Vec<FactorEntry>,
    /// Weaknesses that were there before.
    pub latent_failures: Vec<LatentEntry>,
    /// What kept working in a reduced state.
    pub degraded_conditions: Vec<DegradedEntry>,
    /// What helped on the way back.
    pub went_well: Vec<String>,
    /// What people did outside the plan in order to cope.
    pub adaptations: Vec<AdaptationEntry>,
    /// How people worked together.
    pub coordination: Vec<String>,
    /// How news reached others.
    pub communication: Vec<String>,
    /// What it cost people.
    pub cost: Option<Cost>,
    /// What almost happened.
    pub near_misses: Vec<NearMissEntry>,
    /// Where chance was on our side.
    pub luck: Vec<String>,
    /// What this has in common with other incidents.
    pub patterns: Vec<PatternEntry>,
    /// What those outside can do so that the next one like it touches them less.
    pub advice: Vec<String>,
    /// What the review leaves unanswered, on purpose.
    pub open_questions: Vec<OpenEntry>,
    /// Questions of the walk that were skipped, put off, or that nobody could answer.
    pub not_asked: Vec<NotAsked>,
    /// Questions that the timeline raises and that were not asked, since others weighed more.
    pub unasked: Vec<Unasked>,
    /// Answers that have no field of their own.
    pub answers: Vec<Answer>,
    /// Ideas for change; not for the review, which keeps understanding and planning apart.
    pub parking_lot: Vec<ParkedEntry>,
    /// What was decided about change, on another day; not for the review either.
    pub follow_ups: Vec<FollowUpEntry>,
    /// Where more is to be found.
    pub references: Vec<Evidence>,
    /// Names of the files this was made from.
    pub sources: Vec<String>,
    /// The picture of the timeline; none where no event has a time. Worked out only for a template
    /// that names it.
    pub chart: Option<Chart>,
}

/// Who appears in an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    /// The role.
    pub role: String,
    /// What it does.
    pub description: Option<String>,
}

impl Report {
    /// The report of an incident, with what was understood of it and what was planned, as far as
    /// its audience may see it.
    pub fn new(
        incident: &Incident,
        review: &Review,
        plan: Option<&Plan>,
        options: &Options<'_>,
    ) -> Self {
        match options.audience {
            Audience::Internal => Self::whole((incident, review, plan), options),
            Audience::Public(hosts) => {
                let public = Public::new((incident, review, plan), hosts);
                let plan = public.plan.as_ref();
                Self::whole((&public.incident, &public.review, plan), options)
            }
        }
    }

    /// The report of all that it is given.
    fn whole(
        (incident, review, plan): (&Incident, &Review, Option<&Plan>),
        options: &Options<'_>,
    ) -> Self {
        let (zone_words, zone) = zone(incident);
        let date = date(incident);
        let day = date.map(|date| date.to_string());
        let index = Index::new(incident, (zone, day.as_deref()));
        let known = (&index, options.questions);
        let held = review.held.as_ref();
        let asked = review.asked.iter();
        let answers = review.answers.iter();
        let report = Self {
            id: options.id.to_owned(),
            audience: options.audience.word(),
            held: held.map(|held| HeldForm::new(held, days_between(date, held.on))),
            not_asked: asked
                .map(|(key, asked)| NotAsked::new(key, *asked, known))
                .collect(),
            unasked: unasked(options),
            answers: answers
                .map(|(key, text)| Answer::new(key, text, known))
                .collect(),
            follow_ups: plan.map(|plan| all(&plan.follow_ups)).unwrap_or_default(),
            sources: options
                .sources
                .iter()
                .map(|&name| name.to_owned())
                .collect(),
            zone: zone_words,
            ..Self::understood(review, &index).with_facts(incident, (zone, day.as_deref()), &index)
        };
        // Last, and of the report alone: the picture shows nothing that the report leaves out.
        let picture = || Chart::new(&report, zone);
        Self {
            chart: options.picture.then(picture).flatten(),
            ..report
        }
    }

    /// What the review says.
    fn understood(review: &Review, index: &Index) -> Self {
        let (factors, kept_smaller) = conditions::factors(&review.contributing_factors, index);
        let degraded = review.degraded_conditions.iter();
        let degraded: Vec<_> = degraded.map(DegradedEntry::new).collect();
        let sense = review.sensemaking.iter();
        Self {
            objectives: texts(&review.objectives),
            normal_work: text(review.normal_work.as_ref()),
            knowledge: all(&review.knowledge),
            surprises: all(&review.surprises),
            provisional: degraded
                .iter()
                .filter(|entry| entry.remains)
                .cloned()
                .collect(),
            accounts: review.perspectives.iter().map(Account::new).collect(),
            detection: review.detection.as_ref().and_then(DetectionEntry::new),
            decisions: sense.map(|sense| Decision::new(sense, index)).collect(),
            factors,
            kept_smaller,
            latent_failures: review
                .latent_failures
                .iter()
                .map(LatentEntry::new)
                .collect(),
            degraded_conditions: degraded,
            went_well: texts(&review.went_well),
            adaptations: all(&review.adaptations),
            coordination: texts(&review.coordination),
            communication: texts(&review.communication),
            cost: review.response_cost.as_ref().and_then(Cost::new),
            near_misses: all(&review.near_misses),
            luck: texts(&review.luck),
            patterns: all(&review.patterns),
            advice: texts(&review.advice),
            open_questions: all(&review.open_questions),
            parking_lot: all(&review.parking_lot),
            ..Self::default()
        }
    }

    /// The same with what the incident says.
    fn with_facts(self, incident: &Incident, frame: Frame<'_>, index: &Index) -> Self {
        let (zone, day) = frame;
        let days = timeline::days(incident, zone, index);
        let impact = incident.impact.iter();
        Self {
            pir_version: env!("CARGO_PKG_VERSION"),
            title: said(&incident.title),
            date: day.map(str::to_owned),
            status: incident.status.map(|status| word!(status)),
            severity: text(incident.severity.as_ref()),
            zone_offset: offset(incident, zone),
            components: texts(&incident.components),
            roles: roles(incident),
            summary: text(incident.summary.as_ref()),
            impact: impact
                .map(|impact| ImpactEntry::new(impact, frame))
                .collect(),
            milestones: milestone::milestones(incident, frame),
            lengths: milestone::lengths(incident, frame),
            relative_to: timeline::relative_to(incident).map(crate::model::Mark::word),
            entries: Entries::new(&days),
            days,
            references: evidence(&incident.references),
            ..self
        }
    }
}

/// What the timeline raises and nobody was asked. Its questions quote what happened, which is not
/// for the public as it stands.
fn unasked(options: &Options<'_>) -> Vec<Unasked> {
    if matches!(options.audience, Audience::Public(_)) {
        return Vec::new();
    }
    options.unasked.iter().map(Unasked::from).collect()
}

/// Every entry of a list, as a reader meets it.
fn all<'a, T, U: From<&'a T>>(list: &'a [T]) -> Vec<U> {
    list.iter().map(U::from).collect()
}

/// Who appears.
fn roles(incident: &Incident) -> Vec<Role> {
    let roles = incident.roles.0.iter();
    roles
        .map(|(role, description)| Role {
            role: said(role),
            description: text(description.as_ref()),
        })
        .collect()
}

/// The zone of an incident: the one it states, else the one offset of all its times.
fn zone(incident: &Incident) -> (Option<String>, Reader) {
    if let Some(words) = text(incident.timezone.as_ref()) {
        let zone = Reader(Zone::parse(&words).ok());
        return (Some(words), zone);
    }
    let mut offsets = times(incident).map(|time| *time.anchor.offset());
    let first = offsets.next();
    match first.filter(|first| offsets.all(|offset| offset == *first)) {
        Some(offset) => {
            let words = match offset.local_minus_utc() {
                0 => "UTC".to_owned(),
                _ => format!("UTC{offset}"),
            };
            (Some(words), Reader(Some(Zone::Fixed(offset))))
        }
        None => (None, Reader(None)),
    }
}

/// The offsets of a named zone while the incident went on; two where clocks were changed in it.
fn offset(incident: &Incident, zone: Reader) -> Option<String> {
    let date = incident.date.as_ref().map(|date| date.earliest());
    let mut offsets: Vec<_> = times(incident)
        .filter(|time| date.is_none_or(|date| time.date() >= date))
        .filter_map(|time| zone.offset_at(time.anchor))
        .collect();
    offsets.dedup();
    (!offsets.is_empty()).then(|| offsets.join(" and "))
}

/// Every known time of the timeline, in the order of the file.
fn times(incident: &Incident) -> impl Iterator<Item = &crate::model::time::Time> {
    incident
        .timeline
        .events
        .iter()
        .filter_map(|event| event.time())
}

/// The day of an incident: the one it states, else the first day of its timeline.
fn date(incident: &Incident) -> Option<RoughDate> {
    let stated = incident.date.as_ref().map(|date| date.value);
    stated.or_else(|| times(incident).next().map(|time| time.date().into()))
}

/// Days from an incident to its review, where both are days.
fn days_between(from: Option<RoughDate>, to: Option<RoughDate>) -> Option<i64> {
    let day = |date: RoughDate| (date.earliest() == date.latest()).then(|| date.earliest());
    let days = day(to?)?.signed_duration_since(day(from?)?).num_days();
    (days >= 0).then_some(days)
}
