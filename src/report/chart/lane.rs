//! Lanes: placed rows in, the lane of each out. By component where most events name one, else by
//! role; what names none, and what the smallest lanes hold, shares the last lane.

use std::collections::HashMap;

use super::item::Placed;
use super::text::clean;

/// The most lanes of a picture.
const MOST: usize = 9;

/// The lanes, and in which of them each row lies.
pub(super) struct Lanes {
    /// Their names, from top to bottom; empty for the only lane of a timeline that names nothing.
    pub(super) names: Vec<String>,
    /// The lane of each row.
    pub(super) of: Vec<usize>,
    /// What to say before the words of each row, in a lane that does not say it.
    pub(super) whose: Vec<Option<String>>,
}

impl Lanes {
    /// The lanes for `rows`; `order` is that of components, as the incident lists them.
    pub(super) fn new(rows: &[Placed<'_>], order: &[String]) -> Self {
        let part = |placed: &Placed<'_>| placed.row.components.first().map(|name| clean(name));
        let who = |placed: &Placed<'_>| placed.row.who.as_deref().map(clean);
        let mostly = |name: &dyn Fn(&Placed<'_>) -> Option<String>| {
            rows.iter().filter(|row| name(row).is_some()).count() * 2 >= rows.len()
        };
        let (names, other): (Vec<_>, &str) = match () {
            () if mostly(&part) => (rows.iter().map(part).collect(), "Other"),
            () if mostly(&who) => (rows.iter().map(who).collect(), "No role named"),
            () => (vec![None; rows.len()], ""),
        };
        let order: Vec<_> = order.iter().map(|name| clean(name)).collect();
        let kept = kept(&names, &order);
        let place: HashMap<_, _> = kept.iter().zip(0..).collect();
        let lane = |name: &Option<String>| name.as_ref().and_then(|name| place.get(name).copied());
        let of: Vec<_> = names
            .iter()
            .map(|name| lane(name).unwrap_or(kept.len()))
            .collect();
        let has_rest = of.contains(&kept.len());
        let whose = rows.iter().zip(&names).map(|(row, name)| match lane(name) {
            Some(_) => None,
            None => name.clone().or_else(|| who(row)),
        });
        Self {
            whose: whose.collect(),
            names: kept
                .into_iter()
                .chain(has_rest.then(|| other.to_owned()))
                .collect(),
            of,
        }
    }
}

/// The names that get a lane: those with the most rows, in `order`, then as they appear.
fn kept(names: &[Option<String>], order: &[String]) -> Vec<String> {
    let mut counts: HashMap<&String, usize> = HashMap::new();
    let mut kept: Vec<&String> = Vec::new();
    for name in names.iter().flatten() {
        let count = counts.entry(name).or_default();
        if *count == 0 {
            kept.push(name);
        }
        *count += 1;
    }
    let count = |name: &&String| std::cmp::Reverse(counts[*name]);
    if kept.len() >= MOST {
        let mut by_count = kept.clone();
        by_count.sort_by_key(count);
        by_count.truncate(MOST - 1);
        let by_count: std::collections::HashSet<_> = by_count.into_iter().collect();
        kept.retain(|name| by_count.contains(name));
    }
    let listed: HashMap<_, _> = order.iter().zip(0..).collect();
    kept.sort_by_key(|name| listed.get(name).copied().unwrap_or(usize::MAX));
    kept.into_iter().cloned().collect()
}
