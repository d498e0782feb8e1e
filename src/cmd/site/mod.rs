//! `pir site`.

mod folder;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use self::folder::SiteFolder;
use super::case::Repo;
use super::report::{self, Wording};
use super::{archive, prompts, talk, template};
use crate::archive::register::{Part, Register};
use crate::archive::stats::{Period, Stats};
use crate::archive::{Gathered, Record};
use crate::config::Config;
use crate::context::{Context, Exit};
use crate::diagnostic::Diagnostic;
use crate::model::Review;
use crate::render::Templates;
use crate::report::{Audience, Options, Report};
use crate::site::{self, Archive, Kept, PAGES};
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

/// What became of an incident.
struct Pressed {
    /// Its part of the register, which is there where its review could be read.
    register: Part,
    /// What the other pages say of it, once its own is written; none where it could not be read.
    page: Result<Option<Kept>, Trouble>,
}

/// Why a page could not be made.
enum Trouble {
    Template(Box<Diagnostic>),
    World(anyhow::Error),
}

impl Site {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let templates = template::templates(cx, &repo)?;
        let catalogue = prompts::catalogue(cx, &repo)?;
        let folders = store::Folder::all_in(&repo.reviews())?;
        let mut folder = SiteFolder::open(cx.at(&self.output))?;
        folder.begin(&files(folders.iter().map(store::Folder::id)))?;
        let press = Press {
            templates: &templates,
            catalogue: &catalogue,
            config: &repo.config,
            title: &self.title,
            folder: &folder,
        };
        let Gathered { kept, troubles } =
            archive::gather_from(cx, &repo, &folders, |record| press.review(&record))?;
        let (parts, incidents) = apart(cx, kept)?;
        let (register, more) = archive::folded(cx, &repo, parts);
        let made = together(incidents, register);
        press.pages(cx, &made)?;
        folder.end(&files(made.incidents.iter().map(|kept| kept.id.clone())))?;
        let start = folder.path("index.html");
        let reviews = talk::count(made.incidents.len(), "review");
        talk::note(
            cx,
            &format!("wrote {reviews} to {}", cx.shown(&start).display()),
        )?;
        let troubles: Vec<_> = [troubles, more].into_iter().flatten().collect();
        archive::tell(cx, &troubles)
    }
}

/// What was made of the incidents as parts of the register and what the pages say; an error where
/// one of them could not be written.
fn apart(cx: &mut Context<'_>, pressed: Vec<Pressed>) -> anyhow::Result<(Vec<Part>, Vec<Kept>)> {
    let (mut parts, mut incidents) = (Vec::new(), Vec::new());
    for Pressed { register, page } in pressed {
        parts.push(register);
        match page {
            Ok(kept) => incidents.extend(kept),
            Err(Trouble::World(error)) => return Err(error),
            Err(Trouble::Template(finding)) => return report::told(cx, Err(finding)),
        }
    }
    Ok((parts, incidents))
}

/// What the pages are made of.
fn together(mut incidents: Vec<Kept>, register: Register) -> Archive {
    incidents.sort_by(|one, other| (other.day, &other.id).cmp(&(one.day, &one.id)));
    let stats = incidents.iter().filter_map(|kept| kept.stats.clone());
    let stats: Vec<_> = stats.collect();
    Archive {
        today: register.today,
        stats: Stats::of(&stats, &register, Period::default()),
        register,
        incidents,
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

    fn page(&self, record: &Record) -> Result<Option<Kept>, Trouble> {
        let Some(report) = self.report(record) else {
            return Ok(None);
        };
        let kept = Kept::of(record);
        let here = page(&record.id);
        let frame = site::frame(self.title, &here);
        let body = self.templates.body(REVIEW, &report);
        let page = body.and_then(|body| self.templates.page((&kept.title, &body), frame));
        let page = page.map_err(Trouble::Template)?;
        self.folder.put(&here, &page).map_err(Trouble::World)?;
        Ok(Some(kept))
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

    /// Writes every other page.
    fn pages(&self, cx: &mut Context<'_>, archive: &Archive) -> anyhow::Result<()> {
        for page in PAGES {
            let body = (page.body)(archive);
            let frame = site::frame(self.title, page.link.href);
            let text = self.templates.fill(site::BODY, &body);
            let text = text.and_then(|text| self.templates.page((&body.title, &text), frame));
            self.folder.put(page.link.href, &report::told(cx, text)?)?;
        }
        for (name, template) in site::ASSETS {
            let text = report::told(cx, self.templates.fill(template, &()))?;
            self.folder.put(name, &text)?;
        }
        let index = site::search_index(&archive.incidents);
        self.folder.put(INDEX, &index)
    }
}

/// The page of the review with that id.
fn page(id: &str) -> String {
    format!("reviews/{id}.html")
}

/// The names of all files, where these are the incidents.
fn files(ids: impl Iterator<Item = String>) -> BTreeSet<String> {
    let reviews = ids.map(|id| page(&id));
    let pages = PAGES.iter().map(|page| page.link.href);
    let assets = site::ASSETS.iter().map(|row| row.0);
    let others = pages.chain(assets).chain([INDEX]).map(str::to_owned);
    reviews.chain(others).collect()
}

/// What the search goes through.
const INDEX: &str = "search-index.js";
