//! Writing events into the timeline of an incident: an event in, the file with it at its place in
//! time out. Every other event keeps its id and its time.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::{Context as _, bail};

use super::case::{Case, Repo};
use super::{edit, talk};
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Level};
use crate::load::{self, Places, quick};
use crate::model::time::Time;
use crate::model::{Event, Incident, Review};
use crate::source::{OneOrMany, Source, Span, Text};
use crate::store::{self, names};
use crate::yaml::{Change, Step, Tree, Value};

/// An incident file on its way from one text to the next.
pub(super) struct Draft<'a> {
    repo: &'a Repo,
    /// The review, which refers to events by their ids.
    review: Option<&'a Review>,
    source: Arc<Source>,
    incident: Incident,
    /// What is wrong in the text.
    findings: Vec<Diagnostic>,
    /// What new events are taken from, and its texts.
    given: Given,
}

/// A text that new events are taken from, with the texts in it and where they stand, so that a
/// wrong time is shown there.
pub(super) type Given = (Arc<Source>, Vec<Text>);

impl<'a> Draft<'a> {
    /// The incident file of `case`, as it is.
    pub(super) fn new(repo: &'a Repo, case: &'a Case) -> anyhow::Result<Self> {
        let incident = case.incident.value.clone();
        Ok(Self {
            repo,
            review: case
                .review
                .as_ref()
                .and_then(|review| review.value.as_ref()),
            source: Arc::clone(&case.incident.source),
            incident: incident.context("the incident could not be read")?,
            findings: Vec::new(),
            given: nothing(),
        })
    }

    /// A file that is about to be made.
    pub(super) fn fresh(
        cx: &Context<'_>,
        repo: &'a Repo,
        source: Arc<Source>,
    ) -> anyhow::Result<Self> {
        let loaded = load::incident(&source, cx.now, repo.zone().as_ref());
        Ok(Self {
            repo,
            review: None,
            source,
            incident: loaded.value.context("the incident could not be read")?,
            findings: loaded.findings,
            given: nothing(),
        })
    }

    /// The same, for events that are taken from `given`.
    #[must_use]
    pub(super) fn from(self, given: Given) -> Self {
        Self { given, ..self }
    }

    /// What is wrong in the text.
    pub(super) fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// The text of the file.
    pub(super) fn text(&self) -> &str {
        self.source.text()
    }

    /// The incident that the text says.
    pub(super) const fn incident(&self) -> &Incident {
        &self.incident
    }

    /// Makes one change. An event that is put into the timeline goes to its place in time; a
    /// timeline in the quick form is made a list before that.
    pub(super) fn make(&mut self, cx: &mut Context<'_>, change: &Change) -> anyhow::Result<()> {
        let Change::Insert { path, value, .. } = change else {
            return self.edit(cx, std::slice::from_ref(change));
        };
        if *path != timeline() {
            return self.edit(cx, std::slice::from_ref(change));
        }
        self.insert(cx, vec![value.clone()])
    }

    /// Puts events into the timeline, each at its place in time. Those that come to one place are
    /// in order of time there, as far as all of them have one.
    pub(super) fn insert(
        &mut self,
        cx: &mut Context<'_>,
        events: Vec<Value>,
    ) -> anyhow::Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        if self.incident.timeline.quick.is_some() {
            talk::note(
                cx,
                "the timeline is in the quick form; it is made a list first",
            )?;
            self.make_list(cx)?;
        }
        let found = self.places(cx, &events)?;
        let mut placed: Vec<_> = found.into_iter().zip(events).collect();
        placed.sort_by_key(|((index, _), _)| *index);
        for one_place in placed.chunk_by_mut(|above, below| above.0.0 == below.0.0) {
            let moment = |time: &Option<Time>| time.as_ref().map(|time| time.anchor);
            if one_place.iter().all(|((_, time), _)| time.is_some()) {
                one_place.sort_by_key(|((_, time), _)| moment(time));
            }
        }
        let first = placed.first().map_or(0, |((index, _), _)| *index);
        let mut changes = self.pins(first);
        let inserts = placed.into_iter().enumerate();
        changes.extend(inserts.map(|(above, ((index, _), value))| Change::Insert {
            path: timeline(),
            at: index + above,
            value,
        }));
        let before = self.incident.clone();
        self.edit(cx, &changes)?;
        self.hold(&before)
    }

    /// Takes the event that says `what` to its place in time, where it was put at the end before its
    /// time was known. One with a comment in it stays where a person can see to it.
    fn settle(&mut self, cx: &mut Context<'_>, what: &str) -> anyhow::Result<()> {
        let events = &self.incident.timeline.events;
        let is_it = |event: &Event| event.what.as_str() == what && event.time().is_some();
        let Some(number) = events.iter().rposition(is_it) else {
            return Ok(());
        };
        let moment = |event: &Event| event.time().map(|time| time.anchor);
        let own = moment(&events[number]);
        let Some(index) = events[..number]
            .iter()
            .position(|event| moment(event) > own)
        else {
            return Ok(());
        };
        let path = vec![Step::from("timeline"), Step::from(number)];
        let pins = self.pins(index);
        self.edit(cx, &pins)?;
        let tree = Tree::parse(&self.source).0;
        let found = tree.and_then(|tree| Some((tree.get(&path)?, tree.span_at(&path)?)));
        let Some((event, span)) = found else {
            return Ok(());
        };
        if self.source.slice(span).contains('#') {
            return Ok(());
        }
        self.edit(cx, &[Change::Remove { path }])?;
        self.insert(cx, vec![event])
    }

    /// Puts a line of the quick form into a timeline in that form, at its place in time.
    pub(super) fn make_line(
        &mut self,
        cx: &mut Context<'_>,
        (at, line): (&str, &str),
    ) -> anyhow::Result<()> {
        let index = self.position(cx, at)?;
        let tree = Tree::parse(&self.source).0;
        let block = match tree.and_then(|tree| tree.get(&timeline())) {
            Some(Value::Text(block)) => block,
            _ => String::new(),
        };
        let mut lines: Vec<&str> = block.trim_end().lines().collect();
        // The block is known from its first line with words on.
        let blank = lines.iter().take_while(|line| line.is_empty()).count();
        let below = self.incident.timeline.events.get(index);
        let number = below.map_or(lines.len(), |event| blank + self.number_in_block(event));
        // A comment stands above the event that it is about.
        let above = lines.iter().take(number).rev();
        let comments = above.take_while(|line| line.starts_with('#')).count();
        let number = number.min(lines.len());
        lines.insert(number - below.map_or(0, |_| comments), line);
        let value = Value::text(lines.join("\n") + "\n");
        let path = timeline();
        let before = self.incident.clone();
        self.edit(cx, &[Change::Set { path, value }])?;
        self.hold(&before)
    }

    /// Makes a timeline in the quick form a list.
    pub(super) fn make_list(&mut self, cx: &mut Context<'_>) -> anyhow::Result<()> {
        let date = self.incident.date.as_ref().map(|date| date.earliest());
        let value = |texts: &OneOrMany<String>| match texts.as_slice() {
            [one] => Value::text(one),
            several => Value::list(several.iter().map(Value::text)),
        };
        let events = quick::fields(&self.incident.timeline.events, date);
        let events = events
            .iter()
            .map(|fields| Value::map(fields.iter().map(|(name, texts)| (*name, value(texts)))));
        let value = Value::list(events);
        let path = timeline();
        let before = self.incident.clone();
        let block = self.incident.timeline.quick.unwrap_or_default();
        let comments = quick::read(&self.source, block).comments;
        self.edit(cx, &[Change::Set { path, value }])?;
        self.hold(&before)?;
        self.put_back(cx, &comments)
    }

    /// Puts the comments of a block above the events that they stood above, each with the number
    /// of events before it. A comment below the last event stays below it.
    fn put_back(&mut self, cx: &mut Context<'_>, comments: &[(usize, Text)]) -> anyhow::Result<()> {
        if comments.is_empty() {
            return Ok(());
        }
        let Some(tree) = Tree::parse(&self.source).0 else {
            bail!("the timeline could not be read again");
        };
        let mut text = self.source.text().to_owned();
        let spans: Vec<_> = (0..self.incident.timeline.events.len())
            .filter_map(|number| tree.span_at(&[Step::from("timeline"), Step::from(number)]))
            .collect();
        for (number, comment) in comments.iter().rev() {
            let beside = spans
                .get(*number)
                .or(spans.last())
                .map_or(0, |span| span.start);
            let line = self.source.line(self.source.place(beside).line);
            let at = match spans.get(*number) {
                Some(_) => line.start,
                None => spans.last().map_or(line.end, |last| last.end),
            };
            let head = self.source.slice(line);
            let indent = &head[..head.len() - head.trim_start().len()];
            let end = if self.source.text().contains("\r\n") {
                "\r\n"
            } else {
                "\n"
            };
            match spans.get(*number) {
                Some(_) => text.insert_str(at, &format!("{indent}{comment}{end}")),
                None => text.insert_str(at, &format!("{end}{indent}{comment}")),
            }
        }
        let before = self.incident.clone();
        self.take(cx, text)?;
        self.hold(&before)
    }

    /// Makes two events one, with what names either of them: the first stays as it is, the second
    /// goes.
    pub(super) fn fold(
        &mut self,
        cx: &mut Context<'_>,
        (first, second): (usize, usize),
    ) -> anyhow::Result<()> {
        let events = &self.incident.timeline.events;
        let Some((stays, goes)) = events.get(first).zip(events.get(second)) else {
            return Ok(());
        };
        let set = |field: &str, texts: [&OneOrMany<Text>; 2]| {
            let mut all: Vec<&str> = Vec::new();
            for text in texts.into_iter().flatten() {
                if !all.contains(&text.as_str()) {
                    all.push(text);
                }
            }
            let mut path = timeline();
            path.extend([Step::from(first), Step::from(field)]);
            let value = Value::list(all.iter().copied().map(Value::text));
            (!all.is_empty()).then_some(Change::Set { path, value })
        };
        let mut changes = self.pins(second + 1);
        changes.extend(set("evidence", [&stays.evidence, &goes.evidence]));
        changes.extend(set("source", [&stays.source, &goes.source]));
        let mut path = timeline();
        path.push(Step::from(second));
        changes.push(Change::Remove { path });
        let mut before = self.incident.clone();
        before.timeline.events.remove(second);
        self.edit(cx, &changes)?;
        self.hold(&before)
    }

    /// Whether an event at `at` could go into the quick form without another one losing an id that
    /// something refers to.
    pub(super) fn line_moves_no_id(&self, cx: &mut Context<'_>, at: &str) -> anyhow::Result<bool> {
        let index = self.position(cx, at)?;
        Ok(self.pins(index).is_empty())
    }

    /// Makes changes and reads the file again.
    fn edit(&mut self, cx: &mut Context<'_>, changes: &[Change]) -> anyhow::Result<()> {
        let text = edit::changed(cx, &self.source, changes)?;
        self.take(cx, text)
    }

    /// Makes a change, whatever is wrong in the file then.
    pub(super) fn take_as_it_is(
        &mut self,
        cx: &mut Context<'_>,
        change: &Change,
    ) -> anyhow::Result<()> {
        let text = edit::changed(cx, &self.source, std::slice::from_ref(change))?;
        let source = Source::new(self.source.path(), text);
        *self = Self {
            review: self.review,
            ..Self::fresh(cx, self.repo, source)?
        };
        Ok(())
    }

    /// Reads a new text of the file; what would be wrong in it ends the command.
    fn take(&mut self, cx: &mut Context<'_>, text: String) -> anyhow::Result<()> {
        let source = Source::new(self.source.path(), text);
        let zone = self.repo.zone();
        let loaded = load::incident(&source, cx.now, zone.as_ref());
        refuse(&loaded.findings)?;
        self.incident = loaded.value.context("the incident could not be read")?;
        self.source = source;
        Ok(())
    }

    /// Makes sure that what was there before is as it was. An event that says when it was by the
    /// event before it (`+11m`) might not be, or a mark without a date, for example.
    fn hold(&self, before: &Incident) -> anyhow::Result<()> {
        let same = |old: &Event, new: &Event| old.what == new.what && times(old).eq(times(new));
        let mut now = self.incident.timeline.events.iter();
        let mut events = before.timeline.events.iter();
        if events.all(|old| now.any(|new| same(old, new)))
            && aside(before).eq(aside(&self.incident))
        {
            return Ok(());
        }
        bail!(
            "this would change the time of something else in the file; write the date before the \
             times that state none, or put this there by hand"
        )
    }

    /// The number that an event at `at` is to have.
    fn position(&self, cx: &mut Context<'_>, at: &str) -> anyhow::Result<usize> {
        let places = self.places(cx, &[Value::map([("at", Value::text(at))])])?;
        Ok(places.first().map_or(0, |(index, _)| *index))
    }

    /// The number that each event would have if it came alone, and its time there; at the end, where
    /// it has none.
    fn places(
        &self,
        cx: &mut Context<'_>,
        events: &[Value],
    ) -> anyhow::Result<Vec<(usize, Option<Time>)>> {
        let zone = self.repo.zone();
        let places = Places::of(&self.incident, cx.now, zone.as_ref());
        let end = self.incident.timeline.events.len();
        let place = |event: &Value| match event.get("at") {
            Some(Value::Text(at)) => places.find(at).map_err(|fault| {
                let (source, text) = self.given(at);
                talk::refused(cx, &fault.diagnostic(&source, &text))
            }),
            _ => Ok((end, None)),
        };
        events.iter().map(place).collect()
    }

    /// Where a time of a new event was written, maybe without its day.
    fn given(&self, at: &str) -> (Arc<Source>, Text) {
        let (source, texts) = &self.given;
        let is_it = |text: &&Text| {
            let day = at.strip_suffix(text.as_str());
            !text.is_empty() && day.is_some_and(|day| day.is_empty() || day.ends_with(' '))
        };
        let (source, span) = match texts.iter().find(is_it) {
            Some(text) => (Arc::clone(source), text.span),
            None => (Source::new("the new event", at), Span::new(0, at.len())),
        };
        (source, Text::new(at.to_owned(), span))
    }

    /// Changes that write down the ids of events from `index` on that something refers to and that
    /// they have by their place alone, which is about to change.
    fn pins(&self, index: usize) -> Vec<Change> {
        let referred = referred(&self.incident, self.review);
        let events = self.incident.timeline.events.iter().enumerate().skip(index);
        let pinned =
            events.filter(|(_, event)| event.id.is_none() && referred.contains(event.key.as_str()));
        pinned
            .map(|(number, event)| Change::Set {
                path: vec![Step::from("timeline"), Step::from(number), Step::from("id")],
                value: Value::text(&event.key),
            })
            .collect()
    }

    /// The number of the line in the block at which what belongs to `event` begins.
    fn number_in_block(&self, event: &Event) -> usize {
        let line = |span: Span| self.source.place(span.start).line;
        let first = self.incident.timeline.quick.map_or(0, line);
        let at = event.at.as_ref().map_or(event.what.span, |at| at.text.span);
        let own = line(event.day.as_ref().map_or(at, |day| day.span));
        own.saturating_sub(first)
    }
}

/// Events that are taken from no text.
fn nothing() -> Given {
    (Source::new("", ""), Vec::new())
}

/// Makes changes in the incident file of `case`, with events from `given`.
pub(super) fn write(
    cx: &mut Context<'_>,
    (repo, case): (&Repo, &Case),
    changes: &[Change],
    given: Option<&Given>,
) -> anyhow::Result<()> {
    let mut draft = Draft::new(repo, case)?;
    if let Some(given) = given {
        draft = draft.from(given.clone());
    }
    for change in changes {
        draft.make(cx, change)?;
    }
    keep(case, &draft)
}

/// Takes events of the incident file of `case` to their places in time, by what they say.
pub(super) fn settle(
    cx: &mut Context<'_>,
    (repo, case): (&Repo, &Case),
    added: &[String],
) -> anyhow::Result<()> {
    let mut draft = Draft::new(repo, case)?;
    for what in added {
        draft.settle(cx, what)?;
    }
    keep(case, &draft)
}

/// Puts the draft in place of the incident file of `case`.
pub(super) fn keep(case: &Case, draft: &Draft<'_>) -> anyhow::Result<()> {
    let before = case.incident.source.text();
    if draft.text() == before {
        return Ok(());
    }
    store::replace(
        &case.folder.file(names::INCIDENT),
        Some(before),
        draft.text(),
    )
}

/// The times of an event.
fn times(event: &Event) -> impl Iterator<Item = &Time> {
    let times = [&event.at, &event.until, &event.since];
    times
        .into_iter()
        .flatten()
        .filter_map(|at| at.time.as_ref())
}

/// The times beside the timeline.
fn aside(incident: &Incident) -> impl Iterator<Item = &Time> {
    let impact = incident.impact.iter();
    let impact = impact.flat_map(|impact| [&impact.from, &impact.until]);
    let marks = incident.marks.0.iter().map(|(_, at)| at);
    let all = impact.flatten().chain(marks);
    all.filter_map(|at| at.time.as_ref())
}

/// Refuses a text that was never written: a place in it would help nobody, so what is wrong is
/// said in words, which quote what was given.
fn refuse(findings: &[Diagnostic]) -> anyhow::Result<()> {
    let errors = findings
        .iter()
        .filter(|finding| finding.level == Level::Error);
    let words: Vec<String> = errors
        .map(|finding| format!("{}: {}", finding.message, finding.advice()))
        .collect();
    if words.is_empty() {
        return Ok(());
    }
    bail!(words.join("\n"))
}

/// The way to the timeline.
fn timeline() -> Vec<Step> {
    vec![Step::from("timeline")]
}

/// Ids of events that something refers to.
fn referred<'a>(incident: &'a Incident, review: Option<&'a Review>) -> BTreeSet<&'a str> {
    let links = incident.timeline.events.iter().flat_map(|event| {
        [&event.reverts, &event.responds_to, &event.resolves]
            .into_iter()
            .flatten()
    });
    let review = review.into_iter().flat_map(|review| {
        let senses = review
            .sensemaking
            .iter()
            .filter_map(|sense| sense.event.as_ref());
        let shown = review
            .contributing_factors
            .iter()
            .flat_map(|factor| factor.shown_by.iter());
        let named = senses.chain(shown).map(|id| id.as_str());
        let keys = review.answers.keys().chain(review.asked.keys());
        named.chain(keys.filter_map(|key| key.split_once('@').map(|(_, about)| about)))
    });
    links.map(|id| id.as_str()).chain(review).collect()
}
