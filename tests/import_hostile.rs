//! Exports that are not what they should be: every fixture cut off, bent and mixed with others, by a
//! generator whose seed tells what it makes. Whatever comes in, an importer ends soon, with events
//! whose times can be read or with an error.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may panic, and says what it did"
)]

#[path = "import_support/mod.rs"]
mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use pir::import::FORMATS;
use support::take;

/// A generator of numbers, the same for the same seed (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// One of these.
    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// One of these words.
    fn word(&mut self, all: &[&'static str]) -> &'static str {
        all[self.below(all.len())]
    }

    /// A place in the text at which a character begins.
    fn place(&mut self, text: &str) -> usize {
        floor(text, self.below(text.len() + 1))
    }

    /// Two places, the first before the second or at it.
    fn range(&mut self, text: &str) -> (usize, usize) {
        let (one, other) = (self.place(text), self.place(text));
        (one.min(other), one.max(other))
    }
}

/// The last place at which a character begins, up to `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut places = (0..=at.min(text.len())).rev();
    places.find(|at| text.is_char_boundary(*at)).unwrap()
}

/// Texts that stand in place of others.
const ODD: &[&str] = &[
    "null",
    "[]",
    "{}",
    "-1",
    "0",
    "1e400",
    "\"\"",
    "true",
    "9999999999999999999999",
    "\"\\ud800\"",
    "\"0001-01-01T00:00:00Z\"",
    "\"9999-12-31T23:59:60+23:59\"",
    "253402300799",
    "\u{feff}",
    "\u{0}",
    "\u{2028}",
    "\r\n",
    "\t",
    "|",
    "\"",
    "```",
    "<!--",
    "é",
    "👩‍💻",
    "10:38",
    "24:00",
    "..",
    "~",
    "&#38;lt;",
    "<@U1>",
    "<https://",
    "%Y",
    "[[[[",
    "{\"a\":",
    "commit ",
    "<999>",
    "Feb 30 25:61:61",
    "+99:99",
];

/// A text made of one of these, some steps away.
fn bent(chance: &mut Chance, texts: &[String]) -> String {
    let mut text = chance.of(texts).clone();
    for _ in 0..=chance.below(4) {
        let (from, to) = chance.range(&text);
        match chance.below(9) {
            0 => text.truncate(from),
            1 => text.replace_range(from..to, ""),
            2 => text.insert_str(from, chance.word(ODD)),
            3 => {
                let piece = text[from..to].to_owned();
                let times = 1 + chance.below(3);
                text.insert_str(to, &piece.repeat(times));
            }
            4 => {
                let other = chance.of(texts);
                let (start, end) = chance.range(other);
                text.insert_str(from, &other[start..end]);
            }
            5 => text = value(chance, &text),
            6 => {
                let deep = 1 + chance.below(400);
                let open = chance.word(&["[", "{\"a\":", "[{\"a\":[", "> ", "- "]);
                text.insert_str(from, &open.repeat(deep));
            }
            7 => {
                let (old, new) = (digit(chance), digit(chance));
                text = text.replace(old, &new.to_string());
            }
            _ => {
                let mut lines: Vec<&str> = text.lines().collect();
                if lines.len() > 1 {
                    let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
                    lines.swap(one, other);
                }
                text = lines.join(chance.word(&["\n", "\r\n", "\r", " "]));
            }
        }
        // What repeats what repeats does not end.
        let end = floor(&text, 60_000);
        text.truncate(end);
    }
    text
}

fn digit(chance: &mut Chance) -> char {
    char::from_digit(u32::try_from(chance.below(10)).unwrap(), 10).unwrap()
}

/// The text with one value of JSON, or what looks like it, in place of another.
fn value(chance: &mut Chance, text: &str) -> String {
    let colons: Vec<_> = text.match_indices(": ").map(|(at, _)| at + 2).collect();
    if colons.is_empty() {
        return text.to_owned();
    }
    let (before, after) = text.split_at(*chance.of(&colons));
    let end = after.find([',', '}', ']', '\n']).unwrap_or(after.len());
    format!("{before}{}{}", chance.word(ODD), &after[end..])
}

/// The texts of all fixtures.
fn fixtures() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut texts = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|end| end != "events") {
                texts.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    texts
}

/// Bends fixtures from `seed` on, as long as `go` says so; the number of texts that were made.
fn bend(seed: u64, mut go: impl FnMut(u64) -> bool) -> u64 {
    let texts = fixtures();
    let mut done = 0;
    while go(done) {
        let number = seed + done;
        let mut chance = Chance(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let text = bent(&mut chance, &texts);
        let format = match chance.below(3) {
            0 => Some(chance.of(FORMATS).name),
            _ => None,
        };
        let taken = std::panic::catch_unwind(|| {
            // Something else may have had the machine meanwhile, once.
            let slow = || {
                let begin = Instant::now();
                take(&text, format);
                begin.elapsed() > Duration::from_secs(20)
            };
            assert!(!slow() || !slow(), "this takes too long");
        });
        if taken.is_err() {
            let path = std::env::temp_dir().join(format!("pir-bent-{number}.txt"));
            std::fs::write(&path, &text).unwrap();
            panic!("number {number}, as {format:?}, is in {}", path.display());
        }
        done += 1;
    }
    done
}

#[test]
fn every_fixture_cut_off_anywhere_is_refused_or_read() {
    for text in fixtures() {
        let step = (text.len() / 60).max(1);
        for end in (0..text.len()).step_by(step) {
            take(&text[..floor(&text, end)], None);
        }
    }
}

#[test]
fn bent_fixtures_are_refused_or_read() {
    assert_eq!(bend(1, |done| done < 1500), 1500);
}

/// For as long as `PIR_TEST_MINUTES` says, from the seed `PIR_TEST_SEED` on.
#[test]
#[ignore = "runs for as long as it is told"]
fn bent_fixtures_for_long() {
    let number = |name: &str, other: u64| {
        let set = std::env::var(name).ok();
        set.map_or(other, |text| text.parse().unwrap())
    };
    let minutes = Duration::from_secs(60 * number("PIR_TEST_MINUTES", 1));
    let begin = Instant::now();
    let seed = number("PIR_TEST_SEED", 1_000_000);
    let done = bend(seed, |_| begin.elapsed() < minutes);
    eprintln!("{done} texts from the seed {seed} on");
}
