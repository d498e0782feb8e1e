//! What a change does to plain data: a value and a change in, the value afterwards out. The bytes
//! that an edit writes are held against it.

use super::path::Step;
use super::value::Value;

/// One change to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Puts a value at the end of a path, in place of what is there, or as a new key.
    Set {
        /// The way to the value. Keys on the way that are missing are added.
        path: Vec<Step>,
        /// What to put there.
        value: Value,
    },
    /// Puts an item into a list.
    Insert {
        /// The way to the list. A list that is missing is added.
        path: Vec<Step>,
        /// The number that the item is to have; past the end is the end.
        at: usize,
        /// The item.
        value: Value,
    },
    /// Takes a key or an item out.
    Remove {
        /// The way to it.
        path: Vec<Step>,
    },
}

impl Change {
    /// The way to where the change happens.
    pub fn path(&self) -> &[Step] {
        match self {
            Self::Set { path, .. } | Self::Insert { path, .. } | Self::Remove { path } => path,
        }
    }
}

impl Value {
    /// The value after a change; nothing where the change does not fit the value.
    #[must_use]
    pub fn changed(mut self, change: &Change) -> Option<Self> {
        let done = match change {
            Change::Set { path, value } => self.reach(path).map(|place| *place = value.clone()),
            Change::Insert { path, at, value } => self.reach(path).and_then(|place| {
                if *place == Self::Null {
                    *place = Self::List(Vec::new());
                }
                let Self::List(items) = place else {
                    return None;
                };
                items.insert((*at).min(items.len()), value.clone());
                Some(())
            }),
            Change::Remove { path } => self.remove(path),
        };
        done.map(|()| self)
    }

    /// The place at the end of a path; missing keys are added, null becomes what is needed.
    fn reach(&mut self, path: &[Step]) -> Option<&mut Self> {
        let Some((step, rest)) = path.split_first() else {
            return Some(self);
        };
        if *self == Self::Null {
            *self = match step {
                Step::Key(_) => Self::Map(Vec::new()),
                Step::Index(_) => Self::List(Vec::new()),
            };
        }
        match (step, self) {
            (Step::Key(key), Self::Map(entries)) => {
                let at = entries
                    .iter()
                    .position(|(name, _)| name == key)
                    .unwrap_or_else(|| {
                        entries.push((key.clone(), Self::Null));
                        entries.len() - 1
                    });
                entries.get_mut(at)?.1.reach(rest)
            }
            (Step::Index(index), Self::List(items)) => {
                if *index == items.len() {
                    items.push(Self::Null);
                }
                items.get_mut(*index)?.reach(rest)
            }
            _ => None,
        }
    }

    fn remove(&mut self, path: &[Step]) -> Option<()> {
        let (step, rest) = path.split_first()?;
        match (step, self) {
            (Step::Key(key), Self::Map(entries)) => {
                let at = entries.iter().position(|(name, _)| name == key)?;
                if !rest.is_empty() {
                    return entries.get_mut(at)?.1.remove(rest);
                }
                entries.remove(at);
            }
            (Step::Index(index), Self::List(items)) => {
                if !rest.is_empty() {
                    return items.get_mut(*index)?.remove(rest);
                }
                if *index >= items.len() {
                    return None;
                }
                items.remove(*index);
            }
            _ => return None,
        }
        Some(())
    }

    /// The same data with the keys of every mapping in order of name, to compare where order is
    /// not kept.
    pub(super) fn sorted(self) -> Self {
        match self {
            Self::List(items) => Self::List(items.into_iter().map(Self::sorted).collect()),
            Self::Map(entries) => {
                let mut entries: Vec<_> = entries
                    .into_iter()
                    .map(|(key, value)| (key, value.sorted()))
                    .collect();
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Self::Map(entries)
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_reach_add_and_take_out() {
        let value = Value::map([("a", Value::list(["x".into()])), ("n", Value::Null)]);
        let set = |path: Vec<Step>, value: &str| Change::Set {
            path,
            value: value.into(),
        };
        let after = value
            .clone()
            .changed(&set(vec!["n".into(), "k".into(), 0.into()], "v"))
            .unwrap();
        let list = Value::map([("k", Value::list(["v".into()]))]);
        assert_eq!(after.get("n"), Some(&list));
        assert_eq!(
            value
                .clone()
                .changed(&set(vec!["a".into(), "k".into()], "v")),
            None
        );
        assert_eq!(
            value.clone().changed(&set(vec!["a".into(), 2.into()], "v")),
            None
        );
        let insert = Change::Insert {
            path: vec!["a".into()],
            at: 9,
            value: "y".into(),
        };
        let after = value.clone().changed(&insert).unwrap();
        assert_eq!(after.get("a"), Some(&Value::list(["x".into(), "y".into()])));
        let remove = Change::Remove {
            path: vec!["a".into(), 0.into()],
        };
        assert_eq!(
            value.clone().changed(&remove).unwrap().get("a"),
            Some(&Value::list([]))
        );
        assert_eq!(
            value.changed(&Change::Remove {
                path: vec!["b".into()]
            }),
            None
        );
    }
}
