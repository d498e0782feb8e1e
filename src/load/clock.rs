//! The running state behind a list of times: the texts of its times one after the other in, their
//! meaning out. It knows the day and the zone that the next time is in, and the time before.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::fault::{Fault, Resolved};
use super::grammar::{self, Stated};
use super::place::{Before, Place, SLIP, without_date};
use super::times;
use super::times_rules::{
    END_BEFORE_START, FUTURE_TIME, PASSED_MIDNIGHT, STEPS_BACK, TIME_UNREADABLE,
};
use crate::model::time::{Precision, Time};
use crate::model::zone::Zone;
use crate::model::{Incident, When};
use crate::source::Text;

/// The day, the zone and the last time of a list that is being read.
#[derive(Debug, Clone)]
pub struct Clock {
    zone: Option<Zone>,
    now: DateTime<Utc>,
    /// The day of the incident: stated, or that of the first dated event.
    first: Option<NaiveDate>,
    /// The day of the next time that states none.
    day: Option<NaiveDate>,
    /// The latest moment so far, as [`Time::earliest`] has it, and how it was written.
    reached: Option<(DateTime<Utc>, Text)>,
    /// The event before.
    before: Before,
}

impl Clock {
    /// A clock for an incident on `date`, whose naive times are in `zone`; nothing in it can be
    /// later than `now`.
    pub const fn new(date: Option<NaiveDate>, zone: Option<Zone>, now: DateTime<Utc>) -> Self {
        Self {
            zone,
            now,
            first: date,
            day: date,
            reached: None,
            before: Before::Nothing,
        }
    }

    /// The clock of an incident as it stands before its first event: naive times are in its own
    /// zone, else in `fallback`.
    pub fn of(incident: &Incident, now: DateTime<Utc>, fallback: Option<&Zone>) -> Self {
        Self::new(times::day(incident), times::zone(incident, fallback), now)
    }

    /// The zone of naive times.
    pub const fn zone(&self) -> Option<Zone> {
        self.zone
    }

    /// The day of the next time that states none.
    pub const fn day(&self) -> Option<NaiveDate> {
        self.day
    }

    /// A day line: what follows is on this day, also when it is an earlier one.
    pub fn begin(&mut self, text: &Text) -> Vec<Fault> {
        let date = match grammar::read(text) {
            Ok(stated) if stated.is_day() => stated.day().map(|day| day.date(self.day)),
            Ok(_) => None,
            Err(unread) => return vec![unread.into()],
        };
        match date {
            Some(Some(date)) => {
                let back = self.day.is_some_and(|day| date < day);
                (self.day, self.first) = (Some(date), self.first.or(Some(date)));
                if back && self.reached.take().is_some() {
                    let message = format!("`{text}` is before the day above it");
                    return vec![Fault::new(&STEPS_BACK, 0..text.len(), message)];
                }
                Vec::new()
            }
            Some(None) => vec![without_date(text)],
            None => {
                let message = format!("`{text}` is not a date");
                vec![Fault::new(&TIME_UNREADABLE, 0..text.len(), message)]
            }
        }
    }

    /// The time of the next event in the order of the file.
    pub fn next(&mut self, text: &Text) -> Resolved {
        let (stated, mut resolved) = self.meaning(text, self.day, None);
        let Some(time) = &resolved.time else {
            self.before = Before::Wrong;
            return resolved;
        };
        let dated = stated.as_ref().and_then(Stated::day).is_some();
        let undated = !dated && !matches!(stated, Some(Stated::Later { .. }));
        if let Some(fault) = self.step_back(text, time, undated) {
            if fault.rule == &PASSED_MIDNIGHT {
                // One finding is enough: what follows is read as if the date stood here. Where a
                // zone is missing, it is the same day.
                if fault.word.is_none() {
                    self.day = self.day.and_then(|day| day.succ_opt());
                }
                self.before = Before::Wrong;
                resolved.faults.push(fault);
                resolved.time = None;
                return resolved;
            }
            resolved.faults.push(fault);
        }
        if dated {
            // The date as written: what it is elsewhere would move the day without a word.
            let date = time.date();
            let back = resolved
                .faults
                .iter()
                .any(|found| found.rule == &STEPS_BACK);
            if back && Some(date) == self.day {
                // The order is meant: what follows without a date is compared with this one.
                self.reached = None;
            }
            self.first = self.first.or(Some(date));
            self.day = self.day.max(Some(date));
        }
        let further =
            |moment: &DateTime<Utc>| self.reached.as_ref().is_none_or(|(at, _)| moment > at);
        if let Some(moment) = time.earliest().filter(further) {
            self.reached = Some((moment, text.clone()));
        }
        self.before = Before::At(time.clone());
        resolved
    }

    /// The next event in the order of the file has no time.
    pub fn unknown(&mut self) {
        self.before = Before::Nothing;
    }

    /// A time that is not in the list: a mark, the start of an impact. It is on the day of the
    /// incident where it states none.
    pub fn aside(&self, text: &Text) -> Resolved {
        self.meaning(text, self.first, None).1
    }

    /// A time beside that of an event, like the start of a condition: on its day and in the zone
    /// that it states.
    pub fn beside(&self, text: &Text, at: &When) -> Resolved {
        let Some(time) = &at.time else {
            return self.meaning(text, self.day, None).1;
        };
        self.meaning(text, Some(time.date()), own_zone(at).as_ref())
            .1
    }

    /// The end of what starts at `start`. A clock time that would be long before the start is on
    /// the next day.
    pub fn until(&self, text: &Text, start: &When) -> Resolved {
        let Some(from) = &start.time else {
            return self.beside(text, start);
        };
        let after = Self {
            before: Before::At(from.clone()),
            ..self.clone()
        };
        let zone = own_zone(start);
        let (stated, resolved) = after.meaning(text, Some(from.date()), zone.as_ref());
        let Some(time) = &resolved.time else {
            return resolved;
        };
        let early = from
            .earliest()
            .zip(lenient(time))
            .map(|(from, to)| from - to);
        let dated = stated.as_ref().and_then(Stated::day).is_some();
        match early {
            Some(early) if early > SLIP && !dated => {
                after.meaning(text, from.date().succ_opt(), zone.as_ref()).1
            }
            Some(early) if early > TimeDelta::zero() => Resolved {
                time: None,
                faults: vec![ends_early(text, &start.text)],
            },
            _ => resolved,
        }
    }

    /// What `text` means on `day`, in `zone` or the one of the incident; and what it states.
    fn meaning(
        &self,
        text: &Text,
        day: Option<NaiveDate>,
        zone: Option<&Text>,
    ) -> (Option<Stated>, Resolved) {
        let stated = match grammar::read(text) {
            Ok(stated) => stated,
            Err(unread) => {
                let faults = vec![unread.into()];
                return (None, Resolved { time: None, faults });
            }
        };
        let mut place = Place {
            text,
            day,
            zone: self.zone,
            written: zone,
            before: &self.before,
            faults: Vec::new(),
        };
        let time = place.time(&stated);
        let mut faults = place.faults;
        let future = |time: &Time| time.earliest().is_some_and(|earliest| earliest > self.now);
        if time.as_ref().is_some_and(future) {
            let message = format!("`{text}` has not come yet");
            faults.push(Fault::new(&FUTURE_TIME, 0..text.len(), message));
        }
        (Some(stated), Resolved { time, faults })
    }

    /// What is wrong with a time that is before what was reached.
    fn step_back(&self, text: &Text, time: &Time, undated: bool) -> Option<Fault> {
        let (reached, above) = self.reached.as_ref()?;
        let back = *reached - lenient(time)?;
        if back <= TimeDelta::zero() {
            return None;
        }
        let range = 0..text.len();
        let shown = self.shown(*reached, above);
        let zone = self.zone_of(above, text).map(|(zone, same)| {
            let help = format!("was {zone} meant here too? write `{same}`");
            (help, format!("no zone below {zone}"))
        });
        if !undated || back <= SLIP {
            let message = format!("`{text}` is before {shown} above it");
            let fault = Fault::new(&STEPS_BACK, range, message);
            return Some(match zone {
                Some((help, word)) => fault.help(help).about(word),
                None => fault,
            });
        }
        let day = self.day?;
        let message = format!("`{text}` is more than six hours before {shown} above it");
        let fault = Fault::new(&PASSED_MIDNIGHT, range, message);
        if let Some((help, word)) = zone {
            return Some(fault.help(help).about(word));
        }
        let next = day.succ_opt()?;
        Some(fault.help(format!(
            "did this pass midnight? write `{}`; if not, write `{}`",
            on_day(text, next),
            on_day(text, day)
        )))
    }

    /// The zone that the time `above` states and `text` does not, and `text` in it; where that
    /// puts the two in order.
    fn zone_of(&self, above: &Text, text: &Text) -> Option<(String, String)> {
        let (reached, _) = self.reached.as_ref()?;
        let zone = grammar::read(above).ok()?.zone()?.value.clone();
        let stated = grammar::read(text).ok()?;
        let same = Some(stated.clone().in_zone(&zone)).filter(|same| *same != stated)?;
        let same = same.to_string();
        let (_, there) = self.meaning(&Text::from(same.clone()), self.day, None);
        let in_order = lenient(&there.time?)? >= *reached;
        in_order.then_some((zone, same))
    }

    /// A moment that was written as `text`, for messages: so, where that says all there is to say.
    fn shown(&self, moment: DateTime<Utc>, text: &Text) -> String {
        let local = match self.zone {
            Some(Zone::Named(zone)) => moment.with_timezone(&zone).naive_local(),
            Some(Zone::Fixed(zone)) => moment.with_timezone(&zone).naive_local(),
            None => moment.naive_utc(),
        };
        let whole = grammar::read(text).is_ok_and(|stated| match stated {
            Stated::Later { .. } => false,
            stated => stated.day().is_some() || Some(local.date()) == self.day,
        });
        if whole {
            format!("`{text}`")
        } else {
            format!("`{text}` ({})", local.format("%Y-%m-%d %H:%M"))
        }
    }
}

/// The fault of an end before its start.
fn ends_early(text: &Text, start: &Text) -> Fault {
    let message = format!("`{text}` is before the start, `{start}`");
    Fault::new(&END_BEFORE_START, 0..text.len(), message)
}

/// The zone that the text of `at` states itself.
fn own_zone(at: &When) -> Option<Text> {
    grammar::read(&at.text).ok()?.zone().cloned()
}

/// `text` with a date before it, its meaning kept: `~00:40` becomes `~2026-03-13 00:40`.
fn on_day(text: &Text, day: NaiveDate) -> String {
    grammar::read(text).map_or_else(
        |_| format!("{day} {text}"),
        |stated| stated.on(day).to_string(),
    )
}

/// The latest moment that a time can mean when people compare it: all of its minute.
fn lenient(time: &Time) -> Option<DateTime<Utc>> {
    let latest = time.latest()?;
    Some(match time.precision {
        Precision::Minute => latest + TimeDelta::seconds(59),
        _ => latest,
    })
}
