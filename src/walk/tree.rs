//! A file as a plain value, changed in memory: the value before and after in, the changes that
//! lead from one to the other out.
//!
//! Every answer of the walk is worked out on such a value first. What is written to disk is the
//! difference, so the walk has one way of changing things and no second idea of what an edit is.

use std::fmt::Write as _;

use crate::yaml::{Change, Step, Value};

/// A place that holds something else than the answer needs, such as a text where a list belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Odd(pub(super) String);

/// The key step `name`.
pub(super) fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

/// A path of keys.
pub(super) fn keys(names: &[&str]) -> Vec<Step> {
    names.iter().copied().map(key).collect()
}

/// A text value.
pub(super) fn text(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}

/// The path as people say it: `latent_failures[2].what`.
pub(super) fn shown(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            Step::Key(name) if out.is_empty() => out.push_str(name),
            Step::Key(name) => {
                out.push('.');
                out.push_str(name);
            }
            Step::Index(at) => {
                let _ = write!(out, "[{}]", at + 1);
            }
        }
    }
    out
}

/// What a scalar says, in words; `None` for nothing, lists and mappings.
pub(super) fn scalar(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) | Value::Number(text) => Some(text.trim_end()),
        Value::Bool(true) => Some("true"),
        Value::Bool(false) => Some("false"),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// The value of `name` in a mapping.
pub(super) fn field<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Map(pairs) => pairs
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value),
        _ => None,
    }
}

/// The value at `path`, where there is one.
pub(super) fn get<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Key(name) => field(value, name),
        Step::Index(at) => match value {
            Value::List(items) => items.get(*at),
            _ => None,
        },
    })
}

/// The items at `path`: those of a list, or the only one written without a list.
pub(super) fn items<'v>(value: &'v Value, path: &[Step]) -> &'v [Value] {
    match get(value, path) {
        None | Some(Value::Null) => &[],
        Some(Value::List(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// Whether two values mean the same, whether or not a number or a word is written as text.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => a.len() == b.len() && covers_pairs(a, b),
        _ => matches!((scalar(a), scalar(b)), (Some(a), Some(b)) if a == b),
    }
}

/// Whether `whole` says everything that `part` says: a mapping may hold more fields.
pub(super) fn covers(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Map(whole), Value::Map(part)) => covers_pairs(whole, part),
        _ => same(whole, part),
    }
}

fn covers_pairs(whole: &[(String, Value)], part: &[(String, Value)]) -> bool {
    part.iter().all(|(name, value)| {
        whole
            .iter()
            .any(|(own, other)| own == name && same(other, value))
    })
}

/// The place at `path`, made where it is missing; what is on the way must be mappings and lists.
pub(super) fn slot<'v>(value: &'v mut Value, path: &[Step]) -> Result<&'v mut Value, Odd> {
    let mut here = value;
    for (depth, step) in path.iter().enumerate() {
        let odd = || Odd(shown(&path[..depth]));
        here = match step {
            Step::Key(name) => entry(here, name).ok_or_else(odd)?,
            Step::Index(at) => match here {
                Value::List(items) => items.get_mut(*at).ok_or_else(odd)?,
                _ => return Err(odd()),
            },
        };
    }
    Ok(here)
}

/// The value of `name` in a mapping, made where it is missing; nothing counts as an empty mapping.
fn entry<'v>(value: &'v mut Value, name: &str) -> Option<&'v mut Value> {
    if *value == Value::Null {
        *value = Value::Map(Vec::new());
    }
    let Value::Map(pairs) = value else {
        return None;
    };
    if !pairs.iter().any(|(own, _)| own == name) {
        pairs.push((name.to_owned(), Value::Null));
    }
    let mut pairs = pairs.iter_mut();
    pairs.find(|(own, _)| own == name).map(|(_, value)| value)
}

/// The list at `path`, made where it is missing; a single value becomes a list of one.
pub(super) fn list<'v>(value: &'v mut Value, path: &[Step]) -> Result<&'v mut Vec<Value>, Odd> {
    let place = slot(value, path)?;
    if !matches!(place, Value::List(_)) {
        *place = Value::List(match std::mem::replace(place, Value::Null) {
            Value::Null => Vec::new(),
            one => vec![one],
        });
    }
    match place {
        Value::List(items) => Ok(items),
        _ => Err(Odd(shown(path))),
    }
}

/// Takes `name` out of the mapping at `path`; leaves everything else alone.
pub(super) fn remove(value: &mut Value, path: &[Step], name: &str) {
    if get(value, path).is_some()
        && let Ok(Value::Map(pairs)) = slot(value, path)
    {
        pairs.retain(|(own, _)| own != name);
    }
}

/// The changes that lead from `old` to `new`, to be made one after the other.
pub(super) fn diff(old: &Value, new: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    walk(&mut Vec::new(), (old, new), &mut changes);
    changes
}

fn walk(path: &mut Vec<Step>, (old, new): (&Value, &Value), changes: &mut Vec<Change>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Value::Map(old), Value::Map(new)) => walk_map(path, (old, new), changes),
        // A file without a value yet is set key by key, so that its head can stay.
        (Value::Null, Value::Map(new)) if path.is_empty() => walk_map(path, (&[], new), changes),
        (Value::List(old), Value::List(new)) if old.len() <= new.len() && !old.is_empty() => {
            walk_list(path, (old, new), changes);
        }
        (_, new) => changes.push(Change::Set {
            path: path.clone(),
            value: new.clone(),
        }),
    }
}

type Pairs<'v> = &'v [(String, Value)];

fn walk_map(path: &mut Vec<Step>, (old, new): (Pairs, Pairs), changes: &mut Vec<Change>) {
    let find = |pairs: Pairs, name: &str| pairs.iter().position(|(own, _)| own == name);
    for (name, value) in new {
        path.push(key(name));
        match find(old, name) {
            Some(at) => walk(path, (&old[at].1, value), changes),
            None => changes.push(Change::Set {
                path: path.clone(),
                value: value.clone(),
            }),
        }
        path.pop();
    }
    for (name, _) in old.iter().filter(|(name, _)| find(new, name).is_none()) {
        path.push(key(name));
        changes.push(Change::Remove { path: path.clone() });
        path.pop();
    }
}

/// The walk only ever adds to the end of a list, or changes an item where it stands.
fn walk_list(path: &mut Vec<Step>, (old, new): (&[Value], &[Value]), changes: &mut Vec<Change>) {
    for (at, pair) in old.iter().zip(new).enumerate() {
        path.push(Step::Index(at));
        walk(path, pair, changes);
        path.pop();
    }
    for (at, value) in new.iter().enumerate().skip(old.len()) {
        changes.push(Change::Insert {
            path: path.clone(),
            at,
            value: value.clone(),
        });
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Makes `change` in `value`, as the editor of files does it.
    pub(in crate::walk) fn apply(value: &mut Value, change: &Change) {
        match change {
            Change::Set { path, value: new } => *slot(value, path).unwrap() = new.clone(),
            Change::Insert {
                path,
                at,
                value: new,
            } => match slot(value, path).unwrap() {
                Value::List(items) => items.insert(*at, new.clone()),
                _ => panic!("an item goes into a list"),
            },
            Change::Remove { path } => {
                let (last, parent) = path.split_last().unwrap();
                match last {
                    Step::Key(name) => remove(value, parent, name),
                    Step::Index(at) => {
                        list(value, parent).unwrap().remove(*at);
                    }
                }
            }
        }
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            "[a-c]{0,2}".prop_map(Value::Text),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let pairs = prop::collection::btree_map("[a-d]", inner.clone(), 0..4);
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::List),
                pairs.prop_map(|pairs| Value::Map(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_difference_leads_from_one_to_the_other(old in values(), new in values()) {
            let under = |value| Value::Map(vec![("file".to_owned(), value)]);
            let (old, new) = (under(old), under(new));
            let mut made = old.clone();
            for change in diff(&old, &new) {
                apply(&mut made, &change);
            }
            prop_assert!(same(&made, &new), "{made:?} is not {new:?}");
        }
    }

    #[test]
    fn a_list_grows_by_inserts_and_a_single_value_becomes_a_list() {
        let mut value = Value::Map(vec![("a".into(), text("one"))]);
        let old = value.clone();
        list(&mut value, &keys(&["a"])).unwrap().push(text("two"));
        assert_eq!(
            diff(&old, &value),
            [Change::Set {
                path: keys(&["a"]),
                value: Value::List(vec![text("one"), text("two")]),
            }]
        );
        let old = value.clone();
        list(&mut value, &keys(&["a"])).unwrap().push(text("three"));
        assert_eq!(
            diff(&old, &value),
            [Change::Insert {
                path: keys(&["a"]),
                at: 2,
                value: text("three"),
            }]
        );
    }

    #[test]
    fn a_text_in_the_way_is_refused() {
        let mut value = Value::Map(vec![("detection".into(), text("by hand"))]);
        let refused = slot(&mut value, &keys(&["detection", "first_sign"])).unwrap_err();
        assert_eq!(refused, Odd("detection".into()));
    }
}
