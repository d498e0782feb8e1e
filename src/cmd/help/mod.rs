//! `pir help`: the help of a command, or a topic that several commands share.

mod markdown;

use anyhow::bail;
use clap::{Args, Command};

use super::Root;
use crate::config::VARIABLES;
use crate::context::{Context, Exit};
use crate::diagnostic::nearest;
use crate::schema::Described;

/// Show the help of a command, or a topic such as the ways to write a time
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir help walk
  pir help template show
  pir help times                   how times are written
  pir help quick-form              how a timeline is typed quickly
  pir help topics                  what else there is")]
pub(crate) struct Help {
    /// A command, or a topic; left out, the help of pir
    #[arg(value_name = "COMMAND|TOPIC")]
    words: Vec<String>,
}

/// Something that more than one command is about.
pub(super) struct Topic {
    pub(super) name: &'static str,
    /// In a phrase.
    pub(super) about: &'static str,
    /// Whether it is a part of the man page of pir.
    pub(super) in_manual: bool,
    text: fn() -> String,
}

/// The page that the topics are parts of.
const FORMATS: &str = include_str!("../../../docs/formats.md");

/// Every topic.
pub(super) static TOPICS: &[Topic] = &[
    Topic {
        name: "times",
        about: "the ways to write a time",
        in_manual: true,
        text: || markdown::section(FORMATS, "Times"),
    },
    Topic {
        name: "quick-form",
        about: "a timeline with one line an event",
        in_manual: true,
        text: || markdown::section(FORMATS, "The quick form"),
    },
    Topic {
        name: "editors",
        about: "fields and words filled in by an editor",
        in_manual: false,
        text: || markdown::section(FORMATS, "In an editor"),
    },
    Topic {
        name: "answers",
        about: "a walk without a person",
        in_manual: false,
        text: || markdown::section(FORMATS, "answers.yaml: a walk without a person"),
    },
    Topic {
        name: "output",
        about: "what commands print for programs",
        in_manual: false,
        text: || markdown::section(FORMATS, "Output for programs"),
    },
    Topic {
        name: "environment",
        about: "the variables that pir looks at",
        in_manual: false,
        text: || rows(environment()),
    },
    Topic {
        name: "exit-codes",
        about: "what the number at the end means",
        in_manual: false,
        text: || {
            rows(
                EXIT_CODES
                    .iter()
                    .map(|(code, what)| (*code, (*what).to_owned())),
            )
        },
    },
];

/// What the number that a command ends with means.
pub static EXIT_CODES: &[(&str, &str)] = &[
    ("0", "all is well"),
    (
        "1",
        "findings that are errors, or `--check` found a difference",
    ),
    (
        "2",
        "wrong usage, unreadable input, or something outside failed",
    ),
    ("130", "stopped by the person at the terminal"),
];

/// Variables that stand for no setting of pir.yaml.
const OTHERS: &[(&str, &str)] = &[
    (
        "PIR_EDITOR",
        "The editor, with its arguments; before `VISUAL` and `EDITOR`.",
    ),
    (
        "VISUAL, EDITOR",
        "The editor, where `PIR_EDITOR` is not set.",
    ),
    (
        "NO_COLOR",
        "Anything in it turns colour off; `--color` wins over it.",
    ),
    (
        "CLICOLOR_FORCE",
        "Anything but 0 in it turns colour on without a terminal.",
    ),
    (
        "COLUMNS",
        "The width of the terminal, where it does not say itself.",
    ),
    (
        "SOURCE_DATE_EPOCH",
        "The moment that counts as now, in seconds since 1970.",
    ),
    ("PIR_COMPLETE", "Set by shells that ask for completions."),
];

/// Every variable of the environment that means something here, with what.
pub fn environment() -> impl Iterator<Item = (&'static str, String)> {
    let settings = VARIABLES.iter().map(|variable| {
        let setting = variable.setting;
        (
            variable.name,
            format!("In place of `{setting}` in pir.yaml. {}", purpose(setting)),
        )
    });
    settings.chain(
        OTHERS
            .iter()
            .map(|(name, what)| (*name, (*what).to_owned())),
    )
}

/// What a setting of pir.yaml is for, from its schema.
fn purpose(setting: &str) -> String {
    let schema = Described::find("config").map(Described::schema);
    let description = schema
        .as_ref()
        .map(|schema| &schema["properties"][setting]["description"]);
    description
        .and_then(|text| text.as_str())
        .unwrap_or_default()
        .to_owned()
}

/// Rows as a Markdown table.
fn rows(rows: impl Iterator<Item = (&'static str, String)>) -> String {
    rows.map(|(name, what)| format!("| {name} | {what} |\n"))
        .collect()
}

impl Topic {
    /// Its text for a terminal that is `width` columns wide.
    pub(super) fn text(&self, width: usize) -> String {
        markdown::plain(&(self.text)(), width)
    }
}

impl Help {
    pub(super) fn run(self, cx: &mut Context<'_>, root: Root) -> anyhow::Result<Exit> {
        if let [name] = self.words.as_slice() {
            if name == "topics" {
                write!(cx.stdout, "{}", contents())?;
                return Ok(Exit::Fine);
            }
            if let Some(topic) = TOPICS.iter().find(|topic| topic.name == name) {
                write!(cx.stdout, "{}", topic.text(cx.terminal.width.min(100)))?;
                return Ok(Exit::Fine);
            }
        }
        let mut root = root();
        root.build();
        let help = find(&mut root, &self.words)?.render_long_help();
        if cx.terminal.stdout_color {
            write!(cx.stdout, "{}", help.ansi())?;
        } else {
            write!(cx.stdout, "{help}")?;
        }
        Ok(Exit::Fine)
    }
}

/// A line for every topic.
fn contents() -> String {
    let lines = TOPICS
        .iter()
        .map(|topic| format!("  {:<12} {}\n", topic.name, topic.about));
    format!(
        "Topics, as in `pir help times`:\n\n{}",
        lines.collect::<String>()
    )
}

/// The command that the words name.
fn find<'a>(root: &'a mut Command, words: &[String]) -> anyhow::Result<&'a mut Command> {
    let mut command = root;
    for word in words {
        if command.find_subcommand(word).is_none() {
            let below = command.get_subcommands().map(Command::get_name);
            let known = below.chain(TOPICS.iter().map(|topic| topic.name));
            match nearest(word, known.chain(["topics"])) {
                Some(near) => {
                    bail!("there is no command or topic `{word}`; did you mean `{near}`?")
                }
                None => bail!(
                    "there is no command or topic `{word}`; `pir help` and `pir help topics` list them"
                ),
            }
        }
        let Some(below) = command.find_subcommand_mut(word) else {
            bail!("there is no command `{word}`");
        };
        command = below;
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::TOPICS;

    #[test]
    fn every_topic_has_a_text() {
        for topic in TOPICS {
            let text = topic.text(80);
            assert!(text.lines().count() > 3, "{}: {text}", topic.name);
            assert!(
                text.lines().all(|line| !line.starts_with(['|', '#'])),
                "{text}"
            );
        }
    }
}
