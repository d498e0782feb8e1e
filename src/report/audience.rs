//! Who a report is for. Incident, review and plan in; the same without what is for the
//! organisation alone out, before anything is counted or put into words, so that no template can
//! show more than its readers may see.

use std::collections::HashSet;

use crate::model::{
    Adaptation, DegradedCondition, Detection, Event, Factor, FollowUp, FollowUpStatus, History,
    Impact, Incident, Knowledge, LatentFailure, Mark, NearMiss, OpenQuestion, Pattern, Perspective,
    Plan, ResponseCost, Review, SenseMaking, Signal, Surprise, Visibility, When,
};
use crate::source::{OneOrMany, Spanned, Text};

/// Who a report is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Audience<'a> {
    /// The organisation: everything.
    #[default]
    Internal,
    /// Everybody: nothing that is marked `visibility: internal`, and only links to these hosts.
    Public(&'a [&'a str]),
}

impl Audience<'_> {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Public(_) => "public",
        }
    }
}

/// Something that can be marked `visibility: internal`.
trait Marked {
    fn visibility(&self) -> Option<Visibility>;

    fn is_shown(&self) -> bool {
        self.visibility() != Some(Visibility::Internal)
    }
}

macro_rules! marked {
    ($($record:ty),+ $(,)?) => {
        $(impl Marked for $record {
            fn visibility(&self) -> Option<Visibility> {
                self.visibility
            }
        })+
    };
}

marked!(
    Adaptation,
    DegradedCondition,
    Detection,
    Event,
    Factor,
    FollowUp,
    Impact,
    Knowledge,
    LatentFailure,
    NearMiss,
    OpenQuestion,
    Pattern,
    Perspective,
    ResponseCost,
    SenseMaking,
    Signal,
    Surprise,
);

/// The shown ones of a list.
fn shown<T: Marked + Clone>(list: &[T]) -> Vec<T> {
    list.iter()
        .filter(|record| record.is_shown())
        .cloned()
        .collect()
}

/// What everybody may see of an incident.
pub(super) struct Public {
    pub(super) incident: Incident,
    pub(super) review: Review,
    pub(super) plan: Option<Plan>,
}

impl Public {
    /// What everybody may see, with links to `hosts` alone.
    pub(super) fn new(
        (incident, review, plan): (&Incident, &Review, Option<&Plan>),
        hosts: &[&str],
    ) -> Self {
        let names = Names::new(incident, review, hosts);
        Self {
            incident: names.incident(incident),
            review: names.review(review),
            plan: plan.map(|plan| names.plan(plan)),
        }
    }
}

/// What public text may name: hosts, events and records. Anything else that a list of ids or links
/// holds is left out, for nobody has said that it may be seen.
struct Names<'a> {
    hosts: &'a [&'a str],
    hidden_roles: HashSet<&'a str>,
    events: HashSet<&'a str>,
    hidden_events: HashSet<&'a str>,
    records: HashSet<&'a str>,
}

impl<'a> Names<'a> {
    fn new(incident: &'a Incident, review: &'a Review, hosts: &'a [&'a str]) -> Self {
        let (shown, hidden): (Vec<_>, Vec<_>) = incident
            .timeline
            .events
            .iter()
            .partition(|event| event.is_shown());
        let ids = |events: Vec<&'a Event>| events.into_iter().map(|event| event.key.as_str());
        let latent = review
            .latent_failures
            .iter()
            .filter(|entry| entry.is_shown());
        let degraded = review
            .degraded_conditions
            .iter()
            .filter(|entry| entry.is_shown());
        let latent = latent.map(|entry| entry.id.value.as_str());
        let degraded = degraded.map(|entry| entry.id.value.as_str());
        Self {
            hosts,
            hidden_roles: hidden_roles(incident, review),
            events: ids(shown).collect(),
            hidden_events: ids(hidden).collect(),
            records: latent.chain(degraded).collect(),
        }
    }

    fn links(&self, list: &mut OneOrMany<Text>) {
        list.0.retain(|item| is_link_to(item, self.hosts));
    }

    fn link(&self, field: &mut Option<Text>) {
        field.take_if(|item| !is_link_to(item, self.hosts));
    }

    fn records(&self, list: &mut OneOrMany<Text>) {
        list.0.retain(|id| self.records.contains(id.trim()));
    }

    fn event(&self, field: &mut Option<Text>) {
        field.take_if(|id| !self.events.contains(id.trim()));
    }

    fn history(&self, list: &mut [History]) {
        for change in list {
            self.link(&mut change.reference);
        }
    }

    fn incident(&self, incident: &Incident) -> Incident {
        let mut incident = incident.clone();
        let hidden = incident.timeline.events.iter().filter(|e| !e.is_shown());
        // A milestone keeps its time: without it, a later event would pass for the first one.
        let marks: Vec<_> = hidden.flat_map(marks).collect();
        incident.marks.0.extend(marks);
        incident.timeline.events.retain(Marked::is_shown);
        incident.impact.0.retain(Marked::is_shown);
        for event in &mut incident.timeline.events {
            self.links(&mut event.evidence);
            for id in [
                &mut event.reverts,
                &mut event.responds_to,
                &mut event.resolves,
            ] {
                self.event(id);
            }
            event.source = OneOrMany::default();
        }
        let roles = &mut incident.roles.0;
        roles.retain(|(role, _)| !self.hidden_roles.contains(role.trim()));
        for (_, description) in &mut incident.roles.0 {
            *description = None;
        }
        self.links(&mut incident.references);
        incident
    }

    fn review(&self, review: &Review) -> Review {
        let mut public = Review {
            perspectives: shown(&review.perspectives),
            detection: review.detection.clone().filter(Marked::is_shown),
            sensemaking: shown(&review.sensemaking),
            response_cost: review.response_cost.clone().filter(Marked::is_shown),
            adaptations: shown(&review.adaptations),
            near_misses: shown(&review.near_misses),
            surprises: shown(&review.surprises),
            patterns: shown(&review.patterns),
            knowledge: shown(&review.knowledge),
            open_questions: shown(&review.open_questions),
            contributing_factors: shown(&review.contributing_factors),
            latent_failures: shown(&review.latent_failures),
            degraded_conditions: shown(&review.degraded_conditions),
            parking_lot: Vec::new(),
            answers: std::collections::BTreeMap::new(),
            asked: std::collections::BTreeMap::new(),
            ..review.clone()
        };
        if let Some(detection) = &mut public.detection {
            detection.signals.retain(Marked::is_shown);
        }
        public.sensemaking.retain(|sense| {
            let about = sense.event.as_ref().map(|id| id.trim());
            about.is_none_or(|id| !self.hidden_events.contains(id))
        });
        for pattern in &mut public.patterns {
            // Other incidents may be no public ones.
            pattern.other_incidents.0.clear();
        }
        for factor in &mut public.contributing_factors {
            factor
                .shown_by
                .0
                .retain(|by| self.events.contains(by.trim()) || is_link_to(by, self.hosts));
            self.records(&mut factor.latent_failures);
            self.records(&mut factor.degraded_conditions);
        }
        for latent in &mut public.latent_failures {
            self.latent(latent);
        }
        for condition in &mut public.degraded_conditions {
            self.history(&mut condition.history);
        }
        public
    }

    fn latent(&self, latent: &mut LatentFailure) {
        self.records(&mut latent.interacts_with);
        latent.seen_in.0.clear();
        if let Some(found) = &mut latent.found {
            self.link(&mut found.reference);
        }
        if let Some(resolved) = &mut latent.resolved {
            self.links(&mut resolved.evidence);
        }
        self.history(&mut latent.history);
    }

    /// What was decided to be done, and is no promise of one team.
    fn plan(&self, plan: &Plan) -> Plan {
        let is_promised = |follow_up: &&FollowUp| {
            let status = follow_up.status.as_ref().map(|status| status.value);
            follow_up.is_shown()
                && matches!(
                    status,
                    Some(FollowUpStatus::Committed | FollowUpStatus::Done)
                )
        };
        let promised = plan.follow_ups.iter().filter(is_promised).cloned();
        let follow_ups = promised.map(|mut follow_up| {
            self.link(&mut follow_up.link);
            self.records(&mut follow_up.touches);
            (follow_up.owner, follow_up.because) = (None, None);
            follow_up
        });
        Plan {
            pir: plan.pir.clone(),
            follow_ups: follow_ups.collect(),
        }
    }
}

/// The roles that internal records name and no other: that somebody took part is then internal too.
fn hidden_roles<'a>(incident: &'a Incident, review: &'a Review) -> HashSet<&'a str> {
    let events = incident.timeline.events.iter().flat_map(|event| {
        let roles = event.who.iter().chain(&event.to);
        roles.map(|role| (event.is_shown(), role))
    });
    let views = review.perspectives.iter();
    let views = views.map(|view| (view.is_shown(), &view.role));
    let (shown, hidden): (Vec<_>, Vec<_>) = events.chain(views).partition(|(shown, _)| *shown);
    let shown: HashSet<_> = shown.iter().map(|(_, role)| role.trim()).collect();
    let hidden = hidden.iter().map(|(_, role)| role.trim());
    hidden.filter(|role| !shown.contains(role)).collect()
}

/// The milestones of an event, with its time.
fn marks(event: &Event) -> Vec<(Spanned<Mark>, When)> {
    let at = event.at.iter();
    at.flat_map(|at| event.mark.iter().map(|mark| (mark.clone(), at.clone())))
        .collect()
}

/// Whether a text is nothing but a link to one of `hosts`.
fn is_link_to(text: &Text, hosts: &[&str]) -> bool {
    let text = text.trim();
    !text.contains(char::is_whitespace)
        && host(text).is_some_and(|host| hosts.iter().any(|own| host.eq_ignore_ascii_case(own)))
}

/// The host of a link, without its port. What stands before an `@` is no host, and keeps a link
/// from being one to a host that was listed.
fn host(link: &str) -> Option<&str> {
    let start = scheme(link)?;
    let rest = link.get(start..)?;
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    if authority.contains('@') {
        return None;
    }
    Some(authority.split(':').next().unwrap_or(authority))
}

/// The length of `https://` or `http://` at the start of a text.
fn scheme(text: &str) -> Option<usize> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(scheme.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_link_to_a_listed_host_is_public() {
        let hosts = ["status.example"];
        let text = |words: &str| Spanned::new(words.to_owned(), crate::source::Span::default());
        for link in [
            "https://status.example",
            "https://Status.example/1",
            " http://status.example:8080?a#b ",
        ] {
            assert!(is_link_to(&text(link), &hosts), "{link}");
        }
        for other in [
            "TICKET-1",
            "https://graphs.example/status.example",
            "https://status.example.evil.example",
            "https://in.status.example/",
            "https://status.example@graphs.example/",
            "https://me:secret@status.example/",
            "https://graphs.example\\@status.example/",
            "see https://status.example",
            "https://status.example see",
            "ftp://status.example",
            "https://",
        ] {
            assert!(!is_link_to(&text(other), &hosts), "{other}");
        }
    }
}
