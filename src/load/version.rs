//! A file that says it is of a version this `pir` does not read.

use super::files::Loaded;
use crate::diagnostic::{Diagnostic, Group, Level, Rule};
use crate::source::Spanned;

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

/// A file that was read, whose version is where `version` says, with a finding where it is another.
pub fn versioned<T>(
    mut loaded: Loaded<T>,
    version: impl Fn(&T) -> Option<&Spanned<u32>>,
) -> Loaded<T> {
    let stated = loaded.value.as_ref().and_then(version);
    let other = stated.filter(|version| version.value != VERSION);
    let finding = other.map(|version| {
        let message =
            format!("this file is of version {version}, and this pir reads version {VERSION}");
        Diagnostic::new(&UNSUPPORTED_VERSION, &loaded.source, version.span, message)
    });
    loaded.findings.extend(finding);
    loaded
}
