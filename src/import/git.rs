//! What `git log` prints: commits with their authors, dates and subjects in, one change each out.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};

use super::{Export, Format, Imported, ImportedEvent, Noise, Reading, Who, to_the_second, written};
use crate::model::Kind;

/// The format of this file.
pub(super) static LOG: Format = Format {
    name: "git-log",
    what: "git: what `git log` prints, or lines with hash, dates, author and subject between tabs",
    get: "`pir import --git REPO` asks git itself; into a file, `git log --first-parent --pretty=fuller --date=iso-strict --since=TIME --until=TIME`, or with `--pretty='%h%x09%aI%x09%cI%x09%an%x09%s'`",
    becomes: &[(
        "a commit, a merge",
        "change, when it was committed, by its author",
    )],
    noise: &[&SYNC, &MERGED],
    reader: Reading::Text {
        detect: |export| {
            let first = export.text.lines().find(|line| !line.trim().is_empty());
            first.is_some_and(|line| hash(line).is_some() || row(line).is_some())
        },
        read,
    },
};

static SYNC: Noise = Noise {
    name: "sync-merge",
    what: "merges that bring a branch up to date with its own other copy",
};

static MERGED: Noise = Noise {
    name: "merged",
    what: "commits that came by a merge, which is listed itself",
};

/// A commit as the log shows it.
#[derive(Default)]
struct Commit<'a> {
    hash: &'a str,
    /// What it brings in, where it is a merge.
    parents: Vec<&'a str>,
    author: Option<&'a str>,
    written: Option<&'a str>,
    landed: Option<&'a str>,
    /// The lines of the message that say anything.
    message: Vec<&'a str>,
}

/// The hash at the start of the first line of a commit.
fn hash(line: &str) -> Option<&str> {
    let hash = line.strip_prefix("commit ")?.split(' ').next()?;
    is_hash(hash).then_some(hash)
}

fn is_hash(word: &str) -> bool {
    (7..=64).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A commit on one line: its hash first, then dates, author and subject.
fn row(line: &str) -> Option<Commit<'_>> {
    let mut cells = line.split('\t').map(str::trim);
    let hash = cells.next().filter(|cell| is_hash(cell))?;
    let (dates, words): (Vec<_>, Vec<_>) = cells.partition(|cell| stamp(cell).is_some());
    let (subject, authors) = words.split_last()?;
    Some(Commit {
        hash,
        author: authors.first().copied(),
        written: Some(*dates.first()?),
        landed: dates.get(1).copied(),
        message: vec![subject],
        ..Commit::default()
    })
}

/// The commits of a text, in its order.
fn commits(text: &str) -> Vec<Commit<'_>> {
    let mut commits: Vec<Commit<'_>> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if let Some(hash) = hash(line) {
            let hash = Commit {
                hash,
                ..Commit::default()
            };
            commits.push(hash);
        } else if let Some(commit) = row(line) {
            commits.push(commit);
        } else if let Some(commit) = commits.last_mut() {
            commit.take(line);
        }
    }
    commits
}

impl<'a> Commit<'a> {
    /// Takes in a line below its first.
    fn take(&mut self, line: &'a str) {
        if let Some(said) = line.strip_prefix("    ") {
            self.message
                .extend(Some(said.trim()).filter(|said| !said.is_empty()));
            return;
        }
        let Some((name, value)) = line.split_once(':').filter(|_| self.message.is_empty()) else {
            return;
        };
        let value = value.trim();
        match name {
            "Merge" => self.parents = value.split(' ').collect(),
            "Author" => self.author = value.split(" <").next(),
            "Date" | "AuthorDate" => self.written = Some(value),
            "CommitDate" => self.landed = Some(value),
            _ => {}
        }
    }

    /// What it did: its subject; for the merge of a pull request its title, which is the next line.
    fn what(&self) -> Option<String> {
        let subject = *self.message.first()?;
        let Some(rest) = subject.strip_prefix("Merge pull request ") else {
            return Some(subject.to_owned());
        };
        let number = rest.split(' ').next().unwrap_or_default();
        Some(match self.message.get(1) {
            Some(title) => format!("pull request {number} merged: {title}"),
            None => format!("pull request {number} merged"),
        })
    }

    /// Whether it brings a branch up to date with its own other copy.
    fn is_sync(&self) -> bool {
        let subject = self.message.first().copied().unwrap_or_default();
        let own_copy = subject.starts_with("Merge branch ") && subject.contains("' of ");
        own_copy || subject.starts_with("Merge remote-tracking branch ")
    }

    /// The rule by which it is noise, in a log whose merges have these other parents. A merge that
    /// was merged on was a change at its own time, as on the way from staging to production.
    fn noise(&self, merged: &BTreeSet<&str>) -> Option<&'static Noise> {
        if self.is_sync() {
            return Some(&SYNC);
        }
        // The log shortens the hashes of parents; the one that may be this stands right before it.
        let near = merged.range(..=self.hash).next_back();
        let told = near.is_some_and(|parent| self.hash.starts_with(parent));
        (told && self.parents.len() < 2).then_some(&MERGED)
    }

    /// Its event; an error where its date tells no time.
    fn event(&self, merged: &BTreeSet<&str>) -> Result<Option<ImportedEvent>> {
        let at = match self.landed.or(self.written) {
            Some(date) => Some(stamp(date).ok_or_else(|| relative(date))?),
            None => None,
        };
        let who = |name: &str| match name.strip_suffix("[bot]") {
            Some(bot) => Who::Machine(bot.to_owned()),
            None => Who::Person(name.to_owned()),
        };
        Ok(self.what().map(|what| ImportedEvent {
            at,
            kind: Some(Kind::Change),
            who: self.author.filter(|name| !name.is_empty()).map(who),
            what,
            evidence: vec![self.hash.to_owned()],
            source: format!("git:{}", self.hash),
            noise: self.noise(merged),
            ..ImportedEvent::default()
        }))
    }
}

/// The events of a log, the oldest first where times are equal.
fn read(export: &Export<'_>) -> Result<Imported> {
    let commits = commits(export.text);
    if commits
        .iter()
        .all(|commit| commit.written.is_none() && commit.landed.is_none())
    {
        bail!(
            "{} holds no dates of commits; print the log with `--pretty=fuller --date=iso-strict`",
            export.name
        );
    }
    // The first parent is the branch itself.
    let brought_in = commits
        .iter()
        .filter(|commit| !commit.is_sync())
        .flat_map(|commit| commit.parents.iter().skip(1));
    let merged: BTreeSet<&str> = brought_in.copied().collect();
    let mut imported = Imported::default();
    for commit in commits.iter().rev() {
        imported.events.extend(commit.event(&merged)?);
    }
    if commits.iter().any(|commit| commit.landed.is_none()) {
        imported.notes.push(
            "times are those at which commits were written; `git log --pretty=fuller` tells when \
             they landed"
                .to_owned(),
        );
    }
    Ok(imported)
}

/// The writings of dates with a zone, and without.
const ZONED: &[&str] = &[
    "%Y-%m-%d %H:%M:%S %z",
    "%a %b %e %H:%M:%S %Y %z",
    "%a, %e %b %Y %H:%M:%S %z",
];
const NAIVE: &[&str] = &["%a %b %e %H:%M:%S %Y", "%Y-%m-%d %H:%M:%S"];

/// A date of git in the grammar of times; `None` where it tells no time.
fn stamp(text: &str) -> Option<String> {
    let zoned = || {
        ZONED
            .iter()
            .find_map(|form| DateTime::parse_from_str(text, form).ok())
    };
    if let Some(at) = DateTime::parse_from_rfc3339(text)
        .ok()
        .or_else(zoned)
        .or_else(|| seconds(text))
    {
        return Some(written(at));
    }
    let naive = |form: &&str| NaiveDateTime::parse_from_str(text, form).ok();
    let at = NAIVE.iter().find_map(naive)?;
    Some(to_the_second(at).format("%Y-%m-%d %H:%M:%S").to_string())
}

/// `1524151448 -0700`, `1524151448`: at least nine digits, which no hash or number of a pull request
/// in a cell of its own has.
fn seconds(text: &str) -> Option<DateTime<FixedOffset>> {
    let (number, zone) = text.split_once(' ').unwrap_or((text, "+0000"));
    let digits =
        (9..=10).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let at = DateTime::<Utc>::from_timestamp(number.parse().ok().filter(|_| digits)?, 0)?;
    let zone: FixedOffset = zone.parse().ok()?;
    Some(at.with_timezone(&zone))
}

/// What to do about a date that counts from when the log was printed, or is of another sort.
fn relative(date: &str) -> anyhow::Error {
    anyhow::anyhow!(
        "`{date}` tells no time of a commit; print the log again with `--date=iso-strict`"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_git_are_times() {
        for (text, expected) in [
            ("2026-03-12T10:38:20+01:00", "2026-03-12 10:38:20+01:00"),
            ("2026-03-12 10:38:20 -0700", "2026-03-12 10:38:20-07:00"),
            ("Thu Mar 12 10:38:20 2026 +0000", "2026-03-12 10:38:20Z"),
            (
                "Thu, 5 Mar 2026 10:38:20 +0530",
                "2026-03-05 10:38:20+05:30",
            ),
            ("Thu Mar 5 10:38:20 2026", "2026-03-05 10:38:20"),
            ("1773308300 +0100", "2026-03-12 10:38:20+01:00"),
        ] {
            assert_eq!(stamp(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["3 days ago", "", "12345", "yesterday", "fix 1773308300"] {
            assert_eq!(stamp(text), None, "{text}");
        }
    }
}
