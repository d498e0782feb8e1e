//! The check: files of an incident in, findings out. One engine; a rule is a value in a file of
//! its own, in the folder of its group.
//!
//! What can be seen while a file is read (bad YAML, wrong types, unreadable times) is found by
//! reading; the rules here look at what the files say together.

pub mod allow;
pub mod entries;
pub mod language;
pub mod structure;

use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Incident, Plan, Review};
use crate::source::{Source, Span};

/// The files of one incident, as far as they could be read.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What happened.
    pub incident: Document<'a, Incident>,
    /// What was understood.
    pub review: Option<Document<'a, Review>>,
    /// What will be done.
    pub plan: Option<Document<'a, Plan>>,
}

/// A file that was read.
#[derive(Debug)]
pub struct Document<'a, T> {
    /// Its text.
    pub source: &'a Arc<Source>,
    /// What it says.
    pub value: &'a T,
}

impl<T> Clone for Document<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Document<'_, T> {}

/// A rule with the function that finds it.
#[derive(Debug)]
pub struct Check {
    /// What it is.
    pub rule: &'static Rule,
    /// Looks at the files and says what it finds.
    pub find: fn(&Subject<'_>, &mut Finder),
}

/// Collects the findings of one rule.
#[derive(Debug)]
pub struct Finder {
    rule: &'static Rule,
    findings: Vec<Diagnostic>,
}

impl Finder {
    /// Adds a finding at `span` of `source`; the answer takes what else there is to say.
    pub fn add(
        &mut self,
        source: &Arc<Source>,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let at = self.findings.len();
        self.findings
            .push(Diagnostic::new(self.rule, source, span, message));
        &mut self.findings[at]
    }
}

/// Every rule that looks at files once they are read.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    structure::CHECKS.iter().copied()
}

/// What all rules find, in the order of the files and of the places in them.
pub fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    checks()
        .flat_map(|check| {
            let mut finder = Finder {
                rule: check.rule,
                findings: Vec::new(),
            };
            (check.find)(subject, &mut finder);
            finder.findings
        })
        .collect()
}

/// The findings at the levels that the team has set, without those that are off, in order of
/// file and place.
pub fn settle(mut findings: Vec<Diagnostic>, config: &Config) -> Vec<Diagnostic> {
    findings.retain_mut(|finding| {
        let set = config
            .check
            .levels
            .iter()
            .find(|(code, _)| code.value == finding.rule.code);
        match set.map(|(_, set)| set.level()) {
            Some(Some(level)) => finding.level = level,
            Some(None) => return false,
            None => return !language::is_opt_in(finding.rule),
        }
        true
    });
    findings.sort_by(|a, b| {
        let key = |finding: &Diagnostic| (finding.span.start, finding.rule.code);
        (a.source.path(), key(a)).cmp(&(b.source.path(), key(b)))
    });
    findings
}
