//! What the commands about many incidents share: reading all of them, and going on past what is
//! broken.

use std::path::Path;

use chrono::NaiveDate;

use super::case::Repo;
use super::talk;
use crate::archive::register::{Part, Register};
use crate::archive::{Gathered, Reader, Record, Trouble, each};
use crate::context::{Context, Exit};
use crate::load;
use crate::model;
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
    each(folders, &reader(cx, repo), keep)
}

fn reader<'a>(cx: &'a Context<'_>, repo: &Repo) -> Reader<'a> {
    Reader {
        cwd: Path::new(&cx.cwd),
        now: cx.now,
        zone: repo.zone(),
    }
}

/// The register of the repo, and the files that had to be left out.
pub(super) fn register(cx: &Context<'_>, repo: &Repo) -> anyhow::Result<(Register, Vec<Trouble>)> {
    let Gathered { kept, mut troubles } = gather(cx, repo, |record| Part::of(&record))?;
    let (register, more) = folded(cx, repo, kept);
    troubles.extend(more);
    Ok((register, troubles))
}

/// The day that counts as today, in the zone of the repo.
pub(super) fn today(cx: &Context<'_>, repo: &Repo) -> NaiveDate {
    match repo.zone() {
        Some(zone) => cx.now.with_timezone(&zone.offset(cx.now)).date_naive(),
        None => cx.now.date_naive(),
    }
}

/// The register of what reviews say, and the trouble with the file of later changes.
pub(super) fn folded(
    cx: &Context<'_>,
    repo: &Repo,
    parts: impl IntoIterator<Item = Part>,
) -> (Register, Vec<Trouble>) {
    let mut troubles = Vec::new();
    let path = repo.root.dir.join(names::REGISTER);
    let changes = reader(cx, repo).file(&path, load::register, &mut troubles);
    let changes: model::Register = changes.unwrap_or_default();
    let today = today(cx, repo);
    (Register::fold(parts, &changes, today), troubles)
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
