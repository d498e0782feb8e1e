//! `pir import`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use super::case::{self, Repo, WhichOption};
use super::talk;
use super::timeline::{self, Draft};
use crate::context::{Context, Exit};
use crate::diagnostic::Level;
use crate::import::{self, Export, ImportedEvent};
use crate::source::OneOrMany;
use crate::yaml::{self, Change, Step, Value};

/// Take a pasted timeline into an incident: lines, Markdown tables, CSV and TSV
///
/// The events go to their places in time. Importing the same again adds nothing, and text that
/// somebody has edited since stays as it is. Times keep the zone and the precision they have.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir import chat.txt
  pir import --dry-run table.md        print the events, write nothing
  xclip -o | pir import -              from the clipboard
  pir import --list-formats")]
pub(crate) struct Import {
    /// Files to import; `-` is standard input
    #[arg(required_unless_present = "list_formats")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    which: WhichOption,

    /// The format of the files; told from what they hold where it is left out
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,

    /// Print the events as they would be written, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Keep what is left out as noise
    #[arg(long)]
    keep_noise: bool,

    /// List the formats
    #[arg(long)]
    list_formats: bool,
}

impl Import {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        if self.list_formats {
            for format in import::FORMATS {
                writeln!(cx.stdout, "{:<16} {}", format.name, format.what)?;
            }
            return Ok(Exit::Fine);
        }
        let mut events = Vec::new();
        for file in &self.files {
            events.extend(read(cx, file, (self.from.as_deref(), self.keep_noise))?);
        }
        if self.dry_run {
            let list = Value::list(events.iter().map(value));
            write!(cx.stdout, "{}", yaml::document(&list))?;
            return Ok(Exit::Fine);
        }
        let repo = Repo::open(cx)?;
        let (case, _lock) = repo.case_to_change(cx, self.which.incident.as_deref())?;
        let mut draft = Draft::new(&repo, &case)?;
        let added = merge(cx, &mut draft, &events)?;
        timeline::keep(&case, &draft)?;
        let there = events.len() - added;
        let again = match there {
            0 => String::new(),
            1 => ", 1 was there already".to_owned(),
            _ => format!(", {there} were there already"),
        };
        let added = talk::count(added, "event");
        talk::note(cx, &format!("{added} added to {}{again}", case.folder.id()))?;
        to_mend(cx, &draft)
    }
}

/// The events of one file. What is left out, and what there is to know, goes to standard error.
pub(super) fn read(
    cx: &mut Context<'_>,
    file: &Path,
    (format, keep_noise): (Option<&str>, bool),
) -> anyhow::Result<Vec<ImportedEvent>> {
    let source = case::input(cx, file)?;
    let name = source.path().display().to_string();
    let export = Export {
        name: &name,
        text: source.text(),
    };
    let mut imported = import::read(&export, format)?;
    let dropped = if keep_noise {
        Vec::new()
    } else {
        imported.drop_noise()
    };
    for note in &imported.notes {
        talk::note(cx, &format!("{name}: {note}"))?;
    }
    for (noise, count) in dropped {
        talk::note(
            cx,
            &format!(
                "{name}: {count} left out as {} ({})",
                noise.name, noise.what
            ),
        )?;
    }
    Ok(imported.events)
}

/// Puts the events into the timeline of the draft, those left out that are there already; how many
/// were new.
pub(super) fn merge(
    cx: &mut Context<'_>,
    draft: &mut Draft<'_>,
    events: &[ImportedEvent],
) -> anyhow::Result<usize> {
    let timeline = &draft.incident().timeline.events;
    let there: BTreeSet<_> = timeline
        .iter()
        .filter_map(|event| event.source.as_ref().map(|source| source.value.clone()))
        .collect();
    let mut fresh: Vec<_> = events.to_vec();
    fresh.retain(|event| !there.contains(&event.source));
    let date = draft.incident().date.as_ref().map(|date| date.earliest());
    import::write_days(&mut fresh, date.filter(|_| timeline.is_empty()));
    if timeline.is_empty() {
        // The order of what was pasted is the best there is; what is wrong in it can be mended in
        // the file.
        let value = Value::list(fresh.iter().map(value));
        let path = vec![Step::from("timeline")];
        draft.take_as_it_is(cx, &Change::Set { path, value })?;
        return Ok(fresh.len());
    }
    draft.insert(cx, fresh.iter().map(value).collect())?;
    Ok(fresh.len())
}

/// Prints what is wrong in the new timeline, which is for a person to mend.
pub(super) fn to_mend(cx: &mut Context<'_>, draft: &Draft<'_>) -> anyhow::Result<Exit> {
    let errors: Vec<_> = draft
        .findings()
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .collect();
    for finding in &errors {
        talk::finding(cx, finding)?;
    }
    if errors.is_empty() {
        return Ok(Exit::Fine);
    }
    talk::note(
        cx,
        "the events are in the file; mend the times above there, and `pir check` it",
    )?;
    Ok(Exit::Findings)
}

/// The event as an item of the list.
fn value(event: &ImportedEvent) -> Value {
    let one_or_many = |texts: &OneOrMany<String>| match texts.as_slice() {
        [one] => Value::text(one),
        several => Value::list(several.iter().map(Value::text)),
    };
    Value::map(
        event
            .fields()
            .iter()
            .map(|(name, texts)| (*name, one_or_many(texts))),
    )
}
