//! A baseline: the findings that a repo had when it took up the check, in a file. They are passed
//! over from then on, so that what is new stands out.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Level;
use crate::diagnostic::placed::Placed;
use crate::store;

/// The findings of a file, each known by its print, so that it may move within its file.
pub(super) struct Baseline {
    known: BTreeSet<String>,
}

/// The file: a line for each finding, so that git shows what came and went.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    baseline: u32,
    findings: Vec<Row>,
}

/// A finding; all but its print is there for people.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    path: String,
    code: String,
    print: String,
}

impl Baseline {
    /// The baseline in the file at `path`.
    pub(super) fn read(path: &Path, shown: &Path) -> anyhow::Result<Self> {
        let shown = shown.display();
        let Some(bytes) = store::read_if_there(path)? else {
            bail!("{shown} is not there; `--write-baseline` writes it");
        };
        let file: File = serde_json::from_slice(&bytes).with_context(|| {
            format!("{shown} is no baseline; `--write-baseline` writes one anew")
        })?;
        if file.baseline != 1 {
            bail!("{shown} is of a later version of `pir`");
        }
        let known = file.findings.into_iter().map(|row| row.print).collect();
        Ok(Self { known })
    }

    /// Whether the baseline has the finding. What makes a file unusable is never passed over.
    pub(super) fn holds(&self, placed: &Placed<'_>) -> bool {
        is_taken(placed) && self.known.contains(&placed.print)
    }

    /// How many of its findings are not among these.
    pub(super) fn gone(&self, findings: &[Placed<'_>]) -> usize {
        let there: BTreeSet<_> = findings.iter().map(|placed| &placed.print).collect();
        self.known
            .iter()
            .filter(|print| !there.contains(print))
            .count()
    }
}

/// The text of a baseline of these findings, and how many it holds.
pub(super) fn written(findings: &[Placed<'_>]) -> anyhow::Result<(String, usize)> {
    let mut rows: Vec<_> = findings.iter().filter(|placed| is_taken(placed)).collect();
    rows.sort_by_key(|placed| (&placed.path, placed.finding.rule.code, &placed.print));
    let lines = rows.iter().map(|placed| {
        serde_json::to_string(&Row {
            path: placed.path.clone(),
            code: placed.finding.rule.code.to_owned(),
            print: placed.print.clone(),
        })
    });
    let lines: Vec<_> = lines.collect::<Result<_, _>>()?;
    let list = match lines.len() {
        0 => String::new(),
        _ => format!("\n    {}\n  ", lines.join(",\n    ")),
    };
    let text = format!("{{\n  \"baseline\": 1,\n  \"findings\": [{list}]\n}}\n");
    Ok((text, lines.len()))
}

fn is_taken(placed: &Placed<'_>) -> bool {
    placed.finding.level < Level::Error
}
