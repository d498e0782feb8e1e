//! The lists of records in JSON of an unknown tool, and the fields of a record.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::{Map, Value};

/// How many steps down lists are looked for.
const DEEP: usize = 6;

/// The lists that were found, each with what stands for its path.
#[derive(Default)]
struct Lists<'v> {
    all: Vec<Vec<&'v Value>>,
    places: HashMap<u64, usize>,
}

/// Every list of objects in the documents, the documents themselves first; what lies at one path is
/// one list, in however many records.
pub(super) fn lists(documents: &[Value]) -> Vec<Vec<&Value>> {
    let mut lists = Lists::default();
    lists.add(0, documents.iter());
    let mut open: VecDeque<(u64, &Value, usize)> = VecDeque::new();
    open.extend(documents.iter().map(|document| (0, document, 0)));
    while let Some((path, value, depth)) = open.pop_front() {
        let mut below = |path: u64, value| {
            if depth < DEEP {
                open.push_back((path, value, depth + 1));
            }
        };
        match value {
            Value::Object(fields) => {
                if is_map(fields) {
                    lists.add(step(path, "*"), fields.values());
                }
                for (name, inner) in fields {
                    below(step(path, name), inner);
                }
            }
            Value::Array(list) => {
                let path = step(path, "[]");
                let objects = list.iter().filter(|item| item.is_object());
                lists.add(path, objects.clone());
                objects.for_each(|item| below(path, item));
            }
            _ => {}
        }
    }
    lists.all
}

/// What stands for a path with one step more: names can be long, and there can be many.
fn step(path: u64, name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (path, name).hash(&mut hasher);
    hasher.finish()
}

impl<'v> Lists<'v> {
    fn add(&mut self, path: u64, records: impl Iterator<Item = &'v Value>) {
        let place = *self.places.entry(path).or_insert_with(|| {
            self.all.push(Vec::new());
            self.all.len() - 1
        });
        self.all[place].extend(records);
    }
}

/// Whether the names of an object are ids of records: two or more that have a field in common.
fn is_map(fields: &Map<String, Value>) -> bool {
    let mut records = fields.values().map(Value::as_object);
    let Some(Some(first)) = records.next() else {
        return false;
    };
    let alike = |record: Option<&Map<String, Value>>| {
        record.is_some_and(|record| record.keys().any(|name| first.contains_key(name)))
    };
    fields.len() > 1 && records.all(alike)
}

/// The texts and numbers in a record, with their paths.
pub(super) fn fields(record: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), record, 0)];
    while let Some((path, value, depth)) = open.pop() {
        match value {
            Value::Object(fields) if depth < 4 => {
                for (name, inner) in fields.iter().rev() {
                    let path = if path.is_empty() {
                        name.clone()
                    } else {
                        format!("{path}.{name}")
                    };
                    open.push((path, inner, depth + 1));
                }
            }
            Value::String(_) | Value::Number(_) => found.push((path, value.clone())),
            _ => {}
        }
    }
    found
}
