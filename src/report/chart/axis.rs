//! The axis of time: a scale and a zone in, ticks at round times out, with the date where it
//! changes, and the length of every fold.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::room::Room;
use super::scale::{Scale, Stretch};
use super::text::Font;
use crate::model::zone::Zone;

/// Ticks lie this far apart, at least.
const APART: i64 = 72;

/// The most ticks of a stretch; the widest picture has fewer.
const MOST: usize = 200;

const FONT: Font = Font::plain(12);
const FOLD_FONT: Font = Font::plain(11);

/// A mark of the axis: a tick, or the length of a fold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) x: i64,
    /// The time, or the length, where there is room.
    pub(super) label: Option<String>,
    /// The day or year that begins here.
    pub(super) date: Option<String>,
    /// Whether it is the length of a fold.
    pub(super) fold: bool,
}

impl Mark {
    /// The font of its label.
    pub(super) const fn font(&self) -> Font {
        if self.fold { FOLD_FONT } else { FONT }
    }
}

/// The distance of two ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Seconds(i64),
    Days(i64),
    Months(u32),
}

/// Round distances, the smallest first.
const STEPS: &[Step] = &[
    Step::Seconds(1),
    Step::Seconds(5),
    Step::Seconds(15),
    Step::Seconds(30),
    Step::Seconds(60),
    Step::Seconds(2 * 60),
    Step::Seconds(5 * 60),
    Step::Seconds(10 * 60),
    Step::Seconds(15 * 60),
    Step::Seconds(30 * 60),
    Step::Seconds(3_600),
    Step::Seconds(2 * 3_600),
    Step::Seconds(3 * 3_600),
    Step::Seconds(6 * 3_600),
    Step::Seconds(12 * 3_600),
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(1_200),
];

const DAY: i64 = 86_400;

/// The zone in which ticks are round.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local {
    /// The zone of the incident, where it has one.
    pub(super) zone: Option<Zone>,
    /// The offset of its first time, where it has none.
    pub(super) otherwise: FixedOffset,
}

impl Local {
    fn offset(self, at: DateTime<Utc>) -> FixedOffset {
        self.zone.map_or(self.otherwise, |zone| zone.offset(at))
    }

    /// What a clock on the wall shows.
    fn wall(self, milliseconds: i64) -> Option<NaiveDateTime> {
        let at = DateTime::from_timestamp_millis(milliseconds)?;
        Some(at.with_timezone(&self.offset(at)).naive_local())
    }

    /// When a clock on the wall shows `wall`, in milliseconds; none where it never does.
    fn moment(self, wall: NaiveDateTime) -> Option<i64> {
        let shift = |offset: FixedOffset| {
            let east = TimeDelta::seconds(offset.local_minus_utc().into());
            Some(wall.checked_sub_signed(east)?.and_utc())
        };
        let guess = shift(self.otherwise)?;
        let better = shift(self.offset(guess))?;
        let at = shift(self.offset(better))?.timestamp_millis();
        (self.wall(at) == Some(wall)).then_some(at)
    }
}

impl Step {
    /// About how long it is, in milliseconds.
    const fn length(self) -> i64 {
        1_000
            * match self {
                Self::Seconds(seconds) => seconds,
                Self::Days(days) => days * DAY,
                Self::Months(months) => months as i64 * 30 * DAY,
            }
    }

    /// The last round time at or before `wall`.
    fn round(self, wall: NaiveDateTime) -> Option<NaiveDateTime> {
        let midnight = |days_back: i64| {
            let date = wall
                .date()
                .checked_sub_signed(TimeDelta::try_days(days_back)?)?;
            Some(date.and_time(NaiveTime::MIN))
        };
        match self {
            Self::Seconds(seconds) => {
                let over = wall.and_utc().timestamp().rem_euclid(seconds);
                let over = TimeDelta::seconds(over);
                let whole =
                    wall - TimeDelta::milliseconds(wall.and_utc().timestamp_subsec_millis().into());
                whole.checked_sub_signed(over)
            }
            // Weeks begin on Monday, as the fourth day of the epoch was.
            Self::Days(days) => {
                let day = wall.and_utc().timestamp().div_euclid(DAY);
                midnight((day - 4).rem_euclid(days))
            }
            Self::Months(months) => {
                let month = wall.year() * 12 + i32::try_from(wall.month0()).ok()?;
                let round = month - month.rem_euclid(i32::try_from(months).ok()?);
                let first = chrono::NaiveDate::from_ymd_opt(
                    round.div_euclid(12),
                    u32::try_from(round.rem_euclid(12)).ok()? + 1,
                    1,
                )?;
                Some(first.and_time(NaiveTime::MIN))
            }
        }
    }

    /// The round time after `wall`, which is one.
    fn next(self, wall: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Self::Seconds(seconds) => wall.checked_add_signed(TimeDelta::seconds(seconds)),
            Self::Days(days) => wall.checked_add_signed(TimeDelta::try_days(days)?),
            Self::Months(months) => wall.checked_add_months(chrono::Months::new(months)),
        }
    }

    /// A tick in words, and the larger unit that it lies in.
    fn words(self, wall: NaiveDateTime) -> (String, String) {
        let (small, large) = match self {
            Self::Seconds(..60) => ("%H:%M:%S", "%-d %b %Y"),
            Self::Seconds(_) => ("%H:%M", "%-d %b %Y"),
            Self::Days(_) => ("%-d %b", "%Y"),
            Self::Months(..12) => ("%b", "%Y"),
            Self::Months(_) => ("%Y", ""),
        };
        (
            wall.format(small).to_string(),
            wall.format(large).to_string(),
        )
    }
}

/// The ticks of a stretch: when, and how to say it. A stretch without a round time gets its start.
/// `is_days`: no time of day is known in it.
fn of_stretch(stretch: &Stretch, is_days: bool, local: Local) -> Vec<(i64, Step)> {
    let smallest = if is_days {
        Step::Days(1)
    } else {
        Step::Seconds(1)
    };
    let start = vec![(
        stretch.from,
        if is_days { smallest } else { Step::Seconds(60) },
    )];
    let (length, width) = (stretch.until - stretch.from, stretch.right - stretch.left);
    let fits = |step: &Step| {
        let units = i128::from(step.length()) * i128::from(width);
        step.length() >= smallest.length() && units >= i128::from(APART) * i128::from(length)
    };
    let Some(step) = STEPS.iter().find(|step| fits(step)).filter(|_| length > 0) else {
        return start;
    };
    let first = local.wall(stretch.from).and_then(|wall| step.round(wall));
    let walls = std::iter::successors(first, |wall| step.next(*wall));
    let last = local.wall(stretch.until);
    let ticks = walls.take_while(|wall| Some(*wall) <= last).take(MOST);
    let ticks: Vec<_> = ticks
        .filter_map(|wall| local.moment(wall))
        .filter(|at| (stretch.from..=stretch.until).contains(at))
        .map(|at| (at, *step))
        .collect();
    if ticks.is_empty() { start } else { ticks }
}

/// The ticks of `scale`; `is_days` tells of a stretch whether no time of day is known in it.
pub(super) fn ticks(scale: &Scale, local: Local, is_days: impl Fn(&Stretch) -> bool) -> Vec<Mark> {
    let (mut above, mut below) = (Room::default(), Room::default());
    let mut ticks: Vec<_> = scale
        .folds()
        .filter_map(|fold| length(fold, &mut above))
        .collect();
    let mut last = String::new();
    for stretch in &scale.stretches {
        for (at, step) in of_stretch(stretch, is_days(stretch), local) {
            let Some(wall) = local.wall(at) else { continue };
            let x = scale.place(at);
            let (small, large) = step.words(wall);
            let label = above.centred(x, FONT.width(&small)).then_some(small);
            let is_new = large != last && !large.is_empty();
            let date = (is_new && below.centred(x, FONT.width(&large))).then_some(large);
            if let Some(date) = &date {
                last.clone_from(date);
            }
            ticks.push(Mark {
                x,
                label,
                date,
                fold: false,
            });
        }
    }
    ticks
}

/// The length of a fold, as a label in its middle, where it fits.
fn length((before, after): (&Stretch, &Stretch), room: &mut Room) -> Option<Mark> {
    let x = i64::midpoint(before.right, after.left);
    let words = in_short(after.from - before.until);
    room.centred(x, FOLD_FONT.width(&words)).then_some(Mark {
        x,
        label: Some(words),
        date: None,
        fold: true,
    })
}

/// A length in its shortest words, rounded: `142 min`, `15 h`, `112 d`, `3 y`.
fn in_short(milliseconds: i64) -> String {
    const UNITS: &[(i64, i64, &str)] = &[
        (1, 180, "s"),
        (60, 180, "min"),
        (3_600, 72, "h"),
        (DAY, 730, "d"),
        (365 * DAY + DAY / 4, i64::MAX, "y"),
    ];
    let seconds = milliseconds / 1_000;
    let rounded = |unit: i64| (seconds + unit / 2) / unit;
    let unit = UNITS.iter().find(|(unit, most, _)| rounded(*unit) < *most);
    unit.map_or_else(String::new, |(unit, _, name)| {
        format!("{} {name}", rounded(*unit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const UTC: Local = Local {
        zone: None,
        otherwise: FixedOffset::east_opt(0).unwrap(),
    };

    fn at(words: &str) -> i64 {
        DateTime::parse_from_rfc3339(words)
            .unwrap()
            .timestamp_millis()
    }

    fn labels(moments: &[&str], local: Local) -> Vec<String> {
        let scale = Scale::new(moments.iter().map(|words| at(words)).collect(), 100, 1100).unwrap();
        let ticks = ticks(&scale, local, |_| false);
        let said = ticks.iter().map(|tick| {
            let label = tick.label.clone().unwrap_or_default();
            tick.date
                .iter()
                .fold(label, |label, date| format!("{label} {date}"))
        });
        said.filter(|words| !words.is_empty()).collect()
    }

    #[test]
    fn ticks_are_round_and_say_a_date_once() {
        let day = labels(&["2026-03-12T22:10:00Z", "2026-03-13T02:40:00Z"], UTC);
        assert_eq!(day[0], "22:30 12 Mar 2026");
        assert!(day.contains(&"00:00 13 Mar 2026".to_owned()), "{day:?}");
        assert_eq!(day.iter().filter(|words| words.contains("Mar")).count(), 2);
        let years = labels(&["1999-05-01T00:00:00Z", "2026-03-13T02:40:00Z"], UTC);
        assert_eq!(years[0], "2000");
        let short = labels(&["2026-03-12T22:10:00Z", "2026-03-12T22:10:04Z"], UTC);
        assert_eq!(short[1], "22:10:01");
    }

    #[test]
    fn ticks_are_round_on_the_wall_and_follow_the_law() {
        let berlin = Local {
            zone: Zone::parse("Europe/Berlin").ok(),
            ..UTC
        };
        let said = labels(&["2026-03-28T20:00:00Z", "2026-03-29T08:00:00Z"], berlin);
        assert_eq!(said[0], "21:00 28 Mar 2026");
        assert_eq!(said[1], "22:00");
        assert!(said.contains(&"03:00".to_owned()), "{said:?}");
        assert!(!said.contains(&"02:00".to_owned()), "{said:?}");
    }

    #[test]
    fn lengths_are_short() {
        for (seconds, words) in [
            (90, "90 s"),
            (8_520, "142 min"),
            (54_000, "15 h"),
            (9_676_800, "112 d"),
            (94_700_000, "3 y"),
        ] {
            assert_eq!(in_short(seconds * 1_000), words);
        }
    }
}
