//! The full-screen walk on a terminal in memory.

use std::collections::BTreeMap;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use snapbox::{assert_data_eq, file};

use super::{Ending, Input, Screen, run};
use crate::walk::tree::same;
use crate::walk::trial::{files, reviewed, saved, session, yaml};
use crate::walk::{Drafts, Files, Hint, Kept, Session, Write};

/// What came of a walk.
struct Walked {
    ending: Ending,
    files: Files,
    drafts: Drafts,
    /// The screen as it was before the walk ended.
    seen: String,
}

/// Presses `keys`: `^s` with Ctrl, `~s` with Alt, `<esc>`, `<enter>`, `<idle>`; the rest writes.
fn inputs(keys: &str) -> Vec<Input> {
    let press = |code, modifiers| Input::Event(Event::Key(KeyEvent::new(code, modifiers)));
    let mut inputs = Vec::new();
    let mut letters = keys.chars();
    while let Some(letter) = letters.next() {
        inputs.push(match letter {
            '^' => press(
                KeyCode::Char(letters.next().unwrap()),
                KeyModifiers::CONTROL,
            ),
            '~' => press(KeyCode::Char(letters.next().unwrap()), KeyModifiers::ALT),
            '<' => match letters
                .by_ref()
                .take_while(|c| *c != '>')
                .collect::<String>()
                .as_str()
            {
                "esc" => press(KeyCode::Esc, KeyModifiers::NONE),
                "enter" => press(KeyCode::Enter, KeyModifiers::NONE),
                "up" => press(KeyCode::Up, KeyModifiers::NONE),
                "down" => press(KeyCode::Down, KeyModifiers::NONE),
                "idle" => Input::Idle,
                other => panic!("no key {other}"),
            },
            letter => press(KeyCode::Char(letter), KeyModifiers::NONE),
        });
    }
    inputs
}

/// Walks with these keys on a screen of this size; `fails` writes fail first.
fn walk(
    (session, drafts): (&mut Session, Drafts),
    (width, height): (u16, u16),
    keys: &str,
    mut fails: usize,
) -> Walked {
    let mut files = session.files().clone();
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let mut inputs = inputs(keys).into_iter();
    let mut kept = drafts.clone();
    let mut keep = |drafts: &Drafts| {
        kept.clone_from(drafts);
        Ok(())
    };
    let mut edit = |text: &str| Ok(format!("{text} From the editor.\n"));
    let mut screen = Screen {
        terminal: &mut terminal,
        color: false,
        inputs: &mut || Ok(inputs.next().unwrap_or(Input::Stop)),
        edit: Ok(&mut edit),
        hints: &|words| {
            let rows = [
                ("should have", "counterfactual"),
                ("failed to", "failed-to"),
            ];
            let found = rows.iter().filter(|row| words.contains(row.0));
            found
                .map(|row| Hint {
                    code: row.1,
                    text: row.0.to_owned(),
                })
                .collect()
        },
        kept: Kept::new(drafts, &mut keep),
    };
    let ending = run(session, &mut screen, &mut |writes: &[Write]| {
        if fails > 0 && !writes.is_empty() {
            fails -= 1;
            anyhow::bail!("the disk is full");
        }
        files = saved(&files, writes);
        Ok(files.clone())
    })
    .unwrap();
    Walked {
        ending,
        files,
        drafts: kept,
        seen: terminal.backend().to_string(),
    }
}

/// A walk through `only` with these keys.
fn walked(only: &[&str], keys: &str) -> Walked {
    walk(
        (&mut session(&files(), only), BTreeMap::new()),
        (80, 24),
        keys,
        0,
    )
}

fn is(walked: &Walked, expected: &str) {
    assert!(
        same(&walked.files.review, &yaml(expected)),
        "{:#?}",
        walked.files.review
    );
}

#[test]
fn the_screen_fits_small_and_wide_terminals() {
    for (size, picture) in [
        ((80, 24), file!["pictures/80x24.txt"]),
        ((120, 40), file!["pictures/120x40.txt"]),
        ((200, 50), file!["pictures/200x50.txt"]),
    ] {
        let mut session = session(&files(), &["sense-options"]);
        let keys = "They should have \u{65e5}\u{672c} \u{1f389} looked<idle>~?";
        let walked = walk((&mut session, BTreeMap::new()), size, keys, 0);
        assert_data_eq!(walked.seen, picture.raw());
    }
}

#[test]
fn the_keys_fit_a_small_screen() {
    let walked = walked(&["luck-fortune"], "<esc>");
    assert_data_eq!(walked.seen, file!["pictures/keys.txt"].raw());
}

#[test]
fn no_size_is_too_small() {
    for (width, height) in [(1, 1), (3, 2), (20, 4), (40, 6), (101, 3)] {
        let mut session = session(&files(), &["sense-options"]);
        walk(
            (&mut session, BTreeMap::new()),
            (width, height),
            "words~?~m<esc>",
            0,
        );
    }
}

#[test]
fn an_answer_is_saved_and_the_next_question_asked() {
    let only = ["luck-fortune", "adapt-recovery"];
    let walked = walked(&only, "A quiet<enter>Thursday.^s<enter>Read access.^s~q");
    is(
        &walked,
        "went_well: [\"A quiet\\nThursday.\"]\nluck: [Read access.]",
    );
    assert_eq!(walked.ending, Ending::Left);
    assert!(walked.drafts.is_empty());
}

#[test]
fn letters_behind_esc_are_commands() {
    let walked = walked(
        &[
            "luck-fortune",
            "adapt-recovery",
            "coord-forming",
            "surprise-obvious",
        ],
        "<esc>s<esc>l<esc>d<esc>n",
    );
    is(
        &walked,
        "asked: {adapt-recovery: skipped, coord-forming: later, luck-fortune: unknown, \
         surprise-obvious: not-relevant}",
    );
    assert_eq!(walked.ending, Ending::Finished);
}

#[test]
fn typed_text_is_not_passed_over_and_is_kept_when_the_walk_stops() {
    for (end, ending) in [
        ("", Ending::Stopped),
        ("^c", Ending::Stopped),
        ("~q", Ending::Left),
    ] {
        let one = walked(&["luck-fortune"], &format!("Half a~s{end}"));
        assert_eq!(one.ending, ending);
        assert_eq!(one.drafts["luck-fortune"], "Half a");
        is(&one, "null");
        let mut again = session(&one.files, &["luck-fortune"]);
        let two = walk((&mut again, one.drafts), (80, 24), " text.^s~q", 0);
        is(&two, "luck: [Half a text.]");
        assert!(two.drafts.is_empty());
    }
}

#[test]
fn going_back_keeps_what_was_typed() {
    let only = ["luck-fortune", "adapt-recovery"];
    let walked = walked(&only, "~sRead~b~s access.^s~q");
    is(
        &walked,
        "luck: [Read access.]\nasked: {adapt-recovery: skipped}",
    );
    assert!(walked.drafts.is_empty());
}

#[test]
fn what_cannot_be_saved_stays_in_the_text() {
    let mut session = session(&files(), &["luck-fortune"]);
    let walked = walk((&mut session, BTreeMap::new()), (80, 24), "Words.^s", 1);
    assert!(
        walked.seen.contains("not saved: the disk is full"),
        "{}",
        walked.seen
    );
    assert_eq!(walked.drafts["luck-fortune"], "Words.");
}

#[test]
fn a_hint_that_was_waved_away_stays_away() {
    let keys = "should have failed to<idle>";
    let seen = |more: &str| walked(&["luck-fortune"], &format!("{keys}{more}")).seen;
    assert!(seen("").contains("hint: should have"));
    assert!(seen("~x<idle>").contains("hint: failed to"));
    assert!(!seen("~x<idle>~x<idle>").contains("hint: "));
}

#[test]
fn a_hint_is_given_on_one_question_alone() {
    let only = ["luck-fortune", "adapt-recovery"];
    let again = "should have<idle>^s<enter>should have failed to<idle>";
    let seen = walked(&only, again).seen;
    assert!(seen.contains("hint: failed to"), "{seen}");
}

#[test]
fn the_list_leads_to_a_question_and_back_to_those_passed_over() {
    let only = ["luck-fortune", "adapt-recovery", "coord-forming"];
    let walked = walked(&only, "Half~g<down><down><enter>Sun.^s<enter><idle>");
    is(&walked, "luck: [Sun.]");
    assert!(walked.seen.contains("question 1 of 3"), "{}", walked.seen);
    assert!(
        walked.seen.contains("\u{25c9} \u{25cb} \u{25cf}"),
        "{}",
        walked.seen
    );
    assert!(walked.seen.contains("\u{2502}Half"), "{}", walked.seen);
}

#[test]
fn words_are_found_in_the_list() {
    let start = reviewed("luck: [It was a Thursday.]\nsummary: A calm Thursday");
    let mut asked = session(&start, &["luck-fortune", "adapt-recovery"]);
    let found = walk((&mut asked, BTreeMap::new()), (80, 24), "~gThursday", 0);
    assert_data_eq!(found.seen, file!["pictures/list.txt"].raw());
    let mut asked = session(&start, &["luck-fortune", "adapt-recovery"]);
    let keys = "~gcalm thurs<enter><idle>";
    let walked = walk((&mut asked, BTreeMap::new()), (80, 24), keys, 0);
    assert!(
        walked.seen.contains("`summary` of review.yaml"),
        "{}",
        walked.seen
    );
    assert!(walked.seen.contains("question 1 of 2"), "{}", walked.seen);
    let none = self::walked(&["luck-fortune"], "~gweather").seen;
    assert!(none.contains("these words stand in no question and no answer"));
    let back = self::walked(&["luck-fortune"], "~gweather<esc>Sun.^s");
    is(&back, "luck: [Sun.]");
}

#[test]
fn what_is_written_is_cut_until_all_of_it_is_asked_for() {
    let long = "many words ".repeat(40);
    let start = reviewed(&format!("luck: [first, second, {long}]"));
    let seen = |keys: &str| {
        let mut asked = session(&start, &["luck-fortune"]);
        walk((&mut asked, BTreeMap::new()), (80, 24), keys, 0).seen
    };
    let cut = seen("");
    assert!(!cut.contains("you wrote: first"), "{cut}");
    assert!(cut.contains("Esc w shows all"), "{cut}");
    let whole = seen("~w");
    assert_eq!(whole.matches("many words").count(), 40, "{whole}");
}

#[test]
fn a_small_screen_shows_the_question_first_and_then_what_is_asked_for() {
    let start = reviewed("luck: [It was a Thursday., The author was in.]");
    let seen = |keys: &str| {
        let mut asked = session(&start, &["luck-fortune"]);
        walk((&mut asked, BTreeMap::new()), (40, 10), keys, 0).seen
    };
    assert!(seen("").contains("Where were time of day"), "{}", seen(""));
    let why = seen("~?");
    assert!(!why.contains("Where were"), "{why}");
}

#[test]
fn the_text_can_be_parked_edited_and_taken_back() {
    let parked = walked(&["luck-fortune"], "Read access~p");
    is(&parked, "parking_lot: [{idea: Read access}]");
    assert!(parked.drafts.is_empty());
    let edited = walked(&["luck-fortune"], "Words.^e^s~q");
    is(&edited, "luck: [Words. From the editor.]");
    let undone = walked(&["luck-fortune"], "ab^z^s~q");
    is(&undone, "luck: [a]");
}

#[test]
fn a_private_text_is_no_draft() {
    let walked = walked(&["orient-concerns"], "secret^c");
    assert!(walked.seen.contains("private: "), "{}", walked.seen);
    assert!(walked.drafts.is_empty());
}
