//! A handle or an address where a role belongs.

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};

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
        ],
        good: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- {at: \"10:38\", who: morning on-call, what: looked}\n",
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
    for role in declared.chain(acting).filter(|role| role.contains('@')) {
        // The name itself is not repeated: findings end up in logs that others read.
        finder.add(
            incident.source,
            role.span,
            "this looks like a handle or an address; use the role",
        );
    }
}
