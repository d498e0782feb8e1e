//! One entry of the register: everything said about one id, folded in order of date.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use crate::archive::observation::{EntryKind, Observation, Said};
use crate::model::{EntryStatus, Hiding, Kept, Margin, RoughDate, Trend};
use crate::source::one_line;
use crate::store::names;

/// How long a condition may go without a look before that is said, in days.
const STALE_AFTER: i64 = 90;

/// A status from some day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// From when.
    pub on: NaiveDate,
    /// The status.
    pub to: EntryStatus,
    /// When to look again, of `accepted`.
    pub look_again: Option<RoughDate>,
    /// Id of the incident, or the file, that says it.
    pub by: Arc<str>,
}

impl Claim {
    /// What `by` says, as it counts on `today`.
    pub(super) fn of(said: Said, by: &Arc<str>, today: NaiveDate) -> Self {
        Self {
            on: said.on.by(today),
            to: said.to,
            look_again: said.look_again,
            by: Arc::clone(by),
        }
    }
}

/// A latent failure or a degraded-mode condition across reviews.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Of which sort it is.
    pub kind: EntryKind,
    /// The sentence, as the last review has it.
    pub what: Option<String>,
    /// Parts of the system, of all reviews.
    pub components: Vec<String>,
    /// Categories, of all reviews.
    pub categories: Vec<String>,
    /// Not before, where known: as the last review that says so has it.
    pub at_earliest: Option<NaiveDate>,
    /// Not after: as the last review that says so has it, and no later than it was known of.
    pub at_latest: NaiveDate,
    /// When it was come upon first.
    pub found: NaiveDate,
    /// The statuses that it went through, oldest first, each other than the one before.
    pub changes: Vec<Claim>,
    /// The reviews that have it, oldest incident first.
    pub reviews: Vec<Seen>,
    /// All incidents in which it was seen, in order.
    pub seen_in: Vec<Arc<str>>,
    /// What kept it out of sight, in order.
    pub hidden_by: Vec<Hiding>,
    /// Other parts that nobody has looked at.
    pub unchecked: Vec<String>,
    /// Roles that knew.
    pub known_to: Vec<String>,
    /// Roles that relied on it without knowing.
    pub unknown_to: Vec<String>,
    /// What keeps it working, as the last review that says so has it.
    pub kept: Vec<Kept>,
    /// How much room is left, as the last review that says so has it.
    pub margin: Option<Box<Margin>>,
    /// When somebody last looked: when it was come upon, as a review says, or when its status was said
    /// later.
    pub checked: RoughDate,
}

/// A review that has an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// The day of the incident.
    pub day: NaiveDate,
    /// Id of the incident.
    pub incident: Arc<str>,
    /// Whether the entry took part in it, as far as anybody said.
    pub took_part: bool,
}

impl Entry {
    /// Folds the observations, in order, of which there is at least one, and the later changes.
    pub(super) fn fold(
        (id, kind): (String, EntryKind),
        (observations, later): (&[Observation], &[Said]),
        today: NaiveDate,
    ) -> Self {
        let all = || observations.iter();
        let found = all().map(|seen| seen.found.by(today)).min();
        let found = found.unwrap_or_default();
        let looks = all().filter_map(|seen| seen.checked);
        let looks = looks.chain(all().map(|seen| seen.found));
        let looks = looks.chain(later.iter().map(|said| said.on));
        let checked = looks.max_by_key(|look| look.by(today));
        let changes = changes(kind, (observations, later), today);
        let known = changes.first().map_or(found, |first| found.min(first.on));
        let mut latest_limit = all()
            .rev()
            .filter_map(|seen| seen.since.as_ref()?.at_latest);
        let mut earliest_limit = all()
            .rev()
            .filter_map(|seen| seen.since.as_ref()?.at_earliest);
        let stated = latest_limit.next().map(RoughDate::latest);
        let at_latest = stated.map_or(known, |stated| stated.min(known));
        let at_earliest = earliest_limit.next().map(RoughDate::earliest);
        let own = all().map(|seen| Arc::clone(&seen.incident));
        let reviews = all().map(|seen| Seen {
            day: seen.day,
            incident: Arc::clone(&seen.incident),
            took_part: seen.took_part,
        });
        Self {
            what: all().rev().find_map(|seen| seen.what.clone()),
            components: union(all().map(|seen| &seen.components)),
            categories: union(all().map(|seen| &seen.categories)),
            // Of two reviews that contradict each other, neither says how long at most.
            at_earliest: at_earliest.filter(|earliest| *earliest <= at_latest),
            at_latest,
            found,
            changes,
            reviews: sorted(reviews),
            seen_in: sorted(own.chain(all().flat_map(|seen| seen.seen_in.iter().cloned()))),
            hidden_by: sorted(all().flat_map(|seen| seen.hidden_by.iter().copied())),
            unchecked: unchecked(observations),
            known_to: union(all().map(|seen| &seen.known_to)),
            unknown_to: union(all().map(|seen| &seen.unknown_to)),
            kept: (all().rev().map(|seen| &seen.kept))
                .find(|kept| !kept.is_empty())
                .cloned()
                .unwrap_or_default(),
            margin: all().rev().find_map(|seen| seen.margin.clone()),
            checked: checked.unwrap_or_else(|| found.into()),
            id,
            kind,
        }
    }

    /// How long it has been there on `today`: at least, and at most where that is known.
    pub fn age(&self, today: NaiveDate) -> (TimeDelta, Option<TimeDelta>) {
        let most = self.at_earliest.map(|earliest| today - earliest);
        (today - self.at_latest, most)
    }

    /// How long it was there before it was come upon, at least and at most, as far as that is known.
    pub fn unseen_for(&self) -> [Option<TimeDelta>; 2] {
        let length = |since: NaiveDate| Some(self.found - since).filter(|own| own.num_days() > 0);
        [length(self.at_latest), self.at_earliest.and_then(length)]
    }

    /// The last claim made on `day` or before; none where it was not known then.
    pub fn at(&self, day: NaiveDate) -> Option<&Claim> {
        self.changes.iter().rfind(|change| change.on <= day)
    }

    /// Its status on `day`, as the files say it; that of a new one before anything was said.
    pub fn status(&self, day: NaiveDate) -> EntryStatus {
        self.at(day)
            .map_or(self.kind.statuses()[0], |claim| claim.to)
    }

    /// Whether the review of an incident has it.
    pub fn is_in(&self, incident: &str) -> bool {
        self.reviews.iter().any(|seen| *seen.incident == *incident)
    }

    /// Whether it is over on `day`: resolved, or cleared.
    pub fn is_over(&self, day: NaiveDate) -> bool {
        is_end(self.kind, self.status(day))
    }

    /// The date to look again, where it is accepted on `day` and that date has passed.
    pub fn due(&self, day: NaiveDate) -> Option<RoughDate> {
        let claim = self
            .at(day)
            .filter(|claim| claim.to == EntryStatus::Accepted)?;
        claim.look_again.filter(|again| again.latest() < day)
    }

    /// Whether it is lived with undecided on `day`: new, or accepted and due, or seen after its end.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.status(day) == self.kind.statuses()[0]
            || self.due(day).is_some()
            || !self.seen_after_the_end(day).is_empty()
    }

    /// How often it came back after it was over.
    pub fn reopened(&self) -> usize {
        let pairs = self.changes.windows(2);
        pairs.filter(|pair| is_end(self.kind, pair[0].to)).count()
    }

    /// Incidents of a day after it was said to be over by another, while it still is; they ask for a
    /// reopening.
    pub fn seen_after_the_end(&self, day: NaiveDate) -> Vec<Arc<str>> {
        let Some(end) = self.at(day).filter(|claim| is_end(self.kind, claim.to)) else {
            return Vec::new();
        };
        let after =
            (self.reviews.iter()).filter(|seen| seen.day > end.on && seen.incident != end.by);
        after.map(|seen| Arc::clone(&seen.incident)).collect()
    }

    /// Whether nobody has looked at it for 90 days, as far as anybody said.
    pub fn is_stale(&self, day: NaiveDate) -> bool {
        (day - self.checked.latest()).num_days() > STALE_AFTER
    }

    /// Whether a single person knows one of the acts that keep it working.
    pub fn held_by_one(&self) -> bool {
        self.kept.iter().any(|kept| kept.known_to_n == Some(1))
    }

    /// How much room is left, in words; none where that is unknown.
    pub fn room(&self) -> Option<String> {
        let margin = self.margin.as_ref()?;
        let said = [&margin.text, &margin.value].into_iter().flatten();
        let mut said = said.map(|text| one_line(text));
        said.find(|text| !text.eq_ignore_ascii_case("unknown"))
    }

    /// Where the room that is left is going.
    pub fn trend(&self) -> Option<Trend> {
        self.margin.as_ref()?.trend
    }
}

/// Whether a status is the end of an entry.
pub(super) fn is_end(kind: EntryKind, status: EntryStatus) -> bool {
    kind.statuses().last() == Some(&status)
}

/// Everything once, in order.
fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let all: BTreeSet<_> = all.collect();
    all.into_iter().collect()
}

/// Every word once, in the order in which they come.
fn union<'a>(lists: impl Iterator<Item = &'a Vec<String>>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in lists.flatten() {
        if !all.contains(word) {
            all.push(word.clone());
        }
    }
    all
}

/// The other parts that nobody has looked at, as the last review that speaks of each has it. A part
/// that a review names as one of the entry's own is no other part.
fn unchecked(observations: &[Observation]) -> Vec<String> {
    let mut left: Vec<String> = Vec::new();
    for seen in observations {
        left.retain(|part| !seen.looked_at.contains(part));
        let fresh = seen.unchecked.iter().filter(|part| !left.contains(part));
        let fresh: Vec<_> = fresh.cloned().collect();
        left.extend(fresh);
    }
    left.retain(|part| {
        !observations
            .iter()
            .any(|seen| seen.components.contains(part))
    });
    left
}

/// The statuses in order of date, without those that say again what holds. An entry is new when it
/// is come upon, or when the first change is told of, if that was before.
fn changes(
    kind: EntryKind,
    (observations, later): (&[Observation], &[Said]),
    today: NaiveDate,
) -> Vec<Claim> {
    let file: Arc<str> = names::REGISTER.into();
    let seen = observations.iter().flat_map(|seen| {
        let said = seen.said.iter();
        said.map(|said| (*said, &seen.incident))
    });
    let said = seen.chain(later.iter().map(|said| (*said, &file)));
    let claims = said.map(|(said, by)| Claim::of(said, by, today));
    let mut claims: Vec<_> = claims.collect();
    claims.sort_by_key(|claim| claim.on);
    let before = claims.first().map(|claim| claim.on);
    let found = |seen: &Observation| seen.found.by(today);
    let new = observations.first().map(|seen| Claim {
        on: before.map_or(found(seen), |before| before.min(found(seen))),
        to: kind.statuses()[0],
        look_again: None,
        by: Arc::clone(&seen.incident),
    });
    let mut changes: Vec<Claim> = Vec::new();
    for claim in new.into_iter().chain(claims) {
        match changes.last_mut() {
            Some(last) if last.to == claim.to => {
                last.look_again = claim.look_again.or(last.look_again);
            }
            _ => changes.push(claim),
        }
    }
    // Most entries have one, and an archive has many entries.
    changes.shrink_to_fit();
    changes
}
