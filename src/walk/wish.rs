//! What is wished for on the command line, held against what there is: a word in, what it means or
//! what to say of it out.

use super::Files;
use super::bind::{bindings, every_role};
use super::catalogue::{Catalogue, Per};
use super::group::{GROUPS, Group};
use super::question::Question;
use super::timeline::RULES;
use crate::diagnostic::{did_you_mean, nearest};

/// Known words that a message names at most; as many as there are groups.
const SHOWN: usize = 15;

/// The group that `word` means, or what to say where there is none.
pub fn group(word: &str) -> Result<Group, String> {
    Group::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = GROUPS.iter().map(|row| row.1).collect();
        no("group", word, &known)
    })
}

/// The role of the incident that `word` means, or what to say where there is none.
pub fn role(word: &str, files: &Files) -> Result<String, String> {
    let known = every_role(files, &files.review);
    let word = word.trim();
    if known.iter().any(|role| role == word) {
        return Ok(word.to_owned());
    }
    if known.is_empty() {
        return Err(format!(
            "there is no role `{word}`, as no role is named yet; write it under `roles` in incident.yaml"
        ));
    }
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Err(no("role", word, &known))
}

/// Whether `id`, which may be a key (`prompt@event`), is a question, or what to say where it is
/// none.
pub(super) fn question(
    id: &str,
    files: &Files,
    (catalogue, timeline): (&Catalogue, &[Question]),
) -> Result<(), String> {
    let (word, about) = match id.split_once('@') {
        Some((word, about)) => (word, Some(about)),
        None => (id, None),
    };
    if timeline.iter().any(|own| own.id == id || own.key() == id) {
        return Ok(());
    }
    if let Some(rule) = RULES.iter().find(|rule| rule.id == word) {
        return Err(format!(
            "`{id}` has nothing to ask here; `pir explain {}` says when it has",
            rule.id
        ));
    }
    match (catalogue.find(word), about) {
        (Some(_), None) => Ok(()),
        (Some(prompt), Some(about)) => asked_about((word, about), prompt.per, files),
        (None, _) => {
            let mut ids = catalogue.ids();
            ids.extend(RULES.iter().map(|rule| rule.id.to_owned()));
            ids.extend(timeline.iter().map(Question::key));
            let near = nearest(word, ids.iter().map(String::as_str));
            Err(match near {
                Some(near) => format!("there is no question `{id}`; did you mean `{near}`?"),
                None => {
                    format!("there is no question `{id}`; `pir questions --depth deep` lists them")
                }
            })
        }
    }
}

/// Whether a prompt that is asked `per` this or that can be asked about `about`.
fn asked_about((id, about): (&str, &str), per: Per, files: &Files) -> Result<(), String> {
    let bound = bindings(per, files);
    let events = files.incident.timeline.events.iter();
    let known: Vec<&str> = match per {
        Per::Incident => {
            return Err(format!("`{id}` is asked once; write it without `@{about}`"));
        }
        // Any event can be asked about, those that the walk does not choose by itself included.
        Per::Event => events.map(|event| event.key.as_str()).collect(),
        _ => bound.iter().filter_map(|about| about.word()).collect(),
    };
    if known.contains(&about) {
        return Ok(());
    }
    Err(if known.is_empty() {
        format!("there is nothing yet that `{id}` could be asked about")
    } else {
        format!("`{id}`: {}", no(what(per), about, &known))
    })
}

/// What a prompt is asked about, in a word.
const fn what(per: Per) -> &'static str {
    match per {
        Per::Incident => "incident",
        Per::Person => "role",
        Per::Event => "event",
        Per::LatentFailure => "latent failure",
        Per::DegradedCondition => "degraded-mode condition",
        Per::ParkedIdea => "parked idea",
    }
}

/// Says that there is no such word: the one that may have been meant, and those that there are.
fn no(what: &str, word: &str, known: &[&str]) -> String {
    let meant = did_you_mean(word, known.iter().copied());
    let there = if meant.is_empty() {
        "; there are"
    } else {
        " There are"
    };
    let shown: Vec<&str> = known.iter().take(SHOWN).copied().collect();
    let more = if known.len() > SHOWN { ", ..." } else { "" };
    format!(
        "there is no {what} `{word}`{meant}{there} {}{more}",
        shown.join(", ")
    )
}
