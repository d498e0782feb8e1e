//! Contributing factors: conditions without which the incident would have taken another course.

use schemars::JsonSchema;
use serde::Deserialize;

use super::visibility::Visibility;
use super::words::words;
use crate::source::{OneOrMany, Text};

/// A condition that was doing something that day. Always several, never a person.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// Name for references.
    pub id: Option<Text>,
    /// *Thing or arrangement* was so, which meant *effect*.
    #[schemars(extend("examples" = ["The replica-lag alert fires twice a week without consequence, which meant that it read as background."]))]
    pub statement: Text,
    /// One to three of the twenty categories; local ones begin with `x-`.
    #[serde(default)]
    #[schemars(with = "Categories")]
    pub categories: OneOrMany<Text>,
    /// What it did to the course of the incident.
    pub influence: Option<Influence>,
    /// Events or evidence that show it.
    #[serde(default)]
    #[schemars(extend("examples" = [["e4", "TICKET-881"]]))]
    pub shown_by: OneOrMany<Text>,
    /// How it is known.
    pub confidence: Option<Confidence>,
    /// Since when it has been so, in words.
    #[schemars(extend("examples" = ["since the move to two replicas in November"]))]
    pub present_since: Option<Text>,
    /// Ids of latent failures that belong to it.
    #[serde(default)]
    pub latent_failures: OneOrMany<Text>,
    /// Ids of degraded-mode conditions that belong to it.
    #[serde(default)]
    pub degraded_conditions: OneOrMany<Text>,
    /// Who may read it: `internal` keeps it out of every rendering for the public.
    pub visibility: Option<Visibility>,
}

words! {
    /// What a factor did to the course of an incident.
    Influence {
        SetTheStage = "set-the-stage": "made it possible",
        Started = "started": "set it off",
        Spread = "spread": "made it larger",
        Hid = "hid": "kept it from being seen",
        SlowedRecovery = "slowed-recovery": "made the way back longer",
        Limited = "limited": "kept it smaller",
    }
}

words! {
    /// How a factor is known.
    Confidence {
        Seen = "seen": "from a record",
        Told = "told": "from an account",
        Inferred = "inferred": "concluded",
        Disputed = "disputed": "views differ",
    }
}

words! {
    /// The five families of categories.
    Family {
        Technical = "technical-system": "The technical system",
        Change = "change-and-proof": "Change and proof",
        Seeing = "seeing-and-acting": "Seeing and acting",
        People = "people-working-together": "People working together",
        Organisation = "organisation": "The organisation",
    }
}

/// Stands for tags of categories in a schema: those of the table are offered, others are taken.
#[derive(Debug)]
pub struct Categories;

/// One of the twenty categories of contributing factors and latent failures.
#[derive(Debug, PartialEq, Eq)]
pub struct Category {
    /// The word in a file.
    pub tag: &'static str,
    /// The family it belongs to.
    pub family: Family,
    /// The question to ask oneself.
    pub ask: &'static str,
    /// What belongs here.
    pub examples: &'static str,
    /// What does not.
    pub not: &'static str,
}

impl Category {
    /// The category behind `tag`; `None` for a local or an unknown one.
    pub fn find(tag: &str) -> Option<&'static Self> {
        CATEGORIES.iter().find(|category| category.tag == tag)
    }
}

/// A row of the table of categories.
const fn category(
    family: Family,
    tag: &'static str,
    [ask, examples, not]: [&'static str; 3],
) -> Category {
    Category {
        tag,
        family,
        ask,
        examples,
        not,
    }
}

/// The twenty categories, by family.
pub static CATEGORIES: &[Category] = &[
    category(
        Family::Technical,
        "interaction",
        [
            "Did parts meet in a way nobody had in mind?",
            "hidden dependency, feedback loop, retry storm, strange loop",
            "a part that simply broke",
        ],
    ),
    category(
        Family::Technical,
        "capacity",
        [
            "Did demand meet a limit?",
            "saturation, quotas, pools, queue growth, growth over years",
            "slow because of a bug",
        ],
    ),
    category(
        Family::Technical,
        "containment",
        [
            "How did barriers, fallbacks, redundancy, isolation behave?",
            "failover that did not take, shared fate, blast radius; the barrier that held",
            "the way back",
        ],
    ),
    category(
        Family::Technical,
        "recoverability",
        [
            "How was the way back?",
            "rollback, restore, rebuild time, irreversible step, cold caches",
            "what people were told to do",
        ],
    ),
    category(
        Family::Technical,
        "data-and-config",
        [
            "Was some state or setting unlike what others counted on?",
            "drift, expiry, schema, flag, odd data, stale cache",
            "the act of changing it",
        ],
    ),
    category(
        Family::Change,
        "change",
        [
            "Did something alter, fast or slowly, on purpose or not?",
            "rollout, migration, removal, gradual growth, someone leaving",
            "the same state for years",
        ],
    ),
    category(
        Family::Change,
        "verification",
        [
            "What were tests, reviews, staging, canary able to show?",
            "parity gaps, load shape, what canary can see",
            "a wish for more tests",
        ],
    ),
    category(
        Family::Change,
        "external",
        [
            "Did something beyond our control act?",
            "vendor, network, platform, users' behaviour, attack, law, weather",
            "a vendor limit we knew of (capacity)",
        ],
    ),
    category(
        Family::Seeing,
        "detection",
        [
            "Which signals existed, and what were they worth?",
            "no alert on what users feel, noisy alert, found by customers",
            "what could be seen once one looked",
        ],
    ),
    category(
        Family::Seeing,
        "visibility",
        [
            "What could people see and reach while working?",
            "late graphs, missing view, no access, misleading display",
            "know-how",
        ],
    ),
    category(
        Family::Seeing,
        "automation",
        [
            "What did automation do, hide, or stop doing?",
            "autoscaler, retries, rotation, failover logic, silent give-up",
            "a script run by hand",
        ],
    ),
    category(
        Family::Seeing,
        "tooling",
        [
            "What did the shape of tools, defaults, commands invite?",
            "no confirmation, similar names, unsafe default, one-click switch",
            "docs",
        ],
    ),
    category(
        Family::People,
        "guidance",
        [
            "How did runbooks, rules and real work fit?",
            "outdated page, rule for another case, unwritten habit",
            "nobody knew at all",
        ],
    ),
    category(
        Family::People,
        "knowledge",
        [
            "Where did the know-how live?",
            "one person, other team, left with someone, model out of date, first time on call",
            "attention or effort",
        ],
    ),
    category(
        Family::People,
        "coordination",
        [
            "How was work shared, handed over, kept in step?",
            "roles unclear, handover, two people on one switch, late joiners",
            "messages to outsiders",
        ],
    ),
    category(
        Family::People,
        "communication",
        [
            "How did news travel between groups, before and during?",
            "change unknown to dependants, support to on-call, vendor notices, words with two meanings",
            "who does what",
        ],
    ),
    category(
        Family::Organisation,
        "workload",
        [
            "How full were hands and hours?",
            "staffing, night, long shift, two incidents at once, interruptions",
            "how well someone coped",
        ],
    ),
    category(
        Family::Organisation,
        "trade-offs",
        [
            "What was weighed against what?",
            "deadline, cost round, thoroughness for speed, feature over upkeep",
            "indifference",
        ],
    ),
    category(
        Family::Organisation,
        "ownership",
        [
            "Who was in charge of it, and did that reach?",
            "orphaned service, boundary, budget, incentive, rota without the owners",
            "naming an owner as a remedy",
        ],
    ),
    category(
        Family::Organisation,
        "learning",
        [
            "What was known from before, and what became of it?",
            "earlier incident, closed ticket, deferred repair, normalised signal",
            "a new kind of event",
        ],
    ),
];
