//! Findings as test cases in XML, which build servers read since they read those of `JUnit`.

use std::fmt::Write as _;

use super::Level;
use super::placed::Placed;

/// A test case for each finding, failed from level `fails` on and skipped below it, so that nothing
/// but what ends the run with 1 fails a build; one that passed where nothing was found.
pub fn render(findings: &[Placed<'_>], fails: Level) -> String {
    let failures = findings
        .iter()
        .filter(|placed| placed.finding.level >= fails)
        .count();
    let (tests, skipped) = (findings.len().max(1), findings.len() - failures);
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\"");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"pir\" {counts}>\n  \
         <testsuite name=\"pir check\" {counts} skipped=\"{skipped}\">\n"
    );
    if findings.is_empty() {
        out.push_str("    <testcase classname=\"pir\" name=\"nothing found\"/>\n");
    }
    for placed in findings {
        out.push_str(&case(placed, fails));
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn case(placed: &Placed<'_>, fails: Level) -> String {
    let (finding, line, column) = (placed.finding, placed.start.line, placed.start.column);
    let (path, code) = (text(&placed.path), finding.rule.code);
    let words = text(&placed.words());
    let mut out = format!(
        "    <testcase classname=\"{path}\" name=\"{code} at {line}:{column}\" file=\"{path}\" \
         line=\"{line}\">\n"
    );
    let level = finding.level.word();
    let _ = if finding.level >= fails {
        writeln!(
            out,
            "      <failure type=\"{level}\" message=\"{}\">{path}:{line}:{column}: {words}</failure>",
            text(&finding.message)
        )
    } else {
        writeln!(out, "      <skipped message=\"{level}: {words}\"/>")
    };
    out + "    </testcase>\n"
}

/// A text between tags or in quotes, without what XML cannot hold.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
