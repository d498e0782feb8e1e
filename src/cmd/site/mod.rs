//! `pir site`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use super::case::Repo;
use super::{archive, prompts, talk, template};
use crate::archive::stats::{Period, Stats};
use crate::archive::{Gathered, Record};
use crate::config::Config;
use crate::context::{Context, Exit, Said};
use crate::diagnostic::Diagnostic;
use crate::model::Review;
use crate::render::Templates;
use crate::report::{Audience, Options, Report};
use crate::site::{self, Archive, Kept, PAGES};
use crate::store;
use crate::walk::timeline::{self, Wish};
use crate::walk::{Catalogue, Question};
use crate::yaml::Value;

/// The template of a review.
const REVIEW: &str = "review.md.j2";

/// The file that names what `pir site` wrote, by which the folder is known as its own.
const MADE: &str = ".pir-site";

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
    output: &'a Path,
}

/// What became of an incident: what is kept of it, and what its template did wrong.
type Pressed = (Kept, Option<Trouble>);

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
        let output = cx.at(&self.output);
        let old = made(&output)?;
        let press = Press {
            templates: &templates,
            catalogue: &catalogue,
            config: &repo.config,
            title: &self.title,
            output: &output,
        };
        let gathered = archive::gather(cx, &repo, |record| press.review(&record))?;
        let Gathered { kept, troubles } = gathered;
        let mut incidents = Vec::with_capacity(kept.len());
        for (kept, trouble) in kept {
            match trouble {
                None => incidents.push(kept),
                Some(Trouble::World(error)) => return Err(error),
                Some(Trouble::Template(finding)) => {
                    talk::finding(cx, &finding)?;
                    return Err(Said(Exit::Trouble).into());
                }
            }
        }
        incidents.sort_by(|one, other| (other.day, &other.id).cmp(&(one.day, &one.id)));
        let (register, more) = archive::folded(cx, &repo, parts(&incidents));
        let stats: Vec<_> = incidents
            .iter()
            .filter_map(|kept| kept.stats.clone())
            .collect();
        let made = Archive {
            today: register.today,
            stats: Stats::of(&stats, Period::default()),
            register,
            incidents,
        };
        press.pages(cx, &made)?;
        let files = files(&made);
        remove(&output, old.difference(&files))?;
        let list: Vec<_> = files.iter().map(String::as_str).collect();
        store::put(&output.join(MADE), &(list.join("\n") + "\n"))?;
        let shown = cx.shown(&output.join("index.html"));
        let reviews = talk::count(made.incidents.len(), "review");
        talk::note(cx, &format!("wrote {reviews} to {}", shown.display()))?;
        archive::tell(
            cx,
            &[troubles, more].into_iter().flatten().collect::<Vec<_>>(),
        )
    }
}

/// The parts of the register.
fn parts(incidents: &[Kept]) -> impl Iterator<Item = crate::archive::register::Part> {
    // In the order of the folders, which is that of time.
    incidents.iter().rev().map(|kept| kept.register.clone())
}

/// The files that `pir site` wrote to the folder before; an error where it holds other things.
fn made(output: &Path) -> anyhow::Result<BTreeSet<String>> {
    let list = store::read_if_there(&output.join(MADE))?;
    if let Some(list) = list {
        let list = String::from_utf8_lossy(&list).into_owned();
        return Ok(list.lines().map(str::to_owned).collect());
    }
    let Ok(mut entries) = fs::read_dir(output) else {
        return Ok(BTreeSet::new());
    };
    if entries.next().is_some() {
        bail!(
            "{} holds other files; name an empty folder, or one that is not there yet",
            output.display()
        );
    }
    Ok(BTreeSet::new())
}

/// Takes away what was written before and is no page any more. A list that somebody changed leads
/// to no other folder.
fn remove<'a>(output: &Path, gone: impl Iterator<Item = &'a String>) -> anyhow::Result<()> {
    for name in gone {
        let plain = Path::new(name).components();
        let mut plain = plain.map(|part| matches!(part, std::path::Component::Normal(_)));
        let path = output.join(name);
        if plain.all(|is_plain| is_plain) && path.is_file() {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

impl Press<'_> {
    /// Writes the page of a review; what is kept of it.
    fn review(&self, record: &Record) -> Pressed {
        let kept = Kept::of(record);
        let Some(report) = self.report(record) else {
            return (kept, None);
        };
        let here = format!("reviews/{}.html", record.id);
        let frame = site::frame(self.title, &here);
        let page = self.templates.body(REVIEW, &report);
        let page = page.and_then(|body| self.templates.page((&kept.title, &body), frame));
        let trouble = match page {
            Ok(page) => store::put(&self.output.join(&here), &page)
                .err()
                .map(Trouble::World),
            Err(finding) => Some(Trouble::Template(finding)),
        };
        (kept, trouble)
    }

    /// The report of an incident; none where its file could not be read.
    fn report(&self, record: &Record) -> Option<Report> {
        let incident = record.incident.as_ref()?;
        let nothing = Review::default();
        let review = record.review.as_ref().unwrap_or(&nothing);
        let spoken_of = !review.asked.is_empty() || !review.answers.is_empty();
        let again = Wish {
            again: true,
            ..Wish::default()
        };
        let known: Vec<Question> = if spoken_of {
            timeline::questions((incident, &Value::Null), self.config, again)
        } else {
            Vec::new()
        };
        let question = |key: &str| {
            let own = known.iter().find(|question| question.key() == key);
            let prompt = || self.catalogue.find(key).map(|prompt| prompt.ask.clone());
            own.map(|question| question.ask.clone()).or_else(prompt)
        };
        let options = Options {
            questions: &question,
            audience: Audience::Internal,
            ..Options::new(&record.id)
        };
        Some(Report::new(
            incident,
            review,
            record.plan.as_ref(),
            &options,
        ))
    }

    /// Writes every other page.
    fn pages(&self, cx: &mut Context<'_>, archive: &Archive) -> anyhow::Result<()> {
        for page in PAGES {
            let body = (page.body)(archive);
            let frame = site::frame(self.title, page.link.href);
            let text = self.templates.fill(site::BODY, &body);
            let text = text.and_then(|text| self.templates.page((&body.title, &text), frame));
            self.put(cx, page.link.href, text)?;
        }
        for (name, template) in site::ASSETS {
            self.put(cx, name, self.templates.fill(template, &()))?;
        }
        let index = site::search_index(&archive.incidents);
        store::put(&self.output.join(INDEX), &index)
    }

    fn put(
        &self,
        cx: &mut Context<'_>,
        name: &str,
        text: Result<String, Box<Diagnostic>>,
    ) -> anyhow::Result<()> {
        match text {
            Ok(text) => store::put(&self.output.join(name), &text),
            Err(finding) => {
                talk::finding(cx, &finding)?;
                Err(Said(Exit::Trouble).into())
            }
        }
    }
}

/// The names of all files.
fn files(archive: &Archive) -> BTreeSet<String> {
    let reviews = archive.incidents.iter();
    let reviews = reviews.map(|kept| format!("reviews/{}.html", kept.id));
    let pages = PAGES.iter().map(|page| page.link.href);
    let assets = site::ASSETS.iter().map(|row| row.0);
    let others = pages.chain(assets).chain([INDEX]).map(str::to_owned);
    reviews.chain(others).collect()
}

/// What the search goes through.
const INDEX: &str = "search-index.js";
