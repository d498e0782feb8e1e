//! Puts an answer of an answers file where it belongs: a question and a value in, the files with
//! the answer in them out.

use super::Fault;
use super::record::{fields, plain, single, whole};
use crate::walk::File;
use crate::walk::answering;
use crate::walk::bind::names;
use crate::walk::catalogue::Per;
use crate::walk::desk::Desk;
use crate::walk::fill::{self, Put};
use crate::walk::form::Form;
use crate::walk::place::{Entry, Key};
use crate::walk::question::{About, Question};
use crate::walk::record::{Need, Record};
use crate::walk::session::{Which, refusal};
use crate::walk::slug::slug;
use crate::walk::spot::Spot;
use crate::walk::tree::{get, scalar, shown, text};
use crate::yaml::{Step, Value};

/// Puts an answer where it belongs.
pub(super) fn place(
    desk: &mut Desk,
    (question, per): (&Question, Per),
    about: &About,
    (path, given): (&[Step], &Value),
) -> Result<(), Vec<Fault>> {
    let bound = Question {
        about: about.clone(),
        ..question.clone()
    };
    let Some(spot) = Spot::of(&bound, &Which::Unasked) else {
        return Ok(());
    };
    let homeless = spot.place.entry.filter(|entry| match entry.key {
        Key::Moment => per != Per::Incident && about.word().is_none(),
        _ => spot.unbound(entry),
    });
    match (homeless, given) {
        (None, _) => put(desk, &spot, (question, path, given)),
        (Some(entry), Value::Map(_) | Value::List(_)) => {
            chosen(desk, (question, per, entry), (path, given))
        }
        (Some(_), _) => {
            let spot = Spot::of(&bound, &Which::NoEntry).unwrap_or(spot);
            match spot.place.entry {
                None if !spot.is_raw() => put(desk, &spot, (question, path, given)),
                _ => raw(desk, &spot, (path, given)),
            }
        }
    }
}

/// Puts an answer into the entry that it names itself, as `{role: ..., differs: ...}` does.
fn chosen(
    desk: &mut Desk,
    (question, per, entry): (&Question, Per, &Entry),
    (path, given): (&[Step], &Value),
) -> Result<(), Vec<Fault>> {
    if let Value::List(items) = given {
        let mut faults = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let path: Vec<Step> = path.iter().cloned().chain([Step::Index(at)]).collect();
            let done = place(desk, (question, per), &About::Incident, (&path, item));
            faults.extend(done.err().into_iter().flatten());
        }
        return if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        };
    }
    let (Key::Named(name) | Key::Slug(name)) = entry.key else {
        let help = format!("write `{}@` and the event or role", question.id);
        return Err(vec![
            Fault::new(path, "it is not said what this is about").help(help),
        ]);
    };
    let Value::Map(pairs) = given else {
        return Ok(());
    };
    let afresh = Spot::of(question, &Which::NoEntry).filter(|spot| !spot.is_raw());
    if let (Some(spot), false) = (afresh, pairs.iter().any(|row| row.0 == name)) {
        return put(desk, &spot, (question, path, given));
    }
    let word = pairs.iter().find(|row| row.0 == name);
    let Some(word) = word.and_then(|row| scalar(&row.1)) else {
        let help = format!("add `{name}:`, or write `{}@` and it", question.id);
        return Err(vec![
            Fault::new(path, format!("there is no `{name}` here")).help(help),
        ]);
    };
    let word = match entry.key {
        Key::Slug(_) => slug(word),
        _ => word.to_owned(),
    };
    let rest = Value::Map(pairs.iter().filter(|row| row.0 != name).cloned().collect());
    let bound = Question {
        about: About::Record(word.clone()),
        ..question.clone()
    };
    let Some(spot) = Spot::of(&bound, &Which::Unasked) else {
        return Ok(());
    };
    if !entry.make && desk.entry((spot.place.file, entry), &bound.about).is_none() {
        let known = names(desk.file(File::Review), entry.list, name);
        let message = format!("there is no `{word}` in `{}`", entry.list);
        let fault = Fault::new(path, message);
        return Err(vec![fault.near(&word, &known, known.join(", "))]);
    }
    match (spot.place.form, spot.place.path) {
        (Form::One(_) | Form::Many(_), _) => put(desk, &spot, (question, path, &rest)),
        (_, [.., last]) => {
            let value = single(&rest, last, path).map_err(|fault| vec![fault])?;
            put(desk, &spot, (question, path, value))
        }
        _ => Ok(()),
    }
}

/// Puts an answer at a place that is known.
fn put(
    desk: &mut Desk,
    spot: &Spot,
    (question, path, given): (&Question, &[Step], &Value),
) -> Result<(), Vec<Fault>> {
    let refused = |odd| vec![Fault::new(path, refusal(odd))];
    match (spot.place.form, given) {
        (Form::One(record), given) => one(desk, (spot, record), (question, path, given)),
        (Form::Many(record), Value::List(items)) => {
            let mut faults = Vec::new();
            for (at, item) in items.iter().enumerate() {
                let path: Vec<Step> = path.iter().cloned().chain([Step::Index(at)]).collect();
                let done = many(desk, (spot, record), (question, &path, item));
                faults.extend(done.err().into_iter().flatten());
            }
            if faults.is_empty() {
                Ok(())
            } else {
                Err(faults)
            }
        }
        (Form::Many(record), given) => many(desk, (spot, record), (question, path, given)),
        (form, given) => {
            let value = plain(form, (path, given))?;
            let to = spot.made(desk).map_err(refused)?;
            let added = fill::add(desk, (spot.place.file, &to), (form, value), None);
            added.map(drop).map_err(refused)
        }
    }
}

/// Puts the fields of a record that there is once.
fn one(
    desk: &mut Desk,
    (spot, record): (&Spot, &'static Record),
    (question, path, given): (&Question, &[Step], &Value),
) -> Result<(), Vec<Fault>> {
    let refused = |odd| vec![Fault::new(path, refusal(odd))];
    let begun = fill::begun(&spot.place, &question.id, spot.about.word());
    let given = &for_first_field(record, given);
    let said = match given {
        Value::Map(_) => fields(record, (path, given), day(desk).as_deref())?,
        _ => match whole(record, &begun, given) {
            Some(said) => said,
            None => return raw(desk, spot, (path, given)),
        },
    };
    let there = spot.path(desk);
    let there = there.and_then(|to| get(desk.file(spot.place.file), &to).cloned());
    needs(record, &said, (there.as_ref(), path))?;
    let to = spot.made(desk).map_err(refused)?;
    for row in record.fields {
        let to: Vec<Step> = to.iter().cloned().chain(row.path()).collect();
        let file = spot.place.file;
        let (value, given) = match get(&said, &row.path()) {
            Some(value) => (value.clone(), true),
            None => match get(&begun, &row.path()) {
                Some(value) => (value.clone(), false),
                None => continue,
            },
        };
        if given || get(desk.file(file), &to).is_none() {
            fill::add(desk, (file, &to), (row.form, value), None).map_err(refused)?;
        }
    }
    Ok(())
}

/// What is meant by a list, or by one of its items, where a record begins with a list: that list.
/// The field of `degraded-known-to` is `known_to[]`, so `[{role: database team}]` is an answer.
fn for_first_field(record: &Record, given: &Value) -> Value {
    let first = record.fields.first().filter(|row| row.form.is_list());
    let of_an_item = match given {
        Value::List(_) => true,
        Value::Map(pairs) => !pairs.iter().any(|row| record.field(&row.0).is_some()),
        _ => false,
    };
    match first {
        Some(first) if of_an_item => Value::Map(vec![(first.name.to_owned(), given.clone())]),
        _ => given.clone(),
    }
}

/// Puts one more record into a list.
fn many(
    desk: &mut Desk,
    (spot, record): (&Spot, &'static Record),
    (question, path, given): (&Question, &[Step], &Value),
) -> Result<(), Vec<Fault>> {
    let refused = |odd| vec![Fault::new(path, refusal(odd))];
    let begun = fill::begun(&spot.place, &question.id, spot.about.word());
    let said = match given {
        Value::Map(_) => fields(record, (path, given), day(desk).as_deref())?,
        _ => match whole(record, &begun, given) {
            Some(said) => said,
            None => return raw(desk, spot, (path, given)),
        },
    };
    let (Value::Map(mut pairs), Value::Map(begun)) = (said, begun) else {
        return Ok(());
    };
    for (name, value) in begun {
        if !pairs.iter().any(|own| own.0 == name) {
            pairs.push((name, value));
        }
    }
    let said = fill::ordered(record, &Value::Map(pairs));
    needs(record, &said, (None, path))?;
    let to = spot.made(desk).map_err(refused)?;
    match fill::put(desk, (spot.place.file, &to), (record, said)).map_err(refused)? {
        Put::At(_) => Ok(()),
        Put::Taken(id) => Err(vec![
            Fault::new(path, format!("`{id}` is there already, with other words"))
                .help(format!("change it in {} by hand", spot.place.file.name())),
        ]),
    }
}

/// Says which field a record lacks.
fn needs(
    record: &'static Record,
    said: &Value,
    (there, path): (Option<&Value>, &[Step]),
) -> Result<(), Vec<Fault>> {
    if !fill::lacking(record, said, there) {
        return Ok(());
    }
    let lacks: Vec<String> = record
        .fields
        .iter()
        .filter(|row| row.need == Need::Required)
        .filter(|row| get(said, &row.path()).is_none())
        .map(|row| format!("`{}`", row.name))
        .collect();
    let message = format!("the {} lacks {}", record.name, lacks.join(" and "));
    Err(vec![Fault::new(path, message)])
}

/// Keeps an answer as it is, under `answers`.
fn raw(desk: &mut Desk, spot: &Spot, (path, given): (&[Step], &Value)) -> Result<(), Vec<Fault>> {
    let Some(words) = scalar(given) else {
        let message = format!("a text belongs at `{}`", shown(path));
        return Err(vec![Fault::new(path, message)]);
    };
    let to = spot.as_raw();
    let value = (Form::Text, text(words));
    fill::add(desk, (File::Review, &to), value, None)
        .map(drop)
        .map_err(|odd| vec![Fault::new(path, refusal(odd))])
}

/// The day of the incident, for times that state none.
fn day(desk: &Desk) -> Option<String> {
    answering::day(desk.incident())
}
