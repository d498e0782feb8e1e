//! `pir completions`, and the answers to a shell that asks.
//!
//! The script of a shell holds no words: it asks the binary at each Tab, so that ids of incidents,
//! templates and questions are those of the repo at hand.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Args, Command, ValueEnum};
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use super::case::Repo;
use super::{COMPLETE, Root, archive, explain, help, prompts, template};
use crate::context::{Context, Exit, Terminal, World};
use crate::import;
use crate::model::{Kind, Mark, zone};
use crate::source::visible;
use crate::store::Folder;
use crate::walk::GROUPS;

/// Print the script that makes a shell complete the words of pir
///
/// With it, Tab fills in commands and flags, ids of incidents, templates, questions, findings and
/// what else has a name in the repo at hand.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  echo 'source <(pir completions bash)' >> ~/.bashrc
  echo 'source <(pir completions zsh)' >> ~/.zshrc          after compinit
  echo 'pir completions fish | source' > ~/.config/fish/completions/pir.fish
  echo 'eval (pir completions elvish | slurp)' >> ~/.config/elvish/rc.elv
  echo 'pir completions powershell | Out-String | Invoke-Expression' >> $PROFILE")]
pub(crate) struct Completions {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

/// A shell that can be told.
#[derive(ValueEnum, Debug, Clone, Copy)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

impl Shell {
    fn completer(self) -> &'static dyn EnvCompleter {
        match self {
            Self::Bash => &Bash,
            Self::Zsh => &Zsh,
            Self::Fish => &Fish,
            Self::Powershell => &Powershell,
            Self::Elvish => &Elvish,
        }
    }
}

impl Completions {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let completer = self.shell.completer();
        completer.write_registration(COMPLETE, "pir", "pir", "pir", cx.stdout)?;
        Ok(Exit::Fine)
    }
}

/// Answers the shell called `shell`, which asks with the words of its line after a `--`.
pub(crate) fn answer(
    cx: &mut Context<'_>,
    (shell, args): (&str, &[OsString]),
    root: Root,
) -> anyhow::Result<Exit> {
    let shell = Shell::from_str(shell, true).ok().with_context(|| {
        format!("{COMPLETE} is `{shell}`, and holds the name of a shell that asks for completions")
    })?;
    let words = args.iter().skip_while(|word| *word != "--").skip(1);
    let words: Vec<_> = words.cloned().collect();
    let cwd = folder(cx, &words);
    let root = root();
    let world = World {
        cwd: cwd.clone(),
        terminal: Terminal::default(),
        ..cx.world()
    };
    let commands = commands(&root);
    let sight = Arc::new(Sight { world, commands });
    let mut command = attached(root, &sight);
    // What is said here would be printed into the line that somebody types.
    let completer = shell.completer();
    let answered = completer.write_complete(&mut command, words, Some(&cwd), cx.stdout);
    Ok(if answered.is_ok() {
        Exit::Fine
    } else {
        Exit::Trouble
    })
}

/// The folder that counts as current under the flags among `words`.
fn folder(cx: &Context<'_>, words: &[OsString]) -> PathBuf {
    let after = words.iter().skip_while(|word| *word != "-C").nth(1);
    after.map_or_else(|| cx.cwd.clone(), |dir| cx.at(Path::new(dir)))
}

/// What a completion may look at; it outlives the context of the command.
struct Sight {
    world: World,
    commands: Words,
}

impl Sight {
    /// What `read` finds in the repo at hand; nothing where something is wrong, since a shell has no
    /// place to say it.
    fn repo<T: Default>(
        &self,
        read: impl FnOnce(&mut Context<'_>, &Repo) -> anyhow::Result<T>,
    ) -> T {
        let found = |cx: &mut Context<'_>| {
            let repo = Repo::open(cx)?;
            read(cx, &repo)
        };
        self.world.aside(found).0.unwrap_or_default()
    }
}

/// Words with what each means.
type Words = Vec<(String, String)>;

/// Where the words for an argument come from.
struct Source {
    /// The command that has the argument; none for all that do.
    command: Option<&'static str>,
    /// The name of the argument.
    arg: &'static str,
    /// Whether a path can stand there too.
    paths: bool,
    words: fn(&Sight) -> Words,
}

const fn source(arg: &'static str, words: fn(&Sight) -> Words) -> Source {
    Source {
        command: None,
        arg,
        paths: false,
        words,
    }
}

/// The arguments whose words are known, and not to clap.
static SOURCES: &[Source] = &[
    Source {
        paths: true,
        ..source("incident", incidents)
    },
    Source {
        paths: true,
        ..source("incidents", incidents)
    },
    Source {
        command: Some("check"),
        paths: true,
        ..source("paths", incidents)
    },
    Source {
        command: Some("explain"),
        ..source("code", codes)
    },
    Source {
        command: Some("show"),
        ..source("name", templates)
    },
    Source {
        command: Some("import"),
        ..source("from", |_| formats())
    },
    Source {
        command: Some("help"),
        ..source("words", topics)
    },
    Source {
        command: Some("set"),
        ..source("entry", entries)
    },
    source("template", templates),
    source("only", questions),
    source("group", |_| groups()),
    source("timezone", |_| zones()),
    source("kind", |_| kinds()),
    source("mark", |_| marks()),
];

/// The command with the sources at its arguments.
fn attached(command: Command, sight: &Arc<Sight>) -> Command {
    let name = command.get_name().to_owned();
    let command = command.mut_args(|arg| {
        let fits = |source: &&Source| {
            arg.get_id() == source.arg && source.command.is_none_or(|command| command == name)
        };
        let Some(source) = SOURCES.iter().find(fits) else {
            return arg;
        };
        let sight = Arc::clone(sight);
        arg.add(ArgValueCompleter::new(move |begun: &OsStr| {
            candidates(source, &sight, begun)
        }))
    });
    command.mut_subcommands(|below| attached(below, sight))
}

/// The words of a source that go on as `begun`; the paths that do, where no word does.
fn candidates(source: &Source, sight: &Sight, begun: &OsStr) -> Vec<CompletionCandidate> {
    let beginning = begun.to_string_lossy();
    let mut seen = BTreeSet::new();
    let words = (source.words)(sight).into_iter();
    // A word with two meanings is one word, and a shell would act on control characters.
    let fits = |word: &str| word.starts_with(&*beginning) && !word.contains(char::is_control);
    let words: Vec<_> = words
        .filter(|(word, _)| fits(word) && seen.insert(word.clone()))
        .map(|(word, what)| {
            let what = visible(&what).replace(['\n', '\t'], " ");
            CompletionCandidate::new(word).help((!what.is_empty()).then(|| what.into()))
        })
        .collect();
    if words.is_empty() && source.paths {
        return PathCompleter::any()
            .current_dir(&sight.world.cwd)
            .complete(begun);
    }
    words
}

/// Ids of incidents, the newest first.
fn incidents(sight: &Sight) -> Words {
    sight.repo(|_, repo| {
        let folders = Folder::all_in(&repo.reviews())?;
        Ok(folders
            .iter()
            .rev()
            .map(|folder| (folder.id(), String::new()))
            .collect())
    })
}

/// Ids of the entries of the register.
fn entries(sight: &Sight) -> Words {
    sight.repo(|cx, repo| {
        let (register, _) = archive::register(cx, repo)?;
        let entries = register.entries.into_iter();
        Ok(entries
            .map(|entry| (entry.id, entry.what.unwrap_or_default()))
            .collect())
    })
}

/// Everything that `pir explain` explains.
fn codes(sight: &Sight) -> Words {
    sight.repo(|cx, repo| {
        let entries = explain::entries(cx, repo)?;
        Ok(entries
            .into_iter()
            .map(|entry| (entry.id, entry.summary))
            .collect())
    })
}

fn templates(sight: &Sight) -> Words {
    sight.repo(|cx, repo| {
        let listed = template::templates(cx, repo)?.list();
        Ok(listed
            .into_iter()
            .map(|one| (one.short().to_owned(), one.about))
            .collect())
    })
}

fn questions(sight: &Sight) -> Words {
    sight.repo(|cx, repo| {
        let catalogue = prompts::catalogue(cx, repo)?;
        let prompts = catalogue.prompts().iter();
        Ok(prompts
            .map(|prompt| (prompt.id.clone(), prompt.ask.clone()))
            .collect())
    })
}

fn formats() -> Words {
    words(
        import::FORMATS
            .iter()
            .map(|format| (format.name, format.what)),
    )
}

/// What `pir help` has help of.
fn topics(sight: &Sight) -> Words {
    let topics = words(help::TOPICS.iter().map(|topic| (topic.name, topic.about)));
    let all = vec![("topics".to_owned(), "what topics there are".to_owned())];
    [sight.commands.clone(), topics, all].concat()
}

fn commands(root: &Command) -> Words {
    let about = |command: &Command| {
        command
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    root.get_subcommands()
        .map(|command| (command.get_name().to_owned(), about(command)))
        .collect()
}

fn groups() -> Words {
    words(GROUPS.iter().map(|(_, word, title, _)| (*word, *title)))
}

fn zones() -> Words {
    words(zone::names().map(|name| (name, "")))
}

fn kinds() -> Words {
    words(Kind::ALL.iter().map(|(_, word, meaning)| (*word, *meaning)))
}

fn marks() -> Words {
    words(Mark::ALL.iter().map(|mark| (mark.word(), mark.meaning())))
}

fn words<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> Words {
    rows.map(|(word, what)| (word.to_owned(), what.to_owned()))
        .collect()
}
