//! The views of the register: a table of names, questions and functions.

use serde::Serialize;

use super::{CAUTION, Register, mixture, views};
use crate::archive::row::Row;

/// One way of looking at the register.
#[derive(Debug)]
pub struct View {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it shows, in a phrase.
    pub shows: &'static str,
    /// The question that it serves.
    pub question: &'static str,
    /// What has to be said with the answer.
    note: Option<&'static str>,
    rows: fn(&Register) -> Vec<Row>,
}

/// What a view shows.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Version of `pir` that made this.
    pub pir_version: &'static str,
    /// The sentence that stands above all.
    pub caution: &'static str,
    /// Name of the view.
    pub view: &'static str,
    /// The question that it serves.
    pub question: &'static str,
    /// What has to be said with the answer.
    pub note: Option<&'static str>,
    /// The day that counts as today.
    pub today: chrono::NaiveDate,
    /// How many entries the register has, whatever the view.
    pub entries: usize,
    /// What it shows.
    pub rows: Vec<Row>,
}

impl View {
    /// What it shows of `register`.
    pub fn of(&self, register: &Register) -> Shown {
        Shown {
            pir_version: env!("CARGO_PKG_VERSION"),
            caution: CAUTION,
            view: self.name,
            question: self.question,
            note: self.note,
            today: register.today,
            entries: register.entries.len(),
            rows: (self.rows)(register),
        }
    }

    /// The view called `name`.
    pub fn find(name: &str) -> Option<&'static Self> {
        VIEWS.iter().find(|view| view.name == name)
    }
}

const fn view(
    name: &'static str,
    [shows, question]: [&'static str; 2],
    rows: fn(&Register) -> Vec<Row>,
) -> View {
    View {
        name,
        shows,
        question,
        note: None,
        rows,
    }
}

const fn noted(view: View, note: &'static str) -> View {
    View {
        note: Some(note),
        ..view
    }
}

/// Every view.
pub static VIEWS: &[View] = &[
    view(
        "now",
        [
            "degraded conditions that are active, or seen after their end",
            "What state do we start from today?",
        ],
        views::now,
    ),
    view(
        "people",
        [
            "what people do to keep things working",
            "Which acts hold us up, and how thinly?",
        ],
        views::people,
    ),
    view(
        "open",
        [
            "latent failures that are open, accepted and due, or seen after their end",
            "What do we live with?",
        ],
        views::open,
    ),
    view(
        "due",
        [
            "accepted entries past their date, entries seen after their end, conditions nobody looked at for 90 days",
            "Which beliefs are stale?",
        ],
        views::due,
    ),
    noted(
        view(
            "mixture",
            [
                "entries known and not over at the end of each month, and what changed",
                "How does the mixture change?",
            ],
            mixture::rows,
        ),
        "An entry with categories of several families counts in that of the first. The last month goes up \
         to today.",
    ),
    view(
        "met",
        [
            "pairs of entries that took part in the same incident",
            "Which weaknesses meet?",
        ],
        views::met,
    ),
    view(
        "again",
        [
            "entries seen in two or more incidents, or after their end",
            "What comes back, and what did our repair miss?",
        ],
        views::again,
    ),
    view(
        "hidden",
        ["what hid entries", "Where do we look next?"],
        views::hidden,
    ),
    view(
        "spread",
        [
            "other parts that may have the same weakness and were not looked at",
            "Where might it be as well?",
        ],
        views::spread,
    ),
    view(
        "seams",
        [
            "conditions that some know of and others rely on unknowing",
            "Which groups lean on something others know about?",
        ],
        views::seams,
    ),
    view(
        "held",
        [
            "what kept incidents smaller",
            "What worked, and is somebody about to remove it?",
        ],
        views::held,
    ),
];
