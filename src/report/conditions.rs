//! Contributing factors, latent failures, degraded-mode conditions, as a reader meets them.

use serde::Serialize;

use super::parts::Evidence;
use super::parts::{Index, Shown, Word, evidence, said, text, texts, word};
use crate::model::{
    Accepted, Category, DegradedCondition, Factor, Family, History, Influence, Interval, Kept,
    KnownTo, LatentFailure, Margin, Relation,
};

/// The factors of one family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactorFamily {
    /// The word of the family; `other` for factors without a known category.
    pub family: &'static str,
    /// The family in words: `The technical system`.
    pub title: &'static str,
    /// Its factors, in the order of the file.
    pub factors: Vec<FactorEntry>,
}

/// One contributing factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactorEntry {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// The sentence.
    pub statement: String,
    /// Its categories, as written.
    pub categories: Vec<String>,
    /// What it did to the course of the incident.
    pub influence: Option<Word>,
    /// Events and evidence that show it.
    pub shown_by: Vec<Shown>,
    /// How it is known.
    pub confidence: Option<Word>,
    /// Since when it has been so, in words.
    pub present_since: Option<String>,
    /// Ids of latent failures that belong to it.
    pub latent_failures: Vec<String>,
    /// Ids of degraded-mode conditions that belong to it.
    pub degraded_conditions: Vec<String>,
}

impl FactorEntry {
    fn new(factor: &Factor, index: &Index) -> Self {
        Self {
            id: text(factor.id.as_ref()),
            statement: said(&factor.statement),
            categories: texts(&factor.categories),
            influence: factor.influence.map(|influence| word!(influence)),
            shown_by: index.shown(&factor.shown_by),
            confidence: factor.confidence.map(|confidence| word!(confidence)),
            present_since: text(factor.present_since.as_ref()),
            latent_failures: texts(&factor.latent_failures),
            degraded_conditions: texts(&factor.degraded_conditions),
        }
    }
}

/// The factors by family, in the order of the table of categories, without those that kept the
/// incident smaller; and those.
pub(super) fn factors(all: &[Factor], index: &Index) -> (Vec<FactorFamily>, Vec<FactorEntry>) {
    let (limited, others): (Vec<_>, Vec<_>) = all
        .iter()
        .partition(|factor| factor.influence == Some(Influence::Limited));
    let family_of = |factor: &Factor| {
        let mut known = factor
            .categories
            .iter()
            .filter_map(|tag| Category::find(tag));
        known.next().map(|category| category.family)
    };
    let families = Family::ALL.iter().map(|family| Some(*family)).chain([None]);
    let families = families.filter_map(|family| {
        let own = others.iter().filter(|factor| family_of(factor) == family);
        let factors: Vec<_> = own.map(|factor| FactorEntry::new(factor, index)).collect();
        (!factors.is_empty()).then(|| FactorFamily {
            family: family.map_or("other", Family::word),
            title: family.map_or("Without a family", Family::meaning),
            factors,
        })
    });
    let families = families.collect();
    let limited = limited.into_iter();
    (
        families,
        limited
            .map(|factor| FactorEntry::new(factor, index))
            .collect(),
    )
}

/// A role that knew, and where that knowledge lived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Knower {
    /// Who.
    pub role: String,
    /// Where the knowledge lived.
    pub form: Option<Word>,
}

fn knowers(all: &[KnownTo]) -> Vec<Knower> {
    let knower = |known: &KnownTo| Knower {
        role: said(&known.role),
        form: known.form.map(|form| word!(form)),
    };
    all.iter().map(knower).collect()
}

/// A start in words: `since 2025-11-20 at the latest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Since {
    /// In words.
    pub words: String,
    /// From what that is known.
    pub how_known: Option<String>,
}

fn since(interval: Option<&Interval>) -> Option<Since> {
    let interval = interval?;
    let words = match (interval.at_earliest, interval.at_latest) {
        (Some(first), Some(last)) if first == last => format!("since {first}"),
        (Some(first), Some(last)) => format!("since some time between {first} and {last}"),
        (Some(first), None) => format!("not before {first}"),
        (None, Some(last)) => format!("since {last} at the latest"),
        (None, None) => "not known".to_owned(),
    };
    let how_known = text(interval.how_known.as_ref());
    Some(Since { words, how_known })
}

/// One change of status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusChange {
    /// When.
    pub on: Option<String>,
    /// Status before.
    pub from: Option<String>,
    /// Status after.
    pub to: String,
    /// Where that is written.
    pub reference: Option<String>,
    /// In words.
    pub note: Option<String>,
}

fn history(all: &[History]) -> Vec<StatusChange> {
    let change = |change: &History| StatusChange {
        on: change.on.map(|on| on.to_string()),
        from: change.from.map(|from| from.word().to_owned()),
        to: change.to.word().to_owned(),
        reference: text(change.reference.as_ref()),
        note: text(change.note.as_ref()),
    };
    all.iter().map(change).collect()
}

/// A word with a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Noted {
    /// The word.
    pub how: Word,
    /// In words.
    pub note: Option<String>,
}

/// Another part that may have the same weakness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// Which part.
    pub component: String,
    /// Whether somebody looked.
    pub checked: Option<Word>,
}

/// One latent failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LatentEntry {
    /// Its slug, stable across reviews.
    pub id: String,
    /// The sentence; none where an earlier review has it.
    pub what: Option<String>,
    /// Parts of the system that have it.
    pub components: Vec<String>,
    /// Its categories, as written.
    pub categories: Vec<String>,
    /// When it came to light.
    pub found_on: Option<String>,
    /// By what it came to light.
    pub found_by: Option<Word>,
    /// Where that is written.
    pub found_ref: Option<String>,
    /// Whether it took part in the incident that revealed it.
    pub played_part: Option<Word>,
    /// Since when it has been there.
    pub since: Option<Since>,
    /// How it came in.
    pub how_it_came: Option<String>,
    /// What kept it out of sight.
    pub hidden_by: Vec<Noted>,
    /// Who knew.
    pub known_to: Vec<Knower>,
    /// Where else the same weakness may be.
    pub also_touches: Vec<Elsewhere>,
    /// Ids of entries that it meets.
    pub interacts_with: Vec<String>,
    /// Ids of incidents in which it was seen.
    pub seen_in: Vec<String>,
    /// Where it stands.
    pub status: Option<Word>,
    /// What was done and what remains.
    pub mitigated: Option<MitigatedEntry>,
    /// Who lives with it, and until when.
    pub accepted: Option<AcceptedEntry>,
    /// How it was shown to be gone.
    pub resolved: Option<ResolvedEntry>,
    /// Changes of status, oldest first.
    pub history: Vec<StatusChange>,
}

/// What made a weakness smaller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MitigatedEntry {
    /// When.
    pub on: Option<String>,
    /// What was done.
    pub how: String,
    /// What remains.
    pub what_remains: String,
}

/// A weakness lived with in the open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AcceptedEntry {
    /// Who agrees, by role.
    pub by_role: String,
    /// When that was agreed.
    pub on: Option<String>,
    /// For which reason.
    pub because: Option<String>,
    /// What makes it bearable.
    pub bearable_because: Option<String>,
    /// When to look again.
    pub look_again: String,
    /// What would change minds sooner.
    pub sooner_if: Option<String>,
}

/// A weakness shown to be gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResolvedEntry {
    /// When.
    pub on: Option<String>,
    /// How that was shown.
    pub how_shown: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// What was watched for side effects.
    pub side_effects_watched: Option<String>,
}

impl LatentEntry {
    /// A latent failure as a reader meets it.
    pub(super) fn new(latent: &LatentFailure) -> Self {
        let found = latent.found.as_ref();
        Self {
            id: said(&latent.id),
            what: text(latent.what.as_ref()),
            components: texts(&latent.component),
            categories: texts(&latent.categories),
            found_on: found.and_then(|found| found.on).map(|on| on.to_string()),
            found_by: found.and_then(|found| found.by).map(|by| word!(by)),
            found_ref: found.and_then(|found| text(found.reference.as_ref())),
            played_part: latent.played_part.map(|part| word!(part)),
            since: since(latent.present_since.as_ref()),
            how_it_came: text(latent.how_it_came.as_ref()),
            hidden_by: latent
                .hidden_by
                .iter()
                .map(|hidden| Noted {
                    how: word!(hidden.how),
                    note: text(hidden.note.as_ref()),
                })
                .collect(),
            known_to: knowers(&latent.known_to),
            also_touches: latent
                .also_touches
                .iter()
                .map(|other| Elsewhere {
                    component: said(&other.component),
                    checked: other.checked.map(|checked| word!(checked)),
                })
                .collect(),
            interacts_with: texts(&latent.interacts_with),
            seen_in: texts(&latent.seen_in),
            status: latent.status.map(|status| word!(status)),
            mitigated: mitigated(latent),
            accepted: accepted(latent.accepted.as_ref()),
            resolved: resolved(latent),
            history: history(&latent.history),
        }
    }
}

fn mitigated(latent: &LatentFailure) -> Option<MitigatedEntry> {
    latent.mitigated.as_ref().map(|done| MitigatedEntry {
        on: done.on.map(|on| on.to_string()),
        how: said(&done.how),
        what_remains: said(&done.what_remains),
    })
}

fn accepted(accepted: Option<&Accepted>) -> Option<AcceptedEntry> {
    accepted.map(|accepted| AcceptedEntry {
        by_role: said(&accepted.by_role),
        on: accepted.on.map(|on| on.to_string()),
        because: text(accepted.because.as_ref()),
        bearable_because: text(accepted.bearable_because.as_ref()),
        look_again: accepted.look_again.to_string(),
        sooner_if: text(accepted.sooner_if.as_ref()),
    })
}

fn resolved(latent: &LatentFailure) -> Option<ResolvedEntry> {
    latent.resolved.as_ref().map(|resolved| ResolvedEntry {
        on: resolved.on.map(|on| on.to_string()),
        how_shown: said(&resolved.how_shown),
        evidence: evidence(&resolved.evidence),
        side_effects_watched: text(resolved.side_effects_watched.as_ref()),
    })
}

/// One degraded-mode condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DegradedEntry {
    /// Its slug, stable across reviews.
    pub id: String,
    /// What runs, and how reduced; none where an earlier review has it.
    pub what: Option<String>,
    /// Parts of the system that are in this state.
    pub components: Vec<String>,
    /// Since when.
    pub since: Option<Since>,
    /// When somebody noticed.
    pub noticed_on: Option<String>,
    /// Who noticed.
    pub noticed_by: Option<String>,
    /// How it lies in time to this incident.
    pub relation: Option<Word>,
    /// Whether it is still there after the incident.
    pub remains: bool,
    /// What or who keeps it working.
    pub kept_working_by: Vec<Support>,
    /// Who knew.
    pub known_to: Vec<Knower>,
    /// Who relied on it without knowing.
    pub unknown_to: Vec<Knower>,
    /// How much room is left.
    pub margin: Option<MarginEntry>,
    /// How it came to count as normal.
    pub normalised: Option<String>,
    /// Where it stands.
    pub status: Option<Word>,
    /// When somebody last looked.
    pub last_checked_on: Option<String>,
    /// Who last looked.
    pub last_checked_by: Option<String>,
    /// Who lives with it, and until when.
    pub accepted: Option<AcceptedEntry>,
    /// Changes of status, oldest first.
    pub history: Vec<StatusChange>,
}

/// Something, or somebody, that keeps a reduced thing working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Support {
    /// What sort of support it is.
    pub kind: Word,
    /// In words.
    pub what: Option<String>,
    /// Who does it, of people.
    pub role: Option<String>,
    /// How often, of people.
    pub how_often: Option<String>,
    /// How many know how.
    pub known_to_n: Option<u32>,
    /// What it costs them.
    pub effort: Option<String>,
}

/// The room that is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarginEntry {
    /// In words.
    pub text: Option<String>,
    /// What is measured.
    pub measure: Option<String>,
    /// How much of it is left.
    pub value: Option<String>,
    /// When that was so.
    pub as_of: Option<String>,
    /// Where it is going.
    pub trend: Option<Word>,
    /// What would use it up at once.
    pub used_up_by: Option<String>,
}

impl DegradedEntry {
    /// A degraded-mode condition as a reader meets it.
    pub(super) fn new(condition: &DegradedCondition) -> Self {
        let noticed = condition.noticed.as_ref();
        let checked = condition.last_checked.as_ref();
        Self {
            id: said(&condition.id),
            what: text(condition.what.as_ref()),
            components: texts(&condition.component),
            since: since(condition.since.as_ref()),
            noticed_on: noticed
                .and_then(|noticed| noticed.on)
                .map(|on| on.to_string()),
            noticed_by: noticed.and_then(|noticed| text(noticed.by_role.as_ref())),
            relation: condition.relation.map(|relation| word!(relation)),
            remains: condition.relation == Some(Relation::RemainsAfter),
            kept_working_by: condition.kept_working_by.iter().map(support).collect(),
            known_to: knowers(&condition.known_to),
            unknown_to: knowers(&condition.unknown_to),
            margin: condition.margin.as_ref().map(margin),
            normalised: text(condition.normalised.as_ref()),
            status: condition.status.map(|status| word!(status)),
            last_checked_on: checked
                .and_then(|checked| checked.on)
                .map(|on| on.to_string()),
            last_checked_by: checked.and_then(|checked| text(checked.by_role.as_ref())),
            accepted: accepted(condition.accepted.as_ref()),
            history: history(&condition.history),
        }
    }
}

fn support(kept: &Kept) -> Support {
    Support {
        kind: word!(kept.kind),
        what: text(kept.what.as_ref()),
        role: text(kept.role.as_ref()),
        how_often: text(kept.how_often.as_ref()),
        known_to_n: kept.known_to_n,
        effort: text(kept.effort.as_ref()),
    }
}

fn margin(margin: &Margin) -> MarginEntry {
    MarginEntry {
        text: text(margin.text.as_ref()),
        measure: text(margin.measure.as_ref()),
        value: text(margin.value.as_ref()),
        as_of: margin.as_of.map(|as_of| as_of.to_string()),
        trend: margin.trend.map(|trend| word!(trend)),
        used_up_by: text(margin.used_up_by.as_ref()),
    }
}
