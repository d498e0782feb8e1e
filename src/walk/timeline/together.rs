//! How people worked together, and what it took out of them.

use chrono::{Datelike, TimeDelta, Weekday};

use super::facts::{Fact, Facts, Moment, Point};
use super::firing::Firing;
use super::rule::{Rule, Variant};
use crate::model::Kind;

pub(super) static HANDOFF: Rule = Rule {
    id: "tl-handoff",
    cap: Some(2),
    variants: &[Variant {
        name: "",
        weight: 74.0,
        when: "Work passed from one role to another.",
        ask: "At {e.time} the work went from {e.actor} to {e.to}. What was said, what was written, and what did the next person have to find out anew?",
        unsure: "",
    }],
    probes: &["Which worry did not make it across?"],
    field: "review.coordination[]",
    why: "Etsy names hand-off moments; London Protocol, team factors; Patterson and Woods on handovers.",
    find: |facts| {
        let handoffs = facts.of_kind(Kind::Handoff);
        handoffs
            .map(|fact| Firing::new(facts, &HANDOFF.variants[0]).event("e", fact))
            .collect()
    },
};

pub(super) static ESCALATION: Rule = Rule {
    id: "tl-escalation",
    cap: Some(2),
    variants: &[
        Variant {
            name: "",
            weight: 76.0,
            when: "Help was asked for.",
            ask: "Help was asked for at {e.time}, {gap} after detection. What told you it was time, and how did you know whom to ask?",
            unsure: "",
        },
        Variant {
            name: "slow-join",
            weight: 76.0,
            when: "Help was asked for, and it took {join_slow} or more until somebody joined.",
            ask: "Help was asked for at {e.time}, {gap} after detection. What told you it was time, and how did you know whom to ask?",
            unsure: "",
        },
    ],
    probes: &[
        "What made an earlier call feel too early?",
        "slow-join: {gap2} went by until {join.actor} was there. What did it take to reach them and to bring them up to speed?",
    ],
    field: "review.coordination[]",
    why: "Klein, help; PagerDuty, help; STELLA, expertise on demand.",
    find: escalation,
};

/// The question where help was asked for before detection, or nobody knows when that was.
const BEFORE_DETECTION: &str =
    "Help was asked for at {e.time}. What told you it was time, and how did you know whom to ask?";

fn escalation<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let [plain, slow] = ESCALATION.variants else {
        return Vec::new();
    };
    let firing = |fact: &'f Fact<'f>| {
        let joined = fact.at.as_ref().and_then(|at| {
            let mut after = facts.from(at.at);
            let (join, own) = after.find(|(join, _)| *join.kind() == Kind::Join)?;
            (own.at - at.at >= facts.limits.join_slow.0).then_some((at, join, own))
        });
        let variant = if joined.is_some() { slow } else { plain };
        let mut firing = Firing::new(facts, variant).event("e", fact);
        if let Some((at, join, own)) = joined {
            firing = firing.event("join", join).say("gap2", at.gap(own)).lasting(
                at,
                own,
                facts.limits.join_slow.0,
            );
        }
        match (&facts.detected, &fact.at) {
            (Some(detected), Some(at)) if at.at >= detected.at => {
                firing.say("gap", detected.gap(at))
            }
            _ => firing.asking(BEFORE_DETECTION),
        }
    };
    facts.of_kind(Kind::Escalation).map(firing).collect()
}

pub(super) static RESPONDER_COUNT: Rule = Rule {
    id: "tl-responder-count",
    cap: Some(2),
    variants: &[
        Variant {
            name: "crowd",
            weight: 58.0,
            when: "{crowd} or more people appear within {crowd_window}, between detection and the end.",
            ask: "By {e.time} {n} people were on this. How did each know what to do, and what did it take to keep the group together?",
            unsure: "",
        },
        Variant {
            name: "lone",
            weight: 67.0,
            when: "For {lone} or more between detection and the end of harm, steps of one person alone are recorded; the longest such stretch.",
            ask: "From {t1} to {t2} only {actor} appears. What did they know or hold that others did not, and how does this go on a day they are away?",
            unsure: "",
        },
    ],
    probes: &["Who wanted to help and could not find a way in?"],
    field: "review.coordination[]",
    why: "STELLA 4.3 and Maguire, costs of coordination; Howie, lone wolves and islands of knowledge.",
    find: |facts| crowd(facts).into_iter().chain(lone(facts)).collect(),
};

fn crowd<'f>(facts: &'f Facts<'f>) -> Option<Firing<'f>> {
    let (from, to) = (facts.detected.as_ref()?, facts.resolved.as_ref()?);
    let people: Vec<_> = facts
        .timed()
        .filter(|(fact, at)| fact.is_human() && at.at >= from.at && at.at <= to.at)
        .collect();
    let least = usize::try_from(facts.limits.crowd).unwrap_or(usize::MAX);
    let window = facts.limits.crowd_window;
    people.iter().enumerate().find_map(|(place, (last, at))| {
        let mut roles: Vec<&str> = Vec::new();
        let mut first = *at;
        for (fact, own) in people[..=place].iter().rev() {
            let role = fact.actor()?;
            if at.at - own.at > window.0 {
                break;
            }
            if !roles.contains(&role) {
                roles.push(role);
                first = own;
            }
        }
        let firing = Firing::new(facts, &RESPONDER_COUNT.variants[0])
            .event("e", last)
            .say("n", roles.len().to_string())
            .within(first, at, window);
        (roles.len() >= least).then_some(firing)
    })
}

/// A stretch in which one person alone takes steps.
struct Alone<'f> {
    actor: &'f str,
    from: Point,
    to: Point,
}

fn lone<'f>(facts: &'f Facts<'f>) -> Option<Firing<'f>> {
    let from = facts.detected.as_ref()?;
    let to = facts.mitigated.as_ref().or(facts.resolved.as_ref())?;
    let least = facts.limits.lone.0;
    let mut longest: Option<Alone> = None;
    let length = |alone: &Alone| alone.to.at - alone.from.at;
    for alone in alone(facts, (from, to)) {
        let longer = longest
            .as_ref()
            .is_none_or(|own| length(&alone) > length(own));
        if longer && length(&alone) >= least {
            longest = Some(alone);
        }
    }
    let Alone { actor, from, to } = longest?;
    let firing = Firing::new(facts, &RESPONDER_COUNT.variants[1])
        .window(&from, &to)
        .at("t1", &from)
        .at("t2", &to)
        .say("actor", actor)
        .lasting(&from, &to, least);
    Some(firing)
}

/// Every longest stretch between `from` and `to` in which one person alone takes steps. A step
/// with an end is there all the time.
fn alone<'f>(facts: &'f Facts<'f>, (from, to): (&Point, &Point)) -> Vec<Alone<'f>> {
    let steps: Vec<(&str, Point, Point)> = facts
        .timed()
        .filter(|(fact, _)| fact.is_step())
        .filter_map(|(fact, at)| Some((fact.actor()?, at.clone(), fact.end_point()?)))
        .filter(|(_, start, end)| end.at >= from.at && start.at <= to.at)
        .collect();
    let mut actors: Vec<&str> = Vec::new();
    for (actor, ..) in &steps {
        if !actors.contains(actor) {
            actors.push(actor);
        }
    }
    let mut all = Vec::new();
    for actor in actors {
        let others = steps.iter().filter(|row| row.0 != actor);
        let own: Vec<_> = steps.iter().filter(|row| row.0 == actor).collect();
        for free in free(others, (from, to)) {
            if own
                .iter()
                .any(|(_, start, end)| free.holds(start.at, end.at))
            {
                all.push(Alone {
                    actor,
                    from: free.from,
                    to: free.to,
                });
            }
        }
    }
    all.sort_by_key(|alone| alone.from.at);
    all
}

/// A stretch without steps of others.
struct Free {
    from: Point,
    to: Point,
    /// Whether a step of somebody else stands at its start, at its end.
    met: (bool, bool),
}

impl Free {
    /// Whether something that lasts from `start` to `end` is in it. Where somebody else stands at
    /// its edge, the edge itself is not.
    fn holds(&self, start: Moment, end: Moment) -> bool {
        let begins = if self.met.1 {
            start < self.to.at
        } else {
            start <= self.to.at
        };
        let ends = if self.met.0 {
            end > self.from.at
        } else {
            end >= self.from.at
        };
        begins && ends
    }
}

/// What is left of the stretch from `from` to `to` without `others`, which are in order of time.
fn free<'s>(
    others: impl Iterator<Item = &'s (&'s str, Point, Point)>,
    (from, to): (&Point, &Point),
) -> Vec<Free> {
    let mut all = Vec::new();
    let (mut free_from, mut met) = (from.clone(), false);
    for (_, start, end) in others {
        if start.at > free_from.at {
            all.push(Free {
                from: free_from.clone(),
                to: start.clone(),
                met: (met, true),
            });
        }
        if end.at >= free_from.at {
            (free_from, met) = (end.clone(), true);
        }
    }
    if to.at > free_from.at {
        all.push(Free {
            from: free_from,
            to: to.clone(),
            met: (met, false),
        });
    }
    all
}

pub(super) static QUIET_OUTSIDE: Rule = Rule {
    id: "tl-quiet-outside",
    cap: None,
    variants: &[Variant {
        name: "",
        weight: 50.0,
        when: "No news went out within {quiet_first} of detection although harm lasted longer, or {quiet_next} or more lie between two pieces of news before harm was over.",
        ask: "What did people outside the response know between {t1} and {t2}, and how had they learned it?",
        unsure: "no news went out between {t1} and {t2}.",
    }],
    probes: &["Who was making decisions on that knowledge?"],
    field: "review.communication[]",
    why: "MS Learn, what we know / what we do / when you hear next.",
    find: quiet_outside,
};

fn quiet_outside<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let Some(over) = &facts.mitigated else {
        return Vec::new();
    };
    let news: Vec<_> = facts
        .timed()
        .filter(|(fact, _)| *fact.kind() == Kind::Communication)
        .collect();
    let quiet = |from: &Point, to: &Point, least: TimeDelta| {
        Firing::new(facts, &QUIET_OUTSIDE.variants[0])
            .window(from, to)
            .at("t1", from)
            .at("t2", to)
            .lasting(from, to, least)
    };
    let mut firings = Vec::new();
    if let Some(detected) = &facts.detected {
        let least = facts.limits.quiet_first.0;
        let first = news.iter().find(|(_, at)| at.at >= detected.at);
        let first = first.map(|(_, at)| *at).filter(|at| at.at <= over.at);
        let until = first.unwrap_or(over);
        let soon = news
            .iter()
            .any(|(_, at)| at.at >= detected.at && at.at - detected.at <= least);
        if over.at - detected.at >= least && !soon {
            firings.push(quiet(detected, until, least));
        }
    }
    let before: Vec<_> = news.iter().filter(|(_, at)| at.at < over.at).collect();
    for pair in before.windows(2) {
        let [(told, from), (_, to)] = pair else {
            continue;
        };
        let least = facts.limits.quiet_next.0;
        if to.at - from.at >= least {
            firings.push(quiet(from, to, least).about(&told.event.key));
        }
    }
    firings
}

pub(super) static HOURS: Rule = Rule {
    id: "tl-hours",
    cap: Some(2),
    variants: &[
        Variant {
            name: "out-of-hours",
            weight: 52.0,
            when: "Detection falls outside the working hours of `pir.yaml`, in its zone.",
            ask: "This reached people on {weekday} at {local time}. What was different about responding then: who could be reached, which access was at hand, how rested were people?",
            unsure: "",
        },
        Variant {
            name: "stretch",
            weight: 56.0,
            when: "One person appears over {stretch} or more, from an hour before the start on.",
            ask: "{actor} appears from {t1} to {t2}. Who was able to rest, how was that decided, and what did it take out of people?",
            unsure: "",
        },
    ],
    probes: &["What was put off the next day because of it?"],
    field: "review.response_cost",
    why: "London Protocol and HFACS, workload and fatigue as conditions of work; MS Learn on rotations.",
    find: |facts| {
        out_of_hours(facts)
            .into_iter()
            .chain(stretch(facts))
            .collect()
    },
};

fn out_of_hours<'f>(facts: &'f Facts<'f>) -> Option<Firing<'f>> {
    let hours = facts.hours?;
    let detected = facts.detected.as_ref()?;
    let local = facts.at_work(detected);
    if hours.hold(local.weekday(), local.time()) {
        return None;
    }
    let firing = Firing::new(facts, &HOURS.variants[0])
        .say("weekday", name_of(local.weekday()))
        .say("local time", local.format("%H:%M").to_string());
    Some(firing)
}

fn name_of(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn stretch<'f>(facts: &'f Facts<'f>) -> Vec<Firing<'f>> {
    let (Some(start), Some(end)) = (&facts.started, &facts.resolved) else {
        return Vec::new();
    };
    let from = start.at - TimeDelta::hours(1);
    let least = facts.limits.stretch.0;
    let mut people: Vec<(&str, &Point, &Point)> = Vec::new();
    for (fact, at) in facts
        .timed()
        .filter(|(fact, at)| fact.is_human() && at.at >= from && at.at <= end.at)
    {
        let Some(actor) = fact.actor() else { continue };
        match people.iter_mut().find(|row| row.0 == actor) {
            Some(row) => row.2 = at,
            None => people.push((actor, at, at)),
        }
    }
    people
        .into_iter()
        .filter(|(_, first, last)| last.at - first.at >= least)
        .map(|(actor, first, last)| {
            Firing::new(facts, &HOURS.variants[1])
                .window(first, last)
                .say("actor", actor)
                .at("t1", first)
                .at("t2", last)
                .lasting(first, last, least)
                .about(actor)
        })
        .collect()
}
