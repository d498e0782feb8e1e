//! What the commands about many incidents share: reading all of them, and going on past what is
//! broken.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};

use super::case::Repo;
use super::progress::Progress;
use super::talk;
use crate::archive::register::{Part, Register};
use crate::archive::{Gathered, Reader, Record, Trouble};
use crate::context::{Context, Exit};
use crate::load;
use crate::model::{self, Zone};
use crate::store::{Folder, names};

/// Reads every incident of the repo and keeps what `keep` makes of it.
pub(super) fn gather<T: Send>(
    cx: &mut Context<'_>,
    repo: &Repo,
    keep: impl Fn(Record) -> T + Sync,
) -> anyhow::Result<Gathered<T>> {
    let folders = Folder::all_in(&repo.reviews())?;
    gather_from(cx, repo, &folders, keep)
}

/// Reads the incidents in `folders` and keeps what `keep` makes of each.
pub(super) fn gather_from<T: Send>(
    cx: &mut Context<'_>,
    repo: &Repo,
    folders: &[Folder],
    keep: impl Fn(Record) -> T + Sync,
) -> anyhow::Result<Gathered<T>> {
    let shelf = Shelf::new(cx, repo);
    let mut progress = Progress::new("reading");
    let gathered = Gathered::of(folders, &shelf.reader(), keep, |done| {
        progress.at(cx, done, "")
    })?;
    progress.clear(cx)?;
    Ok(gathered)
}

/// The register of the repo, and the files that had to be left out.
pub(super) fn register(
    cx: &mut Context<'_>,
    repo: &Repo,
) -> anyhow::Result<(Register, Vec<Trouble>)> {
    let shelf = Shelf::new(cx, repo);
    let mut progress = Progress::new("reading");
    let register = shelf.register(|done| progress.at(cx, done, ""))?;
    progress.clear(cx)?;
    Ok(register)
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

    /// The register, and the files that had to be left out; `step` is told how many of how many
    /// incidents are read.
    pub(super) fn register(
        &self,
        step: impl FnMut((usize, usize)) -> anyhow::Result<()>,
    ) -> anyhow::Result<(Register, Vec<Trouble>)> {
        let folders = Folder::all_in(&self.reviews)?;
        let keep = |record: Record| Part::of(&record);
        let Gathered { kept, mut troubles } = Gathered::of(&folders, &self.reader(), keep, step)?;
        let (register, more) = self.folded(kept);
        troubles.extend(more);
        Ok((register, troubles))
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
