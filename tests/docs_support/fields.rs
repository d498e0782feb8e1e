//! The fields of the report, from the source of `src/report`: what each is called, of which type
//! it is, and what its doc comment says.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

/// A type of the report.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    /// The doc comment.
    pub(crate) doc: String,
    /// Its fields, in order.
    pub(crate) fields: Vec<Field>,
}

/// A field of a type.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) doc: String,
}

/// What a field holds.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A text, a number, `true` or `false`.
    Plain(&'static str),
    /// One of the types of the report.
    Shape(String),
    /// A list.
    List(Box<Kind>),
    /// That, or none.
    Maybe(Box<Kind>),
}

/// Every public type of `src/report` with named fields.
pub(crate) fn shapes() -> BTreeMap<String, Shape> {
    let mut shapes = BTreeMap::new();
    let mut open: Vec<PathBuf> = vec!["src/report".into()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        let (mut doc, mut open) = (String::new(), None);
        for line in text.lines().map(str::trim) {
            if let Some(more) = line.strip_prefix("/// ") {
                doc += if doc.is_empty() { "" } else { " " };
                doc += more;
            } else if let Some(name) = line
                .strip_prefix("pub struct ")
                .and_then(|rest| rest.strip_suffix(" {"))
            {
                open = Some((name.to_owned(), Shape::default()));
                open.as_mut().unwrap().1.doc = std::mem::take(&mut doc);
            } else if let Some((_, shape)) = &mut open
                && let Some((name, kind)) = field(line)
            {
                let doc = std::mem::take(&mut doc);
                shape.fields.push(Field { name, kind, doc });
            } else if line == "}" {
                shapes.extend(open.take());
            } else if !line.starts_with("#[") {
                doc.clear();
            }
        }
    }
    shapes
}

/// `pub name: Type,`
fn field(line: &str) -> Option<(String, Kind)> {
    let (name, kind) = line
        .strip_prefix("pub ")?
        .strip_suffix(',')?
        .split_once(": ")?;
    Some((name.to_owned(), Kind::of(kind)))
}

impl Kind {
    /// The kind of a type as it is written in Rust.
    fn of(written: &str) -> Self {
        let inside = |name: &str| written.strip_prefix(name)?.strip_suffix('>');
        if let Some(inner) = inside("Option<") {
            return Self::Maybe(Box::new(Self::of(inner)));
        }
        if let Some(inner) = inside("Vec<") {
            return Self::List(Box::new(Self::of(inner)));
        }
        match written {
            "String" | "&'static str" => Self::Plain("text"),
            "bool" => Self::Plain("true or false"),
            "usize" | "u32" | "i64" | "f64" => Self::Plain("number"),
            other => Self::Shape(other.to_owned()),
        }
    }

    /// The type of the report in it, where there is one.
    pub(crate) fn shape(&self) -> Option<&str> {
        match self {
            Self::Plain(_) => None,
            Self::Shape(name) => Some(name),
            Self::List(inner) | Self::Maybe(inner) => inner.shape(),
        }
    }

    /// The kind in words, with a link to the type in it.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Plain(words) => (*words).to_owned(),
            Self::Shape(name) => format!("[{name}](#{})", name.to_lowercase()),
            Self::List(inner) => format!("list of {}", inner.words()),
            Self::Maybe(inner) => format!("{} or none", inner.words()),
        }
    }

    /// Whether `value`, from the JSON of a report, is of this kind; how many values were looked at.
    pub(crate) fn fits(&self, value: &Value, shapes: &BTreeMap<String, Shape>) -> usize {
        match (self, value) {
            (Self::Maybe(_), Value::Null)
            | (Self::Plain("text"), Value::String(_))
            | (Self::Plain("number"), Value::Number(_))
            | (Self::Plain("true or false"), Value::Bool(_)) => 1,
            (Self::Maybe(inner), value) => inner.fits(value, shapes),
            (Self::List(inner), Value::Array(items)) => {
                let fit = items.iter().map(|item| inner.fits(item, shapes));
                fit.sum()
            }
            (Self::Shape(name), Value::Object(there)) => {
                let fields = &shapes[name].fields;
                let mut names: Vec<_> = fields.iter().map(|field| &field.name).collect();
                names.sort();
                assert!(names.iter().copied().eq(there.keys()), "{name}: {names:?}");
                let fit = fields.iter().map(|f| f.kind.fits(&there[&f.name], shapes));
                fit.sum()
            }
            _ => panic!("{value} is no {}", self.words()),
        }
    }
}
