//! `hindsight-word`: what became clear only later.

use std::ops::Range;

use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "hindsight-word",
        group: Group::Language,
        level: Level::Note,
        summary: "this tells what is clear now as if it had been clear then",
        why: "Once the outcome is known, what led to it looks obvious; on the day it was one thing among many (Cook, item 8; PagerDuty: hindsight bias).",
        help: "at what time did this become clear, to whom, from what?",
        bad: &[
            "In hindsight, the limit was too low.",
            "With hindsight the sign was there.",
            "In retrospect, the second alert was the real one.",
            "The rollout obviously had failed by then.",
            "The dashboard clearly showed the drop, but nobody acted.",
            "They only had to read the last line.",
            "The lag was obviously growing.",
            "We simply had to restart it.",
            "The log clearly pointed at the disk, yet the search went on.",
            "The change obviously broke the login.",
            "It was obvious that the disk would fill up.",
        ],
        good: &[
            "At 10:00 the limit was raised.",
            "With the flag the sign was there.",
            "The retrospective is on Monday.",
            "The rollout had failed by 10:05, as the log shows.",
            "The dashboard clearly shows units and names.",
            "They had to read the last line.",
            "There was no obvious lag.",
            "We restarted it at noon.",
            "The label is clearly written.",
            "This is obviously not an id.",
            "It was not obvious that the disk would fill up.",
        ],
    },
    trap: Trap::Hindsight,
    cues: &[
        "hindsight",
        "retrospect",
        "obvious",
        "clearly",
        "only had to",
        "simply had to",
    ],
    find,
    scope: Scope::Story,
    once: false,
    opt_in: false,
};
fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if s.is(at, &["hindsight", "retrospect"]) {
        let found = s.is(at.wrapping_sub(1), &["in", "with"]) && !s.is(at + 1, &["bias"]);
        return found.then_some(at.wrapping_sub(1)..at + 1);
    }
    if s.is(at, &["only", "simply"]) {
        let found = s.reads(at + 1, &["had", "to"])
            && s.holds(at.saturating_sub(2)..at, Class::HUMAN | Class::THEY);
        return found.then_some(at..at + 3);
    }
    let past =
        |index: usize| s.class(index).any(Class::PAST) || s.is(index, &["was", "were", "had"]);
    if s.is(at, &["obviously"]) {
        let told = past(at + 1) || s.is(at.wrapping_sub(1), &["was", "were", "had"]);
        let denied =
            s.class(at + 1).any(Class::NOT) || s.class(at + 2).any(Class::NOT) || s.is_denied(at);
        return (told && !denied).then_some(at..at + 1);
    }
    if s.is(at, &["obvious"]) {
        // `it was obvious that`
        let was = s.skip_back(at, Class::ADVERB);
        let told = s.is(was, &["was"]) && s.is(at + 1, &["that"]);
        return (told && !s.is_denied(at)).then_some(was..at + 1);
    }
    let contrast =
        (at..s.words.len()).any(|index| s.is(index, &["but", "yet", "however", "though"]));
    (s.is(at, &["clearly"]) && past(at + 1) && contrast && !s.is_denied(at)).then_some(at..at + 2)
}
