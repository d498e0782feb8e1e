//! Tables of an archive for other programs: an incident in, rows of typed columns out.

mod columns;
mod entries;
mod events;
mod factors;
mod follow_ups;
mod form;
mod incidents;

use serde::Serialize;

use super::gather::Record;
pub use columns::{Column, Holds};
use columns::{Columns, Row};
pub use form::{Form, csv};

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Not known, or not said.
    Null,
    /// Words, a day, or a moment in RFC 3339.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number.
    Decimal(f64),
    /// Whether.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
}

/// The rows of an incident, each with a value for every column.
type Rows = Box<dyn Fn(&Record) -> Vec<Vec<Value>> + Sync>;

/// A table that an archive can be written out as.
pub struct Table {
    /// Its name on the command line.
    pub name: &'static str,
    /// Of what it has a row.
    pub what: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    rows: Rows,
}

/// Name, what it has a row of, and what makes it.
type Made = (&'static str, &'static str, fn() -> (Vec<Column>, Rows));

/// Every table.
const TABLES: &[Made] = &[
    (
        "incidents",
        "an incident whose `incident.yaml` can be read",
        || all(incidents::columns(), |record| record.incident.as_slice()),
    ),
    ("events", "an event of a timeline", || {
        all(events::columns(), |record| {
            let incident = record.incident.as_ref();
            incident.map_or(&[], |incident| &incident.timeline.events)
        })
    }),
    ("factors", "a contributing factor of a review", || {
        all(factors::columns(), |record| {
            let review = record.review.as_ref();
            review.map_or(&[], |review| &review.contributing_factors)
        })
    }),
    (
        "latent-failures",
        "what one review says about one latent failure",
        || {
            all(entries::latent(), |record| {
                let review = record.review.as_ref();
                review.map_or(&[], |review| &review.latent_failures)
            })
        },
    ),
    (
        "degraded-conditions",
        "what one review says about one degraded-mode condition",
        || {
            all(entries::degraded(), |record| {
                let review = record.review.as_ref();
                review.map_or(&[], |review| &review.degraded_conditions)
            })
        },
    ),
    ("follow-ups", "a follow-up of a plan", || {
        all(follow_ups::columns(), |record| {
            record.plan.as_ref().map_or(&[], |plan| &plan.follow_ups)
        })
    }),
];

/// The columns, and the rows that they make of what `items` finds in an incident.
fn all<T: 'static>(columns: Columns<T>, items: fn(&Record) -> &[T]) -> (Vec<Column>, Rows) {
    let (columns, values) = columns.parts();
    let rows = move |record: &Record| {
        let items = items(record).iter().enumerate();
        let row = |(index, item)| {
            let row = Row {
                record,
                index,
                item,
            };
            values.iter().map(|value| value(&row)).collect()
        };
        items.map(row).collect()
    };
    (columns, Box::new(rows))
}

impl Table {
    /// The names of all tables.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TABLES.iter().map(|(name, ..)| *name)
    }

    /// The table called `name`.
    pub fn find(name: &str) -> Option<Self> {
        let (name, what, made) = TABLES.iter().find(|(own, ..)| *own == name)?;
        let (columns, rows) = made();
        Some(Self {
            name,
            what,
            columns,
            rows,
        })
    }

    /// The rows of an incident.
    pub fn rows(&self, record: &Record) -> Vec<Vec<Value>> {
        (self.rows)(record)
    }
}
