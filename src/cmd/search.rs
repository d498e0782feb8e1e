//! `pir search`.

use std::path::Path;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::case::Repo;
use super::values::number;
use super::{archive, progress, talk};
use crate::archive::Trouble;
use crate::archive::search::{Found, Hit, Query};
use crate::context::{Context, Exit};
use crate::diagnostic::did_you_mean;
use crate::schema;
use crate::source::visible;
use crate::store::{self, Folder, names};
use crate::yaml;

/// The files of an incident that people write.
const FILES: [&str; 3] = [names::INCIDENT, names::REVIEW, names::PLAN];

/// How many hits of an incident are shown.
const SHOWN: usize = 3;

/// Search everything that was written about incidents
///
/// An incident is found where all words are in its files; `replica` finds `replicas` too, and words in
/// quotes stand in a row. The best comes first: rare words count more, and so do words in a title, a
/// summary, a factor or an entry of the register; ids count less. With nothing found it ends with 1.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir search replica lag
  pir search '\"connection pool\"' --field known
  pir search handover --format json | jq -r '.[].id'")]
pub(crate) struct Search {
    /// Words
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,

    /// In fields of this name alone: what, known, summary, statement, ...
    #[arg(long, value_name = "NAME")]
    field: Option<String>,

    /// How many incidents at most
    #[arg(long, value_name = "N", value_parser = number::<usize>, default_value_t = 20)]
    limit: usize,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How hits are printed.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// For reading
    #[default]
    Text,
    /// An array of incidents with their hits
    Json,
}

impl Search {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let query = Query::parse(&self.words, self.field.as_deref())?;
        let folders = repo.folders(cx)?;
        let cwd = cx.cwd.clone();
        let look = |folder: &Folder| {
            let (hits, troubles) = hits(folder, &query, &cwd);
            (query.weigh(&hits), troubles)
        };
        let read = progress::each(cx, "reading", &folders, look)?;
        let (mut incidents, mut troubles) = (Vec::new(), Vec::new());
        for (folder, (weights, more)) in folders.iter().zip(read) {
            troubles.extend(more);
            incidents.push((folder, weights));
        }
        let is_there = |weights: &[f64]| weights.iter().any(|own| *own > 0.0);
        if !incidents.iter().any(|(_, weights)| is_there(weights)) {
            self.know()?;
        }
        let ranked = query.rank(incidents, folders.len());
        let all = ranked.len();
        // What is shown is read once more: the texts of all hits would be most of an archive.
        let shown = ranked.into_iter().take(self.limit);
        let found = shown
            .map(|(folder, score)| Found::new(folder.id(), score, hits(folder, &query, &cwd).0));
        let found: Vec<_> = found.collect();
        match self.format {
            Format::Json => {
                writeln!(cx.stdout, "{}", serde_json::to_string_pretty(&found)?)?;
            }
            Format::Text => text(cx, &query, &found)?,
        }
        if all > found.len() {
            let told = format!("{} of {all} incidents; `--limit` shows more", found.len());
            talk::note(cx, &told)?;
        }
        if all == 0 {
            talk::note(cx, "no incident has all of these words")?;
        }
        match archive::tell(cx, &troubles)? {
            Exit::Fine if all == 0 => Ok(Exit::Findings),
            exit => Ok(exit),
        }
    }
}

impl Search {
    /// Refuses a field that no file of an incident has.
    fn know(&self) -> anyhow::Result<()> {
        let Some(field) = &self.field else {
            return Ok(());
        };
        let known = schema::field_names();
        let last = field.rsplit('.').next().unwrap_or_default();
        if !known.contains(last) {
            let meant = did_you_mean(last, known.iter().map(String::as_str));
            bail!("there is no field `{field}`{meant}");
        }
        Ok(())
    }
}

/// The hits in the files of an incident, and the files that could not be looked through.
fn hits(folder: &Folder, query: &Query, cwd: &Path) -> (Vec<Hit>, Vec<Trouble>) {
    let (mut hits, mut troubles) = (Vec::new(), Vec::new());
    for name in FILES {
        match hits_in(&folder.file(name), query, cwd) {
            Ok(more) => hits.extend(more),
            Err(trouble) => troubles.push(trouble),
        }
    }
    (hits, troubles)
}

fn hits_in(path: &Path, query: &Query, cwd: &Path) -> Result<Vec<Hit>, Trouble> {
    let Some(bytes) = store::read_if_there(path).map_err(Trouble::World)? else {
        return Ok(Vec::new());
    };
    let shown = path.strip_prefix(cwd).unwrap_or(path);
    let source = yaml::decode(shown, bytes).map_err(Trouble::Text)?;
    query.hits(&source).map_err(Trouble::Text)
}

fn text(cx: &mut Context<'_>, query: &Query, found: &[Found]) -> anyhow::Result<()> {
    let width = cx.terminal.width.max(40);
    for (index, found) in found.iter().enumerate() {
        let gap = if index > 0 { "\n" } else { "" };
        writeln!(cx.stdout, "{gap}{}", visible(&found.id))?;
        for hit in found.hits.iter().take(SHOWN) {
            let (path, line) = (hit.path.display().to_string(), hit.line);
            let snippet = snippet(query, &hit.text, cx.terminal.stdout_color);
            let hit = format!("  {}:{line} {}: {snippet}", visible(&path), hit.field);
            let hit = if cx.terminal.stdout_wraps {
                talk::wrapped(&hit, width, ["", "    "])
            } else {
                hit
            };
            writeln!(cx.stdout, "{hit}")?;
        }
        let more = found.hits.len().saturating_sub(SHOWN);
        if more > 0 {
            writeln!(cx.stdout, "  and {more} more")?;
        }
    }
    Ok(())
}

/// The words around the first hit, with the hits in bold where that can be shown.
fn snippet(query: &Query, text: &str, color: bool) -> String {
    const BEFORE: usize = 40;
    const ALL: usize = 120;
    let places = query.places(text);
    let first = places.first().map_or(0, |place| place.start);
    let from = text.floor_char_boundary(first.saturating_sub(BEFORE));
    let to = text.floor_char_boundary((from + ALL).min(text.len()));
    // Whole words, where there are any.
    let from = match text[from..first].find(' ') {
        Some(space) if from > 0 => from + space + 1,
        _ => from,
    };
    let to = match text[first..to].rfind(' ') {
        Some(space) if to < text.len() => first + space,
        _ => to,
    };
    let (bold, plain) = if color {
        ("\u{1b}[1m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    let mut out = String::new();
    if from > 0 {
        out.push_str("… ");
    }
    let mut at = from;
    for place in places
        .iter()
        .filter(|place| from <= place.start && place.end <= to)
    {
        out += &visible(&text[at..place.start]);
        out += &format!("{bold}{}{plain}", visible(&text[place.clone()]));
        at = place.end;
    }
    out += &visible(&text[at..to]);
    if to < text.len() {
        out.push_str(" …");
    }
    out
}
