//! What the commands about many incidents share: reading all of them, and going on past what is
//! broken.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};

use super::case::Repo;
use super::progress::Progress;
use super::talk;
use crate::archive::register::{Part, Register};
use crate::archive::{self, Reader, Record, Trouble};
use crate::context::{Context, Exit};
use crate::load;
use crate::model::{self, Zone};
use crate::store::{Folder, names};

/// What was kept of the incidents, and what had to be left out.
pub(super) struct Gathered<T> {
    /// What was kept, in the order of the folders.
    pub(super) kept: Vec<T>,
    /// The files that were left out, in the same order.
    pub(super) troubles: Vec<Trouble>,
}

/// Reads every incident of the repo and keeps what `keep` makes of it.
pub(super) fn gather<T: Send>(
    cx: &mut Context<'_>,
    repo: &Repo,
    keep: impl Fn(Record) -> T + Sync,
) -> anyhow::Result<Gathered<T>> {
    let mut kept = Vec::new();
    let troubles = each(cx, repo, keep, |one| kept.push(one))?;
    Ok(Gathered { kept, troubles })
}

/// Reads every incident of the repo and hands on what `keep` makes of it; the files that had to be
/// left out.
pub(super) fn each<T: Send>(
    cx: &mut Context<'_>,
    repo: &Repo,
    keep: impl Fn(Record) -> T + Sync,
    mut take: impl FnMut(T),
) -> anyhow::Result<Vec<Trouble>> {
    let folders = repo.folders(cx)?;
    let shelf = Shelf::new(cx, repo);
    let (mut progress, mut done, mut troubles) = (Progress::new("reading"), 0, Vec::new());
    archive::each(&folders, &shelf.reader(), keep, |one, more| {
        take(one);
        troubles.extend(more);
        done += 1;
        progress.at(cx, (done, folders.len()), "")
    })?;
    progress.clear(cx)?;
    Ok(troubles)
}

/// The register of the repo, and the files that had to be left out.
pub(super) fn register(
    cx: &mut Context<'_>,
    repo: &Repo,
) -> anyhow::Result<(Register, Vec<Trouble>)> {
    let Gathered { kept, mut troubles } = gather(cx, repo, |record| Part::of(&record))?;
    let (register, more) = folded(cx, repo, kept);
    troubles.extend(more);
    Ok((register, troubles))
}

/// The day that counts as today, in the zone of the repo.
pub(super) fn today(cx: &Context<'_>, repo: &Repo) -> NaiveDate {
    Shelf::new(cx, repo).today()
}

/// The register of what reviews say, and the trouble with the file of later changes.
pub(super) fn folded(
    cx: &Context<'_>,
    repo: &Repo,
    parts: impl IntoIterator<Item = Part>,
) -> (Register, Vec<Trouble>) {
    Shelf::new(cx, repo).folded(parts)
}

/// Where the archive of a repo is, and how it is read: whoever has it needs no context.
pub(super) struct Shelf {
    cwd: PathBuf,
    now: DateTime<Utc>,
    zone: Option<Zone>,
    root: PathBuf,
    reviews: PathBuf,
}

impl Shelf {
    pub(super) fn new(cx: &Context<'_>, repo: &Repo) -> Self {
        Self {
            cwd: cx.cwd.clone(),
            now: cx.now,
            zone: repo.zone(),
            root: repo.root.dir.clone(),
            reviews: repo.reviews(),
        }
    }

    /// What reads its files.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader {
            cwd: &self.cwd,
            now: self.now,
            zone: self.zone,
        }
    }

    fn today(&self) -> NaiveDate {
        match self.zone {
            Some(zone) => self.now.with_timezone(&zone.offset(self.now)).date_naive(),
            None => self.now.date_naive(),
        }
    }

    /// The register, as far as it can be read.
    pub(super) fn register(&self) -> anyhow::Result<Register> {
        let folders = Folder::all_in(&self.reviews)?;
        let mut parts = Vec::new();
        let keep = |record: Record| Part::of(&record);
        archive::each(&folders, &self.reader(), keep, |part, _| {
            parts.push(part);
            anyhow::Ok(())
        })?;
        Ok(self.folded(parts).0)
    }

    fn folded(&self, parts: impl IntoIterator<Item = Part>) -> (Register, Vec<Trouble>) {
        let mut troubles = Vec::new();
        let path = self.root.join(names::REGISTER);
        let changes = self.reader().file(&path, load::register, &mut troubles);
        let changes: model::Register = changes.unwrap_or_default();
        (Register::fold(parts, &changes, self.today()), troubles)
    }
}

/// Tells of the files that were left out; with any, the command ends in trouble.
pub(super) fn tell(cx: &mut Context<'_>, troubles: &[Trouble]) -> anyhow::Result<Exit> {
    for trouble in troubles {
        match trouble {
            Trouble::Text(finding) => talk::finding(cx, finding)?,
            Trouble::World(error) => talk::note(cx, &format!("error: {error:#}"))?,
        }
    }
    if troubles.is_empty() {
        return Ok(Exit::Fine);
    }
    let files = talk::count(troubles.len(), "file");
    talk::note(cx, &format!("{files} left out; the rest is shown"))?;
    Ok(Exit::Trouble)
}
