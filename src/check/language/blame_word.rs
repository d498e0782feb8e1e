//! `blame-word`: words of guilt.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "blame-word",
        group: Group::Language,
        level: Level::Hint,
        summary: "this hands out blame",
        why: "Whoever is blamed falls silent, and so do those who watch; the conditions that were there together stay unseen (Dekker, Just Culture).",
        help: "which conditions had to be present together?",
        bad: &[
            "The storage team is at fault.",
            "The release manager is to blame for the delay.",
            "The contractor was guilty of the delay.",
            "The vendor was responsible for the outage.",
            "We blame the network team.",
            "It was the reviewer's fault.",
            "The culprit was an engineer who ran the old script.",
            "The developers are responsible for this failure.",
            "Support blamed the platform team for the delay.",
            "It was our own fault that the queue grew.",
        ],
        good: &[
            "Storage and network each assumed that the other held the lock.",
            "The release is blameless by design.",
            "The page fault rate rose.",
            "The lock service was responsible for leader election.",
            "We ran git blame on the file.",
            "The segment is fault tolerant.",
            "The culprit was a full disk.",
            "The developers are responsible for the parser.",
            "Nobody is to blame here.",
            "A fault in the cable grew worse.",
        ],
    },
    trap: Trap::HumanError,
    cues: &[
        "blame",
        "blaming",
        "fault",
        "guilty",
        "responsible for",
        "culprit",
        "negligen",
    ],
    find,
    scope: Scope::Review,
    once: false,
    opt_in: false,
};
fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if s.is_denied(at) || s.before(at, 3, &["git", "nobody", "avoid", "assigning", "blameless"]) {
        return None;
    }
    let person = |range: Range<usize>| s.names_person(range);
    let clause = s.clause_end(at);
    if s.is(at, &["fault"]) {
        let whose = at.checked_sub(1)?;
        if s.is(whose, &["at"]) && s.is(whose.wrapping_sub(1), &["is", "was", "are", "were", "be"])
        {
            return (s.agent(whose - 1) == Agent::Person).then_some(whose..at + 1);
        }
        let owned = s.is(whose, &["'s", "’s"]) && s.kind(whose.checked_sub(1)?) == Agent::Person;
        let ours = s.is(whose, &["my", "our", "his", "her", "their", "your", "own"]);
        return (owned || ours).then_some(whose..at + 1);
    }
    if s.is(at, &["blame"]) && s.reads(at.wrapping_sub(1), &["to"]) {
        let verb = at.checked_sub(2)?;
        return (s.class(verb).any(Class::BE) && s.agent(verb) == Agent::Person)
            .then_some(at - 1..at + 1);
    }
    if s.is(at, &["blame", "blamed", "blames", "blaming"]) {
        return person(at + 1..clause.min(at + 6)).then_some(at..at + 1);
    }
    if s.is(at, &["guilty"]) {
        return (s.agent(at.saturating_sub(1)) == Agent::Person).then_some(at..at + 1);
    }
    if s.reads(at, &["responsible", "for"]) {
        let verb = at.checked_sub(1)?;
        let harm = s.holds(at + 2..clause.min(at + 6), Class::INCIDENT);
        let found = harm && s.class(verb).any(Class::BE) && s.agent(verb) == Agent::Person;
        return found.then_some(at..at + 2);
    }
    let is = s.is(at, &["culprit", "culprits"]) && s.class(at + 1).any(Class::BE);
    let verb =
        |index: &usize| s.class(*index).any(Class::PAST | Class::ING) || s.is(*index, &["and"]);
    let end = (at + 2..clause).find(verb).unwrap_or(clause);
    (is && person(at + 2..end.min(at + 7))).then_some(at..at + 1)
}
