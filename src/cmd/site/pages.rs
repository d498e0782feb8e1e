//! The pages beside the reviews. A table is made and written part by part, so that what is in memory
//! does not grow with its rows.

use std::collections::BTreeSet;

use super::folder::SiteFolder;
use crate::cmd::report;
use crate::context::Context;
use crate::render::Templates;
use crate::site::{self, Archive, Body, Links, PAGES, Parts, Section};

/// What makes the pages.
pub(super) struct Pages<'a> {
    pub(super) templates: &'a Templates,
    pub(super) title: &'a str,
    pub(super) archive: &'a Archive,
    pub(super) links: Links<'a>,
    pub(super) foot: String,
    pub(super) folder: &'a mut SiteFolder,
    /// The further pages, which tables of many rows go on on.
    pub(super) further: BTreeSet<String>,
}

impl Pages<'_> {
    /// Writes every page but the reviews, and what lies beside them.
    pub(super) fn write(&mut self, cx: &mut Context<'_>) -> anyhow::Result<()> {
        for page in PAGES {
            let mut body = (page.body)(self.archive);
            let sections = std::mem::take(&mut body.sections);
            for mut section in sections {
                let heading = (page.link.href, body.title.as_str());
                if let Some(parts) = Parts::of(heading, &mut section, self.archive) {
                    self.parts(cx, &parts, (&mut section, body.caution))?;
                }
                body.sections.push(section);
            }
            self.page(cx, page.link.href, body)?;
        }
        for (name, template) in site::ASSETS {
            let text = report::told(cx, self.templates.fill(template, &()))?;
            self.folder.put(name, &text)?;
        }
        Ok(())
    }

    /// Gives a section the first part of its table, and writes the others to pages of their own.
    fn parts(
        &mut self,
        cx: &mut Context<'_>,
        parts: &Parts,
        (section, caution): (&mut Section, Option<&'static str>),
    ) -> anyhow::Result<()> {
        let further = 1..parts.count();
        let names: BTreeSet<_> = further.clone().map(|part| parts.file(part)).collect();
        if !names.is_empty() {
            self.folder.begin(&names)?;
        }
        self.further.extend(names);
        for part in further {
            let body = parts.body(part, caution, self.table(cx, parts, part)?);
            self.page(cx, &parts.file(part), body)?;
        }
        section.table = Some(self.table(cx, parts, 0)?);
        Ok(())
    }

    fn table(&self, cx: &mut Context<'_>, parts: &Parts, part: usize) -> anyhow::Result<String> {
        let table = parts.table(part, &self.links);
        report::told(cx, self.templates.fill(site::TABLE, &table))
    }

    fn page(&self, cx: &mut Context<'_>, name: &str, mut body: Body) -> anyhow::Result<()> {
        let frame = site::frame((self.title, name), &self.foot);
        let text = self.templates.fill(site::BODY, &body);
        // Its tables are in the text now.
        body.sections.clear();
        let text = text.and_then(|text| self.templates.page((&body.title, &text), frame));
        self.folder.put(name, &report::told(cx, text)?)
    }
}
