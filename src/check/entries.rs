//! Entries of the register that files name and no review has. A plan, and a change in the register, may
//! name an entry of any review, so this is looked for over the archive and not in one incident.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Document, Subject};
use crate::diagnostic::{Diagnostic, Group, Level, Rule, nearest};
use crate::model::Register;
use crate::source::{Source, Text};

/// An entry that no review has.
pub static UNKNOWN_ENTRY: Rule = Rule {
    code: "unknown-entry",
    group: Group::Structure,
    level: Level::Warning,
    summary: "no review has an entry with this id",
    why: "What a follow-up touches, and what became of an entry, is found by its id across reviews.",
    help: "`pir register open` and `pir register now` show ids",
    bad: &["# plan.yaml\nfollow_ups:\n- {what: add a limit, touches: [replicas-without-limit]}\n"],
    good: &["# plan.yaml\nfollow_ups:\n- {what: add a limit}\n"],
};

/// The entries of some files: those that they tell of, and those that they name.
#[derive(Debug, Default)]
pub struct Entries {
    told: BTreeSet<String>,
    named: Vec<(Arc<Source>, Text)>,
}

impl Entries {
    /// The entries of an incident: its review tells of them, its plan names them.
    pub fn of(subject: &Subject<'_>) -> Self {
        let review = subject.review.iter();
        let told = review.flat_map(|review| {
            let latent = review.value.latent_failures.iter().map(|entry| &entry.id);
            let degraded = review.value.degraded_conditions.iter();
            latent.chain(degraded.map(|entry| &entry.id))
        });
        let told: BTreeSet<_> = told.map(|id| id.value.clone()).collect();
        let plan = subject.plan.iter();
        let named = plan.flat_map(|plan| {
            let touched = plan
                .value
                .follow_ups
                .iter()
                .flat_map(|own| own.touches.iter());
            touched.map(|id| (Arc::clone(plan.source), id.clone()))
        });
        // What the review beside it tells of need not be kept.
        let named = named.filter(|(_, id)| !told.contains(&id.value)).collect();
        Self { told, named }
    }

    /// The entries that a register names.
    pub fn changed(register: Document<'_, Register>) -> Self {
        let changes = register.value.changes.iter();
        let named = changes.map(|change| (Arc::clone(register.source), change.id.clone()));
        Self {
            told: BTreeSet::new(),
            named: named.collect(),
        }
    }

    /// Adds those of other files.
    pub fn add(&mut self, other: Self) {
        self.told.extend(other.told);
        self.named.extend(other.named);
    }

    /// What is named and nowhere told of.
    pub fn missing(&self) -> Vec<Diagnostic> {
        let missing = self
            .named
            .iter()
            .filter(|(_, id)| !self.told.contains(&id.value));
        let finding = |(source, id): &(Arc<Source>, Text)| {
            let message = format!("no review has an entry `{id}`");
            let mut finding = Diagnostic::new(&UNKNOWN_ENTRY, source, id.span, message);
            let near = nearest(id, self.told.iter().map(String::as_str));
            finding.help = near.map(|near| format!("did you mean `{near}`?"));
            finding
        };
        missing.map(finding).collect()
    }
}
