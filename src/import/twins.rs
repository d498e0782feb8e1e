//! The same thing told by two tools: the events of a timeline in, the pairs that may be one event out.
//! Whether they are one is for a person to say.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::{Event, Kind};

/// How far apart two tools tell the same thing.
const NEAR: TimeDelta = TimeDelta::minutes(5);
/// How many words both have to have at least.
const LEAST: usize = 3;

/// Two events by their numbers, the one higher up first.
type Pair = (usize, usize);

/// An event that can be held against others.
struct Told<'a> {
    number: usize,
    at: DateTime<Utc>,
    tool: &'a str,
    kind: &'a Kind,
    words: BTreeSet<String>,
    names: BTreeSet<&'a str>,
}

/// Pairs of events of two tools within a short time that have much the same words, or name the same
/// link or commit. Each event is in one pair at most, with the one nearest in time; one of the two
/// has a source that is `fresh`.
pub fn pairs(events: &[Event], fresh: &BTreeSet<String>) -> Vec<Pair> {
    let mut told: Vec<Told<'_>> = events.iter().enumerate().filter_map(Told::of).collect();
    told.sort_by_key(|told| told.at);
    let is_fresh = |told: &Told<'_>| {
        let sources = &events[told.number].source;
        sources.iter().any(|source| fresh.contains(&source.value))
    };
    let mut found: Vec<(TimeDelta, Pair)> = Vec::new();
    for (index, one) in told.iter().enumerate() {
        let near = told[index + 1..].iter();
        for other in near.take_while(|other| other.at - one.at <= NEAR) {
            if (is_fresh(one) || is_fresh(other)) && one.is_like(other) {
                let (first, second) = (one.number, other.number);
                let pair = (first.min(second), first.max(second));
                found.push((other.at - one.at, pair));
            }
        }
    }
    found.sort();
    let mut taken = BTreeSet::new();
    let mut pairs = Vec::new();
    for (_, (one, other)) in found {
        if !taken.contains(&one) && !taken.contains(&other) {
            taken.extend([one, other]);
            pairs.push((one, other));
        }
    }
    pairs.sort_unstable();
    pairs
}

impl<'a> Told<'a> {
    fn of((number, event): (usize, &'a Event)) -> Option<Self> {
        let time = event.time().filter(|time| time.is_exact())?;
        // What two tools tell already has been looked at.
        let [source] = event.source.as_slice() else {
            return None;
        };
        let (tool, _) = source.split_once(':')?;
        let said = event.what.split(|sign: char| !sign.is_alphanumeric());
        let links = event
            .what
            .split(|sign: char| sign.is_whitespace() || "<>()[]|,".contains(sign));
        let links = links.filter(|word| word.contains("://"));
        let evidence = event.evidence.iter().map(|text| text.as_str());
        Some(Self {
            number,
            at: time.anchor.to_utc(),
            tool,
            kind: event.kind(),
            words: said
                .filter(|word| word.len() > 2)
                .map(str::to_lowercase)
                .collect(),
            names: evidence
                .chain(links)
                .map(|name| name.trim_end_matches(['/', '.']))
                .collect(),
        })
    }

    /// Whether both may tell of one thing.
    fn is_like(&self, other: &Self) -> bool {
        let kinds = self.kind == other.kind || [self.kind, other.kind].contains(&&Kind::Note);
        self.tool != other.tool && kinds && (self.names(other) || self.words(other))
    }

    /// Whether both name the same link, or the same commit.
    fn names(&self, other: &Self) -> bool {
        let hash =
            |name: &str| name.len() >= 7 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let same = |one: &str, two: &str| {
            one == two || hash(one) && hash(two) && (one.starts_with(two) || two.starts_with(one))
        };
        let mut own = self.names.iter();
        own.any(|one| other.names.iter().any(|two| same(one, two)))
    }

    /// Whether three quarters of the words of the shorter are words of the other.
    fn words(&self, other: &Self) -> bool {
        let both = self.words.intersection(&other.words).count();
        both >= LEAST && both * 4 >= self.words.len().min(other.words.len()) * 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::source::Source;

    fn found(events: &str, fresh: &[&str]) -> Vec<Pair> {
        let text = format!("title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n{events}");
        let now = "2026-04-01T00:00:00Z".parse().unwrap();
        let loaded = load::incident(&Source::new("incident.yaml", text), now, None);
        let events = loaded.value.unwrap().timeline.events;
        let fresh = fresh.iter().map(|source| (*source).to_owned()).collect();
        pairs(&events, &fresh)
    }

    const ALERT: &str =
        "- {at: \"09:05\", kind: alert, what: Replica lag above 30 s, source: \"pagerduty:1\"}\n";

    #[test]
    fn two_tools_that_tell_the_same_are_a_pair() {
        for (other, is) in [
            (
                "{at: \"09:06\", what: \"FIRING: replica lag above 30 s\", source: \"slack:1\"}",
                true,
            ),
            (
                "{at: \"09:06\", what: replica lag above 30 s, source: [\"slack:1\", \"x:1\"]}",
                false,
            ),
            (
                "{at: \"09:06\", what: Replica lag above 30 s, source: \"pagerduty:2\"}",
                false,
            ),
            (
                "{at: \"09:11\", what: Replica lag above 30 s, source: \"slack:1\"}",
                false,
            ),
            (
                "{at: \"~09:06\", what: Replica lag above 30 s, source: \"slack:1\"}",
                false,
            ),
            (
                "{at: \"09:06\", what: disk above 30 s, source: \"slack:1\"}",
                false,
            ),
            ("{at: \"09:06\", what: Replica lag above 30 s}", false),
            (
                "{at: \"09:06\", kind: communication, what: Replica lag above 30 s, source: \"slack:1\"}",
                false,
            ),
        ] {
            let events = format!("{ALERT}- {other}\n");
            let expected: &[Pair] = if is { &[(0, 1)] } else { &[] };
            assert_eq!(
                found(&events, &["slack:1", "pagerduty:2"]),
                expected,
                "{other}"
            );
        }
        let again = format!(
            "{ALERT}- {{at: \"09:06\", what: Replica lag above 30 s, source: \"slack:1\"}}\n"
        );
        assert_eq!(found(&again, &[]), []);
    }

    #[test]
    fn one_commit_or_link_is_enough_and_the_nearest_counts() {
        let events = "\
- {at: \"09:00\", kind: change, what: v12, evidence: 5f1c0a9be0d24d1c, source: \"git:1\"}
- {at: \"09:02\", kind: change, what: rolled out, evidence: 5f1c0a9, source: \"argo-cd:1\"}
- {at: \"09:04\", kind: change, what: done, evidence: \"https://ci.example/7/\", source: \"github:1\"}
- {at: \"09:04\", what: \"see <https://ci.example/7|run>\", source: \"slack:1\"}
";
        assert_eq!(found(events, &["argo-cd:1", "slack:1"]), [(0, 1), (2, 3)]);
    }
}
