//! Columns of a table, made one after another: each is named, typed and told by the call that says
//! where its values come from.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use super::Value;
use crate::archive::gather::Record;
use crate::model::time::{Time, apart};
use crate::model::{Incident, Mark, RoughDate};
use crate::source::Text;

/// What a column holds, where it is not null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Whether.
    Boolean,
    /// A day, as `2026-03-12`.
    Date,
    /// A moment in UTC, as `2026-03-12T09:38:00Z`.
    Timestamp,
    /// Several texts; never null.
    List,
}

impl Holds {
    /// The word for it on the page of the tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Timestamp => "timestamp",
            Self::List => "list",
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
    /// What that is.
    pub what: String,
}

/// What a row is made of.
pub(super) struct Row<'a, T> {
    /// The incident.
    pub(super) record: &'a Record,
    /// The place among those of the incident, from 0.
    pub(super) index: usize,
    /// What has the row.
    pub(super) item: &'a T,
}

/// Where the values of a column come from.
pub(super) type Values<T> = Box<dyn Fn(&Row<'_, T>) -> Value + Sync>;

/// Where something of a row is found.
type Get<T, V> = for<'a> fn(&Row<'a, T>) -> V;

/// Where something is found that the row borrows.
type Find<T, V> = for<'a> fn(&Row<'a, T>) -> Option<&'a V>;

/// The columns of a table whose rows stand for a `T` each.
pub(super) struct Columns<T> {
    columns: Vec<Column>,
    values: Vec<Values<T>>,
}

impl<T: 'static> Columns<T> {
    /// Columns that begin with the id of the incident, by which tables are joined.
    pub(super) fn of_incident() -> Self {
        let none = Self {
            columns: Vec::new(),
            values: Vec::new(),
        };
        none.with("incident", (Holds::Text, "id of the incident"), |row| {
            (&*row.record.id).into()
        })
    }

    /// The columns, and where their values come from.
    pub(super) fn parts(self) -> (Vec<Column>, Vec<Values<T>>) {
        (self.columns, self.values)
    }

    fn with(
        mut self,
        name: impl Into<String>,
        (holds, what): (Holds, impl Into<String>),
        value: impl Fn(&Row<'_, T>) -> Value + Sync + 'static,
    ) -> Self {
        let (name, what) = (name.into(), what.into());
        self.columns.push(Column { name, holds, what });
        self.values.push(Box::new(value));
        self
    }

    /// Prose, or an id, as written.
    pub(super) fn text(self, name: &str, what: &str, find: Find<T, Text>) -> Self {
        self.with(name, (Holds::Text, what), move |row| {
            find(row).map(|text| text.value.as_str()).into()
        })
    }

    /// A word, mostly of a fixed set.
    pub(super) fn word(
        self,
        name: &str,
        what: &str,
        find: for<'a> fn(&Row<'a, T>) -> Option<&'a str>,
    ) -> Self {
        self.with(name, (Holds::Text, what), move |row| find(row).into())
    }

    /// Several texts.
    pub(super) fn list(self, name: &str, what: &str, get: Get<T, Vec<String>>) -> Self {
        self.with(name, (Holds::List, what), move |row| Value::List(get(row)))
    }

    /// A whole number.
    pub(super) fn integer(self, name: &str, what: &str, get: Get<T, Option<i64>>) -> Self {
        self.with(name, (Holds::Integer, what), move |row| {
            get(row).map_or(Value::Null, Value::Number)
        })
    }

    /// A number.
    pub(super) fn number(self, name: &str, what: &str, get: Get<T, Option<f64>>) -> Self {
        self.with(name, (Holds::Number, what), move |row| {
            get(row).map_or(Value::Null, Value::Decimal)
        })
    }

    /// Whether.
    pub(super) fn flag(self, name: &str, what: &str, get: Get<T, Option<bool>>) -> Self {
        self.with(name, (Holds::Boolean, what), move |row| {
            get(row).map_or(Value::Null, Value::Flag)
        })
    }

    /// A day.
    pub(super) fn day(self, name: &str, what: &str, get: Get<T, Option<NaiveDate>>) -> Self {
        self.with(name, (Holds::Date, what), move |row| get(row).into())
    }

    /// A day, a month or a year: the first and the last day that it can mean.
    pub(super) fn date(self, name: &str, what: &str, get: Get<T, Option<RoughDate>>) -> Self {
        self.days(name, what, move |row| {
            let date = get(row);
            [date.map(RoughDate::earliest), date.map(RoughDate::latest)]
        })
    }

    /// The first and the last day that something can mean.
    pub(super) fn days(
        self,
        name: &str,
        what: &str,
        ends: impl Fn(&Row<'_, T>) -> [Option<NaiveDate>; 2] + Copy + Sync + 'static,
    ) -> Self {
        let first = format!("{what}: the first day that it can be");
        let last = format!("{what}: the last day that it can be");
        self.with(
            format!("{name}_earliest"),
            (Holds::Date, first),
            move |row| ends(row)[0].into(),
        )
        .with(format!("{name}_latest"), (Holds::Date, last), move |row| {
            ends(row)[1].into()
        })
    }

    /// A time: the moment where it is exact, and the first and the last that it can mean.
    pub(super) fn time(self, name: &str, what: &str, find: Find<T, Time>) -> Self {
        let exact = format!("{what}; null where that is not known to the minute");
        let first = format!("{what}: the earliest that it can be; null where that is open");
        let last = format!("{what}: the latest that it can be; null where that is open");
        self.with(name, (Holds::Timestamp, exact), move |row| {
            let time = find(row).filter(|time| time.is_exact());
            time.and_then(Time::earliest).into()
        })
        .with(
            format!("{name}_earliest"),
            (Holds::Timestamp, first),
            move |row| find(row).and_then(Time::earliest).into(),
        )
        .with(
            format!("{name}_latest"),
            (Holds::Timestamp, last),
            move |row| find(row).and_then(Time::latest).into(),
        )
    }
}

impl Columns<Incident> {
    /// The length between two milestones in seconds: the least and the most that it can be.
    pub(super) fn length(self, from: Mark, to: Mark) -> Self {
        let what = format!("seconds from {from} to {to}");
        let ends = move |row: &Row<'_, Incident>| {
            let time = |mark| row.item.mark(mark)?.0.time.as_ref();
            let (least, most) = apart(time(from)?, time(to)?)?;
            Some([least, most].map(|length| length.map(|length| length.num_seconds())))
        };
        let end = move |row: &Row<'_, Incident>, which: usize| {
            let end = ends(row).and_then(|ends| ends[which]);
            end.map_or(Value::Null, Value::Number)
        };
        self.with(
            format!("{from}_to_{to}_seconds_min"),
            (
                Holds::Integer,
                format!("{what}: no fewer; null where nothing can be said"),
            ),
            move |row| end(row, 0),
        )
        .with(
            format!("{from}_to_{to}_seconds_max"),
            (
                Holds::Integer,
                format!("{what}: no more; null where that is open"),
            ),
            move |row| end(row, 1),
        )
    }
}

/// The texts of a list.
pub(super) fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Text(day.to_string())
    }
}

impl From<DateTime<Utc>> for Value {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Text(at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
