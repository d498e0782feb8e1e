//! Findings as a code quality report of GitLab, which a merge request shows.

use serde_json::json;

use super::Level;
use super::placed::Placed;

/// The findings as one array, with a line end.
pub fn render(findings: &[Placed<'_>]) -> String {
    let rows = findings.iter().map(|placed| {
        json!({
            "description": placed.words(),
            "check_name": placed.finding.rule.code,
            "fingerprint": placed.print,
            "severity": severity(placed.finding.level),
            "location": {
                "path": placed.path,
                "lines": { "begin": placed.start.line, "end": placed.lines().end() },
            },
        })
    });
    // Text keys, texts and numbers alone, which JSON always takes.
    serde_json::to_string_pretty(&rows.collect::<Vec<_>>()).unwrap_or_default() + "\n"
}

const fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Hint | Level::Note => "info",
    }
}
