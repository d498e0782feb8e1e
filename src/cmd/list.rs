//! `pir list`.

use clap::Args;
use unicode_width::UnicodeWidthStr as _;

use super::case::{Case, Repo};
use crate::context::{Context, Exit};
use crate::parallel;
use crate::source::visible;
use crate::store::Folder;

/// List the incidents of the reviews folder, the newest first
///
/// An incident that cannot be read is listed too; `pir check` says what is wrong in it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  pir list
  pir list | grep draft")]
pub(crate) struct List {}

/// What stands in one line.
type Row = [String; 4];

impl List {
    #[allow(clippy::unused_self, reason = "every command runs itself")]
    pub(super) fn run(self, cx: &mut Context<'_>) -> anyhow::Result<Exit> {
        let repo = Repo::open(cx)?;
        let mut folders = Folder::all_in(&repo.reviews())?;
        if folders.is_empty() {
            let reviews = cx.shown(&repo.reviews());
            writeln!(
                cx.stderr,
                "there is no incident in {}; `pir new` makes one",
                reviews.display()
            )?;
            return Ok(Exit::Fine);
        }
        folders.reverse();
        let place = cx.place();
        let rows = parallel::each(&folders, |folder| {
            let case = repo.read(place, folder.clone())?;
            anyhow::Ok(row(&case))
        });
        let rows = rows.into_iter().collect::<Result<Vec<_>, _>>()?;
        let unreadable = rows.iter().any(|row| row[1] == UNREADABLE);
        for line in table(&rows) {
            writeln!(cx.stdout, "{line}")?;
        }
        Ok(if unreadable {
            Exit::Trouble
        } else {
            Exit::Fine
        })
    }
}

/// Stands where the status of a file that cannot be read would.
const UNREADABLE: &str = "unreadable";

/// Id, status, severity, title.
fn row(case: &Case) -> Row {
    let id = case.folder.id();
    let Some(incident) = &case.incident.value else {
        return [id, UNREADABLE.to_owned(), String::new(), String::new()];
    };
    let status = incident.status.map_or("draft", crate::model::Status::word);
    let severity = incident.severity.as_ref().map(ToString::to_string);
    let title = incident.title.to_string();
    [id, status.to_owned(), severity.unwrap_or_default(), title]
}

/// The rows as lines, in columns; a column that is empty throughout is left out.
fn table(rows: &[Row]) -> Vec<String> {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].width())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<_> = (0..4).map(width).collect();
    let line = |row: &Row| {
        let cells = (0..4).filter(|&column| widths[column] > 0).map(|column| {
            let cell = visible(&row[column]).replace('\n', " ");
            let gap = widths[column].saturating_sub(cell.width());
            cell + &" ".repeat(gap)
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
