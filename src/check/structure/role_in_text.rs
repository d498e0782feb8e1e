//! A role in the quick form that does not end in a colon, or stands behind one, and became text.

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};
use crate::model::{Event, Incident, Kind};
use crate::source::Span;

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "role-in-text",
        group: Group::Structure,
        level: Level::Warning,
        summary: "a role stands in the text of an event, where it is not read",
        why: "A role may have blanks in it, so only a colon says where it ends. Without one, or behind that of a kind, it stays in the text, and nobody acts in this event.",
        help: "write `10:38 action @role: text`",
        bad: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:31 @on-call reads the message\n",
            "title: T\ndate: 2026-03-12\ntimezone: UTC\nroles: {morning on-call: carries the pager}\ntimeline: |\n  10:31 observation @morning on-call reads the message\n",
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:31 observation: @on-call: reads the message\n",
        ],
        good: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:31 @on-call: reads the message\n  10:33 joins the call with @on-call\n",
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {at: \"10:31\", what: \"@on-call reads the message\"}\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let incident = subject.incident.value;
    if incident.timeline.quick.is_none() {
        return;
    }
    let nobody = |event: &&Event| event.who.is_none();
    for event in incident.timeline.events.iter().filter(nobody) {
        let text = event.what.as_str();
        let behind = behind_kind(text);
        let Some(rest) = behind.strip_prefix('@') else {
            continue;
        };
        if !rest.starts_with(char::is_alphanumeric) {
            continue;
        }
        let role = role(rest, incident);
        let start = event.what.span.start + text.len() - behind.len();
        let span = Span::new(start, start + 1 + role.len());
        // The name itself is not repeated: findings end up in logs that others read.
        let message = "this is text here, and no role";
        let help = match event.kind {
            None => "write a colon and a blank behind the role, or begin with another word",
            Some(_) => "write `action @role: text`, with one colon behind the role",
        };
        finder.add(subject.incident.source, span, message).help = Some(help.to_owned());
    }
}

/// What follows a kind at the start of `text`; all of it, where there is none.
fn behind_kind(text: &str) -> &str {
    let word = text.find(|next: char| !next.is_ascii_alphabetic());
    let (word, rest) = text.split_at(word.unwrap_or(text.len()));
    match Kind::known(&word.to_lowercase()) {
        Some(_) => rest.trim_start(),
        None => text,
    }
}

/// The role at the start of `text`: the longest that the incident knows, else the first word.
fn role<'a>(text: &'a str, incident: &Incident) -> &'a str {
    let declared = incident.roles.0.iter().map(|(role, _)| role);
    let acting = incident.timeline.events.iter();
    let known = declared.chain(acting.filter_map(|event| event.who.as_ref()));
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let longest = known
        .filter(|role| text.strip_prefix(role.as_str()).is_some_and(ends))
        .map(|role| role.len())
        .max();
    let word = text.find(|next: char| next.is_whitespace() || next == ':');
    &text[..longest.or(word).unwrap_or(text.len())]
}
