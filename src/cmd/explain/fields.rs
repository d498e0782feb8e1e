//! The fields of the files, from the schemas that describe them: what each is for, wherever it
//! stands.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::schema::DESCRIBED;

/// A field of one name.
pub(super) struct Field {
    /// Its name.
    pub(super) name: String,
    /// Where it stands, with what it is for there, each once.
    pub(super) places: Vec<Place>,
}

/// One place of a field.
pub(super) struct Place {
    /// The file and the way to it: `review.yaml: latent_failures.known_to`.
    pub(super) way: String,
    /// What it is for.
    pub(super) meaning: String,
    /// The words that it takes, where it takes only some.
    pub(super) words: Vec<String>,
    /// The fields in it.
    pub(super) fields: Vec<String>,
}

/// Every field of every file, by name.
pub(super) fn all() -> Vec<Field> {
    let mut found = BTreeMap::new();
    for described in DESCRIBED {
        let way = format!("{}: ", described.of);
        visit(&described.schema(), &way, &mut found);
    }
    let fields = found.into_iter();
    fields
        .map(|(name, places)| Field { name, places })
        .collect()
}

/// Adds the fields that a part of a schema tells of, and those in it.
fn visit(schema: &Value, way: &str, found: &mut BTreeMap<String, Vec<Place>>) {
    for (name, field) in properties(schema) {
        let own = format!("{way}{name}");
        let places = found.entry(name.clone()).or_default();
        // One and a list of several have the same fields.
        if places.iter().any(|place| place.way == own) {
            continue;
        }
        places.push(Place {
            meaning: text(field, "description"),
            words: words(field),
            fields: below(field),
            way: own.clone(),
        });
        visit(field, &format!("{own}."), found);
    }
    for part in parts(schema) {
        visit(part, way, found);
    }
}

/// The fields that a part of a schema names itself.
fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let fields = schema.get("properties").and_then(Value::as_object);
    fields.into_iter().flatten()
}

/// The parts of a schema that are about the same place, or about each item or entry there.
fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    let one = ["items", "additionalProperties"].map(|key| schema.get(key));
    let several = ["anyOf", "oneOf", "allOf"].map(|key| schema.get(key).and_then(Value::as_array));
    let patterns = schema.get("patternProperties").and_then(Value::as_object);
    let patterns = patterns.into_iter().flatten().map(|(_, part)| part);
    let one = one.into_iter().flatten();
    one.chain(several.into_iter().flatten().flatten())
        .chain(patterns)
}

/// The words that a field takes.
fn words(schema: &Value) -> Vec<String> {
    let own = schema.get("enum").and_then(Value::as_array);
    let own = own.into_iter().flatten().filter_map(Value::as_str);
    let mut words: Vec<String> = own.map(str::to_owned).collect();
    words.extend(parts(schema).flat_map(words_of_values));
    each_once(words)
}

/// The words of a part that is no mapping with fields of its own.
fn words_of_values(part: &Value) -> Vec<String> {
    match properties(part).next() {
        Some(_) => Vec::new(),
        None => words(part),
    }
}

/// The names of the fields in a field.
fn below(schema: &Value) -> Vec<String> {
    let mut names: Vec<String> = properties(schema).map(|(name, _)| name.clone()).collect();
    names.extend(parts(schema).flat_map(below));
    each_once(names)
}

/// The texts without those that came before.
fn each_once(mut texts: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    texts
}

/// A text of a schema; empty where it has none.
fn text(schema: &Value, key: &str) -> String {
    let text = schema.get(key).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}
