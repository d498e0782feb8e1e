//! `slip-as-cause`: a slip, named as the explanation.

use std::ops::Range;

use super::clause::Agent;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "slip-as-cause",
        group: Group::Language,
        level: Level::Hint,
        summary: "a slip is named as the explanation",
        why: "A slip is where the question begins: something made it easy to do and hard to notice (Cook, How Complex Systems Fail; Dekker, Field Guide).",
        help: "what in the tool or the moment made this easy to do and hard to notice?",
        bad: &[
            "The branch was accidentally merged.",
            "The operator mistakenly deleted the primary volume.",
            "I forgot to raise the limit.",
            "The second alert was overlooked.",
            "The key was published by mistake.",
            "An engineer made a typo in the prefix list.",
            "The on-call missed the page at 03:00.",
            "We incorrectly assumed that the backup was complete.",
            "An oversight in the rollout left one region behind.",
            "The accidental deletion of the bucket took the site down.",
            "The support lead forgot the status page after a restart.",
        ],
        good: &[
            "The script accidentally merged two rows.",
            "The scheduler mistakenly killed the primary.",
            "The client forgot its session after a restart.",
            "The page to reset a forgotten password was slow.",
            "The second alert was silenced at noon.",
            "The key is published by the mirror job.",
            "The linter reports every typo in the prefix list.",
            "The cache missed on every third read.",
            "The parser incorrectly assumed that the list was complete.",
            "The oversight board met on Monday.",
            "We will guard against accidental deletion of the bucket.",
        ],
    },
    trap: Trap::HumanError,
    cues: &[
        "accident",
        "inadvertent",
        "mistak",
        "unintention",
        "erroneous",
        "unwitting",
        "forgot",
        "overlook",
        "misjudg",
        "misread",
        "misunderst",
        "misinterpret",
        "miscalculat",
        "typo",
        "miss",
        "oversight",
        "incorrectly",
        "wrongly",
        "wrong",
        "unknowingly",
    ],
    find,
    scope: Scope::Story,
    once: false,
    opt_in: false,
};
/// Adverbs of a slip.
const SLIPPING: &[&str] = &[
    "accidentally",
    "inadvertently",
    "mistakenly",
    "unintentionally",
    "erroneously",
    "unwittingly",
    "unknowingly",
];
/// Nouns of what people do.
const DEEDS: &[&str] = &[
    "deletion",
    "removal",
    "execution",
    "merge",
    "overwrite",
    "commit",
    "push",
    "deployment",
    "publication",
    "shutdown",
    "termination",
    "misconfiguration",
    "change",
    "release",
    "revert",
    "application",
    "exposure",
    "commitment",
    "reboot",
];
/// What one can be wrong in.
const BELIEFS: &[&str] = &[
    "assumed",
    "assume",
    "assuming",
    "believed",
    "believing",
    "thought",
    "thinking",
    "judged",
    "concluded",
    "assessed",
    "interpreted",
    "attributed",
    "diagnosed",
    "labelled",
    "labeled",
    "identified",
    "linked",
    "flagged",
    "understood",
];
/// Whose mistake it is, or which.
const ONE: &[&str] = &[
    "a", "the", "this", "that", "our", "my", "his", "her", "their",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if s.is_ahead(at) || s.is_denied(at) {
        return None;
    }
    let word = s.word(at)?.text.to_ascii_lowercase();
    let marked = match word.as_str() {
        word if SLIPPING.contains(&word) => adverb(s, at),
        "incorrectly" | "wrongly" => belief(s, at),
        "accident" | "mistake" if s.is(at.wrapping_sub(1), &["by"]) => by_mistake(s, at),
        "mistake" | "typo" | "oversight" | "misunderstanding" | "mistakes" => noun(s, at),
        "accidental" | "inadvertent" | "unintentional" | "mistaken" | "erroneous" => deed(s, at),
        "wrong" => wrong(s, at),
        "forgot" => forgot(s, at),
        "misjudged" | "misread" | "misunderstood" | "miscalculated" | "misinterpreted" => {
            misread(s, at)
        }
        "overlooked" | "missed" => missed(s, at),
        _ => None,
    }?;
    Some(marked)
}

/// `was accidentally merged`, `the operator mistakenly deleted`, `got changed accidentally`.
fn adverb(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let verb = s.skip(at + 1, Class::ADVERB);
    let next = s.class(verb).any(Class::PAST | Class::ING)
        && s.word(verb).is_some_and(|word| !word.after_stop);
    let auxiliary =
        |index: usize| s.class(index).any(Class::BE) || s.is(index, &["got", "get", "getting"]);
    if s.is(verb, &["got", "get"]) && s.class(verb + 1).any(Class::PAST) {
        return by_nobody_else(s, verb + 1).then_some(at..verb + 2);
    }
    if next && s.class(verb).any(Class::PAST) {
        let before = at.checked_sub(1);
        let passive = before.is_some_and(auxiliary);
        if passive {
            return by_nobody_else(s, verb).then_some(at..verb + 1);
        }
        // `had been mistakenly removed`; `and accidentally removed` takes the subject before it.
        let had = s.is(at.wrapping_sub(1), &["had", "has", "have", "'d"]);
        let agent = s.agent(at - usize::from(had));
        let human = matches!(agent, Agent::Person | Agent::They | Agent::Users);
        let elided = agent == Agent::Elided && s.by(verb) != Some(Agent::Component);
        return (human || elided).then_some(at..verb + 1);
    }
    if next {
        let by_person = s.names_person(at.saturating_sub(5)..at);
        return (by_person || at == 0).then_some(at..verb + 1);
    }
    // Behind its verb.
    let verb = (at.saturating_sub(8)..at)
        .rev()
        .find(|index| s.class(*index).any(Class::PAST))?;
    if auxiliary(verb) {
        return None;
    }
    let passive = verb > 0
        && (auxiliary(verb - 1)
            || (verb > 1 && s.class(verb - 1).any(Class::ADVERB) && auxiliary(verb - 2)));
    let found = passive || matches!(s.agent(verb), Agent::Person | Agent::They);
    found.then_some(at..at + 1)
}

/// Whether a deed has no agent, or a person for one.
fn by_nobody_else(s: &Sentence<'_>, participle: usize) -> bool {
    matches!(
        s.by(participle),
        None | Some(Agent::Person | Agent::They | Agent::Users)
    )
}

/// What is done to a choice.
const PICKED: &[&str] = &[
    "selected", "pressed", "chosen", "picked", "deleted", "typed", "entered", "pasted", "clicked",
];

/// `an engineer ran the wrong command`, `the wrong host was selected`.
fn wrong(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let the = at.checked_sub(1).filter(|the| s.is(*the, &["the"]))?;
    let verb = |index: usize| s.class(index).any(Class::PAST);
    let active = the > 0
        && (verb(the - 1)
            || (the > 1 && s.class(the - 1).any(Class::PREPOSITION) && verb(the - 2)));
    let verb_at = if active && verb(the - 1) {
        the - 1
    } else {
        the.saturating_sub(2)
    };
    let described = s.class(verb_at).any(Class::PERCEIVE);
    if active && !described && s.agent(verb_at) == Agent::Person {
        return Some(the..at + 2);
    }
    let end = s.clause_end(at).min(at + 6);
    let be = (at + 1..end).find(|index| s.class(*index).any(Class::BE))?;
    (s.is(be + 1, PICKED) && by_nobody_else(s, be + 1)).then_some(the..at + 2)
}

/// `was published by mistake`.
fn by_mistake(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let verb = (at.saturating_sub(20)..at)
        .rev()
        .find(|index| s.class(*index).any(Class::PAST))?;
    let acts =
        s.class(verb - usize::from(verb > 0)).any(Class::BE) || s.agent(verb) != Agent::Component;
    (acts && !s.is(verb, &["found"])).then_some(at - 1..at + 1)
}

/// `we incorrectly assumed`, `was wrongly labelled`.
fn belief(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let verb = at + 1;
    let human = matches!(s.agent(at), Agent::Person | Agent::They);
    let passive = s.is(verb, BELIEFS) && s.class(at.wrapping_sub(1)).any(Class::BE);
    let believes = s.is(verb, BELIEFS) && matches!(s.agent(at), Agent::Elided | Agent::Practice);
    let people = s.holds(at.saturating_sub(6)..at, Class::PERSON);
    let acts = (human || people) && s.class(verb).any(Class::PAST);
    let found = acts || passive || believes;
    (found && s.by(verb) != Some(Agent::Component)).then_some(at..verb + 1)
}

/// `a mistake in`, `made a typo`, `this oversight`.
fn noun(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    const BODIES: &[&str] = &[
        "board",
        "committee",
        "body",
        "group",
        "of",
        "team",
        "role",
        "fixes",
        "fix",
        "checker",
    ];
    let one = s.is(at.wrapping_sub(1), ONE) || s.is(at.wrapping_sub(1), &["an"]);
    let plain = !s.is(at + 1, BODIES) || s.is(at, &["misunderstanding"]);
    let causal = (at.saturating_sub(6)..s.words.len().min(at + 10))
        .any(|index| s.class(index).any(Class::CAUSAL));
    let made = s.before(
        at,
        4,
        &[
            "made",
            "making",
            "make",
            "with",
            "introduced",
            "due",
            "was",
            "is",
            "had",
        ],
    );
    let found = match s.word(at)?.text.to_ascii_lowercase().as_str() {
        "mistake" => {
            let kind = s.before(at, 3, ONE) && causal;
            (one || kind) && !s.before(at, 4, &["anyone", "same", "everyone"])
        }
        "mistakes" => {
            s.before(at, 2, &["made"]) || (s.is(at + 1, &["were"]) && s.is(at + 2, &["made"]))
        }
        "typo" => made || causal,
        "misunderstanding" => s.names_person(at.saturating_sub(3)..(at + 5).min(s.words.len())),
        _ => one && !s.before(at, 3, &["provide", "provides"]),
    };
    let from = if one { at - 1 } else { at };
    (found && plain).then_some(from..at + 1)
}

/// `the accidental deletion`.
fn deed(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let found = s.is(at + 1, DEEDS) && s.by(at + 1) != Some(Agent::Component);
    found.then_some(at..at + 2)
}

fn forgot(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let password = s.after(
        at + 1,
        2,
        &["password", "passwords", "email", "emails", "link"],
    );
    // A client may be a program: then it is in both lists.
    let program = |head: usize| s.class(head).any(Class::COMPONENT);
    let ours = s.agent(at) != Agent::Component && !s.subject(at).is_some_and(program);
    (ours && !password).then_some(at..at + 1)
}

fn misread(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let passive = s.class(at.wrapping_sub(1)).any(Class::BE) && s.by(at) != Some(Agent::Component);
    let human = matches!(
        s.agent(at),
        Agent::Person | Agent::They | Agent::Elided | Agent::Practice
    );
    (passive || human).then_some(at..at + 1)
}

/// Somebody missed something, or it was missed.
fn missed(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    const THINGS: &[&str] = &[
        "deadline",
        "target",
        "targets",
        "slo",
        "sla",
        "budget",
        "heartbeat",
        "heartbeats",
        "window",
        "out",
        "cache",
    ];
    let auxiliary = s.skip_back(at, Class::ADVERB | Class::NOT);
    if s.class(auxiliary).any(Class::BE) && auxiliary < at {
        let machine = s.by(at) == Some(Agent::Component) || s.is(at + 1, &["in", "out"]);
        return (!machine).then_some(at..at + 1);
    }
    let human = matches!(s.agent(at), Agent::Person | Agent::Practice)
        || (s.agent(at) == Agent::They && s.is(at, &["overlooked"]));
    (human && !s.after(at + 1, 4, THINGS)).then_some(at..at + 1)
}
