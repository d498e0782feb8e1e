//! `pir register`.

mod set;

pub(super) use set::Set;

use clap::builder::PossibleValue;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};

use super::case::Repo;
use super::talk::filled;
use super::{archive, talk};
use crate::archive::register::{Shown, VIEWS, View};
use crate::archive::row::{Cell, Row};
use crate::context::{Context, Exit};

/// Show latent failures and degraded conditions across reviews
///
/// The register is read from the reviews and from register.yaml each time; nothing else stores it.
/// A date that passes makes an entry due without a change to any file.
#[derive(Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_precedence_over_arg = true
)]
#[command(after_help = "\
Examples:
  pir register                        what state we start from today
  pir register open                   latent failures we live with
  pir register mixture --format json
  pir register set replica-lag-alert-reads-as-background --to mitigated \\
      --how \"alert fires above 5 s only\" --remains \"nobody looks at it at night\"")]
pub(crate) struct Register {
    /// What to look at
    #[arg(value_name = "VIEW", value_parser = views(), default_value = "now", hide_default_value = true)]
    view: String,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    Set(Box<Set>),
}

/// How a view is printed.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// For reading
    #[default]
    Text,
    /// An object with the rows
    Json,
}

fn views() -> PossibleValuesParser {
    let words = VIEWS.iter();
    let words = words.map(|view| PossibleValue::new(view.name).help(view.shows));
    PossibleValuesParser::new(words)
}

impl Register {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        if let Some(Command::Set(set)) = self.command {
            return set.run(cx);
        }
        let repo = Repo::open(cx)?;
        let (register, troubles) = archive::register(cx, &repo)?;
        let exit = archive::tell(cx, &troubles)?;
        for id in &register.unknown {
            let told = format!("register.yaml changes `{id}`, which no review has");
            talk::note(cx, &told)?;
        }
        let shown = View::find(&self.view).map(|view| view.of(&register));
        let Some(shown) = shown else {
            return Ok(Exit::Trouble);
        };
        match self.format {
            Format::Json => {
                writeln!(cx.stdout, "{}", serde_json::to_string_pretty(&shown)?)?;
            }
            Format::Text => text(cx, &shown)?,
        }
        Ok(exit)
    }
}

fn text(cx: &mut Context<'_>, shown: &Shown) -> anyhow::Result<()> {
    let width = cx.terminal.width.clamp(40, 100);
    writeln!(cx.stdout, "{}\n", filled(shown.caution, width, ["", ""]))?;
    let rows = match shown.rows.len() {
        0 => "nothing to show".to_owned(),
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    };
    let entries = match shown.entries {
        1 => "1 entry".to_owned(),
        entries => format!("{entries} entries"),
    };
    let head = format!(
        "{} ({}; {rows}; on {} the register has {entries})",
        shown.question, shown.view, shown.today
    );
    writeln!(cx.stdout, "{}", filled(&head, width, ["", ""]))?;
    if let Some(note) = shown.note.filter(|_| !shown.rows.is_empty()) {
        writeln!(cx.stdout, "{}", filled(note, width, ["", ""]))?;
    }
    for row in &shown.rows {
        let lines = counts(row).map_or_else(
            || format!("\n{}", block(row, width)),
            |counts| filled(&counts, width, ["", "    "]),
        );
        writeln!(cx.stdout, "{lines}")?;
    }
    if shown.rows.iter().any(names_another) {
        writeln!(cx.stdout, "\n{}", filled(ONE_ENTRY, width, ["", ""]))?;
    }
    Ok(())
}

/// What makes two entries one.
const ONE_ENTRY: &str = "Where people find that two entries are the same, they give both records the \
                         same id in review.yaml: one entry then, seen in both incidents. pir merges \
                         nothing.";

/// Whether a row names an entry that may be the same.
fn names_another(row: &Row) -> bool {
    matches!(row.get("perhaps_same_as"), Some(Cell::List(ids)) if !ids.is_empty())
}

/// A row of nothing but counts as one line; of those behind the first, those of none are left out.
fn counts(row: &Row) -> Option<String> {
    let (_, id) = row.0.first()?;
    let mut words = Vec::new();
    for (name, cell) in &row.0[1..] {
        match cell {
            Cell::Count(0) if !words.is_empty() => {}
            Cell::Count(count) => words.push(format!("{} {count}", name.replace('_', " "))),
            _ => return None,
        }
    }
    Some(format!("{}  {}", id.words()?, words.join(", ")))
}

/// A row as lines: the id, the sentence, then what there is to say, one a line.
fn block(row: &Row, width: usize) -> String {
    let cells = row.0.iter().filter_map(|(name, cell)| {
        let words = cell.words()?;
        Some(match *name {
            "id" => filled(&words, width, ["", "  "]),
            "what" => filled(&words, width, ["  ", "  "]),
            name => {
                let label = format!("  {}: ", name.replace('_', " "));
                filled(&words, width, [&label, "    "])
            }
        })
    });
    cells.collect::<Vec<_>>().join("\n")
}
