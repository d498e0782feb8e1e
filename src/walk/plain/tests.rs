//! Transcripts of the plain front end.

use std::io::Cursor;

use proptest::prelude::*;

use super::{Line, Lines, Plain, Stream, run};
use crate::walk::tree::same;
use crate::walk::trial::{files, planned, reviewed, saved, session, yaml};
use crate::walk::{Drafts, Ending, Files, Hint, Kept, Options, Session, Write};
use crate::yaml::Value;

/// What came of a walk.
struct Walked {
    ending: Ending,
    files: Files,
    out: String,
}

/// Walks with these lines typed; `fails` writes fail first.
fn walk(mut session: Session, typed: &[u8], mut fails: usize) -> Walked {
    let mut files = session.files().clone();
    let mut out = Vec::new();
    let mut save = |writes: &[Write]| {
        if fails > 0 && !writes.is_empty() {
            fails -= 1;
            anyhow::bail!("the disk is full");
        }
        files = saved(&files, writes);
        Ok(files.clone())
    };
    let mut edit = |_: &str| Ok("From the editor.\n".to_owned());
    let mut keep = |_: &Drafts| Ok(());
    let mut plain = Plain {
        input: &mut Stream(&mut Cursor::new(typed)),
        output: &mut out,
        width: 72,
        edit: Ok(&mut edit),
        hints: &|words| {
            let blames = words.contains("should have");
            let hint = Hint {
                code: "should-have",
                text: "say what happened".to_owned(),
            };
            blames.then_some(hint).into_iter().collect()
        },
        kept: Kept::new(Drafts::new(), &mut keep),
    };
    let ending = run(&mut session, &mut plain, &mut save).unwrap();
    Walked {
        ending,
        files,
        out: String::from_utf8(out).unwrap(),
    }
}

fn is(review: &Value, expected: &str) {
    assert!(same(review, &yaml(expected)), "{review:#?}");
}

#[test]
fn a_short_walk_reads_like_a_talk() {
    let start = reviewed("went_well: [a view of heavy queries]");
    let walked = walk(
        session(&start, &["adapt-recovery", "sense-goals@a13"]),
        b"Stop failed checkouts\nwithout losing prices.\n\n?\nm\nb\n\n\n",
        0,
    );
    let expected = "\
2 questions. An empty line ends an answer; `s` skips a question, `q`
leaves and keeps everything, `h` lists the rest.

## How it looked from inside

Question 1 of 2
  10:36 decision, morning on-call: switch payments to the second
  provider (a13)
What were you after at this point, and what were you trying not to lose
at the same time?
> | | 
## How people coped and recovered

Question 2 of 2
How did you recover: which insight, skill, tool or person made the
difference?
You wrote:
  | a view of heavy queries
Anything to add? An empty line goes on.
>   Recovery is work worth understanding and repeating, as much as the
  failure is (MS Learn, practice 3; Hollnagel, Safety-II).
>   Which of these were there by design, which by habit, which by good
  luck?
> 
## How it looked from inside

Question 1 of 2
  10:36 decision, morning on-call: switch payments to the second
  provider (a13)
What were you after at this point, and what were you trying not to lose
at the same time?
You wrote:
  | Stop failed checkouts
  | without losing prices.
Anything to add? An empty line goes on.
> 
## How people coped and recovered

Question 2 of 2
How did you recover: which insight, skill, tool or person made the
difference?
You wrote:
  | a view of heavy queries
Anything to add? An empty line goes on.
> 
That was the last question.
";
    assert_eq!(walked.out, expected);
    assert_eq!(walked.ending, Ending::Finished);
}

#[test]
fn a_record_is_asked_field_by_field() {
    let walked = walk(
        session(&files(), &["luck-near-miss"]),
        b"Double charging.\n.\nAn idempotency key.\n\n\n",
        0,
    );
    is(
        &walked.files.review,
        "near_misses: [{what: Double charging., stopped_by: An idempotency key.}]",
    );
    let expected = "> |   What stopped it? (an empty line leaves it out)\n> | \n\
                    Another one? An empty line goes on.\n> \nThat was the last question.\n";
    assert!(walked.out.ends_with(expected), "{}", walked.out);
}

#[test]
fn the_end_of_input_keeps_what_was_typed_and_leaves() {
    let walked = walk(
        session(&files(), &["luck-fortune"]),
        b"It was a Thursd\xffy",
        0,
    );
    is(&walked.files.review, "luck: [\"It was a Thursd\u{fffd}y\"]");
    assert_eq!(walked.ending, Ending::Left);
    assert!(walked.out.contains("`pir walk` goes on from here"));
}

#[test]
fn words_that_cannot_be_written_are_printed_back_and_asked_again() {
    let walked = walk(
        session(&files(), &["luck-fortune"]),
        b"It was a Thursday.\n\nIt was a Thursday.\n\n\n",
        1,
    );
    let again = "the disk is full\nThis was not written; here it is again:\nIt was a Thursday.\n";
    assert!(walked.out.contains(again), "{}", walked.out);
    is(&walked.files.review, "luck: [It was a Thursday.]");
}

#[test]
fn an_answer_goes_into_what_others_wrote_meanwhile() {
    let start = reviewed("luck: [sun]");
    let mut files = reviewed("luck: [sun, moon]");
    let mut out = Vec::new();
    let mut keep = |_: &Drafts| Ok(());
    let mut plain = Plain {
        input: &mut Stream(&mut Cursor::new(b"stars\n\n")),
        output: &mut out,
        width: 72,
        edit: Err("there is no editor"),
        hints: &|_| Vec::new(),
        kept: Kept::new(Drafts::new(), &mut keep),
    };
    let mut save = |writes: &[Write]| {
        files = saved(&files, writes);
        Ok(files.clone())
    };
    run(
        &mut session(&start, &["luck-fortune"]),
        &mut plain,
        &mut save,
    )
    .unwrap();
    is(&files.review, "luck: [sun, moon, stars]");
}

#[test]
fn files_that_cannot_be_read_any_more_lose_no_words() {
    let mut out = Vec::new();
    let mut keep = |_: &Drafts| Ok(());
    let mut plain = Plain {
        input: &mut Stream(&mut Cursor::new(b"stars\n\n")),
        output: &mut out,
        width: 72,
        edit: Err("there is no editor"),
        hints: &|_| Vec::new(),
        kept: Kept::new(Drafts::new(), &mut keep),
    };
    let mut save = |_: &[Write]| anyhow::bail!("review.yaml is broken");
    run(
        &mut session(&files(), &["luck-fortune"]),
        &mut plain,
        &mut save,
    )
    .unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(
        out.contains("review.yaml is broken\nThis was not written; here it is again:\nstars\n")
    );
}

#[test]
fn words_that_have_no_room_in_the_file_are_printed_back() {
    let start = reviewed("detection: by hand");
    let walked = walk(
        session(&start, &["detect-first-sign"]),
        b"Lag rose.\n\nq\n",
        0,
    );
    let said =
        "`detection` holds something else than this answer needs; put it right in\nthe file first";
    assert!(walked.out.contains(said), "{}", walked.out);
    assert!(walked.out.contains("here it is again:\nLag rose.\n"));
    is(&walked.files.review, "detection: by hand");
}

#[test]
fn commands_do_what_the_help_says() {
    let walked = walk(
        session(
            &files(),
            &[
                "luck-fortune",
                "adapt-recovery",
                "coord-forming",
                "surprise-obvious",
            ],
        ),
        b"h\ne\np Read access\np\n!\n\nl\nd\nn\n",
        0,
    );
    is(
        &walked.files.review,
        "went_well: [From the editor.]\nparking_lot: [{idea: Read access}]\n\
         asked: {coord-forming: later, luck-fortune: unknown, surprise-obvious: not-relevant}",
    );
    assert!(
        walked.out.contains("for example: Database on-call knew"),
        "{}",
        walked.out
    );
    assert!(walked.out.contains("parked for the planning meeting"));
    assert!(walked.out.contains("write the idea behind `p`"));
    assert!(walked.out.contains("don't know"));
}

#[test]
fn words_of_commands_are_taken_for_their_letters_where_an_answer_begins() {
    let asked = session(&files(), &["luck-fortune", "adapt-recovery"]);
    let walked = walk(asked, b"help\nWe got\nhelp\n\n\\quit\n\n", 0);
    is(&walked.files.review, "went_well: [\"We got\\nhelp\", quit]");
    assert!(walked.out.contains("this help"));
    for word in ["quit", "exit", "Q"] {
        let asked = session(&files(), &["luck-fortune"]);
        let walked = walk(asked, format!("{word}\n").as_bytes(), 0);
        assert_eq!(walked.ending, Ending::Left, "{word}");
        is(&walked.files.review, "null");
    }
}

#[test]
fn a_letter_can_be_an_answer_and_hints_follow_it() {
    let walked = walk(
        session(&files(), &["luck-fortune"]),
        b"\\s\nand somebody should have slept\n\n\n",
        0,
    );
    is(
        &walked.files.review,
        "luck: [\"s\\nand somebody should have slept\"]",
    );
    assert!(walked.out.contains("  hint: say what happened\n"));
}

#[test]
fn a_hint_is_given_once() {
    let typed = b"They should have slept\n\nWe should have known\n\n\n";
    let walked = walk(session(&files(), &["luck-fortune"]), typed, 0);
    assert_eq!(walked.out.matches("hint: ").count(), 1, "{}", walked.out);
}

/// Walks line by line with these lines typed until the walk is stopped in the middle of `cut`;
/// what was kept as drafts, and what was printed.
fn stopped(walk: &mut Session, left: &Drafts, (typed, cut): (&[&'static str], &str)) -> Stopped {
    let mut files = walk.files().clone();
    let (mut out, mut kept) = (Vec::new(), left.clone());
    let mut lines: Vec<_> = typed
        .iter()
        .map(|line| Line::Text((*line).to_owned()))
        .collect();
    lines.push(Line::Stop(cut.to_owned()));
    let mut keep = |drafts: &Drafts| {
        kept.clone_from(drafts);
        Ok(())
    };
    let mut plain = Plain {
        input: &mut Given(lines),
        output: &mut out,
        width: 72,
        edit: Err("there is no editor"),
        hints: &|_| Vec::new(),
        kept: Kept::new(left.clone(), &mut keep),
    };
    let mut save = |writes: &[Write]| {
        files = saved(&files, writes);
        Ok(files.clone())
    };
    let ending = run(walk, &mut plain, &mut save).unwrap();
    assert_eq!(ending, Ending::Stopped);
    Stopped {
        files,
        drafts: kept,
        out: String::from_utf8(out).unwrap(),
    }
}

/// What is left of a walk that was stopped.
struct Stopped {
    files: Files,
    drafts: Drafts,
    out: String,
}

/// Lines one after the other.
struct Given(Vec<Line>);

impl Lines for Given {
    fn next(&mut self, _: &str, _: &mut dyn std::io::Write) -> anyhow::Result<Line> {
        Ok(self.0.remove(0))
    }
}

#[test]
fn what_was_typed_is_a_draft_and_taken_up_again() {
    let mut walk = session(&files(), &["luck-fortune", "adapt-recovery"]);
    let one = stopped(
        &mut walk,
        &Drafts::new(),
        (&["s", "It was", "?"], "a Thurs"),
    );
    assert_eq!(one.drafts["luck-fortune"], "It was\na Thurs");
    let mut again = session(&one.files, &["luck-fortune"]);
    let two = stopped(&mut again, &one.drafts, (&["day.", ""], ""));
    assert!(two.out.contains("  | It was\n  | a Thurs\n"), "{}", two.out);
    is(
        &two.files.review,
        "luck: [\"It was\\na Thurs\\nday.\"]\nasked: {adapt-recovery: skipped}",
    );
    assert!(two.drafts.is_empty());
    // It was saved, and the walk killed before it could let the draft go.
    let mut saved = session(&two.files, &["luck-fortune"]);
    let left = Drafts::from([(
        "luck-fortune".to_owned(),
        "It was\na Thurs\nday.".to_owned(),
    )]);
    let again = stopped(&mut saved, &left, (&[], ""));
    assert!(!again.out.contains("what you had typed"), "{}", again.out);
    let mut dropped = session(&one.files, &["luck-fortune"]);
    let three = stopped(&mut dropped, &one.drafts, (&["x"], ""));
    assert!(three.drafts.is_empty());
    let mut private = session(&files(), &["orient-concerns"]);
    let four = stopped(&mut private, &Drafts::new(), (&["secret"], "s"));
    assert!(four.drafts.is_empty());
}

#[test]
fn questions_are_listed_found_and_gone_to() {
    let start = reviewed("luck: [It was a Thursday.]\nsummary: A calm Thursday");
    let asked = session(&start, &["luck-fortune", "adapt-recovery", "coord-forming"]);
    let walked = walk(asked, b"g\ng thursday\ng weather\ng 9\ng 3\ns\ns\ns\n", 0);
    let listed = "\
>   How people coped and recovered
    1 How did you recover: which insight, skill, tool or person made the
    difference? (here)
";
    assert!(walked.out.contains(listed), "{}", walked.out);
    for said in [
        "    3 Where were time of day, timing or chance on our side? (answered)\n      | It was a Thursday.\n",
        "  review.yaml, summary\n    | A calm Thursday\n",
        "`weather` stands in no question and no answer",
        "there is no question 9; `g` lists them",
    ] {
        assert!(walked.out.contains(said), "{said}\n{}", walked.out);
    }
    let at = |words: &str| walked.out.rfind(words).unwrap();
    assert!(at("Question 3 of 3") < at("Question 1 of 3"));
    assert!(at("Question 1 of 3") < at("Question 2 of 3"));
    assert_eq!(walked.ending, Ending::Finished);
}

#[test]
fn a_command_below_the_first_line_loses_nothing_and_is_no_text() {
    let walked = walk(
        session(&files(), &["luck-fortune", "adapt-recovery"]),
        b"It was\n?\np Read access\ns\na Thursday.\nq\n",
        0,
    );
    is(
        &walked.files.review,
        "went_well: [\"It was\\na Thursday.\"]\nparking_lot: [{idea: Read access}]",
    );
    assert_eq!(walked.ending, Ending::Left);
    assert!(
        walked
            .out
            .contains("  `s` is not taken as text: your answer goes on")
    );
    assert!(walked.out.contains("parked for the planning meeting"));
}

#[test]
fn the_editor_takes_along_what_was_typed() {
    let mut taken = String::new();
    let mut edit = |text: &str| {
        text.clone_into(&mut taken);
        Ok(format!("{text} indeed"))
    };
    let mut files = files();
    let mut out = Vec::new();
    let mut keep = |_: &Drafts| Ok(());
    let mut plain = Plain {
        input: &mut Stream(&mut Cursor::new(b"It was\na Thursday\n!\n\n")),
        output: &mut out,
        width: 72,
        edit: Ok(&mut edit),
        hints: &|_| Vec::new(),
        kept: Kept::new(Drafts::new(), &mut keep),
    };
    let mut walk = session(&files, &["luck-fortune"]);
    let mut save = |writes: &[Write]| {
        files = saved(&files, writes);
        Ok(files.clone())
    };
    run(&mut walk, &mut plain, &mut save).unwrap();
    assert_eq!(taken, "It was\na Thursday");
    is(&files.review, "luck: [\"It was\\na Thursday indeed\"]");
}

#[test]
fn words_that_cannot_be_written_keep_the_walk_open() {
    let walked = walk(
        session(&files(), &["luck-fortune"]),
        b"It was\nq\nIt was\nq\n",
        1,
    );
    assert!(
        walked
            .out
            .contains("the disk is full\nThis was not written")
    );
    is(&walked.files.review, "luck: [It was]");
}

#[test]
fn a_backslash_makes_text_of_a_command_and_is_text_elsewhere() {
    let walked = walk(
        session(&files(), &["luck-fortune"]),
        b"\\\\host\\share\n\\q\n\\\n\\\\s\n\\.\n\\note\n\n\n",
        0,
    );
    is(
        &walked.files.review,
        r#"luck: ["\\\\host\\share\nq\n\n\\s\n.\n\\note"]"#,
    );
}

/// Lines as a terminal gives them, pasted texts among them.
struct Pasted(Vec<&'static str>);

impl Lines for Pasted {
    fn next(&mut self, _: &str, _: &mut dyn std::io::Write) -> anyhow::Result<Line> {
        let more = !self.0.is_empty();
        Ok(if more {
            Line::Text(self.0.remove(0).to_owned())
        } else {
            Line::End
        })
    }
}

#[test]
fn a_pasted_text_is_one_answer() {
    let mut files = files();
    let mut keep = |_: &Drafts| Ok(());
    let mut plain = Plain {
        input: &mut Pasted(vec!["p First.\n\nq\n.\nSecond", "and more.", "", "q"]),
        output: &mut Vec::new(),
        width: 72,
        edit: Err("there is no editor"),
        hints: &|_| Vec::new(),
        kept: Kept::new(Drafts::new(), &mut keep),
    };
    let mut walk = session(&files, &["luck-fortune", "adapt-recovery"]);
    let mut save = |writes: &[Write]| {
        files = saved(&files, writes);
        Ok(files.clone())
    };
    run(&mut walk, &mut plain, &mut save).unwrap();
    is(
        &files.review,
        "went_well: [\"p First.\\n\\nq\\n.\\nSecond\\nand more.\"]",
    );
}

#[test]
fn an_unanswered_question_is_not_passed_by_an_empty_line() {
    let walked = walk(session(&files(), &["luck-fortune"]), b"\ns\n", 0);
    assert!(
        walked.out.contains("nothing is written yet"),
        "{}",
        walked.out
    );
    is(&walked.files.review, "asked: {luck-fortune: skipped}");
}

#[test]
fn text_of_a_file_does_not_reach_the_terminal_raw() {
    let start = reviewed(r#"normal_work: "calm \e[2J\u202e""#);
    let walked = walk(session(&start, &["orient-ordinary-day"]), b"\n", 0);
    assert!(
        !walked.out.contains(['\u{1b}', '\u{202e}']),
        "{}",
        walked.out
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_input_ends(lines in prop::collection::vec("[?mesldnbpgx!qh]|g [0-9a-e]|[ -~]{0,9}|\\PC{0,4}|", 0..60)) {
        let start = files();
        let session = Session::new(planned(&start, &Options::default()), start);
        walk(session, lines.join("\n").as_bytes(), 2);
    }
}
