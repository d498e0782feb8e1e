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
    let stretch = Stretch::of(question, events);
    if events.is_empty() || height < 3 {
        return Vec::new();
    }
    let mut lines = vec![picture(incident, &stretch, width, theme), Line::default()];
    let mut last = None;
    for at in chosen(events, &stretch.shown, height - lines.len()) {
        if last.is_some_and(|last: usize| last + 1 < at) {
            lines.push(Line::styled("  ...", theme.quiet));
        }
        last = Some(at);
        lines.push(row(&events[at], stretch.sign(at), width, theme));
    }
    lines.truncate(height);
    lines
}

/// What a question is about: events, or the time between two moments.
struct Stretch {
    /// The events it names.
    bound: Vec<usize>,
    /// Where it names none: from when to when, in seconds.
    window: Option<(i64, i64)>,
    /// The events to show: those above, those in the time, and where there are none in it those
    /// on both sides of it.
    shown: Vec<usize>,
}

impl Stretch {
    fn of(question: &Question, events: &[Event]) -> Self {
        let named = |event: &Event| {
            let mut ids = question.events.iter().flatten();
            ids.any(|id| *id == event.key)
        };
        let bound: Vec<usize> = (0..events.len()).filter(|at| named(&events[*at])).collect();
        let window = question.window.as_ref().filter(|_| bound.is_empty());
        let window = window.and_then(|(from, to)| Some((seconds(from)?, seconds(to)?)));
        let shown = match window {
            Some(window) => inside(events, window),
            None => bound.clone(),
        };
        Self {
            bound,
            window,
            shown,
        }
    }

    /// The sign before an event.
    fn sign(&self, at: usize) -> &'static str {
        if self.bound.contains(&at) {
            "▶"
        } else if self.window.is_some() && self.shown.contains(&at) {
            "┃"
        } else {
            " "
        }
    }
}

/// A time as questions carry it.
fn seconds(time: &str) -> Option<i64> {
    let time = chrono::DateTime::parse_from_rfc3339(time).ok()?;
    Some(time.timestamp())
}

fn moment(event: &Event) -> Option<i64> {
    event.time().map(|time| time.anchor.timestamp())
}

/// The events in a stretch of time, or those on both sides where there are none in it.
fn inside(events: &[Event], (from, to): (i64, i64)) -> Vec<usize> {
    let at = |at: &usize| moment(&events[*at]);
    let within = |at_: &usize| at(at_).is_some_and(|time| (from..=to).contains(&time));
    let all: Vec<usize> = (0..events.len()).filter(within).collect();
    if !all.is_empty() {
        return all;
    }
    let before = (0..events.len()).rfind(|own| at(own).is_some_and(|time| time < from));
    let after = (0..events.len()).find(|own| at(own).is_some_and(|time| time > to));
    before.into_iter().chain(after).collect()
}

/// The events to show: those of the stretch with their neighbours, else those that carry a mark,
/// else the first ones. Of more than fit, the first and the last.
fn chosen(events: &[Event], stretch: &[usize], room: usize) -> Vec<usize> {
    let near = |at: &usize, around: usize| stretch.iter().any(|own| own.abs_diff(*at) <= around);
    let all = 0..events.len();
    if !stretch.is_empty() {
        let with = |around| -> Vec<usize> { all.clone().filter(|at| near(at, around)).collect() };
        let fits = (0..=AROUND)
            .rev()
            .map(with)
            .find(|rows| rows.len() + gaps(rows) <= room);
        return fits.unwrap_or_else(|| ends(stretch, room));
    }
    let marked: Vec<usize> = all
        .clone()
        .filter(|at| !events[*at].mark.is_empty())
        .collect();
    match marked.is_empty() {
        true => all.take(room).collect(),
        false if marked.len() + gaps(&marked) <= room => marked,
        false => ends(&marked, room),
    }
}

/// How many lines stand for events that are left out between `rows`.
fn gaps(rows: &[usize]) -> usize {
    rows.windows(2).filter(|two| two[0] + 1 < two[1]).count()
}

/// As many of the first and the last `rows` as fit for sure.
fn ends(rows: &[usize], room: usize) -> Vec<usize> {
    let half = (room / 4).max(1).min(rows.len());
    let first = rows.iter().take(half);
    let last = rows.iter().skip(half.max(rows.len() - half));
    first.chain(last).copied().collect()
}

fn row(event: &Event, sign: &str, width: usize, theme: Theme) -> Line<'static> {
    let time = match (event.time(), &event.at) {
        (Some(time), _) => time.clock(),
        (None, Some(at)) => at.text.value.clone(),
        (None, None) => "?".to_owned(),
    };
    let style = if sign == " " {
        theme.quiet
    } else {
        theme.accent
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

/// A line of the incident from its start to its end, with the stretch in it.
fn picture(incident: &Incident, stretch: &Stretch, width: usize, theme: Theme) -> Line<'static> {
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
    if let Some((from, to)) = stretch.window {
        let last = column(to).min(width.saturating_sub(1));
        for cell in cells.iter_mut().take(last + 1).skip(column(from)) {
            *cell = ("━", theme.accent);
        }
    }
    let (named, others): (Vec<usize>, Vec<usize>) =
        (0..events.len()).partition(|at| stretch.bound.contains(at));
    for (sign, style, own) in [("┴", None, others), ("●", Some(theme.accent), named)] {
        for at in own.into_iter().filter_map(|at| moment(&events[at])) {
            if let Some(cell) = cells.get_mut(column(at)) {
                *cell = (sign, style.unwrap_or(cell.1));
            }
        }
    }
    cells
        .into_iter()
        .map(|(sign, style)| Span::styled(sign, style))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::question::About;
    use crate::walk::trial::{files, session};

    /// The rail of a question about the time from `from` to `to`, which names no event.
    fn seen(from: &str, to: &str, size: (usize, usize)) -> Vec<String> {
        let files = files();
        let walk = session(&files, &["luck-fortune"]);
        let question = Question {
            window: Some((from.to_owned(), to.to_owned())),
            events: Some(Vec::new()),
            about: About::Incident,
            ..walk.questions()[0].clone()
        };
        let lines = lines(&files.incident, &question, size, Theme::new(false));
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_events_of_a_stretch_of_time_show_in_it() {
        let seen = seen("2026-03-12T10:36:00Z", "2026-03-12T11:12:00Z", (60, 12));
        let inside: Vec<_> = seen
            .iter()
            .filter(|line| line.starts_with('\u{2503}'))
            .collect();
        assert_eq!(inside.len(), 4, "{seen:#?}");
        assert!(inside[0].contains("10:36 decision"), "{seen:#?}");
        assert!(inside[3].contains("11:12 observation"), "{seen:#?}");
        assert!(
            seen.iter().any(|line| line.contains("  10:34 hypothesis")),
            "{seen:#?}"
        );
    }

    #[test]
    fn a_stretch_without_events_shows_those_on_both_sides() {
        let seen = seen("2026-03-12T10:40:00Z", "2026-03-12T10:50:00Z", (60, 12));
        let inside: Vec<_> = seen
            .iter()
            .filter(|line| line.starts_with('\u{2503}'))
            .collect();
        assert_eq!(inside.len(), 2, "{seen:#?}");
        assert!(
            inside[0].contains("10:38") && inside[1].contains("10:55"),
            "{seen:#?}"
        );
    }

    #[test]
    fn of_more_than_fits_the_first_and_the_last_show() {
        for height in 3..12 {
            let seen = seen("2026-03-12T09:00:00Z", "2026-03-12T12:00:00Z", (60, height));
            assert!(seen.len() <= height, "{seen:#?}");
            assert!(seen[2].contains("09:20"), "{seen:#?}");
            assert!(
                height < 5 || seen[seen.len() - 1].contains("11:30"),
                "{height} {seen:#?}"
            );
        }
    }
}
