//! The timeline rules: an incident and the limits of a repo in, ranked [`Question`]s out.
//!
//! Each rule looks at the timeline and fires on what it finds; it states times and asks, and never
//! judges. Of all firings the walk asks those that matter most, few of one rule and few about one
//! event, so that variety wins; the others are listed as not asked.
//!
//! ```text
//! Files + Config ─ Facts ─ find ─▶ Firings ─ cap ─ rank ─ cut ─▶ Questions
//! ```

mod changes;
mod choices;
mod detection;
mod facts;
mod firing;
mod record;
mod rule;
mod state;
mod together;
mod words;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

pub use self::rule::{Rule, Variant};

use self::facts::Facts;
use self::firing::Firing;
use super::Files;
use super::bind::{names, roles};
use super::place::{Key, place};
use super::question::{About, Question, QuestionKind};
use super::tree::{get, key, scalar};
use crate::config::Config;
use crate::model::Incident;
use crate::yaml::Value;

/// Every rule. Of two that matter as much, the one that stands first is asked first.
pub static RULES: &[&Rule] = &[
    &record::EDGES,
    &detection::DETECTION_GAP,
    &detection::OUTSIDER_FIRST,
    &detection::ALERT_UNANSWERED,
    &detection::ALERT_NOISE,
    &record::SILENCE,
    &changes::CHANGE_BEFORE_SIGN,
    &changes::CHANGE_DURING,
    &choices::DECISION_CONTEXT,
    &choices::ACTION_UNEXPLAINED,
    &changes::REVERTED,
    &changes::NO_EFFECT,
    &state::REPEAT_COMPONENT,
    &changes::PARALLEL_WORK,
    &choices::OPEN_HYPOTHESIS,
    &choices::TURNING_POINT,
    &together::HANDOFF,
    &together::ESCALATION,
    &together::RESPONDER_COUNT,
    &together::QUIET_OUTSIDE,
    &record::EVIDENCE,
    &state::SLOW_CLOSE,
    &state::CONDITION_PREDATES,
    &state::HUMAN_REDUNDANCY,
    &together::HOURS,
    &state::SELF_RECOVERY,
    &state::QUICK_SAVE,
    &state::AUTOMATION_ACTED,
    &state::TOOL_AFFECTED,
    &record::MISSING_VOICE,
];

/// Questions that the walk takes from the timeline, where nobody says otherwise.
pub const MOST: usize = 12;

/// Questions of one rule, and about one leading event.
const MOST_ALIKE: usize = 2;

/// What is wished for.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// How many questions are asked at most.
    pub most: usize,
    /// Whether rules speak again that were called not relevant.
    pub again: bool,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            most: MOST,
            again: false,
        }
    }
}

/// A firing on its way to a question.
struct Ranked<'f> {
    /// The place of its rule in the table.
    rule: usize,
    key: String,
    firing: Firing<'f>,
    /// Whether it is beyond what may be asked of its rule.
    beyond: bool,
    /// Its weight, halved for every firing of the same rule before it.
    counts: f64,
    asked: bool,
}

/// Everything that the rules have to ask about an incident, what matters most first; what is
/// beyond the limits is there and not `asked`.
///
/// `review` is `review.yaml` as a plain value.
pub fn questions(
    (incident, review): (&Incident, &Value),
    config: &Config,
    wish: Wish,
) -> Vec<Question> {
    let facts = Facts::new((incident, review), config);
    let mut all: Vec<Ranked> = Vec::new();
    for (place, rule) in RULES.iter().enumerate() {
        all.extend(halved(fired(&facts, (place, rule), |key| {
            wish.again || !is_dismissed(review, key)
        })));
    }
    all.sort_by(|a, b| {
        heavier(a.counts, b.counts)
            .then(a.rule.cmp(&b.rule))
            .then_with(|| earlier(&a.firing, &b.firing))
    });
    cut(&mut all, wish.most);
    all.iter().map(|ranked| question(&facts, ranked)).collect()
}

/// The question of a rule that an answers file names: as it fired, or, where it fires no more since
/// it was answered, about the event, role or record behind the `@`.
pub(super) fn named(name: &str, fired: &[Question], files: &Files) -> Option<Question> {
    let (id, word) = match name.split_once('@') {
        Some((id, word)) => (id.trim(), Some(word.trim())),
        None => (name.trim(), None),
    };
    let rule = RULES.iter().find(|rule| rule.id == id)?;
    let bound = |question: &&Question| {
        let events = question.events.as_deref().unwrap_or_default();
        question.id == id && word.is_none_or(|word| events.iter().any(|own| own == word))
    };
    let exact = fired.iter().find(|question| question.key() == name.trim());
    let is_event = |word: &&str| {
        let events = &files.incident.timeline.events;
        events.iter().any(|event| event.key == **word)
    };
    let is_known = |word: &str| {
        let records = ["latent_failures", "degraded_conditions"];
        roles(files).iter().any(|role| role == word)
            || records
                .iter()
                .any(|list| names(&files.review, list, "id").iter().any(|id| id == word))
    };
    let mut question = match exact.or_else(|| fired.iter().find(bound)) {
        Some(question) => question.clone(),
        None if word.is_none_or(|word| is_event(&word) || is_known(word)) => bare(rule, name),
        None => return None,
    };
    if let Some(event) = word.filter(|word| is_event(word) && takes_event(rule)) {
        question.about = About::Event(event.to_owned());
    }
    Some(question)
}

/// The question of a rule that does not fire.
fn bare(rule: &Rule, name: &str) -> Question {
    Question {
        id: rule.id.to_owned(),
        kind: QuestionKind::Timeline,
        group: None,
        variant: None,
        events: Some(Vec::new()),
        window: None,
        weight: None,
        asked: false,
        ask: String::new(),
        why: rule.why.to_owned(),
        probes: Vec::new(),
        field: Some(rule.field.to_owned()),
        example: None,
        about: About::Incident,
        named: Some(name.trim().to_owned()),
    }
}

/// What a rule finds, with keys; beyond its cap nothing of it is asked.
fn fired<'f>(
    facts: &'f Facts<'f>,
    (place, rule): (usize, &Rule),
    counts: impl Fn(&str) -> bool,
) -> Vec<Ranked<'f>> {
    let mut taken = BTreeSet::new();
    let mut all: Vec<_> = (rule.find)(facts)
        .into_iter()
        .map(|firing| Ranked {
            rule: place,
            key: unique_key(rule, &firing, &mut taken),
            beyond: false,
            counts: firing.variant.weight,
            firing,
            asked: false,
        })
        .filter(|ranked| counts(&ranked.key))
        .collect();
    all.sort_by(|a, b| heavier(a.counts, b.counts));
    for ranked in all.iter_mut().skip(rule.cap.unwrap_or(usize::MAX)) {
        ranked.beyond = true;
    }
    all
}

/// The key under which a firing is answered and dismissed: `rule@event`; the rule alone where it is
/// bound to no event. A second one about the same event names its last event as well.
fn unique_key(rule: &Rule, firing: &Firing, taken: &mut BTreeSet<String>) -> String {
    let leading = firing.word.as_ref().or_else(|| firing.events.first());
    let word = leading.map(|word| format!("@{word}")).unwrap_or_default();
    let mut key = format!("{}{word}", rule.id);
    let mut number = 2;
    while !taken.insert(key.clone()) {
        key = match (firing.events.last(), number) {
            (Some(last), 2) => format!("{}{word}+{last}", rule.id),
            _ => format!("{}{word}+{number}", rule.id),
        };
        number += 1;
    }
    key
}

/// Halves the weight of each further firing of a rule, by weight and then by time.
fn halved(mut firings: Vec<Ranked>) -> Vec<Ranked> {
    firings.sort_by(|a, b| {
        a.beyond
            .cmp(&b.beyond)
            .then(heavier(a.counts, b.counts))
            .then_with(|| earlier(&a.firing, &b.firing))
    });
    let mut share = 1.0;
    for ranked in &mut firings {
        ranked.counts *= share;
        share /= 2.0;
    }
    firings
}

/// Marks those that are asked: so many in all, and few of one rule or about one leading event.
fn cut(all: &mut [Ranked], most: usize) {
    let mut asked = 0;
    let mut rules: BTreeMap<usize, usize> = BTreeMap::new();
    let mut events: BTreeMap<String, usize> = BTreeMap::new();
    for ranked in all.iter_mut().filter(|ranked| !ranked.beyond) {
        let of_rule = rules.entry(ranked.rule).or_default();
        let leading = ranked.firing.events.first();
        let about = leading.map_or(0, |id| events.get(id).copied().unwrap_or_default());
        if asked >= most || *of_rule >= MOST_ALIKE || about >= MOST_ALIKE {
            continue;
        }
        *of_rule += 1;
        if let Some(id) = leading {
            events.insert(id.clone(), about + 1);
        }
        ranked.asked = true;
        asked += 1;
    }
}

fn heavier(a: f64, b: f64) -> Ordering {
    b.total_cmp(&a)
}

/// The one bound to an earlier moment first; those bound to none last.
fn earlier(a: &Firing, b: &Firing) -> Ordering {
    let late = |firing: &Firing| (firing.moment.is_none(), firing.moment);
    late(a).cmp(&late(b))
}

/// Whether people said of a question that it is not relevant here.
fn is_dismissed(review: &Value, name: &str) -> bool {
    let mark = get(review, &[key("asked"), key(name)]);
    mark.and_then(scalar) == Some("not-relevant")
}

fn question(facts: &Facts, ranked: &Ranked) -> Question {
    let (rule, firing) = (RULES[ranked.rule], &ranked.firing);
    let variant = Some(firing.variant.name).filter(|name| !name.is_empty());
    let window = firing.window.as_ref();
    Question {
        id: rule.id.to_owned(),
        kind: QuestionKind::Timeline,
        group: None,
        variant: variant.map(str::to_owned),
        events: Some(firing.events.clone()),
        window: window.map(|(from, to)| (facts.stamp(from), facts.stamp(to))),
        weight: Some(firing.variant.weight),
        asked: ranked.asked,
        ask: firing.question(),
        why: rule.why.to_owned(),
        probes: probes(rule, firing),
        field: Some(rule.field.to_owned()),
        example: None,
        about: about(rule, firing),
        named: Some(ranked.key.clone()),
    }
}

/// The probes of a rule that belong to the variant that fired.
fn probes(rule: &Rule, firing: &Firing) -> Vec<String> {
    let of_variant = |probe: &&'static str| {
        let variants = rule
            .variants
            .iter()
            .filter(|variant| !variant.name.is_empty());
        let mut named = variants.filter_map(|variant| {
            let text = probe.strip_prefix(variant.name)?.strip_prefix(": ")?;
            Some((variant.name, text))
        });
        match named.next() {
            Some((name, text)) => (name == firing.variant.name).then_some(text),
            None => Some(*probe),
        }
    };
    let own = rule.probes.iter().filter_map(of_variant);
    own.map(|probe| firing.filled(probe)).collect()
}

/// What the answer is about, where the place that it goes to asks for an event: the leading one.
/// Where there are several to choose from, the walk asks which.
fn about(rule: &Rule, firing: &Firing) -> About {
    let entry = place(rule.field).entry.map(|entry| entry.key);
    match firing.events.as_slice() {
        [_, _, ..] if entry == Some(Key::Event) => About::Incident,
        [id, ..] if takes_event(rule) => About::Event(id.clone()),
        _ => About::Incident,
    }
}

/// Whether the place that the answers of a rule go to asks for an event.
fn takes_event(rule: &Rule) -> bool {
    let place = place(rule.field);
    match place.entry.map(|entry| entry.key) {
        Some(Key::Moment | Key::Event) => true,
        Some(Key::Named(_) | Key::Slug(_)) => false,
        None => place.bound.is_some(),
    }
}
