//! A review that records a single contributing factor.

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "one-factor",
        group: Group::Structure,
        level: Level::Note,
        summary: "one contributing factor is recorded so far",
        why: "Each condition is harmless alone; it takes several together (Cook, points 3 and 7). The first explanation tends to close the search.",
        help: "ask: what else had to be there? (`pir walk --only factor-beyond-the-first`)",
        bad: &["# review.yaml\ncontributing_factors:\n- statement: the disk was full\n"],
        good: &[
            "# review.yaml\ncontributing_factors:\n- statement: the disk was full\n- statement: the disk board is opened once a month\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let Some(review) = subject.review else { return };
    if let [only] = review.value.contributing_factors.as_slice() {
        finder.add(
            review.source,
            only.statement.span,
            "one factor so far; what else had to be there?",
        );
    }
}
