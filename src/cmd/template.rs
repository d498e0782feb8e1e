//! `pir template`, and the templates that a repo has.

use std::path::Path;

use anyhow::Context as _;
use clap::{Args, Subcommand, ValueEnum};

use super::case::{self, Repo};
use super::talk;
use crate::context::{Context, Exit};
use crate::render::{Origin, Templates};

/// The folder of a repo's own templates.
const FOLDER: &str = "templates";

/// List the templates, or show one
///
/// A file in the folder `templates/` of the repo replaces the built-in template of its name.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir template list
  mkdir -p templates && pir template show review > templates/review.md.j2
  pir render --template brief")]
pub(crate) struct Template {
    #[command(subcommand)]
    command: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// List the templates with what each is for
    List {
        /// How to print them
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Print the text of a template, to start your own from
    Show {
        /// Name of the template, as `review`
        name: String,
    },
}

/// How templates are listed.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// For people: name, origin, what it is for
    #[default]
    Text,
    /// Names alone, one a line
    Names,
}

impl Template {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let templates = templates(cx, &repo)?;
        match self.command {
            What::Show { name } => {
                write!(cx.stdout, "{}", templates.source(&name)?.text())?;
            }
            What::List { format } => {
                for listed in templates.list() {
                    let name = listed.short();
                    match format {
                        Format::Names => writeln!(cx.stdout, "{name}")?,
                        Format::Text => {
                            let origin = match listed.origin {
                                Origin::BuiltIn => "built in",
                                Origin::User => "yours",
                                Origin::Replaces => "yours, in place of the built-in one",
                            };
                            writeln!(cx.stdout, "{name:<12} {origin:<9} {}", listed.about)?;
                        }
                    }
                }
            }
        }
        Ok(Exit::Fine)
    }
}

/// The built-in templates, with those of the repo in their place.
pub(super) fn templates(cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<Templates> {
    let mut own = Vec::new();
    let folder = repo.root.dir.join(FOLDER);
    if folder.is_dir() {
        let entries = std::fs::read_dir(&folder);
        for entry in entries.with_context(|| format!("cannot list {}", folder.display()))? {
            own.extend(template(cx, &entry?.path())?);
        }
    }
    Templates::new(own)
}

/// A template file with its name; `None` for a file that is none. One that is no text is refused,
/// since the built-in one would be taken in its place.
fn template(
    cx: &mut Context<'_>,
    path: &Path,
) -> anyhow::Result<Option<(String, std::sync::Arc<crate::source::Source>)>> {
    if path.extension().is_none_or(|end| end != "j2") {
        return Ok(None);
    }
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let Some(read) = case::read(cx.place(), path)? else {
        return Ok(None);
    };
    let source = read.map_err(|finding| talk::refused(cx, &finding))?;
    Ok(Some((name, source)))
}
