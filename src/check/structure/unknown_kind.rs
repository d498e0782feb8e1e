//! An event whose kind is a word that `pir` does not know.

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule, nearest};
use crate::model::Kind;

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "unknown-kind",
        group: Group::Structure,
        level: Level::Warning,
        summary: "an event has a kind that pir does not know",
        why: "The walk asks by kind, and the picture draws by kind. A word of your own is kept and printed, and nothing is asked about it.",
        help: "use a known kind, or leave `kind` out: the default is `note`",
        bad: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {at: \"10:38\", kind: observaton, what: the graph is flat}\n",
        ],
        good: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {at: \"10:38\", kind: observation, what: the graph is flat}\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    for event in &subject.incident.value.timeline.events {
        let Some(kind) = &event.kind else { continue };
        let Kind::Other(word) = &kind.value else {
            continue;
        };
        let words = Kind::ALL.iter().map(|row| row.1);
        let help = match nearest(word, words.clone()) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("the kinds are {}", words.collect::<Vec<_>>().join(", ")),
        };
        finder
            .add(
                subject.incident.source,
                kind.span,
                format!("`{word}` is not a kind of event"),
            )
            .help = Some(help);
    }
}
