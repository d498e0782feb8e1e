//! `pir schema`, and the schemas that lie beside the reviews for editors.

use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::context::{Context, Exit};
use crate::schema::{DESCRIBED, Described};
use crate::store;

/// Print the JSON Schema of a file, for editors and other tools
///
/// `pir init` writes all of them into the folder `.pir`, and new files name theirs in a first line
/// that editors with a YAML language server read: they then complete fields and words, show what
/// each is for, and underline what is wrong.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir schema incident
  pir schema config > .pir/config.schema.json
  pir schema review | jq '.properties | keys'")]
pub(crate) struct Schema {
    /// Which file
    #[arg(value_name = "FILE", value_parser = names())]
    name: String,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(DESCRIBED.iter().map(|described| described.name))
}

impl Schema {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let described = Described::find(&self.name).context("there is no such schema")?;
        write!(cx.stdout, "{}", described.text())?;
        Ok(Exit::Fine)
    }
}

/// The folder of the schemas, from the root of the repo.
const FOLDER: &str = ".pir";

/// Writes every schema below `root`, in place of those of another version of `pir`.
pub(super) fn write_all(cx: &mut Context<'_>, root: &Path) -> anyhow::Result<()> {
    let folder = root.join(FOLDER);
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    let mut written = false;
    for described in DESCRIBED {
        let (path, text) = (folder.join(described.file), described.text());
        if store::read_if_there(&path)?.is_none_or(|old| old != text.as_bytes()) {
            store::write(&path, &text)?;
            written = true;
        }
    }
    if written {
        let shown = cx.shown(&folder);
        writeln!(
            cx.stderr,
            "wrote the schemas for editors to {}",
            shown.display()
        )?;
    }
    Ok(())
}

/// The line that tells an editor the schema of the new file at `path`; empty where the repo has no
/// schema of it, since editors complain of one that is not there.
pub(super) fn line_where_there(root: &Path, path: &Path) -> String {
    let there = Described::of_file(path)
        .is_some_and(|described| root.join(FOLDER).join(described.file).is_file());
    if there {
        line(root, path)
    } else {
        String::new()
    }
}

/// The line that tells an editor the schema of the new file at `path` in the repo at `root`; empty
/// for a file elsewhere, from where the way to the schema would be of this machine alone.
pub(super) fn line(root: &Path, path: &Path) -> String {
    let line = || {
        let (root, path) = (plain(root), plain(path));
        let below = path.strip_prefix(&root).ok()?;
        let up = "../".repeat(below.components().count() - 1);
        let file = Described::of_file(&path)?.file;
        Some(format!(
            "# yaml-language-server: $schema={up}{FOLDER}/{file}\n"
        ))
    };
    line().unwrap_or_default()
}

/// The path without steps that lead nowhere or back.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            step => plain.push(step),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::line;
    use std::path::Path;

    #[test]
    fn the_way_to_a_schema_starts_at_the_folder_of_the_file() {
        for (file, way) in [
            ("/r/pir.yaml", ".pir/config.schema.json"),
            ("/r/reviews/one/plan.yaml", "../../.pir/plan.schema.json"),
            (
                "/r/./a/../ops/post/one/review.yaml",
                "../../../.pir/review.schema.json",
            ),
        ] {
            let expected = format!("# yaml-language-server: $schema={way}\n");
            assert_eq!(line(Path::new("/r"), Path::new(file)), expected);
        }
        for other in ["/elsewhere/one/plan.yaml", "/r/one/notes.yaml"] {
            assert_eq!(line(Path::new("/r"), Path::new(other)), "");
        }
    }
}
