//! Works one answer into a file: a place and a value in, the file with the answer in it.
//!
//! Text gains a paragraph, a list gains items, anything else is replaced. What is there already is
//! left alone, so an answer given twice stands once. An answer that the same session takes back
//! and gives again takes the place of the first.

use super::File;
use super::desk::Desk;
use super::form::Form;
use super::place::Place;
use super::record::{Need, Record};
use super::slug::unique;
use super::tree::{
    Odd, covers, field, get, items, key, keys, list, remove, same, scalar, slot, text,
};
use crate::yaml::{Step, Value};

/// What an answer did at a place, so that it can be taken back.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Own {
    /// The file.
    pub(super) file: File,
    /// The place.
    pub(super) path: Vec<Step>,
    before: Option<Value>,
    after: Value,
    added: Vec<Value>,
}

/// Adds `value` at `path`. What `own` added there before goes first, where it still stands.
pub(super) fn add(
    desk: &mut Desk,
    (file, path): (File, &[Step]),
    (form, value): (Form, Value),
    own: Option<&Own>,
) -> Result<Own, Odd> {
    let root = desk.file_mut(file);
    let before = get(root, path).cloned();
    let own = own.filter(|own| own.file == file && own.path == path);
    let (before, added) = match (form.is_list(), value) {
        (true, Value::List(new)) => {
            let old = own.map_or(&[][..], |own| &own.added);
            (before, extend(list(root, path)?, new, old))
        }
        (_, value) => {
            let standing = own.filter(|own| before.as_ref() == Some(&own.after));
            let base = standing.map_or(before, |own| own.before.clone());
            let whole = match form {
                Form::Text => paragraphs(base.as_ref(), &value).ok_or_else(|| odd(path))?,
                _ => value,
            };
            *slot(root, path)? = whole;
            (base, Vec::new())
        }
    };
    Ok(Own {
        file,
        path: path.to_vec(),
        before,
        after: get(root, path).cloned().unwrap_or(Value::Null),
        added,
    })
}

fn odd(path: &[Step]) -> Odd {
    Odd(super::tree::shown(path))
}

/// Puts `new` into `all`, in the place of `old`; says what was not there before.
fn extend(all: &mut Vec<Value>, new: Vec<Value>, old: &[Value]) -> Vec<Value> {
    let stands = |item: &Value| old.iter().any(|own| same(own, item));
    let at = all.iter().position(stands);
    all.retain(|item| !stands(item));
    let mut at = at.unwrap_or(all.len());
    let mut added = Vec::new();
    for item in new {
        if !all.iter().any(|own| covers(own, &item)) {
            all.insert(at, item.clone());
            added.push(item);
            at += 1;
        }
    }
    added
}

/// `base` with `value` as a further paragraph; as it is where it holds that paragraph. `None`
/// where something else than text stands there.
fn paragraphs(base: Option<&Value>, value: &Value) -> Option<Value> {
    let new = scalar(value)?.trim();
    let old = match base {
        None | Some(Value::Null) => "",
        Some(old) => scalar(old)?,
    };
    if old.trim().is_empty() {
        return Some(text(new));
    }
    let holds = format!("\n\n{}\n\n", old.trim()).contains(&format!("\n\n{new}\n\n"));
    match (holds, base) {
        (true, Some(base)) => Some(base.clone()),
        _ => Some(text(format!("{old}\n\n{new}"))),
    }
}

/// Takes back what `own` did, where it still stands.
pub(super) fn take_back(desk: &mut Desk, own: &Own) {
    let root = desk.file_mut(own.file);
    if get(root, &own.path) != Some(&own.after) {
        return;
    }
    match (&own.before, own.path.split_last()) {
        (Some(before), _) => {
            if let Ok(place) = slot(root, &own.path) {
                *place = before.clone();
            }
        }
        (None, Some((Step::Key(last), parent))) => {
            remove(root, parent, last);
            if let Some((Step::Key(name), outer)) = parent.split_last()
                && get(root, parent) == Some(&Value::Map(Vec::new()))
            {
                remove(root, outer, name);
            }
        }
        (None, _) => {}
    }
}

/// Fields that tell the records of a list apart, so that none stands twice.
const UNIQUE: &[(&str, &str)] = &[
    ("latent_failures", "id"),
    ("degraded_conditions", "id"),
    ("perspectives", "role"),
];

/// What became of a record that was to be put into a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Put {
    /// It stands there, new or from before, with all its fields.
    At(Value),
    /// Another one stands there under the same id or role.
    Taken(String),
}

/// Puts `record` into the list at `path`, unless one there says all that it says.
pub(super) fn put(
    desk: &mut Desk,
    (file, path): (File, &[Step]),
    (kind, mut record): (&Record, Value),
) -> Result<Put, Odd> {
    let all = items(desk.file(file), path);
    if let Some(there) = all.iter().find(|own| covers(own, &record)) {
        return Ok(Put::At(there.clone()));
    }
    let name = path.iter().rev().find_map(|step| match step {
        Step::Key(name) => Some(name.as_str()),
        Step::Index(_) => None,
    });
    if let Some((list, id)) = UNIQUE.iter().find(|row| Some(row.0) == name) {
        match field(&record, id).and_then(scalar) {
            Some(word) => {
                let taken = |own: &Value| field(own, id).and_then(scalar) == Some(word);
                if all.iter().any(taken) {
                    return Ok(Put::Taken(word.to_owned()));
                }
            }
            None => name_it(desk, (list, kind), &mut record),
        }
    }
    list(desk.file_mut(file), path)?.push(record.clone());
    Ok(Put::At(record))
}

/// Gives `record` an id from its sentence that no entry of either list has.
fn name_it(desk: &Desk, (list, kind): (&str, &Record), record: &mut Value) {
    let review = desk.file(File::Review);
    let taken: Vec<String> = ["latent_failures", "degraded_conditions"]
        .iter()
        .flat_map(|list| super::bind::names(review, list, "id"))
        .collect();
    let sentence = kind
        .first()
        .and_then(|first| field(record, first.name))
        .and_then(scalar)
        .unwrap_or_default();
    let otherwise = match list {
        "latent_failures" => "weakness",
        _ => "condition",
    };
    let id = unique(sentence, otherwise, &taken);
    if let Value::Map(pairs) = record {
        pairs.insert(0, ("id".to_owned(), text(id)));
    }
}

/// Where a record that says all that `said` says stands in the list at `path`.
pub(super) fn locate(
    desk: &Desk,
    (file, path): (File, &[Step]),
    said: &Value,
) -> Option<Vec<Step>> {
    let at = items(desk.file(file), path)
        .iter()
        .rposition(|own| covers(own, said))?;
    Some(match get(desk.file(file), path) {
        Some(Value::List(_)) => path.iter().cloned().chain([Step::Index(at)]).collect(),
        _ => path.to_vec(),
    })
}

/// The fields that `record` needs and that neither `said` nor `there` holds.
pub(super) fn lacking(record: &Record, said: &Value, there: Option<&Value>) -> bool {
    record
        .fields
        .iter()
        .filter(|field| field.need == Need::Required)
        .any(|field| {
            let holds = |value: &Value| get(value, &field.path()).is_some();
            !holds(said) && !there.is_some_and(holds)
        })
}

/// A record with the words that its prompt, and what it was asked about, give it.
pub(super) fn begun(place: &Place, prompt: &str, about: Option<&str>) -> Value {
    let mut pairs: Vec<(String, Value)> = super::place::preset(prompt)
        .iter()
        .map(|(name, word)| ((*name).to_owned(), text(*word)))
        .collect();
    if let (Some(bound), Some(word), Form::Many(record)) = (place.bound, about, place.form) {
        let list = record
            .field(bound)
            .is_some_and(|field| field.form.is_list());
        let value = if list {
            Value::List(vec![text(word)])
        } else {
            text(word)
        };
        pairs.push((bound.to_owned(), value));
    }
    Value::Map(pairs)
}

/// `said` with its fields in the order of the table, after those that are not in it.
pub(super) fn ordered(record: &Record, said: &Value) -> Value {
    let Value::Map(pairs) = said else {
        return said.clone();
    };
    let rank = |name: &str| {
        let at = |field: &super::record::Field| field.under.unwrap_or(field.name) == name;
        (name != "id", record.fields.iter().position(at))
    };
    let mut pairs = pairs.clone();
    pairs.sort_by_key(|(name, _)| rank(name));
    Value::Map(pairs)
}

/// The text at `answers.<key>`, as a place.
pub(super) fn raw(asked: &str) -> Vec<Step> {
    vec![key("answers"), key(asked)]
}

/// Notes what became of a question that was not answered.
pub(super) fn mark(desk: &mut Desk, asked: &str, note: &str) -> Result<(), Odd> {
    let path = [key("asked"), key(asked)];
    *slot(desk.file_mut(File::Review), &path)? = text(note);
    Ok(())
}

/// Takes the note about a question away.
pub(super) fn unmark(desk: &mut Desk, asked: &str) {
    let root = desk.file_mut(File::Review);
    let path = keys(&["asked"]);
    remove(root, &path, asked);
    if get(root, &path) == Some(&Value::Map(Vec::new())) {
        remove(root, &[], "asked");
    }
}

/// Puts an idea into the parking lot, once.
pub(super) fn park(desk: &mut Desk, idea: &str) -> Result<(), Odd> {
    let record = Value::Map(vec![("idea".to_owned(), text(idea.trim()))]);
    let path = keys(&["parking_lot"]);
    put(
        desk,
        (File::Review, &path),
        (&super::records::PARKED, record),
    )
    .map(drop)
}

/// Gives a time that states no date the day of the incident: an event at the end of the timeline
/// would otherwise be on the last day there.
pub(super) fn dated(time: &str, day: Option<&str>) -> String {
    let has_date = time
        .as_bytes()
        .windows(5)
        .any(|part| part[..4].iter().all(u8::is_ascii_digit) && part[4] == b'-');
    match (day, time.find(|c: char| c.is_ascii_digit())) {
        (Some(day), Some(at)) if !has_date && !time.starts_with('+') => {
            format!("{}{day} {}", &time[..at], &time[at..])
        }
        _ => time.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_a_date_gets_the_day_of_the_incident() {
        let day = Some("2026-03-12");
        for (given, written) in [
            ("10:38", "2026-03-12 10:38"),
            ("~10:38 ±15m", "~2026-03-12 10:38 ±15m"),
            ("before 17:00", "before 2026-03-12 17:00"),
            ("2025-11-20", "2025-11-20"),
            ("2026-03-11 09:00", "2026-03-11 09:00"),
            ("+11m", "+11m"),
        ] {
            assert_eq!(dated(given, day), written);
        }
        assert_eq!(dated("10:38", None), "10:38");
    }

    #[test]
    fn a_paragraph_stands_once() {
        let one = text("first\n\nsecond\n");
        assert_eq!(paragraphs(Some(&one), &text("second")), Some(one.clone()));
        let more = paragraphs(Some(&one), &text("sec")).unwrap();
        assert_eq!(more, text("first\n\nsecond\n\nsec"));
        assert_eq!(paragraphs(None, &text(" a ")), Some(text("a")));
        assert_eq!(paragraphs(Some(&Value::List(vec![])), &one), None);
    }
}
