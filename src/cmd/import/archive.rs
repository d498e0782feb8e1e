//! What is to be imported: files, folders and ZIP archives in, the texts in them out, one after the
//! other, so that only one is held at a time. Nothing is unpacked to the disk, so the names in an
//! archive lead nowhere.

use std::cell::RefCell;
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use zip::ZipArchive;

use crate::cmd::case;
use crate::context::Context;
use crate::source::Source;

/// How much one archive may hold unpacked: 200 MiB, the size of a large export.
const MOST: u64 = 200 * 1024 * 1024;

/// Lists of a chat's workspace that hold no events.
const LISTS: &[&str] = &[
    "channels.json",
    "groups.json",
    "dms.json",
    "mpims.json",
    "integration_logs.json",
    "canvases.json",
    "org_users.json",
];

/// A text that is still to be read.
pub(super) enum Unread {
    /// In a file, or on standard input.
    File(PathBuf),
    /// In an archive, by its number there.
    Packed(Rc<Archive>, usize),
}

/// An archive, and how much may still come out of it.
pub(super) struct Archive {
    shown: String,
    open: RefCell<(ZipArchive<BufReader<File>>, u64)>,
}

impl Unread {
    /// The text.
    pub(super) fn read(&self, cx: &mut Context<'_>) -> anyhow::Result<Arc<Source>> {
        match self {
            Self::File(path) => case::input(cx, path),
            Self::Packed(archive, number) => archive.read(*number),
        }
    }
}

/// The texts of the files, with those in folders and archives, each of which has to hold some.
pub(super) fn sources(cx: &Context<'_>, files: &[PathBuf]) -> anyhow::Result<Vec<Unread>> {
    let mut sources = Vec::new();
    for file in files {
        let at = cx.at(file);
        let ends_with = |end: &str| file.extension().is_some_and(|own| own == end);
        if at.is_dir() {
            let found = below(&at)?.into_iter();
            sources.extend(found.map(|path| Unread::File(cx.shown(&path))));
        } else if ends_with("zip") {
            sources.extend(Archive::texts(&at, file)?);
        } else {
            sources.push(Unread::File(file.clone()));
        }
    }
    Ok(sources)
}

/// Whether a file of this name may hold events, or names.
fn counts(name: &Path) -> bool {
    let is_json = name
        .extension()
        .is_some_and(|end| end == "json" || end == "jsonl");
    let is_list = name
        .file_name()
        .is_some_and(|own| LISTS.iter().any(|list| own == *list));
    is_json && !is_list
}

/// The files that count below a folder, by name.
fn below(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let walk = ignore::WalkBuilder::new(dir)
        .standard_filters(false)
        .build();
    for entry in walk {
        let entry = entry?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && counts(entry.path()) {
            found.push(entry.into_path());
        }
    }
    if found.is_empty() {
        bail!("{} holds no JSON file", dir.display());
    }
    found.sort();
    Ok(found)
}

impl Archive {
    /// The texts in an archive, by name.
    fn texts(path: &Path, shown: &Path) -> anyhow::Result<Vec<Unread>> {
        let shown = shown.display().to_string();
        let file = File::open(path).with_context(|| format!("cannot read {shown}"))?;
        let mut open = ZipArchive::new(BufReader::new(file)).with_context(|| wrong(&shown))?;
        let mut found = Vec::new();
        for number in 0..open.len() {
            let file = open.by_index(number).with_context(|| wrong(&shown))?;
            let name = file.name().with_context(|| wrong(&shown))?.into_owned();
            if file.is_file() && counts(Path::new(&name)) {
                found.push((name, number));
            }
        }
        if found.is_empty() {
            bail!("{shown} holds no JSON file");
        }
        found.sort();
        let archive = Rc::new(Self {
            shown,
            open: RefCell::new((open, MOST)),
        });
        let texts = found.into_iter();
        let texts = texts.map(|(_, number)| Unread::Packed(Rc::clone(&archive), number));
        Ok(texts.collect())
    }

    /// The text of that number.
    fn read(&self, number: usize) -> anyhow::Result<Arc<Source>> {
        let shown = &self.shown;
        let (open, left) = &mut *self.open.borrow_mut();
        let file = open.by_index(number).with_context(|| wrong(shown))?;
        let name = file.name().with_context(|| wrong(shown))?.into_owned();
        let mut text = Vec::new();
        // What a header says of a size may be wrong; what comes out counts.
        let read = file.take(*left + 1).read_to_end(&mut text);
        let read = read.with_context(|| wrong(shown))?;
        *left = match left.checked_sub(read as u64) {
            Some(left) => left,
            None => bail!(
                "{shown} holds more than {} MiB; unpack it and name the files",
                MOST >> 20
            ),
        };
        let text = String::from_utf8(text)
            .with_context(|| format!("{name} in {shown} is no text in UTF-8"))?;
        Ok(Source::new(format!("{shown}/{name}"), text))
    }
}

fn wrong(shown: &str) -> String {
    format!("{shown} cannot be read as a ZIP archive")
}
