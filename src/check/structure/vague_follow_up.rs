//! A follow-up whose verb has no end that one could see.

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};
use crate::model::{FollowUp, FollowUpStatus, vague};

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "vague-follow-up",
        group: Group::Structure,
        level: Level::Hint,
        summary: "a follow-up begins with a verb that leaves open when it is done",
        why: "What has no end that one could see is neither done nor given up, and stays in the list until nobody looks at it.",
        help: "say in `done_when` how one can tell, or begin with what will be different",
        bad: &[
            "# plan.yaml\nfollow_ups:\n- what: Investigate it\n",
            "# plan.yaml\nfollow_ups:\n- {what: We should improve the monitoring, status: committed}\n",
        ],
        good: &[
            "# plan.yaml\nfollow_ups:\n- {what: Investigate it, done_when: the review of May says where the rows went}\n",
            "# plan.yaml\nfollow_ups:\n- {what: Improve the monitoring, status: declined, because: the board is replaced in May}\n",
            "# plan.yaml\nfollow_ups:\n- what: Page when the age of the queue is over a minute\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let Some(plan) = subject.plan else { return };
    let follow_ups = plan.value.follow_ups.iter();
    for follow_up in follow_ups.filter(|own| is_ahead(own) && own.done_when.is_none()) {
        let Some((verb, question)) = vague(&follow_up.what) else {
            continue;
        };
        let message = format!("\u{201c}{verb}\u{201d} leaves open when this is done");
        let finding = finder.add(plan.source, follow_up.what.span, message);
        finding.help = Some(format!("{question} the answer can stand in `done_when`"));
    }
}

/// Whether somebody has yet to do it.
fn is_ahead(follow_up: &FollowUp) -> bool {
    let status = follow_up.status.as_ref().map(|status| status.value);
    !matches!(
        status,
        Some(FollowUpStatus::Declined | FollowUpStatus::Done)
    )
}
