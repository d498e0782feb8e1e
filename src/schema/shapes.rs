//! The schemas of types that read themselves, in the words of JSON Schema.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::config::{Host, Length, TimeOfDay};
use crate::model::{
    CATEGORIES, Categories, Event, Kind, Mark, Marks, Roles, RoughDate, Timeline, When, Zone,
};
use crate::source::{OneOrMany, Spanned, Text};

/// Gives a type, which is written out wherever it stands, the schema that an expression says.
macro_rules! shape {
    (any $t:ident: $type:ty, $generator:pat => $schema:expr) => {
        shape!([$t: JsonSchema] [$type] $generator => $schema);
    };
    ([$($bound:tt)*] [$type:ty] $generator:pat => $schema:expr) => {
        impl<$($bound)*> JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
    ($type:ty, $generator:pat => $schema:expr) => {
        shape!([] [$type] $generator => $schema);
    };
}

shape!(any T: Spanned<T>, generator => {
    let schema = generator.subschema_for::<T>();
    // A number or a word like `true` is a text too where a text is asked for.
    if schema == json_schema!({"type": "string"}) { text() } else { schema }
});
shape!(any T: OneOrMany<T>, generator => one_or_many(generator.subschema_for::<T>()));
shape!(Kind, _ => open(Kind::ALL.iter().map(|(_, word, meaning)| (*word, *meaning))));
shape!(Categories, _ => {
    let known = closed(CATEGORIES.iter().map(|one| (one.tag, one.ask)));
    let own = "^x-";
    json_schema!({"anyOf": [known, {
        "pattern": own,
        "not": {"type": ["boolean", "number", "object"]},
        "items": {"anyOf": [known, {"type": "string", "pattern": own}]},
    }]})
});
shape!(When, _ => text_like("[0-9]", "a time has a number in it, as 10:38 or ~10:38", &[
    "10:38", "2026-03-12 10:38", "~10:38", "10:38..10:52", "14:??", "before 17:00", "+11m",
]));
shape!(RoughDate, _ => {
    let mut schema = text_like(
        "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
        "write a day, a month or a year: 2026-03-12, 2026-03, 2026",
        &["2026-03-12", "2026-03", "2026"],
    );
    // A year without quotes is a number.
    let year = [("type", json!(["string", "integer"])), ("minimum", 1000.into()), ("maximum", 9999.into())];
    for (key, value) in year {
        schema.insert(key.to_owned(), value);
    }
    schema
});
shape!(Zone, _ => json_schema!({
    "type": ["string", "number"],
    "examples": ["Europe/Berlin", "UTC", "+01:00"],
}));
shape!(Host, _ => text_like(
    "^[-._\\p{L}\\p{N}]+$",
    "write the name of a host, without https:// and path",
    &["status.example.com"],
));
shape!(Length, _ => text_like(
    "^\\s*([0-9]+[dhms])+\\s*$",
    "write a length like 15m, 24h or 1h30m",
    &["15m", "24h", "1h30m"],
));
shape!(TimeOfDay, _ => text_like(
    "^([01]?[0-9]|2[0-3]):[0-5]?[0-9]$",
    "write a time of day like \"08:00\"",
    &["08:00"],
));
shape!(Roles, generator => json_schema!({
    "type": ["object", "null"],
    "additionalProperties": generator.subschema_for::<Option<Text>>(),
}));
shape!(Marks, generator => {
    let described = |mark: &Mark| {
        let mut when = generator.subschema_for::<When>();
        when.insert("description".to_owned(), mark.meaning().into());
        (mark.word().to_owned(), when.to_value())
    };
    let properties: serde_json::Map<_, _> = Mark::ALL.iter().map(described).collect();
    json_schema!({
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    })
});
shape!(Timeline, generator => json_schema!({
    "type": ["array", "string", "null"],
    "items": generator.subschema_for::<Event>(),
}));

/// Prose or an id: a number or a word like `true` is text too where text is asked for.
fn text() -> Schema {
    json_schema!({"type": ["string", "number", "boolean"]})
}

/// Text of a form, with what to say where it has another.
fn text_like(pattern: &str, otherwise: &str, examples: &[&str]) -> Schema {
    json_schema!({
        "type": "string",
        "pattern": pattern,
        "patternErrorMessage": otherwise,
        "examples": examples,
    })
}

/// A word with a meaning, and no other.
fn closed<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Value {
    let (words, meanings): (Vec<_>, Vec<_>) = words.unzip();
    json!({"type": "string", "enum": words, "enumDescriptions": meanings})
}

/// A word that is known, or any other text.
fn open<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Schema {
    json_schema!({"anyOf": [closed(words), {"not": {"type": ["array", "object"]}}]})
}

/// A list, one value in place of it, or nothing.
fn one_or_many(one: Schema) -> Schema {
    if one.get("enum").is_some() {
        let others = json!(["string", "number", "boolean", "object"]);
        return json_schema!({"anyOf": [one, {"not": {"type": others}, "items": one}]});
    }
    // What a list must fulfil and what another value must do not meet.
    let types = match one.get("type") {
        Some(Value::Array(types)) => types.clone(),
        Some(only) => vec![only.clone()],
        None => Vec::new(),
    };
    let types: Vec<_> = [json!("array")]
        .into_iter()
        .chain(types)
        .chain([json!("null")])
        .collect();
    let mut schema = one.clone();
    schema.insert("type".to_owned(), types.into());
    schema.insert("items".to_owned(), one.to_value());
    schema
}
