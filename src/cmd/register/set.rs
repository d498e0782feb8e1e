//! `pir register set`.

use anyhow::{bail, ensure};
use clap::Args;

use crate::archive::EntryKind;
use crate::archive::register::{Entry, Register};
use crate::cmd::case::{self, Repo};
use crate::cmd::values::date;
use crate::cmd::{archive, edit, talk};
use crate::context::{Context, Exit, Said};
use crate::diagnostic::nearest;
use crate::model::RoughDate;
use crate::store::{self, names};
use crate::yaml::{Change, Step, Value};

/// Change the status of an entry, with what that status asks for
///
/// The change is added to register.yaml; no review is touched. `mitigated` asks what was done and
/// what remains, `accepted` who lives with it, what makes it bearable and when to look again,
/// `resolved` and `cleared` how that was shown. The status that an entry has already says that
/// somebody looked and that it is still so.
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Examples:
  pir register set orders-in-one-zone --to accepted --by-role \"head of platform\" \\
      --bearable \"orders can wait an hour\" --look-again 2026-12-01
  pir register set two-of-three-replicas --to active             looked at, and still so
  pir register set two-of-three-replicas --to cleared --how-shown \"three replicas since Monday\"")]
pub(in crate::cmd) struct Set {
    /// Id of a latent failure or degraded condition
    entry: String,

    /// The status from then on
    #[arg(long, value_name = "STATUS")]
    to: String,

    /// The day; today where it is left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<RoughDate>,

    /// Where that is written
    #[arg(long = "ref", value_name = "REF")]
    reference: Option<String>,

    /// mitigated: what was done
    #[arg(long, value_name = "TEXT")]
    how: Option<String>,

    /// mitigated: what remains
    #[arg(long, value_name = "TEXT")]
    remains: Option<String>,

    /// accepted: who lives with it, by role
    #[arg(long, value_name = "ROLE")]
    by_role: Option<String>,

    /// accepted: for which reason
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,

    /// accepted: what makes it bearable
    #[arg(long, value_name = "TEXT")]
    bearable: Option<String>,

    /// accepted: when to look again
    #[arg(long, value_name = "DATE", value_parser = date)]
    look_again: Option<RoughDate>,

    /// accepted: what would change our mind sooner
    #[arg(long, value_name = "TEXT")]
    sooner_if: Option<String>,

    /// resolved, cleared: how that was shown
    #[arg(long, value_name = "TEXT")]
    how_shown: Option<String>,

    /// resolved, cleared: what shows it; may be given several times
    #[arg(long, value_name = "TEXT")]
    evidence: Vec<String>,

    /// resolved, cleared: what was watched for side effects
    #[arg(long, value_name = "TEXT")]
    side_effects: Option<String>,
}

/// One of the words that go with a status.
struct Word {
    /// The block of `register.yaml` that it stands in.
    block: &'static str,
    field: &'static str,
    flag: &'static str,
    /// Whether the status cannot be without it.
    needed: bool,
    value: Option<Value>,
}

impl Set {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        self.append(cx, &repo)?;
        Ok(Exit::Fine)
    }

    /// The change with which people live with an entry from today on, as the plan of an incident says.
    pub(in crate::cmd) fn accepted(
        (entry, incident): (&str, &str),
        [by_role, bearable, look_again]: [&str; 3],
        sooner_if: Option<String>,
    ) -> Self {
        Self {
            entry: entry.to_owned(),
            to: "accepted".to_owned(),
            reference: Some(incident.to_owned()),
            by_role: Some(by_role.to_owned()),
            bearable: Some(bearable.to_owned()),
            look_again: RoughDate::parse(look_again),
            sooner_if,
            ..Self::default()
        }
    }

    /// Adds the change to `register.yaml`.
    pub(in crate::cmd) fn append(&self, cx: &mut Context<'_>, repo: &Repo) -> anyhow::Result<()> {
        let _lock = store::lock(&repo.root.dir)?;
        let (register, troubles) = archive::register(cx, repo)?;
        if archive::tell(cx, &troubles)? != Exit::Fine {
            return Err(Said(Exit::Trouble).into());
        }
        let entry = self.entry(&register)?;
        let on = self.on.unwrap_or_else(|| register.today.into());
        self.fits(&register, entry, on)?;
        let change = Change::Insert {
            path: vec![Step::from("changes")],
            at: usize::MAX,
            value: self.change(on)?,
        };
        let path = repo.root.dir.join(names::REGISTER);
        let there = match case::read(cx.place(), &path)? {
            Some(read) => Some(read.map_err(|finding| talk::refused(cx, &finding))?),
            None => None,
        };
        edit::make(cx, &repo.root.dir, (&path, there.as_ref()), &[change])?;
        let before = entry.status(register.today).word();
        let told = if before == self.to {
            format!("{}: still {before}, looked at on {on}", entry.id)
        } else {
            format!("{}: {before} to {} on {on}", entry.id, self.to)
        };
        talk::note(cx, &told)
    }

    fn entry<'r>(&self, register: &'r Register) -> anyhow::Result<&'r Entry> {
        if let Some(entry) = register.find(&self.entry) {
            return Ok(entry);
        }
        let ids = register.entries.iter().map(|entry| entry.id.as_str());
        match nearest(&self.entry, ids) {
            Some(near) => bail!("no review has `{}`; did you mean `{near}`?", self.entry),
            None => bail!(
                "no review has `{}`; `pir register open` and `pir register now` show ids",
                self.entry
            ),
        }
    }

    /// Whether an entry can have that status now: it is one of its own, no later one stands, and what
    /// is over begins again before anything else becomes of it.
    fn fits(&self, register: &Register, entry: &Entry, on: RoughDate) -> anyhow::Result<()> {
        let today = register.today;
        let words = entry.kind.statuses().iter();
        let words: Vec<_> = words.map(|status| status.word()).collect();
        let (first, to) = (words[0], self.to.as_str());
        if !words.contains(&to) {
            let what = match entry.kind {
                EntryKind::LatentFailure => "a latent failure",
                EntryKind::DegradedCondition => "a degraded condition",
            };
            bail!("{what} is {}, not `{to}`", words.join(", "));
        }
        if on.earliest() > today {
            bail!("{on} is still to come; a change is written down once it is so");
        }
        if let Some(last) = entry.changes.last().filter(|last| last.on > on.latest()) {
            bail!(
                "{} is {} since {}, as {} says; a change on {on} would come before that",
                entry.id,
                last.to,
                last.on,
                last.by
            );
        }
        if entry.is_over(today) && to != first {
            let now = entry.status(today);
            bail!(
                "{} is {now}; where it is there again, say so first: `--to {first}`",
                entry.id
            );
        }
        if let Some(again) = self.look_again.filter(|again| again.latest() < today) {
            bail!("{again} is past; when will somebody look again?");
        }
        Ok(())
    }

    /// The words of the command line that go with statuses.
    fn words(&self) -> [Word; 10] {
        let text = |text: &Option<String>| text.as_deref().map(str::trim).map(Value::text);
        let word = |block, (field, flag), needed, value| Word {
            block,
            field,
            flag,
            needed,
            value,
        };
        let look_again = self.look_again.map(|date| Value::text(date.to_string()));
        let evidence = self.evidence.iter().map(Value::text);
        let evidence = (!self.evidence.is_empty()).then(|| Value::list(evidence));
        [
            word("mitigated", ("how", "--how"), true, text(&self.how)),
            word(
                "mitigated",
                ("what_remains", "--remains"),
                true,
                text(&self.remains),
            ),
            word(
                "accepted",
                ("by_role", "--by-role"),
                true,
                text(&self.by_role),
            ),
            word(
                "accepted",
                ("because", "--because"),
                false,
                text(&self.because),
            ),
            word(
                "accepted",
                ("bearable_because", "--bearable"),
                true,
                text(&self.bearable),
            ),
            word("accepted", ("look_again", "--look-again"), true, look_again),
            word(
                "accepted",
                ("sooner_if", "--sooner-if"),
                false,
                text(&self.sooner_if),
            ),
            word(
                "resolved",
                ("how_shown", "--how-shown"),
                true,
                text(&self.how_shown),
            ),
            word("resolved", ("evidence", "--evidence"), false, evidence),
            word(
                "resolved",
                ("side_effects_watched", "--side-effects"),
                false,
                text(&self.side_effects),
            ),
        ]
    }

    /// The block of fields that the status has, if any.
    fn block(&self) -> Option<&'static str> {
        match self.to.as_str() {
            "mitigated" => Some("mitigated"),
            "accepted" => Some("accepted"),
            "resolved" | "cleared" => Some("resolved"),
            _ => None,
        }
    }

    /// The status, and the words that go with it.
    fn taking(&self) -> String {
        let own = self.block();
        let words = self.words();
        let flags = words.iter().filter(|word| own == Some(word.block));
        let flags: Vec<_> = flags.map(|word| word.flag).collect();
        match flags.as_slice() {
            [] => format!("`{}`", self.to),
            flags => format!("`{}`, which takes {}", self.to, flags.join(", ")),
        }
    }

    /// The change as an item of the file.
    fn change(&self, on: RoughDate) -> anyhow::Result<Value> {
        let own = self.block();
        let mut fields = Vec::new();
        for word in self.words() {
            let ours = own == Some(word.block);
            let empty = word
                .value
                .as_ref()
                .is_none_or(|value| *value == Value::text(""));
            ensure!(
                !(ours && word.needed && empty),
                "`{}` asks for {}",
                self.to,
                word.flag
            );
            if !ours && word.value.is_some() {
                bail!("{} does not belong to {}", word.flag, self.taking());
            }
            if ours {
                fields.extend(word.value.map(|value| (word.field, value)));
            }
        }
        let fields = (!fields.is_empty()).then(|| Value::map(fields));
        let all = [
            ("id", Some(Value::text(&self.entry))),
            ("on", Some(Value::text(on.to_string()))),
            ("to", Some(Value::text(&self.to))),
            (own.unwrap_or_default(), fields),
            ("ref", self.reference.as_ref().map(Value::text)),
        ];
        let all = all
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        Ok(Value::map(all))
    }
}
