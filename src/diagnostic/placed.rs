//! Findings as other tools know them: by a path from the top of the repository, and by a print that
//! stays the same while lines move.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Diagnostic;
use crate::source::{Place, Span, one_line};

/// A finding, and how it is known outside.
#[derive(Debug)]
pub struct Placed<'a> {
    /// What was found.
    pub finding: &'a Diagnostic,
    /// The file from the top of the repository, with `/`; as it was named where it lies elsewhere.
    pub path: String,
    /// Where it begins.
    pub start: Place,
    /// One past its end.
    pub end: Place,
    /// 32 hexadecimal digits that tell it from others: of its code, its file, the text of its line,
    /// and how many like it stand above.
    pub print: String,
}

/// The findings, whose paths start from `cwd`, as they are known from `top`.
pub fn placed<'a>(findings: &'a [Diagnostic], (cwd, top): (&Path, &Path)) -> Vec<Placed<'a>> {
    let mut above: BTreeMap<(&str, String, String), usize> = BTreeMap::new();
    let placed = findings.iter().map(|finding| {
        let source = &finding.source;
        let path = from_top(source.path(), (cwd, top));
        let start = source.place(finding.span.start);
        let line = one_line(source.slice(source.line(start.line)));
        let alike = (finding.rule.code, path.clone(), line.clone());
        let number = above.entry(alike).or_default();
        *number += 1;
        let words = [finding.rule.code, &path, &line, &number.to_string()].join("\0");
        Placed {
            finding,
            start,
            end: source.place(finding.span.end),
            print: hexadecimal(&Sha256::digest(words)[..16]),
            path,
        }
    });
    placed.collect()
}

impl Placed<'_> {
    /// The lines that it stands on, from 1; the end of the last line is part of it.
    pub fn lines(&self) -> std::ops::RangeInclusive<usize> {
        let Span { start, end } = self.finding.span;
        let last = self.finding.source.place(end.saturating_sub(1).max(start));
        self.start.line..=last.line
    }

    /// What it says, and what to do.
    pub fn words(&self) -> String {
        format!("{}; {}", self.finding.message, self.finding.advice())
    }
}

/// The path from `top`.
fn from_top(path: &Path, (cwd, top): (&Path, &Path)) -> String {
    let whole = plain(&cwd.join(path));
    let below = whole.strip_prefix(plain(top)).unwrap_or(path);
    let names = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    names.collect::<Vec<_>>().join("/")
}

/// A path without `.` and `..`, by its words alone.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Group, Level, Rule};
    use crate::source::Source;

    static RULE: Rule = Rule {
        code: "some-code",
        group: Group::Language,
        level: Level::Hint,
        summary: "",
        why: "",
        help: "",
        bad: &[],
        good: &[],
    };

    fn prints(text: &str, words: &str) -> Vec<String> {
        let source = Source::new("reviews/a/../a/notes.md", text);
        let findings: Vec<_> = text
            .match_indices(words)
            .map(|(at, _)| Diagnostic::new(&RULE, &source, Span::new(at, at + words.len()), ""))
            .collect();
        let placed = placed(&findings, (Path::new("/repo/docs"), Path::new("/repo")));
        assert!(
            placed
                .iter()
                .all(|one| one.path == "docs/reviews/a/notes.md")
        );
        placed.into_iter().map(|one| one.print).collect()
    }

    #[test]
    fn prints_stay_where_lines_move_and_differ_where_lines_are_alike() {
        let before = prints("one bad\nother\none bad\n", "bad");
        let after = prints("new\n\n  one  bad\none bad\nmore bad\n", "bad");
        assert_eq!(before[..], after[..2]);
        assert_eq!(before[0].len(), 32);
        assert_ne!(before[0], before[1]);
        assert_ne!(after[2], after[1]);
    }

    #[test]
    fn what_ends_with_a_line_does_not_stand_on_the_next() {
        let source = Source::new("a.md", "one\ntwo\nthree\n");
        let finding = [Diagnostic::new(&RULE, &source, Span::new(0, 8), "")];
        let placed = placed(&finding, (Path::new("/"), Path::new("/elsewhere")));
        assert_eq!(placed[0].lines(), 1..=2);
        assert_eq!(placed[0].path, "a.md");
    }
}
