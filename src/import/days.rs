//! The days of pasted text: day lines and times in, times that say their day where a list of events
//! would not know it out.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

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
    /// The last clock time of this part.
    last: Option<NaiveTime>,
}

impl Days {
    /// A line that holds only a date.
    pub(super) fn begin(&mut self, text: &str) {
        if let Ok(stated) = grammar::read(text) {
            self.title(&stated);
        }
    }

    /// A title that begins with a date.
    pub(super) fn title(&mut self, stated: &Stated) {
        let Some(day) = stated.day() else {
            return;
        };
        let date = day.date(self.reached);
        let earlier = date
            .zip(self.reached)
            .is_some_and(|(date, reached)| date < reached);
        self.back = Some(day).filter(|_| earlier);
        self.reached = self.reached.max(date);
        (self.pending, self.last) = (Some(day), None);
    }

    /// A time with its day, where it is the first of a day or the list would take it for a later
    /// one. A time that goes back over midnight stays as it is, for the reader of the file to ask.
    pub(super) fn place(&mut self, stated: Stated) -> Stated {
        if let Some(day) = stated.day() {
            self.reached = self.reached.max(day.date(self.reached));
            self.pending = None;
            return stated;
        }
        let time = clock(&stated).map(|point| point.time);
        let slip = TimeDelta::hours(6);
        let midnight = time
            .zip(self.last)
            .is_some_and(|(time, last)| last - time > slip);
        self.last = time.or(self.last);
        let day = self.pending.take().or(self.back);
        match day.filter(|_| time.is_some() && !midnight) {
            Some(day) => stated.on(day),
            None => stated,
        }
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
