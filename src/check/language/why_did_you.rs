//! `why-did-you`: a question that asks for who.

use std::ops::Range;

use super::failed_to::OURS;
use super::lexicon::Class;
use super::words::Sentence;
use super::{Scope, Trap, Wording};
use crate::diagnostic::{Group, Level, Rule};

/// The rule.
pub(super) static RULE: Wording = Wording {
    rule: Rule {
        code: "why-did-you",
        group: Group::Language,
        level: Level::Hint,
        summary: "this asks a person to justify",
        why: "\"Why\" asked of people soon becomes \"who\"; \"how\" and \"what\" get a description (Allspaw, The Infinite Hows; Etsy's facilitation guide).",
        help: "start with \"how\" or \"what\": what were you looking at?",
        bad: &[
            "Why did you restart the primary?",
            "Why didn't they escalate?",
            "Why did the engineer not check the lag?",
            "Why was this not tested?",
            "Why did nobody notice the lag?",
            "Why had the team not rehearsed this?",
            "Why were the limits never reviewed?",
            "Why did she wait?",
            "Why didn’t anyone ask?",
            "Why would an engineer run this by hand?",
            "Why did Marek not consult the database team?",
        ],
        good: &[
            "Why did the job restart the primary?",
            "Why didn't the alert go off?",
            "Why did the engine not start?",
            "Why was this slow?",
            "Why did the lag grow?",
            "Why had the lock not been released?",
            "Why were the limits so low?",
            "Why did it wait?",
            "Why didn’t the cache answer?",
            "What were you looking at?",
            "Why did Postgres not plan an index scan?",
        ],
    },
    trap: Trap::Question,
    cues: &["why"],
    find,
    scope: Scope::Review,
    once: false,
    opt_in: false,
};
/// Who is asked.
const ASKED: &[&str] = &[
    "you", "he", "she", "they", "anyone", "anybody", "nobody", "someone", "somebody",
];
/// Words that a question begins with after `why`.
const ASKING: &[&str] = &[
    "did", "does", "do", "was", "were", "had", "has", "have", "would", "is", "are",
];

fn find(s: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if !s.is(at, &["why"]) || !s.is(at + 1, ASKING) {
        return None;
    }
    let not = s.class(at + 2).any(Class::NOT);
    let who = if not { at + 3 } else { at + 2 };
    let end = s.clause_end(at + 1).min(who + 8);
    if s.is(who, ASKED) || s.reads(who, &["no", "one"]) {
        return Some(at..who + 1);
    }
    if s.is(who, &["we"]) {
        let verb = s.skip(who + 1, Class::NOT | Class::ADVERB);
        let denied = not || s.holds(who + 1..verb, Class::NOT);
        return (denied && s.class(verb).any(Class::MIND | Class::WORK)).then_some(at..verb + 1);
    }
    let named = s.class(who).any(Class::DETERMINER)
        && (who + 1..(who + 4).min(end)).any(|index| s.class(index).any(Class::PERSON));
    if named {
        let person = (who + 1..end).find(|index| s.class(*index).any(Class::PERSON))?;
        let owner = s.is(person + 1, &["'s", "’s"]);
        return (!owner).then_some(at..person + 1);
    }
    // A name, and what nothing but people do: `why did Marek not notice`
    let verb = s.skip(who + 1, Class::NOT | Class::ADVERB);
    let name = s
        .word(who)
        .is_some_and(|word| word.text.starts_with(char::is_uppercase));
    let nothing_else = s.class(who) == Class::default() || s.class(who).any(Class::HANDLE);
    if s.is(verb, OURS) && nothing_else && (name || s.class(who).any(Class::HANDLE)) {
        return Some(at..who + 1);
    }
    // `why was this not tested`
    if !s.is(at + 1, &["was", "were"]) {
        return None;
    }
    let verb = (who..end).find(|index| s.class(*index).any(Class::NOT))? + 1;
    let care = s.class(verb).any(Class::PAST) && s.class(verb).any(Class::MIND | Class::WORK);
    let machine = s.is(
        verb,
        &[
            "updated",
            "identified",
            "enabled",
            "added",
            "fixed",
            "confirmed",
        ],
    );
    (care && !machine).then_some(at..verb + 1)
}
