//! `pir site`.

mod folder;
mod made;
mod pages;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use self::folder::SiteFolder;
use self::made::{Made, Pressed, Unwritten};
use self::pages::Pages;
use super::archive::{Shelf, tell};
use super::case::Repo;
use super::progress::Progress;
use super::report::Wording;
use super::{prompts, talk, template};
use crate::archive::register::Part;
use crate::archive::{Record, each};
use crate::config::Config;
use crate::context::{Context, Exit};
use crate::model::Review;
use crate::render::Templates;
use crate::report::{Audience, Options, Report};
use crate::site::{self, Kept, PAGES, search};
use crate::store;
use crate::walk::Catalogue;
use crate::yaml::Value;

/// The template of a review.
const REVIEW: &str = "review.md.j2";

/// Write the archive as a static site: every review, the register, patterns, statistics, actions
///
/// The pages need no server and ask nobody for anything: open index.html, or put the folder behind
/// any web server. They are for the organisation: what is marked internal is in them.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir site -o public                      then open public/index.html
  pir site -o public --title \"Reviews of the shop\"")]
pub(crate) struct Site {
    /// The folder to write to; made where it is not there
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,

    /// What the site is called
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "Incident reviews",
        hide_default_value = true
    )]
    title: String,
}

/// What makes the page of a review.
struct Press<'a> {
    templates: &'a Templates,
    catalogue: &'a Catalogue,
    config: &'a Config,
    title: &'a str,
    folder: &'a SiteFolder,
}

impl Site {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let templates = template::templates(cx, &repo)?;
        let catalogue = prompts::catalogue(cx, &repo)?;
        let folders = repo.folders(cx)?;
        let mut folder = SiteFolder::open(cx.at(&self.output))?;
        let searched = search::parts(folders.len());
        folder.begin(&files(folders.iter().map(store::Folder::id), searched))?;
        let press = Press {
            templates: &templates,
            catalogue: &catalogue,
            config: &repo.config,
            title: &self.title,
            folder: &folder,
        };
        let mut made = Made::default();
        let archive = Shelf::new(cx, &repo);
        let mut progress = Progress::new("writing");
        let work = |record| press.review(&record);
        each(&folders, &archive.reader(), work, |pressed, troubles| {
            made.take(cx, (&folder, pressed), troubles)?;
            progress.at(cx, (made.taken(), folders.len()), "")
        })?;
        progress.clear(cx)?;
        let (made, troubles) = made.done(cx, (&repo, &folder), searched)?;
        let mut pages = Pages {
            templates: &templates,
            title: &self.title,
            archive: &made,
            links: made.links(),
            foot: made.foot(),
            folder: &mut folder,
            further: BTreeSet::new(),
        };
        pages.write(cx)?;
        let further = pages.further;
        let written = made.incidents.iter().map(|kept| kept.id.clone());
        let mut written = files(written, searched);
        written.extend(further);
        folder.end(&written)?;
        let start = folder.path("index.html");
        let reviews = talk::count(made.incidents.len(), "review");
        talk::note(
            cx,
            &format!("wrote {reviews} to {}", cx.shown(&start).display()),
        )?;
        tell(cx, &troubles)
    }
}

impl Press<'_> {
    /// Writes the page of a review; what is kept of it.
    fn review(&self, record: &Record) -> Pressed {
        Pressed {
            register: Part::of(record),
            page: self.page(record),
        }
    }

    fn page(&self, record: &Record) -> Result<Option<(Kept, String)>, Unwritten> {
        let Some(report) = self.report(record) else {
            return Ok(None);
        };
        let kept = Kept::of(record, self.config);
        let here = page(&record.id);
        let frame = site::frame((self.title, &here), site::FOOT);
        let body = self.templates.body(REVIEW, &report);
        let body = body.map_err(Unwritten::Template)?;
        let page = self.templates.page((&kept.title, &body.html), frame);
        let page = page.map_err(Unwritten::Template)?;
        self.folder.put(&here, &page).map_err(Unwritten::World)?;
        let row = search::row(&kept, &body.words());
        Ok(Some((kept, row)))
    }

    /// The report of an incident; none where its file could not be read.
    fn report(&self, record: &Record) -> Option<Report> {
        let incident = record.incident.as_ref()?;
        let nothing = Review::default();
        let review = record.review.as_ref().unwrap_or(&nothing);
        let text = record.review_text.as_ref();
        let value = || text.map_or(Value::Null, prompts::value);
        let wording = Wording::new(self.catalogue, (incident, review, &value), self.config);
        let options = Options {
            questions: &|key| wording.of(key),
            audience: Audience::Internal,
            ..Options::new(&record.id)
        };
        let plan = record.plan.as_ref();
        Some(Report::new(incident, review, plan, &options))
    }
}

/// The page of the review with that id.
fn page(id: &str) -> String {
    format!("reviews/{id}.html")
}

/// The names of all files, where these are the incidents and so many scripts are searched.
fn files(ids: impl Iterator<Item = String>, searched: usize) -> BTreeSet<String> {
    let reviews = ids.map(|id| page(&id));
    let pages = PAGES.iter().map(|page| page.link.href);
    let assets = site::ASSETS.iter().map(|row| row.0);
    let scripts = (1..=searched).map(search::part);
    let others = pages.chain(assets).map(str::to_owned);
    reviews.chain(others).chain(scripts).collect()
}
