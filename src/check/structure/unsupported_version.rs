//! A file that says it is of a version this `pir` does not read.

use std::sync::Arc;

use crate::check::{Check, Finder, Subject};
use crate::load;
use crate::source::{Source, Spanned};

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &load::UNSUPPORTED_VERSION,
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let mut look = |source: &Arc<Source>, version: Option<&Spanned<u32>>| {
        if let Some((span, message)) = load::unsupported(version) {
            finder.add(source, span, message);
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
