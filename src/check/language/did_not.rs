//! `did-not`: what people did not do.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "did-not",
        group: Group::Language,
        level: Level::Note,
        summary: "this tells of something that was not done",
        why: "What did not happen has no cause to be found; something else had people's attention (Microsoft Learn: counterfactuals; Bergstrom: \"did not initiate\").",
        help: "what would have had to draw attention here, and what drew it elsewhere?",
        bad: &[
            "They did not review the plan.",
            "The plan was not reviewed.",
            "Nobody noticed the green tick.",
            "The team never tested the restore.",
            "We didn't consider the second region.",
            "The incident was never declared.",
            "The alert was not noticed by the administrators for two days.",
            "The status page was not updated quickly enough.",
            "No one checked the free space.",
            "The engineer did not verify the target.",
            "The night shift didn't paid attention to the alarm.",
        ],
        good: &[
            "They did not have a plan.",
            "The plan was not in the folder.",
            "Nobody was paged.",
            "The team had never seen such a load.",
            "We didn't know about the second region.",
            "The variable was never declared.",
            "The host was not reached by the scheduler for two days.",
            "The status page was not affected.",
            "No one else uses the free space.",
            "The client did not verify the certificate.",
            "The traffic shift didn't touched the alarm.",
        ],
    },
    trap: Trap::Counterfactual,
    cues: &[
        "unnoticed",
        "unaddressed",
        "unreviewed",
        "unheeded",
        "untested",
        "did not",
        "didn",
        "did n",
        "never",
        "was not",
        "were not",
        "wasn",
        "weren",
        "had not",
        "hadn",
        "nobody",
        "no one",
        "no-one",
        "none of",
    ],
    find,
    scope: Scope::Story,
    once: false,
    opt_in: false,
};
/// Verbs after which `not` describes more than it reproaches.
const DESCRIBING: &[&str] = &[
    "understand",
    "decide",
    "suspect",
    "agree",
    "learn",
    "look",
    "plan",
    "account",
    "foresee",
];
/// What only people can leave undone, whoever they are.
const OURS: &[&str] = &[
    "communicate",
    "consider",
    "escalate",
    "anticipate",
    "prioritise",
    "prioritize",
];
/// What people alone do not do to something.
const LEFT: &[&str] = &[
    "tested",
    "reviewed",
    "noticed",
    "considered",
    "communicated",
    "documented",
    "planned",
    "prioritised",
    "prioritized",
    "escalated",
    "verified",
    "validated",
    "audited",
    "maintained",
    "addressed",
    "rehearsed",
    "announced",
    "questioned",
    "investigated",
    "consulted",
    "briefed",
    "informed",
    "coordinated",
    "anticipated",
    "foreseen",
    "told",
    "heeded",
    "treated",
    "acted",
    "raised",
    "discussed",
    "checked",
];
/// What else `declared` is said of.
const CODE: &[&str] = &[
    "variable",
    "variables",
    "dependency",
    "dependencies",
    "type",
    "field",
    "function",
    "parameter",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if s.asks || s.before(at, 6, &["why", "what", "if", "whether"]) {
        return None;
    }
    if s.is(at, &["nobody", "no-one"])
        || s.reads(at, &["no", "one"])
        || s.reads(at, &["none", "of"])
    {
        return nobody(s, at);
    }
    if s.is(
        at,
        &[
            "unnoticed",
            "unaddressed",
            "unreviewed",
            "unheeded",
            "untested",
        ],
    ) {
        return unnoticed(s, at);
    }
    let did = s.is(at, &["did"]);
    let was = s.is(at, &["was", "were"]);
    let never = s.is(at, &["never"]);
    if !(never || did || was || s.is(at, &["had"])) {
        return None;
    }
    let verb = s.skip(at + 1, Class::NOT | Class::ADVERB);
    if !never && !s.holds(at + 1..verb, Class::NOT) {
        return None;
    }
    if s.is(verb, &["been"]) {
        return left(s, at, s.skip(verb + 1, Class::ADVERB));
    }
    let was_never = never && s.class(at.wrapping_sub(1)).any(Class::BE);
    if was || was_never {
        return left(s, at - usize::from(was_never), verb);
    }
    // Who learned English later may write `did not noticed`.
    let form = did || s.class(verb).any(Class::PAST);
    (form && is_ours(s, at, verb)).then_some(at..verb + 1)
}

/// Whether the one who did not do what `verb` says is one of those who could have.
fn is_ours(s: &Sentence<'_>, at: usize, verb: usize) -> bool {
    let done = s.class(verb);
    let care = done.any(Class::MIND | Class::WORK)
        && !s.is(verb, DESCRIBING)
        && !done.any(Class::PERCEIVE);
    let ours = match s.agent(at) {
        Agent::Person => true,
        Agent::They => done.any(Class::MIND),
        Agent::Users => s.is(verb, &["think", "consider"]),
        Agent::Elided => at == 0 && !s.is(verb, &["add", "update", "identify"]),
        Agent::Unknown => s.is(verb, OURS),
        Agent::Practice => s.is(verb, &["consider", "anticipate", "verify", "account"]),
        Agent::Component => false,
    };
    care && ours
}

/// `went unnoticed`.
fn unnoticed(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let verb = s.skip_back(at, Class::ADVERB);
    let went = s.is(verb, &["went", "gone", "go", "going", "remained"]) && verb < at;
    (went && !s.is_ahead(at)).then_some(verb..at + 1)
}

/// `nobody noticed`.
fn nobody(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let noun = if s.is(at, &["nobody", "no-one"]) {
        at
    } else {
        at + 1
    };
    let from = if s.reads(at, &["none", "of"]) {
        s.skip(noun + 1, Class::DETERMINER | Class::HUMAN)
    } else {
        noun + 1
    };
    // `nobody on the team was watching`
    let be = (from..from + 6).find(|index| s.class(*index).any(Class::BE));
    if let Some(be) = be.filter(|be| s.class(*be + 1).any(Class::ING)) {
        let care = s.class(be + 1).any(Class::MIND | Class::WORK) || s.is(be + 1, &["watching"]);
        return care.then_some(at..be + 2);
    }
    let had = s.skip(from, Class::ADVERB);
    let verb = if s.is(had, &["had"]) {
        s.skip(had + 1, Class::ADVERB)
    } else {
        had
    };
    let done = s.class(verb);
    let found =
        done.any(Class::PAST) && done.any(Class::MIND | Class::WORK) && !done.any(Class::PERCEIVE);
    found.then_some(at..verb + 1)
}

/// `was not reviewed`.
fn left(s: &Sentence<'_>, at: usize, verb: usize) -> Option<Range<usize>> {
    let slow = s.after(verb + 1, 3, &["enough", "promptly", "timely"])
        || s.reads(verb + 1, &["in", "time"]);
    let done = s.class(verb);
    if !done.any(Class::PAST) || s.by(verb) == Some(Agent::Component) {
        return None;
    }
    let declared = s.is(verb, &["declared"]) && !s.before(at, 3, CODE);
    let by_people =
        s.by(verb) == Some(Agent::Person) && done.any(Class::MIND | Class::WORK | Class::DEED);
    let care = s.is(verb, LEFT) || declared || by_people;
    let users = s.agent(at) == Agent::Users;
    let late = slow && done.any(Class::WORK | Class::MIND);
    ((care && !users) || late).then_some(at..verb + 1)
}
