//! Records of an answers file: a mapping and the table of its record in, the record as it goes
//! into the file out, or what is wrong with each field.

use super::{Fault, Part};
use crate::walk::fill::dated;
use crate::walk::form::{Form, accept, tags};
use crate::walk::record::{Field, Record};
use crate::walk::records::KNOWN_TO;
use crate::walk::tree::{key, scalar, slot, text};
use crate::yaml::{Step, Value};

/// The record that a mapping stands for.
pub(super) fn fields(
    record: &'static Record,
    (path, given): (&[Step], &Value),
    day: Option<&str>,
) -> Result<Value, Vec<Fault>> {
    let Value::Map(pairs) = given else {
        let message = format!("a mapping belongs here: a {}", record.name);
        return Err(vec![Fault::new(path, message)]);
    };
    let mut said = Value::Map(Vec::new());
    let mut faults = Vec::new();
    for (name, given) in pairs {
        let path: Vec<Step> = path.iter().cloned().chain([key(name)]).collect();
        let Some(field) = record.field(name) else {
            faults.push(unknown(record, name, &path));
            continue;
        };
        if *given == Value::Null {
            continue;
        }
        match value(field.form, (&path, given), day) {
            Ok(value) => put(&mut said, field, value),
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() {
        Ok(said)
    } else {
        Err(faults)
    }
}

fn put(said: &mut Value, field: &Field, value: Value) {
    if let Ok(place) = slot(said, &field.path()) {
        *place = value;
    }
}

fn unknown(record: &Record, name: &str, path: &[Step]) -> Fault {
    let known: Vec<String> = record
        .fields
        .iter()
        .map(|row| row.name.to_owned())
        .collect();
    let message = format!("a {} has no field `{name}`", record.name);
    Fault::new(path, message).near(name, &known, format!("it has {}", known.join(", ")))
}

/// The value of one field.
fn value(
    form: Form,
    (path, given): (&[Step], &Value),
    day: Option<&str>,
) -> Result<Value, Vec<Fault>> {
    let items = match given {
        Value::List(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    match (form, given) {
        (Form::One(record), given) => fields(record, (path, given), day),
        (Form::Many(record), _) => records(record, (path, items), day),
        (Form::Roles, Value::List(_) | Value::Map(_)) => records(&KNOWN_TO, (path, items), day),
        (Form::Time, given) => match scalar(given) {
            Some(time) => Ok(text(dated(time, day))),
            None => Err(vec![
                Fault::new(path, "a time belongs here").of(Part::Value),
            ]),
        },
        (form, given) => plain(form, (path, given)),
    }
}

/// The value of a field that holds no record: every item of a list, and every word of several, is
/// taken for itself, so that a fault is where the wrong one stands.
pub(super) fn plain(form: Form, (path, given): (&[Step], &Value)) -> Result<Value, Vec<Fault>> {
    let parts: Vec<Result<Value, Vec<Fault>>> = match (form, given) {
        (_, Value::List(items)) if form.is_list() => items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let path: Vec<Step> = path.iter().cloned().chain([Step::Index(at)]).collect();
                plain(form, (&path, item))
            })
            .collect(),
        (Form::Tags(_), Value::Text(words)) if tags(words).nth(1).is_some() => tags(words)
            .map(|word| {
                let part = Part::Word(word.to_owned());
                accept(form, &text(word)).map_err(|wrong| vec![Fault::new(path, wrong).of(part)])
            })
            .collect(),
        _ => {
            return accept(form, given)
                .map_err(|wrong| vec![Fault::new(path, wrong).of(Part::Value)]);
        }
    };
    let mut all = Vec::new();
    let mut faults = Vec::new();
    for part in parts {
        match part {
            Ok(Value::List(items)) => all.extend(items),
            Ok(one) => all.push(one),
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() {
        Ok(Value::List(all))
    } else {
        Err(faults)
    }
}

fn records(
    record: &'static Record,
    (path, items): (&[Step], &[Value]),
    day: Option<&str>,
) -> Result<Value, Vec<Fault>> {
    let none = Value::Map(Vec::new());
    let mut all = Vec::new();
    let mut faults = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let path: Vec<Step> = path.iter().cloned().chain([Step::Index(at)]).collect();
        let said = match whole(record, &none, item) {
            Some(said) => Ok(said),
            None => fields(record, (&path, item), day),
        };
        match said {
            Ok(said) if crate::walk::fill::lacking(record, &said, None) => {
                let message = format!("the {} lacks something", record.name);
                faults.push(Fault::new(&path, message));
            }
            Ok(said) => all.push(said),
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() {
        Ok(Value::List(all))
    } else {
        Err(faults)
    }
}

/// The record that a plain text stands for, where its sentence is enough.
pub(super) fn whole(record: &'static Record, begun: &Value, given: &Value) -> Option<Value> {
    let words = scalar(given)?;
    let Value::Map(pairs) = begun else {
        return None;
    };
    let given: Vec<&str> = pairs.iter().map(|row| row.0.as_str()).collect();
    let sentence = record.sentence(&given)?;
    let value = accept(sentence.form, &text(words)).ok()?;
    let mut said = Value::Map(Vec::new());
    put(&mut said, sentence, value);
    Some(said)
}

/// The only field of a mapping, which is to be `name`.
pub(super) fn single<'v>(given: &'v Value, name: &str, path: &[Step]) -> Result<&'v Value, Fault> {
    match given {
        Value::Map(pairs) => match pairs.as_slice() {
            [(own, value)] if own == name => Ok(value),
            _ => Err(Fault::new(
                path,
                format!("besides what it is about, only `{name}` belongs here"),
            )),
        },
        _ => Err(Fault::new(path, "a mapping belongs here")),
    }
}
