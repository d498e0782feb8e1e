//! A status without what it needs: accepted, mitigated, resolved, declined.

use std::sync::Arc;

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};
use crate::model::{FollowUpStatus, LatentStatus};
use crate::source::{Source, Span};

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "bare-status",
        group: Group::Structure,
        level: Level::Error,
        summary: "a status lacks what it rests on",
        why: "\"Accepted\" without a date to look again is forgotten; \"mitigated\" without what remains reads as gone; \"resolved\" without how that was shown is a wish.",
        help: "add the field of that name, or change the status",
        bad: &[
            "# review.yaml\nlatent_failures:\n- id: no-limit\n  what: batch jobs read without a limit\n  status: accepted\n",
            "# plan.yaml\nfollow_ups:\n- what: add a limit\n  status: declined\n",
        ],
        good: &[
            "# review.yaml\nlatent_failures:\n- id: no-limit\n  what: batch jobs read without a limit\n  status: accepted\n  accepted: {by_role: platform lead, look_again: 2026-07-01}\n",
            "# plan.yaml\nfollow_ups:\n- what: add a limit\n  status: declined\n  because: the job is replaced in May\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    if let Some(review) = subject.review {
        for entry in &review.value.latent_failures {
            let (has, field) = match entry.status {
                Some(LatentStatus::Accepted) => (
                    entry.accepted.is_some(),
                    "accepted: {by_role: ..., look_again: ...}",
                ),
                Some(LatentStatus::Mitigated) => (
                    entry.mitigated.is_some(),
                    "mitigated: {how: ..., what_remains: ...}",
                ),
                Some(LatentStatus::Resolved) => {
                    (entry.resolved.is_some(), "resolved: {how_shown: ...}")
                }
                Some(LatentStatus::Open) | None => continue,
            };
            let status = entry.status.map_or("", LatentStatus::word);
            if !has {
                say(finder, review.source, entry.id.span, (status, field));
            }
        }
    }
    if let Some(plan) = subject.plan {
        for follow_up in &plan.value.follow_ups {
            let Some(status) = &follow_up.status else {
                continue;
            };
            if status.value == FollowUpStatus::Declined && follow_up.because.is_none() {
                say(
                    finder,
                    plan.source,
                    status.span,
                    ("declined", "because: ..."),
                );
            }
        }
    }
}

fn say(finder: &mut Finder, source: &Arc<Source>, span: Span, (status, field): (&str, &str)) {
    finder
        .add(
            source,
            span,
            format!("`{status}` stands here without what it rests on"),
        )
        .help = Some(format!("add `{field}`"));
}
