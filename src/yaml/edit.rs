//! Changes to a file that keep every byte they do not mean: a source and changes in, the new text
//! out, or a refusal.
//!
//! Each change is spliced into the text, the result is read again and held against what was meant:
//! the same data, the same comments, the same anchors. What does not pass is tried in a plainer
//! form, then refused.

use std::collections::HashSet;
use std::sync::Arc;

use super::change::Change;
use super::ground::Ground;
use super::path::{Step, dotted, shown};
use super::rules::CANNOT_EDIT;
use super::splice::{Planner, Slot, Splice, spliced};
use super::tree::{Kind, NodeId, Style, Tree};
use super::value::Value;
use super::write::{Layout, Writer};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{Source, Span};

/// Why a change was not made; boxed, as it is large and rare.
pub type Refusal = Box<Diagnostic>;

/// Makes changes, one after the other, and gives the new text. Nothing is changed unless all are:
/// the refusal says which could not be made safely, and what to do by hand.
pub fn apply(source: &Arc<Source>, changes: &[Change]) -> Result<String, Refusal> {
    let mut tree = usable(source)?;
    let mut rest = changes;
    while let Some(change) = rest.first() {
        let (run, others) = rest.split_at(ascending(rest));
        if let Some(all) = together(&tree, run) {
            (tree, rest) = (all, others);
            continue;
        }
        let edit = Edit {
            tree: &tree,
            change,
        };
        tree = edit.make()?;
        rest = &rest[1..];
    }
    Ok(tree.source().text().to_owned())
}

/// How many changes at the start are inserts into one list, each further down than the one before.
fn ascending(changes: &[Change]) -> usize {
    let follows = |pair: &&[Change]| match (&pair[0], &pair[1]) {
        (
            Change::Insert { path, at, .. },
            Change::Insert {
                path: same,
                at: next,
                ..
            },
        ) => path == same && at < next,
        _ => false,
    };
    let more = changes.windows(2).take_while(follows).count();
    changes.len().min(more + 1)
}

/// The tree after a run of inserts that are made at once, since a long file takes long to read
/// again. `None` for a single one, and where they have to be made one after the other.
fn together(tree: &Tree, run: &[Change]) -> Option<Tree> {
    let (change, [_, ..]) = run.split_first()? else {
        return None;
    };
    let edit = Edit { tree, change };
    let Ok(Plan::Insert(list, ..)) = edit.find() else {
        return None;
    };
    let value = tree.value(tree.root());
    let expected = run.iter().try_fold(value, Value::changed)?;
    edit.tried(&expected, |planner| {
        let items = run.iter().enumerate();
        let items = items.filter_map(|(above, change)| match change {
            // The number counts those that are put in above.
            Change::Insert { at, value, .. } => Some(planner.insert(list, at - above, value)),
            _ => None,
        });
        items.flatten().collect()
    })
}

/// The tree of a file that has no errors of form.
fn usable(source: &Arc<Source>) -> Result<Tree, Refusal> {
    let (tree, findings) = Tree::parse(source);
    let error = findings
        .into_iter()
        .find(|finding| finding.level == Level::Error);
    match (tree, error) {
        (Some(tree), None) => Ok(tree),
        (_, Some(error)) => Err(Box::new(error)),
        (None, None) => Err(Box::new(Diagnostic::new(
            &CANNOT_EDIT,
            source,
            Span::at(0),
            "the file cannot be read",
        ))),
    }
}

/// One change to one tree.
struct Edit<'t> {
    tree: &'t Tree,
    change: &'t Change,
}

/// What the change comes down to, once it is known what is there.
enum Plan {
    Fill(Value),
    Replace(Slot, Value),
    AddKey(NodeId, String, Value),
    Insert(NodeId, usize, Value),
    Remove(Slot),
    Clear(Value),
}

impl Edit<'_> {
    fn make(&self) -> Result<Tree, Refusal> {
        let root = self.tree.root();
        let expected = self.tree.value(root).changed(self.change);
        let Some(expected) = expected else {
            return Err(self.does_not_fit().into());
        };
        if expected == self.tree.value(root) {
            // It says so already, whatever its style.
            return usable(self.tree.source());
        }
        let step = self.find()?;
        if let Some(tree) = self.tried(&expected, |planner| splices(planner, &step)) {
            return Ok(tree);
        }
        let refusal = self.refuse(
            self.place(),
            "the text around it is laid out in a way that is not changed safely",
        );
        Err(refusal.into())
    }

    /// The tree after what `plan` splices, in the first way of writing in which that is right.
    fn tried(&self, expected: &Value, plan: impl Fn(Planner<'_>) -> Vec<Splice>) -> Option<Tree> {
        let ground = Ground { tree: self.tree };
        [false, true].into_iter().find_map(|quoted| {
            let writer = Writer {
                layout: Layout::of(self.tree),
                quoted,
            };
            let mut splices = plan(Planner { ground, writer });
            let text = spliced(ground.text(), &mut splices);
            self.checked(text, expected, &splices)
        })
    }

    /// The new tree, when it holds what was meant and has lost nothing.
    fn checked(&self, text: String, expected: &Value, splices: &[Splice]) -> Option<Tree> {
        let path = self.tree.source().path();
        let mut tree = usable(&Source::new(path, text)).ok()?;
        if ends_unsure(&tree) && !ends_unsure(self.tree) {
            let text = format!("{}{}", tree.source().text(), Layout::of(self.tree).line_end);
            tree = usable(&Source::new(path, text)).ok()?;
        }
        let (actual, expected) = (tree.value(tree.root()), expected.clone());
        let same = if self.merges() {
            actual.sorted() == expected.sorted()
        } else {
            actual == expected
        };
        let gone = |span: &Span| {
            splices
                .iter()
                .any(|splice| splice.span.start <= span.start && span.end <= splice.span.end)
        };
        (same
            && comments(self.tree) == comments(&tree)
            && anchors(self.tree, gone) == anchors(&tree, |_| false))
        .then_some(tree)
    }

    /// Whether some mapping of the file takes entries from another, so that order is not kept.
    fn merges(&self) -> bool {
        self.tree
            .nodes
            .iter()
            .any(|node| matches!(node.kind, Kind::Map { merges: true, .. }))
    }

    /// Follows the path as far as it goes, and says what the change is there.
    fn find(&self) -> Result<Plan, Refusal> {
        let path = self.change.path();
        let shared: HashSet<NodeId> = self
            .tree
            .nodes
            .iter()
            .filter_map(|node| match node.kind {
                Kind::Alias { target } => Some(target),
                _ => None,
            })
            .collect();
        let mut at = self.tree.root();
        let mut slot = None;
        for (depth, step) in path.iter().enumerate() {
            self.check_shared(at, &shared)?;
            if self.tree.is_null(at) || self.is_bare(at) {
                return self.missing(slot, at, &path[depth..]);
            }
            match self.own_step(at, step) {
                Some(next) => {
                    at = next.value;
                    slot = Some(next);
                }
                None => return self.add(at, &path[depth..]),
            }
        }
        self.check_shared(at, &shared)?;
        match (self.change, slot) {
            (
                Change::Insert {
                    at: index, value, ..
                },
                _,
            ) if !self.is_bare(at) && !self.tree.is_null(at) => match self.tree.node(at).kind {
                Kind::List { .. } => Ok(Plan::Insert(at, *index, value.clone())),
                _ => Err(self.does_not_fit().into()),
            },
            (Change::Remove { .. }, Some(slot)) => Ok(self.removal(slot)),
            (Change::Remove { .. }, None) => Err(self.does_not_fit().into()),
            _ => self.missing(slot, at, &[]),
        }
    }

    /// Puts a value where there is none, or in place of the one that is there.
    fn missing(&self, slot: Option<Slot>, at: NodeId, rest: &[Step]) -> Result<Plan, Refusal> {
        let value = self.wrapped(rest)?;
        match slot {
            Some(slot) => Ok(Plan::Replace(slot, value)),
            None if self.tree.is_null(at) => Ok(Plan::Fill(value)),
            None => match (&rest, self.tree.node(at).kind.clone()) {
                // `{}` or `[]` is the whole file.
                ([_, ..], _) => self.add(at, rest),
                _ => Err(self
                    .refuse(self.tree.span(at), "this is the whole file")
                    .into()),
            },
        }
    }

    /// Adds what is missing at the end of a collection.
    fn add(&self, at: NodeId, rest: &[Step]) -> Result<Plan, Refusal> {
        let Some((step, below)) = rest.split_first() else {
            return Err(self.does_not_fit().into());
        };
        let value = self.wrapped(below)?;
        match (step, &self.tree.node(at).kind) {
            (Step::Key(key), Kind::Map { .. }) => Ok(Plan::AddKey(at, key.clone(), value)),
            (Step::Index(index), Kind::List { .. }) => Ok(Plan::Insert(at, *index, value)),
            _ => Err(self.does_not_fit().into()),
        }
    }

    /// The value of the change, below keys that are not there yet.
    fn wrapped(&self, rest: &[Step]) -> Result<Value, Refusal> {
        let value = match self.change {
            Change::Set { value, .. } => value.clone(),
            Change::Insert { value, .. } => Value::list([value.clone()]),
            Change::Remove { .. } => return Err(self.does_not_fit().into()),
        };
        Ok(rest.iter().rev().fold(value, |value, step| match step {
            Step::Key(key) => Value::map([(key.clone(), value)]),
            Step::Index(_) => Value::list([value]),
        }))
    }

    fn removal(&self, slot: Slot) -> Plan {
        let (count, empty) = match self.tree.node(slot.parent).kind {
            Kind::Map { .. } => (
                self.tree.entries(slot.parent).count(),
                Value::Map(Vec::new()),
            ),
            _ => (
                self.tree.children(slot.parent).count(),
                Value::List(Vec::new()),
            ),
        };
        if count > 1 {
            return Plan::Remove(slot);
        }
        // The last one: the collection itself becomes an empty one.
        let path = self.change.path();
        let mut above = None;
        let mut at = self.tree.root();
        for step in &path[..path.len() - 1] {
            above = self.own_step(at, step);
            at = above.map_or(at, |slot| slot.value);
        }
        above.map_or(Plan::Clear(empty.clone()), |above| {
            Plan::Replace(above, empty)
        })
    }

    /// One step down, into what is written here and not brought in by `<<`.
    fn own_step(&self, parent: NodeId, step: &Step) -> Option<Slot> {
        match (step, &self.tree.node(parent).kind) {
            (Step::Index(index), Kind::List { .. }) => {
                let value = self.tree.children(parent).nth(*index)?;
                Some(Slot {
                    value,
                    key: None,
                    parent,
                    index: *index,
                })
            }
            (Step::Key(name), Kind::Map { .. }) => {
                let mut entries = self.tree.entries(parent).enumerate();
                let (index, (key, value)) =
                    entries.find(|(_, (key, _))| self.tree.text(*key) == Some(name))?;
                Some(Slot {
                    value,
                    key: Some(key),
                    parent,
                    index,
                })
            }
            _ => None,
        }
    }

    /// Whether a collection is `[]` or `{}` with nothing in it, not even a comment.
    fn is_bare(&self, node: NodeId) -> bool {
        let flow = matches!(
            self.tree.node(node).kind,
            Kind::List { flow: true } | Kind::Map { flow: true, .. }
        );
        let text = self.tree.source().slice(self.tree.span(node));
        flow && text.len() >= 2 && text[1..text.len() - 1].trim().is_empty()
    }

    /// Refuses what would reach further than the place that is meant.
    fn check_shared(&self, node: NodeId, shared: &HashSet<NodeId>) -> Result<(), Refusal> {
        let name = |span: Span| shown(self.tree.source().slice(span));
        if matches!(self.tree.node(node).kind, Kind::Alias { .. }) {
            let span = self.tree.span(node);
            let message = format!(
                "`{}` stands for a value that is written elsewhere",
                name(span)
            );
            return Err(self.refuse(span, message).into());
        }
        if shared.contains(&node) {
            let anchor = self
                .tree
                .properties(node)
                .and_then(|properties| properties.anchor);
            let span = anchor.unwrap_or(self.tree.span(node));
            let message = format!(
                "the value of `{}` is used in more than one place",
                name(span)
            );
            return Err(self.refuse(span, message).into());
        }
        Ok(())
    }

    fn does_not_fit(&self) -> Diagnostic {
        let what = match self.change {
            Change::Set { .. } => "no value can be put there",
            Change::Insert { .. } => "there is no list there",
            Change::Remove { .. } => "there is nothing to take out",
        };
        self.refuse(self.place(), what)
    }

    /// The deepest place on the path that exists.
    fn place(&self) -> Span {
        let path = self.change.path();
        let known = (0..=path.len())
            .rev()
            .find_map(|depth| self.tree.span_at(&path[..depth]));
        let span = known.unwrap_or_default();
        let first_line = self
            .tree
            .source()
            .slice(span)
            .lines()
            .next()
            .map_or(0, str::len);
        Span::new(span.start, span.start + first_line)
    }

    fn refuse(&self, span: Span, why: impl AsRef<str>) -> Diagnostic {
        let path = self.change.path();
        let name = if path.is_empty() {
            "the file".to_owned()
        } else {
            format!("`{}`", shown(&dotted(path)))
        };
        let message = format!("{name} is left as it is: {}", why.as_ref());
        let help = match self.change {
            Change::Remove { .. } => "take it out by hand".to_owned(),
            Change::Set { value, .. } | Change::Insert { value, .. } => {
                let text = super::write::document(value);
                let shown: String = text.trim_end().chars().take(400).collect();
                format!("write it in by hand: {shown}")
            }
        };
        Diagnostic::new(&CANNOT_EDIT, self.tree.source(), span, message).help(help)
    }
}

fn splices(planner: Planner<'_>, step: &Plan) -> Vec<Splice> {
    match step {
        Plan::Fill(value) => planner.fill_empty(value),
        Plan::Replace(slot, value) => planner.replace(*slot, value),
        Plan::AddKey(map, key, value) => planner.add_key(*map, key, value),
        Plan::Insert(list, at, value) => planner.insert(*list, *at, value),
        Plan::Remove(slot) => planner.remove(*slot),
        Plan::Clear(empty) => planner.clear(empty),
    }
}

/// Whether a block of text that counts its line end is ended by the file instead, about which
/// readers disagree.
fn ends_unsure(tree: &Tree) -> bool {
    let last = tree.nodes.last().map(|node| &node.kind);
    let Some(Kind::Scalar {
        style: Style::Literal | Style::Folded,
        text,
    }) = last
    else {
        return false;
    };
    tree.decoded(text).ends_with('\n') && !tree.source().text().ends_with('\n')
}

/// The texts of all comments, in order of text: an edit may move one by a line.
fn comments(tree: &Tree) -> Vec<&str> {
    let text = |span: &Span| tree.source().slice(*span).trim_end();
    let mut comments: Vec<_> = tree.comments().iter().map(text).collect();
    comments.sort_unstable();
    comments
}

/// The names of the anchors in order, without those that are gone.
fn anchors(tree: &Tree, gone: impl Fn(&Span) -> bool) -> Vec<&str> {
    let places = tree
        .properties
        .iter()
        .filter_map(|properties| properties.anchor);
    places
        .filter(|span| !gone(span))
        .map(|span| tree.source().slice(span))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(dotted: &str) -> Vec<Step> {
        let step = |part: &str| part.parse().map_or_else(|_| Step::from(part), Step::Index);
        dotted
            .split('.')
            .filter(|part| !part.is_empty())
            .map(step)
            .collect()
    }

    #[test]
    fn inserts_that_are_made_at_once_read_as_one_after_the_other() {
        for text in [
            "l:\n- a\n- b # two\n# end\n",
            "l: [a, b]\n",
            "l: [a]\n",
            "l: []\n",
            "l:\n",
            "x: 1\n",
            "l:\n\n- a\n\n- b\n\n- c\nm: 1\n",
        ] {
            let source = Source::new("a.yaml", text);
            let insert = |at: usize| Change::Insert {
                path: path("l"),
                at,
                value: Value::map([("n", Value::text(at.to_string()))]),
            };
            for run in [[0, 1, 2], [0, 2, 4], [1, 2, 9], [0, 2, 3], [2, 0, 1]] {
                let run = run.map(insert);
                let one_by_one = run.iter().try_fold(source.clone(), |source, change| {
                    let text = apply(&source, std::slice::from_ref(change)).ok()?;
                    Some(Source::new("a.yaml", text))
                });
                let value = |source: &Arc<Source>| {
                    let tree = usable(source).unwrap();
                    tree.value(tree.root())
                };
                let at_once = Source::new("a.yaml", apply(&source, &run).unwrap());
                assert_eq!(value(&at_once), value(&one_by_one.unwrap()), "{text}");
            }
        }
    }

    fn edit(text: &str, change: Change) -> Result<String, String> {
        apply(&Source::new("a.yaml", text), &[change]).map_err(|refusal| {
            assert!(refusal.help.is_some());
            refusal.message
        })
    }

    fn set(text: &str, at: &str, value: impl Into<Value>) -> String {
        edit(
            text,
            Change::Set {
                path: path(at),
                value: value.into(),
            },
        )
        .unwrap()
    }

    fn insert(text: &str, list: &str, at: usize, value: impl Into<Value>) -> String {
        edit(
            text,
            Change::Insert {
                path: path(list),
                at,
                value: value.into(),
            },
        )
        .unwrap()
    }

    fn remove(text: &str, at: &str) -> String {
        edit(text, Change::Remove { path: path(at) }).unwrap()
    }

    #[test]
    fn a_value_is_replaced_and_nothing_else() {
        assert_eq!(set("a:   x  # c\nb: y\n", "a", "z"), "a:   z  # c\nb: y\n");
        assert_eq!(
            set("a: x # c\nb: y\n", "a", "p\nq"),
            "a: |- # c\n  p\n  q\nb: y\n"
        );
        assert_eq!(
            set("a: | # c\n  x\n\n# d\nb: y\n", "a", "z"),
            "a: z # c\n\n# d\nb: y\n"
        );
        assert_eq!(set("a: \"x\n  y\" # c\nb: y", "a", "z"), "a: z # c\nb: y");
        assert_eq!(
            set("a:\n  - x # c\n  # d\n  - y\nb: y\n", "a", "z"),
            "# c\n# d\na: z\nb: y\n"
        );
        assert_eq!(set("a: # c\nb: y\n", "a", "z"), "a: z # c\nb: y\n");
        assert_eq!(
            set("a:\r\nb: y\r\n", "a", "p\nq"),
            "a: |-\r\n  p\r\n  q\r\nb: y\r\n"
        );
        assert_eq!(
            set("- x\n- y: {z: 1}\n", "1.y.z", "p, q"),
            "- x\n- y: {z: \"p, q\"}\n"
        );
        assert_eq!(set("- x\n-\n", "1", "k"), "- x\n- k\n");
        assert_eq!(set("a: {x, y: }\n", "a.x", "p q"), "a: {x: p q, y: }\n");
        assert_eq!(set("a: {x, y: }\n", "a.y", "p q"), "a: {x, y: p q }\n");
        assert_eq!(set("? a\n? b\n", "a", "x"), "? a\n: x\n? b\n");
        assert_eq!(set("a: &x y\nb: 1\n", "a", "z"), "a: &x z\nb: 1\n");
        assert_eq!(set("a: !t &x y # c\n", "a", "z"), "a: &x z # c\n");
        assert_eq!(set("a: !!str\n", "a", "z"), "a: z\n");
        let map = || Value::map([("k", Value::text("v"))]);
        assert_eq!(set("- &x y # c\n", "0", map()), "- &x # c\n  k: v\n");
        // Without its line end, readers would disagree about the text.
        assert_eq!(
            set("b: 1", "a", Value::list(["x\n z\n".into()])),
            "b: 1\na:\n  - |\n    x\n     z\n"
        );
    }

    #[test]
    fn what_is_so_already_is_left_in_its_style() {
        let text = "a: &x \"v\" # c\nb: *x\n";
        assert_eq!(set(text, "a", "v"), text);
    }

    #[test]
    fn a_key_is_added_at_the_end_of_its_mapping() {
        assert_eq!(
            set("a: 1\n# c\n\nb: 2 # d", "c", "x"),
            "a: 1\n# c\n\nb: 2 # d\nc: x"
        );
        assert_eq!(
            set("a:\n    x: |+\n        1\n\n\nb: 2\n", "a.k", "p\nq\n"),
            "a:\n    x: |+\n        1\n\n\n    k: |\n        p\n        q\nb: 2\n"
        );
        assert_eq!(
            set("a:\n- x: 1\n  # c\n- x: 2\n", "a.0.k", "z"),
            "a:\n- x: 1\n  k: z\n  # c\n- x: 2\n"
        );
        assert_eq!(set("a: {x: 1}\n", "a.k", "z"), "a: {x: 1, k: z}\n");
        assert_eq!(
            set("a: {\n  x: 1, # c\n}\n", "a.k", "z"),
            "a: {\n  x: 1, # c\n  k: z,\n}\n"
        );
        assert_eq!(
            set("a: {\n  x: 1 # c\n}\n", "a.k", "z"),
            "a: {\n  x: 1, # c\n  k: z\n}\n"
        );
        assert_eq!(set("a: {}\n", "a.k.z", "v"), "a:\n  k:\n    z: v\n");
        assert_eq!(set("a:\n", "a.k.z", "v"), "a:\n  k:\n    z: v\n");
        assert_eq!(set("# only\n", "a.b", "v"), "# only\na:\n  b: v\n");
        assert_eq!(set("", "a", "v"), "a: v\n");
        assert_eq!(set("\u{feff}# only", "a", "v"), "\u{feff}# only\na: v\n");
        assert_eq!(set("\u{feff}a: 1\n", "b", "v"), "\u{feff}a: 1\nb: v\n");
        assert_eq!(
            set("a: &m {x: 1}\nb:\n  <<: *m\n", "b.x", "v"),
            "a: &m {x: 1}\nb:\n  <<: *m\n  x: v\n"
        );
    }

    #[test]
    fn an_item_is_put_into_its_list() {
        assert_eq!(
            insert("a:\n- x\n# c\n- y\n", "a", 1, "new"),
            "a:\n- x\n- new\n# c\n- y\n"
        );
        assert_eq!(
            insert("a:\n  - x\n  - y\n", "a", 0, "new"),
            "a:\n  - new\n  - x\n  - y\n"
        );
        assert_eq!(
            insert("a:\n  - x\n\n  - y\nb: 1\n", "a", 9, "new"),
            "a:\n  - x\n\n  - y\n\n  - new\nb: 1\n"
        );
        assert_eq!(insert("a: [x, y]\n", "a", 1, "new"), "a: [x, new, y]\n");
        assert_eq!(insert("a: [x, y]\n", "a", 2, "new"), "a: [x, y, new]\n");
        assert_eq!(
            insert("a: [\n  x,\n  y\n]\n", "a", 2, "new"),
            "a: [\n  x,\n  y,\n  new\n]\n"
        );
        assert_eq!(
            insert("a: [\n  x,\n  y\n]\n", "a", 0, "new"),
            "a: [\n  new,\n  x,\n  y\n]\n"
        );
        assert_eq!(insert("a: []\n", "a", 0, "new"), "a:\n  - new\n");
        assert_eq!(insert("a: # c\n", "a", 0, "new"), "a: # c\n  - new\n");
        assert_eq!(
            insert("a:\nb:\n- x\n", "a", 0, "new"),
            "a:\n- new\nb:\n- x\n"
        );
        assert_eq!(insert("b: 1", "a.c", 0, "new"), "b: 1\na:\n  c:\n    - new");
        let event = Value::map([("at", Value::text("10:38")), ("what", "p\nq\n".into())]);
        assert_eq!(
            insert("a:\n- x: 1\n", "a", 1, event),
            "a:\n- x: 1\n- at: \"10:38\"\n  what: |\n    p\n    q\n"
        );
        assert_eq!(
            insert("- - a\n  - b\n", "0", 0, "new"),
            "- - new\n  - a\n  - b\n"
        );
    }

    #[test]
    fn what_is_taken_out_leaves_its_comments() {
        assert_eq!(remove("a: 1 # c\nb: 2\n", "a"), "# c\nb: 2\n");
        assert_eq!(remove("a: 1\nb:\n  - x\n  - y", "b"), "a: 1");
        assert_eq!(
            remove("a:\n  - x\n  - y\nb: 1\n", "a.1"),
            "a:\n  - x\nb: 1\n"
        );
        assert_eq!(remove("a:\n  - x\nb: 1\n", "a.0"), "a: []\nb: 1\n");
        assert_eq!(remove("- a: 1 # c\n  b: 2\n", "0.a"), "- # c\n  b: 2\n");
        assert_eq!(remove("a: [x, y, z]\n", "a.1"), "a: [x, z]\n");
        assert_eq!(remove("a: [x, y, z]\n", "a.2"), "a: [x, y]\n");
        assert_eq!(remove("a: {x: 1, y: 2}\n", "a.y"), "a: {x: 1}\n");
        assert_eq!(remove("a: {x: 1}\n", "a.x"), "a: {}\n");
        assert_eq!(remove("a:\n  - x\n", "a"), "{}\n");
    }

    #[test]
    fn a_quick_form_becomes_a_list() {
        let events = Value::list([Value::map([
            ("at", Value::text("10:38")),
            ("what", "lag".into()),
        ])]);
        assert_eq!(
            set("t: | # quick\n  10:38 lag\n\nb: 1\n", "t", events),
            "t: # quick\n  - at: \"10:38\"\n    what: lag\n\nb: 1\n"
        );
    }

    #[test]
    fn what_reaches_further_is_refused() {
        let say = |text: &str, at: &str| {
            edit(
                text,
                Change::Set {
                    path: path(at),
                    value: "new".into(),
                },
            )
            .unwrap_err()
        };
        assert!(
            say("a: &x {y: 1}\nb: *x\n", "a.y").contains("`&x` is used in more than one place")
        );
        assert!(say("a: &x {y: 1}\nb: *x\n", "b.y").contains("`*x` stands for a value"));
        assert!(say("a: &x y\nb: *x\n", "a").contains("`&x`"));
        assert!(say("a: text\n", "a.b").contains("no value can be put there"));
        assert!(say("a: \"open\n", "a").contains("not closed"));
        let refused = apply(
            &Source::new("a.yaml", "a: 1\n"),
            &[Change::Remove { path: path("b") }],
        );
        assert_eq!(refused.unwrap_err().rule.code, "cannot-edit");
    }

    #[test]
    fn changes_are_made_in_order_or_not_at_all() {
        let source = Source::new("a.yaml", "a: 1\n");
        let one = Change::Set {
            path: path("b"),
            value: "x".into(),
        };
        let two = Change::Insert {
            path: path("c"),
            at: 0,
            value: "k".into(),
        };
        let changes = [one, two, Change::Remove { path: path("a") }];
        assert_eq!(apply(&source, &changes).unwrap(), "b: x\nc:\n  - k\n");
    }
}
