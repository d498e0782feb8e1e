//! Which questions fit a number of minutes: bound questions in, the keys of those that fit out.

use std::collections::BTreeSet;

use super::catalogue::{Depth, Prompt};
use super::group::Group;
use super::question::Question;

/// Half minutes that a question takes: the seventeen quick ones in 25 minutes are a minute and a
/// half each.
const HALF_MINUTES: u32 = 3;

/// The first question; it always fits.
const FIRST: &str = "orient-purpose";

/// Groups of which something is always asked.
const ALWAYS: &[Group] = &[Group::DegradedMode, Group::Adaptations, Group::NearMisses];

/// The keys that fit `minutes`. What is always asked comes first; then each quick prompt once,
/// then quick prompts about further people and events, then the deeper ones: of groups that would
/// fall silent first, and then one a group in turn.
///
/// Questions of the `timeline` take a third of the time at most; those beyond it are not asked.
pub(super) fn choose(
    all: &[(Prompt, Question)],
    minutes: u32,
    timeline: &mut [Question],
) -> BTreeSet<String> {
    let room = usize::try_from(minutes.saturating_mul(2) / HALF_MINUTES).unwrap_or(usize::MAX);
    let mut fired = 0;
    for question in timeline.iter_mut().filter(|question| question.asked) {
        question.asked = fired < room / 3;
        fired += usize::from(question.asked);
    }
    let room = room - fired;
    let mut fits = BTreeSet::new();
    for group in ALWAYS {
        let best = all
            .iter()
            .filter(|(prompt, _)| prompt.group == *group)
            .min_by_key(|(prompt, _)| prompt.depth);
        fits.extend(best.map(|(_, question)| question.key()));
    }
    for (_, question) in in_order(all) {
        if fits.len() >= room {
            break;
        }
        fits.insert(question.key());
    }
    fits
}

/// The questions in the order in which they earn their time.
fn in_order(all: &[(Prompt, Question)]) -> Vec<&(Prompt, Question)> {
    let mut ranked: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(at, row)| (rank(all, at), row))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, row)| row).collect()
}

/// How late a question comes: its depth, whether the prompt was asked before, whether its group
/// has been heard, its turn in the group, its place in the list.
fn rank(all: &[(Prompt, Question)], at: usize) -> (bool, Depth, usize, bool, usize, usize) {
    let (prompt, _) = &all[at];
    let before = &all[..at];
    let repeat = before.iter().filter(|row| row.0.id == prompt.id).count();
    let quick = prompt.depth == Depth::Quick;
    let heard = all
        .iter()
        .any(|row| row.0.group == prompt.group && row.0.depth == Depth::Quick);
    let turn = before
        .iter()
        .filter(|row| row.0.group == prompt.group && row.0.depth == prompt.depth)
        .count();
    (
        prompt.id != FIRST,
        prompt.depth,
        if quick { repeat } else { repeat.min(1) },
        heard,
        if quick { 0 } else { turn },
        at,
    )
}
