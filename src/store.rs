//! Where things lie on disk, and writes that never leave half a file.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};

/// Names of the files of an incident, and of the repo of reviews.
pub mod names {
    /// What happened.
    pub const INCIDENT: &str = "incident.yaml";
    /// What was understood.
    pub const REVIEW: &str = "review.yaml";
    /// What will be done about it.
    pub const PLAN: &str = "plan.yaml";
    /// The rendered review.
    pub const DOCUMENT: &str = "review.md";
    /// The picture of its timeline.
    pub const PICTURE: &str = "timeline.svg";
    /// Marks the root of a repo of reviews.
    pub const CONFIG: &str = "pir.yaml";
    /// Later changes of status.
    pub const REGISTER: &str = "register.yaml";
}

/// The root of a repo of reviews.
#[derive(Debug, Clone)]
pub struct Root {
    /// The folder.
    pub dir: PathBuf,
    /// Its `pir.yaml`, where it has one.
    pub config: Option<PathBuf>,
}

impl Root {
    /// The root that `start` lies in: the nearest folder upwards with a `pir.yaml`, else the git
    /// root, else `start` itself. The search never goes past the git root.
    pub fn find(start: &Path) -> Self {
        for dir in start.ancestors() {
            let config = dir.join(names::CONFIG);
            if config.is_file() {
                return Self {
                    dir: dir.to_owned(),
                    config: Some(config),
                };
            }
            if dir.join(".git").exists() {
                return Self {
                    dir: dir.to_owned(),
                    config: None,
                };
            }
        }
        Self {
            dir: start.to_owned(),
            config: None,
        }
    }
}

/// The files by which a folder is known as that of an incident.
const PARTS: [&str; 3] = [names::INCIDENT, names::REVIEW, names::PLAN];

/// The folder of one incident.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Folder {
    dir: PathBuf,
}

impl Folder {
    /// The incident in `dir`, if there is one.
    pub fn open(dir: &Path) -> Option<Self> {
        dir.join(names::INCIDENT).is_file().then(|| Self {
            dir: dir.to_owned(),
        })
    }

    /// The incidents directly below `reviews`, in order of their names, with those whose incident.yaml
    /// is gone. A folder that is not there holds none.
    pub fn all_in(reviews: &Path) -> anyhow::Result<Vec<Self>> {
        let entries = match fs::read_dir(reviews) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot list {}", reviews.display()));
            }
        };
        let mut folders: Vec<_> = entries
            .filter_map(Result::ok)
            .filter(|entry| leads_below(reviews, &entry.path()))
            .map(|entry| Self { dir: entry.path() })
            .filter(|folder| PARTS.iter().any(|name| folder.file(name).exists()))
            .collect();
        folders.sort();
        Ok(folders)
    }

    /// The incident that lies around `path`: in it, or in a folder above it.
    pub fn around(path: &Path) -> Option<Self> {
        path.ancestors().find_map(Self::open)
    }

    /// The folder itself.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The id of the incident: the name of its folder.
    pub fn id(&self) -> String {
        let name = self.dir.file_name().unwrap_or(self.dir.as_os_str());
        name.to_string_lossy().into_owned()
    }

    /// A file of the incident.
    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }
}

/// What there is to check below a folder: its incidents, and the Markdown files that lie in none.
/// What git ignores is left aside.
pub fn below(dir: &Path) -> anyhow::Result<(Vec<Folder>, Vec<PathBuf>)> {
    let (mut folders, mut texts) = (Vec::new(), Vec::new());
    for entry in ignore::WalkBuilder::new(dir).build() {
        let entry = entry.with_context(|| format!("cannot list {}", dir.display()))?;
        let path = entry.path();
        let markdown = path
            .extension()
            .is_some_and(|ending| ending == "md" || ending == "markdown");
        let inside = || {
            path.parent()
                .is_some_and(|parent| Folder::open(parent).is_some())
        };
        if let Some(folder) = Folder::open(path) {
            folders.push(folder);
        } else if markdown && path.is_file() && !inside() {
            texts.push(path.to_owned());
        }
    }
    folders.sort();
    texts.sort();
    Ok((folders, texts))
}

/// Whether `path` is in `folder`, links followed: one that leads out is somebody else's place.
fn leads_below(folder: &Path, path: &Path) -> bool {
    match (fs::canonicalize(folder), fs::canonicalize(path)) {
        (Ok(folder), Ok(path)) => path.starts_with(folder),
        _ => false,
    }
}

/// The bytes of a file; `None` where it is not there.
pub fn read_if_there(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::metadata(path) {
        // Reading a pipe or a device could take for ever.
        Ok(what) if !what.is_file() => bail!("{} is not a regular file", path.display()),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read {}", path.display()));
        }
    }
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Some(bytes))
}

/// The right to change the files of a folder; it ends when this is dropped, or the process does.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code, reason = "holding it open is what it is for")] fs::File);

/// Waits until no other `pir` changes the files of `dir`. Whoever reads a file in order to change it
/// takes this first, since a comparison and a rename are two steps.
pub fn lock(dir: &Path) -> anyhow::Result<Lock> {
    let held = || -> io::Result<fs::File> {
        let file = lock_file(dir)?;
        match file.lock() {
            // Some network file systems know no locks; what `replace` compares has to do there.
            Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
            _ => Ok(file),
        }
    };
    let held = held().with_context(|| format!("cannot lock {}", dir.display()))?;
    Ok(Lock(held))
}

/// What stands for a folder when it is locked: the folder itself.
#[cfg(unix)]
fn lock_file(dir: &Path) -> io::Result<fs::File> {
    fs::File::open(dir)
}

/// What stands for a folder when it is locked: a file in it, where folders cannot be opened.
#[cfg(not(unix))]
fn lock_file(dir: &Path) -> io::Result<fs::File> {
    fs::File::create(dir.join(".pir-lock"))
}

/// Writes what can be made again at any time, with the folders above it: neither synced nor done in
/// one step, and not at all where it is there already.
pub fn put(path: &Path, text: &str) -> anyhow::Result<()> {
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    let dir = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Puts `text` in place of the file at `path`, or makes it: a temporary file in the same folder,
/// synced, then renamed, so that whoever looks finds the old file or the new one. Permissions
/// stay. `before` is what the caller read; where the file holds something else by now, nothing
/// is written. Another `pir` is kept out by [`lock`].
pub fn replace(path: &Path, before: Option<&str>, text: &str) -> anyhow::Result<()> {
    let now = read_if_there(path)?;
    if now.as_deref() != before.map(str::as_bytes) {
        bail!(
            "{} was changed by somebody else meanwhile; nothing was written, run the command again",
            path.display()
        );
    }
    write(path, text)
}

/// Writes `text` to `path` as [`replace`] does, whatever stands there.
pub fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    write_as(path, |file| Ok(file.write_all(text.as_bytes())?))
}

/// Writes to `path` as [`replace`] does what `fill` gives bit by bit; nothing where that fails.
pub fn write_as<T>(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let target = own_place(path)?;
    let dir = target.parent().unwrap_or(Path::new("."));
    let written = || -> anyhow::Result<T> {
        let there = dir.as_os_str().is_empty() || dir.is_dir();
        anyhow::ensure!(there, "there is no folder {}", dir.display());
        let mut buffer = io::BufWriter::new(temporary(dir).map_err(without_place)?);
        let filled = fill(&mut buffer)?;
        let new = buffer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        if let Ok(old) = fs::metadata(&target) {
            new.as_file().set_permissions(old.permissions())?;
        }
        new.as_file().sync_all()?;
        new.persist(&target)
            .map_err(|error| without_place(error.into()))?;
        sync_dir(dir);
        Ok(filled)
    };
    written().with_context(|| format!("cannot write {}", path.display()))
}

/// An error without the name of the temporary file, which nobody knows and is gone by now.
fn without_place(error: io::Error) -> io::Error {
    match error.get_ref() {
        Some(_) => error.kind().into(),
        None => error,
    }
}

/// A temporary file in `dir` with the permissions that the umask leaves to new files.
fn temporary(dir: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pir-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(dir)
}

/// Makes a rename last through a power cut; a file system that cannot is left at that.
fn sync_dir(dir: &Path) {
    if let Ok(dir) = fs::File::open(dir) {
        let _ = dir.sync_all();
    }
}

/// The file behind `path`. A link is followed within its own folder and refused elsewhere, since
/// a write must not leave the folder of the incident.
fn own_place(path: &Path) -> anyhow::Result<PathBuf> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|meta| meta.file_type().is_symlink());
    if !is_link {
        return Ok(path.to_owned());
    }
    let place = fs::canonicalize(path)
        .with_context(|| format!("{} is a link that leads nowhere", path.display()))?;
    let dir = path.parent().map(fs::canonicalize).transpose()?;
    if place.parent() == dir.as_deref() {
        return Ok(place);
    }
    Err(anyhow!(
        "{} is a link to {}, outside its folder; edit that file by hand",
        path.display(),
        place.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.yaml");
        replace(&path, None, "one").unwrap();
        assert!(replace(&path, None, "two").is_err());
        assert!(replace(&path, Some("zero"), "two").is_err());
        replace(&path, Some("one"), "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_write_that_fails_names_the_file_that_was_meant() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("gone/a.yaml");
        let error = format!("{:#}", write(&path, "one").unwrap_err());
        assert!(error.contains("a.yaml"), "{error}");
        assert!(!error.contains(".pir-"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.yaml");
        write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write(&path, "two").unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_written_through() {
        let dir = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        let target = other.path().join("b.yaml");
        fs::write(&target, "theirs").unwrap();
        let path = dir.path().join("a.yaml");
        std::os::unix::fs::symlink(&target, &path).unwrap();
        assert!(write(&path, "ours").is_err());
        assert_eq!(fs::read_to_string(&target).unwrap(), "theirs");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_leads_out_of_the_reviews_is_none_of_them() {
        let dir = tempfile::tempdir().unwrap();
        let (reviews, other) = (dir.path().join("reviews"), dir.path().join("other"));
        for folder in [&reviews.join("one"), &other] {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join(names::INCIDENT), "title: T").unwrap();
        }
        std::os::unix::fs::symlink(&other, reviews.join("two")).unwrap();
        let ids: Vec<_> = Folder::all_in(&reviews)
            .unwrap()
            .iter()
            .map(Folder::id)
            .collect();
        assert_eq!(ids, ["one"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_not_read() {
        use std::os::unix::net::UnixListener;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("review.yaml");
        let _listener = UnixListener::bind(&path).unwrap();
        assert!(read_if_there(&path).is_err());
        assert!(read_if_there(dir.path()).is_err());
    }

    #[test]
    fn the_root_is_the_folder_with_a_pir_yaml_below_the_git_root() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("repo/ops/reviews/one");
        fs::create_dir_all(&inner).unwrap();
        fs::create_dir(dir.path().join("repo/.git")).unwrap();
        fs::write(dir.path().join("pir.yaml"), "").unwrap();
        assert_eq!(Root::find(&inner).dir, dir.path().join("repo"));
        fs::write(dir.path().join("repo/ops/pir.yaml"), "").unwrap();
        assert_eq!(Root::find(&inner).dir, dir.path().join("repo/ops"));
    }
}
