//! Findings for programs: a JSON array of objects, `[]` where there is none.

use serde::Serialize;

use super::placed::Placed;
use super::{Group, Level};

/// One finding. Lines and columns count from 1, columns in characters; `end` is one past the last.
#[derive(Debug, Serialize)]
struct Row<'a> {
    code: &'a str,
    group: Group,
    level: Level,
    message: &'a str,
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: &'a str,
    why: &'a str,
}

/// The findings as one array, in their order, with a line end.
pub fn render(findings: &[Placed<'_>]) -> String {
    let rows: Vec<_> = findings.iter().map(row).collect();
    // Rows hold strings and numbers alone, which JSON always takes.
    serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"
}

fn row<'a>(placed: &Placed<'a>) -> Row<'a> {
    let finding = placed.finding;
    Row {
        code: finding.rule.code,
        group: finding.rule.group,
        level: finding.level,
        message: &finding.message,
        path: finding.source.path().to_string_lossy().into_owned(),
        line: placed.start.line,
        column: placed.start.column,
        end_line: placed.end.line,
        end_column: placed.end.column,
        help: finding.advice(),
        why: finding.rule.why,
    }
}
