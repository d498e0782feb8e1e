//! JSON Schema of the files, for editors: the types of `model` and `config` in, a text out.
//!
//! A schema takes what `pir` reads: fields that it does not know are wrong, an empty value is fine
//! wherever nothing need be said. What depends on another place of the file is left to `pir check`.

mod shapes;
mod tidy;

use std::collections::BTreeSet;
use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::config::Config;
use crate::model::{Incident, Plan, Register, Review};

/// A file that has a schema.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    /// What it is called in commands: `incident`.
    pub name: &'static str,
    /// The name of the file that it describes.
    pub of: &'static str,
    /// The name of the file that it is written to.
    pub file: &'static str,
    make: fn() -> Schema,
}

/// Every file that has a schema.
pub static DESCRIBED: &[Described] = &[
    Described {
        name: "incident",
        of: "incident.yaml",
        file: "incident.schema.json",
        make: of::<Incident>,
    },
    Described {
        name: "review",
        of: "review.yaml",
        file: "review.schema.json",
        make: of::<Review>,
    },
    Described {
        name: "plan",
        of: "plan.yaml",
        file: "plan.schema.json",
        make: of::<Plan>,
    },
    Described {
        name: "register",
        of: "register.yaml",
        file: "register.schema.json",
        make: of::<Register>,
    },
    Described {
        name: "config",
        of: "pir.yaml",
        file: "config.schema.json",
        make: of::<Config>,
    },
];

impl Described {
    /// The file that is called `name` in commands.
    pub fn find(name: &str) -> Option<&'static Self> {
        DESCRIBED.iter().find(|described| described.name == name)
    }

    /// What describes the file at `path`, by its name.
    pub fn of_file(path: &Path) -> Option<&'static Self> {
        let name = path.file_name()?;
        DESCRIBED.iter().find(|described| name == described.of)
    }

    /// Its schema, as a value.
    pub fn schema(&self) -> serde_json::Value {
        (self.make)().to_value()
    }

    /// Its schema, as JSON with a line end.
    pub fn text(&self) -> String {
        format!("{:#}\n", self.schema())
    }
}

/// The files of an incident.
const OF_AN_INCIDENT: [&str; 3] = ["incident", "review", "plan"];

/// The names of all fields of the files of an incident, at any depth.
pub fn field_names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for described in DESCRIBED
        .iter()
        .filter(|own| OF_AN_INCIDENT.contains(&own.name))
    {
        collect(&described.schema(), &mut names);
    }
    names
}

fn collect(schema: &serde_json::Value, names: &mut BTreeSet<String>) {
    if let Some(properties) = schema
        .get("properties")
        .and_then(serde_json::Value::as_object)
    {
        names.extend(properties.keys().cloned());
    }
    let below = schema
        .as_object()
        .into_iter()
        .flat_map(serde_json::Map::values);
    let items = schema.as_array().into_iter().flatten();
    for value in below.chain(items) {
        collect(value, names);
    }
}

/// The schema of a type in draft 7, the one that editors know. Everything stands at its place: some
/// of them do not show the description of a field beside a reference.
fn of<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    // Editors put it above the description of every field.
    schema.remove("title");
    tidy::tidy(&mut schema);
    schema
}
