//! Typed reading that finds everything wrong in one go: a tree in, a value and all findings out.
//!
//! serde stops at the first fault. So what is at fault is noted and left out, and reading starts
//! again without it, until nothing is wrong any more; what is missing gets a stand-in meanwhile.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::de::Reader;
use super::fault::{Details, Fault, Wrong};
use super::path::{Step, dotted, shown};
use super::rules::{EMPTY_VALUE, MISSING_FIELD, UNKNOWN_FIELD, UNKNOWN_WORD, WRONG_TYPE};
use super::scalar::Meaning;
use super::tree::{Kind, MAX_FINDINGS, NodeId, Style, Tree};
use crate::diagnostic::{Diagnostic, Rule, nearest};
use crate::source::{Source, Span};

/// Most nodes that are looked at while reading starts again and again: a second's work. A file
/// that is both huge and full of faults shows the first of them.
const MAX_VISITS: usize = 8_000_000;

/// Reads a file as a `T`, with everything that is wrong with it, in the order of the file.
///
/// There may be a value beside errors: it holds what could be read, without the entries at fault.
pub fn load<T: DeserializeOwned>(source: &Arc<Source>) -> (Option<T>, Vec<Diagnostic>) {
    let (tree, mut findings) = Tree::parse(source);
    let Some(tree) = tree else {
        return (None, findings);
    };
    let (value, more) = read(&tree);
    findings.extend(more);
    findings.sort_by_key(|finding| finding.span);
    (value, findings)
}

/// Reads a tree as a `T`, with everything that does not fit the type, in the order of the file.
///
/// A value beside errors holds what could be read, without the entries and items at fault, and
/// never anything that is not in the file. Without one, the whole was at fault.
pub fn read<T: DeserializeOwned>(tree: &Tree) -> (Option<T>, Vec<Diagnostic>) {
    let mut reading = Reading::new(tree);
    let value = loop {
        let again = match T::deserialize(Reader::new(&reading, tree.root())) {
            Ok(value) if reading.missing.is_empty() => break Some(value),
            // Everything is found; now read without what only stand-ins made whole.
            Ok(_) => reading.leave_out_incomplete(),
            Err(fault) => reading.go_on(fault),
        };
        if !again {
            break None;
        }
    };
    let mut findings = reading.findings.into_inner();
    findings.sort_by_key(|finding| finding.span);
    (value, findings)
}

/// One reading of a tree, over all its starts.
pub(super) struct Reading<'t> {
    pub(super) tree: &'t Tree,
    findings: RefCell<Vec<Diagnostic>>,
    /// Nodes that are at fault and not handed out any more.
    skipped: HashSet<NodeId>,
    /// Keys that are reported as unknown.
    unknown: RefCell<HashSet<NodeId>>,
    /// By mapping, the fields that are missing in it, and how the mapping hangs in its parent.
    missing: HashMap<NodeId, (NodeId, Vec<&'static str>)>,
    /// Whether everything is found, and only a value without what is at fault is wanted.
    quiet: bool,
    visits: Cell<usize>,
}

impl<'t> Reading<'t> {
    fn new(tree: &'t Tree) -> Self {
        Self {
            tree,
            findings: RefCell::default(),
            skipped: HashSet::new(),
            unknown: RefCell::default(),
            missing: HashMap::new(),
            quiet: false,
            visits: Cell::new(0),
        }
    }

    pub(super) fn is_skipped(&self, node: NodeId) -> bool {
        !self.skipped.is_empty() && self.skipped.contains(&node)
    }

    /// The fields of a mapping that need a stand-in.
    pub(super) fn stand_ins(&self, map: NodeId) -> Vec<&'static str> {
        if self.missing.is_empty() {
            return Vec::new();
        }
        self.missing
            .get(&map)
            .map(|(_, fields)| fields.clone())
            .unwrap_or_default()
    }

    /// Notes a key that the type does not have.
    pub(super) fn unknown_field(&self, key: NodeId, known: &[&'static str]) {
        let many = self.findings.borrow().len() >= MAX_FINDINGS;
        if many || self.quiet || !self.unknown.borrow_mut().insert(key) {
            return;
        }
        let name = self.tree.key_text(key);
        let mut path = self.tree.path(key);
        path.pop();
        let place = if path.is_empty() {
            String::new()
        } else {
            format!(" in `{}`", dotted(&path))
        };
        let help = one_of(&name, known, "field");
        let message = format!("there is no field `{}`{place}", shown(&name));
        self.keep(
            self.finding(&UNKNOWN_FIELD, self.tree.span(key), message),
            help,
        );
    }

    /// Notes a fault and leaves out what is at fault; false when nothing would be left to read.
    fn go_on(&mut self, fault: Fault) -> bool {
        self.visits.set(self.visits.get() + self.tree.nodes.len());
        let Details {
            at,
            wrong,
            stand_in,
        } = *fault.0;
        let at = at.unwrap_or(self.tree.root());
        if self.visits.get() > MAX_VISITS || self.findings.borrow().len() >= MAX_FINDINGS {
            self.report(at, &wrong, stand_in);
            return false;
        }
        if let Wrong::Missing(field) = wrong
            && !stand_in
            && !self.quiet
        {
            let map = self.tree.resolve(at);
            let (_, fields) = self.missing.entry(map).or_insert_with(|| (at, Vec::new()));
            if !fields.contains(&field) {
                fields.push(field);
                if !self.has_skipped(map, field) {
                    self.report(at, &wrong, stand_in);
                }
                return true;
            }
        }
        self.report(at, &wrong, stand_in);
        at != self.tree.root() && self.skipped.insert(at)
    }

    /// Leaves out every mapping that is incomplete; false when that is the whole file.
    fn leave_out_incomplete(&mut self) -> bool {
        self.quiet = true;
        let incomplete = std::mem::take(&mut self.missing);
        self.skipped
            .extend(incomplete.into_values().map(|(at, _)| at));
        !self.skipped.contains(&self.tree.root())
    }

    /// Whether a field is only missing because its value is at fault.
    fn has_skipped(&self, map: NodeId, field: &str) -> bool {
        let is_map = matches!(self.tree.node(map).kind, Kind::Map { .. });
        is_map
            && self.tree.fields(map).iter().any(|(key, value)| {
                self.tree.text(*key) == Some(field)
                    && (self.is_skipped(*key) || self.is_skipped(*value))
            })
    }

    fn report(&self, at: NodeId, wrong: &Wrong, stand_in: bool) {
        if self.quiet || stand_in {
            return;
        }
        let path = self.tree.path(at);
        let name = if path.is_empty() {
            "the file".to_owned()
        } else {
            format!("`{}`", shown(&dotted(&path)))
        };
        let (rule, span, message, help) = match wrong {
            Wrong::Kind(expected) => {
                let message = format!("{name}: expected {expected}, found {}", self.found(at));
                (
                    &WRONG_TYPE,
                    self.mark(at),
                    message,
                    self.advice(at, expected),
                )
            }
            Wrong::Empty(expected) => {
                let message = format!("{name} is empty, and needs {expected}");
                (&EMPTY_VALUE, self.mark(at), message, self.empty_advice(at))
            }
            Wrong::Missing(field) => {
                let help = format!("add `{field}:` with its value");
                (
                    &MISSING_FIELD,
                    self.start(at),
                    format!("{name} has no `{field}`"),
                    Some(help),
                )
            }
            Wrong::Word(known) => {
                let word = self.tree.text(at).unwrap_or_default();
                let message = format!("{name}: `{}` is not a word that is known here", shown(word));
                (
                    &UNKNOWN_WORD,
                    self.mark(at),
                    message,
                    one_of(word, known, "word"),
                )
            }
            Wrong::Other(message) => (
                &WRONG_TYPE,
                self.mark(at),
                format!("{name}: {message}"),
                None,
            ),
        };
        self.keep(self.finding(rule, span, message), help);
    }

    fn finding(&self, rule: &'static Rule, span: Span, message: String) -> Diagnostic {
        Diagnostic::new(rule, self.tree.source(), span, message)
    }

    fn keep(&self, mut finding: Diagnostic, help: Option<String>) {
        finding.help = help;
        self.findings.borrow_mut().push(finding);
    }

    /// The place of a finding: the value, or the line it would stand on; of a long one, its start.
    fn mark(&self, at: NodeId) -> Span {
        let span = self.tree.span(at);
        let text = self.tree.source().slice(span);
        match text.find('\n') {
            Some(end) => Span::new(span.start, span.start + text[..end].trim_end().len()),
            None => span,
        }
    }

    /// The start of a mapping: its first key.
    fn start(&self, at: NodeId) -> Span {
        let map = self.tree.resolve(at);
        match self.tree.entries(map).next() {
            Some((key, _)) if map == at && matches!(self.tree.node(map).kind, Kind::Map { .. }) => {
                self.mark(key)
            }
            _ => self.mark(at),
        }
    }

    /// What stands there, in words.
    fn found(&self, at: NodeId) -> String {
        let node = self.tree.resolve(at);
        match (self.tree.meaning(node), &self.tree.node(node).kind) {
            (Some(Meaning::Null), _) => "nothing".to_owned(),
            (Some(Meaning::Bool(value)), _) => format!("`{value}`"),
            (Some(Meaning::Number(text)), _) => format!("the number {text}"),
            (
                Some(Meaning::Text(_)),
                Kind::Scalar {
                    style: Style::Single | Style::Double,
                    ..
                },
            ) => "text in quotes".to_owned(),
            (Some(Meaning::Text(_)), _) => "text".to_owned(),
            (None, Kind::List { .. }) => "a list".to_owned(),
            (None, _) => "keys with values".to_owned(),
        }
    }

    fn advice(&self, at: NodeId, expected: &str) -> Option<String> {
        let node = self.tree.resolve(at);
        match &self.tree.node(node).kind {
            Kind::Map { flow: false, .. } if expected == "text" => {
                Some("a colon and a space make keys; put the whole text in quotes".to_owned())
            }
            Kind::List { flow: true } if expected == "text" => Some(
                "brackets make a list, and one text stands here: write one of them, or put the \
                 whole in quotes"
                    .to_owned(),
            ),
            Kind::List { flow: false } if expected == "text" => Some(
                "dashes make a list, and one text stands here: write one of them behind the key"
                    .to_owned(),
            ),
            Kind::Map { flow: true, .. } if expected == "text" => {
                Some("braces make keys; put the whole text in quotes".to_owned())
            }
            Kind::Scalar {
                style: Style::Single | Style::Double,
                ..
            } if expected.contains("number") => Some("write the number without quotes".to_owned()),
            Kind::Scalar { .. } if expected == "a list" => {
                Some("write `- ` before it, on a line of its own".to_owned())
            }
            Kind::Scalar { .. } if expected == "keys with values" => {
                let path = self.tree.path(at);
                let key = path.iter().rev().find_map(|step| match step {
                    Step::Key(key) => Some(key),
                    Step::Index(_) => None,
                })?;
                let key = shown(key);
                Some(format!(
                    "write keys below it, as `name: text`; `pir explain {key}` says which it takes"
                ))
            }
            _ => None,
        }
    }

    fn empty_advice(&self, at: NodeId) -> Option<String> {
        let tag = self.tree.properties(at)?.tag?;
        Some(format!(
            "`{}` is read as a YAML tag; put it in quotes",
            self.tree.source().slice(tag)
        ))
    }
}

/// The nearest of the known names, or all of them.
fn one_of(name: &str, known: &[&'static str], what: &str) -> Option<String> {
    if let Some(near) = nearest(name, known.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    (!all.is_empty()).then(|| format!("the {what}s here are {}", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::source::{OneOrMany, Spanned, Text};

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "kebab-case")]
    enum Status {
        Draft,
        InReview,
    }

    #[derive(Debug, Deserialize)]
    struct Event {
        at: Option<Text>,
        what: Text,
        #[serde(default)]
        component: OneOrMany<Text>,
        #[serde(default)]
        weight: u8,
    }

    #[derive(Debug, Deserialize)]
    struct File {
        pir: u32,
        title: String,
        status: Status,
        #[serde(default)]
        open: bool,
        #[serde(default)]
        timeline: Vec<Event>,
    }

    fn get(text: &str) -> (Option<File>, Vec<String>) {
        let source = Source::new("incident.yaml", text);
        let (file, findings) = load::<File>(&source);
        let line = |finding: &Diagnostic| {
            let place = source.place(finding.span.start);
            let help = finding
                .help
                .as_deref()
                .map(|help| format!(" ({help})"))
                .unwrap_or_default();
            format!(
                "{}:{} {} {}{help}",
                place.line, place.column, finding.rule.code, finding.message
            )
        };
        (file, findings.iter().map(line).collect())
    }

    const GOOD: &str = "pir: 1\ntitle: 0617\nstatus: in-review\ntimeline:\n- at: 10:38\n  what: yes\n  component: db\n- what: |\n    lag\n  component: [a, b]\n";

    #[test]
    fn a_good_file_reads_with_places() {
        let (file, findings) = get(GOOD);
        assert_eq!(findings, Vec::<String>::new());
        let file = file.unwrap();
        assert_eq!(
            (file.pir, file.title.as_str(), file.status, file.open),
            (1, "0617", Status::InReview, false)
        );
        let [first, second] = &file.timeline[..] else {
            panic!()
        };
        let at = first.at.as_ref().unwrap();
        assert_eq!((at.as_str(), &GOOD[at.span.range()]), ("10:38", "10:38"));
        assert_eq!(*first.what, "yes");
        assert_eq!(first.component.len(), 1);
        assert_eq!(second.component[1].value, "b");
        assert_eq!(
            (second.what.as_str(), &GOOD[second.what.span.range()]),
            ("lag\n", "lag")
        );
    }

    #[test]
    fn everything_wrong_is_found_in_one_go() {
        let (file, findings) = get(
            "pir: one\ntitel: Slow\nstatus: drafted\nopen: \"true\"\ntimeline:\n  - at: [1]\n    what: lag\n",
        );
        assert!(file.is_none());
        assert_eq!(
            findings,
            [
                "1:1 missing-field the file has no `title` (add `title:` with its value)",
                "1:6 wrong-type `pir`: expected a whole number, found text",
                "2:1 unknown-field there is no field `titel` (did you mean `title`?)",
                "3:9 unknown-word `status`: `drafted` is not a word that is known here (did you mean `draft`?)",
                "4:7 wrong-type `open`: expected `true` or `false`, found text in quotes",
                "6:9 wrong-type `timeline[0].at`: expected text, found a list (brackets make a list, and one text stands here: write one of them, or put the whole in quotes)",
            ]
        );
    }

    #[test]
    fn what_is_at_fault_is_left_out_and_the_rest_is_read() {
        let (file, findings) = get(
            "pir: 1\ntitle: t\nstatus: draft\ntimeline:\n  - at: 1\n  - what:\n  - what: a\n    weight: 999\n  -\n  - {what: b, wat: c}\n",
        );
        let file = file.unwrap();
        let read: Vec<_> = file
            .timeline
            .iter()
            .map(|event| (event.what.as_str(), event.weight))
            .collect();
        assert_eq!(read, [("a", 0), ("b", 0)]);
        assert_eq!(
            findings,
            [
                "5:5 missing-field `timeline[0]` has no `what` (add `what:` with its value)",
                "6:10 empty-value `timeline[1].what` is empty, and needs text",
                "8:13 wrong-type `timeline[2].weight`: expected a whole number from 0 to 255, found the number 999",
                "9:4 missing-field `timeline[3]` has no `what` (add `what:` with its value)",
                "10:15 unknown-field there is no field `wat` in `timeline[4]` (did you mean `what`?)",
            ]
        );
    }

    #[test]
    fn the_top_may_be_of_another_kind() {
        assert_eq!(
            get("- a\n").1,
            ["1:1 wrong-type the file: expected keys with values, found a list"]
        );
        let (file, findings) = get("# nothing yet\n");
        assert!(file.is_none());
        assert_eq!(findings.len(), 3, "{findings:?}");
    }

    #[test]
    fn merge_keys_and_aliases_reach_typed_values() {
        let text = "pir: 1\ntitle: &t a\nstatus: draft\ntimeline:\n  - &e {what: *t, at: 1}\n  - <<: *e\n    at: 2\n  - *e\n";
        let (file, findings) = get(text);
        assert_eq!(findings, Vec::<String>::new());
        let file = file.unwrap();
        let read: Vec<_> = file
            .timeline
            .iter()
            .map(|e| (e.what.as_str(), e.at.as_ref().unwrap().as_str()))
            .collect();
        assert_eq!(read, [("a", "1"), ("a", "2"), ("a", "1")]);
    }

    #[test]
    fn untyped_values_follow_the_core_schema() {
        let source = Source::new(
            "a.yaml",
            "[1, -2, 1.5, true, ~, yes, 10:38, 0617, '1', !!str 1]",
        );
        let (value, findings) = load::<serde_json::Value>(&source);
        assert!(findings.is_empty());
        let expected =
            serde_json::json!([1, -2, 1.5, true, null, "yes", "10:38", "0617", "1", "1"]);
        assert_eq!(value, Some(expected));
    }

    #[test]
    fn a_place_survives_an_option_and_an_alias() {
        let source = Source::new("a.yaml", "[&a \"x\", *a, ~]");
        let (value, _) = load::<Vec<Option<Spanned<String>>>>(&source);
        let value = value.unwrap();
        let spans: Vec<_> = value
            .iter()
            .flatten()
            .map(|text| source.slice(text.span))
            .collect();
        assert_eq!(spans, ["\"x\"", "*a"]);
        assert!(value[2].is_none());
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only the reading counts")]
    struct Incident {
        pir: u32,
        title: Text,
        date: Text,
        timezone: Text,
        status: Status,
        timeline: Vec<ExampleEvent>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only the reading counts")]
    struct ExampleEvent {
        at: Option<Text>,
        kind: Option<String>,
        what: Text,
    }

    #[test]
    fn rules_find_what_their_examples_show() {
        for rule in crate::yaml::RULES {
            for text in rule.bad {
                let (_, findings) = load::<Incident>(&Source::new("incident.yaml", *text));
                assert!(
                    findings.iter().any(|finding| finding.rule == *rule),
                    "{}: {text}",
                    rule.code
                );
            }
            for text in rule.good {
                let (value, findings) = load::<Incident>(&Source::new("incident.yaml", *text));
                assert!(
                    value.is_some() && findings.is_empty(),
                    "{}: {text} {findings:?}",
                    rule.code
                );
            }
        }
    }

    #[test]
    fn faults_without_end_are_bounded() {
        let text = format!(
            "pir: 1\ntitle: t\nstatus: draft\ntimeline:\n{}",
            "- {at: [1]}\n".repeat(2000)
        );
        let (file, findings) = get(&text);
        assert!(file.is_none());
        assert!((100..=MAX_FINDINGS + 1).contains(&findings.len()));
    }
}
