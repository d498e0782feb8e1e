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
        refuse_link(&dir, Path::new(LIST))?;
        let old = match store::read_if_there(&dir.join(LIST))? {
            Some(list) => String::from_utf8_lossy(&list).lines().map(name).collect(),
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

    /// Notes `names` before they are written: should the run end early, the next one knows them. An
    /// error where one is there that no run wrote, or that leads out of the folder.
    pub(super) fn begin(&mut self, names: &BTreeSet<String>) -> anyhow::Result<()> {
        for name in names {
            refuse_link(&self.dir, Path::new(name))?;
            let path = self.path(name);
            if !self.old.contains(name) && path.exists() {
                bail!(
                    "{} is there, and no run of `pir site` wrote it; move it elsewhere, or name \
                     another folder",
                    path.display()
                );
            }
        }
        self.old.extend(names.iter().cloned());
        self.list(&self.old)
    }

    /// Takes away what was written, now or before, and is not one of `names`.
    pub(super) fn end(&self, names: &BTreeSet<String>) -> anyhow::Result<()> {
        for name in self.old.difference(names) {
            let path = self.path(name);
            if is_below(name) && path.is_file() && refuse_link(&self.dir, Path::new(name)).is_ok() {
                fs::remove_file(&path)
                    .with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
        self.list(names)
    }

    fn list(&self, names: &BTreeSet<String>) -> anyhow::Result<()> {
        let lines: String = names.iter().map(|name| line(name) + "\n").collect();
        self.put(LIST, &lines)
    }
}

/// An error where a file of the site in `dir`, or a folder that it lies in, is a link: what is behind
/// it lies elsewhere, and is not ours to write.
fn refuse_link(dir: &Path, name: &Path) -> anyhow::Result<()> {
    let parts = name.ancestors().filter(|part| !part.as_os_str().is_empty());
    for part in parts {
        let path = dir.join(part);
        if path.is_symlink() {
            bail!(
                "{} is a link; take it away, or name another folder",
                path.display()
            );
        }
    }
    Ok(())
}

/// What would end a line of the list or is a sign for that, and how it stands there.
const SIGNS: [(&str, &str); 3] = [("%", "%25"), ("\n", "%0A"), ("\r", "%0D")];

/// A name as a line of the list.
fn line(name: &str) -> String {
    let signs = SIGNS.iter();
    signs.fold(name.to_owned(), |name, (sign, text)| {
        name.replace(sign, text)
    })
}

/// The name behind a line of the list.
fn name(line: &str) -> String {
    let signs = SIGNS.iter().rev();
    signs.fold(line.to_owned(), |line, (sign, text)| {
        line.replace(text, sign)
    })
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
