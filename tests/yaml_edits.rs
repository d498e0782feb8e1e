//! Edits on odd files: what is meant is there afterwards, a second reader agrees, the comments are
//! there, the bytes around are as they were; or the edit is refused, which stays rare.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod readers;

use pir::source::Source;
use pir::yaml::{Change, Step, Tree, Value, apply};
use proptest::prelude::{any, proptest};
use proptest::{collection, sample};
use readers::{AWKWARD, Choices, libyaml, same_numbers, saphyr, written};

/// Files as people leave them. Most have the same data: `title`, `answers.how.text`, `tags`.
const FILES: &[&str] = &[
    "title: a\nanswers:\n  how:\n    text: b\ntags:\n  - x\n  - y\n",
    "# head\n\ntitle: a # t\n# above\nanswers: # an\n  # in\n  how: # h\n    text: b # x\n    # after\n  # out\ntags: # g\n  # first\n  - x # 1\n  # second\n  - y # 2\n# foot\n",
    "{title: a, answers: {how: {text: b}}, tags: [x, y]}\n",
    "title: a\nanswers: {how: {text: \"b\"}}\ntags: [x, y,]\n",
    "title: a\nanswers: {\n  how: {\n    text: b # c\n  } # d\n}\ntags: [\n  x, # 1\n  y # 2\n]\n",
    "title: a\r\nanswers:\r\n  how:\r\n    text: |\r\n      b\r\n      c\r\ntags:\r\n- x\r\n- y\r\n",
    "title: a\nanswers:\n  how:\n    text: b\ntags:\n  - x\n  - y",
    "title: a\nanswers:\n    how:\n        text: b\ntags:\n    - x\n    - y\n",
    "title: a\nanswers:\n   how:\n      text: b\ntags:\n   - x\n   - y\n",
    "title: a\nanswers:\n how:\n  text: b\ntags:\n - x\n - y\n",
    "title: a\nanswers:\n  how:\n    text: b\ntags:\n- x\n- y\n",
    "\u{feff}title: a\nanswers:\n  how:\n    text: b\ntags: [x]\n",
    "title: &t a\nanswers: &an\n  how: &h\n    text: &b b\ntags: &g\n  - &x x\n  - y\n",
    "title: &t a\nanswers:\n  how:\n    text: *t\ntags:\n  - *t\n  - y\n",
    "base: &base\n  text: z\n  more: m\nanswers:\n  how:\n    <<: *base\n    text: b\ntags: [*base, y]\n",
    "title: a\nanswers:\n  how:\n    text: |+\n      b\n\n\n\ntags:\n  - |+\n    x\n\n  - y\n",
    "title: a\nanswers:\n  how:\n    text: |2-\n        b\n      c\n\ntags:\n  - |2\n      x\n  - y\n",
    "title: a\nanswers:\n  how:\n    text: >-\n      b c\n      d\n\n      e\n    other: >\n      f\n\n# foot\ntags: []\n",
    "title: a\nanswers:\n  how:\n    text: | # header\n      b\n      # text\n  # after\n  next: 1\ntags:\n  - > # h\n    x\n  - y\n",
    "? title\n: a\n? answers\n: how:\n    ? text\n    : b\n? tags\n: - x\n  - y\n? none\n",
    "title: 日本語 # 🎉\nanswers:\n  何: \n    text: \"é\\n\" # ü\ntags:\n  - 🎉\n  - \"👩‍👩‍👧\"\n",
    "title:\nanswers:\ntags:\n",
    "title: ~\nanswers: # later\n\ntags: null # none\n",
    "title: a\n",
    "# only a comment\n",
    "",
    "\n\n",
    "---\ntitle: a\nanswers:\n  how: {text: b}\ntags: [x]\n...\n",
    "%YAML 1.2\n--- # start\ntitle: a\ntags: []\nanswers: {}\n",
    "title: \"a\n  b\"\nanswers:\n  how:\n    text: 'b\n\n      c' # d\n    plain: one\n      two\n      three # end\ntags:\n  - \"x\n    y\"\n  - z\n",
    "- title: a\n  answers:\n    how: {text: b}\n- title: b # c\n  tags:\n  - x\n  -\n-\n  title: c\n",
    "- - a\n  - b\n- - - c\n    # d\n    - e\n  - f\n-   g: h\n    i: j\n",
    "timeline:\n\n  - at: \"10:31\"\n    what: a # b\n\n  # note\n  - at: 10:38\n    what: |\n      c\n\n      d\n\n  - {at: 10:40, what: e}\n\nreferences:\n",
    "timeline: | # quick form\n  2026-03-12\n  09:20 change @db team: batch size raised\n    > quote\n\n  10:31 observation: x # y\n\nstatus: draft\n",
    "title:   a     # aligned\nanswers:       # too\n  how:   {  text : b  }\ntags:  [ x , y ]\n",
    "title: a\n\n\n\nanswers:\n\n  how:\n\n    text: b\n\n\ntags:\n\n  - x\n\n  - y\n\n",
    "title: !!str 1\nanswers: !!map\n  how:\n    text: !!str\ntags: !!seq\n  - x\n",
    "title: 'it''s'\nanswers:\n  \"how\": {\"text\":\"b\", 'k':'v'}\ntags: [\"x\", 'y', ]\n",
    "a: {b: [], c: {}, d: [ ], e: {\n}, f: [ # c\n]}\ng: []\nh: {}\n",
    "a:\n  - b: 1\n    c:\n      - d: 2 # x\n        e: 3\n      - f\n  - [1, {g: 2}]\n# end",
    "a: 1 #not swallowed\nb:\n    - x\n    -   y: 1\n        z: 2\n    -\n        - deep\n",
    "a:\n  b:\n    c:\n      d: 1\n    # after d\n  # after c\n# after b\n\n# far\n",
    "key with spaces: a\n\"quoted: key\": b\n'#': c\n1: d\ntrue: e\nnull: f\n",
    "a: x\nb: &e []\nc: &f {}\nd: &g\ne: &h |\n  t\n",
];

fn join(path: &[Step], step: impl Into<Step>) -> Vec<Step> {
    let mut path = path.to_vec();
    path.push(step.into());
    path
}

/// Every path in a value, its own first.
fn paths(value: &Value, path: &[Step], all: &mut Vec<Vec<Step>>) {
    all.push(path.to_vec());
    match value {
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                paths(item, &join(path, index), all);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                paths(value, &join(path, key.as_str()), all);
            }
        }
        _ => {}
    }
}

fn tree(text: &str) -> Tree {
    let (tree, findings) = Tree::parse(&Source::new("a.yaml", text));
    tree.unwrap_or_else(|| panic!("{text}\n{findings:?}"))
}

fn comments(tree: &Tree) -> Vec<&str> {
    let mut comments: Vec<_> = tree
        .comments()
        .iter()
        .map(|span| tree.source().slice(*span).trim_end())
        .collect();
    comments.sort_unstable();
    comments
}

/// What came of some edits.
#[derive(Debug, Default)]
struct Tally {
    made: usize,
    refused: usize,
    second: usize,
}

impl Tally {
    /// Makes a change and holds the result against everything that is promised.
    fn check(&mut self, text: &str, change: &Change) {
        let source = Source::new("a.yaml", text);
        let before = tree(text);
        let new = match apply(&source, std::slice::from_ref(change)) {
            Ok(new) => new,
            Err(refusal) => {
                assert!(
                    !refusal.message.is_empty() && refusal.help.is_some(),
                    "{refusal:?}"
                );
                self.refused += 1;
                return;
            }
        };
        self.made += 1;
        let after = tree(&new);
        let old = before.value(before.root());
        let expected = same_numbers(old.clone().changed(change).unwrap());
        let say = || format!("--- {change:?}\n{text}\n--- became\n{new}");
        assert_eq!(
            same_numbers(after.value(after.root())),
            expected,
            "{}",
            say()
        );
        assert_eq!(comments(&before), comments(&after), "{}", say());
        let old = same_numbers(old);
        for read in [libyaml, saphyr] {
            if read(text).as_ref() == Some(&old) {
                self.second += 1;
                assert_eq!(read(&new).as_ref(), Some(&expected), "{}", say());
            }
        }
        let crlf = text.contains("\r\n");
        assert!(
            text.is_empty()
                || new.matches("\r\n").count() == if crlf { new.matches('\n').count() } else { 0 },
            "{}",
            say()
        );
        // A key that `<<` brings in is added, so its own place is not where the change is.
        if !text.contains("<<") {
            bytes_around(&before, &new, change);
        }
    }
}

/// The lines before the one that changes, and those after it, are as they were.
fn bytes_around(before: &Tree, new: &str, change: &Change) {
    let text = before.source().text();
    let path = change.path();
    let alone = |path: &[Step]| match before.get(path) {
        Some(Value::List(items)) => items.len() == 1,
        Some(Value::Map(entries)) => entries.len() == 1,
        _ => false,
    };
    // Where the last one is taken out, `[]` or `{}` comes after the key above.
    let path = match (change, path.split_last()) {
        (Change::Remove { .. }, Some((_, parent))) if alone(parent) => parent,
        _ => path,
    };
    let Some(span) = before.span_at(path).filter(|_| !path.is_empty()) else {
        return;
    };
    let start = before
        .key_span_at(path)
        .map_or(span.start, |key| key.start.min(span.start));
    let above = text[..start].trim_end();
    let header = above
        .lines()
        .last()
        .is_some_and(|line| line.contains(['|', '>', '-']));
    let start = if header { above.len() } else { start };
    let start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..]
        .find('\n')
        .map_or(text.len(), |at| span.end + at);
    let say = || format!("{change:?}\n{text}\n--- became\n{new}");
    assert!(new.starts_with(text[..start].trim_end()), "{}", say());
    assert!(new.trim_end().ends_with(text[end..].trim()), "{}", say());
}

/// All changes of some kinds that fit a file.
fn changes(value: &Value, new: &Value) -> Vec<Change> {
    let mut all = Vec::new();
    paths(value, &[], &mut all);
    let mut changes = Vec::new();
    for path in all {
        let at = path
            .iter()
            .try_fold(value, |value, step| match (value, step) {
                (Value::List(items), Step::Index(index)) => items.get(*index),
                (value, Step::Key(key)) => value.get(key),
                _ => None,
            });
        if !path.is_empty() {
            changes.push(Change::Set {
                path: path.clone(),
                value: new.clone(),
            });
            changes.push(Change::Remove { path: path.clone() });
        }
        match at {
            Some(Value::List(items)) => {
                for at in 0..=items.len() {
                    changes.push(Change::Insert {
                        path: path.clone(),
                        at,
                        value: new.clone(),
                    });
                }
            }
            Some(Value::Map(_)) => {
                changes.push(Change::Set {
                    path: join(&path, "new key"),
                    value: new.clone(),
                });
            }
            Some(Value::Null) => {
                changes.push(Change::Set {
                    path: join(&join(&path, "new"), "deep"),
                    value: new.clone(),
                });
                changes.push(Change::Insert {
                    path: path.clone(),
                    at: 0,
                    value: new.clone(),
                });
            }
            _ => {}
        }
    }
    changes
}

fn event() -> Value {
    Value::map([
        ("at", Value::text("10:38")),
        ("what", Value::text("first line\nsecond: line\n")),
        (
            "component",
            Value::list([Value::text("db"), Value::text("api, v2")]),
        ),
        ("nothing", Value::Null),
    ])
}

/// Every file, every text and every place has its turn, though not each with each: that takes half
/// a minute, and `thinned(1)` does it.
fn thinned(keep: usize) -> Tally {
    let mut tally = Tally::default();
    for text in FILES {
        let tree = tree(text);
        let value = tree.value(tree.root());
        let list = Value::list([event(), "x".into()]);
        let others = [
            event(),
            list,
            Value::list([]),
            Value::Null,
            Value::Bool(true),
        ];
        let texts = AWKWARD.iter().map(|text| Value::text(*text));
        for (turn, new) in others.into_iter().chain(texts).enumerate() {
            for (place, change) in changes(&value, &new).iter().enumerate() {
                if turn < 5 || (turn + place) % keep == 0 {
                    tally.check(text, change);
                }
            }
        }
    }
    tally
}

#[test]
fn every_change_to_every_odd_file_is_right_or_refused() {
    let tally = thinned(9);
    assert!(tally.made > 10_000, "{tally:?}");
    // Refused are values with aliases, and comments inside brackets that would be lost.
    assert!(tally.refused * 20 < tally.made, "{tally:?}");
    assert!(tally.second > tally.made, "{tally:?}");
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn changes_to_generated_files_are_right(
        data in collection::vec((sample::select(AWKWARD), sample::select(AWKWARD)), 1..6),
        new in sample::select(AWKWARD),
        pick in any::<sample::Index>(),
        row in collection::vec(any::<u8>(), 1..60),
    ) {
        let leaf = |(key, text): &(&str, &str)| ((*key).to_owned(), Value::text(*text));
        let mut entries: Vec<(String, Value)> = Vec::new();
        for entry in data.iter().map(leaf).filter(|(key, _)| key != "<<") {
            if entries.iter().all(|(key, _)| *key != entry.0) {
                entries.push(entry);
            }
        }
        let items = Value::list(entries.iter().map(|(_, text)| text.clone()));
        let maps = Value::list([Value::Map(entries.clone()), items.clone(), Value::Null]);
        let value = Value::map([("map", Value::Map(entries)), ("list", items), ("maps", maps), ("none", Value::list([]))]);
        let text = written(&value, &mut Choices::new(&row));
        let all = changes(&value, &Value::text(new));
        let mut tally = Tally::default();
        tally.check(&text, &all[pick.index(all.len())]);
        assert_eq!(tally.refused, 0, "{text}\n{:?}", all[pick.index(all.len())]);
    }
}

#[test]
fn a_cut_file_is_read_or_refused_at_every_byte() {
    for text in FILES {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let source = Source::new("a.yaml", &text[..end]);
            let (tree, findings) = Tree::parse(&source);
            assert!(tree.is_some() || !findings.is_empty());
            for finding in &findings {
                assert!(finding.span.end <= end && text.is_char_boundary(finding.span.start));
            }
            let change = Change::Set {
                path: vec!["answers".into(), "how".into()],
                value: "x\ny".into(),
            };
            let _ = apply(&source, &[change]);
        }
    }
}
