//! Puts a schema into the form that editors make the best of.

use schemars::Schema;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Map, Value, json};

/// What describes a value and says nothing about which are right.
const ABOUT: &[&str] = &["description", "default", "examples"];

/// Every type that a value can have.
const TYPES: &[&str] = &["array", "boolean", "null", "number", "object", "string"];

/// Tidies everything in `schema`, and not the whole itself.
pub(super) fn tidy(schema: &mut Schema) {
    schema.remove("format");
    unfold(schema);
    transform_subschemas(&mut Tidy, schema);
}

struct Tidy;

impl Transform for Tidy {
    fn transform(&mut self, schema: &mut Schema) {
        let Some(object) = schema.as_object_mut() else {
            return;
        };
        // Widths of numbers in Rust are nobody's business in YAML.
        object.remove("format");
        if object.get("default").is_some_and(says_nothing) {
            object.remove("default");
        }
        accept_nothing(object);
        accept_nothing_once(object);
        tolerate(object);
        unfold(schema);
        tell_default(schema);
        // What must not be offers nothing.
        let not = schema.remove("not");
        transform_subschemas(self, schema);
        not.map(|not| schema.insert("not".to_owned(), not));
    }
}

fn says_nothing(default: &Value) -> bool {
    match default {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// A doc comment is broken into lines for the width of a source file.
fn unfold(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        let paragraphs: Vec<_> = text
            .split("\n\n")
            .map(|lines| lines.replace('\n', " "))
            .collect();
        *text = paragraphs.join("\n\n");
    }
}

/// Says the default in words too, since editors that show a description leave it out.
fn tell_default(schema: &mut Schema) {
    let default = match schema.get("default") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => return,
    };
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text += &format!(" Default: {default}.");
    }
}

/// An empty list may be left blank, and so may a group of fields that asks for none.
fn accept_nothing(object: &mut Map<String, Value>) {
    let blank = match object.get("type") {
        Some(kind) if kind == "object" => !object.contains_key("required"),
        Some(kind) => kind == "array",
        None => false,
    };
    if blank && let Some(kind) = object.remove("type") {
        object.insert("type".to_owned(), json!([kind, "null"]));
    }
}

/// An optional value whose own alternatives take nothing is one of these.
fn accept_nothing_once(object: &mut Map<String, Value>) {
    let nothing = json!({"type": "null"});
    let any = object.get("anyOf").and_then(Value::as_array);
    let inner = match any.map(Vec::as_slice) {
        Some([inner, null]) if *null == nothing => inner.get("anyOf").cloned(),
        _ => None,
    };
    object.extend(inner.map(|inner| ("anyOf".to_owned(), inner)));
}

/// Takes nothing, and words like `true` as text, without naming them: editors offer `null`, `true`
/// and `false` wherever a type names them.
fn tolerate(object: &mut Map<String, Value>) {
    let Some(Value::Array(types)) = object.get("type") else {
        return;
    };
    let text = types.contains(&json!("string"));
    let quiet = |kind: &Value| kind == "null" || (kind == "boolean" && text);
    let (quiet, offered): (Vec<Value>, Vec<Value>) = types.iter().cloned().partition(quiet);
    let holds_others = |kind: &Value| kind == "array" || kind == "object";
    // After the name of a list or of a group of fields, editors go on with its first line.
    if quiet.is_empty() || offered.iter().all(holds_others) {
        return;
    }
    let mut right = Map::new();
    let mut about = Map::new();
    for (key, value) in std::mem::take(object) {
        let side = if ABOUT.contains(&key.as_str()) {
            &mut about
        } else {
            &mut right
        };
        side.insert(key, value);
    }
    if let Some(Value::Array(words)) = right.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    right.insert("type".to_owned(), one_or_list(offered));
    let others: Vec<_> = TYPES
        .iter()
        .filter(|kind| !quiet.iter().any(|own| own == *kind))
        .collect();
    about.insert(
        "anyOf".to_owned(),
        json!([right, {"not": {"type": others}}]),
    );
    *object = about;
}

fn one_or_list(mut types: Vec<Value>) -> Value {
    if types.len() == 1 {
        types.remove(0)
    } else {
        types.into()
    }
}
