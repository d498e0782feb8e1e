//! `pir config`.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::case::{self, Repo};
use super::zone;
use crate::config::VARIABLES;
use crate::context::{Context, Exit};
use crate::diagnostic::nearest;
use crate::source::visible;
use crate::yaml::{Step, Tree};

/// Show the settings in force here, and where each comes from
///
/// A flag of a command wins over a variable of the environment, that over pir.yaml, and that over
/// the default. pir.yaml is looked for from the current folder upwards, and not past the git root.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir config
  pir config | grep -v default     what somebody has set
  PIR_TIMEZONE=UTC pir config --format json
  pir help environment             the variables")]
pub(crate) struct Config {
    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How settings are printed.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// For people: setting, value, where it comes from
    #[default]
    Text,
    /// An object with an array of settings
    Json,
}

/// A setting with its value and where that comes from.
struct Row {
    setting: String,
    value: Value,
    from: From,
}

/// Where a value comes from.
enum From {
    Flag(&'static str),
    Environment(&'static str),
    File { line: usize },
    Default,
}

impl From {
    const fn word(&self) -> &'static str {
        match self {
            Self::Flag(_) => "flag",
            Self::Environment(_) => "environment",
            Self::File { .. } => "file",
            Self::Default => "default",
        }
    }

    /// In one word for people: the flag, the variable, the line of the file.
    fn place(&self) -> String {
        match self {
            Self::Flag(name) | Self::Environment(name) => (*name).to_owned(),
            Self::File { line } => format!("pir.yaml:{line}"),
            Self::Default => "default".to_owned(),
        }
    }
}

impl Config {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let rows = rows(cx, &repo)?;
        match self.format {
            Format::Json => {
                let object = json!({
                    "pir_version": env!("CARGO_PKG_VERSION"),
                    "root": repo.root.dir,
                    "file": repo.root.config,
                    "settings": rows.iter().map(object).collect::<Vec<_>>(),
                });
                writeln!(cx.stdout, "{object:#}")?;
            }
            Format::Text => {
                for line in table(&rows) {
                    writeln!(cx.stdout, "{line}")?;
                }
            }
        }
        cx.stdout.flush()?;
        for (name, meant) in unknown(&cx.env) {
            let meant = meant.map(|meant| format!("; did you mean {meant}?"));
            let meant = meant.unwrap_or_default();
            writeln!(cx.stderr, "{} is no variable of pir{meant}", visible(name))?;
        }
        Ok(Exit::Fine)
    }
}

/// Every setting: those of the file, then those of the person at the machine.
fn rows(cx: &Context<'_>, repo: &Repo) -> anyhow::Result<Vec<Row>> {
    let read = match &repo.root.config {
        Some(path) => case::read(cx.place(), path)?,
        None => None,
    };
    let tree = read
        .and_then(Result::ok)
        .and_then(|source| Tree::parse(&source).0);
    let line = |path: &[Step]| {
        let tree = tree.as_ref()?;
        let span = tree.key_span_at(path)?;
        Some(tree.source().place(span.start).line)
    };
    let row = |(setting, value): (String, Value)| {
        let mut variables = VARIABLES.iter().filter(|one| one.setting == setting);
        let said = variables.find(|one| one.said(&cx.env).is_some());
        let steps: Vec<_> = setting.split('.').map(Step::from).collect();
        let from = match (said, line(&steps)) {
            (Some(variable), _) => From::Environment(variable.name),
            (None, Some(line)) => From::File { line },
            (None, None) => From::Default,
        };
        Row {
            setting,
            value,
            from,
        }
    };
    let mut rows: Vec<_> = values(repo)?.into_iter().map(row).collect();
    rows.extend([editor(cx), color(cx)]);
    Ok(rows)
}

/// The settings of the file with the values in force; those of a group are named `group.setting`.
fn values(repo: &Repo) -> anyhow::Result<Vec<(String, Value)>> {
    let mut all = serde_json::to_value(&repo.config)?;
    all["reviews"] = repo.config.reviews().into();
    all["template"] = repo.config.template().into();
    if repo.zone().is_none() {
        all["timezone"] = zone::of_this_machine().into();
    }
    let mut values = Vec::new();
    for (name, value) in all.as_object().into_iter().flatten() {
        match value {
            // The version of the format is no setting.
            _ if name == "pir" => {}
            Value::Object(group) if ["check", "thresholds"].contains(&name.as_str()) => {
                let named =
                    |(own, value): (&String, &Value)| (format!("{name}.{own}"), value.clone());
                values.extend(group.iter().map(named));
            }
            _ => values.push((name.clone(), value.clone())),
        }
    }
    Ok(values)
}

fn editor(cx: &Context<'_>) -> Row {
    let (value, from) = match cx.editor_by() {
        Some((name, editor)) => (editor.into(), From::Environment(name)),
        None => (Value::Null, From::Default),
    };
    Row {
        setting: "editor".to_owned(),
        value,
        from,
    }
}

/// Whether standard output takes colour.
fn color(cx: &Context<'_>) -> Row {
    let set = |name: &&&'static str| cx.env.get(**name).is_some_and(|value| !value.is_empty());
    let variable = ["NO_COLOR", "CLICOLOR_FORCE"].iter().find(set);
    let from = match variable {
        _ if cx.terminal.color_flag.is_some() => From::Flag("--color"),
        Some(name) => From::Environment(name),
        None => From::Default,
    };
    let value = if cx.terminal.stdout_color {
        "on"
    } else {
        "off"
    };
    Row {
        setting: "color".to_owned(),
        value: value.into(),
        from,
    }
}

/// Variables that are named as ours and are none, each with the one that was probably meant.
fn unknown(env: &BTreeMap<String, String>) -> Vec<(&str, Option<&'static str>)> {
    let known = || {
        VARIABLES
            .iter()
            .map(|one| one.name)
            .chain(["PIR_EDITOR", super::COMPLETE])
    };
    let ours = env.keys().filter(|name| name.starts_with("PIR_"));
    let strange = ours.filter(|name| !known().any(|one| one == *name));
    strange
        .map(|name| (name.as_str(), nearest(name, known())))
        .collect()
}

/// A setting for programs.
fn object(row: &Row) -> Value {
    let at = match &row.from {
        From::Default => Value::Null,
        named => named.place().into(),
    };
    json!({"setting": row.setting, "value": row.value, "from": row.from.word(), "at": at})
}

/// The settings in columns.
fn table(rows: &[Row]) -> Vec<String> {
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let value = match &row.value {
                Value::Null => "-".to_owned(),
                Value::Array(none) if none.is_empty() => "-".to_owned(),
                Value::Object(none) if none.is_empty() => "-".to_owned(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            [
                row.setting.clone(),
                visible(&value).replace('\n', " "),
                row.from.place(),
            ]
        })
        .collect();
    let width = |column: usize| {
        cells
            .iter()
            .map(|row| row[column].width())
            .max()
            .unwrap_or(0)
    };
    // A long value does not push the others away.
    let (first, second) = (width(0), width(1).min(30));
    let line = |[setting, value, from]: &[String; 3]| {
        let gap = second.saturating_sub(value.width());
        format!("{setting:<first$}  {value}{}  {from}", " ".repeat(gap))
    };
    cells.iter().map(line).collect()
}
