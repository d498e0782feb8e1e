//! The measures: what is counted, from what, and how it is shown. A measure is a row of a table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::dots::{Ends, Unit};
use super::part::{NOTICED, Part, Reviewed, count};
use super::{ByDepth, Count, Whole};
use crate::archive::observation::EntryKind;
use crate::archive::register::{Entry, Register, age_in_words};
use crate::model::{Family, Hiding, KeptBy};

/// Measures that belong together.
pub(super) struct Group {
    pub name: &'static str,
    pub title: &'static str,
    /// What has to be said with them.
    pub note: Option<&'static str>,
    pub measures: &'static [Measure],
}

/// Something that is counted, and how it is shown.
pub(super) enum Measure {
    /// Every incident as a dot.
    Dots(&'static str, Unit, fn(&Part) -> Option<Ends>),
    /// A share for each of these words, where any has it.
    Words(&'static [&'static str], fn(&Part) -> &'static str),
    /// A share of these things: of each incident how many, and of how many; none where it is not
    /// known.
    Share(
        &'static str,
        Whole,
        fn(&Part, &Register) -> Option<(u32, u32)>,
    ),
    /// Every entry of the register that was known and not over at the end of the period as a dot; of an
    /// entry and that day, how long.
    Entries(&'static str, fn(&Entry, NaiveDate) -> Ends),
    /// Counts beside each other.
    Tally(&'static str, fn(&Chosen<'_>) -> Vec<Count>),
}

/// What is counted over.
pub(super) struct Chosen<'a> {
    /// The incidents of the period.
    pub parts: Vec<&'a Part>,
    pub register: &'a Register,
    /// The days on which a change of the register counts.
    pub changes: (NaiveDate, NaiveDate),
}

/// Every measure, in the order in which they are shown.
pub(super) static GROUPS: &[Group] = &[
    Group {
        name: "noticed",
        title: "Who noticed first",
        note: None,
        measures: &[Measure::Words(NOTICED, |part| part.noticed)],
    },
    Group {
        name: TIMES,
        title: "How long it took",
        note: None,
        measures: &[
            Measure::Dots("from first sign to detection", Unit::Minutes, |part| {
                part.times[0].clone()
            }),
            Measure::Dots("from detection to mitigation", Unit::Minutes, |part| {
                part.times[1].clone()
            }),
            Measure::Dots("from mitigation to resolution", Unit::Minutes, |part| {
                part.times[2].clone()
            }),
        ],
    },
    Group {
        name: "cost",
        title: "What it took people",
        note: Some(
            "Where a review says nothing of it, working hours and tools of the response are those \
             of pir.yaml.",
        ),
        measures: &[
            Measure::Share("out of hours", Whole::Incidents, |part, _| {
                part.out_of_hours.map(yes)
            }),
            Measure::Share(
                "tools of the response affected",
                Whole::Incidents,
                |part, _| Some(yes(!part.tools.as_ref()?.is_empty())),
            ),
            Measure::Dots("people", Unit::Number, |part| {
                number(part, |review| review.people)
            }),
            Measure::Dots("person-hours", Unit::PersonHours, |part| {
                part.review.as_ref()?.hours.map(Ends::exact)
            }),
            Measure::Tally("tools of the response that were affected", tools),
        ],
    },
    Group {
        name: "register",
        title: "What was there before, and what became of it",
        note: Some(
            "Entries are what reviews have come upon; more of them can mean better looking.",
        ),
        measures: &[
            Measure::Share(
                "a degraded condition took part",
                Whole::Incidents,
                |part, register| {
                    took_part(part, register, |entry, _| {
                        entry.kind == EntryKind::DegradedCondition
                    })
                },
            ),
            Measure::Share(
                "an entry took part that was known before",
                Whole::Incidents,
                |part, register| {
                    took_part(part, register, |entry, day| {
                        (day.pred_opt()).is_some_and(|before| entry.at(before).is_some())
                    })
                },
            ),
            Measure::Tally("entries that came in or changed", entries),
            Measure::Entries(
                "how long entries have been there that are not over",
                |entry, last| {
                    let (least, most) = entry.age(last);
                    Ends {
                        least: u32::try_from(least.num_days()).ok().map(f64::from),
                        // It goes on, and nobody knows how long.
                        most: None,
                        words: age_in_words(least, most).into(),
                    }
                },
            ),
            Measure::Tally("what hid latent failures", |chosen| {
                by_word(
                    chosen,
                    Hiding::ALL,
                    |entry, how| entry.hidden_by.contains(&how),
                    Hiding::meaning,
                )
            }),
            Measure::Tally(KEPT_WORKING, |chosen| {
                by_word(
                    chosen,
                    KeptBy::ALL,
                    |entry, kind| entry.kept.iter().any(|kept| kept.kind == kind),
                    KeptBy::meaning,
                )
            }),
        ],
    },
    Group {
        name: "factors",
        title: "Contributing factors",
        note: Some(
            "In no order of weight; a factor of two families counts in both. That quick reviews do \
             not name a thing is no evidence: they ask little.",
        ),
        measures: &[
            Measure::Tally(BY_FAMILY, families),
            Measure::Share(
                "factors that kept the incident smaller",
                Whole::Factors,
                |part, _| {
                    let review = part.review.as_ref()?;
                    Some((review.limited, review.factors))
                },
            ),
            Measure::Share("at least one such factor", Whole::Reviews, |part, _| {
                Some(yes(part.review.as_ref()?.limited > 0))
            }),
        ],
    },
    Group {
        name: "reviews",
        title: "The reviews themselves",
        note: None,
        measures: &[
            Measure::Share(
                "facilitator who took no part in the response",
                Whole::Reviews,
                |part, _| {
                    let responded = part.review.as_ref()?.facilitator_responded?;
                    Some(yes(!responded))
                },
            ),
            Measure::Dots("days from incident to review", Unit::Days, |part| {
                part.review.as_ref()?.days.clone()
            }),
            Measure::Dots("accounts", Unit::Number, |part| {
                number(part, |review| Some(review.accounts))
            }),
            Measure::Dots("surprises", Unit::Number, |part| {
                number(part, |review| Some(review.surprises))
            }),
            Measure::Dots("open questions", Unit::Number, |part| {
                number(part, |review| Some(review.questions))
            }),
            Measure::Share("would come again", Whole::Answers, |part, _| {
                part.review.as_ref()?.again
            }),
            Measure::Share(
                "learned something that changes their work",
                Whole::Answers,
                |part, _| part.review.as_ref()?.learned,
            ),
        ],
    },
];

/// What is counted of what kept degraded conditions working.
pub(super) const KEPT_WORKING: &str = "what kept degraded conditions working";

/// What is counted of factors.
pub(super) const BY_FAMILY: &str = "factors by family";

/// The name of the group of durations.
pub(super) const TIMES: &str = "times";

/// What the flows of the register are called here, in their order.
const FLOWS: [&str; 6] = [
    "came in",
    "mitigated",
    "accepted",
    "resolved or cleared",
    "reopened",
    "open again after it was mitigated or accepted",
];

/// One incident, of which it is so or not.
fn yes(is_so: bool) -> (u32, u32) {
    (u32::from(is_so), 1)
}

fn number(part: &Part, of: fn(&Reviewed) -> Option<u32>) -> Option<Ends> {
    of(part.review.as_ref()?).map(|number| Ends::exact(f64::from(number)))
}

/// Whether such an entry took part in the incident, given its day.
fn took_part(
    part: &Part,
    register: &Register,
    such: impl Fn(&Entry, NaiveDate) -> bool,
) -> Option<(u32, u32)> {
    let (review, day) = (part.review.as_ref()?, part.day?);
    let links = review.links.iter();
    let mut entries = links.filter_map(|(kind, id)| register.get(*kind, id));
    Some(yes(entries.any(|entry| such(entry, day))))
}

/// How often each tool was affected, and in which incidents.
fn tools(chosen: &Chosen<'_>) -> Vec<Count> {
    let mut tools: BTreeMap<&str, Vec<Arc<str>>> = BTreeMap::new();
    for part in &chosen.parts {
        for tool in part.tools.iter().flatten() {
            let incidents = tools.entry(tool).or_default();
            incidents.push(Arc::clone(&part.incident));
        }
    }
    let tools = tools.into_iter();
    tools
        .map(|(tool, list)| Count::listed(tool, list))
        .collect()
}

/// The changes of the register in the period, and what is due at its end.
fn entries(chosen: &Chosen<'_>) -> Vec<Count> {
    let register = chosen.register;
    let flows = FLOWS.iter().zip(register.flows(chosen.changes));
    let flows = flows.map(|(what, (_, ids))| Count::bare(what, ids.len()));
    let due = register.entries.iter();
    let due = due.filter(|entry| entry.due(chosen.changes.1).is_some());
    let due = due.map(|entry| entry.id.as_str().into()).collect();
    flows
        .chain([Count::listed("accepted and due", due)])
        .collect()
}

/// The entries that a word stands for, of those which a review of the period has.
fn by_word<T: Copy>(
    chosen: &Chosen<'_>,
    words: &[T],
    has: fn(&Entry, T) -> bool,
    meaning: fn(T) -> &'static str,
) -> Vec<Count> {
    let incidents: BTreeSet<_> = chosen.parts.iter().map(|part| &part.incident).collect();
    let seen = |entry: &&Entry| entry.seen_in.iter().any(|id| incidents.contains(id));
    let seen: Vec<_> = chosen.register.entries.iter().filter(seen).collect();
    let count = |word: &T| {
        let own = seen.iter().filter(|entry| has(entry, *word));
        let ids = own.map(|entry| entry.id.as_str().into()).collect();
        Count::listed(meaning(*word), ids)
    };
    let counts = words.iter().map(count);
    counts.filter(|count| count.count > 0).collect()
}

/// Factors by family, each with how far the reviews went that name it.
fn families(chosen: &Chosen<'_>) -> Vec<Count> {
    let count = |(place, family): (usize, &Family)| {
        let mut by_depth = ByDepth::default();
        for review in chosen.parts.iter().filter_map(|part| part.review.as_ref()) {
            *by_depth.at(review.depth) += review.families[place];
        }
        Count {
            what: family.meaning().to_owned(),
            count: by_depth.all(),
            by_depth: Some(by_depth),
            list: Vec::new(),
        }
    };
    Family::ALL.iter().enumerate().map(count).collect()
}

impl Count {
    /// A count of things that are named.
    fn listed(what: &str, list: Vec<Arc<str>>) -> Self {
        let bare = Self::bare(what, list.len());
        Self { list, ..bare }
    }

    fn bare(what: &str, number: usize) -> Self {
        Self {
            what: what.to_owned(),
            count: count(number),
            by_depth: None,
            list: Vec::new(),
        }
    }
}
