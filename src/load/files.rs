//! The files of a repo of reviews: the text of one in, its value out, with everything that is
//! wrong in it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;

use super::line::{self, Kinds, Line};
use super::quick::{self, QUICK_FORM_JOINED, QUICK_LINE_IN_LIST};
use super::resolve;
use super::version::versioned;
use crate::diagnostic::{Diagnostic, Level};
use crate::model::zone::Zone;
use crate::model::{Incident, Plan, Review};
use crate::source::{Source, Span};
use crate::yaml::{self, Step, Tree};

/// A file that was read: its text, what it says as far as that could be told, and what is wrong.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// Its text.
    pub source: Arc<Source>,
    /// What it says; `None` where nothing could be made of it.
    pub value: Option<T>,
    /// Everything that is wrong in it.
    pub findings: Vec<Diagnostic>,
}

impl<T> Loaded<T> {
    /// Whether the file can be used.
    pub fn is_sound(&self) -> bool {
        self.value.is_some()
            && self
                .findings
                .iter()
                .all(|finding| finding.level < Level::Error)
    }
}

/// Reads a file whose type says all there is to say about it.
pub fn file<T: DeserializeOwned>(source: &Arc<Source>) -> Loaded<T> {
    let (value, findings) = yaml::load(source);
    Loaded {
        source: Arc::clone(source),
        value,
        findings,
    }
}

/// The `incident.yaml` at `path` that is not there, where a folder has a review or a plan of it.
pub fn no_incident(path: impl Into<PathBuf>) -> Loaded<Incident> {
    let source = Source::new(path, "");
    let message = "this file is not there, and a review or a plan lies beside it";
    let mut finding = Diagnostic::new(&yaml::MISSING_FIELD, &source, Span::default(), message);
    finding.help = Some("bring it back, or write one with a `title:`".to_owned());
    Loaded {
        source,
        value: None,
        findings: vec![finding],
    }
}

/// The finding about a quick form that is no literal block. Other YAML readers, and `pir` when it
/// writes, see the lines of such a text joined to one.
fn joined_lines(tree: &Tree, block: Span) -> Option<Diagnostic> {
    let node = tree.find(&[Step::from("timeline")])?;
    (!tree.keeps_lines(node)).then(|| {
        let source = tree.source();
        let line = source.slice(block).lines().next().unwrap_or_default();
        let span = Span::new(block.start, block.start + line.trim_end().len());
        let message = "this is no block after `|`, so YAML joins its lines to one";
        Diagnostic::new(&QUICK_FORM_JOINED, source, span, message)
    })
}

/// Tells of lines of the quick form that stand as items of a list, in place of what else is found
/// in such an item: a text where keys belong, or a key that no event has.
fn listed_lines(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    let source = tree.source();
    let items = (0..).map_while(|index| {
        let item = tree.find(&[Step::from("timeline"), Step::Index(index)])?;
        Some(tree.span(item))
    });
    for item in items {
        let text = source.slice(item).lines().next().unwrap_or_default();
        let is_line = matches!(line::read(text, Kinds::Known), Line::Event(_));
        let inside = |finding: &Diagnostic| {
            finding.span.start >= item.start && finding.span.start < item.end
        };
        if !is_line || !findings.iter().any(inside) {
            continue;
        }
        findings.retain(|finding| !inside(finding));
        let span = Span::new(item.start, item.start + text.trim_end().len());
        let message = "this is a line of the quick form, and an item of a list has fields";
        findings.push(Diagnostic::new(&QUICK_LINE_IN_LIST, source, span, message));
    }
}

/// Reads an `incident.yaml`: its fields, its quick form, its times. `now` tells what lies in the
/// future, `zone` is that of times which state none where the incident declares none.
pub fn incident(source: &Arc<Source>, now: DateTime<Utc>, zone: Option<&Zone>) -> Loaded<Incident> {
    let (tree, mut findings) = Tree::parse(source);
    let (mut value, more) = match &tree {
        Some(tree) => yaml::read::<Incident>(tree),
        None => (None, Vec::new()),
    };
    findings.extend(more);
    if let Some(tree) = &tree {
        listed_lines(tree, &mut findings);
    }
    if let (Some(incident), Some(tree)) = (&mut value, &tree) {
        if let Some(block) = incident.timeline.quick {
            let quick = quick::read(source, block);
            incident.timeline.events = quick.events;
            match joined_lines(tree, block) {
                // One finding is enough: what the lines say is told once they are lines.
                Some(joined) => findings.push(joined),
                None => findings.extend(quick.diagnostics),
            }
        }
        number(incident);
        findings.extend(resolve(incident, source, now, zone));
    }
    let loaded = Loaded {
        source: Arc::clone(source),
        value,
        findings,
    };
    versioned(loaded, |incident| incident.pir.as_ref())
}

/// Reads a `review.yaml`.
pub fn review(source: &Arc<Source>) -> Loaded<Review> {
    versioned(file(source), |review: &Review| review.pir.as_ref())
}

/// Reads a `plan.yaml`.
pub fn plan(source: &Arc<Source>) -> Loaded<Plan> {
    versioned(file(source), |plan: &Plan| plan.pir.as_ref())
}

/// Gives every event the id in force: its own; else `e1`, `e2`, ... by its place in the file, or
/// the next free number where somebody has given that name to another.
fn number(incident: &mut Incident) {
    let events = &mut incident.timeline.events;
    let mut taken: BTreeSet<String> = events
        .iter()
        .filter_map(|event| event.id.as_ref().map(|id| id.value.clone()))
        .collect();
    let mut spare = events.len();
    for (index, event) in events.iter_mut().enumerate() {
        if let Some(id) = &event.id {
            event.key.clone_from(&id.value);
            continue;
        }
        let mut key = format!("e{}", index + 1);
        while taken.contains(&key) {
            spare += 1;
            key = format!("e{spare}");
        }
        taken.insert(key.clone());
        event.key = key;
    }
}

#[cfg(test)]
mod tests {
    use super::incident;
    use crate::source::Source;

    #[test]
    fn a_line_of_the_quick_form_in_a_list_is_one_finding() {
        let codes = |timeline: &str| {
            let text =
                format!("title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n{timeline}\n");
            let loaded = incident(&Source::new("i.yaml", text), chrono::Utc::now(), None);
            let codes = loaded.findings.iter().map(|finding| finding.rule.code);
            codes.collect::<Vec<_>>()
        };
        for line in [
            "- 10:38 the lag rises",
            "- 10:38 alert: the lag",
            "- 2026-03-12 10:38 a",
        ] {
            assert_eq!(codes(line), ["quick-line-in-list"], "{line}");
        }
        assert_eq!(codes("- at: 10:38\n  what: a\n- then"), ["wrong-type"]);
        assert_eq!(codes("- what: a\n  10:38: b"), ["unknown-field"]);
    }

    #[test]
    fn only_lines_that_yaml_keeps_are_events() {
        let codes = |timeline: &str| {
            let text = format!("title: T\ndate: 2026-03-12\ntimezone: UTC\n{timeline}\n");
            let now = "2026-04-01T00:00:00Z".parse().unwrap();
            let loaded = incident(&Source::new("incident.yaml", text), now, None);
            let codes = loaded.findings.iter().map(|finding| finding.rule.code);
            codes.collect::<Vec<_>>().join(" ")
        };
        for joined in [
            "timeline: >\n  10:38 one\n  10:39 two",
            "timeline: >-\n  10:38 one",
            "timeline: \"10:38 one\n  10:39 two\"",
            "timeline: '10:38 one'",
            "timeline: 10:38 one\n  10:39 two",
            "summary: &t |\n  10:38 one\n  10:39 two\ntimeline: *t",
        ] {
            assert_eq!(codes(joined), "quick-form-joined", "{joined}");
        }
        for kept in [
            "timeline: |\n  10:38 one\n  10:39 two",
            "timeline: !!str |2-\n    10:38 one\n  10:39 two",
            "timeline: 10:38 one # two",
        ] {
            assert_eq!(codes(kept), "", "{kept}");
        }
    }

    #[test]
    fn a_line_beside_the_events_is_no_text_of_the_one_above() {
        let text = "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:38 one\n  two\n    more\n  10:39 three\n    and more\n";
        let now = "2026-04-01T00:00:00Z".parse().unwrap();
        let loaded = incident(&Source::new("incident.yaml", text), now, None);
        let codes: Vec<_> = loaded
            .findings
            .iter()
            .map(|finding| finding.rule.code)
            .collect();
        assert_eq!(codes, ["quick-line-unreadable"]);
        let events = loaded.value.unwrap().timeline.events;
        let texts: Vec<_> = events
            .iter()
            .map(|event| event.what.value.as_str())
            .collect();
        assert_eq!(texts, ["one\nmore", "three\nand more"]);
    }
}
