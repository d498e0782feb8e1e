//! What git knows of the files of a repo, by asking `git` itself.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

/// The top of the git repo around `dir`, where there is one.
pub(super) fn top(dir: &Path) -> Option<PathBuf> {
    let mut around = dir.ancestors();
    around
        .find(|dir| dir.join(".git").exists())
        .map(Path::to_owned)
}

/// What `git ARGS` prints in `dir`; what it says of a failure is the error.
pub(super) fn ask<A: AsRef<OsStr>>(dir: &Path, args: &[A]) -> anyhow::Result<Vec<u8>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(dir)
        .args(args)
        .output()
        .context("`git` could not be run; is it installed?")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().trim_start_matches("fatal: ");
        bail!("git says: {said}");
    }
    Ok(output.stdout)
}
