//! The days of pasted text: day lines and times in, times that say their day where a list of events
//! would not know it out.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::ImportedEvent;
use super::vague::VagueDay;
use crate::load::grammar::{self, Day, Point, Stated};

/// The days that the text has named so far.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// A day line whose first event has not come.
    pending: Option<Day>,
    /// The day of the part of the text that is being read, if it is before one that came above it.
    back: Option<Day>,
    /// The latest day so far.
    reached: Option<NaiveDate>,
    /// The day that was named last.
    named: Option<Day>,
    /// The second day of a day line over two days, until midnight has passed.
    second: Option<Day>,
    /// The last clock time of this part.
    last: Option<NaiveTime>,
    /// Whether `03/04` has the day first, where another day line tells.
    day_first: Option<bool>,
}

impl Days {
    /// The days of a text of which nothing has been read but how its day lines order numbers.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let day_first = super::vague::day_first(lines);
        Self {
            day_first,
            ..Self::default()
        }
    }

    /// A line that holds only a date.
    pub(super) fn begin(&mut self, text: &str) {
        if let Ok(stated) = grammar::read(text) {
            self.title(&stated);
        }
    }

    /// A line that holds only a day which takes another to know it; what to tell the user where it
    /// is not known then.
    pub(super) fn begin_vague(&mut self, line: &VagueDay) -> Option<String> {
        let day = line.day(self.named, (self.reached, self.day_first));
        if let Some(day) = day {
            self.start(day);
            return None;
        }
        (self.pending, self.back, self.last) = (None, None, None);
        Some(line.note())
    }

    /// A title that begins with a date.
    pub(super) fn title(&mut self, stated: &Stated) {
        let Some(day) = stated.day() else {
            return;
        };
        self.start(day);
        let near = self.reached.or(Some(Day::LEAP));
        let next = day.date(near).and_then(|date| date.succ_opt());
        let last = stated.last_day();
        self.second = last.filter(|last| next.is_some() && last.date(near) == next);
    }

    /// What follows is on this day.
    fn start(&mut self, day: Day) {
        let date = day.date(self.reached);
        let earlier = date
            .zip(self.reached)
            .is_some_and(|(date, reached)| date < reached);
        self.back = Some(day).filter(|_| earlier);
        self.reached = self.reached.max(date);
        (self.pending, self.named) = (Some(day), Some(day));
        (self.second, self.last) = (None, None);
    }

    /// A time with its day, where it is the first of a day or the list would take it for a later
    /// one. A time that goes back over midnight stays as it is, for the reader of the file to ask,
    /// unless a line above names the day after.
    pub(super) fn place(&mut self, stated: Stated) -> Stated {
        if let Some(day) = stated.day() {
            self.reached = self.reached.max(day.date(self.reached));
            (self.pending, self.named) = (None, Some(day));
            return stated;
        }
        let time = clock(&stated).map(|point| point.time);
        let slip = TimeDelta::hours(6);
        let midnight = time
            .zip(self.last)
            .is_some_and(|(time, last)| last - time > slip);
        if let Some(second) = self.second.filter(|_| midnight) {
            self.start(second);
        }
        let back = midnight && self.pending.is_none();
        self.last = time.or(self.last);
        let day = self.pending.take().or(self.back);
        match day.filter(|_| time.is_some() && !back) {
            Some(day) => stated.on(day),
            None => stated,
        }
    }
}

/// Writes the day of every time that a list of events on `date` would take for another day than
/// the one that the text named last. Where there are events already (no `date`), every time below
/// one with a day states it too, since nothing else tells where it belongs.
pub(super) fn write(events: &mut [ImportedEvent], date: Option<NaiveDate>) {
    let (mut text, mut list) = (None, date);
    for at in events.iter_mut().filter_map(|event| event.at.as_mut()) {
        let Ok(stated) = grammar::read(at) else {
            continue;
        };
        let own = stated.day();
        text = own.or(text);
        let on = text.and_then(|day: Day| day.date(list));
        if let Some(day) = text.filter(|_| own.is_none() && clock(&stated).is_some())
            && (on != list || date.is_none())
        {
            *at = stated.on(day).to_string();
        }
        list = list.max(on);
    }
}

/// The clock time of what is no step.
fn clock(stated: &Stated) -> Option<&Point> {
    match stated {
        Stated::At(point, _)
        | Stated::Range { from: point, .. }
        | Stated::Before(point)
        | Stated::After(point) => Some(point),
        Stated::Later { .. } => None,
    }
}
