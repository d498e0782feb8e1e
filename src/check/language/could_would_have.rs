//! `could-would-have`: a better course that was not taken.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "could-would-have",
        group: Group::Language,
        level: Level::Hint,
        summary: "this tells of a course that was not taken",
        why: "A better course is easy to see afterwards; it says nothing about the one that was taken, or the signals there were (Microsoft Learn: counterfactuals).",
        help: "is this an idea for a follow-up? Then it belongs there; here, what signal was there at the time?",
        bad: &[
            "A canary would have caught this.",
            "We could have failed over an hour earlier.",
            "An alert on lag might have shortened the search.",
            "With a flag we'd have avoided the second outage.",
            "The outage could have been avoided by two deploys.",
            "A rehearsal would have helped.",
            "It would have been useful to see the old value.",
            "The team could have asked the vendor first.",
            "The DBA could have taken a snapshot first.",
            "If the limit were lower, the incident would not have happened.",
            "Smaller steps would have allowed us to find it sooner.",
        ],
        good: &[
            "A slow query would have caused this lag.",
            "It could have been a networking issue.",
            "An attacker might have read the table.",
            "Without the flag the outage would have been longer.",
            "The records could have been exposed for two days.",
            "A third restart would have failed too.",
            "The engineer could have taken the site down.",
            "It would have been about 200 orders more.",
            "The alert could have come from the other region.",
            "If the limit were lower, users would have been affected.",
            "The bug would have allowed an attacker to read the table.",
        ],
    },
    trap: Trap::Counterfactual,
    cues: &[
        "could",
        "would",
        "might have",
        "might’ve",
        "might've",
        "we'd",
        "we’d",
        "they'd",
        "they’d",
        "i'd have",
        "i’d have",
        "'d have",
        "’d have",
    ],
    find,
    scope: Scope::Review,
    once: false,
    opt_in: false,
};
fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if !s.is(
        at,
        &["could", "would", "might", "'d", "’d", "we", "they", "i"],
    ) {
        return None;
    }
    let modal = if s.is(at, &["we", "they", "i"]) {
        at + 1
    } else {
        at
    };
    if !s.is(modal, &["could", "would", "might", "'d", "’d"]) {
        return None;
    }
    let between = Class::ADVERB | Class::NOT;
    let have = s.skip(modal + 1, between);
    if !s.is(have, &["have", "'ve", "’ve", "of"]) {
        return None;
    }
    if s.asks && s.is(0, &["what", "how"]) {
        return None;
    }
    if s.is(modal.wrapping_sub(1), &["you"]) {
        return None;
    }
    let denied = s.holds(modal..have, Class::NOT);
    let verb = s.skip(have + 1, between);
    let end = course(s, modal, verb, denied)?;
    Some(modal..end)
}

/// The end of the words that tell of the other course, where `verb` and what follows it do so.
fn course(s: &Sentence<'_>, modal: usize, verb: usize, denied: bool) -> Option<usize> {
    let agent = s.agent(modal);
    let outcome = |at: usize| s.class(at).any(Class::OUTCOME);
    if s.is(verb, &["been"]) {
        let next = s.skip(verb + 1, Class::ADVERB | Class::NOT);
        if s.is(next, &["able"]) && s.is(next + 1, &["to"]) {
            let able = outcome(next + 2) || agent == Agent::Person;
            return (able && agent != Agent::Users).then_some(next + 3);
        }
        if s.class(next).any(Class::BETTER) {
            return Some(next + 1);
        }
        let done = s.class(next).any(Class::PAST)
            && (outcome(next)
                || s.class(next).any(Class::MIND)
                || s.by(next) == Some(Agent::Person))
            && !s.class(next).any(Class::HARM | Class::PERCEIVE);
        let fact = s.is(
            next,
            &[
                "found",
                "contained",
                "limited",
                "saved",
                "handled",
                "allowed",
                "enabled",
            ],
        );
        return (done && !fact).then_some(next + 1);
    }
    if denied && s.is(verb, &["happened", "occurred"]) {
        return Some(verb + 1);
    }
    if !s.class(verb).any(Class::PAST) || (denied && s.is(verb, &["done"])) {
        return None;
    }
    if s.class(verb).any(Class::OUTCOME) && agent != Agent::Users {
        let end = s.clause_end(verb);
        let let_in = s.is(verb, &["allowed", "enabled", "let"]);
        let harm = s.holds(verb + 1..(verb + 6).min(end), Class::ATTACKER)
            || (let_in
                && s.is(modal, &["could", "might"])
                && !s.after(verb + 1, 2, &["us", "me", "them"]));
        return (!harm).then_some(verb + 1);
    }
    let taken = s.is(verb, &["taken"]) && !s.after(verb + 1, 4, &["down", "offline", "out"]);
    let back = s.is(verb + 1, &["over", "back"]);
    let harm = s.class(verb).any(Class::HARM) && !taken && !back;
    // What people might have said or seen is a guess.
    let acts = agent == Agent::Person
        && !s.is(modal, &["might"])
        && !harm
        && !s.class(verb).any(Class::PERCEIVE | Class::MACHINE);
    let noted = agent == Agent::Elided && s.is(modal, &["could"]) && !harm;
    let noted = noted && !s.class(verb).any(Class::PERCEIVE | Class::MACHINE);
    (acts || noted).then_some(verb + 1)
}
