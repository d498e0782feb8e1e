//! The page of the tables of `pir export`.

use std::fmt::Write as _;

use pir::archive::export::Table;

use super::row;

/// A query that the page and the README show, and what it prints over the archive of the
/// demonstration; another test runs it.
pub(crate) fn query() -> [String; 2] {
    let query = include_str!("../export/query.sql");
    let printed = include_str!("../export/query.txt");
    [
        format!("```sql\n{query}```\n"),
        format!("```text\n{printed}```\n"),
    ]
}

pub(crate) fn page() -> String {
    let [query, printed] = query();
    let mut page = format!(
        "# What `pir export` writes\n\nWritten by a test from the table of columns. Columns stay: a later version may add some at the end.\n\n\
         - **What is not known is null**: no key is left out in ndjson, and the cell is empty in CSV.\n\
         - **timestamp**: RFC 3339 in UTC. A time has three columns: `X` where it is known to the minute, and\n\
         \x20 `X_earliest` and `X_latest`, the first and the last moment that it can be (`~10:38` is five minutes\n\
         \x20 either way, `14:??` the hour, a date alone the day); null where a side is open.\n\
         - **date**: a day. What may be a month or a year in the files has two, `X_earliest` and `X_latest`.\n\
         - Lengths are whole seconds, the least and the most that they can be; null where an end is unknown or\n\
         \x20 lies before the start.\n\
         - **list**: an array of texts in ndjson; in CSV joined by `; `, which may also stand in a text, so take\n\
         \x20 ndjson where that matters.\n\
         - In CSV a text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a\n\
         \x20 carriage return) has a `'` before it, and control characters other than line breaks and tabs are\n\
         \x20 `\u{FFFD}`. Texts may have line breaks; Spark needs `multiLine` and `escape='\"'` to read them.\n\
         - Nothing is held back: what is marked `visibility: internal` is written too, with its mark in `visibility`.\n\
         - Rows come in the order of the folders. A file with errors is told of on standard error and left out, and\n\
         \x20 the exit code is 2.\n\n\
         Tables are joined by `incident`, and events by `incident` and `event`. With DuckDB:\n\n\
         ```sh\npir export -o incidents.ndjson\npir export --table factors -o factors.ndjson\n```\n\n\
         {query}\n{printed}"
    );
    for name in Table::names() {
        let table = Table::find(name).into_iter();
        for table in table {
            let _ = write!(page, "\n## {name}\n\nOne row for {}.\n\n", table.what);
            page += "| column | type | what it is |\n| --- | --- | --- |\n";
            for column in &table.columns {
                let name = format!("`{}`", column.name);
                page += &row(&[&name, column.holds.word(), &column.what]);
            }
        }
    }
    page
}
