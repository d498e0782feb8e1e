//! `--suggest-marks`: which events may be milestones.

use crate::cmd::talk;
use crate::cmd::timeline::Draft;
use crate::context::Context;
use crate::import;
use crate::model::Event;
use crate::yaml::{Change, Step, Value};

use super::twins::shown;

/// Says which events may be milestones, and why; where a person can be asked, asks of each whether to
/// write it. Nothing is written without a yes.
pub(super) fn suggest(
    cx: &mut Context<'_>,
    draft: &mut Draft<'_>,
    asks: bool,
) -> anyhow::Result<()> {
    let found = import::suggestions(draft.incident());
    if found.is_empty() {
        return talk::note(cx, "no event suggests a mark that is not there already");
    }
    for own in found {
        let (mark, why) = (own.mark, own.why);
        let event = &draft.incident().timeline.events[own.event];
        let said = format!("`mark: {mark}` may fit, {why}:\n{}", shown(event));
        let value = marked(event, mark.word());
        talk::note(cx, &said)?;
        if asks && talk::agreed(cx, "Write it?", false)? {
            if draft.incident().timeline.quick.is_some() {
                draft.make_list(cx)?;
            }
            let path = ["timeline".into(), own.event.into(), "mark".into()];
            let path = Vec::<Step>::from(path);
            draft.make(cx, &Change::Set { path, value })?;
        }
    }
    Ok(())
}

/// The marks of an event with one more.
fn marked(event: &Event, mark: &str) -> Value {
    let there = event.mark.iter().map(|own| own.value.word());
    let all: Vec<&str> = there.chain([mark]).collect();
    match all.as_slice() {
        [one] => Value::text(*one),
        several => Value::list(several.iter().map(|own| Value::text(*own))),
    }
}
