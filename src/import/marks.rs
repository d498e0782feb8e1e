//! Milestones that events may stand for: an incident in, suggestions with why out. What they are is for
//! a person to say.

use crate::model::{Event, Incident, Kind, Mark};

/// An event that may be a milestone.
#[derive(Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The number of the event.
    pub event: usize,
    /// The milestone.
    pub mark: Mark,
    /// Why, in a few words.
    pub why: &'static str,
}

/// What a person does about an incident.
const STEPS: &[Kind] = &[
    Kind::Action,
    Kind::Mitigation,
    Kind::Escalation,
    Kind::Decision,
    Kind::Hypothesis,
    Kind::Observation,
    Kind::Communication,
    Kind::Join,
    Kind::Handoff,
    Kind::Workaround,
];

/// Suggestions for the marks that the incident does not have.
pub fn suggestions(incident: &Incident) -> Vec<Suggestion> {
    let events = &incident.timeline.events;
    let first = |is: &dyn Fn(&Event) -> bool, from: usize| {
        let below = events.iter().skip(from).position(is);
        below.map(|number| from + number)
    };
    let called = first(
        &|event| [Kind::Alert, Kind::Report].contains(event.kind()),
        0,
    );
    let stepped = first(&is_step, called.unwrap_or(0));
    let recovered = events
        .iter()
        .rposition(|event| *event.kind() == Kind::Recovery);
    let quiet = |number: &usize| {
        let mut after = events.iter().skip(*number);
        after.all(|event| *event.kind() != Kind::Alert)
    };
    let why = match called.map(|number| events[number].kind()) {
        Some(Kind::Report) => "the first report, with no alert before it",
        _ => "the first alert",
    };
    let found = [
        (Mark::Detected, called, why),
        (Mark::Declared, stepped, "the first step of a person"),
        (
            Mark::Resolved,
            recovered.filter(quiet),
            "the last recovery, with no alert after it",
        ),
    ];
    let missing = |mark: Mark| incident.mark(mark).is_none();
    let found = found.into_iter().filter(|(mark, ..)| missing(*mark));
    found
        .filter_map(|(mark, event, why)| {
            let event = event?;
            Some(Suggestion { event, mark, why })
        })
        .collect()
}

fn is_step(event: &Event) -> bool {
    event.who.is_some() && !event.by_automation() && STEPS.contains(event.kind())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::source::Source;

    fn found(events: &str) -> Vec<(Mark, usize)> {
        let text = format!("title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n{events}");
        let now = "2026-04-01T00:00:00Z".parse().unwrap();
        let loaded = load::incident(&Source::new("incident.yaml", text), now, None);
        let found = suggestions(&loaded.value.unwrap());
        found.iter().map(|own| (own.mark, own.event)).collect()
    }

    #[test]
    fn first_alert_first_step_and_last_recovery_are_suggested() {
        let events = "\
- {at: \"09:00\", kind: change, who: ana, what: deploys}
- {at: \"09:01\", kind: communication, who: ana, what: deployed}
- {at: \"09:05\", kind: alert, what: fires}
- {at: \"09:06\", kind: escalation, who: \"automation:pager\", what: calls}
- {at: \"09:07\", kind: action, who: bo, what: takes it}
- {at: \"09:20\", kind: recovery, what: falls}
- {at: \"09:30\", kind: recovery, what: gone}
";
        let all = [
            (Mark::Detected, 2),
            (Mark::Declared, 4),
            (Mark::Resolved, 6),
        ];
        assert_eq!(found(events), all);
        let again = format!("{events}- {{at: \"09:40\", kind: alert, what: fires again}}\n");
        assert_eq!(found(&again), all[..2]);
        let marked = events.replace("kind: alert,", "kind: alert, mark: detected,");
        assert_eq!(found(&marked), all[1..]);
        assert_eq!(found("- {at: \"09:00\", what: x}\n"), []);
        assert_eq!(
            found(
                "- {at: \"09:00\", kind: report, what: x}\n- {at: \"09:05\", kind: alert, what: y}\n"
            ),
            [(Mark::Detected, 0)]
        );
    }
}
