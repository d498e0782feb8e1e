//! A line of the quick form that is indented like more text, and begins like an event.

use crate::check::{Check, Document, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};
use crate::model::{Event, Incident};
use crate::source::Span;

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "indented-event",
        group: Group::Structure,
        level: Level::Hint,
        summary: "an indented line of the timeline is read as an event of its own",
        why: "Indented lines are more text of the event above. One that begins with a time or a date is an event or a day all the same, and a log line that was pasted there becomes a part of the story.",
        help: "indent it like the other events; or put `>` before it, if it was said or logged",
        bad: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:31 the log says\n    10:29:58 disk full\n",
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:31 the next run is on\n    2026-03-13\n  11:00 the on-call leaves\n",
        ],
        good: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:31 the log says\n    > 10:29:58 disk full\n    and the board agrees\n  10:33 the disk is cleared\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let incident = subject.incident;
    if incident.value.timeline.quick.is_none() {
        return;
    }
    let begins = incident.value.timeline.events.iter().flat_map(lines);
    let mut margin = None;
    for span in begins {
        let depth = depth(incident, span);
        if depth > *margin.get_or_insert(depth) {
            let message = "this is indented like text of the event above, and read apart from it";
            finder.add(incident.source, span, message);
        }
    }
}

/// Where the day line above an event and its own line begin.
fn lines(event: &Event) -> impl Iterator<Item = Span> + '_ {
    let day = event.day.iter().map(|day| day.span);
    day.chain(event.at.iter().map(|at| at.text.span))
}

/// How far the line of `span` is indented.
fn depth(incident: Document<'_, Incident>, span: Span) -> usize {
    let line = incident.source.line(incident.source.place(span.start).line);
    let line = incident.source.slice(line);
    line.len() - line.trim_start().len()
}
