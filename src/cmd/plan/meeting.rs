//! The meeting with people: one idea after the other.

use anyhow::Result;

use super::save::{Table, note, save};
use super::voice::Voice;
use super::{ids, open, over};
use crate::archive::register::{Entry, Register};
use crate::cmd::case::{Case, Repo};
use crate::cmd::keyboard::Keyboard;
use crate::cmd::talk;
use crate::context::{Context, Exit, Said};
use crate::model::{EntryStatus, vague};
use crate::planning::{Decision, Field, Form, Idea, Known, Verdict, past};
use crate::source::one_line;
use crate::store::Folder;
use crate::walk::Catalogue;
use crate::walk::plain::Stream;

/// The prompt about an idea, and that about an entry that nobody had an idea for.
const SIDE_EFFECTS: &str = "park-side-effects";
const LIVE_WITH: &str = "park-live-with";

/// What `?` shows where a field of a decision is asked for.
const FIELD: &str =
    "  an empty line leaves it out, s leaves the whole decision, q ends the meeting";

struct Meeting<'m, 'c> {
    voice: Voice<'m, 'c>,
    repo: &'m Repo,
    folder: Folder,
    /// What the incident is called.
    title: String,
    known: Known<'m>,
    catalogue: &'m Catalogue,
    /// How many decisions are in the files.
    taken: usize,
}

/// Holds the meeting; everything that was decided is in the files when it ends, however it ends.
pub(super) fn hold(
    cx: &mut Context<'_>,
    (repo, case): (&Repo, Case),
    (register, catalogue): (&Register, &Catalogue),
) -> Result<Exit> {
    let mut keyboard = Keyboard::found(cx)?;
    let mut nothing = std::io::empty();
    let world = cx.world();
    let mut stream = Stream(&mut *cx.stdin);
    let mut aside = world.with(&mut nothing, &mut *cx.stdout, &mut *cx.stderr);
    let table = Table::of(&case);
    let incident = case.folder.id();
    let (all, over) = (open(register), over(register));
    let own = all.iter().copied().filter(|entry| entry.is_in(&incident));
    let own: Vec<_> = own.collect();
    let (numbered, all) = (ids(&own), ids(&all));
    let title = case.incident.value.as_ref();
    let title = title.map_or_else(|| incident.clone(), |own| one_line(&own.title));
    let voice = match &mut keyboard {
        Some(keyboard) => Voice::new(&mut aside, keyboard),
        None => Voice::new(&mut aside, &mut stream),
    };
    let mut meeting = Meeting {
        voice,
        repo,
        folder: case.folder,
        title,
        known: Known {
            numbered: &numbered,
            all: &all,
            over: &over,
            today: register.today,
        },
        catalogue,
        taken: 0,
    };
    let ended = meeting
        .recall(&table, &own, register)
        .and_then(|()| meeting.through(&table, &own));
    meeting.close(ended)
}

impl Meeting<'_, '_> {
    /// Says what the review found, in short: this is no retelling.
    fn recall(&mut self, table: &Table, own: &[&Entry], register: &Register) -> Result<()> {
        let factors = talk::count(table.review().contributing_factors.len(), "factor");
        let voice = &mut self.voice;
        voice.say(&self.title)?;
        voice.say(&format!(
            "The review has {factors}. Entries of the register:"
        ))?;
        for (at, entry) in own.iter().enumerate() {
            let status = entry.status(register.today);
            voice.say(&format!("  {}  {} ({status})", at + 1, entry.id))?;
            if let Some(what) = &entry.what {
                voice.say(&format!("     {what}"))?;
            }
        }
        if own.is_empty() {
            voice.say("  none")?;
        }
        voice.say("An empty line goes on, ? tells more, q ends the meeting. None is a fine number of follow-ups.")
    }

    /// Goes through the ideas, then the entries that nothing touches, then what else there is.
    fn through(&mut self, table: &Table, own: &[&Entry]) -> Result<()> {
        let ideas = table.ideas();
        let open = ideas.iter().filter(|(_, idea)| idea.decided.is_none());
        let open: Vec<_> = open.collect();
        for (at, (id, idea)) in open.iter().enumerate() {
            if self.voice.left() {
                return Ok(());
            }
            let heading = format!("\nIdea {} of {}", at + 1, open.len());
            self.voice.say(&heading)?;
            let decision = self.idea(id, idea)?;
            self.take(decision)?;
        }
        // What was decided so far may touch some of them.
        let now = Table::of(&self.repo.sound(self.voice.cx, self.folder.clone())?);
        let is_lived_with = |entry: &Entry| entry.status(self.known.today) == EntryStatus::Accepted;
        let rest = own.iter().copied();
        let rest: Vec<_> = rest
            .filter(|entry| !now.touches(&entry.id) && !is_lived_with(entry))
            .collect();
        for entry in rest {
            if self.voice.left() {
                return Ok(());
            }
            let decision = self.entry(entry)?;
            self.take(decision)?;
        }
        while let Some(decision) = self.other()? {
            self.take(Some(decision))?;
        }
        Ok(())
    }

    /// Writes what was decided.
    fn take(&mut self, decision: Option<Decision>) -> Result<()> {
        let Some(decision) = decision else {
            return Ok(());
        };
        save(self.voice.cx, (self.repo, &self.folder), &[decision])?;
        self.taken += 1;
        Ok(())
    }

    /// Says what came of it, unless something went wrong that has to be told instead.
    fn close(&mut self, ended: Result<()>) -> Result<Exit> {
        let exit = match ended {
            Ok(()) => Exit::Fine,
            Err(error) => match error.downcast::<Said>() {
                Ok(Said(Exit::Interrupted)) => Exit::Interrupted,
                Ok(said) => return Err(said.into()),
                Err(error) => return Err(error),
            },
        };
        let taken = talk::count(self.taken, "decision");
        let told = format!("{taken} taken; what nobody decided about stays as it is");
        // After a signal there may be no terminal to say it on.
        let _ = talk::note(self.voice.cx, &told);
        Ok(exit)
    }

    fn idea(&mut self, id: &str, idea: &Idea<'_>) -> Result<Option<Decision>> {
        let parked = idea.parked;
        self.voice.say(&parked.idea)?;
        let from = parked.from.iter().map(|from| format!("from {}", **from));
        let helps = parked
            .helps
            .map(|helps| format!("would help to {}: {}", helps.word(), helps.meaning()));
        let harder = parked.side_effects.iter();
        let harder = harder.map(|said| format!("it may make another day harder: {}", **said));
        for about in from.chain(helps).chain(harder) {
            self.voice.say(&format!("  {about}"))?;
        }
        let early = match parked.side_effects {
            Some(_) => None,
            None => self.harder(id)?,
        };
        let Some(verdict) = self.verdict(early)? else {
            return Ok(None);
        };
        if let Some((verb, question)) = vague(&parked.idea) {
            self.voice.say(&hint(verb, question))?;
        }
        let decision = Decision::new(verdict, Some(id.to_owned()));
        let known: &[&str] = if parked.helps.is_some() {
            &["helps"]
        } else {
            &[]
        };
        self.fields(decision, known)
    }

    /// Asks how the change might make another day harder, and writes it. Who gives a decision in its
    /// place has it taken as that.
    fn harder(&mut self, id: &str) -> Result<Option<String>> {
        let (ask, more) = self.prompt(SIDE_EFFECTS);
        let Some(said) = self.voice.ask(&ask, &more)? else {
            return Ok(None);
        };
        if Verdict::begins(&said) {
            return Ok(Some(said));
        }
        note(self.voice.cx, (self.repo, &self.folder), (id, &said))?;
        Ok(None)
    }

    /// What becomes of an idea, `early` where that was said already; none where it stays parked.
    fn verdict(&mut self, early: Option<String>) -> Result<Option<Verdict>> {
        let words = Verdict::ALL
            .iter()
            .map(|(_, word, meaning)| format!("\n  {word:<9}  {meaning}"));
        let words: String = words.collect();
        let ask = format!(
            "What becomes of it? A beginning of the word is enough; empty, it stays parked.{words}"
        );
        let mut said = match early {
            Some(said) => Some(said),
            None => self.voice.ask(&ask, &words[1..])?,
        };
        while let Some(word) = said {
            if let Some(verdict) = Verdict::find(&word) {
                return Ok(Some(verdict));
            }
            let what = if Verdict::begins(&word) {
                "may be more than one"
            } else {
                "is not one"
            };
            let wrong = format!("`{word}` {what} of do, try, live-with and drop.");
            said = self.voice.ask(&wrong, &words[1..])?;
        }
        Ok(None)
    }

    /// Asks whether people live with an entry that no follow-up touches.
    fn entry(&mut self, entry: &Entry) -> Result<Option<Decision>> {
        let (ask, more) = self.prompt(LIVE_WITH);
        self.voice
            .say(&format!("\nNo follow-up touches {}", entry.id))?;
        self.voice.say(&ask)?;
        let who = "Who agrees to that, by role? An empty line leaves the entry as it is.";
        let Some(role) = self.voice.ask(who, &more)? else {
            return Ok(None);
        };
        let decision = Decision::new(Verdict::LiveWith, None)
            .with("entry", &entry.id)
            .with("by_role", &role);
        self.fields(decision, &["entry", "by_role"])
    }

    /// Asks for what came up in the meeting alone.
    fn other(&mut self) -> Result<Option<Decision>> {
        let ask = "\nIs anything else to be done? A verb, and a bounded scope.";
        let Some(what) = self.voice.ask(ask, FIELD)? else {
            return Ok(None);
        };
        let what = self.kept_or_said_anew(what)?;
        let decision = Decision::new(Verdict::Do, None).with("what", &what);
        self.fields(decision, &["what"])
    }

    /// Asks for the fields of a decision, but for those that are `known`. One that lacks what it needs
    /// is none, and what was said of it is given back.
    fn fields(&mut self, mut decision: Decision, known: &[&str]) -> Result<Option<Decision>> {
        let fields = decision.fields();
        for field in fields.filter(|field| !known.contains(&field.name)) {
            match self.field(field, &mut decision) {
                Ok(true) => {}
                Ok(false) => {
                    self.voice.not_taken(&decision.said());
                    return Ok(None);
                }
                Err(error) => {
                    self.voice.not_taken(&decision.said());
                    return Err(error);
                }
            }
        }
        Ok(Some(decision))
    }

    /// Asks for a field until it can be read; whether the decision goes on.
    fn field(&mut self, field: &Field, decision: &mut Decision) -> Result<bool> {
        let mut ask = match (field.name, field.needed) {
            ("what", _) => format!("{} Empty: as it was parked.", field.ask),
            (_, true) => format!("{} It cannot be without; s leaves the decision.", field.ask),
            (_, false) => field.ask.to_owned(),
        };
        let more = self.more(field.form);
        loop {
            let said = match self.voice.ask(&ask, &more)? {
                Some(said) if said == "s" => return Ok(false),
                Some(said) if field.name == "what" => self.kept_or_said_anew(said)?,
                Some(said) => said,
                None if field.needed && !self.voice.left() => continue,
                None => return Ok(!field.needed),
            };
            match field.form.read(&said, self.known) {
                Ok(value) => {
                    if field.form == Form::Day
                        && let Some(past) = past(&said, self.known.today)
                    {
                        self.voice.say(&format!("  {past}"))?;
                    }
                    decision.say(field, value);
                    return Ok(true);
                }
                Err(wrong) => ask = wrong,
            }
        }
    }

    /// What `?` shows where a field is asked for: the numbers again, where some can be said.
    fn more(&self, form: Form) -> String {
        if !matches!(form, Form::Entry | Form::Entries) {
            return FIELD.to_owned();
        }
        let rows = self.known.numbered.iter().enumerate();
        let rows = rows.map(|(at, id)| format!("  {}  {id}\n", at + 1));
        rows.chain([FIELD.to_owned()]).collect()
    }

    /// What is to be done, after a gentle question where it has no end that one could see.
    fn kept_or_said_anew(&mut self, what: String) -> Result<String> {
        let Some((verb, question)) = vague(&what) else {
            return Ok(what);
        };
        let question = format!("{} Empty keeps it.", hint(verb, question));
        Ok(self.voice.ask(&question, FIELD)?.unwrap_or(what))
    }

    /// The question of a prompt as the team words it, and what there is beside it.
    fn prompt(&self, id: &str) -> (String, String) {
        let Some(prompt) = self.catalogue.find(id) else {
            return Default::default();
        };
        let lines = std::iter::once(&prompt.why).chain(&prompt.probes);
        let lines: Vec<_> = lines.map(|line| format!("  {line}")).collect();
        (prompt.ask.clone(), lines.join("\n"))
    }
}

fn hint(verb: &str, question: &str) -> String {
    format!("  \u{201c}{verb}\u{201d}: {question}")
}
