//! The lines that changed since a revision, as git tells them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::cmd::git;
use crate::diagnostic::placed::Placed;

/// The lines that changed, by files from the top of the repo.
pub(super) struct Changed(BTreeMap<String, Lines>);

/// Which lines of a file changed.
enum Lines {
    /// All: nobody has committed the file yet.
    All,
    /// These, from 1.
    Some(Vec<RangeInclusive<usize>>),
}

impl Changed {
    /// What changed in the repo at `top` since the branch here left `revision`, uncommitted changes
    /// and new files included.
    pub(super) fn since(top: &Path, revision: &str) -> anyhow::Result<Self> {
        if revision.starts_with('-') {
            bail!("`{revision}` is no revision");
        }
        let base = base(top, revision)?;
        // Deleted files have no lines, and of files in conflict and of submodules git tells none.
        let filter = ["--diff-filter=du", "--ignore-submodules=all"];
        let against = [&filter[..], &[base.trim(), "--"]].concat();
        let names = [&["diff", "--name-only", "-z"][..], &against].concat();
        let names = text(&git::ask(top, &names)?);
        let plain = [
            "--unified=0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
        ];
        let hunks = [&["diff"][..], &plain, &against].concat();
        let hunks = text(&git::ask(top, &hunks)?);
        let mut files: BTreeMap<_, _> = paths(&names).zip(lines(&hunks)).collect();
        let new = git::ask(top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        files.extend(paths(&text(&new)).map(|path| (path, Lines::All)));
        Ok(Self(files))
    }

    /// Whether a finding stands on a line that changed; what is in no file does.
    pub(super) fn holds(&self, placed: &Placed<'_>) -> bool {
        let own = placed.lines();
        match self.0.get(&placed.path) {
            Some(Lines::All) => true,
            Some(Lines::Some(changed)) => changed
                .iter()
                .any(|lines| lines.start() <= own.end() && own.start() <= lines.end()),
            None => placed.finding.source.path() == Path::new("<stdin>"),
        }
    }
}

/// What to compare with: where the branch here left the revision, so that what others did there since
/// is none of this change. Where the history has been cut off it is the revision itself, and before
/// the first commit it is nothing.
fn base(top: &Path, revision: &str) -> anyhow::Result<String> {
    let commit = |revision: &str| {
        let known = format!("{revision}^{{commit}}");
        git::ask(top, &["rev-parse", "--verify", "--quiet", &known])
    };
    if commit("HEAD").is_err() && revision == "HEAD" {
        let nothing = git::ask(top, &["hash-object", "-t", "tree", "--stdin"])?;
        return Ok(text(&nothing));
    }
    let commit = commit(revision).ok().with_context(|| {
        format!("git knows no revision `{revision}` here; in CI it may have to be fetched first")
    })?;
    let commit = text(&commit);
    let base = git::ask(top, &["merge-base", commit.trim(), "HEAD"]);
    Ok(base.map_or(commit, |base| text(&base)))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn paths(listed: &str) -> impl Iterator<Item = String> {
    let names = listed.split('\0').filter(|name| !name.is_empty());
    names.map(str::to_owned)
}

/// The lines that each file of a difference has now, in the order of the files.
fn lines(difference: &str) -> impl Iterator<Item = Lines> {
    let mut files: Vec<Vec<RangeInclusive<usize>>> = Vec::new();
    for line in difference.lines() {
        if line.starts_with("diff --git ") {
            files.push(Vec::new());
        } else if let (Some(file), Some(lines)) = (files.last_mut(), hunk(line)) {
            file.push(lines);
        }
    }
    files.into_iter().map(Lines::Some)
}

/// The lines that are there now, of the head of a hunk: `@@ -4,2 +4,3 @@`.
fn hunk(line: &str) -> Option<RangeInclusive<usize>> {
    let (_, now) = line.strip_prefix("@@ -")?.split_once(" +")?;
    let now = now.split_once(" @@")?.0;
    let (start, count) = now.split_once(',').unwrap_or((now, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    (count > 0).then(|| start..=start + count - 1)
}
