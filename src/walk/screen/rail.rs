//! The stretch of the timeline that a question is about: events around those it names, and a small
//! picture of where in the incident they lie.

use ratatui::text::{Line, Span};

use super::theme::Theme;
use crate::model::{Event, Incident, Mark};
use crate::source::visible;
use crate::walk::question::Question;

/// Events shown before the first and after the last that is named.
const AROUND: usize = 3;

/// The lines of the rail, `width` columns wide and at most `height` of them.
pub(super) fn lines(
    incident: &Incident,
    question: &Question,
    (width, height): (usize, usize),
    theme: Theme,
) -> Vec<Line<'static>> {
    let events = &incident.timeline.events;
    let named = |event: &Event| {
        let ids = question.events.iter().flatten();
        ids.into_iter().any(|id| *id == event.key)
    };
    let bound: Vec<usize> = (0..events.len()).filter(|at| named(&events[*at])).collect();
    if events.is_empty() || height < 3 {
        return Vec::new();
    }
    let mut lines = vec![picture(incident, &bound, width, theme), Line::default()];
    let mut last = None;
    for at in chosen(events, &bound, height - lines.len()) {
        if last.is_some_and(|last: usize| last + 1 < at) {
            lines.push(Line::styled("  ...", theme.quiet));
        }
        last = Some(at);
        lines.push(row(&events[at], bound.contains(&at), width, theme));
    }
    lines.truncate(height);
    lines
}

/// The events to show: those named with their neighbours, else those that carry a mark, else the
/// first ones.
fn chosen(events: &[Event], bound: &[usize], room: usize) -> Vec<usize> {
    let near = |at: &usize, around: usize| bound.iter().any(|own| own.abs_diff(*at) <= around);
    let all = 0..events.len();
    if !bound.is_empty() {
        let with = |around| {
            all.clone()
                .filter(|at| near(at, around))
                .collect::<Vec<_>>()
        };
        let fits = (0..=AROUND)
            .rev()
            .map(with)
            .find(|rows| 2 * rows.len() <= room + rows.len() / 2);
        return fits.unwrap_or_else(|| with(0));
    }
    let marked: Vec<usize> = all
        .clone()
        .filter(|at| !events[*at].mark.is_empty())
        .collect();
    if marked.is_empty() {
        return all.take(room).collect();
    }
    marked
}

fn row(event: &Event, bound: bool, width: usize, theme: Theme) -> Line<'static> {
    let time = match (event.time(), &event.at) {
        (Some(time), _) => time.clock(),
        (None, Some(at)) => at.text.value.clone(),
        (None, None) => "?".to_owned(),
    };
    let (sign, style) = if bound {
        ("▶", theme.accent)
    } else {
        (" ", theme.quiet)
    };
    let what = event.what.trim().lines().next().unwrap_or_default();
    let text = format!("{sign} {time} {}: {what}", event.kind());
    Line::styled(cut(&visible(&text), width), style)
}

/// `text` in at most `width` columns.
pub(super) fn cut(text: &str, width: usize) -> String {
    use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |letter: &char| {
        used += letter.width().unwrap_or(0);
        used <= width
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// A line of the incident from its start to its end, with the named events in it.
fn picture(incident: &Incident, bound: &[usize], width: usize, theme: Theme) -> Line<'static> {
    let moment = |event: &Event| event.time().map(|time| time.anchor.timestamp());
    let events = &incident.timeline.events;
    let mark = |mark| {
        let (when, _) = incident.mark(mark)?;
        when.time.as_ref().map(|time| time.anchor.timestamp())
    };
    let times = || events.iter().filter_map(moment);
    let (Some(start), Some(end)) = (
        mark(Mark::Started).or_else(|| times().min()),
        mark(Mark::Resolved).or_else(|| times().max()),
    ) else {
        return Line::default();
    };
    let length = (end - start).max(1);
    let column = |at: i64| {
        let part = (at - start).clamp(0, length);
        let columns = i64::try_from(width.saturating_sub(1)).unwrap_or(0);
        usize::try_from(part * columns / length).unwrap_or(0)
    };
    let mut cells = vec![("─", theme.quiet); width];
    let signs = events
        .iter()
        .enumerate()
        .map(|(at, event)| (at, moment(event)));
    let (plain, named): (Vec<_>, Vec<_>) = signs.partition(|(at, _)| !bound.contains(at));
    for (sign, style, events) in [("┴", theme.quiet, plain), ("●", theme.accent, named)] {
        for at in events.into_iter().filter_map(|(_, at)| at) {
            if let Some(cell) = cells.get_mut(column(at)) {
                *cell = (sign, style);
            }
        }
    }
    cells
        .into_iter()
        .map(|(sign, style)| Span::styled(sign, style))
        .collect()
}
