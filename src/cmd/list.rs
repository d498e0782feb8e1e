//! `pir list`.

use std::collections::BTreeSet;

use anyhow::bail;
use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::case::Repo;
use super::values::date;
use super::{archive, talk};
use crate::archive::Record;
use crate::context::{Context, Exit};
use crate::diagnostic::did_you_mean;
use crate::model::{CATEGORIES, RoughDate, Status};
use crate::source::visible;

/// List the incidents of the reviews folder, the newest first
///
/// An incident that cannot be read is listed too, and what is wrong in it is told. Filters narrow
/// the list; an incident has to pass all of them, and one of the values of each.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir list
  pir list --status draft --status in-review
  pir list --component checkout --since 2026-01
  pir list --factor capacity --sort severity
  pir list --format json | jq -r '.[].id'")]
pub(crate) struct List {
    /// Of this status
    #[arg(long, value_name = "STATUS", value_parser = statuses())]
    status: Vec<String>,

    /// In which this component had a part
    #[arg(long, value_name = "NAME")]
    component: Vec<String>,

    /// Whose severity has this text in it, in upper or lower case
    #[arg(long, value_name = "TEXT")]
    severity: Vec<String>,

    /// With a contributing factor of this category
    #[arg(long, value_name = "CATEGORY")]
    factor: Vec<String>,

    /// From this day on
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<RoughDate>,

    /// Up to this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<RoughDate>,

    /// What the order goes by
    #[arg(long, value_enum, default_value_t)]
    sort: Sort,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What the order of a list goes by; what is alike there stands with the newest first.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Sort {
    /// The day, the newest first
    #[default]
    Date,
    /// The id
    Id,
    /// The status
    Status,
    /// The text of the severity
    Severity,
    /// The title
    Title,
}

/// How a list is printed.
#[derive(ValueEnum, Debug, Clone, Copy, Default)]
enum Format {
    /// A line for each
    #[default]
    Text,
    /// An array with an object for each
    Json,
}

fn statuses() -> PossibleValuesParser {
    PossibleValuesParser::new(Status::ALL.iter().map(|status| status.word()))
}

/// What is kept of an incident.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    /// Whether the incident can be read; what is known of it is in the name of its folder otherwise.
    readable: bool,
    /// Null where the incident cannot be read.
    title: Option<String>,
    date: Option<NaiveDate>,
    /// Null where the incident cannot be read.
    status: Option<Status>,
    severity: Option<String>,
    components: Vec<String>,
    /// Categories of the contributing factors, each once.
    factor_categories: Vec<String>,
}

/// Stands where the status of a file that cannot be read would.
const UNREADABLE: &str = "unreadable";

impl List {
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let archive::Gathered { kept, troubles } =
            archive::gather(cx, &repo, |record| Row::of(&record))?;
        if kept.is_empty() {
            let reviews = cx.shown(&repo.reviews());
            writeln!(
                cx.stderr,
                "there is no incident in {}; `pir new` makes one",
                reviews.display()
            )?;
        }
        self.know(cx, &kept)?;
        let all = kept.len();
        let mut rows: Vec<Row> = kept.into_iter().filter(|row| self.takes(row)).collect();
        if rows.is_empty() && all > 0 {
            let all = talk::count(all, "incident");
            talk::note(cx, &format!("none of {all} passes the filters"))?;
        }
        rows.sort_by(|one, two| two.date.cmp(&one.date).then_with(|| two.id.cmp(&one.id)));
        match self.sort {
            Sort::Date => {}
            Sort::Id => rows.sort_by(|one, two| one.id.cmp(&two.id)),
            Sort::Status => rows.sort_by_key(|row| row.status),
            // Those that state one come first.
            Sort::Severity => rows.sort_by(|one, two| {
                let key = |row: &Row| (row.severity.is_none(), row.severity.clone());
                key(one).cmp(&key(two))
            }),
            Sort::Title => rows.sort_by(|one, two| one.title.cmp(&two.title)),
        }
        match self.format {
            Format::Text => {
                let width = cx.terminal.width.max(40);
                for line in table(&rows) {
                    // For another program, a line an incident.
                    let line = if cx.terminal.stdout_wraps {
                        talk::wrapped(&line, width, ["", "    "])
                    } else {
                        line
                    };
                    writeln!(cx.stdout, "{line}")?;
                }
            }
            Format::Json => writeln!(cx.stdout, "{}", serde_json::to_string_pretty(&rows)?)?,
        }
        archive::tell(cx, &troubles)
    }

    /// Tells of components that no incident has; refuses a category that none has and that is no
    /// word of the format.
    fn know(&self, cx: &mut Context<'_>, rows: &[Row]) -> anyhow::Result<()> {
        let components: BTreeSet<_> = rows.iter().flat_map(|row| &row.components).collect();
        for name in self
            .component
            .iter()
            .filter(|own| !components.contains(own))
        {
            let meant = did_you_mean(name, components.iter().map(|own| own.as_str()));
            talk::note(
                cx,
                &format!("no incident has the component `{name}`{meant}"),
            )?;
        }
        let used = rows.iter().flat_map(|row| &row.factor_categories);
        let used = used.map(String::as_str);
        let tags: BTreeSet<_> = used.chain(CATEGORIES.iter().map(|row| row.tag)).collect();
        let mut wanted = self.factor.iter().map(String::as_str);
        if let Some(tag) = wanted.find(|tag| !tags.contains(tag)) {
            bail!("there is no category `{tag}`{}", did_you_mean(tag, tags));
        }
        Ok(())
    }

    /// Whether the filters let an incident pass. One that cannot be read passes none.
    fn takes(&self, row: &Row) -> bool {
        let one_of = |wanted: &[String], fits: &dyn Fn(&String) -> bool| {
            wanted.is_empty() || wanted.iter().any(fits)
        };
        let severity = row.severity.as_deref().unwrap_or_default().to_lowercase();
        let since = self.since.as_ref().map(|date| date.earliest());
        let until = self.until.as_ref().map(|date| date.latest());
        let day = |fits: &dyn Fn(NaiveDate) -> bool| row.date.is_some_and(fits);
        one_of(&self.status, &|word| {
            row.status.is_some_and(|own| own.word() == word)
        }) && one_of(&self.component, &|name| row.components.contains(name))
            && one_of(&self.severity, &|text| {
                severity.contains(&text.to_lowercase())
            })
            && one_of(&self.factor, &|tag| row.factor_categories.contains(tag))
            && since.is_none_or(|since| day(&|day| day >= since))
            && until.is_none_or(|until| day(&|day| day <= until))
    }
}

impl Row {
    fn of(record: &Record) -> Self {
        let incident = record.incident.as_ref();
        let factors = record
            .review
            .iter()
            .flat_map(|review| &review.contributing_factors);
        let tags = factors.flat_map(|factor| factor.categories.iter());
        let mut categories: Vec<String> = tags.map(ToString::to_string).collect();
        categories.sort();
        categories.dedup();
        let components = incident
            .iter()
            .flat_map(|incident| incident.components.iter());
        Self {
            id: record.id.to_string(),
            readable: incident.is_some(),
            title: incident.map(|incident| incident.title.to_string()),
            date: record.day(),
            status: incident.map(|own| own.status.unwrap_or(Status::Draft)),
            severity: incident.and_then(|own| own.severity.as_ref().map(ToString::to_string)),
            components: components.map(ToString::to_string).collect(),
            factor_categories: categories,
        }
    }

    /// Id, status, severity, title.
    fn cells(&self) -> [&str; 4] {
        let severity = self.severity.as_deref().unwrap_or_default();
        let title = self.title.as_deref().unwrap_or_default();
        [
            &self.id,
            self.status.map_or(UNREADABLE, Status::word),
            severity,
            title,
        ]
    }
}

/// The rows as lines, in columns; a column that is empty throughout is left out.
fn table(rows: &[Row]) -> Vec<String> {
    let shown = |row: &Row| row.cells().map(|cell| visible(cell).replace('\n', " "));
    let rows: Vec<[String; 4]> = rows.iter().map(shown).collect();
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].width());
        cells.max().unwrap_or(0)
    };
    let widths = [0, 1, 2, 3].map(width);
    let line = |row: &[String; 4]| {
        let cells = row.iter().zip(widths).filter(|(_, width)| *width > 0);
        let cells = cells.map(|(cell, width)| {
            let gap = width.saturating_sub(cell.width());
            format!("{cell}{}", " ".repeat(gap))
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
