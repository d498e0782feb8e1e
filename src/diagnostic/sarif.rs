//! Findings as SARIF 2.1.0 (OASIS), which code hosts take in.

use serde_json::{Value, json};

use super::placed::Placed;
use super::{Level, Rule};

/// Where the form is described.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings as one run of the tool, with a line end.
pub fn render(findings: &[Placed<'_>]) -> String {
    let mut rules: Vec<&Rule> = Vec::new();
    let results = findings.iter().map(|placed| {
        let own = placed.finding.rule;
        let index = rules.iter().position(|rule| rule.code == own.code);
        let index = index.unwrap_or_else(|| {
            rules.push(own);
            rules.len() - 1
        });
        result(placed, index)
    });
    let results: Vec<_> = results.collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "pir",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // Text keys, texts and numbers alone, which JSON always takes.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.why },
        "help": { "text": rule.help },
        "defaultConfiguration": { "level": level(rule.level) },
        "properties": { "tags": [rule.group.word()] },
    })
}

fn result(placed: &Placed<'_>, index: usize) -> Value {
    json!({
        "ruleId": placed.finding.rule.code,
        "ruleIndex": index,
        "level": level(placed.finding.level),
        "message": { "text": placed.words() },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&placed.path), "uriBaseId": "%SRCROOT%" },
            "region": {
                "startLine": placed.start.line,
                "startColumn": placed.start.column,
                "endLine": placed.end.line,
                "endColumn": placed.end.column,
            },
        } }],
        "partialFingerprints": { "pir/v1": placed.print },
    })
}

/// SARIF has no hints.
const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint | Level::Note => "note",
    }
}

/// A path as a relative address.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
