//! The commands, one file each: arguments, help, and a `run` that calls the library.

mod actions;
mod add;
mod agenda;
mod archive;
mod case;
mod check;
mod completions;
mod config;
mod drafts;
mod edit;
mod editor;
mod explain;
mod export;
mod fmt;
mod git;
pub mod help;
mod import;
mod init;
mod keyboard;
mod leaks;
mod list;
mod man;
mod new;
mod plan;
mod progress;
mod prompts;
mod proposals;
mod questions;
mod register;
mod render;
mod report;
mod schema;
mod screen;
mod search;
mod signals;
mod site;
mod stats;
mod talk;
mod template;
mod timeline;
mod values;
mod walk;
mod zone;

use clap::Subcommand;

pub(crate) use completions::answer;
pub(crate) use talk::failed;

use crate::check::allow::{ALLOW_WITHOUT_REASON, UNUSED_ALLOW};
use crate::check::entries::UNKNOWN_ENTRY;
use crate::context::{Context, Exit};
use crate::diagnostic::Rule;
use crate::load::quick::{QUICK_FORM_JOINED, QUICK_LINE_IN_LIST, QUICK_LINE_UNREADABLE};
use crate::load::{BARE_CHANGE, UNSUPPORTED_VERSION, times_rules};
use crate::render::TEMPLATE_ERROR;
use crate::yaml::CANNOT_EDIT;

/// What makes the whole command line.
pub(crate) type Root = fn() -> clap::Command;

/// The variable of the environment by which a shell asks for completions.
pub(crate) const COMPLETE: &str = "PIR_COMPLETE";

/// Every command.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Init(init::Init),
    New(new::New),
    Add(add::Add),
    Import(import::Import),
    Fmt(fmt::Fmt),
    Questions(questions::Questions),
    Walk(walk::Walk),
    Check(check::Check),
    Explain(explain::Explain),
    Render(render::Render),
    Agenda(agenda::Agenda),
    Plan(plan::Plan),
    Template(template::Template),
    List(list::List),
    Search(search::Search),
    Register(register::Register),
    Actions(actions::Actions),
    Stats(stats::Stats),
    Site(site::Site),
    Export(export::Export),
    Config(config::Config),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Man(man::Man),
    Help(help::Help),
}

impl Command {
    /// Runs the command in the world `cx`; `root` makes the whole command line, for those that
    /// describe it.
    pub(crate) fn run(self, cx: &mut Context<'_>, root: Root) -> anyhow::Result<Exit> {
        match self {
            Self::Init(command) => command.run(cx),
            Self::New(command) => command.run(cx),
            Self::Add(command) => command.run(cx),
            Self::Import(command) => command.run(cx),
            Self::Fmt(command) => command.run(cx),
            Self::Questions(command) => command.run(cx),
            Self::Walk(command) => command.run(cx),
            Self::Check(command) => command.run(cx),
            Self::Explain(command) => command.run(cx),
            Self::Render(command) => command.run(cx),
            Self::Agenda(command) => command.run(cx),
            Self::Plan(command) => command.run(cx),
            Self::Template(command) => command.run(cx),
            Self::List(command) => command.run(cx),
            Self::Search(command) => command.run(cx),
            Self::Register(command) => command.run(cx),
            Self::Actions(command) => command.run(cx),
            Self::Stats(command) => command.run(cx),
            Self::Site(command) => command.run(cx),
            Self::Export(command) => command.run(cx),
            Self::Config(command) => command.run(cx),
            Self::Schema(command) => command.run(cx),
            Self::Completions(command) => command.run(cx),
            Self::Man(command) => command.run(cx, root),
            Self::Help(command) => command.run(cx, root),
        }
    }
}

/// Every rule behind a finding of `pir check`, whoever finds it.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let reading = (crate::yaml::RULES.iter().chain(times_rules::RULES)).copied();
    let reading = reading.chain([
        &BARE_CHANGE,
        &UNSUPPORTED_VERSION,
        &UNKNOWN_ENTRY,
        &QUICK_FORM_JOINED,
        &QUICK_LINE_IN_LIST,
        &QUICK_LINE_UNREADABLE,
    ]);
    let checks = crate::check::checks().map(|check| check.rule);
    let wording = crate::check::language::RULES
        .iter()
        .map(|wording| &wording.rule);
    let allow = [&UNUSED_ALLOW, &ALLOW_WITHOUT_REASON];
    reading.chain(checks).chain(wording).chain(allow)
}

/// Rules behind what other commands refuse.
pub fn refusals() -> impl Iterator<Item = &'static Rule> {
    [&CANNOT_EDIT, &TEMPLATE_ERROR, &walk::WRONG_ANSWER].into_iter()
}
