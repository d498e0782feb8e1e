//! Where an answer belongs: the `field` of a prompt in, the place in the files and the kind of
//! answer it takes out.
//!
//! Most fields say it themselves. The choices made for those that do not:
//!
//! | prompt | choice |
//! | --- | --- |
//! | `story-changes`, `story-parallel-threads` | a new event at the end of the timeline, so that the ids `e1`, `e2`, ... of the others stay; a time without a date gets the day of the incident, which keeps its meaning there; `story-changes` makes it a change |
//! | `orient-voices` | a perspective with nothing but its role |
//! | `adapt-contained` | a factor whose influence is `limited` |
//! | `degraded-before`, `degraded-after` | a condition that predates the incident, or remains after it |
//! | `degraded-people` | `kept_working_by` of kind people, of a condition that is chosen first |
//! | `degraded-known-to` | two lists of roles: `known_to` and `unknown_to` |
//! | `latent-since` | the answer itself goes to `how_it_came`, the dates to `present_since` |
//! | `latent-interaction`, `degraded-normal`, `know-who-else`, `story-differences` | the entry is chosen first |
//! | `pattern-register` | a latent failure with nothing but its id, unless it is there |
//! | `cost-people` | the answer itself goes to `toll`, the numbers are asked after it |
//! | `park-live-with` | `accepted`, and the status with it where none is written |
//! | questions about a moment | the entry of `sensemaking` of this event and its role, or of this role alone |
//! | questions that close a group | `answers` |
//!
//! Where no entry is chosen, or a record lacks what it needs, the words are kept as they are
//! under `answers`, by prompt (`prompt`, or `prompt@event`).

use super::File;
use super::form::Form;
use super::records::{
    ADAPTATION, ALSO_TOUCHES, DEGRADED, EVENT, FACTOR, HIDDEN_BY, KEPT, KNOWERS, KNOWLEDGE, LATENT,
    LIVE_WITH, MARGIN, NEAR_MISS, OPEN_QUESTION, PARKED, PATTERN, READERS, RESPONSE_COST,
    SEEN_AGAIN, SENSE, SIGNAL, SINCE, SURPRISE, VOICE,
};

/// A place in the files, and the kind of answer it takes.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The file.
    pub(super) file: File,
    /// The entry of a list that the answer belongs into.
    pub(super) entry: Option<&'static Entry>,
    /// The way from there, or from the top of the file.
    pub(super) path: &'static [&'static str],
    /// The kind of answer.
    pub form: Form,
    /// The field of a new record that takes the event or the role it was asked about.
    pub(super) bound: Option<&'static str>,
}

/// An entry of a list, and how to know it.
#[derive(Debug)]
pub(super) struct Entry {
    /// The list.
    pub(super) list: &'static str,
    /// What tells its entries apart.
    pub(super) key: Key,
    /// The question for the entry, where the prompt does not bring it.
    pub(super) which: Option<&'static str>,
    /// Whether a missing entry is made.
    pub(super) make: bool,
}

/// What tells the entries of a list apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// The text of this field.
    Named(&'static str),
    /// A slug of the text of this field.
    Slug(&'static str),
    /// Fields `event` and `role`.
    Moment,
    /// The id in force of an event of the timeline.
    Event,
}

/// The answer goes under `answers`.
pub(super) const RAW: Place = at(&["answers"], Form::Text);

/// Where `field` of a catalogue or of a timeline rule leads; a field that is not known is kept
/// under `answers`.
pub(super) fn place(field: &str) -> Place {
    PLACES
        .iter()
        .find(|row| row.0 == field)
        .map_or(RAW, |row| row.1)
}

/// Words that a prompt gives to fields of the record it makes.
pub(super) fn preset(prompt: &str) -> &'static [(&'static str, &'static str)] {
    PRESETS
        .iter()
        .find(|row| row.0 == prompt)
        .map_or(&[], |row| row.1)
}

/// A row of [`PRESETS`]: the prompt, and fields with their words.
type Preset = (&'static str, &'static [(&'static str, &'static str)]);

const PRESETS: &[Preset] = &[
    ("story-changes", &[("kind", "change")]),
    ("degraded-before", &[("relation", "predates")]),
    ("degraded-after", &[("relation", "remains-after")]),
    ("degraded-people", &[("kind", "people")]),
    ("adapt-contained", &[("influence", "limited")]),
    ("park-live-with", &[("status", "accepted")]),
];

static LATENT_ENTRY: Entry = Entry {
    list: "latent_failures",
    key: Key::Named("id"),
    which: Some("Which weakness is it about?"),
    make: false,
};
static DEGRADED_ENTRY: Entry = Entry {
    list: "degraded_conditions",
    key: Key::Named("id"),
    which: Some("Which condition is it about?"),
    make: false,
};
static ROLE_ENTRY: Entry = Entry {
    list: "perspectives",
    key: Key::Named("role"),
    which: Some("Whose account is it?"),
    make: true,
};
static MOMENT_ENTRY: Entry = Entry {
    list: "sensemaking",
    key: Key::Moment,
    which: None,
    make: true,
};
static KNOWLEDGE_ENTRY: Entry = Entry {
    list: "knowledge",
    key: Key::Slug("now_known"),
    which: Some("Which piece of knowledge is it about?"),
    make: true,
};
static IDEA_ENTRY: Entry = Entry {
    list: "parking_lot",
    key: Key::Slug("idea"),
    which: Some("Which idea is it about?"),
    make: false,
};
static EVENT_ENTRY: Entry = Entry {
    list: "timeline",
    key: Key::Event,
    which: Some("Which event is it about?"),
    make: false,
};

/// A place in `review.yaml`, from its top.
const fn at(path: &'static [&'static str], form: Form) -> Place {
    Place {
        file: File::Review,
        entry: None,
        path,
        form,
        bound: None,
    }
}

/// A place inside an entry of `review.yaml`.
const fn of(entry: &'static Entry, path: &'static [&'static str], form: Form) -> Place {
    Place {
        entry: Some(entry),
        ..at(path, form)
    }
}

/// A place in `incident.yaml`.
const fn in_incident(
    entry: Option<&'static Entry>,
    name: &'static [&'static str],
    form: Form,
) -> Place {
    Place {
        file: File::Incident,
        entry,
        ..at(name, form)
    }
}

/// A place whose new records name what they were asked about in `field`.
const fn naming(field: &'static str, place: Place) -> Place {
    Place {
        bound: Some(field),
        ..place
    }
}

/// Every field of the catalogue and of the timeline rules that has a place of its own.
pub(super) const PLACES: &[(&str, Place)] = &[
    ("answers", RAW),
    (
        "events[]",
        in_incident(None, &["timeline"], Form::Many(&EVENT)),
    ),
    (
        "events[].known_at_the_time",
        in_incident(Some(&EVENT_ENTRY), &["known"], Form::Text),
    ),
    (
        "events[].evidence[]",
        in_incident(Some(&EVENT_ENTRY), &["evidence"], Form::Lines),
    ),
    ("review.objectives[]", at(&["objectives"], Form::Texts)),
    ("review.normal_work", at(&["normal_work"], Form::Text)),
    (
        "review.perspectives[].role",
        at(&["perspectives"], Form::Many(&VOICE)),
    ),
    (
        "review.perspectives[]",
        of(&ROLE_ENTRY, &["account"], Form::Text),
    ),
    (
        "review.perspectives[].account",
        of(&ROLE_ENTRY, &["account"], Form::Text),
    ),
    (
        "review.perspectives[].differs",
        of(&ROLE_ENTRY, &["differs"], Form::Text),
    ),
    (
        "review.detection.narrative",
        at(&["detection", "narrative"], Form::Text),
    ),
    (
        "review.detection.first_sign",
        at(&["detection", "first_sign"], Form::Text),
    ),
    (
        "review.detection.signals[]",
        at(&["detection", "signals"], Form::Many(&SIGNAL)),
    ),
    (
        "review.sensemaking[]",
        of(&MOMENT_ENTRY, &[], Form::One(&SENSE)),
    ),
    (
        "review.sensemaking[].believed",
        of(&MOMENT_ENTRY, &["believed"], Form::Text),
    ),
    (
        "review.sensemaking[].saw",
        of(&MOMENT_ENTRY, &["saw"], Form::Text),
    ),
    (
        "review.sensemaking[].changed_by",
        of(&MOMENT_ENTRY, &["changed_by"], Form::Text),
    ),
    (
        "review.sensemaking[].goal",
        of(&MOMENT_ENTRY, &["goal"], Form::Text),
    ),
    (
        "review.sensemaking[].options",
        of(&MOMENT_ENTRY, &["options"], Form::Text),
    ),
    (
        "review.sensemaking[].uncertainty",
        of(&MOMENT_ENTRY, &["uncertainty"], Form::Text),
    ),
    (
        "review.sensemaking[].automation",
        of(&MOMENT_ENTRY, &["automation"], Form::Text),
    ),
    (
        "review.sensemaking[].guidance",
        of(&MOMENT_ENTRY, &["guidance"], Form::Text),
    ),
    (
        "contributing_factors[]",
        naming(
            "shown_by",
            at(&["contributing_factors"], Form::Many(&FACTOR)),
        ),
    ),
    (
        "latent_failures[]",
        at(&["latent_failures"], Form::Many(&LATENT)),
    ),
    (
        "latent_failures[].what",
        at(&["latent_failures"], Form::Many(&LATENT)),
    ),
    (
        "latent_failures[].id",
        at(&["latent_failures"], Form::Many(&SEEN_AGAIN)),
    ),
    (
        "latent_failures[].present_since",
        of(&LATENT_ENTRY, &[], Form::One(&SINCE)),
    ),
    (
        "latent_failures[].hidden_by[]",
        of(&LATENT_ENTRY, &["hidden_by"], Form::Many(&HIDDEN_BY)),
    ),
    (
        "latent_failures[].also_touches[]",
        of(&LATENT_ENTRY, &["also_touches"], Form::Many(&ALSO_TOUCHES)),
    ),
    (
        "latent_failures[].interacts_with[]",
        of(&LATENT_ENTRY, &["interacts_with"], Form::Names),
    ),
    (
        "latent_failures[].accepted",
        of(&LATENT_ENTRY, &[], Form::One(&LIVE_WITH)),
    ),
    (
        "degraded_conditions[]",
        at(&["degraded_conditions"], Form::Many(&DEGRADED)),
    ),
    (
        "degraded_conditions[].what",
        at(&["degraded_conditions"], Form::Many(&DEGRADED)),
    ),
    (
        "degraded_conditions[].kept_working_by[]",
        of(&DEGRADED_ENTRY, &["kept_working_by"], Form::Many(&KEPT)),
    ),
    (
        "degraded_conditions[].known_to[]",
        of(&DEGRADED_ENTRY, &[], Form::One(&KNOWERS)),
    ),
    (
        "degraded_conditions[].margin",
        of(&DEGRADED_ENTRY, &["margin"], Form::One(&MARGIN)),
    ),
    (
        "degraded_conditions[].normalised",
        of(&DEGRADED_ENTRY, &["normalised"], Form::Text),
    ),
    ("review.went_well[]", at(&["went_well"], Form::Texts)),
    (
        "review.adaptations[]",
        at(&["adaptations"], Form::Many(&ADAPTATION)),
    ),
    ("review.coordination[]", at(&["coordination"], Form::Texts)),
    (
        "review.communication[]",
        at(&["communication"], Form::Texts),
    ),
    (
        "review.response_cost",
        at(&["response_cost"], Form::One(&RESPONSE_COST)),
    ),
    (
        "review.response_cost.tools_affected[]",
        at(&["response_cost", "tools_affected"], Form::Texts),
    ),
    (
        "review.near_misses[]",
        at(&["near_misses"], Form::Many(&NEAR_MISS)),
    ),
    ("review.luck[]", at(&["luck"], Form::Texts)),
    (
        "review.surprises[]",
        naming("role", at(&["surprises"], Form::Many(&SURPRISE))),
    ),
    ("review.patterns[]", at(&["patterns"], Form::Many(&PATTERN))),
    (
        "review.knowledge[]",
        at(&["knowledge"], Form::Many(&KNOWLEDGE)),
    ),
    (
        "review.knowledge[].audience",
        of(&KNOWLEDGE_ENTRY, &[], Form::One(&READERS)),
    ),
    (
        "review.open_questions[]",
        at(&["open_questions"], Form::Many(&OPEN_QUESTION)),
    ),
    ("parking_lot[]", at(&["parking_lot"], Form::Many(&PARKED))),
    (
        "parking_lot[].side_effects",
        of(&IDEA_ENTRY, &["side_effects"], Form::Text),
    ),
];
