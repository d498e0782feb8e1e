//! The state the system was in, and who or what kept it going.

use super::facts::{Fact, Facts, Point, Reduced};
use super::firing::Firing;
use super::rule::{Rule, Variant};
use super::words::{alike, by_hand};
use crate::model::Kind;

pub(super) static REPEAT_COMPONENT: Rule = Rule {
    id: "tl-repeat-component",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 72.0,
        when: "People act on a component three times or more, or twice in much the same words; steps that take another back do not count.",
        ask: "{component} was acted on {n} times ({times}). What was different each time, and is this something people do on other days as well?",
        unsure: "",
    }],
    probes: &["What does the step buy, and for how long?"],
    field: "degraded_conditions[].kept_working_by[]",
    why: "A repeated step is often a person standing in for a missing part (Cook, points 5 and 12; Woods, stuck in outdated behaviours).",
    find: repeat_component,
};

fn repeat_component<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let acts = |fact: &&Fact| {
        matches!(
            fact.kind(),
            Kind::Action | Kind::Mitigation | Kind::Workaround
        ) && fact.is_human()
            && fact.event.reverts.is_none()
    };
    let acts: Vec<&Fact> = facts.events.iter().filter(acts).collect();
    let mut parts: Vec<&str> = Vec::new();
    for part in acts.iter().flat_map(|fact| &fact.parts) {
        if !parts.contains(part) {
            parts.push(part);
        }
    }
    let firing = |part: &str| {
        let own = acts.iter().filter(|fact| fact.parts.contains(part));
        let own: Vec<&Fact> = own.copied().collect();
        let repeated = match own.as_slice() {
            [a, b] => alike(&a.event.what, &b.event.what),
            _ => own.len() >= 3,
        };
        let time = |fact: &&Fact| match &fact.at {
            Some(at) => facts.clock(at),
            None => "an unknown time".to_owned(),
        };
        let times: Vec<String> = own.iter().map(time).collect();
        let firing = Firing::new(facts, &REPEAT_COMPONENT.variants[0])
            .say("component", part)
            .say("n", own.len().to_string())
            .say("times", times.join(", "))
            .events(own);
        repeated.then_some(firing)
    };
    parts.into_iter().filter_map(firing).collect()
}

pub(super) static SLOW_CLOSE: Rule = Rule {
    id: "tl-slow-close",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 73.0,
        when: "From the end of harm until the incident was closed it took {slow_close} or more, and no less than from detection to the end of harm.",
        ask: "Users were all right again at {M}; the incident closed at {R}, {gap} later. What state was the system in meanwhile, and what kept it going?",
        unsure: "",
    }],
    probes: &[
        "What room was left in that state?",
        "What is still provisional today?",
    ],
    field: "degraded_conditions[]",
    why: "Recovery is more than the end of impact; provisional states are degraded mode (Cook, point 5; STELLA, early interventions).",
    find: |facts| slow_close(facts).into_iter().collect(),
};

fn slow_close<'f>(facts: &'f Facts<'f>) -> Option<Firing<'f>> {
    let (over, end) = (facts.mitigated.as_ref()?, facts.resolved.as_ref()?);
    let least = facts.limits.slow_close.0;
    let harm = facts
        .detected
        .as_ref()
        .map(|detected| over.at - detected.at);
    let least = harm.map_or(least, |harm| harm.max(least));
    let firing = Firing::new(facts, &SLOW_CLOSE.variants[0])
        .window(over, end)
        .at("M", over)
        .at("R", end)
        .say("gap", over.gap(end))
        .lasting(over, end, least);
    (end.at - over.at >= least).then_some(firing)
}

pub(super) static CONDITION_PREDATES: Rule = Rule {
    id: "tl-condition-predates",
    cap: Some(3),
    variants: &[Variant {
        name: "",
        weight: 94.0,
        when: "A condition of the timeline, or a degraded-mode condition of the review, was there more than {predates} before the start.",
        ask: "'{e.text}' had been so since {since}. What kept things working in that state, who knew, and how much room was left?",
        unsure: "",
    }],
    probes: &[
        "What did it look like on an ordinary day?",
        "When was it last looked at, and by whom?",
    ],
    field: "degraded_conditions[]",
    why: "Cook, point 5; the seed unit's second key point.",
    find: condition_predates,
};

fn condition_predates<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let Some(start) = &facts.started else {
        return Vec::new();
    };
    let least = facts.limits.predates.0;
    let fires = |since: &Point| {
        let firing = Firing::new(facts, &CONDITION_PREDATES.variants[0])
            .at("since", since)
            .lasting(since, start, least);
        (start.at - since.at > least).then_some(firing)
    };
    let event =
        |fact: &'f Fact<'f>| Some(fires(fact.since().or(fact.at.as_ref())?)?.event("e", fact));
    let entry = |entry: &'f Reduced| {
        // A day that may be that of the incident does not tell that it was so before.
        if start.at < entry.since.at + entry.since.off {
            return None;
        }
        let firing = fires(&entry.since)?.say("e.text", &entry.what);
        Some(firing.about(&entry.id))
    };
    let events = facts.of_kind(Kind::Condition).filter_map(event);
    events
        .chain(facts.conditions.iter().filter_map(entry))
        .collect()
}

pub(super) static HUMAN_REDUNDANCY: Rule = Rule {
    id: "tl-human-redundancy",
    cap: Some(2),
    variants: &[Variant {
        name: "",
        weight: 86.0,
        when: "A person works around something, or what they do or see is told in words of work by hand or of habit: by hand, manually, every morning, as usual, nudged.",
        ask: "'{e.text}' ({e.actor}). How often is this done, who is able to do it, and what happens on a day nobody does?",
        unsure: "",
    }],
    probes: &[
        "How did it begin?",
        "What does it cost the people doing it?",
        "What would the system look like to a newcomer who does not know of it?",
    ],
    field: "degraded_conditions[].kept_working_by[]",
    why: "People keep flawed systems working (Cook, points 5, 12, 17; MS Learn, trap 4).",
    find: |facts| {
        let carries = |fact: &&Fact| {
            fact.is_human()
                && match fact.kind() {
                    Kind::Workaround => true,
                    Kind::Action | Kind::Mitigation | Kind::Observation => {
                        by_hand(&fact.event.what)
                    }
                    _ => false,
                }
        };
        let carried = facts.events.iter().filter(carries);
        carried
            .map(|fact| Firing::new(facts, &HUMAN_REDUNDANCY.variants[0]).event("e", fact))
            .collect()
    },
};

pub(super) static SELF_RECOVERY: Rule = Rule {
    id: "tl-self-recovery",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 71.0,
        when: "Something recovers, nobody is named with it, and neither a mitigation nor an action or change to the same component comes within {self_recovery} before it.",
        ask: "{component} came back at {r.time} with no recorded step before it. What is thought to have changed, and what might bring the trouble on again?",
        unsure: "",
    }],
    probes: &["Which limits, schedules or retries run out about then?"],
    field: "latent_failures[]",
    why: "What goes away by itself is still there (STELLA, uncertainty; Reason).",
    find: self_recovery,
};

fn self_recovery<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let window = facts.limits.self_recovery.0;
    let helped = |fact: &Fact, step: &Fact| match step.kind() {
        Kind::Mitigation => true,
        Kind::Action | Kind::Change => step.shares(fact),
        _ => false,
    };
    let was_helped = |fact: &Fact, at: &Point| {
        let mut before = facts.between(at.at - window, at.at);
        before.any(|(step, _)| helped(fact, step))
    };
    facts
        .timed()
        .filter(|(fact, _)| *fact.kind() == Kind::Recovery && fact.actor().is_none())
        .filter(|(fact, at)| !was_helped(fact, at))
        .map(|(fact, _)| {
            let parts: Vec<&str> = fact.parts.iter().copied().collect();
            let component = match parts.as_slice() {
                [] => "Something".to_owned(),
                parts => parts.join(", "),
            };
            Firing::new(facts, &SELF_RECOVERY.variants[0])
                .event("r", fact)
                .say("component", component)
        })
        .collect()
}

pub(super) static QUICK_SAVE: Rule = Rule {
    id: "tl-quick-save",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 69.0,
        when: "Harm was over within {quick} of detection.",
        ask: "It took only {gap} from noticing to mitigation. What did people know, have ready or do on other days that made this possible?",
        unsure: "",
    }],
    probes: &["Which part of it is at risk of being lost?"],
    field: "review.went_well[]",
    why: "Hollnagel, Safety-II: study what goes well with the same care.",
    find: |facts| quick_save(facts).into_iter().collect(),
};

fn quick_save<'f>(facts: &'f Facts<'f>) -> Option<Firing<'f>> {
    let (detected, over) = (facts.detected.as_ref()?, facts.mitigated.as_ref()?);
    let most = facts.limits.quick;
    let length = over.at - detected.at;
    let none = chrono::TimeDelta::zero();
    let firing = Firing::new(facts, &QUICK_SAVE.variants[0])
        .window(detected, over)
        .say("gap", detected.gap(over))
        .lasting(detected, over, none)
        .within(detected, over, most);
    (length >= none && length <= most.0).then_some(firing)
}

pub(super) static AUTOMATION_ACTED: Rule = Rule {
    id: "tl-automation-acted",
    cap: Some(2),
    variants: &[Variant {
        name: "",
        weight: 70.0,
        when: "An action, mitigation or change names no person: a machine (`automation:<name>`), or nobody.",
        ask: "{e.actor} acted at {e.time}: '{e.text}'. What was it reacting to, what did it tell people, and how did it shape what they saw next?",
        unsure: "",
    }],
    probes: &["How would one pause it, and who knows how?"],
    field: "review.sensemaking[].automation",
    why: "Bainbridge, ironies of automation; VOID 2024; Woods, decompensation.",
    find: automation_acted,
};

/// The question where nobody says whether a person or a machine acted.
const NOBODY_NAMED: &str = "At {e.time}, with no actor recorded: '{e.text}'. If it was a machine, what was it reacting to, what did it tell people, and how did it shape what they saw next?";

fn automation_acted<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let acts = |fact: &&Fact| {
        let kinds = [Kind::Action, Kind::Mitigation, Kind::Change];
        kinds.contains(fact.kind()) && !fact.is_human()
    };
    let firing = |fact: &'f Fact<'f>| {
        let firing = Firing::new(facts, &AUTOMATION_ACTED.variants[0]).event("e", fact);
        match fact.actor() {
            Some(_) => firing,
            None => firing.asking(NOBODY_NAMED),
        }
    };
    facts.events.iter().filter(acts).map(firing).collect()
}

pub(super) static TOOL_AFFECTED: Rule = Rule {
    id: "tl-tool-affected",
    cap: Some(2),
    variants: &[Variant {
        name: "",
        weight: 77.0,
        when: "A symptom, alert, condition or report is about one of the `response_tools` of `pir.yaml`.",
        ask: "{component}, which responders rely on, was itself affected at {e.time}. How did people see and talk in the meantime?",
        unsure: "",
    }],
    probes: &["What else depends on it in the same hour?"],
    field: "review.response_cost.tools_affected[]",
    why: "STELLA, strange loops.",
    find: tool_affected,
};

fn tool_affected<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let firing = |fact: &'f Fact<'f>| {
        let kinds = [Kind::Symptom, Kind::Alert, Kind::Condition, Kind::Report];
        let tool = facts.tools.iter().find(|tool| fact.parts.contains(*tool))?;
        let firing = Firing::new(facts, &TOOL_AFFECTED.variants[0])
            .event("e", fact)
            .say("component", *tool);
        kinds.contains(fact.kind()).then_some(firing)
    };
    facts.events.iter().filter_map(firing).collect()
}
