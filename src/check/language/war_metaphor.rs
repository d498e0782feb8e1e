//! `war-metaphor`: words of war and heroes.

use std::ops::Range;

use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "war-metaphor",
        group: Group::Language,
        level: Level::Note,
        summary: "these are words of war",
        why: "Where there is a front, there are enemies and sacrifices; ordinary work goes unseen.",
        help: "what did people do, in plain words?",
        bad: &[
            "We opened a war room at 10:00.",
            "The team was firefighting all night.",
            "The database on-call was the hero of the day.",
            "It was a battle against the queue.",
            "People were in the trenches for six hours.",
            "The war rooms were full.",
            "Heroic efforts brought the site back.",
            "They battled the lag until dawn.",
            "The heroes of the night went home.",
            "Two people were left to firefight.",
        ],
        good: &[
            "We opened a call at 10:00.",
            "The firewall was busy all night.",
            "The database on-call was awake all day.",
            "It was a battery behind the queue.",
            "Cables were in the ground for six hours.",
            "The meeting rooms were full.",
            "Here efforts brought the site back.",
            "They watched the lag until dawn.",
            "The headers of the night went home.",
            "Two people were left to watch.",
        ],
    },
    trap: Trap::Style,
    cues: &[
        "war room",
        "war-room",
        "firefight",
        "fire-fight",
        "hero",
        "battle",
        "in the trenches",
        "combat",
    ],
    find,
    scope: Scope::Review,
    once: false,
    opt_in: true,
};
fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    const WORDS: &[&str] = &[
        "war-room",
        "war-rooms",
        "firefight",
        "firefighting",
        "firefought",
        "hero",
        "heroes",
        "heroic",
        "heroics",
        "heroically",
        "battle",
        "battled",
        "battling",
        "combat",
        "fire-fighting",
    ];
    if s.reads(at, &["war", "room"]) || s.reads(at, &["war", "rooms"]) {
        return Some(at..at + 2);
    }
    if s.reads(at, &["in", "the", "trenches"]) {
        return Some(at..at + 3);
    }
    s.is(at, WORDS).then_some(at..at + 1)
}
