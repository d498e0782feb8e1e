//! `docs/settings.md`: the schema of `pir.yaml`, the variables and the flags in, a page out.

use clap::CommandFactory as _;
use pir::config::VARIABLES;
use pir::schema::Described;
use serde_json::Value;

use super::row;

/// The page.
pub(crate) fn page() -> String {
    let schema = Described::find("config").unwrap().schema();
    let mut page = INTRODUCTION.to_owned();
    page += &row(&["setting", "what it is", "default", "variable", "flag"]);
    page += &row(&["---"; 5]);
    for (name, schema) in schema["properties"].as_object().unwrap() {
        let below = schema["properties"]
            .as_object()
            .filter(|_| name != "working_hours");
        let rows = below.into_iter().flatten();
        page += &setting(name, schema);
        page += &rows
            .map(|(own, schema)| setting(&format!("{name}.{own}"), schema))
            .collect::<String>();
    }
    page += ENVIRONMENT;
    page += &row(&["variable", "what it does"]);
    page += &row(&["---"; 2]);
    for (name, what) in pir::cmd::help::environment() {
        page += &row(&[&format!("`{}`", name.replace(", ", "`, `")), &what]);
    }
    page
}

fn setting(name: &str, schema: &Value) -> String {
    let code = |text: &str| format!("`{text}`");
    let text = schema["description"].as_str().unwrap();
    let text = text.split(" Default: ").next().unwrap();
    let default = match &schema["default"] {
        Value::Null => String::new(),
        Value::String(text) => code(text),
        other => code(&other.to_string()),
    };
    let variable = VARIABLES
        .iter()
        .find(|one| one.setting == name)
        .map(|one| code(one.name));
    row(&[
        &code(name),
        text,
        &default,
        &variable.unwrap_or_default(),
        &flags(name),
    ])
}

/// The flags that are called as a setting is.
fn flags(name: &str) -> String {
    let root = pir::cli::Cli::command();
    let has = |command: &&clap::Command| {
        let mut args = command.get_arguments();
        VARIABLES.iter().any(|one| one.setting == name)
            && args.any(|arg| arg.get_long() == Some(name))
    };
    let commands = root.get_subcommands().filter(has);
    let flags = commands.map(|command| format!("`pir {} --{name}`", command.get_name()));
    flags.collect::<Vec<_>>().join(", ")
}

const INTRODUCTION: &str = "\
# Settings

Written by a test from the schema of `pir.yaml` and the tables of variables and flags. `pir config`
shows what is in force in a repo, and where each value comes from.

A flag of a command wins over a variable of the environment, that over `pir.yaml`, and that over the
default. `pir.yaml` is looked for from the current folder upwards, and not past the git root. A
variable with nothing in it says nothing.

## pir.yaml

Every setting is optional; `pir init` writes a file with the usual ones explained.

";

const ENVIRONMENT: &str = "
## Environment

`pir help environment` shows these.

";
