//! The meeting with people: one idea after the other, line by line.

use super::save::{Table, note, save};
use super::{ids, open};
use crate::archive::register::{Entry, Register};
use crate::cmd::case::{Case, Repo};
use crate::cmd::keyboard::Keyboard;
use crate::cmd::talk;
use crate::context::{Context, Exit};
use crate::planning::{Decision, Field, Idea, Known, Verdict, vague};
use crate::source::visible;
use crate::store::Folder;
use crate::walk::Catalogue;
use crate::walk::plain::{Line, Lines, Stream};

/// The prompt about an idea, and that about an entry that nobody had an idea for.
const SIDE_EFFECTS: &str = "park-side-effects";
const LIVE_WITH: &str = "park-live-with";

/// What somebody said to a question.
enum Heard {
    Words(String),
    /// An empty line.
    Nothing,
    /// No more is said: `q`, or the end of the lines.
    Left,
    /// Ctrl-C, a signal, or a terminal that is gone.
    Stopped,
}

/// How far the meeting came with one thing.
enum Came {
    To(Option<Box<Decision>>),
    Left(Option<Box<Decision>>),
    Stopped,
}

struct Meeting<'m, 'c> {
    cx: &'m mut Context<'c>,
    input: &'m mut dyn Lines,
    repo: &'m Repo,
    folder: Folder,
    known: Known<'m>,
    catalogue: &'m Catalogue,
}

/// Holds the meeting; everything that was decided is in the files when it ends, however it ends.
pub(super) fn hold(
    cx: &mut Context<'_>,
    (repo, case): (&Repo, Case),
    (register, catalogue): (&Register, &Catalogue),
) -> anyhow::Result<Exit> {
    let mut keyboard = Keyboard::found(cx)?;
    let mut nothing = std::io::empty();
    let mut stream = Stream(&mut *cx.stdin);
    let mut aside = Context {
        cwd: cx.cwd.clone(),
        stdin: &mut nothing,
        stdout: &mut *cx.stdout,
        stderr: &mut *cx.stderr,
        now: cx.now,
        env: cx.env.clone(),
        terminal: cx.terminal,
    };
    let table = Table::of(&case);
    let all = open(register);
    let incident = case.folder.id();
    let own = all.iter().copied().filter(|entry| entry.is_in(&incident));
    let own: Vec<_> = own.collect();
    let (numbered, all) = (ids(&own), ids(&all));
    let mut meeting = Meeting {
        cx: &mut aside,
        input: match &mut keyboard {
            Some(keyboard) => keyboard,
            None => &mut stream,
        },
        repo,
        folder: case.folder,
        known: Known {
            numbered: &numbered,
            all: &all,
        },
        catalogue,
    };
    meeting.recall(&table, &own, register)?;
    let exit = meeting.through(&table, &own)?;
    // After a signal there may be no terminal to say it on.
    let _ = talk::note(
        meeting.cx,
        "what was decided is in the files; the rest stays parked",
    );
    Ok(exit)
}

impl Meeting<'_, '_> {
    /// Says what the review found, in short: this is no retelling.
    fn recall(&mut self, table: &Table, own: &[&Entry], register: &Register) -> anyhow::Result<()> {
        let factors = talk::count(table.review().contributing_factors.len(), "factor");
        self.say(&format!(
            "The review has {factors}. Entries of the register:"
        ))?;
        for (at, entry) in own.iter().enumerate() {
            let status = entry.status(register.today);
            self.say(&format!("  {}  {} ({status})", at + 1, entry.id))?;
            if let Some(what) = &entry.what {
                self.say(&format!("     {what}"))?;
            }
        }
        if own.is_empty() {
            self.say("  none")?;
        }
        self.say("\nWhat can be decided; a beginning of the word is enough:")?;
        for (_, word, meaning) in Verdict::ALL {
            self.say(&format!("  {word:<9}  {meaning}"))?;
        }
        self.say("An empty line goes on, q ends the meeting. None is a fine number of follow-ups.")
    }

    /// Goes through the ideas, then the entries that nothing touches, then what else there is.
    fn through(&mut self, table: &Table, own: &[&Entry]) -> anyhow::Result<Exit> {
        let ideas = table.ideas();
        let open: Vec<_> = ideas
            .iter()
            .filter(|(_, idea)| idea.decided.is_none())
            .collect();
        for (at, (id, idea)) in open.iter().enumerate() {
            self.say(&format!("\nIdea {} of {}", at + 1, open.len()))?;
            let came = self.idea(id, idea)?;
            if let Some(exit) = self.settle(came)? {
                return Ok(exit);
            }
        }
        // What was decided so far may touch some of them.
        let now = Table::of(&self.repo.sound(self.cx, self.folder.clone())?);
        for entry in own.iter().filter(|entry| !now.touches(&entry.id)) {
            if entry
                .changes
                .last()
                .is_some_and(|last| last.to == "accepted")
            {
                continue;
            }
            let came = self.entry(entry)?;
            if let Some(exit) = self.settle(came)? {
                return Ok(exit);
            }
        }
        loop {
            let came = self.other()?;
            let done = matches!(came, Came::To(None));
            match self.settle(came)? {
                Some(exit) => return Ok(exit),
                None if done => return Ok(Exit::Fine),
                None => {}
            }
        }
    }

    /// Writes what was decided; the exit where the meeting is over.
    fn settle(&mut self, came: Came) -> anyhow::Result<Option<Exit>> {
        let (decision, exit) = match came {
            Came::To(decision) => (decision, None),
            Came::Left(decision) => (decision, Some(Exit::Fine)),
            Came::Stopped => (None, Some(Exit::Interrupted)),
        };
        if let Some(decision) = decision {
            save(self.cx, (self.repo, &self.folder), &[*decision])?;
        }
        Ok(exit)
    }

    fn idea(&mut self, id: &str, idea: &Idea<'_>) -> anyhow::Result<Came> {
        let parked = idea.parked;
        self.say(&parked.idea)?;
        let from = parked.from.iter().map(|from| format!("from {}", **from));
        let helps = parked
            .helps
            .map(|helps| format!("would help to {}: {}", helps.word(), helps.meaning()));
        for about in from.chain(helps) {
            self.say(&format!("  {about}"))?;
        }
        match &parked.side_effects {
            Some(said) => self.say(&format!("  it may make another day harder: {}", **said))?,
            None => match self.ask(&self.prompt(SIDE_EFFECTS))? {
                Heard::Words(said) => note(self.cx, (self.repo, &self.folder), (id, &said))?,
                Heard::Nothing => {}
                Heard::Left => return Ok(Came::Left(None)),
                Heard::Stopped => return Ok(Came::Stopped),
            },
        }
        let verdict = loop {
            match self
                .ask("What becomes of it: do, try, live with, or drop? Empty: it stays parked.")?
            {
                Heard::Words(word) => match Verdict::find(&word) {
                    Some(verdict) => break verdict,
                    None => self.say(&format!("`{word}` is not do, try, live-with or drop"))?,
                },
                Heard::Nothing => return Ok(Came::To(None)),
                Heard::Left => return Ok(Came::Left(None)),
                Heard::Stopped => return Ok(Came::Stopped),
            }
        };
        let decision = Decision::new(verdict, Some(id.to_owned()));
        if let Some((verb, question)) = vague(&parked.idea) {
            self.say(&hint(verb, question))?;
        }
        self.fields(decision, parked.helps.is_some().then_some("helps"))
    }

    /// Asks whether people live with an entry that no follow-up touches.
    fn entry(&mut self, entry: &Entry) -> anyhow::Result<Came> {
        self.say(&format!("\nNo follow-up touches {}", entry.id))?;
        self.say(&self.prompt(LIVE_WITH))?;
        self.say("  An empty line leaves it as it is.")?;
        let mut decision = Decision::new(Verdict::LiveWith, None);
        if let Some(field) = decision.fields().find(|field| field.name == "entry") {
            decision.say(field, entry.id.as_str().into());
        }
        self.fields(decision, Some("entry"))
    }

    /// Asks for what came up in the meeting alone.
    fn other(&mut self) -> anyhow::Result<Came> {
        let decision = Decision::new(Verdict::Do, None);
        match self.ask("\nIs anything else to be done? A verb, and a bounded scope.")? {
            Heard::Words(what) => {
                let mut decision = decision;
                if let Some(field) = decision.fields().find(|field| field.name == "what") {
                    let what = self.kept_or_said_anew(what)?;
                    decision.say(field, what.into());
                }
                self.fields(decision, Some("what"))
            }
            Heard::Nothing => Ok(Came::To(None)),
            Heard::Left => Ok(Came::Left(None)),
            Heard::Stopped => Ok(Came::Stopped),
        }
    }

    /// Asks for the fields of a decision, but for `known`. One that lacks what it needs is none, and
    /// what was said of it is told.
    fn fields(&mut self, mut decision: Decision, known: Option<&str>) -> anyhow::Result<Came> {
        let fields = decision.fields().filter(|field| Some(field.name) != known);
        let mut said = Vec::new();
        for field in fields.collect::<Vec<_>>() {
            match self.field(field, &mut decision)? {
                Heard::Words(words) => said.push(words),
                Heard::Nothing if field.needed => {
                    self.not_taken(&said)?;
                    return Ok(Came::To(None));
                }
                Heard::Nothing => {}
                Heard::Left if decision.missing().is_none() => {
                    return Ok(Came::Left(Some(Box::new(decision))));
                }
                Heard::Left => {
                    self.not_taken(&said)?;
                    return Ok(Came::Left(None));
                }
                Heard::Stopped => {
                    // After a signal there may be no terminal to say it on.
                    let _ = self.not_taken(&said);
                    return Ok(Came::Stopped);
                }
            }
        }
        Ok(Came::To(Some(Box::new(decision))))
    }

    /// Gives back what was said and is in no file.
    fn not_taken(&mut self, said: &[String]) -> anyhow::Result<()> {
        if said.is_empty() {
            return Ok(());
        }
        let said = said.join("; ");
        talk::note(self.cx, &format!("it stays as it is; not taken: {said}"))
    }

    /// Asks for a field until it can be read.
    fn field(&mut self, field: &Field, decision: &mut Decision) -> anyhow::Result<Heard> {
        let ask = match (field.name, &decision.idea) {
            ("what", Some(_)) => format!("{} Empty: as it was parked.", field.ask),
            _ => field.ask.to_owned(),
        };
        loop {
            let said = match self.ask(&ask)? {
                Heard::Words(said) if field.name == "what" => self.kept_or_said_anew(said)?,
                Heard::Words(said) => said,
                other => return Ok(other),
            };
            match field.form.read(&said, self.known) {
                Ok(value) => {
                    decision.say(field, value);
                    return Ok(Heard::Words(said));
                }
                Err(wrong) => self.say(&wrong)?,
            }
        }
    }

    /// What is to be done, after a gentle question where it has no end that one could see.
    fn kept_or_said_anew(&mut self, what: String) -> anyhow::Result<String> {
        let Some((verb, question)) = vague(&what) else {
            return Ok(what);
        };
        let question = format!("{} Empty keeps it.", hint(verb, question));
        match self.ask(&question)? {
            Heard::Words(other) => Ok(other),
            Heard::Nothing | Heard::Left | Heard::Stopped => Ok(what),
        }
    }

    /// The question of a prompt, as the team words it.
    fn prompt(&self, id: &str) -> String {
        let prompt = self.catalogue.find(id);
        prompt.map(|prompt| prompt.ask.clone()).unwrap_or_default()
    }

    fn ask(&mut self, question: &str) -> anyhow::Result<Heard> {
        self.say(question)?;
        Ok(match self.input.next("> ", self.cx.stdout)? {
            Line::Text(line) => match line.trim() {
                "" => Heard::Nothing,
                "q" => Heard::Left,
                words => Heard::Words(words.to_owned()),
            },
            Line::End => Heard::Left,
            Line::Stop(typed) => {
                if !typed.trim().is_empty() {
                    // After a signal there may be no terminal to say it on.
                    let _ = talk::note(self.cx, &format!("not taken: {typed}"));
                }
                Heard::Stopped
            }
        })
    }

    fn say(&mut self, text: &str) -> anyhow::Result<()> {
        let width = self.cx.terminal.width.clamp(40, 100);
        let text = visible(text);
        for line in text.split('\n') {
            let indent = line.len() - line.trim_start().len();
            let indent = " ".repeat(indent);
            let options = textwrap::Options::new(width)
                .initial_indent(&indent)
                .subsequent_indent(&indent)
                .word_splitter(textwrap::WordSplitter::NoHyphenation)
                .break_words(false);
            writeln!(
                self.cx.stdout,
                "{}",
                textwrap::fill(line.trim_start(), options)
            )?;
        }
        Ok(())
    }
}

fn hint(verb: &str, question: &str) -> String {
    format!("  \u{201c}{verb}\u{201d}: {question}")
}
