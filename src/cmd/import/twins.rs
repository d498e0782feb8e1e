//! What two tools told alike is offered as one event.

use std::collections::BTreeSet;

use crate::cmd::talk;
use crate::cmd::timeline::Draft;
use crate::context::Context;
use crate::import;
use crate::model::Event;

/// How many characters of an event are shown.
const WIDTH: usize = 60;

/// Offers the pairs among which there is an event with a `fresh` source: asks, where a person can be
/// asked, and tells them otherwise. Nothing is made one without a yes.
pub(super) fn offer(
    cx: &mut Context<'_>,
    draft: &mut Draft<'_>,
    (fresh, asks): (&BTreeSet<String>, bool),
) -> anyhow::Result<()> {
    if draft.incident().timeline.quick.is_some() {
        return Ok(());
    }
    let pairs = import::pairs(&draft.incident().timeline.events, fresh);
    let mut same = Vec::new();
    for (first, second) in pairs {
        let events = &draft.incident().timeline.events;
        let both = [first, second]
            .map(|number| shown(&events[number]))
            .join("\n");
        talk::note(cx, &format!("two sources may tell the same:\n{both}"))?;
        if asks && talk::agreed(cx, "Make them one event?", false)? {
            same.push((first, second));
        }
    }
    // From below, so that the numbers of the others hold.
    same.sort_by_key(|(_, second)| std::cmp::Reverse(*second));
    same.into_iter().try_for_each(|pair| draft.fold(cx, pair))
}

/// An event on a line: its id, its time, the start of its words, its tool.
pub(super) fn shown(event: &Event) -> String {
    let at = event.at.as_ref().map_or("", |at| at.text.as_str());
    let tool = event
        .source
        .first()
        .and_then(|source| source.split(':').next());
    let tool = tool
        .filter(|tool| *tool != "text")
        .map(|tool| format!(" ({tool})"));
    let line = event.what.lines().next().unwrap_or_default();
    let words: String = line.chars().take(WIDTH).collect();
    format!("  {}: {at} {words}{}", event.key, tool.unwrap_or_default())
}
