//! Statistics that say how little a few incidents tell: every incident as a dot, counts and medians
//! with their intervals, and no mean, no trend, no score.

mod comparison;
mod depth;
mod dots;
mod head;
pub mod interval;
mod measures;
mod part;
#[cfg(test)]
mod stats_tests;

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::register::{Entry, Register};
use interval::Interval;
use measures::{Chosen, GROUPS, Group, Measure};
use part::count;

pub use comparison::Comparison;
pub use depth::Depth;
use dots::Ends;

pub use dots::{Dot, Each, Median, Strip, Unit};
pub use part::Part;
pub(super) use part::{NOT_RECORDED, noticed};

/// What stands above all numbers.
pub const SELECTION: &str = "These are the incidents that were recorded. Which ones are, and which \
                             get a review, is a choice, so counts of them are no counts of what \
                             happened.";

/// What is said where somebody asks for a mean.
pub const NO_MEAN: &str =
    "No mean: of ten incidents, it looks a fifth better by chance one time in three.";

/// Of what something is a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whole {
    /// Of the incidents of which it is known.
    Incidents,
    /// Of the reviews of which it is known.
    Reviews,
    /// Of all factors. Those of one review do not stand each for itself, so no interval holds.
    Factors,
    /// Of all answers of people after a review, of which the same holds.
    Answers,
}

/// How many of something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// What was counted.
    pub what: &'static str,
    /// How many.
    pub count: u32,
    /// Of how many.
    pub of: u32,
    /// Of what.
    pub unit: Whole,
    /// What that leaves open, as a share; none for factors and answers, and for how many are not
    /// recorded.
    pub interval: Option<Interval>,
}

/// Counts beside each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tally {
    /// What was counted.
    pub what: &'static str,
    /// The counts.
    pub counts: Vec<Count>,
}

/// A count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Count {
    /// What was counted.
    pub what: String,
    /// How many.
    pub count: u32,
    /// The same by how far the reviews went, where that bears on it.
    pub by_depth: Option<ByDepth>,
    /// What was counted, by id, where it is named.
    pub list: Vec<Arc<str>>,
}

/// How many by how far a review went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ByDepth {
    /// No further than the quick questions.
    pub quick: u32,
    /// To questions of the standard depth.
    pub standard: u32,
    /// To questions of the deep one.
    pub deep: u32,
}

/// Numbers that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Its name, which stays.
    pub name: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What has to be said with the numbers.
    pub note: Option<&'static str>,
    /// Shares, each of its own whole.
    pub shares: Vec<Share>,
    /// Every incident as a dot.
    pub dots: Vec<Strip>,
    /// Counts beside each other.
    pub tallies: Vec<Tally>,
}

/// The statistics of an archive.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    /// Version of `pir` that made this.
    pub pir_version: &'static str,
    /// What stands above all numbers.
    pub selection: &'static str,
    /// Why there is no mean, where somebody asked for one.
    pub no_mean: Option<&'static str>,
    /// First day of the period; none where no incident begins it, and no day was named.
    pub from: Option<NaiveDate>,
    /// Last day of the period; none where there is none to begin it, and no day was named.
    pub until: Option<NaiveDate>,
    /// Incidents recorded in it, with a review or without.
    pub incidents: u32,
    /// What that count leaves open.
    pub interval: Interval,
    /// Incidents without any date, which are in no period.
    pub undated: usize,
    /// Those with a `review.yaml`, by the furthest question that it answers.
    pub depths: ByDepth,
    /// The two halves of the period, where a day between them was named.
    pub comparison: Option<Comparison>,
    /// First and last day of the changes of the register that are counted.
    pub changes: [NaiveDate; 2],
    /// The numbers.
    pub sections: Vec<Section>,
}

/// Which incidents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Period {
    /// From this day on; that of the first incident where none is named.
    pub from: Option<NaiveDate>,
    /// Up to this day, or today where that is before it: days without an incident count as well.
    pub until: Option<NaiveDate>,
    /// The first day of the second of two periods.
    pub split: Option<NaiveDate>,
}

impl Whole {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Reviews => "reviews",
            Self::Factors => "factors",
            Self::Answers => "answers",
        }
    }

    /// Whether each of them stands for itself, as an interval has it.
    const fn stand_alone(self) -> bool {
        matches!(self, Self::Incidents | Self::Reviews)
    }
}

impl ByDepth {
    /// How many of all depths.
    pub const fn all(self) -> u32 {
        self.quick + self.standard + self.deep
    }

    /// All of it in words, by depth.
    pub fn words(self) -> String {
        let Self {
            quick,
            standard,
            deep,
        } = self;
        format!("quick {quick}, standard {standard}, deep {deep}")
    }

    fn at(&mut self, depth: Depth) -> &mut u32 {
        match depth {
            Depth::Quick => &mut self.quick,
            Depth::Standard => &mut self.standard,
            Depth::Deep => &mut self.deep,
        }
    }
}

impl Stats {
    /// The statistics of the incidents of a period, and of what the register knows of them.
    pub fn of(parts: &[Part], register: &Register, period: Period) -> Self {
        let days = || parts.iter().filter_map(|part| part.day);
        let ended = |day: &NaiveDate| period.until.is_none_or(|until| *day <= until);
        let from = period.from.or_else(|| days().filter(ended).min());
        // An incident may have a day ahead; a period that begins ahead is that one day.
        let last = from.map(|from| register.today.max(from).max(days().max().unwrap_or(from)));
        // Days that are still to come are no days without an incident.
        let end = |until: NaiveDate| last.map_or(until, |last| until.min(last));
        let until = period.until.map(end).or(last);
        let within = |part: &&Part| {
            let day = part.day.zip(from).zip(until);
            day.is_some_and(|((day, from), until)| from <= day && day <= until)
        };
        // Entries change after the last incident as well: without a last day, up to today.
        let first = || {
            register
                .entries
                .iter()
                .filter_map(|own| own.changes.first())
        };
        let first = period.from.or_else(|| first().map(|own| own.on).min());
        let last = period
            .until
            .map_or(register.today, |until| until.min(register.today));
        let last = first.map_or(last, |first| last.max(first));
        let chosen = Chosen {
            parts: parts.iter().filter(within).collect(),
            register,
            changes: (first.unwrap_or(last), last),
        };
        let mut depths = ByDepth::default();
        for review in chosen.parts.iter().filter_map(|part| part.review.as_ref()) {
            *depths.at(review.depth) += 1;
        }
        let all = count(chosen.parts.len());
        Self {
            pir_version: env!("CARGO_PKG_VERSION"),
            selection: SELECTION,
            no_mean: None,
            from,
            until,
            incidents: all,
            interval: interval::poisson(all),
            undated: parts.iter().filter(|part| part.day.is_none()).count(),
            depths,
            comparison: (period.split.zip(from).zip(until)).and_then(|((split, from), until)| {
                let own = Comparison::of(&chosen.parts, (from, split, until))?;
                let begins_with_an_incident = period.from.is_none();
                Some(Comparison {
                    begins_with_an_incident,
                    ..own
                })
            }),
            changes: chosen.changes.into(),
            sections: GROUPS.iter().map(|group| chosen.section(group)).collect(),
        }
    }

    /// One section alone, by its name.
    #[must_use]
    pub fn only(mut self, name: &str) -> Self {
        self.sections.retain(|section| section.name == name);
        self
    }

    /// What is shown to somebody who asked for the mean: why there is none, and each duration.
    #[must_use]
    pub fn without_mean(mut self) -> Self {
        self.no_mean = Some(NO_MEAN);
        self.only(measures::TIMES)
    }

    /// How often each kind of thing kept a degraded condition working, and which conditions.
    pub fn kept_working(&self) -> &[Count] {
        self.tally(measures::KEPT_WORKING)
    }

    /// How many factors there are of each family, in the order of the families.
    pub fn factors(&self) -> &[Count] {
        self.tally(measures::BY_FAMILY)
    }

    fn tally(&self, what: &str) -> &[Count] {
        let mut tallies = self.sections.iter().flat_map(|section| &section.tallies);
        let own = tallies.find(|tally| tally.what == what);
        own.map_or(&[], |tally| &tally.counts)
    }

    /// The name and the heading of every section.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
        GROUPS.iter().map(|group| (group.name, group.title))
    }
}

impl Chosen<'_> {
    fn section(&self, group: &Group) -> Section {
        let mut section = Section {
            name: group.name,
            title: group.title,
            note: group.note,
            shares: Vec::new(),
            dots: Vec::new(),
            tallies: Vec::new(),
        };
        for measure in group.measures {
            match *measure {
                Measure::Words(words, of) => section.shares.extend(self.words(words, of)),
                Measure::Share(what, unit, of) => {
                    section.shares.extend(self.share((what, unit), of));
                }
                Measure::Dots(what, unit, of) => {
                    let dot = |part: &&Part| Some(Dot::new(Arc::clone(&part.incident), of(part)?));
                    let dots = self.parts.iter().filter_map(dot).collect();
                    let strip = Strip::of((what, unit), dots, self.parts.len());
                    section.dots.push(strip);
                }
                Measure::Entries(what, of) => {
                    section.dots.push(self.entries(what, of));
                }
                Measure::Tally(what, of) => {
                    let counts = of(self);
                    section.tallies.push(Tally { what, counts });
                }
            }
        }
        section
    }

    /// A length of every entry of the register that was known and not over at the end of the period,
    /// in days.
    fn entries(&self, what: &'static str, of: fn(&Entry, NaiveDate) -> Ends) -> Strip {
        let (_, last) = self.changes;
        let entries = self.register.entries.iter();
        let open = entries.filter(|entry| entry.at(last).is_some() && !entry.is_over(last));
        let dots = open.map(|entry| Dot::new(entry.id.as_str().into(), of(entry, last)));
        let dots: Vec<_> = dots.collect();
        let all = dots.len();
        Strip::of((what, Unit::Days), dots, all).each(Each::Entry)
    }

    /// How many incidents each of the words stands for, of those of which it is known; then of how many
    /// it is not. Words for none are left out.
    fn words(
        &self,
        words: &[&'static str],
        of: fn(&Part) -> &'static str,
    ) -> impl Iterator<Item = Share> {
        let number = move |what| count(self.parts.iter().filter(|part| of(part) == what).count());
        let (all, unknown) = (count(self.parts.len()), number(NOT_RECORDED));
        let share = move |what, of, interval: fn(u32, u32) -> Option<Interval>| Share {
            what,
            count: number(what),
            of,
            unit: Whole::Incidents,
            interval: interval(number(what), of),
        };
        let known = words
            .iter()
            .map(move |what| share(*what, all - unknown, interval::wilson));
        // How well incidents are written down is no chance.
        let unknown = share(NOT_RECORDED, all, |_, _| None);
        known.chain([unknown]).filter(|share| share.count > 0)
    }

    /// How many of those of which it is known; none where that is none.
    fn share(
        &self,
        (what, unit): (&'static str, Whole),
        of: fn(&Part, &Register) -> Option<(u32, u32)>,
    ) -> Option<Share> {
        let known = self.parts.iter().filter_map(|part| of(part, self.register));
        let (own, all) = known.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        (all > 0).then(|| Share {
            what,
            count: own,
            of: all,
            unit,
            interval: interval::wilson(own, all).filter(|_| unit.stand_alone()),
        })
    }
}
