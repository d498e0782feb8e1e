//! `failed-to`: what people failed to do.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "failed-to",
        group: Group::Language,
        level: Level::Hint,
        summary: "this tells what somebody did not do, as a failure",
        why: "It measures people by what is known now, and leaves out what they were doing instead (Microsoft Learn: counterfactuals; Dekker: \"they failed to\").",
        help: "what did they do, and what were they attending to?",
        bad: &[
            "The on-call failed to escalate.",
            "The review process failed to consider the second region.",
            "The outage lasted because of the failure to patch the host.",
            "We failed to communicate the delay.",
            "The vendor's failure to notify us cost an hour.",
            "The team saw the graph but failed to act on it.",
            "Our failure to test the restore made it longer.",
            "The developers neglected to document the flag.",
            "Failing to notice the lag, the team went on.",
            "The company failed to prioritise the upgrade.",
        ],
        good: &[
            "The pod failed to start.",
            "The parser failed to consider the second line.",
            "The job stopped after the failure to connect to the host.",
            "The page failed to load.",
            "The server's failure to respond took an hour to show.",
            "The service saw the lock but failed to release it.",
            "Its failure to return a value stopped the job.",
            "The node failed to join the cluster.",
            "Failing to resolve the name, the client went on.",
            "Users failed to log in.",
        ],
    },
    trap: Trap::Counterfactual,
    cues: &[
        "failed to",
        "fails to",
        "failing to",
        "failure to",
        "failed in",
        "neglected",
        "disregarded",
        "omitted to",
    ],
    find,
    scope: Scope::Review,
    once: false,
    opt_in: false,
};
/// Verbs that nothing but people do, even where nobody is named.
pub(super) const OURS: &[&str] = &[
    "notice",
    "consider",
    "anticipate",
    "communicate",
    "escalate",
    "realise",
    "realize",
    "appreciate",
    "foresee",
    "understand",
    "remember",
    "prioritise",
    "prioritize",
    "inform",
    "discuss",
    "consult",
    "heed",
    "coordinate",
    "document",
    "learn",
    "think",
    "rehearse",
    "practise",
    "brief",
    "appoint",
];
/// Verbs of what people try on a machine, where the machine is what does not do it.
const TRIED: &[&str] = &[
    "restart",
    "start",
    "reproduce",
    "find",
    "boot",
    "log",
    "access",
    "reach",
    "restore",
    "recover",
    "launch",
    "open",
    "bring",
    "install",
    "build",
    "login",
    "sign",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if s.is_denied(at) && !s.is(at.wrapping_sub(1), &["not"]) {
        return None;
    }
    let noun = s.is(at, &["failure"]);
    if !noun
        && !s.is(
            at,
            &[
                "failed",
                "fails",
                "fail",
                "failing",
                "neglected",
                "disregarded",
                "omitted",
            ],
        )
    {
        return None;
    }
    let person = |at: usize| matches!(s.agent(at), Agent::Person | Agent::They);
    if s.is(at, &["neglected", "disregarded"]) && !s.is(at + 1, &["to"]) {
        return person(at).then_some(at..at + 1);
    }
    let to = at + 1;
    if !s.is(to, &["to"]) {
        return None;
    }
    let verb = s.skip(to + 1, Class::ADVERB);
    let done = s.class(verb);
    let agent = if noun { owner(s, at) } else { s.agent(at) };
    let care = done.any(Class::MIND | Class::WORK);
    let found = match agent {
        Agent::Person | Agent::They => {
            !done.any(Class::PERCEIVE | Class::MACHINE) && !s.is(verb, TRIED)
        }
        Agent::Practice => (care || done.any(Class::OUTCOME)) && !is_defence(s, at, noun),
        Agent::Elided => (noun && care) || s.is(verb, OURS),
        Agent::Unknown => s.is(verb, OURS),
        Agent::Users | Agent::Component => false,
    };
    found.then_some(at..verb + 1)
}

/// Whose failure it is.
fn owner(s: &Sentence<'_>, at: usize) -> Agent {
    let Some(before) = at.checked_sub(1) else {
        return Agent::Elided;
    };
    if s.is(before, &["our", "their", "my", "his", "her"]) {
        return Agent::Person;
    }
    if s.is(before, &["'s", "’s"]) && before > 0 {
        return s.kind(before - 1);
    }
    if s.is(before, &["its"]) {
        return Agent::Component;
    }
    Agent::Elided
}

/// Whether the subject is a defence, which has a rule of its own.
fn is_defence(s: &Sentence<'_>, at: usize, noun: bool) -> bool {
    !noun
        && s.subject(at)
            .is_some_and(|head| s.class(head).any(Class::DEFENCE))
}
