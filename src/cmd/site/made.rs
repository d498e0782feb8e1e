//! What a site is made of, taken in as its reviews are written one after the other.

use super::folder::SiteFolder;
use crate::archive::Trouble;
use crate::archive::register::Part;
use crate::archive::stats::{Period, Stats};
use crate::cmd::case::Repo;
use crate::cmd::{archive, report};
use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::site::search::Index;
use crate::site::{Archive, Kept};

/// What became of an incident.
pub(super) struct Pressed {
    /// Its part of the register, which is there where its review could be read.
    pub(super) register: Part,
    /// What the other pages say of it and what the search does, once its own is written; none where
    /// it could not be read.
    pub(super) page: Result<Option<(Kept, String)>, Unwritten>,
}

/// Why a page could not be made.
pub(super) enum Unwritten {
    Template(Box<Diagnostic>),
    World(anyhow::Error),
}

/// What was made of the incidents so far.
#[derive(Default)]
pub(super) struct Made {
    parts: Vec<Part>,
    incidents: Vec<Kept>,
    index: Index,
    troubles: Vec<Trouble>,
}

impl Made {
    /// How many incidents were taken.
    pub(super) fn taken(&self) -> usize {
        self.parts.len()
    }

    /// Takes the next incident; an error where its page could not be written.
    pub(super) fn take(
        &mut self,
        cx: &mut Context<'_>,
        (folder, pressed): (&SiteFolder, Pressed),
        troubles: Vec<Trouble>,
    ) -> anyhow::Result<()> {
        self.troubles.extend(troubles);
        self.parts.push(pressed.register);
        let page = match pressed.page {
            Ok(page) => page,
            Err(Unwritten::World(error)) => return Err(error),
            Err(Unwritten::Template(finding)) => return report::told(cx, Err(finding)),
        };
        let (kept, row) = page.unzip();
        self.incidents.extend(kept);
        if let Some((name, script)) = self.index.take(row) {
            folder.put(&name, &script)?;
        }
        Ok(())
    }

    /// What the other pages are made of, and the files that were left out.
    pub(super) fn done(
        mut self,
        cx: &mut Context<'_>,
        (repo, folder): (&Repo, &SiteFolder),
        searched: usize,
    ) -> anyhow::Result<(Archive, Vec<Trouble>)> {
        if let Some((name, script)) = self.index.rest() {
            folder.put(&name, &script)?;
        }
        let (register, more) = archive::folded(cx, repo, self.parts);
        self.troubles.extend(more);
        let newest_first =
            |one: &Kept, other: &Kept| (other.day, &other.id).cmp(&(one.day, &one.id));
        self.incidents.shrink_to_fit();
        self.incidents.sort_by(newest_first);
        let stats = self
            .incidents
            .iter_mut()
            .filter_map(|kept| kept.stats.take());
        let stats: Vec<_> = stats.map(|part| *part).collect();
        let made = Archive {
            today: register.today,
            stats: Stats::of(&stats, &register, Period::default()),
            register,
            incidents: self.incidents,
            searched,
        };
        Ok((made, self.troubles))
    }
}
