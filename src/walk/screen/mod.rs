//! The full-screen front end: keys in, a drawn screen out. Which terminal it is drawn on, and where
//! keys come from, is the business of the caller.
//!
//! Every key of `keys` does something to the session or to what is shown; every other key writes.
//! Text that was typed and not given as an answer is a draft, and is kept whenever it could be
//! lost.

mod jump;
mod keys;
mod progress;
mod rail;
mod state;
mod theme;
mod view;

pub use self::keys::table as keys;
pub use self::state::Editor;

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::{Position, Rect};

use self::jump::{Entry, Jump};
use self::keys::Act;
use self::state::{Panel, State};
use self::theme::Theme;
use super::draft::{self, Kept};
use super::hand::{Ending, Outcome, Save, hand};
use super::hint::Hint;
use super::session::{Command, Session};

/// What comes from the terminal.
#[derive(Debug)]
pub enum Input {
    /// A key, a paste, another size.
    Event(Event),
    /// Nothing for a while.
    Idle,
    /// The walk has to end: a signal, or a terminal that was closed.
    Stop,
}

/// Where what comes from the terminal comes from.
pub type Inputs<'a> = dyn FnMut() -> anyhow::Result<Input> + 'a;

/// What a full-screen front end works with.
pub struct Screen<'a, B: Backend> {
    /// Where it is drawn.
    pub terminal: &'a mut Terminal<B>,
    /// Whether to take colour.
    pub color: bool,
    /// Keys, pastes and sizes.
    pub inputs: &'a mut Inputs<'a>,
    /// The editor, or what to say where there is none.
    pub edit: Editor<'a>,
    /// Hints about the language of an answer.
    pub hints: &'a dyn Fn(&str) -> Vec<Hint>,
    /// Texts that were typed and not given as an answer.
    pub kept: Kept<'a>,
}

/// Puts every question of `session` and has every answer written by `save` before the next one.
pub fn run<B>(
    session: &mut Session,
    screen: &mut Screen<'_, B>,
    save: &mut Save<'_>,
) -> anyhow::Result<Ending>
where
    B: Backend,
    B::Error: Send + Sync + 'static,
{
    let mut state = State::new(Theme::new(screen.color));
    state.begin(session, &screen.kept);
    let ended = walk(session, (&mut state, screen), save);
    // However it ended, what stands in the text is not lost.
    let kept = keep(session, &state, screen);
    session.take(Command::Quit);
    let ended = ended?;
    kept?;
    Ok(ended)
}

/// Draws, listens and obeys until the walk ends.
fn walk<B>(
    session: &mut Session,
    (state, screen): (&mut State, &mut Screen<'_, B>),
    save: &mut Save<'_>,
) -> anyhow::Result<Ending>
where
    B: Backend,
    B::Error: Send + Sync + 'static,
{
    while session.turn().is_some() {
        screen
            .terminal
            .draw(|frame| view::draw(frame, session, state))?;
        let act = match (screen.inputs)()? {
            Input::Event(event) => heard(state, session, event),
            Input::Idle => {
                remark(state, screen.hints);
                None
            }
            Input::Stop => Some(Act::Stop),
        };
        match act {
            None => {}
            Some(Act::Quit) => return Ok(Ending::Left),
            Some(Act::Stop) => return Ok(Ending::Stopped),
            Some(act) => obey(act, session, (&mut *state, &mut *screen), save)?,
        }
    }
    Ok(Ending::Finished)
}

/// Keeps what is being written, on disk.
fn keep<B: Backend>(
    session: &Session,
    state: &State,
    screen: &mut Screen<'_, B>,
) -> anyhow::Result<()> {
    match session.turn() {
        Some(turn) => screen.kept.put(&turn, &state.text()),
        None => Ok(()),
    }
}

/// Takes in what came from the terminal; what it asks for, where it does not write.
fn heard(state: &mut State, session: &Session, event: Event) -> Option<Act> {
    let key = match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => key,
        Event::Paste(text) => {
            // Terminals paste line breaks as the key that makes them.
            state
                .area
                .insert_str(text.replace("\r\n", "\n").replace('\r', "\n"));
            return None;
        }
        _ => return None,
    };
    state.note = None;
    if let Some(jump) = &mut state.jump
        && keys::act(key, false) != Some(Act::Stop)
    {
        match key.code {
            KeyCode::Esc => state.jump = None,
            KeyCode::Enter => return Some(Act::Go),
            _ => jump.press(key, session),
        }
        return None;
    }
    let after_esc = state.panel == Panel::Letters;
    if let Some(act) = keys::act(key, after_esc) {
        if after_esc {
            state.panel = Panel::Nothing;
        }
        return Some(act);
    }
    match key.code {
        KeyCode::Esc => {
            state.panel = match state.panel {
                Panel::Nothing => Panel::Letters,
                _ => Panel::Nothing,
            };
            None
        }
        _ if after_esc => {
            state.panel = Panel::Nothing;
            None
        }
        KeyCode::Enter if goes_on(state, session, key) => Some(Act::Save),
        _ => {
            state.area.input(key);
            None
        }
    }
}

/// Whether Enter ends the answer: where it has one line, and where there is no text yet.
fn goes_on(state: &State, session: &Session, key: KeyEvent) -> bool {
    let prose = session.turn().is_some_and(|turn| turn.is_prose());
    key.modifiers == KeyModifiers::NONE && (!prose || state.is_blank())
}

/// Looks at the words once nobody types.
fn remark(state: &mut State, hints: &dyn Fn(&str) -> Vec<Hint>) {
    let found = if state.is_blank() {
        Vec::new()
    } else {
        hints(&state.text())
    };
    state.remark(found);
}

/// Does what a key asks for.
fn obey<B: Backend>(
    act: Act,
    session: &mut Session,
    (state, screen): (&mut State, &mut Screen<'_, B>),
    save: &mut Save<'_>,
) -> anyhow::Result<()>
where
    B::Error: Send + Sync + 'static,
{
    let command = match act {
        Act::Save => Command::Answer(state.text()),
        Act::Skip => Command::Skip,
        Act::Later => Command::Later,
        Act::Unknown => Command::Unknown,
        Act::NotRelevant => Command::NotRelevant,
        Act::Back => Command::Back,
        Act::Go => match chosen(state, session) {
            Some(key) => Command::Go(key),
            None => return Ok(()),
        },
        Act::Park => {
            park(session, state, save);
            return Ok(());
        }
        Act::Editor => return edit(state, screen),
        _ => {
            show(act, state, session);
            return Ok(());
        }
    };
    let moves = matches!(command, Command::Back | Command::Go(_));
    let passes = !moves && !matches!(command, Command::Answer(_));
    if passes && !state.is_blank() {
        state.note =
            Some("there is text here: Ctrl-S saves it, Ctrl-A and Del take it away".to_owned());
        return Ok(());
    }
    if moves {
        keep(session, state, screen)?;
    }
    let place = session.turn().map(|turn| draft::place(&turn));
    match hand(session, command, save) {
        Outcome::Written | Outcome::Moved => {
            if let Some(place) = place.filter(|_| !moves) {
                screen.kept.forget(&place)?;
            }
            state.begin(session, &screen.kept);
        }
        Outcome::Refused(reason) => state.note = Some(reason),
        Outcome::Failed(error) => state.note = Some(format!("not saved: {error:#}")),
    }
    Ok(())
}

/// The key of the question that was chosen in the list, which is closed.
fn chosen(state: &mut State, session: &Session) -> Option<String> {
    match state.jump.take()?.chosen(session)? {
        Entry::Question(row) => Some(row.question.key()),
        Entry::Text(own) => {
            let said = format!(
                "`{}` of review.yaml; no question of this walk leads there",
                own.place
            );
            state.note = Some(said);
            None
        }
    }
}

/// Sends what is selected, else all that is written, to the parking lot.
fn park(session: &mut Session, state: &mut State, save: &mut Save<'_>) {
    let whole = state.area.selection_range().is_none();
    let idea = if whole {
        state.text()
    } else {
        let before = state.area.yank_text();
        state.area.copy();
        let selected = state.area.yank_text();
        state.area.set_yank_text(before);
        selected
    };
    state.note = Some(match hand(session, Command::Park(idea), save) {
        Outcome::Written | Outcome::Moved => {
            if whole {
                state.write("");
            }
            "parked for the planning meeting".to_owned()
        }
        Outcome::Refused(_) => "write the idea first; then this parks it".to_owned(),
        Outcome::Failed(error) => format!("not parked: {error:#}"),
    });
}

/// Opens the editor on what is written.
fn edit<B: Backend>(state: &mut State, screen: &mut Screen<'_, B>) -> anyhow::Result<()>
where
    B::Error: Send + Sync + 'static,
{
    match screen.edit.as_mut() {
        Err(reason) => state.note = Some((*reason).to_owned()),
        Ok(edit) => {
            let edited = edit(&state.text());
            // All is drawn anew, without asking the terminal anything.
            let area = screen.terminal.size()?;
            screen
                .terminal
                .resize(Rect::from((Position::ORIGIN, area)))?;
            match edited {
                Ok(text) => state.write(&text),
                Err(error) => state.note = Some(format!("{error:#}")),
            }
        }
    }
    Ok(())
}

/// Changes what is shown around the text, or the text itself.
fn show(act: Act, state: &mut State, session: &Session) {
    let question = session.question();
    let probes = question.map_or(0, |question| question.probes.len());
    state.panel = match (act, state.panel) {
        (Act::Why, _) => Panel::Why,
        (Act::Probe, Panel::Probes(shown)) => Panel::Probes((shown + 1).min(probes)),
        (Act::Probe, _) => Panel::Probes(1),
        (Act::Example, _) => Panel::Example,
        (Act::Help, _) => Panel::Letters,
        (Act::Written, _) => Panel::Written,
        (_, panel) => panel,
    };
    match act {
        Act::Hush => state.hushed.extend(state.hint.take().map(|hint| hint.code)),
        Act::Undo => drop(state.area.undo()),
        Act::Redo => drop(state.area.redo()),
        Act::All => state.area.select_all(),
        Act::Jump => state.jump = Some(Jump::open(session)),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
