//! One line of a timeline: `time [kind] [@role]: text !mark` and what people paste in its place;
//! the line in, its parts as ranges of the line out.

use std::ops::Range;

use super::fault::Fault;
use super::grammar::{self, Stated};
use crate::diagnostic::nearest;
use crate::model::{Kind, Mark};

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// It begins with a time.
    Event(Box<Parts>),
    /// It holds only a date, at this range, and starts a day.
    Day(Range<usize>),
    /// It begins with a time that cannot be.
    Wrong(Fault),
    /// Neither: a blank line, a quote, prose.
    Other,
}

/// The parts of an event's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The time.
    pub at: Range<usize>,
    /// What the time states.
    pub stated: Stated,
    /// The word for the kind.
    pub kind: Option<Range<usize>>,
    /// The role, without its `@`.
    pub who: Option<Range<usize>>,
    /// The text; empty where there is none.
    pub what: Range<usize>,
    /// Signs that open before the time and close in the text, which begins with them too:
    /// `**10:38 It is** declared` says `**It is** declared`.
    pub open: &'static str,
    /// Marks at the end of the line.
    pub marks: Vec<(Mark, Range<usize>)>,
    /// A word at the end of the line that was probably meant as a mark, with the mark.
    pub no_mark: Option<(Range<usize>, Mark)>,
}

/// Which words before a colon are kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinds {
    /// Any word in small letters; the ones that are not known are kept and warned about.
    Any,
    /// The known ones: pasted prose has words before colons too.
    Known,
}

/// Signs of a list item.
const BULLETS: &[&str] = &[
    "- [ ] ", "- [x] ", "- [X] ", "* [ ] ", "* [x] ", "- ", "* ", "+ ", "• ", "– ", "‣ ", "-\t",
    "*\t",
];
/// Signs that may stand around a time, with those that close them.
const AROUND: &[(&str, &str)] = &[
    ("**", "**"),
    ("__", "__"),
    ("*", "*"),
    ("_", "_"),
    ("`", "`"),
    ("[", "]"),
    ("(", ")"),
];
/// Signs of a rule that may stand around a date.
const RULE: [char; 5] = ['-', '=', '–', '—', ' '];
/// Signs that may stand between a time and the text.
const BETWEEN: &[&str] = &["--", "->", "=>", ":", "-", "–", "—", "→", "|", ","];

/// Reads a line without its line end.
pub fn read(line: &str, kinds: Kinds) -> Line {
    let start = line.len() - line.trim_start().len();
    let start = start + bullet(&line[start..]);
    if let Some(day) = day(line, start) {
        return Line::Day(day);
    }
    let (at, closers) = opened(line, start);
    let Some(read) = grammar::read_start(&line[at..]) else {
        return Line::Other;
    };
    let (stated, length) = match read {
        Ok(read) => read,
        Err(unread) => {
            let mut fault = Fault::from(unread);
            fault.range = fault.range.start + at..fault.range.end + at;
            return Line::Wrong(fault);
        }
    };
    let end = at + line[at..at + length].trim_end().len();
    let (from, line_end, open) = body(line, end, &closers);
    let (what_end, marks, no_mark) = marks(&line[..line_end], from);
    let (kind, who, from) = head(&line[..what_end], from, kinds);
    Line::Event(Box::new(Parts {
        at: at..end,
        stated,
        kind,
        who,
        what: trimmed(line, from..what_end.max(from)),
        open,
        marks,
        no_mark,
    }))
}

/// The date that a line holds and nothing else, or the dates: `2026-03-12`, `day: 2026-03-12`,
/// `## 12 March 2026`, `October 29-30`.
fn day(line: &str, start: usize) -> Option<Range<usize>> {
    let mut range = trimmed(line, start..line.len());
    for sign in [
        "######", "#####", "####", "###", "##", "#", "day:", "Day:", "date:", "Date:",
    ] {
        if line[range.clone()].starts_with(sign) {
            range = trimmed(line, range.start + sign.len()..range.end);
            break;
        }
    }
    let (inner, _) = opened(line, range.start);
    let text = line.get(inner..range.end)?;
    let ruled = text.trim_start_matches(RULE);
    let inner = inner + text.len() - ruled.len();
    let closing = [':', '*', '_', ']', ')', '`', ' ', '-', '=', '–', '—'];
    let text = ruled.trim_end_matches(closing);
    // `2026-03-13 (Friday)`: the day of the week says nothing more.
    let text = match text.rsplit_once([' ', '(']) {
        Some((date, word)) if grammar::is_weekday(word) => {
            date.trim_end_matches(['(', ',', ' ', '-', '–', '—'])
        }
        _ => text,
    };
    grammar::read(text)
        .is_ok_and(|stated| stated.is_day())
        .then_some(inner..inner + text.len())
}

/// How many bytes the sign of a list item takes, with the blanks after it.
fn bullet(rest: &str) -> usize {
    let sign = BULLETS.iter().find(|sign| rest.starts_with(**sign));
    let sign = sign.map(|sign| sign.len()).or_else(|| number(rest));
    sign.map_or(0, |sign| sign + blanks(&rest[sign..]))
}

/// How many bytes the number of a list item takes: `1. `, `12) `. `2. March` is no item.
fn number(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.get(digits..)?;
    let item = digits > 0 && (after.starts_with(". ") || after.starts_with(") "));
    (item && !matches!(grammar::read_start(rest), Some(Ok(_)))).then_some(digits + 2)
}

/// Where the time begins behind the signs that open around it, and what closes them.
fn opened(line: &str, start: usize) -> (usize, Vec<&'static str>) {
    let mut at = start;
    let mut closers = Vec::new();
    // Nobody puts more around a time; a line of nothing but stars must not take long.
    while closers.len() < 4
        && let Some((open, close)) = AROUND.iter().find(|(open, _)| line[at..].starts_with(open))
    {
        at += open.len();
        closers.insert(0, *close);
    }
    (at, closers)
}

/// Where the text after a time begins and ends: behind what closes around the time or the line,
/// and the sign between the two; and the sign that closes in the text.
fn body(line: &str, end: usize, closers: &[&'static str]) -> (usize, usize, &'static str) {
    let mut from = end;
    let mut line_end = line.trim_end().len();
    let mut open = "";
    for close in closers {
        let rest = &line[from..line_end];
        // `**10:38:** text` has its colon inside.
        let inside = [":", " -", ""].iter().find(|sign| {
            rest.strip_prefix(**sign)
                .is_some_and(|rest| rest.starts_with(close))
        });
        match inside {
            Some(sign) => from += sign.len() + close.len(),
            None if rest.ends_with(close) => line_end -= close.len(),
            None if close.starts_with(['*', '_']) && rest.contains(close) => open = close,
            None => {}
        }
    }
    let apart = line[from..line_end].starts_with([' ', '\t']);
    let from = from + blanks(&line[from..line_end]);
    let rest = &line[from..line_end];
    let sign = BETWEEN.iter().find(|sign| {
        rest.strip_prefix(**sign).is_some_and(|after| {
            // `10:38:text` has its colon at the time, and `10:38 :fire: text` none between.
            after.is_empty() || after.starts_with([' ', '\t']) || **sign == ":" && !apart
        })
    });
    let from = from + sign.map_or(0, |sign| sign.len());
    (from + blanks(&line[from..line_end]), line_end, open)
}

/// Blanks at the start, in bytes.
fn blanks(rest: &str) -> usize {
    rest.len() - rest.trim_start().len()
}

/// What a line ends with: where its text ends, its marks, and a word that was meant as one.
type Marks = (
    usize,
    Vec<(Mark, Range<usize>)>,
    Option<(Range<usize>, Mark)>,
);

/// Takes the marks off the end of a line.
fn marks(line: &str, from: usize) -> Marks {
    let mut end = line.trim_end().len();
    let mut marks = Vec::new();
    while let Some(start) = line.get(from..end).and_then(|text| text.rfind('!')) {
        let start = start + from;
        let word = &line[start + 1..end];
        let apart = start == from || line[..start].ends_with([' ', '\t']);
        if !apart || word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            break;
        }
        let known = Mark::ALL
            .iter()
            .find(|mark| mark.word().eq_ignore_ascii_case(word));
        let Some(mark) = known else {
            let meant = nearest(word, Mark::ALL.iter().map(|mark| mark.word()));
            let meant = Mark::ALL.iter().find(|mark| Some(mark.word()) == meant);
            return (end, marks, meant.map(|mark| (start..end, *mark)));
        };
        marks.insert(0, (*mark, start..end));
        end = line[..start].trim_end().len().max(from);
    }
    (end, marks, None)
}

/// Kind and role, each where there is one, and where the text after them begins.
type Head = (Option<Range<usize>>, Option<Range<usize>>, usize);

/// Takes `kind @role:` off the start of the text that begins at `from`.
fn head(line: &str, from: usize, kinds: Kinds) -> Head {
    let rest = line.get(from..).unwrap_or_default();
    let letter = |letter: char| letter.is_ascii_alphabetic() || letter == '-';
    let word = &rest[..rest.find(|next| !letter(next)).unwrap_or(rest.len())];
    let kind = (!word.is_empty() && is_kind(word, kinds)).then(|| from..from + word.len());
    let after = if kind.is_some() {
        &rest[word.len()..]
    } else {
        rest
    };
    let behind = |text: &str| line.len() - text.len() + blanks(text);
    if let Some(text) = after.strip_prefix(':').filter(|text| ends_word(text))
        && kind.is_some()
    {
        return (kind, None, behind(text));
    }
    let role = after.trim_start();
    let apart = kind.is_none() || role.len() < after.len();
    if let Some(role) = role.strip_prefix('@').filter(|_| apart) {
        let colon = role
            .match_indices(':')
            .find(|(at, _)| *at > 0 && ends_word(&role[at + 1..]));
        if let Some((colon, _)) = colon {
            let start = line.len() - role.len();
            let who = trimmed(line, start..start + colon);
            return (kind, Some(who), behind(&role[colon + 1..]));
        }
    }
    (None, None, from)
}

/// Whether a colon before `text` ends a word, as that of a link does not.
fn ends_word(text: &str) -> bool {
    text.is_empty() || text.starts_with([' ', '\t'])
}

/// Whether `word` before a colon or a role is a kind.
fn is_kind(word: &str, kinds: Kinds) -> bool {
    let small = word.bytes().all(|byte| !byte.is_ascii_uppercase());
    Kind::known(&word.to_lowercase()).is_some()
        || kinds == Kinds::Any && small && word.starts_with(|letter: char| letter != '-')
}

/// `range` without the blanks at its ends.
fn trimmed(line: &str, range: Range<usize>) -> Range<usize> {
    let text = line.get(range.clone()).unwrap_or_default();
    let start = range.start + blanks(text);
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of a line as texts: time, kind, role, text, marks.
    fn parts(line: &str) -> String {
        let Line::Event(parts) = read(line, Kinds::Any) else {
            return format!("{:?}", read(line, Kinds::Any));
        };
        let text = |range: &Option<Range<usize>>| {
            range.clone().map_or("", |range| &line[range]).to_owned()
        };
        let marks: Vec<_> = parts.marks.iter().map(|(mark, _)| mark.word()).collect();
        format!(
            "{}|{}|{}|{}{}|{}",
            parts.stated,
            text(&parts.kind),
            text(&parts.who),
            parts.open,
            &line[parts.what],
            marks.join(" ")
        )
    }

    #[test]
    fn lines_are_taken_apart() {
        for (line, expected) in [
            (
                "09:20 change @data-platform team: batch size: 2000",
                "09:20|change|data-platform team|batch size: 2000|",
            ),
            (
                "~09:41 symptom: lag starts to rise   !started",
                "~09:41|symptom||lag starts to rise|started",
            ),
            (
                "10:31 @on-call: reads !detected !declared",
                "10:31||on-call|reads|detected declared",
            ),
            ("10:38 it works!", "10:38|||it works!|"),
            ("10:38 wow ! !resolved", "10:38|||wow !|resolved"),
            ("10:38 alert fired: db", "10:38|||alert fired: db|"),
            ("10:38 wibble: text", "10:38|wibble||text|"),
            ("10:38 Rollback: done", "10:38|||Rollback: done|"),
            ("10:38 Alert: db", "10:38|Alert||db|"),
            (
                "10:38 https://x.example/a: down",
                "10:38|||https://x.example/a: down|",
            ),
            (
                "10:38 @automation:autoscaler: adds two",
                "10:38||automation:autoscaler|adds two|",
            ),
            ("10:38 @alice joined", "10:38|||@alice joined|"),
            ("2. March 10:38 text", "Mar 2 10:38|||text|"),
            ("**10:38 UTC (12 March)** text", "Mar 12 10:38 UTC|||text|"),
            ("10:38 (Oct 29, 2025): text", "2025-10-29 10:38|||text|"),
            ("10:38 (not sure) text", "10:38|||(not sure) text|"),
            ("10:38: text", "10:38|||text|"),
            ("10:38 - text", "10:38|||text|"),
            ("10:38 — text", "10:38|||text|"),
            ("10:38 | text | more", "10:38|||text | more|"),
            (
                "- **16:58 UTC** - Writer database",
                "16:58 UTC|||Writer database|",
            ),
            ("* **10:38:** text", "10:38|||text|"),
            ("**10:38 declared**", "10:38|||declared|"),
            ("[10:38] text", "10:38|||text|"),
            (
                "2023-02-02 10:21 **Incident is declared**.",
                "2023-02-02 10:21|||**Incident is declared**.|",
            ),
            ("10:38 - 10:52: slow", "10:38..10:52|||slow|"),
            ("10:38", "10:38||||"),
            ("10:38 !started", "10:38||||started"),
            (
                "2026-03-12 something unknown",
                "2026-03-12|||something unknown|",
            ),
        ] {
            assert_eq!(parts(line), expected, "{line}");
        }
    }

    #[test]
    fn hurried_writings_are_read() {
        for (line, expected) in [
            ("10:38 :fire: text", "10:38|||:fire: text|"),
            ("10:38 : text", "10:38|||text|"),
            ("10:38? text", "~10:38|||text|"),
            ("10:38 (?) text", "~10:38|||text|"),
            ("10:38? UTC: text", "~10:38 UTC|||text|"),
            ("10:38-ish text", "~10:38|||text|"),
            ("10:38ish - 10:52 text", "~10:38..10:52|||text|"),
            ("10:38 - 10:52ish text", "~10:38..10:52|||text|"),
            ("10:38 ? text", "10:38|||? text|"),
            ("10:38 -- 10:52 text", "10:38..10:52|||text|"),
            ("10:38 -- text", "10:38|||text|"),
            ("10:38 MST3K text", "10:38|||MST3K text|"),
            ("**10:38 It is** declared", "10:38|||**It is** declared|"),
            ("**10:38** it **is** so", "10:38|||it **is** so|"),
            ("October 29-30 slow", "Oct 29..Oct 30|||slow|"),
            ("October 29-30, 2025 slow", "2025-10-29..2025-10-30|||slow|"),
        ] {
            assert_eq!(parts(line), expected, "{line}");
        }
    }

    #[test]
    fn the_sign_of_a_list_stands_before_the_line() {
        for line in [
            "1. 10:38 text",
            "- [x] 10:38 text",
            "- [10:38] text",
            "12) 10:38 text",
        ] {
            assert_eq!(parts(line), "10:38|||text|", "{line}");
        }
    }

    #[test]
    fn a_time_takes_what_belongs_to_it_and_no_more() {
        for (line, expected) in [
            ("10:38 +2 pods", "10:38|||+2 pods|"),
            ("10:38 +02:00 text", "10:38+02:00|||text|"),
            ("10:38 UTC-based text", "10:38|||UTC-based text|"),
            ("10:38 CET/CEST text", "10:38|||CET/CEST text|"),
            ("10:38 Z-index", "10:38|||Z-index|"),
            ("2026-03-12 - 10:38 text", "2026-03-12 10:38|||text|"),
            ("2026-03-12: 10:38 text", "2026-03-12 10:38|||text|"),
            ("2026-03-12 | 10:38 | text", "2026-03-12 10:38|||text|"),
            ("2026-03-12: 10 pods", "2026-03-12|||10 pods|"),
            (
                "2026-03-12 - 2026-03-14 slow",
                "2026-03-12..2026-03-14|||slow|",
            ),
        ] {
            assert_eq!(parts(line), expected, "{line}");
        }
    }

    #[test]
    fn digits_that_go_on_are_not_cut_off() {
        for line in [
            "10:51,5 text",
            "10:51.5 text",
            "1:05:3 text",
            "10:51,10:52 text",
        ] {
            let Line::Wrong(fault) = read(line, Kinds::Any) else {
                panic!("{line}: {}", parts(line));
            };
            let (number, _) = line.split_once(' ').unwrap();
            assert_eq!(fault.message, format!("`{number}` is no time"));
        }
    }

    #[test]
    fn a_date_alone_starts_a_day() {
        for (line, day) in [
            ("2026-03-13", "2026-03-13"),
            ("  day: 2026-03-13 ", "2026-03-13"),
            ("## May 12", "May 12"),
            ("**12 March 2026:**", "12 March 2026"),
            ("- 2026-03-13:", "2026-03-13"),
            ("2026-03-13 (Friday)", "2026-03-13"),
            ("2026-03-13 - Fri", "2026-03-13"),
            ("--- 2026-03-13 ---", "2026-03-13"),
            ("=== 13 March, Friday ===", "13 March"),
            ("## October 29-30", "October 29-30"),
            ("29–30 October 2025:", "29–30 October 2025"),
            ("30 October - 1 November", "30 October - 1 November"),
        ] {
            let Line::Day(range) = read(line, Kinds::Any) else {
                panic!("{line}: {}", parts(line));
            };
            assert_eq!(&line[range], day, "{line}");
        }
    }

    #[test]
    fn a_word_that_was_meant_as_a_mark_is_told_from_prose() {
        let meant = |line| match read(line, Kinds::Any) {
            Line::Event(parts) => parts
                .no_mark
                .map(|(range, mark)| (line[range].to_owned(), mark)),
            _ => None,
        };
        assert_eq!(
            meant("10:38 lag !start"),
            Some(("!start".to_owned(), Mark::Started))
        );
        assert_eq!(meant("10:38 say !important"), None);
    }
}
