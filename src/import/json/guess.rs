//! Which field of the records of an unknown tool is which, by how such fields are called: records in,
//! a [`Own`] to propose out. Nothing is read by a guess; somebody has to say so.

use serde_json::Value;

use super::lists::fields;
use super::own::Own;
use super::stamp::Stamp;

/// How fields are called, the likeliest first: the field of an event, and the last name of a path
/// without case and signs.
const CALLED: &[(&str, &[&str])] = &[
    (
        "at",
        &[
            "occurredat",
            "happenedat",
            "eventtime",
            "timestamp",
            "time",
            "ts",
            "datetime",
            "starttime",
            "startedat",
            "firstseen",
            "createdat",
            "createat",
            "created",
            "createddate",
            "createdtime",
            "date",
            "at",
            "when",
            "start",
        ],
    ),
    (
        "until",
        &["endtime", "endedat", "end", "finishedat", "resolvedat"],
    ),
    (
        "what",
        &[
            "title",
            "headline",
            "summary",
            "subject",
            "message",
            "msg",
            "text",
            "textpayload",
            "body",
            "content",
            "line",
            "log",
            "description",
            "details",
            "note",
            "comment",
            "event",
            "action",
            "eventtypecode",
            "reason",
            "name",
        ],
    ),
    (
        "who",
        &[
            "displayname",
            "username",
            "login",
            "user",
            "author",
            "actor",
            "by",
            "createdby",
            "creator",
            "sender",
            "owner",
            "reporter",
            "personemail",
            "userid",
        ],
    ),
    (
        "component",
        &[
            "service",
            "servicename",
            "component",
            "application",
            "app",
            "host",
            "hostname",
            "resource",
        ],
    ),
    (
        "evidence",
        &["permalink", "htmlurl", "weburl", "url", "link", "href"],
    ),
    (
        "id",
        &["id", "uuid", "eventid", "key", "insertid", "arn", "number"],
    ),
];

/// Whose name a field is that is called `name`, with the field of an event that it would be.
const WHOSE: &[(&str, &[&str])] = &[
    (
        "who",
        &[
            "user",
            "author",
            "actor",
            "by",
            "createdby",
            "creator",
            "sender",
            "owner",
            "reporter",
        ],
    ),
    (
        "component",
        &[
            "service",
            "component",
            "application",
            "app",
            "host",
            "resource",
            "entity",
        ],
    ),
];

/// What the fields of a record of one of these lists are, where one of them has a time and words:
/// that of which the most records have both.
pub(super) fn guess(lists: &[Vec<&Value>]) -> Option<Own> {
    let guesses = lists.iter().filter_map(|list| {
        let own = list.iter().find_map(|record| of_record(record))?;
        let read = list.iter().filter(|record| own.knows(record)).count();
        Some((read, own))
    });
    // Of lists of one length the outer one comes first, and tells of the whole.
    guesses
        .rev()
        .max_by_key(|(read, _)| *read)
        .map(|(_, own)| own)
}

/// What the fields of this record are; `None` where none holds a time or none holds words.
fn of_record(record: &Value) -> Option<Own> {
    let fields = fields(record);
    let mut own = Own::default();
    for (field, names) in CALLED {
        let fits = |path: &str, value: &Value| match *field {
            "at" | "until" => Stamp::read(value).is_some(),
            // The id of a person or a project names many events.
            "id" => own.is_beside(path),
            "evidence" => is_link(value),
            _ => is_words(value),
        };
        let free = fields
            .iter()
            .filter(|(path, value)| !own.uses(path) && fits(path, value));
        let ranked = free.filter_map(|(path, _)| Some((rank(field, names, path)?, path)));
        if let Some((_, path)) = ranked.min() {
            own.set(field, path);
        }
    }
    // Where nothing is called like words, the longest text is the best there is.
    if !own.has("what") {
        let texts = fields
            .iter()
            .filter(|(path, value)| is_words(value) && !is_made(value) && !own.uses(path));
        let longest = texts.max_by_key(|(_, value)| value.as_str().map_or(0, str::len));
        if let Some((path, _)) = longest {
            own.set("what", path);
        }
    }
    if !own.has("at") {
        let times = fields.iter().find(|row| Stamp::read(&row.1).is_some());
        own.set("at", &times?.0);
    }
    (own.has("at") && own.has("what")).then_some(own)
}

/// How likely the path is this field: the fewer steps and the earlier its name, the likelier.
fn rank(field: &str, names: &[&str], path: &str) -> Option<(usize, usize)> {
    let mut steps = path.rsplit('.').map(bare);
    let last = steps.next()?;
    let depth = path.matches('.').count();
    if let Some(place) = names.iter().position(|name| *name == last) {
        // Whose name it is counts for more than that it is a name.
        return (field != "what" || last != "name" || depth == 0).then_some((place, depth));
    }
    let whose = WHOSE.iter().find(|row| row.0 == field)?.1;
    let owner = steps.next()?;
    (last == "name" && whose.contains(&owner.as_str())).then_some((0, depth))
}

/// A name without case and signs.
fn bare(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a value is a text that says something, and not a time or a link.
fn is_words(value: &Value) -> bool {
    let text = value.as_str().map(str::trim);
    let says = text.is_some_and(|text| !text.is_empty());
    says && !is_link(value) && Stamp::read(value).is_none()
}

/// Whether a text looks as a machine makes names.
fn is_made(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.len() > 20 && !text.contains(' ') && text.contains(|sign: char| sign.is_ascii_digit())
}

fn is_link(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.starts_with("https://") || text.starts_with("http://")
}
