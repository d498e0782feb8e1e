//! A status without what it needs: accepted, mitigated, resolved, cleared, declined.

use std::sync::Arc;

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};
use crate::model::{
    DegradedCondition, DegradedStatus, EntryStatus, FollowUpStatus, LatentFailure, LatentStatus,
};
use crate::source::{Source, Span};

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "bare-status",
        group: Group::Structure,
        level: Level::Error,
        summary: "a status lacks what it rests on",
        why: "\"Accepted\" without a date to look again is forgotten; \"mitigated\" without what remains reads as gone; \"resolved\" or \"cleared\" without how that was shown is a wish.",
        help: "add the field of that name, or change the status",
        bad: &[
            "# review.yaml\nlatent_failures:\n- id: no-limit\n  what: batch jobs read without a limit\n  status: accepted\n",
            "# review.yaml\ndegraded_conditions:\n- id: two-of-three\n  what: two of three replicas\n  status: cleared\n  history:\n  - {on: 2026-03-19, to: cleared}\n",
            "# plan.yaml\nfollow_ups:\n- what: add a limit\n  status: declined\n",
        ],
        good: &[
            "# review.yaml\nlatent_failures:\n- id: no-limit\n  what: batch jobs read without a limit\n  status: accepted\n  accepted: {by_role: platform lead, look_again: 2026-07-01}\n",
            "# review.yaml\ndegraded_conditions:\n- id: two-of-three\n  what: two of three replicas\n  status: cleared\n  history:\n  - {on: 2026-03-19, to: cleared, note: three answer again}\n",
            "# plan.yaml\nfollow_ups:\n- what: add a limit\n  status: declined\n  because: the job is replaced in May\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    if let Some(review) = subject.review {
        let latent = review.value.latent_failures.iter();
        let latent = latent.filter_map(|entry| Some((&entry.id, of_latent(entry)?)));
        let degraded = review.value.degraded_conditions.iter();
        let degraded = degraded.filter_map(|entry| Some((&entry.id, of_degraded(entry)?)));
        for (id, bare) in latent.chain(degraded) {
            say(finder, review.source, id.span, bare);
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

/// What `accepted` rests on.
const ACCEPTED: &str = "accepted: {by_role: ..., look_again: ...}";

/// The status of a latent failure and the field that it lacks.
fn of_latent(entry: &LatentFailure) -> Option<(&'static str, &'static str)> {
    let status = entry.status?;
    let (has, field) = match status {
        LatentStatus::Accepted => (entry.accepted.is_some(), ACCEPTED),
        LatentStatus::Mitigated => (
            entry.mitigated.is_some(),
            "mitigated: {how: ..., what_remains: ...}",
        ),
        LatentStatus::Resolved => (entry.resolved.is_some(), "resolved: {how_shown: ...}"),
        LatentStatus::Open => (true, ""),
    };
    (!has).then_some((status.word(), field))
}

/// The same of a degraded-mode condition, whose history says how it was shown to be over.
fn of_degraded(entry: &DegradedCondition) -> Option<(&'static str, &'static str)> {
    let status = entry.status?;
    let shown = || {
        let mut changes = entry.history.iter();
        changes.any(|change| change.to == EntryStatus::Cleared && change.note.is_some())
    };
    let (has, field) = match status {
        DegradedStatus::Accepted => (entry.accepted.is_some(), ACCEPTED),
        DegradedStatus::Cleared => (
            shown(),
            "history: [{on: ..., to: cleared, note: how that was checked}]",
        ),
        DegradedStatus::Active => (true, ""),
    };
    (!has).then_some((status.word(), field))
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
