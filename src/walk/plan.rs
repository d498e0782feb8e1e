//! Which questions a walk asks, and in which order: files, catalogue and wishes in, [`Question`]s
//! out.

use std::collections::BTreeSet;

use super::Files;
use super::bind::bindings;
use super::budget;
use super::catalogue::{Audience, Catalogue, Depth, Per, Prompt};
use super::group::Group;
use super::question::{About, Question};
use super::tree::{get, key, scalar};
use super::wish;

/// The prompt that is asked before anything else.
const FIRST: &str = "orient-purpose";

/// The prompts that are asked after everything else, in order.
const LAST: &[&str] = &["know-now", "park-idea"];

/// What is wished for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Up to which depth. Where nothing is said: `quick`, and `standard` where groups or minutes
    /// are given.
    pub depth: Option<Depth>,
    /// For how many minutes.
    pub minutes: Option<u32>,
    /// These groups alone.
    pub groups: Vec<Group>,
    /// These prompts or rules alone, by id or by key (`prompt@event`); marks and depth do not
    /// count then.
    pub only: Vec<String>,
    /// Prompts for each person, for this role alone.
    pub role: Option<String>,
    /// Audiences besides everybody.
    pub audiences: Vec<Audience>,
    /// Also what was skipped, not known or not relevant.
    pub again: bool,
    /// Questions of the timeline rules, ranked; they come after the first question.
    pub timeline: Vec<Question>,
}

/// The prompts that were chosen, ready to be bound to the files as they are now.
#[derive(Debug, Clone)]
pub struct Plan {
    prompts: Vec<Prompt>,
    timeline: Vec<Question>,
    role: Option<String>,
    /// Keys that fit the minutes, where there is a limit, and those that did not.
    limit: Option<Limit>,
    /// Keys as asked for, where some were.
    only: Vec<String>,
    /// Whether marks keep a question from being asked.
    marks: bool,
}

/// What fits the minutes.
#[derive(Debug, Clone)]
struct Limit {
    fits: BTreeSet<String>,
    known: BTreeSet<String>,
}

/// Chooses the prompts for `options`; the questions are [`Plan::questions`]. Where a question is
/// wished for that is not there, what to say of it.
pub fn plan(files: &Files, catalogue: &Catalogue, options: &Options) -> Result<Plan, String> {
    for id in &options.only {
        wish::question(id, files, (catalogue, &options.timeline))?;
    }
    let mut prompts: Vec<Prompt> = catalogue
        .prompts()
        .iter()
        .filter(|prompt| chosen(prompt, options))
        .cloned()
        .collect();
    prompts.sort_by_key(place_in_order);
    let mut plan = Plan {
        prompts,
        timeline: fired(options),
        role: options.role.clone(),
        limit: None,
        only: options.only.clone(),
        marks: options.only.is_empty() && !options.again,
    };
    if let Some(minutes) = options.minutes {
        let all = plan.bound(files);
        plan.limit = Some(Limit {
            fits: budget::choose(&all, minutes, &mut plan.timeline),
            known: all.iter().map(|(_, question)| question.key()).collect(),
        });
    }
    Ok(plan)
}

/// What the timeline rules have to ask, as far as it is wished for; what is named is asked.
fn fired(options: &Options) -> Vec<Question> {
    let named = |question: &Question| options.only.iter().any(|id| names(id, question));
    let wanted = |question: &&Question| {
        options.groups.is_empty() && (options.only.is_empty() || named(question))
    };
    let mut fired: Vec<_> = options.timeline.iter().filter(wanted).cloned().collect();
    for question in &mut fired {
        question.asked |= named(question);
    }
    fired
}

/// Whether `id`, which may be a key, names `question`.
fn names(id: &str, question: &Question) -> bool {
    id == question.id || id == question.key()
}

fn chosen(prompt: &Prompt, options: &Options) -> bool {
    if !options.only.is_empty() {
        let id = |only: &String| only.split('@').next() == Some(prompt.id.as_str());
        return options.only.iter().any(id);
    }
    let wide = !options.groups.is_empty() || options.minutes.is_some();
    let depth = options
        .depth
        .unwrap_or(if wide { Depth::Standard } else { Depth::Quick });
    prompt.depth <= depth
        && (options.groups.is_empty() || options.groups.contains(&prompt.group))
        && (prompt.audience == Audience::Everybody || options.audiences.contains(&prompt.audience))
}

/// First things first and last things last; the groups between, each in the order of its file.
fn place_in_order(prompt: &Prompt) -> (usize, Group) {
    let last = LAST.iter().position(|id| *id == prompt.id);
    let rank = match last {
        _ if prompt.id == FIRST => 0,
        Some(at) => 2 + at,
        None => 1,
    };
    (rank, prompt.group)
}

impl Plan {
    /// The questions to ask of the files as they are now, in order: the first one, those of the
    /// timeline, the groups with a closing question each, and the last ones.
    pub fn questions(&self, files: &Files) -> Vec<Question> {
        let mut all = self.listed(files);
        all.retain(|question| question.asked);
        all
    }

    /// The same with what the timeline rules found beyond that, and what people did not want to be
    /// asked again; `asked` tells them apart.
    pub fn listed(&self, files: &Files) -> Vec<Question> {
        let mut all = Vec::new();
        let mut timeline: Vec<Question> = self.timeline.clone();
        for question in &mut timeline {
            question.asked &= !self.is_marked(files, question);
        }
        let mut timeline = Some(timeline);
        let mut open = None;
        for (prompt, question) in self.bound(files) {
            if !self.fits(&prompt, &question) {
                continue;
            }
            let group = (!LAST.contains(&prompt.id.as_str())).then_some(prompt.group);
            if group != open {
                self.close(files, open, &mut all);
                open = group;
            }
            if question.id != FIRST {
                all.extend(timeline.take().unwrap_or_default());
            }
            all.push(question);
        }
        all.extend(timeline.take().unwrap_or_default());
        self.close(files, open, &mut all);
        all
    }

    /// Every chosen prompt with everything it is asked about, without those marked.
    fn bound(&self, files: &Files) -> Vec<(Prompt, Question)> {
        let mut all = Vec::new();
        for prompt in &self.prompts {
            for about in self.abouts(prompt, files) {
                let question = Question::new(prompt, about);
                let named = self.only.is_empty() || self.only.iter().any(|id| names(id, &question));
                if named && !self.is_marked(files, &question) {
                    all.push((prompt.clone(), question));
                }
            }
        }
        all
    }

    fn abouts(&self, prompt: &Prompt, files: &Files) -> Vec<About> {
        match (&self.role, prompt.per) {
            (Some(role), Per::Person) => vec![About::Role(role.clone())],
            (_, per) => {
                let mut abouts = bindings(per, files);
                abouts.extend(self.asked_for(prompt, files));
                abouts.dedup();
                abouts
            }
        }
    }

    /// An event that is named with a prompt (`prompt@event`) and is not pivotal by itself.
    fn asked_for(&self, prompt: &Prompt, files: &Files) -> Vec<About> {
        let events = &files.incident.timeline.events;
        self.only
            .iter()
            .filter_map(|id| id.strip_prefix(prompt.id.as_str())?.strip_prefix('@'))
            .filter(|_| prompt.per == Per::Event)
            .filter(|word| events.iter().any(|event| event.key == *word))
            .map(|word| About::Event(word.to_owned()))
            .filter(|about| !bindings(Per::Event, files).contains(about))
            .collect()
    }

    /// Whether it was asked before, and what came of it says not to ask again.
    fn is_marked(&self, files: &Files, question: &Question) -> bool {
        let mark = get(&files.review, &[key("asked"), key(&question.key())]);
        self.marks
            && mark
                .and_then(scalar)
                .is_some_and(|word| matches!(word, "skipped" | "unknown" | "not-relevant"))
    }

    /// Whether it fits the minutes. Questions about records that came up on the way do.
    fn fits(&self, prompt: &Prompt, question: &Question) -> bool {
        let Some(limit) = &self.limit else {
            return true;
        };
        let key = question.key();
        let grows = matches!(
            prompt.per,
            Per::LatentFailure | Per::DegradedCondition | Per::ParkedIdea
        );
        limit.fits.contains(&key) || (grows && !limit.known.contains(&key))
    }

    fn close(&self, files: &Files, group: Option<Group>, all: &mut Vec<Question>) {
        let Some(group) = group.filter(|_| self.only.is_empty()) else {
            return;
        };
        let question = Question::new(&group.closing(), About::Incident);
        if !self.is_marked(files, &question) {
            all.push(question);
        }
    }
}
