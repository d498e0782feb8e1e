//! A mark that stands in the text of an event, where nothing reads it.

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};
use crate::model::{Event, Mark};
use crate::source::Span;

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "mark-in-text",
        group: Group::Structure,
        level: Level::Warning,
        summary: "a mark stands in the text of an event, where it is not read",
        why: "A mark counts only at the end of the line of its event, or in the field `mark`. Anywhere else it is text, and the milestone is missing from every length of time.",
        help: "put it at the end of the line; in a list, write `mark: detected`",
        bad: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:31 !detected reads the message\n",
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:31 reads the message !detected.\n",
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:31 reads the message\n    and looks at the board !detected\n",
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {at: \"10:31\", what: reads the message !detected}\n",
        ],
        good: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:31 reads the message !detected\n  10:33 resolved! the script says `if !started`\n",
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {at: \"10:31\", what: reads the message, mark: detected}\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let incident = subject.incident;
    let quick = incident.value.timeline.quick.is_some();
    for event in &incident.value.timeline.events {
        let written = incident.source.slice(event.what.span);
        for (start, mark) in marks(written) {
            let span = Span::new(start, start + 1 + mark.word().len());
            finder
                .add(
                    incident.source,
                    span.shifted(event.what.span.start),
                    format!("`!{mark}` is text here, and no mark"),
                )
                .help = Some(help(event, mark, quick));
        }
    }
}

fn help(event: &Event, mark: Mark, quick: bool) -> String {
    match (quick, event.mark.is_empty()) {
        (true, _) => {
            format!("put `!{mark}` at the end of the line with the time, with nothing behind it")
        }
        (false, true) => format!("write `mark: {mark}` beside `what`"),
        (false, false) => format!("add `{mark}` to `mark`, which may be a list"),
    }
}

/// The marks that `text` names, with the byte at which each begins. What stands in backticks is
/// code.
fn marks(text: &str) -> impl Iterator<Item = (usize, Mark)> + '_ {
    text.match_indices('!').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let word = &rest[..rest
            .find(|next: char| !next.is_alphanumeric())
            .unwrap_or(rest.len())];
        let code = text[..at].matches('`').count() % 2 == 1;
        let mark = Mark::ALL
            .iter()
            .find(|mark| mark.word().eq_ignore_ascii_case(word));
        mark.filter(|_| !code).map(|mark| (at, *mark))
    })
}
