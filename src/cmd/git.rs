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
    run(Command::new("git").arg("-C").arg(dir).args(args))
}

/// What the variables of a hook say of its own repo, and not of the one that is asked.
const OF_A_HOOK: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
];

/// How a commit is printed, whatever the settings of the user: as `git log --pretty=fuller` does,
/// without addresses.
const COMMIT: &str = "--pretty=tformat:commit %H%nMerge: %p%nAuthor: %an%nAuthorDate: %aI%nCommitDate: %cI%n%n%w(0,4,4)%B%w(0,0,0)";

/// The log of the repo at `dir` with these bounds, without fetching anything.
pub(super) fn log(dir: &Path, bounds: &[String]) -> anyhow::Result<String> {
    let mut git = Command::new("git");
    for name in OF_A_HOOK {
        git.env_remove(name);
    }
    git.env("GIT_NO_LAZY_FETCH", "1").arg("--no-pager");
    git.arg("-C").arg(dir).arg("log").args(bounds);
    // A signature is checked by a program that the settings name.
    git.args(["--no-show-signature", "--no-color", "--no-patch"]);
    git.args(["--encoding=UTF-8", COMMIT, "--"]);
    let printed = run(&mut git)?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

/// What a command of git prints.
fn run(git: &mut Command) -> anyhow::Result<Vec<u8>> {
    let output = git.output();
    let output = output.context("`git` could not be run; is it installed?")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().trim_start_matches("fatal: ");
        bail!("git says: {said}");
    }
    Ok(output.stdout)
}
