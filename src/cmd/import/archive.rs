//! What is to be imported: files, folders and ZIP archives in, the texts in them out. Nothing is
//! unpacked to the disk, so the names in an archive lead nowhere.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};

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

/// The texts of the files, with those in folders and archives, each of which has to hold some.
pub(super) fn sources(cx: &mut Context<'_>, files: &[PathBuf]) -> anyhow::Result<Vec<Arc<Source>>> {
    let mut sources = Vec::new();
    for file in files {
        let at = cx.at(file);
        let ends_with = |end: &str| file.extension().is_some_and(|own| own == end);
        if at.is_dir() {
            for path in below(&at)? {
                sources.push(case::input(cx, &cx.shown(&path))?);
            }
        } else if ends_with("zip") {
            sources.extend(packed(&at, file)?);
        } else {
            sources.push(case::input(cx, file)?);
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

/// The texts in an archive, by name.
fn packed(path: &Path, shown: &Path) -> anyhow::Result<Vec<Arc<Source>>> {
    let shown = shown.display();
    let wrong = || format!("{shown} cannot be read as a ZIP archive");
    let bytes = fs::read(path).with_context(|| format!("cannot read {shown}"))?;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).with_context(wrong)?;
    let mut left = MOST;
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).with_context(wrong)?;
        let name = file.name().with_context(wrong)?.into_owned();
        if !file.is_file() || !counts(Path::new(&name)) {
            continue;
        }
        let mut text = Vec::new();
        // What a header says of a size may be wrong; what comes out counts.
        let read = file
            .take(left + 1)
            .read_to_end(&mut text)
            .with_context(wrong)?;
        left = match left.checked_sub(read as u64) {
            Some(left) => left,
            None => bail!(
                "{shown} holds more than {} MiB; unpack it and name the files",
                MOST >> 20
            ),
        };
        let text = String::from_utf8(text)
            .with_context(|| format!("{name} in {shown} is no text in UTF-8"))?;
        found.push((name, text));
    }
    if found.is_empty() {
        bail!("{shown} holds no JSON file");
    }
    found.sort();
    let sources = found.into_iter();
    Ok(sources
        .map(|(name, text)| Source::new(format!("{shown}/{name}"), text))
        .collect())
}
