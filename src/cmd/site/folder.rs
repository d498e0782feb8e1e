//! The folder of a site: known by a list of what was written to it, so that what is no page any
//! more can go and nothing else is touched.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::store;

/// The file that names what `pir site` wrote.
const LIST: &str = ".pir-site";

/// The folder of a site.
pub(super) struct SiteFolder {
    dir: PathBuf,
    /// What was written before, by name.
    old: BTreeSet<String>,
}

impl SiteFolder {
    /// The folder at `dir`, which may not be there yet; an error where it holds other things.
    pub(super) fn open(dir: PathBuf) -> anyhow::Result<Self> {
        let old = match store::read_if_there(&dir.join(LIST))? {
            Some(list) => String::from_utf8_lossy(&list)
                .lines()
                .map(str::to_owned)
                .collect(),
            None if holds_files(&dir) => bail!(
                "{} holds other files; name an empty folder, or one that is not there yet",
                dir.display()
            ),
            None => BTreeSet::new(),
        };
        Ok(Self { dir, old })
    }

    /// The path of the file with that name.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Writes the file with that name.
    pub(super) fn put(&self, name: &str, text: &str) -> anyhow::Result<()> {
        store::put(&self.path(name), text)
    }

    /// Notes `names` before they are written: should the run end early, the next one knows them.
    pub(super) fn begin(&mut self, names: &BTreeSet<String>) -> anyhow::Result<()> {
        self.old.extend(names.iter().cloned());
        self.list(&self.old)
    }

    /// Takes away what was written, now or before, and is not one of `names`.
    pub(super) fn end(&self, names: &BTreeSet<String>) -> anyhow::Result<()> {
        for name in self.old.difference(names) {
            let path = self.path(name);
            if is_below(name) && path.is_file() {
                fs::remove_file(&path)
                    .with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
        self.list(names)
    }

    fn list(&self, names: &BTreeSet<String>) -> anyhow::Result<()> {
        let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
        self.put(LIST, &lines)
    }
}

/// Whether anything lies in `dir`.
fn holds_files(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some())
}

/// Whether a name leads below the folder: a list that somebody changed leads nowhere else.
fn is_below(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    parts.all(|part| matches!(part, Component::Normal(_)))
}
