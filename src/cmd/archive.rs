//! What the commands about many incidents share: reading all of them, and going on past what is
//! broken.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};

use super::case::Repo;
use super::talk;
use crate::archive::register::{Part, Register};
use crate::archive::{Gathered, Reader, Record, Trouble, each};
use crate::context::{Context, Exit};
use crate::load;
use crate::model::{self, Zone};
use crate::store::{Folder, names};

/// Reads every incident of the repo and keeps what `keep` makes of it.
pub(super) fn gather<T: Send>(
    cx: &Context<'_>,
    repo: &Repo,
    keep: impl Fn(Record) -> T + Sync,
) -> anyhow::Result<Gathered<T>> {
    let folders = Folder::all_in(&repo.reviews())?;
    Ok(gather_from(cx, repo, &folders, keep))
}

/// Reads the incidents in `folders` and keeps what `keep` makes of each.
pub(super) fn gather_from<T: Send>(
    cx: &Context<'_>,
    repo: &Repo,
    folders: &[Folder],
    keep: impl Fn(Record) -> T + Sync,
) -> Gathered<T> {
    each(folders, &Shelf::new(cx, repo).reader(), keep)
}

/// The register of the repo, and the files that had to be left out.
pub(super) fn register(cx: &Context<'_>, repo: &Repo) -> anyhow::Result<(Register, Vec<Trouble>)> {
    Shelf::new(cx, repo).register()
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

    fn reader(&self) -> Reader<'_> {
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

    /// The register, and the files that had to be left out.
    pub(super) fn register(&self) -> anyhow::Result<(Register, Vec<Trouble>)> {
        let folders = Folder::all_in(&self.reviews)?;
        let Gathered { kept, mut troubles } =
            each(&folders, &self.reader(), |record| Part::of(&record));
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
    tell_each(cx, troubles)?;
    left_out(cx, troubles.len())
}

/// Tells of files that were left out, as long as there may be more.
pub(super) fn tell_each(cx: &mut Context<'_>, troubles: &[Trouble]) -> anyhow::Result<()> {
    for trouble in troubles {
        match trouble {
            Trouble::Text(finding) => talk::finding(cx, finding)?,
            Trouble::World(error) => talk::note(cx, &format!("error: {error:#}"))?,
        }
    }
    Ok(())
}

/// Tells how many files were left out; with any, the command ends in trouble.
pub(super) fn left_out(cx: &mut Context<'_>, files: usize) -> anyhow::Result<Exit> {
    if files == 0 {
        return Ok(Exit::Fine);
    }
    let files = talk::count(files, "file");
    talk::note(cx, &format!("{files} left out; the rest is shown"))?;
    Ok(Exit::Trouble)
}
