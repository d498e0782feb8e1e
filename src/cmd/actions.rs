//! `pir actions`.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::case::Repo;
use super::{archive, talk};
use crate::archive::actions::{Action, actions};
use crate::archive::export::csv;
use crate::context::{Context, Exit};
use crate::diagnostic::did_you_mean;
use crate::model::{FollowUpStatus, Helps, RoughDate};
use crate::render::markdown::{code, inline};
use crate::source::visible;

/// Show the follow-ups of all plans: what is open, and what is past its day
///
/// The work itself lives in the team's tracker; a plan keeps one line and a reference. A date that
/// passes makes a follow-up overdue without a change to any file.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir actions                             what is open
  pir actions --overdue
  pir actions --touches replicas-shared-without-limit --all
  pir actions --format csv > actions.csv
  pir actions --format github             lines to read, and then to run, for GitHub's `gh`")]
pub(crate) struct Actions {
    /// Those past their day alone
    #[arg(long)]
    overdue: bool,

    /// Those that are done or declined as well
    #[arg(long)]
    all: bool,

    /// Of this status
    #[arg(long, value_name = "STATUS", value_parser = statuses())]
    status: Vec<String>,

    /// That would help with this
    #[arg(long, value_name = "HELPS", value_parser = helps())]
    helps: Vec<String>,

    /// That touch the latent failure or degraded condition of this id
    #[arg(long, value_name = "ID")]
    touches: Vec<String>,

    /// Of the owner with this text in it
    #[arg(long, value_name = "TEXT")]
    owner: Vec<String>,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How follow-ups are printed.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// For reading
    #[default]
    Text,
    /// An array of objects
    Json,
    /// For a spreadsheet
    Csv,
    /// A list with boxes
    Markdown,
    /// A `gh issue create` command each, over several lines; nothing is run
    Github,
}

/// A follow-up, as JSON has it.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    action: &'a Action,
    overdue: bool,
}

fn statuses() -> PossibleValuesParser {
    PossibleValuesParser::new(FollowUpStatus::ALL.iter().map(|status| status.word()))
}

fn helps() -> PossibleValuesParser {
    PossibleValuesParser::new(Helps::ALL.iter().map(|helps| helps.word()))
}

impl Actions {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let archive::Gathered { kept, troubles } =
            archive::gather(cx, &repo, |record| actions(&record))?;
        let exit = archive::tell(cx, &troubles)?;
        let today = archive::today(cx, &repo);
        let mut wanted: Vec<_> = kept.into_iter().flatten().collect();
        self.know(cx, &wanted)?;
        wanted.retain(|action| self.wants(action, today));
        // What is due first comes first; what has no day comes last.
        wanted.sort_by_key(|action| {
            let last = action.due.map(RoughDate::latest);
            (last.is_none(), last)
        });
        match self.format {
            Format::Json => {
                let rows = wanted.iter().map(|action| Row {
                    action,
                    overdue: action.is_overdue(today),
                });
                let json = serde_json::to_string_pretty(&rows.collect::<Vec<_>>())?;
                writeln!(cx.stdout, "{json}")?;
            }
            Format::Csv => cx.stdout.write_all(&csv(&table(&wanted, today))?)?,
            Format::Text => text(cx, &wanted, today)?,
            Format::Markdown => {
                for action in &wanted {
                    writeln!(cx.stdout, "{}", markdown(action, today))?;
                }
            }
            Format::Github => issues(cx, &wanted)?,
        }
        Ok(exit)
    }

    /// Tells of ids that no follow-up touches.
    fn know(&self, cx: &mut Context<'_>, all: &[Action]) -> anyhow::Result<()> {
        let touched: BTreeSet<_> = all.iter().flat_map(|action| &action.touches).collect();
        for id in self.touches.iter().filter(|id| !touched.contains(id)) {
            let meant = did_you_mean(id, touched.iter().map(|own| own.as_str()));
            talk::note(cx, &format!("no follow-up touches `{id}`{meant}"))?;
        }
        Ok(())
    }

    /// Whether an action passes every filter, and one of the values of each.
    fn wants(&self, action: &Action, today: NaiveDate) -> bool {
        let one_of = |values: &[String], is: &dyn Fn(&str) -> bool| {
            values.is_empty() || values.iter().any(|value| is(value))
        };
        let owner = action.owner.as_deref().unwrap_or_default().to_lowercase();
        let shown = self.all || !self.status.is_empty() || action.is_open();
        shown
            && (!self.overdue || action.is_overdue(today))
            && one_of(&self.status, &|value| action.status == Some(value))
            && one_of(&self.helps, &|value| action.helps == Some(value))
            && one_of(&self.touches, &|id| {
                action.touches.iter().any(|own| own == id)
            })
            && one_of(&self.owner, &|text| owner.contains(&text.to_lowercase()))
    }
}

fn text(cx: &mut Context<'_>, wanted: &[Action], today: NaiveDate) -> anyhow::Result<()> {
    let width = cx.terminal.width.clamp(40, 100);
    if wanted.is_empty() {
        writeln!(cx.stderr, "no follow-up is like that")?;
    }
    for (index, action) in wanted.iter().enumerate() {
        let options = |first: &'static str| {
            textwrap::Options::new(width)
                .initial_indent(first)
                .subsequent_indent("  ")
                .word_splitter(textwrap::WordSplitter::NoHyphenation)
        };
        let gap = if index > 0 { "\n" } else { "" };
        let what = textwrap::fill(&visible(&action.what), options(""));
        writeln!(cx.stdout, "{gap}{what}")?;
        let about = about(action, today);
        let about = textwrap::fill(&visible(&about), options("  "));
        writeln!(cx.stdout, "{about}")?;
    }
    Ok(())
}

/// All that there is to say of an action besides what it is, in a line.
fn about(action: &Action, today: NaiveDate) -> String {
    // A sentence ends in the `;` here.
    let said = |name: &str, text: &Option<String>| {
        let text = text.as_ref()?;
        let text = text.strip_suffix('.').unwrap_or(text);
        Some(format!("{name} {text}"))
    };
    let touches =
        (!action.touches.is_empty()).then(|| format!("touches {}", action.touches.join(", ")));
    let parts = [
        action.status.map(str::to_owned),
        due(action, today),
        action.owner.clone(),
        action.helps.map(|helps| format!("helps to {helps}")),
        touches,
        said("done when", &action.done_when),
        said("because", &action.because),
        Some(action.incident.clone()),
        action.link.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// When an action is due, and whether that day is past.
fn due(action: &Action, today: NaiveDate) -> Option<String> {
    let passed = if action.is_overdue(today) {
        ", past"
    } else {
        ""
    };
    Some(format!("due {}{passed}", action.due?))
}

/// A head and rows of texts.
fn table(wanted: &[Action], today: NaiveDate) -> Vec<Vec<String>> {
    let head = [
        "incident",
        "what",
        "status",
        "helps",
        "touches",
        "done_when",
        "owner",
        "due",
        "because",
        "link",
        "overdue",
    ];
    let rows = wanted.iter().map(|action| {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            action.incident.clone(),
            action.what.clone(),
            action.status.unwrap_or_default().to_owned(),
            action.helps.unwrap_or_default().to_owned(),
            action.touches.join("; "),
            said(&action.done_when),
            said(&action.owner),
            action.due.map(|due| due.to_string()).unwrap_or_default(),
            said(&action.because),
            said(&action.link),
            action.is_overdue(today).to_string(),
        ]
    });
    let head = head.map(str::to_owned).to_vec();
    std::iter::once(head).chain(rows).collect()
}

/// An action as an item of a list with boxes.
fn markdown(action: &Action, today: NaiveDate) -> String {
    let done = action.is(FollowUpStatus::Done);
    let due = due(action, today).map(|due| format!(" ({due})"));
    let touches: Vec<_> = action.touches.iter().map(|id| code(id)).collect();
    let touches = (!touches.is_empty()).then(|| format!("touches {}", touches.join(", ")));
    let said = |name: &str, text: &Option<String>| {
        let text = text.as_ref()?;
        Some(format!("{name}{}", inline(text)))
    };
    let about = [
        action.status.map(str::to_owned),
        said("", &action.owner),
        action.helps.map(|helps| format!("helps to {helps}")),
        touches,
        said("done when ", &action.done_when),
        said("because ", &action.because),
        Some(code(&action.incident)),
        said("", &action.link),
    ];
    let about: Vec<_> = about.into_iter().flatten().collect();
    format!(
        "- [{}] {}{} · {}",
        if done { "x" } else { " " },
        inline(&action.what),
        due.unwrap_or_default(),
        about.join(" · ")
    )
}

/// Prints a line for a shell for each action that is open and not tracked yet.
fn issues(cx: &mut Context<'_>, wanted: &[Action]) -> anyhow::Result<()> {
    let open = wanted.iter().filter(|action| action.is_open());
    let (tracked, fresh): (Vec<_>, Vec<_>) = open.partition(|action| action.link.is_some());
    for action in fresh {
        writeln!(cx.stdout, "{}", github(action))?;
    }
    if !tracked.is_empty() {
        let count = talk::count(tracked.len(), "follow-up");
        talk::note(cx, &format!("{count} left out, with a link already"))?;
    }
    Ok(())
}

/// An action as a line for a shell.
fn github(action: &Action) -> String {
    let said = |name: &str, text: &Option<String>| {
        let text = text.as_ref()?;
        Some(format!("{name}: {text}"))
    };
    let body = [
        said("Done when", &action.done_when),
        said("Owner", &action.owner),
        action.due.map(|due| format!("Due: {due}")),
        action.helps.map(|helps| format!("Helps to: {helps}")),
        (!action.touches.is_empty()).then(|| format!("Touches: {}", action.touches.join(", "))),
        Some(format!("From the review of {}", action.incident)),
    ];
    let body: Vec<_> = body.into_iter().flatten().collect();
    format!(
        "gh issue create --title {} --body {}",
        quoted(&action.what),
        quoted(&body.join("\n"))
    )
}

/// A text as one word of a POSIX shell, whatever it holds; control characters are left out.
fn quoted(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|letter| *letter == '\n' || !letter.is_control())
        .collect();
    format!("'{}'", plain.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn any_text_is_one_word_of_a_shell() {
        for text in [
            "plain words",
            "it's",
            "$(touch x) `touch x` $HOME",
            "a\nb",
            "\\ \" ; & | > < * ? ~ ! # '' '",
            "-n",
            "é 👩‍💻",
        ] {
            let line = format!("printf '%s' {}", quoted(text));
            let output = Command::new("sh").args(["-c", &line]).output().unwrap();
            assert_eq!(String::from_utf8_lossy(&output.stdout), text, "{line}");
        }
        assert_eq!(quoted("a\u{1b}[31mb\0"), "'a[31mb'");
    }
}
