//! `pir add`.

use std::ops::Range;

use anyhow::bail;
use clap::Args;

use super::case::{Repo, WhichOption};
use super::talk;
use super::timeline::{self, Draft, Given};
use crate::context::{Context, Exit};
use crate::diagnostic::nearest;
use crate::load::line::{self, Kinds, Line};
use crate::model::{Kind, Mark};
use crate::source::{Source, Span, Text};
use crate::yaml::{Change, Step, Value};

/// Add one event to the timeline, now or at a time
///
/// The event goes to its place in time; nothing else in the file changes. Meant for quick capture
/// while an incident is still going on.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir add p95 back under 600 ms --kind recovery --mark mitigated
  pir add \"asks for database help\" --at 10:55 --kind escalation --who \"morning on-call\"
  pir add \"lag starts to rise\" --at \"~09:41\" --component db-replicas --evidence https://graphs.example/1")]
pub(crate) struct Add {
    /// What a camera or a log would show
    #[arg(required = true)]
    text: Vec<String>,

    #[command(flatten)]
    which: WhichOption,

    /// When; now where it is left out
    #[arg(long, value_name = "TIME")]
    at: Option<String>,

    /// What sort of event it is: symptom, alert, observation, decision, action, ...
    #[arg(long)]
    kind: Option<String>,

    /// The role that acted
    #[arg(long, value_name = "ROLE")]
    who: Option<String>,

    /// Part of the system; may be given several times
    #[arg(long)]
    component: Vec<String>,

    /// Milestone that it stands for: started, detected, declared, mitigated, resolved
    #[arg(long)]
    mark: Vec<String>,

    /// Link, ticket or graph id; may be given several times
    #[arg(long)]
    evidence: Vec<String>,
}

impl Add {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        self.known_words()?;
        let repo = Repo::open(cx)?;
        let (case, _lock) = repo.case_to_change(cx, self.which.incident.as_deref())?;
        let mut draft = Draft::new(&repo, &case)?.from(self.typed());
        let at = match &self.at {
            Some(at) => at.clone(),
            None => now(cx, &repo, &draft)?,
        };
        let line = self.line(&at);
        let quick = draft.incident().timeline.quick.is_some();
        match line {
            Some(line) if quick && draft.line_moves_no_id(cx, &at)? => {
                draft.make_line(cx, (&at, &line))?;
            }
            _ => draft.make(cx, &self.event(&at))?,
        }
        timeline::keep(&case, &draft)?;
        talk::note(cx, &format!("added to {}: {at}", case.folder.id()))?;
        Ok(Exit::Fine)
    }

    fn text(&self) -> String {
        self.text.join(" ").trim().to_owned()
    }

    /// The command as it was typed, as far as its text and its time go, with the place of the time.
    fn typed(&self) -> Given {
        let at = self.at.as_deref().unwrap_or_default();
        let before = format!("pir add \"{}\" --at \"", self.text());
        let span = Span::new(before.len(), before.len() + at.len());
        let line = format!("{before}{at}\"");
        let text = Text::new(at.to_owned(), span);
        (Source::new("the command", line), vec![text])
    }

    /// A word that nobody knows is better asked about here than found in the file later.
    fn known_words(&self) -> anyhow::Result<()> {
        if self.text().is_empty() {
            bail!("what happened? `pir add \"p95 back under 600 ms\"`");
        }
        let kinds = || Kind::ALL.iter().map(|row| row.1);
        let marks = || Mark::ALL.iter().map(|mark| mark.word());
        if let Some(kind) = self
            .kind
            .as_deref()
            .filter(|kind| Kind::known(kind).is_none())
        {
            bail!(
                "`{kind}` is not a kind of event{}",
                hint(kind, kinds().collect())
            );
        }
        if let Some(mark) = self
            .mark
            .iter()
            .find(|mark| !marks().any(|word| word == *mark))
        {
            bail!("`{mark}` is not a mark{}", hint(mark, marks().collect()));
        }
        Ok(())
    }

    /// The event in the quick form; `None` where that has no room for it.
    fn line(&self, at: &str) -> Option<String> {
        let text = self.text();
        let plain = self.component.is_empty() && self.evidence.is_empty() && !text.contains('\n');
        let kind = self
            .kind
            .as_ref()
            .map(|kind| format!(" {kind}"))
            .unwrap_or_default();
        let who = self
            .who
            .as_ref()
            .map(|who| format!(" @{who}"))
            .unwrap_or_default();
        let colon = if kind.is_empty() && who.is_empty() {
            ""
        } else {
            ":"
        };
        let marks: String = self.mark.iter().map(|mark| format!(" !{mark}")).collect();
        let line = format!("{at}{kind}{who}{colon} {text}{marks}");
        (plain && self.is_said_by(&line, at)).then_some(line)
    }

    /// Whether a line of the quick form says this event. A text may begin like the rest of a time
    /// or a role, or end like a mark; the list form has a field for each.
    fn is_said_by(&self, line: &str, at: &str) -> bool {
        let Line::Event(parts) = line::read(line, Kinds::Any) else {
            return false;
        };
        let word = |range: &Option<Range<usize>>| range.clone().map(|range| &line[range]);
        let marks = parts.marks.iter().map(|(mark, _)| mark.word());
        line[parts.at.clone()] == *at
            && word(&parts.kind) == self.kind.as_deref()
            && word(&parts.who) == self.who.as_deref()
            && line[parts.what.clone()] == self.text()
            && marks.eq(self.mark.iter().map(String::as_str))
            && parts.no_mark.is_none()
    }

    /// The event as an item of the list.
    fn event(&self, at: &str) -> Change {
        let one_or_many = |texts: &[String]| match texts {
            [] => None,
            [one] => Some(Value::text(one)),
            several => Some(Value::list(several.iter().map(Value::text))),
        };
        let fields = [
            ("at", Some(Value::text(at))),
            ("kind", self.kind.as_ref().map(Value::text)),
            ("who", self.who.as_ref().map(Value::text)),
            ("component", one_or_many(&self.component)),
            ("mark", one_or_many(&self.mark)),
            ("what", Some(Value::text(self.text()))),
            (
                "evidence",
                (!self.evidence.is_empty())
                    .then(|| Value::list(self.evidence.iter().map(Value::text))),
            ),
        ];
        let fields = fields
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        Change::Insert {
            path: vec![Step::from("timeline")],
            at: usize::MAX,
            value: Value::map(fields),
        }
    }
}

/// This minute, in the zone of the incident, with its date where the timeline has not come to it.
fn now(cx: &Context<'_>, repo: &Repo, draft: &Draft<'_>) -> anyhow::Result<String> {
    let incident = draft.incident();
    let zone = match &incident.timezone {
        Some(zone) => Some(super::zone::named(zone)?),
        None => repo.zone(),
    };
    let Some(zone) = zone else {
        return Ok(cx.now.format("%Y-%m-%dT%H:%MZ").to_string());
    };
    let local = cx.now.with_timezone(&zone.offset(cx.now));
    let last = incident
        .timeline
        .events
        .iter()
        .filter_map(|event| event.time())
        .next_back();
    let day = last.map(crate::model::time::Time::date);
    let day = day.or_else(|| incident.date.as_ref().map(|date| date.earliest()));
    Ok(if day == Some(local.date_naive()) {
        local.format("%H:%M").to_string()
    } else {
        local.format("%Y-%m-%d %H:%M").to_string()
    })
}

fn hint(word: &str, known: Vec<&str>) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => format!("; there are {}", known.join(", ")),
    }
}
