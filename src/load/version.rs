//! A file that says it is of a version this `pir` does not read.

use std::sync::Arc;

use super::files::{Loaded, file};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Group, Level, Rule};
use crate::source::{Source, Span, Spanned};

/// The version that this `pir` reads and writes.
const VERSION: u32 = 1;

/// A file of another version.
pub static UNSUPPORTED_VERSION: Rule = Rule {
    code: "unsupported-version",
    group: Group::Structure,
    level: Level::Error,
    summary: "a file is of a version that this pir does not read",
    why: "Fields may mean something else in another version.",
    help: "write `pir: 1`, or use a newer pir",
    bad: &["pir: 2\ntitle: T\n"],
    good: &["pir: 1\ntitle: T\n"],
};

/// The settings: the text of a `pir.yaml` in.
pub fn settings(source: &Arc<Source>) -> Loaded<Config> {
    versioned(file(source), |settings: &Config| settings.pir.as_ref())
}

/// The same with a finding where the file says it is of another version.
pub(super) fn versioned<T>(
    mut loaded: Loaded<T>,
    version: impl Fn(&T) -> Option<&Spanned<u32>>,
) -> Loaded<T> {
    let other = unsupported(loaded.value.as_ref().and_then(version));
    let finding = other.map(|(span, message)| {
        Diagnostic::new(&UNSUPPORTED_VERSION, &loaded.source, span, message)
    });
    loaded.findings.extend(finding);
    loaded
}

/// Where a file says that it is of another version, and what there is to say of that.
pub fn unsupported(version: Option<&Spanned<u32>>) -> Option<(Span, String)> {
    let version = version.filter(|version| version.value != VERSION)?;
    let message =
        format!("this file is of version {version}, and this pir reads version {VERSION}");
    Some((version.span, message))
}
