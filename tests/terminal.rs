//! The commands that ask, on a real terminal: what they ask, what is on disk by then, and what is
//! left when they are stopped.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![cfg(unix)]

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::session::OsSession;
use expectrl::{Eof, Error, Expect as _, Regex};

/// How long a loaded machine may take for one step.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often the walk is killed.
const KILLS: u32 = 48;

/// How often a walk from end to end is killed.
const ROUNDS: u32 = 120;

const ESC: &str = "\u{1b}";
const CTRL_C: &str = "\u{3}";

/// Saves an answer on the whole screen.
const CTRL_S: &str = "\u{13}";

/// Quits the whole screen.
const ESC_Q: &str = "\u{1b}q";

/// What a terminal is told when the whole screen is given back.
const GIVEN_BACK: &str = "\u{1b}[?1049l";

/// The sign that the walk awaits an answer: the mark, and the cursor behind it.
const MARK: &str = "> \r\u{1b}[2C";

#[test]
fn new_asks_for_what_is_missing_and_goes_on_to_the_walk() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::of(pir(home.path(), &["new"]));
    screen.until("What is the incident called?");
    screen.press("Lag on the replicas\r");
    screen.until("On which day was it?");
    // The day of today stands there already, and can be taken back.
    screen.until("2026-03-14");
    screen.press(&"\u{7f}".repeat(2));
    screen.press("12\r");
    screen.until("reviews/2026-03-12-lag-replicas\r\n");
    screen.until("Go on to the first questions now?");
    screen.press("y\r");
    screen.until("question 1 of");
    screen.press(&format!("What held.{CTRL_S}"));
    screen.until("Another one?");
    let folder = home.path().join("reviews/2026-03-12-lag-replicas");
    assert!(read(&folder, "review.yaml").contains("What held."));
    assert!(read(&folder, "incident.yaml").contains("date: 2026-03-12"));
    screen.press(ESC_Q);
    assert_eq!(screen.end().1, 0);
    sound(&folder);
}

#[test]
fn lists_fit_a_narrow_terminal_and_break_no_word() {
    let home = tempfile::tempdir().unwrap();
    let incident = home
        .path()
        .join("reviews/2026-02-07-orders-wait-for-the-queue");
    fs::create_dir_all(&incident).unwrap();
    fs::write(home.path().join("pir.yaml"), "").unwrap();
    let text = "title: Orders waited for the queue\n";
    fs::write(incident.join("incident.yaml"), text).unwrap();
    for args in [&["list"][..], &["search", "waited"]] {
        let mut command = pir(home.path(), args);
        command.env("COLUMNS", "50").env("NO_COLOR", "1");
        let (seen, code) = Screen::of(command).end();
        assert_eq!(code, 0, "{seen}");
        assert!(seen.contains("\r\n    "), "{seen}");
        let words: Vec<_> = seen.split_whitespace().collect();
        assert!(
            words.join(" ").contains("Orders waited for the queue"),
            "{seen}"
        );
    }
}

#[test]
fn a_day_that_is_none_is_asked_for_again() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::of(pir(home.path(), &["new"]));
    screen.until("What is the incident called?");
    screen.press("Lag\r");
    screen.until("On which day was it?");
    screen.press("x\r");
    screen.until("`2026-03-14x` is not a day; write it like 2026-03-12");
    screen.until("On which day was it? 2026-03-14x");
    screen.press("\u{7f}\r");
    screen.until("reviews/2026-03-14-lag\r\n");
    screen.until("Go on to the first questions now?");
    screen.press("n\r");
    assert_eq!(screen.end().1, 0);
}

#[test]
fn new_can_do_without_the_walk() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::of(pir(home.path(), &["new", "Lag", "--date", "2026-03-12"]));
    screen.until("reviews/2026-03-12-lag\r\n");
    screen.until("Go on to the first questions now?");
    screen.press("\r");
    assert_eq!(screen.end().1, 0);
    sound(&home.path().join("reviews/2026-03-12-lag"));
}

#[test]
fn stopping_new_leaves_nothing_behind() {
    for stop in [ESC, CTRL_C] {
        for answers in ["", "Lag\r"] {
            let home = tempfile::tempdir().unwrap();
            let mut screen = Screen::of(pir(home.path(), &["new"]));
            screen.until("What is the incident called?");
            if !answers.is_empty() {
                screen.press(answers);
                screen.until("On which day was it?");
            }
            screen.press(stop);
            let (seen, code) = screen.end();
            assert_eq!(code, 130, "{stop:?} after {answers:?}: {seen}");
            assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "{seen}");
        }
    }
}

#[test]
fn every_answer_is_in_the_file_before_the_next_question_shows() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let editor = script(
        home.path(),
        "editor",
        "cat \"$2\" > before; printf 'From the editor.\\n\\nTwo paragraphs.\\n' > \"$2\"",
    );
    let only = [
        "luck-fortune",
        "adapt-recovery",
        "coord-forming",
        "orient-purpose",
    ];
    let mut walk = walk(home.path(), &folder, &only);
    walk.env("PIR_EDITOR", format!("{} --wait", editor.display()));
    let mut screen = Screen::of(walk);
    for words in ["To see more.", "To be heard.\nAnd to hear."] {
        screen.until(MARK);
        screen.press(&format!("{words}\n\n"));
        screen.until("Another one?");
        for line in words.lines() {
            assert!(read(&folder, "review.yaml").contains(line), "{line}");
        }
    }
    screen.until(MARK);
    screen.press("\n");
    screen.until("Question 2 of 4");
    screen.until(MARK);
    screen.press("!\n");
    screen.until("Another one?");
    let review = read(&folder, "review.yaml");
    assert!(review.contains("From the editor."), "{review}");
    assert!(review.contains("Two paragraphs."), "{review}");
    screen.until(MARK);
    screen.press("\n");
    screen.until("Question 3 of 4");
    screen.until(MARK);
    screen.press("l\n");
    screen.until("Question 4 of 4");
    assert!(read(&folder, "review.yaml").contains("coord-forming: later"));
    screen.until(MARK);
    let before = read(&folder, "review.yaml");
    screen.press("q\n");
    screen.until("`pir walk` goes on from here");
    assert_eq!(screen.end().1, 0);
    assert_eq!(read(&folder, "review.yaml"), before);
    sound(&folder);
}

#[test]
fn a_walk_that_is_killed_keeps_every_answer_that_was_taken() {
    // Texts, records field by field, and events, which go into the other file.
    let prompts = ["luck-fortune", "luck-near-miss", "story-changes"];
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let (mut kept, mut unfinished) = (Vec::new(), 0);
    // How long an answer takes here until the next question shows.
    let mut usual = Duration::ZERO;
    for round in 0..KILLS {
        let prompt = prompts[round as usize % prompts.len()];
        let mut screen = Screen::of(walk(home.path(), &folder, &[prompt]));
        screen.until(MARK);
        for number in 0..if round == 0 { 4 } else { round % 3 } {
            let words = format!("Said in round {round} as number {number}.");
            let start = Instant::now();
            screen.press(&format!("{words}\n\n"));
            screen.until(MARK);
            usual = (usual + start.elapsed()) / 2;
            kept.push(words);
            // The other fields of a record can be left out.
            while !screen.seen_last().contains("Another one?") {
                screen.press("\n");
                screen.until(MARK);
            }
        }
        let words = format!("Said last in round {round}.");
        let typed = format!("{words}\n\n");
        // Some are killed in the middle of a line, most of them while the answer is written.
        let cut = if round % 8 == 7 {
            typed.len() / 2
        } else {
            typed.len()
        };
        screen.press(&typed[..cut]);
        sleep(usual * (round * 7 % KILLS) * 2 / KILLS);
        let seen = screen.kill();
        // What was typed last is a draft for the next walk; here every round begins anew.
        let _ = fs::remove_dir_all(folder.join(".pir-drafts"));
        if seen.contains(MARK) {
            kept.push(words);
        } else {
            unfinished += 1;
        }
        sound(&folder);
        let both = read(&folder, "review.yaml") + &read(&folder, "incident.yaml");
        for words in &kept {
            assert_eq!(both.matches(words.as_str()).count(), 1, "{words}\n{both}");
        }
    }
    assert!(
        (1..KILLS).contains(&unfinished),
        "{unfinished} of {KILLS} kills came before the next question; the test shows nothing"
    );
}

#[test]
fn the_whole_screen_saves_before_it_asks_on_and_takes_up_what_was_typed() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let only = ["luck-fortune", "adapt-recovery"];
    for (round, end) in [CTRL_C, ESC_Q].into_iter().enumerate() {
        let mut screen = Screen::of(whole_screen(home.path(), &folder, &only));
        screen.until("question 1 of 2");
        screen.press(&format!("An answer of round {round}.{CTRL_S}"));
        screen.until("Another one?");
        assert!(read(&folder, "review.yaml").contains(&format!("of round {round}.")));
        screen.press(&format!("Half of {round}"));
        screen.until(&format!("{round}\u{1b}[7m"));
        screen.press(end);
        let (seen, code) = screen.end();
        assert_eq!(code, if round == 0 { 130 } else { 0 });
        assert!(seen.contains(GIVEN_BACK), "{seen:?}");
        let mut screen = Screen::of(whole_screen(home.path(), &folder, &only));
        screen.until("this is what you had typed here");
        screen.press(&format!(" more.{CTRL_S}"));
        screen.until("Another one?");
        let review = read(&folder, "review.yaml");
        assert!(
            review.contains(&format!("Half of {round} more.")),
            "{review}"
        );
        screen.press(ESC_Q);
        assert_eq!(screen.end().1, 0);
        assert!(!folder.join(".pir-drafts").exists());
    }
    sound(&folder);
}

#[test]
fn a_signal_gives_the_screen_back_and_keeps_what_was_typed() {
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP] {
        let home = tempfile::tempdir().unwrap();
        let folder = example(home.path());
        let mut screen = Screen::of(whole_screen(home.path(), &folder, &["luck-fortune"]));
        screen.until("question 1 of 1");
        screen.press("Typed words");
        screen.until("s\u{1b}[7m");
        screen.session.get_process_mut().signal(signal).unwrap();
        let (seen, code) = screen.end();
        assert_eq!(code, 130, "{signal}");
        assert!(seen.contains(GIVEN_BACK), "{seen:?}");
        assert!(read(&folder, ".pir-drafts/walk.json").contains("Typed words"));
        sound(&folder);
    }
}

#[test]
fn a_closed_terminal_keeps_what_was_typed() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let mut screen = Screen::of(whole_screen(home.path(), &folder, &["luck-fortune"]));
    screen.until("question 1 of 1");
    screen.press("Typed words");
    screen.until("s\u{1b}[7m");
    drop(screen.session);
    wait(|| folder.join(".pir-drafts/walk.json").exists());
    assert!(read(&folder, ".pir-drafts/walk.json").contains("Typed words"));
}

#[test]
fn a_terminal_that_is_gone_ends_the_walk_without_a_signal() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    // In a session of its own, which no closed terminal tells anything.
    let own = whole_screen(home.path(), &folder, &["luck-fortune"]);
    let mut apart = Command::new("setsid");
    apart
        .arg("--wait")
        .arg(own.get_program())
        .args(own.get_args());
    apart.current_dir(home.path()).env("TERM", "xterm");
    let mut screen = Screen::of(apart);
    screen.until("question 1 of 1");
    screen.press("Typed words");
    screen.until("s\u{1b}[7m");
    drop(screen.session);
    wait(|| folder.join(".pir-drafts/walk.json").exists());
    assert!(read(&folder, ".pir-drafts/walk.json").contains("Typed words"));
}

#[test]
fn a_whole_screen_that_is_killed_keeps_every_answer_that_was_taken() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let (mut kept, mut unfinished) = (Vec::new(), 0);
    for round in 0..KILLS {
        let mut screen = Screen::of(whole_screen(home.path(), &folder, &["luck-fortune"]));
        screen.until("question 1 of 1");
        let words = format!("Said on the screen in round {round}.");
        let start = Instant::now();
        screen.press(&format!("{words}{CTRL_S}"));
        if round == 0 {
            screen.until("Another one?");
        }
        sleep(Duration::from_millis(u64::from(round * 7 % KILLS) * 4));
        let waited = start.elapsed();
        let seen = screen.kill();
        if round == 0 || seen.contains("Another one?") {
            kept.push(words);
        } else {
            unfinished += 1;
        }
        sound(&folder);
        let review = read(&folder, "review.yaml");
        for words in &kept {
            assert_eq!(
                review.matches(words.as_str()).count(),
                1,
                "{words} {waited:?}"
            );
        }
    }
    assert!((1..KILLS).contains(&unfinished), "{unfinished} of {KILLS}");
}

#[test]
fn a_walk_from_end_to_end_stands_being_killed_and_resumed() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    fs::remove_file(folder.join("review.yaml")).unwrap();
    let ask = || {
        let mut walk = whole_screen(home.path(), &folder, &[]);
        walk.args(["--depth", "standard"]);
        Screen::of(walk)
    };
    let both = || {
        let review = fs::read_to_string(folder.join("review.yaml")).unwrap_or_default();
        review + &read(&folder, "incident.yaml")
    };
    let (mut said, mut kept) = (0, Vec::new());
    for round in 0..ROUNDS {
        let mut screen = ask();
        screen.until("question");
        for _ in 0..=round % 3 {
            said += 1;
            screen.press(&step(said));
        }
        sleep(Duration::from_millis(u64::from(round * 37 % 90)));
        screen.kill();
        sound(&folder);
        let text = both();
        kept.retain(|words: &String| {
            assert_eq!(text.matches(words.as_str()).count(), 1, "{words}\n{text}");
            false
        });
        let all = (1..=said).map(words);
        kept.extend(all.filter(|words| text.contains(words.as_str())));
    }
    assert!(kept.len() > 5, "nothing was written in time: {kept:?}");
    // And to its end, with what nobody has answered yet.
    let mut screen = ask();
    screen.until("question");
    let start = Instant::now();
    while !screen.ended() {
        assert!(start.elapsed() < PATIENCE, "no end after\n{}", screen.log);
        said += 1;
        screen.press(&step(said));
        screen.settle();
    }
    let (seen, code) = screen.end();
    assert_eq!(code, 0, "{seen}");
    assert!(seen.contains("that was the last question"), "{seen}");
    sound(&folder);
    let text = both();
    for words in kept {
        assert_eq!(text.matches(words.as_str()).count(), 1, "{words}\n{text}");
    }
}

/// What is said in a step of a walk.
fn words(number: u32) -> String {
    format!("Said as number {number:03}.")
}

/// The keys of a step: an answer, pasted; where the question takes another kind of answer it is
/// taken away again; and on, past the rest of a record and past a further one.
fn step(number: u32) -> String {
    let words = words(number);
    format!("{ESC}[200~{words}{ESC}[201~{CTRL_S}\u{1}{ESC}[3~{ESC}s\r")
}

#[test]
fn interrupting_the_walk_keeps_what_was_accepted_and_the_terminal() {
    if interrupts_are_ignored() {
        let _ = writeln!(io::stderr(), "skipped: started with Ctrl-C ignored");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let mut shell = Command::new("sh");
    shell
        .arg("-i")
        .current_dir(home.path())
        .env("PS1", "$ ")
        .env_remove("ENV");
    let mut screen = Screen::of(shell);
    screen.until("$ ");
    let pir = env!("CARGO_BIN_EXE_pir");
    let only = "--only luck-fortune --only adapt-recovery";
    screen.press(&format!("{pir} walk --plain {} {only}\n", folder.display()));
    screen.until(MARK);
    screen.press("A kept answer.\n\n");
    screen.until("Another one?");
    screen.until(MARK);
    screen.press("Half an ans");
    screen.press(CTRL_C);
    screen.until("$ ");
    screen.press("echo \"ended with $?\"; stty -a | grep -o -- ' -*icanon'; echo over\n");
    screen.until("ended with 130");
    let modes = screen.until("over");
    assert!(modes.contains(" icanon"), "{modes}");
    screen.press("exit\n");
    screen.end();
    let review = read(&folder, "review.yaml");
    assert!(review.contains("A kept answer."), "{review}");
    assert!(!review.contains("Half an ans"), "{review}");
    sound(&folder);
    // What was typed is a draft, which the next walk takes up line by line as well.
    let mut screen = Screen::of(walk(home.path(), &folder, &["adapt-recovery"]));
    screen.until("This is what you had typed here:");
    screen.until("| \r");
    screen.press("wer.\n\n");
    screen.until("Another one?");
    screen.until(MARK);
    screen.press("q\n");
    assert_eq!(screen.end().1, 0);
    let review = read(&folder, "review.yaml");
    let lines: Vec<_> = review.lines().map(str::trim).collect();
    let at = lines.iter().position(|line| line.ends_with("Half an ans"));
    assert_eq!(at.map(|at| lines[at + 1]), Some("wer."), "{review}");
    assert!(!folder.join(".pir-drafts").exists());
}

#[test]
fn a_signal_keeps_the_line_that_is_typed_and_gives_the_terminal_back() {
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP] {
        let home = tempfile::tempdir().unwrap();
        let folder = example(home.path());
        let mut screen = Screen::of(walk(home.path(), &folder, &["luck-fortune"]));
        screen.until(MARK);
        screen.press("Two lines\nof words");
        screen.until("f words");
        screen.signal(signal);
        let (seen, code) = screen.end();
        assert_eq!(code, 130, "{signal}: {seen}");
        assert!(seen.contains("everything is kept"), "{signal}: {seen}");
        let drafts = read(&folder, ".pir-drafts/walk.json");
        assert!(drafts.contains(r"Two lines\nof words"), "{drafts}");
        sound(&folder);
    }
}

#[test]
fn a_signal_after_the_editor_keeps_what_was_typed() {
    for plain in [false, true] {
        let home = tempfile::tempdir().unwrap();
        let folder = example(home.path());
        let editor = script(home.path(), "editor", "printf 'From the editor.' > \"$1\"");
        let only = ["luck-fortune"];
        let ask = if plain { walk } else { whole_screen };
        let mut asked = ask(home.path(), &folder, &only);
        asked.env("PIR_EDITOR", &editor);
        let mut screen = Screen::of(asked);
        if plain {
            screen.until(MARK);
            screen.press("!\n");
            screen.until("Another one?");
            screen.until(MARK);
        } else {
            screen.until("question 1 of 1");
            screen.press("\u{5}");
            screen.until("editor.");
            screen.press(CTRL_S);
            screen.until("Another one?");
        }
        screen.press("Typed words");
        screen.until(if plain { "words" } else { "s\u{1b}[7m" });
        screen.signal(Signal::SIGINT);
        let (seen, code) = screen.end();
        assert_eq!(code, 130, "{seen}");
        assert!(read(&folder, ".pir-drafts/walk.json").contains("Typed words"));
        assert!(read(&folder, "review.yaml").contains("From the editor."));
    }
}

#[test]
fn two_walks_at_once_keep_what_both_say() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let only = ["luck-fortune", "adapt-recovery"];
    let mut one = Screen::of(whole_screen(home.path(), &folder, &only));
    let mut two = Screen::of(whole_screen(home.path(), &folder, &only));
    one.until("question 1 of 2");
    two.until("question 1 of 2");
    for round in 0..4 {
        one.press(&format!("One says {round}.{CTRL_S}"));
        two.press(&format!("Two says {round}.{CTRL_S}"));
        // Each of them reads what the other one wrote.
        wait(|| {
            let review = read(&folder, "review.yaml");
            let said = |who: &str| review.matches(&format!("{who} says {round}.")).count();
            (said("One"), said("Two")) == (1, 1)
        });
        sound(&folder);
    }
    one.press("A draft of one");
    one.until("e\u{1b}[7m");
    two.press("A draft of two");
    two.until("o\u{1b}[7m");
    one.press(CTRL_C);
    assert_eq!(one.end().1, 130);
    two.press(ESC_Q);
    assert_eq!(two.end().1, 0);
    sound(&folder);
}

#[test]
fn interrupting_the_editor_does_not_end_the_walk() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    // As vim, which takes Ctrl-C for itself and goes on.
    let editor = script(
        home.path(),
        "editor",
        "trap 'echo noticed' INT; echo editing; until read -r line; do :; done; printf '%s' \"$line\" > \"$1\"",
    );
    let mut walk = walk(home.path(), &folder, &["luck-fortune"]);
    walk.env("PIR_EDITOR", &editor);
    let mut screen = Screen::of(walk);
    screen.until(MARK);
    for words in ["First words.", "Second words."] {
        screen.press("!\n");
        screen.until("editing");
        screen.press(CTRL_C);
        screen.until("noticed");
        screen.press(&format!("{words}\n"));
        screen.until("Another one?");
        screen.until(MARK);
        assert!(read(&folder, "review.yaml").contains(words));
    }
    // Without an editor it is the walk that is meant.
    screen.press(CTRL_C);
    assert_eq!(screen.end().1, 130);
    sound(&folder);
}

#[test]
fn a_pasted_text_is_one_answer_whatever_lines_it_has() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let only = ["luck-fortune", "adapt-recovery"];
    let mut screen = Screen::of(walk(home.path(), &folder, &only));
    screen.until(MARK);
    // As terminals do it: one piece between two signs, with returns for line ends; longer than
    // the line that a terminal keeps by itself.
    let long = "word ".repeat(2000);
    screen.press(&format!(
        "{ESC}[200~First paragraph.\r\rq\rSecond paragraph.\r{long}{ESC}[201~"
    ));
    screen.until("Second paragraph.");
    screen.press("\r\r");
    screen.until("Another one?");
    screen.until(MARK);
    screen.press("q\r");
    screen.until("`pir walk` goes on from here");
    assert_eq!(screen.end().1, 0);
    let review = read(&folder, "review.yaml");
    let (_, answer) = review.split_once("First paragraph.").unwrap();
    let lines: Vec<_> = answer.lines().map(str::trim).collect();
    assert_eq!(lines[..4], ["", "", "q", "Second paragraph."], "{review}");
    assert_eq!(lines[4].matches("word").count(), 2000);
    assert_eq!(review.matches("Second paragraph.").count(), 1);
    sound(&folder);
}

#[test]
fn a_line_can_be_edited_while_it_is_typed() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let mut screen = Screen::of(walk(home.path(), &folder, &["luck-fortune"]));
    screen.until(MARK);
    screen.press(&format!(
        "A lucky Thrsday.{}u\r\r",
        format!("{ESC}[D").repeat(6)
    ));
    screen.until("Another one?");
    screen.until(MARK);
    // Ctrl-D ends the walk, as the end of the input does elsewhere.
    screen.press("\u{4}");
    screen.until("`pir walk` goes on from here");
    assert_eq!(screen.end().1, 0);
    assert!(read(&folder, "review.yaml").contains("A lucky Thursday."));
}

#[test]
fn lines_are_read_as_they_come_where_no_cursor_moves() {
    for walk in [walk, whole_screen] {
        let home = tempfile::tempdir().unwrap();
        let folder = example(home.path());
        let mut walk = walk(home.path(), &folder, &["luck-fortune"]);
        walk.env("TERM", "dumb");
        let mut screen = Screen::of(walk);
        screen.until("\n> ");
        screen.press("Said line\nby line.\n\n");
        screen.until("Another one?");
        screen.until("\n> ");
        screen.press("q\n");
        let (seen, code) = screen.end();
        assert_eq!(code, 0);
        assert!(!seen.contains(ESC), "{seen:?}");
        assert!(read(&folder, "review.yaml").contains("by line."));
    }
}

#[test]
fn without_an_editor_the_walk_says_how_to_set_one() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let mut screen = Screen::of(walk(home.path(), &folder, &["luck-fortune"]));
    screen.until(MARK);
    screen.press("!\r");
    screen.until("PIR_EDITOR, VISUAL or EDITOR");
    screen.until(MARK);
    screen.press("q\r");
    assert_eq!(screen.end().1, 0);
}

#[test]
fn bytes_of_the_editor_that_are_no_text_become_marks() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let editor = script(home.path(), "editor", r#"printf 'A caf\351.\n' > "$1""#);
    let mut walk = walk(home.path(), &folder, &["luck-fortune"]);
    walk.env("PIR_EDITOR", &editor);
    let mut screen = Screen::of(walk);
    screen.until(MARK);
    screen.press("!\n");
    screen.until(MARK);
    screen.press("q\n");
    assert_eq!(screen.end().1, 0);
    assert!(read(&folder, "review.yaml").contains("A caf\u{fffd}."));
}

#[test]
fn what_others_write_between_two_questions_stays() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let only = ["luck-fortune", "story-changes"];
    let mut screen = Screen::of(walk(home.path(), &folder, &only));
    screen.until("Question 1 of 2");
    screen.until(MARK);
    let path = folder.join("incident.yaml");
    let theirs = "references:\n  - ticket of somebody else # theirs\n";
    let text = read(&folder, "incident.yaml").replacen("references:\n", theirs, 1);
    fs::write(&path, text).unwrap();
    screen.press("A switch was flipped.\n\n");
    screen.until("When was it?");
    screen.until(MARK);
    screen.press("s\n");
    screen.until(MARK);
    screen.press("\n");
    screen.until("Question 2 of 2");
    screen.until(MARK);
    let path = folder.join("review.yaml");
    let theirs = "luck:\n  - written by hand # theirs\n";
    let text = read(&folder, "review.yaml").replacen("luck:\n", theirs, 1);
    fs::write(&path, text).unwrap();
    screen.press("Written in the walk.\n\n");
    screen.until("Another one?");
    screen.until(MARK);
    screen.press("q\n");
    assert_eq!(screen.end().1, 0);
    let incident = read(&folder, "incident.yaml");
    let review = read(&folder, "review.yaml");
    assert!(incident.contains("  - ticket of somebody else # theirs\n"));
    assert!(incident.contains("A switch was flipped."), "{incident}");
    assert!(review.contains("  - written by hand # theirs\n"));
    assert!(review.contains("Written in the walk."), "{review}");
    sound(&folder);
}

#[test]
fn an_event_that_the_walk_adds_goes_to_its_place_in_time() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("2026-03-12-lag");
    fs::create_dir(&folder).unwrap();
    let incident = "title: Lag\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n  \
        - {at: \"10:00\", what: lag rises}\n  - {at: \"11:00\", what: lag falls} # at last\n";
    fs::write(folder.join("incident.yaml"), incident).unwrap();
    let review = "sensemaking:\n  - event: e2\n    role: on-call\n    saw: relief\n";
    fs::write(folder.join("review.yaml"), review).unwrap();
    let mut screen = Screen::of(walk(home.path(), &folder, &["story-changes"]));
    for words in [
        "A switch was flipped.\n\n",
        "10:30\n",
        "s\n",
        "And back.\n\n",
        "10:40\n",
    ] {
        screen.until(MARK);
        screen.press(words);
    }
    screen.until(MARK);
    screen.press("q\n");
    assert_eq!(screen.end().1, 0);
    let text = read(&folder, "incident.yaml");
    let order: Vec<_> = ["lag rises", "A switch", "And back.", "lag falls"]
        .iter()
        .map(|words| text.find(words).unwrap())
        .collect();
    assert!(order.is_sorted(), "{text}");
    // What the review refers to keeps its id, and people keep their comment.
    assert!(
        text.contains("what: lag falls, id: e2} # at last"),
        "{text}"
    );
    sound(&folder);
}

#[test]
fn a_file_that_breaks_between_two_questions_loses_no_words() {
    let home = tempfile::tempdir().unwrap();
    let folder = example(home.path());
    let mut screen = Screen::of(walk(home.path(), &folder, &["luck-fortune"]));
    screen.until(MARK);
    let whole = read(&folder, "review.yaml");
    let broken = format!("{whole}\nluck: [twice\n");
    fs::write(folder.join("review.yaml"), &broken).unwrap();
    screen.press("Words that stay.\n\n");
    let seen = screen.until(MARK);
    assert!(
        seen.contains("here it is again:\r\nWords that stay."),
        "{seen}"
    );
    assert_eq!(read(&folder, "review.yaml"), broken);
    fs::write(folder.join("review.yaml"), &whole).unwrap();
    screen.press("Words that stay.\n\n");
    screen.until("Another one?");
    screen.until(MARK);
    screen.press("q\n");
    assert_eq!(screen.end().1, 0);
    assert!(read(&folder, "review.yaml").contains("Words that stay."));
    sound(&folder);
}

/// Waits until something holds.
#[track_caller]
fn wait(holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "it does not come to hold");
        sleep(Duration::from_millis(5));
    }
}

/// A program on a terminal of its own.
struct Screen {
    session: OsSession,
    /// Everything that was shown, for messages.
    log: String,
    /// What was shown up to the last thing waited for.
    last: String,
}

impl Screen {
    fn of(command: Command) -> Self {
        Self {
            session: OsSession::spawn(command).unwrap(),
            log: String::new(),
            last: String::new(),
        }
    }

    /// Waits until `what` shows; what was shown up to there and not waited for before.
    #[track_caller]
    fn until(&mut self, what: &str) -> String {
        let start = Instant::now();
        loop {
            match self.session.check(what) {
                Ok(found) if found.matches().next().is_some() => {
                    self.last = String::from_utf8_lossy(found.as_bytes()).into_owned();
                    self.log.push_str(&self.last);
                    return self.last.clone();
                }
                // The expect of the library waits busily, which a machine of few cores feels.
                Ok(_) if start.elapsed() < PATIENCE => sleep(Duration::from_millis(1)),
                Ok(_) => {
                    let rest = self.session.check(Regex("(?s).+")).unwrap();
                    let rest = String::from_utf8_lossy(rest.as_bytes()).into_owned();
                    panic!("{what:?} did not show after\n{}\n{rest:?}", self.log)
                }
                Err(error) => {
                    let rest = self.rest();
                    panic!(
                        "{what:?} did not show ({error}) after\n{}\n{rest}",
                        self.log
                    )
                }
            }
        }
    }

    /// What was shown up to the last thing waited for.
    fn seen_last(&self) -> &str {
        &self.last
    }

    fn press(&mut self, keys: &str) {
        self.session.send(keys).unwrap();
    }

    /// Sends a signal. What reads lines has no ear for a Ctrl-C between two reads, so that one is sent
    /// until the end, as a person presses it again.
    fn signal(&mut self, signal: Signal) {
        self.session.get_process_mut().signal(signal).unwrap();
        let start = Instant::now();
        while signal == Signal::SIGINT && !self.ended() && start.elapsed() < PATIENCE {
            sleep(Duration::from_millis(500));
            let _ = self.session.get_process_mut().signal(signal);
        }
    }

    /// Waits for the end; what was shown until then, and the exit code as a shell would say it.
    fn end(mut self) -> (String, i32) {
        let rest = self.rest();
        let code = match self.session.get_process().wait().unwrap() {
            WaitStatus::Exited(_, code) => code,
            WaitStatus::Signaled(_, signal, _) => 128 + signal as i32,
            other => panic!("ended with {other:?}"),
        };
        (self.log + &rest, code)
    }

    /// Kills the program; what it showed since the last thing waited for.
    fn kill(mut self) -> String {
        let process = self.session.get_process_mut();
        process.signal(Signal::SIGKILL).unwrap();
        process.wait().unwrap();
        self.rest()
    }

    /// Whether the program closed the terminal; everything that it showed is taken in, so that it
    /// never waits for room to show more.
    fn ended(&mut self) -> bool {
        loop {
            match self.session.check(Regex("(?s).+")) {
                Ok(found) if found.matches().next().is_some() => {
                    let seen = String::from_utf8_lossy(found.as_bytes());
                    self.log.push_str(&seen);
                }
                Ok(_) => return false,
                Err(_) => return true,
            }
        }
    }

    /// Waits until nothing more shows.
    fn settle(&mut self) {
        let mut seen = usize::MAX;
        while seen != self.log.len() {
            seen = self.log.len();
            sleep(Duration::from_millis(50));
            if self.ended() {
                return;
            }
        }
    }

    /// What shows until the program closes the terminal.
    fn rest(&mut self) -> String {
        let start = Instant::now();
        loop {
            match self.session.check(Eof) {
                Ok(found) if found.matches().next().is_some() => {
                    return String::from_utf8_lossy(found.as_bytes()).into_owned();
                }
                Ok(_) if start.elapsed() < PATIENCE => sleep(Duration::from_millis(1)),
                Err(Error::Eof) => return String::new(),
                other => panic!("no end ({:?}) after\n{}", other.err(), self.log),
            }
        }
    }
}

/// Whether a program that is started here ignores Ctrl-C, as behind `&` in a script.
fn interrupts_are_ignored() -> bool {
    let script = ["-c", "kill -INT $$; exit 0"];
    Command::new("sh").args(script).status().unwrap().success()
}

/// `pir` in `folder`, with nothing in its environment that would change what it does.
fn pir(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pir"));
    command
        .args(args)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1773500400")
        .env("TERM", "xterm")
        .env("TZ", "UTC");
    for name in ["PIR_EDITOR", "VISUAL", "EDITOR", "COLUMNS", "NO_COLOR"] {
        command.env_remove(name);
    }
    command
}

/// A walk through some questions, line by line.
fn walk(home: &Path, folder: &Path, only: &[&str]) -> Command {
    let mut command = whole_screen(home, folder, only);
    command.arg("--plain");
    command
}

/// A walk through some questions, on the whole screen.
fn whole_screen(home: &Path, folder: &Path, only: &[&str]) -> Command {
    let mut command = pir(home, &["walk"]);
    command.arg(folder);
    for prompt in only {
        command.args(["--only", prompt]);
    }
    command
}

/// A copy of an example in `home`.
fn example(home: &Path) -> PathBuf {
    let folder = home.join("2026-03-12-checkout-slow");
    fs::create_dir(&folder).unwrap();
    for name in ["incident.yaml", "review.yaml"] {
        let from = Path::new("examples/2026-03-12-checkout-slow").join(name);
        fs::copy(from, folder.join(name)).unwrap();
    }
    folder
}

/// A shell script in `home`.
fn script(home: &Path, name: &str, text: &str) -> PathBuf {
    let path = home.join(name);
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The files of the incident can be read and hold no error.
#[track_caller]
fn sound(folder: &Path) {
    let checked = pir(folder, &["check", "."]).output().unwrap();
    let said = String::from_utf8_lossy(&checked.stdout);
    assert_eq!(checked.status.code(), Some(0), "{said}");
}

#[test]
fn import_makes_one_event_of_two_on_a_yes_alone() {
    let folder = tempfile::tempdir().unwrap();
    let incident = "title: Lag\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n  - at: \"09:05:30\"\n    kind: alert\n    what: Replica lag above 30 s\n    source: pagerduty:R1\n  - at: \"09:20\"\n    what: calm\n    responds_to: e1\n";
    let said = r#"[{"type": "message", "bot_id": "B1", "text": "Replica lag above 30 s", "permalink": "https://chat.example/1", "ts": "1773306335.000100"}]"#;
    for (answer, events) in [("n\r", 3), ("y\r", 2)] {
        fs::write(folder.path().join("incident.yaml"), incident).unwrap();
        fs::write(folder.path().join("said.json"), said).unwrap();
        let mut screen = Screen::of(pir(folder.path(), &["import", "said.json"]));
        screen.until("two sources may tell the same:");
        screen.until("Make them one event?");
        screen.press(answer);
        screen.until("1 event added");
        assert_eq!(screen.end().1, 0);
        let text = read(folder.path(), "incident.yaml");
        assert_eq!(text.matches("what:").count(), events, "{text}");
        let again = Screen::of(pir(folder.path(), &["import", "said.json"])).end();
        assert!(again.0.contains("1 was there already"), "{}", again.0);
        assert_eq!(read(folder.path(), "incident.yaml"), text);
        sound(folder.path());
    }
    let text = read(folder.path(), "incident.yaml");
    for part in [
        "pagerduty:R1",
        "slack:1773306335.000100",
        "https://chat.example/1",
        "responds_to: e1",
    ] {
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn import_writes_the_marks_that_get_a_yes() {
    let folder = tempfile::tempdir().unwrap();
    let incident = "title: Lag\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  09:05 alert: lag\n  09:20 recovery: calm\n";
    fs::write(folder.path().join("incident.yaml"), incident).unwrap();
    fs::write(folder.path().join("a.txt"), "09:10 noticed\n").unwrap();
    let mut screen = Screen::of(pir(folder.path(), &["import", "--suggest-marks", "a.txt"]));
    screen.until("`mark: detected` may fit, the first alert:");
    screen.until("Write it?");
    screen.press("y\r");
    screen.until("`mark: resolved` may fit, the last recovery, with no alert after it:");
    screen.until("Write it?");
    screen.press("n\r");
    screen.until("1 event added");
    assert_eq!(screen.end().1, 0);
    let text = read(folder.path(), "incident.yaml");
    assert_eq!(text.matches("mark: detected").count(), 1, "{text}");
    assert!(!text.contains("resolved"), "{text}");
    sound(folder.path());
}
