//! A handle or an address where a role belongs.

use std::sync::Arc;

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};
use crate::source::{Source, Text};

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "handle-as-role",
        group: Group::Structure,
        level: Level::Hint,
        summary: "a handle or an e-mail address stands where a role belongs",
        why: "A review is about conditions that would have met anybody in that place; a role says the place (MS Learn, blameless; PagerDuty, 'any responder').",
        help: "write the role, as `morning on-call`",
        bad: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {at: \"10:38\", who: \"@ana\", what: looked}\n",
            "# plan.yaml\nfollow_ups:\n- {what: count trains each morning, owner: \"@ana\"}\n",
        ],
        good: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {at: \"10:38\", who: morning on-call, what: looked}\n",
            "# plan.yaml\nfollow_ups:\n- {what: count trains each morning, owner: travel team}\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let incident = subject.incident;
    let declared = incident.value.roles.0.iter().map(|(role, _)| role);
    let acting = incident
        .value
        .timeline
        .events
        .iter()
        .flat_map(|event| event.who.iter().chain(&event.to));
    for role in declared.chain(acting) {
        look((incident.source, role), finder);
    }
    if let Some(plan) = subject.plan {
        let owners = plan.value.follow_ups.iter();
        for owner in owners.filter_map(|follow_up| follow_up.owner.as_ref()) {
            look((plan.source, owner), finder);
        }
    }
}

fn look((source, role): (&Arc<Source>, &Text), finder: &mut Finder) {
    if role.contains('@') {
        // The name itself is not repeated: findings end up in logs that others read.
        let message = "this looks like a handle or an address; use the role";
        finder.add(source, role.span, message);
    }
}
