//! The rules about times that loading itself has to find, because nothing after it could know: a
//! table of [`Rule`]s, each with whole small files as examples.

use crate::diagnostic::{Group, Level, Rule};

/// Every rule of this file, in the order in which a time meets them.
pub static RULES: &[&Rule] = &[
    &TIME_UNREADABLE,
    &TIME_WITHOUT_DATE,
    &TIME_WITHOUT_ZONE,
    &UNKNOWN_ZONE,
    &AMBIGUOUS_ZONE,
    &ZONE_NOT_IN_SEASON,
    &TIME_IN_DST_GAP,
    &TIME_IN_DST_FOLD,
    &PASSED_MIDNIGHT,
    &STEPS_BACK,
    &END_BEFORE_START,
    &FUTURE_TIME,
    &MARK_ORDER,
    &DAY_BEFORE_DATE,
    &YEAR_SLIP,
];

/// A small incident around one or two events.
macro_rules! incident {
    ($head:literal, $($event:literal),+) => {
        concat!(
            "pir: 1\ntitle: Checkout slow\n", $head, "timeline:\n",
            $("  - {", $event, "}\n"),+
        )
    };
}

/// Date and zone of the examples.
macro_rules! berlin {
    ($($event:literal),+) => {
        incident!("date: 2026-03-12\ntimezone: Europe/Berlin\n", $($event),+)
    };
}

/// A text where a time belongs.
pub static TIME_UNREADABLE: Rule = Rule {
    code: "time-unreadable",
    group: Group::Timeline,
    level: Level::Error,
    summary: "this is not a time",
    why: "A time that is not understood cannot be put in order, and is not guessed.",
    help: "write a time like `10:38`, `~10:38`, `10:38..10:52`, `14:??` or `2026-03-12 10:38`",
    bad: &[
        berlin!(r#"at: "in the morning", what: replica lag rises"#),
        berlin!(r#"at: "99:99", what: replica lag rises"#),
        berlin!(r#"at: "03/04/2026", what: replica lag rises"#),
    ],
    good: &[
        berlin!(r#"at: "09:??", what: replica lag rises"#),
        berlin!(r#"at: "09:59", what: replica lag rises"#),
        berlin!(r#"at: "2026-04-03", what: replica lag rises"#),
    ],
};

/// A clock time before any date.
pub static TIME_WITHOUT_DATE: Rule = Rule {
    code: "time-without-date",
    group: Group::Timeline,
    level: Level::Error,
    summary: "the day of this time is not known",
    why: "A clock time alone is on no day, so no length of time can be told from it.",
    help: "add `date: 2026-03-12` to the incident, or write the date before the time",
    bad: &[incident!(
        "timezone: Europe/Berlin\n",
        r#"at: "10:38", what: payments failed over"#
    )],
    good: &[
        berlin!(r#"at: "10:38", what: payments failed over"#),
        incident!(
            "timezone: Europe/Berlin\n",
            r#"at: "2026-03-12 10:38", what: payments failed over"#
        ),
    ],
};

/// A clock time in no zone.
pub static TIME_WITHOUT_ZONE: Rule = Rule {
    code: "time-without-zone",
    group: Group::Timeline,
    level: Level::Error,
    summary: "the zone of this time is not known",
    why: "People, logs and tools write in different zones; a time without one can be hours off.",
    help: "add `timezone: Europe/Berlin` to the incident, or write the offset: `10:38+01:00`",
    bad: &[incident!(
        "date: 2026-03-12\n",
        r#"at: "10:38", what: payments failed over"#
    )],
    good: &[
        berlin!(r#"at: "10:38", what: payments failed over"#),
        incident!(
            "date: 2026-03-12\n",
            r#"at: "10:38+01:00", what: payments failed over"#
        ),
    ],
};

/// A zone that does not exist.
pub static UNKNOWN_ZONE: Rule = Rule {
    code: "unknown-zone",
    group: Group::Timeline,
    level: Level::Error,
    summary: "no zone has this name",
    why: "A time in a zone that is not known could be any time.",
    help: "write an IANA name like `Europe/Berlin`, `UTC`, or an offset like `+01:00`",
    bad: &[
        incident!(
            "date: 2026-03-12\ntimezone: Europe/Berln\n",
            r#"at: "10:38", what: payments failed over"#
        ),
        berlin!(r#"at: "10:38 XYZ", what: payments failed over"#),
    ],
    good: &[
        berlin!(r#"at: "10:38", what: payments failed over"#),
        berlin!(r#"at: "10:38 CET", what: payments failed over"#),
    ],
};

/// An abbreviation with several meanings.
pub static AMBIGUOUS_ZONE: Rule = Rule {
    code: "ambiguous-zone",
    group: Group::Timeline,
    level: Level::Error,
    summary: "this abbreviation stands for more than one zone",
    why: "BST, IST and CST are each used on two continents; a guess would be hours off.",
    help: "write the IANA name, like `Europe/London`",
    bad: &[berlin!(r#"at: "10:38 IST", what: payments failed over"#)],
    good: &[berlin!(
        r#"at: "10:38 Asia/Kolkata", what: payments failed over"#
    )],
};

/// An abbreviation of the other half of the year.
pub static ZONE_NOT_IN_SEASON: Rule = Rule {
    code: "zone-not-in-season",
    group: Group::Timeline,
    level: Level::Warning,
    summary: "clocks did not show this zone on that day",
    why: "CET in July is one hour away from what clocks in Berlin show in July; often the clock is \
          right and the letters are a habit.",
    help: "write the offset that is meant, like `+02:00`, or the IANA name",
    bad: &[incident!(
        "date: 2026-07-03\ntimezone: Europe/Berlin\n",
        r#"at: "10:38 CET", what: payments failed over"#
    )],
    good: &[incident!(
        "date: 2026-07-03\ntimezone: Europe/Berlin\n",
        r#"at: "10:38 CEST", what: payments failed over"#
    )],
};

/// A clock time that was skipped.
pub static TIME_IN_DST_GAP: Rule = Rule {
    code: "time-in-dst-gap",
    group: Group::Timeline,
    level: Level::Error,
    summary: "clocks were put forward over this time",
    why: "No clock in that zone showed this time on that day.",
    help: "write the time with its offset, like `2026-03-29T01:30Z`",
    bad: &[incident!(
        "date: 2026-03-29\ntimezone: Europe/Berlin\n",
        r#"at: "02:30", what: the nightly job starts"#
    )],
    good: &[incident!(
        "date: 2026-03-29\ntimezone: Europe/Berlin\n",
        r#"at: "03:30", what: the nightly job starts"#
    )],
};

/// A clock time that was shown twice.
pub static TIME_IN_DST_FOLD: Rule = Rule {
    code: "time-in-dst-fold",
    group: Group::Timeline,
    level: Level::Error,
    summary: "clocks were put back over this time and showed it twice",
    why: "Two moments, an hour apart, have this time; only an offset tells which one is meant.",
    help: "write the time with its offset",
    bad: &[incident!(
        "date: 2026-10-25\ntimezone: Europe/Berlin\n",
        r#"at: "02:30", what: the nightly job starts"#
    )],
    good: &[incident!(
        "date: 2026-10-25\ntimezone: Europe/Berlin\n",
        r#"at: "02:30+02:00", what: the nightly job starts"#
    )],
};

/// A large step back without a date.
pub static PASSED_MIDNIGHT: Rule = Rule {
    code: "passed-midnight",
    group: Group::Timeline,
    level: Level::Error,
    summary: "the clock goes back more than six hours, and no date says why",
    why: "A timeline that passes midnight without saying so puts the night before the evening.",
    help: "write the date before the time",
    bad: &[berlin!(
        r#"at: "23:58", what: the queue fills"#,
        r#"at: "00:40", what: the queue is empty"#
    )],
    good: &[berlin!(
        r#"at: "23:58", what: the queue fills"#,
        r#"at: "2026-03-13 00:40", what: the queue is empty"#
    )],
};

/// A small step back.
pub static STEPS_BACK: Rule = Rule {
    code: "steps-back",
    group: Group::Timeline,
    level: Level::Warning,
    summary: "this is before the event above it",
    why: "Often a slip of the finger; sometimes on purpose. The order of the file is kept, and \
          pictures and lengths go by the time.",
    help: "put the events in order, or correct the time",
    bad: &[berlin!(
        r#"at: "14:49", what: the fix is merged"#,
        r#"at: "14:43", what: the fix is written"#
    )],
    good: &[berlin!(
        r#"at: "14:43", what: the fix is written"#,
        r#"at: "14:49", what: the fix is merged"#
    )],
};

/// An end that is before its start.
pub static END_BEFORE_START: Rule = Rule {
    code: "end-before-start",
    group: Group::Timeline,
    level: Level::Error,
    summary: "this ends before it starts",
    why: "One of the two times is wrong, and every length made from them would be wrong too.",
    help: "correct one of the two, or write the date of the end",
    bad: &[
        berlin!(r#"at: "10:52..10:38", what: payments failed over"#),
        berlin!(r#"at: "10:52", until: "10:38", what: payments failed over"#),
        berlin!(
            r#"at: "10:38", since: "2026-03-13", kind: condition, what: two replicas of three"#
        ),
    ],
    good: &[
        berlin!(r#"at: "10:38..10:52", what: payments failed over"#),
        berlin!(r#"at: "23:52", until: "00:38", what: payments failed over"#),
        berlin!(
            r#"at: "10:38", since: "2026-02-13", kind: condition, what: two replicas of three"#
        ),
    ],
};

/// A time that has not come.
pub static FUTURE_TIME: Rule = Rule {
    code: "future-time",
    group: Group::Timeline,
    level: Level::Error,
    summary: "this time has not come yet",
    why: "A timeline tells what happened; a date in the future is a slip of the finger.",
    help: "is the year right? correct the date; what is to come belongs into `plan.yaml`",
    bad: &[berlin!(
        r#"at: "9026-03-12 10:38", what: payments failed over"#
    )],
    good: &[berlin!(
        r#"at: "2026-03-12 10:38", what: payments failed over"#
    )],
};

/// Marks in an order that cannot be.
pub static MARK_ORDER: Rule = Rule {
    code: "mark-order",
    group: Group::Timeline,
    level: Level::Warning,
    summary: "these two milestones are the other way round",
    why: "Nothing is noticed, mitigated or resolved before it started, nor resolved before it was \
          noticed. Other orders of milestones do happen, and are nobody's business.",
    help: "correct one of the two times, or move the mark to the event that it means",
    bad: &[berlin!(
        r#"at: "10:31", what: the on-call sees the lag, mark: detected"#,
        r#"at: "10:38", what: the lag rises, mark: started"#
    )],
    good: &[berlin!(
        r#"at: "10:31", what: the lag rises, mark: started"#,
        r#"at: "10:38", what: the on-call sees the lag, mark: detected"#
    )],
};

/// A milestone on a day before the date of the incident, and a time without a day below it.
pub static DAY_BEFORE_DATE: Rule = Rule {
    code: "day-before-date",
    group: Group::Timeline,
    level: Level::Warning,
    summary: "this is read on the date of the incident, and the milestone above is on a day before",
    why: "A day that an event states before `date` counts for that event alone, so that what led up \
          to an incident does not carry the day away. A milestone is part of the incident. Where a \
          time without a day stands right below it and within six hours of it by the clock, the \
          two were often meant on one day, and every length of time between them is days too long.",
    help: "write the day before the time, or correct `date`",
    bad: &[berlin!(
        r#"at: "2026-03-10 10:00", what: the lag rises, mark: started"#,
        r#"at: "10:05", what: the on-call sees the lag, mark: detected"#
    )],
    good: &[
        berlin!(
            r#"at: "2026-03-10 10:00", what: the lag rises, mark: started"#,
            r#"at: "2026-03-10 10:05", what: the on-call sees the lag, mark: detected"#
        ),
        berlin!(
            r#"at: "2026-03-10 10:00", what: the lag rises, mark: started"#,
            r#"at: "2026-03-12 10:05", what: the on-call sees the lag, mark: detected"#
        ),
        berlin!(
            r#"at: "2026-03-10 10:00", what: the batch size is raised"#,
            r#"at: "10:05", what: the on-call sees the lag, mark: detected"#
        ),
        berlin!(
            r#"at: "2026-03-10 16:30", what: the lag rises, mark: started"#,
            r#"at: "10:05", what: the on-call sees the lag, mark: detected"#
        ),
    ],
};

/// A date of another year where that of the incident was meant.
pub static YEAR_SLIP: Rule = Rule {
    code: "year-slip",
    group: Group::Timeline,
    level: Level::Warning,
    summary: "this is about a year away from the date of the incident",
    why: "The year is typed from habit, most of all in January. What led to an incident can be \
          years old; a milestone a year before to the week, or an event a year after, is a slip.",
    help: "is the year right?",
    bad: &[
        berlin!(
            r#"at: "2025-03-12 10:31", what: the on-call sees the lag, mark: detected"#,
            r#"at: "10:38", what: payments failed over"#
        ),
        incident!(
            "date: 2025-03-12\ntimezone: Europe/Berlin\n",
            r#"at: "2026-03-12 10:31", what: the on-call sees the lag"#
        ),
        incident!(
            "date: 2026-01-02\ntimezone: Europe/Berlin\n",
            r#"at: "2025-01-02 10:31", what: the on-call sees the lag, mark: detected"#
        ),
    ],
    good: &[
        berlin!(
            r#"at: "2025-03-12", what: the third replica is removed"#,
            r#"at: "2025-06-01", what: a first slow request, mark: started"#,
            r#"at: "2026-11-01 10:31", what: the on-call sees the lag, mark: detected"#
        ),
        incident!(
            "date: 2025-12-31\ntimezone: Europe/Berlin\n",
            r#"at: "2025-12-31 23:50", what: the lag rises, mark: started"#,
            r#"at: "2026-01-01 00:10", what: the on-call sees the lag, mark: detected"#
        ),
    ],
};
