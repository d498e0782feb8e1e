//! A file that says it is of a version this `pir` does not read.

use std::sync::Arc;

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};
use crate::source::{Source, Spanned};

/// The version that this `pir` reads and writes.
const VERSION: u32 = 1;

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "unsupported-version",
        group: Group::Structure,
        level: Level::Error,
        summary: "a file is of a version that this pir does not read",
        why: "Fields may mean something else in another version.",
        help: "write `pir: 1`, or use a newer pir",
        bad: &["pir: 2\ntitle: T\n"],
        good: &["pir: 1\ntitle: T\n"],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let mut look = |source: &Arc<Source>, version: Option<&Spanned<u32>>| {
        if let Some(version) = version.filter(|version| version.value != VERSION) {
            let message =
                format!("this file is of version {version}, and this pir reads version 1");
            finder.add(source, version.span, message);
        }
    };
    look(subject.incident.source, subject.incident.value.pir.as_ref());
    if let Some(review) = subject.review {
        look(review.source, review.value.pir.as_ref());
    }
    if let Some(plan) = subject.plan {
        look(plan.source, plan.value.pir.as_ref());
    }
}
