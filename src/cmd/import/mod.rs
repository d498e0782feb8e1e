//! `pir import`.

mod archive;
mod left;
mod marks;
mod twins;
mod window;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::cmd::case::{self, Case, Repo, WhichOption};
use crate::cmd::progress::Progress;
use crate::cmd::timeline::{self, Draft};
use crate::cmd::{git, talk};
use crate::context::{Context, Exit, Said};
use crate::diagnostic::Level;
use crate::import::{self, Export, Imported, ImportedEvent, Own, People, Window};
use crate::load::Clock;
use crate::model::Incident;
use crate::source::{OneOrMany, Source};
use crate::yaml::{self, Change, Step, Value};

use left::Left;

/// Take a timeline into an incident: pasted lines and tables, and the exports of tools
///
/// The events go to their places in time. Importing the same again adds nothing, and text that
/// somebody has edited since stays as it is. Times keep the zone and the precision they have.
///
/// People of an export become roles, by the map of --people or as `person-1` and so on. Keys,
/// tokens, e-mail addresses and phone numbers are masked.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir import chat.txt
  pir import --dry-run table.md        print the events, write nothing
  xclip -o | pir import -              from the clipboard
  pir import slack-export/incident-12 slack-export/users.json
  pir import slack-export.zip
  pir import --people-template log_entries.json > people.yaml
  pir import --people people.yaml log_entries.json alerts.json
  pir import --since 09:00 --until 12:30 export.json
  pir import --suggest-marks log_entries.json
  pir import --git ../shop --since \"2026-03-12 06:00\"
  pir import --map at=when,what=message,who=user.name audit.json
  pir import --list-formats")]
pub(crate) struct Import {
    /// Files to import, and folders or ZIP archives of JSON files; `-` is standard input
    #[arg(required_unless_present_any = ["list_formats", "git"])]
    files: Vec<PathBuf>,

    #[command(flatten)]
    which: WhichOption,

    #[command(flatten)]
    taking: Taking,

    /// Print the events as they would be written, and write nothing
    #[arg(long, conflicts_with = "suggest_marks")]
    dry_run: bool,

    /// Print a map for --people with everybody in the files, and write nothing
    #[arg(long)]
    people_template: bool,

    /// List the formats
    #[arg(long)]
    list_formats: bool,
}

/// How exports are taken.
#[derive(Args, Debug, Default)]
pub(super) struct Taking {
    /// The format of the files; told from what they hold where it is left out
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,

    /// Which fields of JSON of any other tool are which: at, until, what, who, component, evidence, id
    #[arg(long, value_name = "FIELD=PATH,...", conflicts_with = "from")]
    map: Option<String>,

    /// A YAML file of names, ids or logins with the role of each
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,

    /// Keep what is left out as noise
    #[arg(long)]
    keep_noise: bool,

    /// A git repo whose commits to take, those of the branch that it is on
    #[arg(long, value_name = "REPO")]
    git: Option<PathBuf>,

    /// Say which events may be milestones and why; on a terminal, ask whether to write them
    #[arg(long)]
    suggest_marks: bool,

    #[command(flatten)]
    stretch: window::Stretch,
}

impl Import {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        if self.list_formats {
            for format in import::FORMATS {
                writeln!(cx.stdout, "{:<16} {}", format.name, format.what)?;
            }
            return Ok(Exit::Fine);
        }
        let repo = Repo::open(cx)?;
        if self.dry_run || self.people_template {
            return self.shown(cx, &repo);
        }
        let (case, _lock) = repo.case_to_change(cx, self.which.incident.as_deref())?;
        let mut draft = Draft::new(&repo, &case)?;
        let window = self.taking.window(cx, &repo, Some(draft.incident()))?;
        let events = self.taking.events(cx, &self.files, window.as_ref())?;
        let added = merge(cx, &mut draft, &events)?;
        let asks = cx.terminal.asks;
        self.taking.after(cx, &mut draft, (&added, asks))?;
        timeline::keep(&case, &draft)?;
        let there = events.len() - added.len();
        let again = match there {
            0 => String::new(),
            1 => ", 1 was there already".to_owned(),
            _ => format!(", {there} were there already"),
        };
        let added = talk::count(added.len(), "event");
        talk::note(cx, &format!("{added} added to {}{again}", case.folder.id()))?;
        to_mend(cx, &draft)
    }

    /// Prints what would be written, or the map of people.
    fn shown(&self, cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<Exit> {
        let case = self.about(cx, repo)?;
        let incident = case.as_ref().and_then(|case| case.incident.value.as_ref());
        let window = self.taking.window(cx, repo, incident)?;
        if self.people_template {
            let (mut events, people) = self.taking.read(cx, &self.files, window.as_ref())?;
            let rows = people.assign(&mut events);
            let rows = rows
                .iter()
                .map(|(name, role)| (name.as_str(), Value::text(role)));
            write!(cx.stdout, "{}", yaml::document(&Value::map(rows)))?;
            return Ok(Exit::Fine);
        }
        let events = self.taking.events(cx, &self.files, window.as_ref())?;
        let list = Value::list(events.iter().map(value));
        write!(cx.stdout, "{}", yaml::document(&list))?;
        Ok(Exit::Fine)
    }

    /// The incident that nothing is written to, where there is one: its marks and its zone count.
    fn about(&self, cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<Option<Case>> {
        let which = self.which.incident.as_deref();
        match repo.find(cx, which) {
            Ok(folder) => repo.read(cx.place(), folder).map(Some),
            Err(error) if which.is_some() || error.is::<Said>() => Err(error),
            Err(_) => Ok(None),
        }
    }
}

impl Taking {
    /// The window of which events are taken, for an incident where there is one.
    pub(super) fn window(
        &self,
        cx: &mut Context<'_>,
        repo: &Repo,
        incident: Option<&Incident>,
    ) -> anyhow::Result<Option<Window>> {
        let zone = repo.zone();
        let clock = match incident {
            Some(incident) => Clock::of(incident, cx.now, zone.as_ref()),
            None => Clock::new(None, zone, cx.now),
        };
        self.stretch.window(cx, &clock, incident)
    }

    /// The events of the files by time, with roles for people. Who became which role goes to standard
    /// error and into no file.
    pub(super) fn events(
        &self,
        cx: &mut Context<'_>,
        files: &[PathBuf],
        window: Option<&Window>,
    ) -> anyhow::Result<Vec<ImportedEvent>> {
        let (mut events, people) = self.read(cx, files, window)?;
        let unknown = people.assign(&mut events);
        if !unknown.is_empty() {
            let rows = unknown
                .iter()
                .map(|(name, role)| format!("  {role}: {name}"));
            let rows: Vec<_> = rows.collect();
            talk::note(
                cx,
                &format!(
                    "people without a role, told here alone; `--people FILE` gives them one:\n{}",
                    rows.join("\n")
                ),
            )?;
        }
        Ok(events)
    }

    /// The events of the files as the exports have them, and who is who.
    fn read(
        &self,
        cx: &mut Context<'_>,
        files: &[PathBuf],
        window: Option<&Window>,
    ) -> anyhow::Result<(Vec<ImportedEvent>, People)> {
        let own = self.map.as_deref().map(Own::parse).transpose()?;
        let mut people = self.people(cx)?;
        let (mut events, mut left) = (Vec::new(), Left::default());
        if let Some(log) = self.log(cx, window)? {
            let name = log.path().display().to_string();
            let text = log.text();
            let imported = import::read(&Export { name: &name, text }, Some("git-log"))?;
            events.extend(self.kept(cx, (&name, window), (imported, &mut left))?);
        }
        let sources = archive::sources(cx, files)?;
        let mut progress = Progress::new("reading");
        for (index, unread) in sources.iter().enumerate() {
            let source = unread.read(cx)?;
            let name = source.path().display().to_string();
            progress.at(cx, (index + 1, sources.len()), &name)?;
            let export = Export {
                name: &name,
                text: source.text(),
            };
            if let Some(names) = import::user_names(&export) {
                people.name(names);
                continue;
            }
            let imported = match &own {
                Some(own) => import::read_own(&export, own)?,
                None => import::read(&export, self.from.as_deref())?,
            };
            progress.clear(cx)?;
            events.extend(self.kept(cx, (&name, window), (imported, &mut left))?);
            few(events.len())?;
        }
        progress.clear(cx)?;
        left.tell(cx)?;
        if let Some(window) = window.filter(|_| left.outside > 0) {
            talk::note(cx, &self.stretch.told(window, left.outside))?;
        }
        if usize::from(self.git.is_some()) + sources.len() > 1 {
            import::join(&mut events);
        }
        Ok((events, people))
    }

    /// The log of the repo of `--git` within the window, where it holds a commit.
    fn log(
        &self,
        cx: &mut Context<'_>,
        window: Option<&Window>,
    ) -> anyhow::Result<Option<Arc<Source>>> {
        let Some(repo) = &self.git else {
            return Ok(None);
        };
        let bounds = self.stretch.bounds(window)?;
        let text = git::log(&cx.at(repo), &bounds)?;
        let shown = repo.display();
        if text.is_empty() {
            talk::note(cx, &format!("{shown}: no commit in that time"))?;
            return Ok(None);
        }
        Ok(Some(Source::new(format!("git log of {shown}"), text)))
    }

    /// What there is to say of a timeline to which the events of `fresh` sources came: what two tools
    /// tell alike, and the marks that are asked for.
    pub(super) fn after(
        &self,
        cx: &mut Context<'_>,
        draft: &mut Draft<'_>,
        (fresh, asks): (&BTreeSet<String>, bool),
    ) -> anyhow::Result<()> {
        // Times that cannot be read are mended first.
        let mut findings = draft.findings().iter();
        if findings.any(|finding| finding.level == Level::Error) {
            return Ok(());
        }
        twins::offer(cx, draft, (fresh, asks))?;
        if self.suggest_marks {
            marks::suggest(cx, draft, asks)?;
        }
        Ok(())
    }

    /// The roles of people, as the file of `--people` has them.
    fn people(&self, cx: &mut Context<'_>) -> anyhow::Result<People> {
        let Some(path) = &self.people else {
            return Ok(People::default());
        };
        let source = case::input(cx, path)?;
        let (roles, findings) = yaml::load::<BTreeMap<String, String>>(&source);
        case::refuse_errors(cx, &findings)?;
        Ok(People::new(roles.unwrap_or_default()))
    }

    /// What is kept of an export. What there is to know of it goes to standard error; what is left
    /// out is counted.
    fn kept(
        &self,
        cx: &mut Context<'_>,
        (name, window): (&str, Option<&Window>),
        (mut imported, left): (Imported, &mut Left),
    ) -> anyhow::Result<Vec<ImportedEvent>> {
        let dropped = if self.keep_noise {
            Vec::new()
        } else {
            imported.drop_noise()
        };
        for note in &imported.notes {
            talk::note(cx, &format!("{name}: {note}"))?;
        }
        for (noise, count) in dropped {
            left.noise(name, noise, count);
        }
        if let Some(window) = window {
            left.outside += window.keep(&mut imported.events);
        }
        Ok(imported.events)
    }
}

/// The most events that one import gives: nobody reviews more, and a file holds not many more.
const MOST: usize = 20_000;

/// Refuses what is no timeline of an incident, before all of it is held.
fn few(events: usize) -> anyhow::Result<()> {
    if events > MOST {
        anyhow::bail!(
            "there are more than {MOST} events in it; say which stretch of time to take with \
             `--since` and `--until`, or mark when it started and was resolved"
        );
    }
    Ok(())
}

/// Puts the events into the timeline of the draft, those left out that are there already; the
/// sources of those that were new.
pub(super) fn merge(
    cx: &mut Context<'_>,
    draft: &mut Draft<'_>,
    events: &[ImportedEvent],
) -> anyhow::Result<BTreeSet<String>> {
    let timeline = &draft.incident().timeline.events;
    let there: BTreeSet<_> = timeline
        .iter()
        .flat_map(|event| event.source.iter().map(|source| source.value.clone()))
        .collect();
    let mut fresh: Vec<_> = events.to_vec();
    fresh.retain(|event| !there.contains(&event.source));
    let sources = fresh.iter().map(|event| event.source.clone()).collect();
    let date = draft.incident().date.as_ref().map(|date| date.earliest());
    import::write_days(&mut fresh, date.filter(|_| timeline.is_empty()));
    if timeline.is_empty() {
        // The order of what was pasted is the best there is; what is wrong in it can be mended in
        // the file.
        let value = Value::list(fresh.iter().map(value));
        let path = vec![Step::from("timeline")];
        draft.take_as_it_is(cx, &Change::Set { path, value })?;
        return Ok(sources);
    }
    draft.insert(cx, fresh.iter().map(value).collect())?;
    Ok(sources)
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
