//! Texts that were typed in a walk and not given as an answer. They lie in a folder of their own
//! beside the incident, which tells git to pass it over, and go with the last of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::store;
use crate::walk::Drafts;

/// The folder of drafts, beside the files of an incident.
const FOLDER: &str = ".pir-drafts";

/// The file in it.
const FILE: &str = "walk.json";

/// The texts that an earlier walk left in the folder of an incident. What cannot be read is left
/// alone and counts as none.
pub(super) fn left(dir: &Path) -> Drafts {
    let bytes = store::read_if_there(&file(dir)).ok().flatten();
    bytes
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// What keeps the drafts of a walk, which began with those of `known`; without a folder it keeps
/// nothing.
pub(super) fn keeper(
    dir: Option<&Path>,
    mut known: Drafts,
) -> impl FnMut(&Drafts) -> anyhow::Result<()> + use<'_> {
    move |drafts| {
        if let Some(dir) = dir {
            keep(dir, &known, drafts)?;
        }
        known.clone_from(drafts);
        Ok(())
    }
}

/// Keeps `drafts` in the folder of an incident: in place of those that `before` had, and beside
/// those that another walk left meanwhile.
fn keep(dir: &Path, before: &Drafts, drafts: &Drafts) -> anyhow::Result<()> {
    let _lock = store::lock(dir)?;
    let mut all = left(dir);
    all.retain(|place, _| !before.contains_key(place));
    all.extend(drafts.clone());
    let folder = dir.join(FOLDER);
    if all.is_empty() {
        return match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        };
    }
    let made = || -> anyhow::Result<()> {
        fs::create_dir_all(&folder)?;
        store::write(&folder.join(".gitignore"), "*\n")?;
        store::write(&file(dir), &serde_json::to_string_pretty(&all)?)
    };
    made().with_context(|| format!("cannot keep what was typed in {}", folder.display()))
}

fn file(dir: &Path) -> PathBuf {
    dir.join(FOLDER).join(FILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafts(rows: &[(&str, &str)]) -> Drafts {
        rows.iter()
            .map(|row| (row.0.to_owned(), row.1.to_owned()))
            .collect()
    }

    #[test]
    fn drafts_are_kept_beside_those_of_others_and_leave_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let none = Drafts::new();
        let (mine, theirs) = (drafts(&[("a", "x\ny")]), drafts(&[("b", "z")]));
        keep(dir.path(), &none, &theirs).unwrap();
        keep(dir.path(), &none, &mine).unwrap();
        assert_eq!(left(dir.path()), drafts(&[("a", "x\ny"), ("b", "z")]));
        let ignored = fs::read_to_string(dir.path().join(FOLDER).join(".gitignore")).unwrap();
        assert_eq!(ignored, "*\n");
        keep(dir.path(), &mine, &none).unwrap();
        assert_eq!(left(dir.path()), theirs);
        keep(dir.path(), &theirs, &none).unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
