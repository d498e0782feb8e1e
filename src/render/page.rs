//! Pages in HTML: a body and what stands around it in, a page out.

use serde::Serialize;

use super::html::{self, Words};
use super::template::Templates;
use crate::diagnostic::Diagnostic;
use crate::report::Report;

/// The template of the frame.
const FRAME: &str = "_page.html.j2";

/// The template of the picture, and what documents call it: for the organisation, for everybody.
const PICTURE: &str = "timeline.svg.j2";
const PICTURES: &[&str] = &["timeline.svg", "timeline.public.svg"];

/// What stands around the body of a page.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Frame<'a> {
    /// The name of the site; none for a page that stands alone.
    pub site: Option<&'a str>,
    /// The way from the page to the folder of the site: empty, or `../`.
    pub home: &'a str,
    /// The address of the page in the site.
    pub here: &'a str,
    /// The pages of the site.
    pub nav: &'a [Link],
    /// The files of its scripts.
    pub scripts: &'a [&'a str],
    /// The last line.
    pub foot: &'a str,
}

/// A link of the navigation.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Link {
    /// Where it leads, from the folder of the site.
    pub href: &'static str,
    /// What it says.
    pub label: &'static str,
}

/// What the template of the frame sees.
#[derive(Serialize)]
struct Values<'a> {
    pir_version: &'static str,
    title: &'a str,
    body: &'a str,
    /// Whether it holds its style and script, since no file lies beside it.
    alone: bool,
    #[serde(flatten)]
    frame: Frame<'a>,
}

/// What the template of the picture sees where it can be walked through.
#[derive(Serialize)]
struct Live<'a> {
    live: bool,
    #[serde(flatten)]
    report: &'a Report,
}

/// What stands on a page, in both forms.
#[derive(Debug)]
pub struct Body {
    /// As its template wrote it.
    pub markdown: String,
    /// The same, to stand inside a page.
    pub html: String,
}

impl Body {
    /// Its words, without what sets them.
    pub fn words(&self) -> Words {
        html::words(&self.markdown)
    }
}

impl Templates {
    /// A page that stands alone, with the document that the Markdown template `name` (in full) makes
    /// of `report`.
    pub fn alone(&self, name: &str, report: &Report) -> Result<String, Box<Diagnostic>> {
        let body = self.body(name, report)?;
        let frame = Frame {
            site: None,
            home: "",
            here: "",
            nav: &[],
            scripts: &[],
            foot: "Made by pir.",
        };
        self.page((&report.title, &body.html), frame)
    }

    /// A page around `body`, which is HTML that is trusted.
    pub fn page(
        &self,
        (title, body): (&str, &str),
        frame: Frame<'_>,
    ) -> Result<String, Box<Diagnostic>> {
        let values = Values {
            pir_version: env!("CARGO_PKG_VERSION"),
            title,
            body,
            alone: frame.site.is_none(),
            frame,
        };
        self.fill(FRAME, &values)
    }

    /// What the Markdown template `name` (in full) makes of `report`, in HTML with the picture in its
    /// place.
    pub fn body(&self, name: &str, report: &Report) -> Result<Body, Box<Diagnostic>> {
        let markdown = self.render(name, report)?;
        let has = |name: &&str| markdown.contains(&format!("]({name})"));
        let picture = if report.chart.is_some() && PICTURES.iter().any(has) {
            let live = Live { live: true, report };
            let drawn = self.fill(PICTURE, &live)?;
            let drawn = drawn.trim();
            Some(format!(
                "<span class=\"picture\"><span class=\"frame\" role=\"group\" aria-label=\"The timeline\">{drawn}</span></span>"
            ))
        } else {
            None
        };
        let html = html::of(&markdown, (PICTURES, picture.as_deref()));
        Ok(Body { markdown, html })
    }
}
