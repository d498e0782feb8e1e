//! The incident that a command is about: found, read, and refused where it has errors.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Error, bail};

use super::talk;
use crate::check::{self, Document, Subject, language};
use crate::config::Config;
use crate::context::{Context, Exit, Place, Said};
use crate::diagnostic::{Diagnostic, Level};
use crate::load::{self, Loaded};
use crate::model::zone::Zone;
use crate::model::{Incident, Plan, Review, Status};
use crate::source::Source;
use crate::store::{self, Folder, Lock, Root, names};
use crate::yaml;

/// Which incident.
#[derive(clap::Args, Debug, Clone, Default)]
pub(super) struct Which {
    /// Folder of the incident, a file in it, its id, or a unique beginning of its id
    ///
    /// Left out: the incident of the current folder, else the only draft.
    pub(super) incident: Option<String>,
}

/// Which incident, where the command has other words of its own.
#[derive(clap::Args, Debug, Clone, Default)]
pub(super) struct WhichOption {
    /// Folder of the incident, a file in it, its id, or a unique beginning of its id
    #[arg(short, long, value_name = "INCIDENT")]
    pub(super) incident: Option<String>,
}

/// A repo of reviews with its settings.
pub(super) struct Repo {
    pub(super) root: Root,
    pub(super) config: Config,
    /// What is wrong in the settings, none of it an error.
    pub(super) findings: Vec<Diagnostic>,
}

/// One incident, read.
pub(super) struct Case {
    pub(super) folder: Folder,
    pub(super) incident: Loaded<Incident>,
    pub(super) review: Option<Loaded<Review>>,
    pub(super) plan: Option<Loaded<Plan>>,
}

impl Repo {
    /// The repo around the current folder; a `pir.yaml` with errors is refused.
    pub(super) fn open(cx: &mut Context<'_>) -> anyhow::Result<Self> {
        let start = cx.cwd.clone();
        Self::around(cx, &start)
    }

    /// The repo around `start`.
    pub(super) fn around(cx: &mut Context<'_>, start: &Path) -> anyhow::Result<Self> {
        let root = Root::find(start);
        let settled = |config: Config, cx: &Context<'_>| config.under(&cx.env).map_err(Error::msg);
        let Some(path) = &root.config else {
            return Ok(Self {
                root,
                config: settled(Config::default(), cx)?,
                findings: Vec::new(),
            });
        };
        let loaded = read(cx.place(), path)?.map(|text| load(text, settings));
        let Some(loaded) = loaded else {
            bail!("cannot read {}", path.display());
        };
        refuse_errors(cx, &loaded.findings)?;
        Ok(Self {
            root,
            config: settled(loaded.value.unwrap_or_default(), cx)?,
            findings: loaded.findings,
        })
    }

    /// The folder of the incidents.
    pub(super) fn reviews(&self) -> PathBuf {
        self.root.dir.join(self.config.reviews())
    }

    /// Every incident. Where there is neither a folder of them nor a `pir.yaml`, nobody meant this
    /// place, and that is an error.
    pub(super) fn folders(&self, cx: &Context<'_>) -> anyhow::Result<Vec<Folder>> {
        let reviews = self.reviews();
        if !reviews.is_dir() && self.root.config.is_none() && Folder::around(&cx.cwd).is_none() {
            let shown = cx.shown(&reviews);
            bail!(
                "there is no folder {} and no pir.yaml here; `pir new` makes the first incident, `-C DIR` \
                 goes elsewhere",
                shown.display()
            );
        }
        Folder::all_in(&reviews)
    }

    /// The zone of times that state none, where an incident declares none.
    pub(super) fn zone(&self) -> Option<Zone> {
        self.config.timezone.as_ref().map(|zone| zone.value)
    }

    /// The incident that `which` names.
    pub(super) fn find(&self, cx: &mut Context<'_>, which: Option<&str>) -> anyhow::Result<Folder> {
        match which {
            Some(name) => self.named(cx, name),
            None => self.unnamed(cx),
        }
    }

    fn named(&self, cx: &Context<'_>, name: &str) -> anyhow::Result<Folder> {
        let path = cx.at(Path::new(name));
        let folder = if path.is_dir() {
            Folder::open(&path)
        } else {
            None
        };
        let at_file = || {
            path.is_file()
                .then(|| path.parent().and_then(Folder::open))
                .flatten()
        };
        if let Some(folder) = folder.or_else(at_file) {
            return Ok(folder);
        }
        if path.is_dir() {
            bail!("{name} holds no incident.yaml; `pir new` makes the folder of an incident");
        }
        let folders = Folder::all_in(&self.reviews())?;
        if let Some(folder) = folders.iter().find(|folder| folder.id() == name) {
            return Ok(folder.clone());
        }
        let begins = |folder: &&Folder| folder.id().starts_with(name);
        let mut matching: Vec<_> = folders.iter().filter(begins).collect();
        // An id begins with its date, but people remember the words after it.
        if matching.is_empty() {
            matching = folders
                .iter()
                .filter(|folder| folder.id().contains(name))
                .collect();
        }
        match matching.as_slice() {
            [only] => Ok((*only).clone()),
            [] => {
                let reviews = cx.shown(&self.reviews());
                bail!(
                    "there is no incident `{name}` in {}; `pir list` shows them",
                    reviews.display()
                )
            }
            several => bail!(
                "`{name}` may be any of these; write more of it:\n{}",
                ids(several.iter().copied())
            ),
        }
    }

    fn unnamed(&self, cx: &mut Context<'_>) -> anyhow::Result<Folder> {
        if let Some(folder) = Folder::around(&cx.cwd) {
            return Ok(folder);
        }
        let folders = Folder::all_in(&self.reviews())?;
        if let [only] = folders.as_slice() {
            return Ok(only.clone());
        }
        let drafts: Vec<_> = folders
            .iter()
            .filter(|folder| Self::is_draft(cx, folder))
            .collect();
        match drafts.as_slice() {
            [only] => Ok((*only).clone()),
            [] if folders.is_empty() => bail!(
                "there is no incident in {}; `pir new` makes one",
                cx.shown(&self.reviews()).display()
            ),
            [] => bail!(
                "which incident? none is a draft; name one of these:\n{}",
                ids(folders.iter())
            ),
            several if cx.terminal.asks => {
                let names = several.iter().map(|folder| folder.id()).collect();
                let picked = talk::pick(cx, "Which incident?", names)?;
                Ok(several[picked].clone())
            }
            several => {
                bail!(
                    "which incident? name one of these drafts:\n{}",
                    ids(several.iter().copied())
                )
            }
        }
    }

    /// Whether the incident says that it is a draft, or says nothing. One that cannot be read is
    /// somebody's work in progress, so a draft too.
    fn is_draft(cx: &Context<'_>, folder: &Folder) -> bool {
        let read = read(cx.place(), &folder.file(names::INCIDENT))
            .ok()
            .flatten();
        let incident = read.and_then(|text| load(text, load::file::<Incident>).value);
        incident.is_none_or(|incident| incident.status.unwrap_or(Status::Draft) == Status::Draft)
    }

    /// Reads all files of an incident, whatever is wrong in them.
    pub(super) fn read(&self, place: Place<'_>, folder: Folder) -> anyhow::Result<Case> {
        let zone = self.zone();
        let now = place.now;
        let path = folder.file(names::INCIDENT);
        let incident = match read(place, &path)? {
            Some(text) => load(text, |source| load::incident(source, now, zone.as_ref())),
            None => load::no_incident(place.shown(&path)),
        };
        let review = read(place, &folder.file(names::REVIEW))?;
        let plan = read(place, &folder.file(names::PLAN))?;
        Ok(Case {
            incident,
            review: review.map(|text| load(text, load::review)),
            plan: plan.map(|text| load(text, load::plan)),
            folder,
        })
    }

    /// Reads the incident that `which` names; one with errors is refused.
    pub(super) fn case(&self, cx: &mut Context<'_>, which: Option<&str>) -> anyhow::Result<Case> {
        let folder = self.find(cx, which)?;
        self.sound(cx, folder)
    }

    /// Reads the incident that `which` names in order to change it: no other `pir` does so as long
    /// as the lock is held.
    pub(super) fn case_to_change(
        &self,
        cx: &mut Context<'_>,
        which: Option<&str>,
    ) -> anyhow::Result<(Case, Lock)> {
        let folder = self.find(cx, which)?;
        let lock = store::lock(folder.dir())?;
        Ok((self.sound(cx, folder)?, lock))
    }

    /// Reads the incident in `folder`; one with errors is refused.
    pub(super) fn sound(&self, cx: &mut Context<'_>, folder: Folder) -> anyhow::Result<Case> {
        let case = self.read(cx.place(), folder)?;
        let findings = case.findings(&self.config);
        refuse_errors(cx, &findings)?;
        Ok(case)
    }
}

impl Case {
    /// The files for the rules of the check, where the incident could be read.
    pub(super) fn subject(&self) -> Option<Subject<'_>> {
        fn document<T>(loaded: &Loaded<T>) -> Option<Document<'_, T>> {
            let value = loaded.value.as_ref()?;
            Some(Document {
                source: &loaded.source,
                value,
            })
        }
        Some(Subject {
            incident: document(&self.incident)?,
            review: self.review.as_ref().and_then(document),
            plan: self.plan.as_ref().and_then(document),
        })
    }

    /// Everything that is wrong in the files, at the levels of the team.
    pub(super) fn findings(&self, config: &Config) -> Vec<Diagnostic> {
        check::settle(self.raw(), config)
    }

    /// The same, with what there is to say about the words, without what comments in the files allow.
    pub(super) fn checked(&self, config: &Config) -> Vec<Diagnostic> {
        let mut findings = self.raw();
        let subject = self.subject();
        findings.extend(
            subject
                .iter()
                .flat_map(|subject| language::check(subject, config)),
        );
        let others = [
            self.review.as_ref().map(|file| &file.source),
            self.plan.as_ref().map(|file| &file.source),
        ];
        let mut sources = vec![&self.incident.source];
        sources.extend(others.into_iter().flatten());
        settled(&sources, findings, config)
    }

    fn raw(&self) -> Vec<Diagnostic> {
        let mut findings = self.incident.findings.clone();
        findings.extend(
            self.review
                .iter()
                .flat_map(|loaded| loaded.findings.clone()),
        );
        findings.extend(self.plan.iter().flat_map(|loaded| loaded.findings.clone()));
        findings.extend(self.subject().iter().flat_map(check::run));
        findings
    }
}

/// Reads the settings.
fn settings(source: &Arc<Source>) -> Loaded<Config> {
    load::versioned(load::file(source), |settings: &Config| {
        settings.pir.as_ref()
    })
}

/// What is found in some texts without what comments in them allow, at the levels of the team.
pub(super) fn settled(
    sources: &[&Arc<Source>],
    findings: Vec<Diagnostic>,
    config: &Config,
) -> Vec<Diagnostic> {
    let known: Vec<_> = super::rules().map(|rule| rule.code).collect();
    check::settle(check::allow::settle(sources, findings, &known), config)
}

/// The text of a file, or what is wrong where it is not text.
pub(super) type Read = Result<Arc<Source>, Box<Diagnostic>>;

/// The text of the file at `path`, shown as the user would name it; `None` where it is not there.
pub(super) fn read(place: Place<'_>, path: &Path) -> anyhow::Result<Option<Read>> {
    let bytes = store::read_if_there(path)?;
    Ok(bytes.map(|bytes| yaml::decode(place.shown(path), bytes)))
}

/// The text of a file that the user named; `-` is standard input.
pub(super) fn input(cx: &mut Context<'_>, path: &Path) -> anyhow::Result<Arc<Source>> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        cx.stdin.read_to_end(&mut bytes)?;
        yaml::decode("<stdin>", bytes)
    } else {
        // A pipe is fine here (`<(command)`), and what it holds is not known before it is read.
        let bytes = std::fs::read(cx.at(path));
        let bytes = bytes.with_context(|| format!("cannot read {}", path.display()))?;
        yaml::decode(path, bytes)
    };
    read.map_err(|finding| talk::refused(cx, &finding))
}

/// Reads the text as a file of some type.
pub(super) fn load<T>(read: Read, load: impl FnOnce(&Arc<Source>) -> Loaded<T>) -> Loaded<T> {
    match read {
        Ok(source) => load(&source),
        Err(finding) => Loaded {
            source: Arc::clone(&finding.source),
            value: None,
            findings: vec![*finding],
        },
    }
}

/// Prints the errors among `findings` and ends the command, if there are any.
pub(super) fn refuse_errors(cx: &mut Context<'_>, findings: &[Diagnostic]) -> anyhow::Result<()> {
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    for finding in &errors {
        talk::finding(cx, finding)?;
    }
    let errors = talk::count(errors.len(), "error");
    writeln!(cx.stderr, "{errors}; nothing was done")?;
    Err(Said(Exit::Trouble).into())
}

fn ids<'a>(folders: impl IntoIterator<Item = &'a Folder>) -> String {
    let lines: Vec<_> = folders
        .into_iter()
        .map(|folder| format!("  {}", folder.id()))
        .collect();
    lines.join("\n")
}
