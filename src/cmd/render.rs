//! `pir render`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::case::{Case, Repo};
use super::{leaks, report, talk, template};
use crate::context::{Context, Exit};
use crate::parallel;
use crate::render::digest::{self, Seal};
use crate::render::{self, Templates};
use crate::report::{Audience, Report};
use crate::store::{self, Folder, names};

/// Render the review of an incident: review.md beside its files, and timeline.svg, its picture
///
/// Every template writes a file of its own: `brief` writes brief.md, and `review` for the public
/// writes review.public.md. A file that somebody has edited since it was rendered is not overwritten; the difference is
/// shown instead.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir render                              the incident at hand, to its review.md
  pir render 2026-03-12 --template brief -o -
  pir render --template timeline.svg -o slide.svg
  pir render --template public            the page for customers, to its public.md
  pir render --format html                one page for a browser, to its review.html
  pir render --all --check                in CI: is every review what its sources give?
  pir render --context | jq .milestones   what a template sees")]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct Render {
    /// Incidents: folders, files in them, ids, or unique beginnings of ids
    incidents: Vec<String>,

    /// Render every incident of the reviews folder: the review, and whatever other rendering lies
    /// beside it
    #[arg(long, conflicts_with_all = ["incidents", "output"])]
    all: bool,

    /// Which template; `pir template list` shows them
    #[arg(short, long, value_name = "NAME")]
    template: Option<String>,

    /// In which form: Markdown, or a page in HTML that holds all it needs
    #[arg(
        long,
        value_enum,
        value_name = "FORM",
        default_value_t,
        hide_default_value = true
    )]
    format: Form,

    /// Who it is for: public leaves out all that is marked `visibility: internal`, descriptions of
    /// roles, links to hosts that are not in `public_hosts` of pir.yaml, and the parking lot;
    /// internal, or public where the template is
    #[arg(long, value_enum, value_name = "WHO")]
    audience: Option<Readers>,

    /// Write to FILE instead; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write nothing; end with 1 and a diff where a file is not what its sources give
    #[arg(long, conflicts_with = "force")]
    check: bool,

    /// Print what a template sees, as JSON
    #[arg(long, conflicts_with_all = ["check", "force", "template"])]
    context: bool,

    /// Overwrite a file that somebody has edited
    #[arg(long)]
    force: bool,
}

/// Who a rendering is for.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// The organisation
    Internal,
    /// Everybody
    Public,
}

/// The form of a rendering.
#[derive(ValueEnum, Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Form {
    /// What the template writes: Markdown
    #[default]
    Md,
    /// A page in HTML
    Html,
}

/// What is rendered of an incident.
#[derive(Clone, Copy)]
struct Job<'a> {
    /// The template by its full name.
    name: &'a str,
    /// Who it is filled for, where somebody says so.
    readers: Option<Readers>,
    form: Form,
}

impl Job<'_> {
    /// Whether it is for the public, as asked or by its template.
    fn is_public(&self) -> bool {
        self.readers == Some(Readers::Public) || render::is_public(self.name)
    }

    /// The file that it is written to; none where it cannot be in that form.
    fn file_name(&self, is_public: bool) -> Option<String> {
        let name = render::file_name(self.name, is_public);
        match self.form {
            Form::Md => Some(name),
            Form::Html => Some(format!("{}.html", name.strip_suffix(".md")?)),
        }
    }
}

/// The jobs, besides that of template `first`, whose renderings lie beside the files of an incident:
/// they go stale with them.
fn beside<'a>(
    folder: &Folder,
    templates: &'a Templates,
    first: &str,
) -> anyhow::Result<Vec<Job<'a>>> {
    let mut jobs = Vec::new();
    for listed in templates.list() {
        let name = templates.find(&listed.name)?;
        for (readers, form) in WAYS {
            let job = Job {
                name,
                readers,
                form,
            };
            let is_public = readers.is_some();
            let is_first = name == first && job.readers.is_none() && form == Form::Md;
            let again = render::is_public(name) && is_public;
            let Some(file) = job.file_name(is_public).filter(|_| !is_first && !again) else {
                continue;
            };
            let bytes = store::read_if_there(&folder.file(&file))?.unwrap_or_default();
            if digest::verify(&String::from_utf8_lossy(&bytes)) != Seal::Unsealed {
                jobs.push(job);
            }
        }
    }
    Ok(jobs)
}

/// The ways in which a template may have been rendered.
const WAYS: [(Option<Readers>, Form); 4] = [
    (None, Form::Md),
    (None, Form::Html),
    (Some(Readers::Public), Form::Md),
    (Some(Readers::Public), Form::Html),
];

/// What one rendering is written from and to.
struct Page {
    path: PathBuf,
    text: String,
    /// What it says, as Markdown; none where that is something else, such as a picture.
    markdown: Option<String>,
}

impl Render {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let templates = template::templates(cx, &repo)?;
        let folders = self.folders(cx, &repo)?;
        let to_file = self
            .output
            .as_deref()
            .is_some_and(|path| path != Path::new("-"));
        if to_file && folders.len() > 1 {
            bail!("one file cannot hold several reviews; leave out `-o`, or name one incident");
        }
        self.template(&repo, &templates)?;
        match folders.as_slice() {
            [only] => self.incident(cx, (&repo, &templates), only),
            folders => self.each(cx, (&repo, &templates), folders),
        }
    }

    /// Renders incidents on all cores, and goes on past those that cannot be; what is said of each
    /// comes in their order.
    fn each(
        &self,
        cx: &mut Context<'_>,
        from: (&Repo, &Templates),
        folders: &[Folder],
    ) -> anyhow::Result<Exit> {
        let world = cx.world();
        let render = |folder: &Folder| {
            world.aside(|cx| {
                let ended = self.incident(cx, from, folder);
                ended.unwrap_or_else(|error| talk::failed(cx, &error))
            })
        };
        let (mut exit, mut failed) = (Exit::Fine, 0);
        parallel::in_order(folders, render, |(ended, [stdout, stderr])| {
            cx.stdout.write_all(&stdout)?;
            cx.stderr.write_all(&stderr)?;
            failed += usize::from(ended == Exit::Trouble);
            exit = exit.and(ended);
            anyhow::Ok(())
        })?;
        if failed > 0 {
            let all = talk::count(folders.len(), "incident");
            talk::note(
                cx,
                &format!("{failed} of {all} left out; the rest is rendered"),
            )?;
        }
        Ok(exit)
    }

    /// Renders one incident: the review, and with `--all` what lies beside it.
    fn incident(
        &self,
        cx: &mut Context<'_>,
        (repo, templates): (&Repo, &Templates),
        folder: &Folder,
    ) -> anyhow::Result<Exit> {
        let name = self.template(repo, templates)?;
        let mut jobs = vec![Job {
            name,
            readers: self.audience,
            form: self.format,
        }];
        if self.all && self.template.is_none() && !self.context && self.output.is_none() {
            jobs.extend(beside(folder, templates, name)?);
        }
        let case = repo.sound(cx, folder.clone())?;
        let (mut exit, mut done) = (Exit::Fine, BTreeSet::new());
        for job in jobs {
            let file = job.file_name(job.is_public());
            // The picture that a review shows was written with it.
            if file.is_some_and(|file| done.contains(&folder.file(&file))) {
                continue;
            }
            let ended = self.one(cx, (repo, templates), (&case, job, &mut done))?;
            exit = exit.and(ended);
        }
        Ok(exit)
    }

    /// Renders one incident through one template for somebody, what is `done` left out.
    fn one(
        &self,
        cx: &mut Context<'_>,
        (repo, templates): (&Repo, &Templates),
        (case, job, done): (&Case, Job<'_>, &mut BTreeSet<PathBuf>),
    ) -> anyhow::Result<Exit> {
        let hosts = repo.config.public_hosts.iter();
        let hosts: Vec<_> = hosts.map(|host| host.0.as_str()).collect();
        let audience = self.audience(job, &hosts)?;
        let uses = |field: &str| self.context || templates.may_use(job.name, field);
        let report = report::of(cx, repo, (case, audience), &uses)?;
        if self.context {
            guard((case, &report), audience, (None, Path::new("the context")))?;
            write!(cx.stdout, "{}", render::context(&report))?;
            return Ok(Exit::Fine);
        }
        let pages = self.pages(cx, (templates, job), (case, &report))?;
        for page in &pages {
            let markdown = page.markdown.as_deref();
            guard((case, &report), audience, (markdown, &cx.shown(&page.path)))?;
        }
        let mut exit = Exit::Fine;
        for page in pages {
            if self.output.as_deref() == Some(Path::new("-")) {
                write!(cx.stdout, "{}", page.text)?;
            } else if done.insert(page.path.clone()) && self.settle(cx, &page)? == Exit::Findings {
                exit = Exit::Findings;
            }
        }
        Ok(exit)
    }

    fn folders(&self, cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<Vec<Folder>> {
        if self.all {
            return repo.folders(cx);
        }
        if self.incidents.is_empty() {
            return Ok(vec![repo.find(cx, None)?]);
        }
        self.incidents
            .iter()
            .map(|name| repo.find(cx, Some(name)))
            .collect()
    }

    /// The full name of the template: the one asked for, else the one of the settings.
    fn template<'a>(&self, repo: &Repo, templates: &'a Templates) -> anyhow::Result<&'a str> {
        let asked = self.template.as_deref();
        templates.find(asked.unwrap_or_else(|| repo.config.template()))
    }

    /// Who the rendering is for: as asked, and never more than the template is for.
    fn audience<'a>(&self, job: Job<'_>, hosts: &'a [&'a str]) -> anyhow::Result<Audience<'a>> {
        let name = job.name;
        let is_public = render::is_public(name) && !self.context;
        match (job.readers, is_public) {
            (Some(Readers::Internal), true) => bail!(
                "template `{name}` is for the public; leave out `--audience internal`, or take another template"
            ),
            (Some(Readers::Public), _) | (None, true) => Ok(Audience::Public(hosts)),
            (Some(Readers::Internal) | None, false) => Ok(Audience::Internal),
        }
    }

    /// What is rendered of one incident: a document, and beside it the picture that it shows.
    fn pages(
        &self,
        cx: &mut Context<'_>,
        (templates, job): (&Templates, Job<'_>),
        (case, report): (&Case, &Report),
    ) -> anyhow::Result<Vec<Page>> {
        let is_public = report.audience != Audience::Internal.word();
        let name = job.name;
        let Some(file) = job.file_name(is_public) else {
            bail!(
                "`--format html` is for templates of Markdown, and `{name}` writes something else"
            );
        };
        let beside = case.folder.file(&file);
        let path = match &self.output {
            Some(path) => cx.at(path),
            None => beside.clone(),
        };
        let text = text(cx, (templates, name), report)?;
        if job.form == Form::Html {
            let page = report::told(cx, templates.alone(name, report))?;
            return Ok(vec![Page {
                path,
                text: digest::seal(&page, &sources(report)),
                markdown: Some(text),
            }]);
        }
        let picture = templates.find(names::PICTURE)?;
        let file = render::file_name(picture, is_public);
        // The link in a document leads to the picture beside it.
        let shows = path == beside && text.contains(&format!("]({file})"));
        let mut pages = vec![Page {
            path,
            markdown: name.ends_with(".md.j2").then(|| text.clone()),
            text,
        }];
        if shows && report.chart.is_some() {
            pages.push(Page {
                path: case.folder.file(&file),
                text: self::text(cx, (templates, picture), report)?,
                markdown: None,
            });
        }
        Ok(pages)
    }

    /// Writes the page, or says how the file that is there differs from it.
    fn settle(&self, cx: &mut Context<'_>, page: &Page) -> anyhow::Result<Exit> {
        let bytes = store::read_if_there(&page.path)?;
        let there = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let shown = cx.shown(&page.path);
        let old = there.as_deref().unwrap_or_default();
        // A checkout may have turned the line ends; that is not a difference in what is said.
        let unturned = |text: &str| text.replace("\r\n", "\n");
        let same = there.is_some() && unturned(old) == unturned(&page.text);
        if self.check {
            if same {
                return Ok(Exit::Fine);
            }
            write!(cx.stdout, "{}", difference(old, &page.text, &shown))?;
            cx.stdout.flush()?;
            let what = if there.is_some() {
                "is not what its sources give"
            } else {
                "is not there"
            };
            writeln!(
                cx.stderr,
                "{} {what}; `pir render` writes it",
                shown.display()
            )?;
            return Ok(Exit::Findings);
        }
        if same {
            writeln!(cx.stderr, "{} is up to date", shown.display())?;
            return Ok(Exit::Fine);
        }
        if there.is_some() && !self.force && digest::verify(old) != Seal::Untouched {
            write!(cx.stderr, "{}", difference(old, &page.text, &shown))?;
            bail!(
                "{} was written or edited by somebody else and is left as it is; move the changes to the YAML files, or overwrite them with `--force`",
                shown.display()
            );
        }
        store::replace(&page.path, there.as_deref(), &page.text)?;
        writeln!(cx.stderr, "wrote {}", shown.display())?;
        Ok(Exit::Fine)
    }
}

/// The text that a template gives, with its seal.
fn text(
    cx: &mut Context<'_>,
    (templates, name): (&Templates, &str),
    report: &Report,
) -> anyhow::Result<String> {
    let text = report::told(cx, templates.render(name, report))?;
    let has_seal = [".md.j2", ".svg.j2"].iter().any(|end| name.ends_with(end));
    Ok(if has_seal {
        digest::seal(&text, &sources(report))
    } else {
        text
    })
}

/// The names of the files that a report was made from.
fn sources(report: &Report) -> Vec<&str> {
    report.sources.iter().map(String::as_str).collect()
}

fn difference(old: &str, new: &str, shown: &Path) -> String {
    render::difference(old, new, &shown.to_string_lossy())
}

/// Refuses a page for the public that names hosts that are not; `text` is what it says where that
/// is Markdown, and anything else may say all that the report does.
fn guard(
    (case, report): (&Case, &Report),
    audience: Audience<'_>,
    (text, shown): (Option<&str>, &Path),
) -> anyhow::Result<()> {
    let Audience::Public(hosts) = audience else {
        return Ok(());
    };
    let leaks = match text {
        Some(text) => render::leaks(text, hosts),
        None => render::leaks_of_report(report, hosts),
    };
    leaks::refuse(&leaks, case, (text, shown))
}
