//! The words of a review: texts in, findings about wording out. A rule is a value in a file of its
//! own; each finds one way of telling a story that hides what can be learned from it.
//!
//! A search for the cues of all rules at once goes over the text first. Only where a cue stands, the
//! sentence around it is taken apart, and the rule looks who acts in it and what the verb is.

mod clause;
mod fields;
mod lexicon;
mod place;
mod prose;
mod search;
mod words;

mod absence_as_cause;
mod blame_word;
mod could_would_have;
mod defence_did_not;
mod did_not;
mod failed_to;
mod hindsight_word;
mod human_deficit;
mod human_error;
mod if_only;
mod judging_word;
mod named_as_cause;
mod procedure_not_followed;
mod should_have;
mod single_root_cause;
mod slip_as_cause;
mod try_harder;
mod war_metaphor;
mod why_did_you;
mod worked_but_for_people;

pub use lexicon::Lexicon;
pub use prose::Section;
pub use search::{Found, find};

use std::ops::Range;
use std::sync::Arc;

use super::Subject;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::Incident;
use crate::source::{Source, Span, Text};
use words::Sentence;

/// A rule about words.
#[derive(Debug)]
pub struct Wording {
    /// What it is.
    pub rule: Rule,
    /// The trap that the wording leads into.
    pub trap: Trap,
    /// Beginnings of words, in lower case, one of which stands where the rule can find anything.
    cues: &'static [&'static str],
    /// Looks at the words around a cue, given by its place in the sentence, and says which of them
    /// to mark.
    find: fn(&Sentence<'_>, usize) -> Option<Range<usize>>,
    /// Where it looks.
    scope: Scope,
    /// Whether it is told once in a document, however often it is found.
    once: bool,
    /// Whether it is told only where `pir.yaml` gives it a level.
    opt_in: bool,
}

impl Wording {
    /// Whether it is told only where a team asks for it.
    pub const fn is_opt_in(&self) -> bool {
        self.opt_in
    }
}

/// Where a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Everywhere, plans included.
    Everywhere,
    /// Everywhere but in a plan.
    Review,
    /// Wherever it is told what happened.
    Story,
}

/// A way of telling a story that ends the search for what can be learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trap {
    /// A person's error as the end of the story.
    HumanError,
    /// What did not happen, to explain what did.
    Counterfactual,
    /// A judgement by what is known now.
    Normative,
    /// A system that works, but for the people in it.
    Mechanistic,
    /// A single cause.
    SingleCause,
    /// What became clear only later.
    Hindsight,
    /// A question that asks for who.
    Question,
    /// Words of war.
    Style,
}

impl Trap {
    /// The page on the web that says more of it.
    pub const fn page(self) -> &'static str {
        match self {
            Self::HumanError
            | Self::Counterfactual
            | Self::Normative
            | Self::Mechanistic
            | Self::Style => {
                "https://learn.microsoft.com/en-us/training/modules/improve-reliability-failure/6-traps"
            }
            Self::SingleCause | Self::Hindsight => "https://how.complexsystems.fail/",
            Self::Question => "https://www.kitchensoap.com/2014/11/14/",
        }
    }
}

/// Every rule; where two mark the same words, the first is told.
pub static RULES: &[&Wording] = &[
    &human_error::RULE,
    &slip_as_cause::RULE,
    &why_did_you::RULE,
    &procedure_not_followed::RULE,
    &should_have::RULE,
    &worked_but_for_people::RULE,
    &if_only::RULE,
    &could_would_have::RULE,
    &judging_word::RULE,
    &failed_to::RULE,
    &defence_did_not::RULE,
    &did_not::RULE,
    &human_deficit::RULE,
    &absence_as_cause::RULE,
    &blame_word::RULE,
    &try_harder::RULE,
    &named_as_cause::RULE,
    &single_root_cause::RULE,
    &hindsight_word::RULE,
    &war_metaphor::RULE,
];

/// The words that are people or parts of the system in a repo of reviews.
pub fn lexicon(config: &Config) -> Lexicon {
    let mut lexicon = Lexicon::default();
    (config.check.people.iter()).for_each(|name| lexicon.person(name));
    (config.check.components.iter()).for_each(|name| lexicon.component(name));
    lexicon
}

/// The same, with the roles and components of an incident.
fn of_incident(incident: &Incident, mut lexicon: Lexicon) -> Lexicon {
    for (role, _) in &incident.roles.0 {
        lexicon.person(role);
    }
    for component in &incident.components {
        lexicon.component(component);
    }
    lexicon
}

/// What the rules find in the files of an incident.
pub fn check(subject: &Subject<'_>, config: &Config) -> Vec<Diagnostic> {
    let lexicon = of_incident(subject.incident.value, lexicon(config));
    let mut findings = Vec::new();
    let mut look = |source: &Arc<Source>, texts: fields::Texts<'_>| {
        let first = findings.len();
        for (section, text) in texts {
            findings.extend(in_scalar(source, text, section, &lexicon));
        }
        once(&mut findings, first);
    };
    look(
        subject.incident.source,
        fields::incident(subject.incident.value),
    );
    if let Some(review) = subject.review {
        look(review.source, fields::review(review.value));
    }
    if let Some(plan) = subject.plan {
        look(plan.source, fields::plan(plan.value));
    }
    findings
}

/// What the rules find in a Markdown text.
pub fn check_text(source: &Arc<Source>, config: &Config) -> Vec<Diagnostic> {
    let found = find(source.text(), Section::Story, &lexicon(config));
    let spans = found
        .iter()
        .map(|found| (found, Span::new(found.range.start, found.range.end)));
    let mut findings = spans
        .map(|(found, span)| diagnostic(source, span, found.wording))
        .collect();
    once(&mut findings, 0);
    findings
}

/// What the rules find in a scalar of a YAML file.
fn in_scalar(
    source: &Arc<Source>,
    text: &Text,
    section: Section,
    lexicon: &Lexicon,
) -> Vec<Diagnostic> {
    let (said, span) = (text.as_str(), text.span);
    let found = find(said, section, lexicon);
    if found.is_empty() {
        return Vec::new();
    }
    let ranges: Vec<_> = found.iter().map(|found| found.range.clone()).collect();
    let places = place::places(source.slice(span), said, &ranges);
    let spans = ranges.iter().enumerate().map(|(at, _)| match &places {
        Some(places) => Span::new(places[at].start, places[at].end).shifted(span.start),
        // An alias says elsewhere what it says; its own place is what there is here.
        None => span,
    });
    let findings = spans
        .zip(&found)
        .map(|(span, found)| diagnostic(source, span, found.wording));
    findings.collect()
}

fn diagnostic(source: &Arc<Source>, span: Span, wording: &'static Wording) -> Diagnostic {
    let mut finding = Diagnostic::new(&wording.rule, source, span, wording.rule.summary);
    finding.link = Some(wording.trap.page());
    finding
}

/// Keeps the first of the findings from `first` on whose rule is told once in a document, and says
/// in it how many there are.
fn once(findings: &mut Vec<Diagnostic>, first: usize) {
    for wording in RULES.iter().filter(|wording| wording.once) {
        let mut more = 0;
        let mut index = 0;
        let mut seen = None;
        findings.retain(|finding| {
            let at = index;
            index += 1;
            let same = at >= first && finding.rule.code == wording.rule.code;
            if same && seen.is_some() {
                more += 1;
                return false;
            }
            if same {
                seen = Some(at);
            }
            true
        });
        if let Some(finding) = seen
            .and_then(|at| findings.get_mut(at))
            .filter(|_| more > 0)
        {
            let times = if more == 1 { "time" } else { "times" };
            finding.message = format!("{}, here and {more} {times} below", wording.rule.summary);
        }
    }
}

/// Whether a rule is told only where a team asks for it.
pub fn is_opt_in(rule: &Rule) -> bool {
    RULES
        .iter()
        .any(|wording| wording.opt_in && wording.rule.code == rule.code)
}
