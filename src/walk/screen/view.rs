//! What the screen looks like: a session and its state in, a frame out.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, Borders, Paragraph};

use super::keys::{KEYS, Stroke};
use super::state::{Panel, State};
use super::{jump, rail};
use crate::source::visible;
use crate::walk::session::Session;
use crate::walk::turn::{PROPOSED, Turn};

/// Columns from which the timeline stands beside the question.
const BESIDE: u16 = 100;

/// Columns that a line of prose takes at most.
const MEASURE: u16 = 92;

/// Lines below which no line is left blank below the head.
const LOW: u16 = 16;

/// Texts shown of what is written already, the newest, and the lines of each.
const SHOWN: usize = 2;
const CUT: usize = 2;

/// Lines that the text has at least, its border included.
const TEXT: u16 = 5;

/// Lines of the timeline where it stands below the question.
const BELOW: u16 = 6;

/// The keys that the last line names.
const NAMED: &str = "Ctrl-S save   Esc keys   Ctrl-C stop";

/// The same while the list over the questions is open.
const LISTED: &str = "type words   Up Down choose   Enter go there   Esc back";

/// And while a hint shows.
const WAVED: &str = "Esc x no more of this hint";

pub(super) fn draw(frame: &mut Frame<'_>, session: &Session, state: &State) {
    let Some(turn) = session.turn() else { return };
    let [head, body, foot] = Layout::vertical([
        Constraint::Length(if frame.area().height < LOW { 2 } else { 3 }),
        Constraint::Fill(1),
        Constraint::Length(2),
    ])
    .areas(frame.area());
    header(frame, head, &turn, state);
    footer(frame, foot, state);
    if let Some(jump) = &state.jump {
        jump::draw(frame, body, (session, jump), state.theme);
        return;
    }
    let (left, rail) = if body.width >= BESIDE {
        let [left, _, rail] = Layout::horizontal([
            Constraint::Fill(3),
            Constraint::Length(2),
            Constraint::Fill(2),
        ])
        .areas(body);
        (left, Some(rail))
    } else {
        (body, None)
    };
    let left = Rect {
        width: left.width.min(MEASURE),
        ..left
    };
    if let Some(rail) = rail {
        timeline(frame, rail, (session, &turn), state);
    }
    column(frame, left, (session, &turn, rail.is_none()), state);
}

/// The group, the number of the question, and how far the walk has come.
fn header(frame: &mut Frame<'_>, area: Rect, turn: &Turn<'_>, state: &State) {
    let count = if turn.question.is_closing() {
        String::new()
    } else {
        format!("question {} of {}", turn.number, turn.of)
    };
    let title = Line::styled(turn.question.title(), state.theme.accent);
    frame.render_widget(title, area);
    frame.render_widget(Line::styled(count, state.theme.quiet).right_aligned(), area);
    let signs = area.rows().nth(1);
    if let Some(signs) = signs.filter(|_| area.height > 1) {
        frame.render_widget(&state.progress, signs);
    }
}

/// What was said of the last thing done, or a hint, and below it the keys.
fn footer(frame: &mut Frame<'_>, area: Rect, state: &State) {
    let width = usize::from(area.width);
    let hint = state.hint.as_ref().filter(|_| state.jump.is_none());
    let said = match (&state.note, hint) {
        (Some(note), _) => Line::styled(rail::cut(&visible(note), width), state.theme.note),
        (None, Some(hint)) => {
            let text = format!("hint: {}", hint.text);
            Line::styled(rail::cut(&visible(&text), width), state.theme.quiet)
        }
        (None, None) => Line::default(),
    };
    let named = match (&state.jump, hint) {
        (Some(_), _) => LISTED.to_owned(),
        (None, Some(_)) => format!("{NAMED}   {WAVED}"),
        (None, None) => NAMED.to_owned(),
    };
    let keys = Line::styled(named, state.theme.quiet);
    frame.render_widget(Paragraph::new(vec![said, keys]), area);
}

/// The question, what is asked for beside it, and the text.
fn column(
    frame: &mut Frame<'_>,
    area: Rect,
    (session, turn, with_rail): (&Session, &Turn<'_>, bool),
    state: &State,
) {
    let mut lines = asked(turn, state, usize::from(area.width));
    let bound = turn.question.is_bound();
    let room = area.height.saturating_sub(TEXT);
    let taken = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    if with_rail && bound && taken + BELOW <= room {
        let size = (usize::from(area.width), usize::from(BELOW - 1));
        lines.push(Line::default());
        lines.extend(rail::lines(
            &session.files().incident,
            turn.question,
            size,
            state.theme,
        ));
    }
    let tall = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(room);
    let [above, _, text] = Layout::vertical([
        Constraint::Length(tall),
        Constraint::Length(1),
        Constraint::Fill(1),
    ])
    .areas(area);
    // Where not all of it fits, what was asked for last is what is wanted, and else the question.
    let skipped = match state.panel {
        Panel::Nothing => 0,
        _ => taken.saturating_sub(tall),
    };
    frame.render_widget(Paragraph::new(lines).scroll((skipped, 0)), above);
    let border = Block::new()
        .borders(Borders::LEFT)
        .border_style(state.theme.quiet);
    let inner = border.inner(text);
    frame.render_widget(border, text);
    frame.render_widget(&state.area, inner);
}

/// The lines of what is asked.
fn asked(turn: &Turn<'_>, state: &State, width: usize) -> Vec<Line<'static>> {
    let theme = state.theme;
    let mut lines = Vec::new();
    let mut say = |text: &str, indent: &str, style: Style| {
        lines.extend(wrapped(text, (indent, width), style));
    };
    if let Some(about) = &turn.about {
        say(about, "", theme.quiet);
    }
    say(&turn.question.ask, "", theme.ask);
    if turn.question.is_private() {
        let kept = "private: the answer is not written anywhere";
        say(kept, "", theme.quiet);
    }
    if turn.again {
        say("Another one? Enter without text goes on.", "", theme.note);
    }
    if let Some(detail) = turn.detail {
        say(&with_hint(turn, detail), "  ", theme.note);
    }
    for choice in choices(turn) {
        say(&choice, "  ", theme.quiet);
    }
    let mut proposals = turn.proposals().peekable();
    if proposals.peek().is_some() {
        say(PROPOSED, "  ", theme.note);
    }
    for proposal in proposals {
        say(&proposal, "    ", theme.quiet);
    }
    lines.extend(written(turn, state, width));
    for text in panel(turn, state) {
        lines.extend(wrapped(&text, ("  ", width), theme.plain));
    }
    lines
}

/// The words or entries to choose from.
fn choices(turn: &Turn<'_>) -> Vec<String> {
    let entries = turn.choices.iter();
    let rows = entries.map(|row| (row.0.as_str(), row.1.as_str()));
    rows.chain(turn.form.words())
        .enumerate()
        .map(|(at, (word, meaning))| {
            let colon = if meaning.is_empty() { "" } else { ": " };
            format!("{} {word}{colon}{meaning}", at + 1)
        })
        .collect()
}

/// What is written where the answer goes: the newest of it, or all where that was asked for.
fn written(turn: &Turn<'_>, state: &State, width: usize) -> Vec<Line<'static>> {
    if turn.again || !turn.choices.is_empty() {
        return Vec::new();
    }
    let whole = state.panel == Panel::Written;
    let quiet = state.theme.quiet;
    let (items, each) = if whole {
        (usize::MAX, usize::MAX)
    } else {
        (SHOWN, CUT)
    };
    let mut more = turn.written.len().saturating_sub(items) > 0;
    let mut lines = Vec::new();
    for text in turn
        .written
        .iter()
        .skip(turn.written.len().saturating_sub(items))
    {
        let mut own = wrapped(&format!("you wrote: {}", text.trim()), ("  ", width), quiet);
        more |= own.len() > each;
        own.truncate(each);
        lines.extend(own);
    }
    if more {
        lines.push(Line::styled(
            "  ... Esc w shows all that is written here",
            quiet,
        ));
    }
    lines
}

fn with_hint(turn: &Turn<'_>, detail: &str) -> String {
    match turn.form.hint() {
        "" => detail.to_owned(),
        hint => format!("{detail} ({hint})"),
    }
}

/// What was asked for beside the question.
fn panel(turn: &Turn<'_>, state: &State) -> Vec<String> {
    let question = turn.question;
    match state.panel {
        Panel::Nothing | Panel::Written => Vec::new(),
        Panel::Why if question.why.is_empty() => vec!["nothing is said about that".to_owned()],
        Panel::Why => vec![question.why.clone()],
        Panel::Probes(_) if question.probes.is_empty() => {
            vec!["there are no further ones".to_owned()]
        }
        Panel::Probes(shown) => question.probes.iter().take(shown).cloned().collect(),
        Panel::Example => vec![match &question.example {
            Some(example) => format!("for example: {example}"),
            None => "there is no example".to_owned(),
        }],
        Panel::Letters => letters(),
    }
}

/// The keys with what they do, in two columns.
fn letters() -> Vec<String> {
    let row = |(stroke, _, meaning): &(Stroke, _, &str)| format!("{:7} {meaning}", stroke.label());
    let (left, right) = KEYS.split_at(KEYS.len().div_ceil(2));
    let right = right.iter().map(row).chain([String::new()]);
    let both = left.iter().map(row).zip(right);
    both.map(|(left, right)| format!("{left:38} {right}"))
        .collect()
}

/// The part of the timeline that the question is about.
fn timeline(
    frame: &mut Frame<'_>,
    area: Rect,
    (session, turn): (&Session, &Turn<'_>),
    state: &State,
) {
    let size = (usize::from(area.width), usize::from(area.height));
    let lines = rail::lines(&session.files().incident, turn.question, size, state.theme);
    frame.render_widget(Paragraph::new(lines), area);
}

/// `text` in lines of at most `width` columns, each behind `indent`, without anything that a
/// terminal obeys.
pub(super) fn wrapped(
    text: &str,
    (indent, width): (&str, usize),
    style: Style,
) -> Vec<Line<'static>> {
    let options = textwrap::Options::new(width.max(20))
        .initial_indent(indent)
        .subsequent_indent(indent);
    let text = visible(text);
    let lines = textwrap::wrap(&text, options);
    lines
        .into_iter()
        .map(|line| Line::styled(line.into_owned(), style))
        .collect()
}
