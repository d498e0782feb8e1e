//! How far a review went: the questions of which depth it has an answer to. What a review that went
//! no further than the quick questions does not name, nobody may have asked for.

use serde::Serialize;

use crate::model::{DegradedCondition, LatentFailure, Review, SenseMaking};

/// How far a review went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// No further than the quick questions.
    Quick,
    /// To questions of the standard depth.
    Standard,
    /// To questions of the deep one.
    Deep,
}

/// A question beyond the quick ones whose field no quicker question fills.
struct Further {
    depth: Depth,
    prompt: &'static str,
    filled: fn(&Review) -> bool,
}

const fn further(depth: Depth, prompt: &'static str, filled: fn(&Review) -> bool) -> Further {
    Further {
        depth,
        prompt,
        filled,
    }
}

fn sense(review: &Review, filled: fn(&SenseMaking) -> bool) -> bool {
    review.sensemaking.iter().any(filled)
}

fn latent(review: &Review, filled: fn(&LatentFailure) -> bool) -> bool {
    review.latent_failures.iter().any(filled)
}

fn degraded(review: &Review, filled: fn(&DegradedCondition) -> bool) -> bool {
    review.degraded_conditions.iter().any(filled)
}

/// The questions by which the depth of a review is known.
static FURTHER: &[Further] = {
    use Depth::{Deep, Standard};
    &[
        further(Standard, "orient-ordinary-day", |review| {
            review.normal_work.is_some()
        }),
        further(Standard, "story-differences", |review| {
            let accounts = &mut review.perspectives.iter();
            accounts.any(|account| account.differs.is_some())
        }),
        further(Standard, "detect-noticing", |review| {
            sense(review, |moment| moment.saw.is_some())
        }),
        further(Standard, "detect-signal-quality", |review| {
            let detection = review.detection.as_ref();
            detection.is_some_and(|detection| !detection.signals.is_empty())
        }),
        further(Standard, "sense-change-of-mind", |review| {
            sense(review, |moment| moment.changed_by.is_some())
        }),
        further(Standard, "sense-goals", |review| {
            sense(review, |moment| moment.goal.is_some())
        }),
        further(Standard, "latent-since", |review| {
            latent(review, |entry| entry.present_since.is_some())
        }),
        further(Standard, "latent-reach", |review| {
            latent(review, |entry| !entry.also_touches.is_empty())
        }),
        further(Standard, "degraded-known-to", |review| {
            degraded(review, |entry| !entry.known_to.is_empty())
        }),
        further(Standard, "degraded-margin", |review| {
            degraded(review, |entry| entry.margin.is_some())
        }),
        further(Standard, "adapt-improvised", |review| {
            !review.adaptations.is_empty()
        }),
        further(Standard, "coord-forming", |review| {
            !review.coordination.is_empty()
        }),
        further(Standard, "coord-stakeholders", |review| {
            !review.communication.is_empty()
        }),
        further(Standard, "cost-people", |review| {
            review.response_cost.is_some()
        }),
        further(Standard, "luck-fortune", |review| !review.luck.is_empty()),
        further(Standard, "pattern-seen-before", |review| {
            !review.patterns.is_empty()
        }),
        further(Standard, "know-who-else", |review| {
            let knowledge = &mut review.knowledge.iter();
            knowledge.any(|known| known.audience.is_some())
        }),
        further(Standard, "know-unanswered", |review| {
            !review.open_questions.is_empty()
        }),
        further(Deep, "sense-uncertainty", |review| {
            sense(review, |moment| moment.uncertainty.is_some())
        }),
        further(Deep, "sense-automation", |review| {
            sense(review, |moment| moment.automation.is_some())
        }),
        further(Deep, "sense-guidance", |review| {
            sense(review, |moment| moment.guidance.is_some())
        }),
        further(Deep, "latent-interaction", |review| {
            latent(review, |entry| !entry.interacts_with.is_empty())
        }),
        further(Deep, "degraded-normal", |review| {
            degraded(review, |entry| entry.normalised.is_some())
        }),
        further(Deep, "cost-tools-lost", |review| {
            let cost = review.response_cost.as_ref();
            cost.is_some_and(|cost| !cost.tools_affected.is_empty())
        }),
    ]
};

impl Depth {
    /// How far a review went: the depth of the furthest question that it answers, or that it keeps
    /// as asked.
    pub fn of(review: &Review) -> Self {
        let kept = review.answers.keys().chain(review.asked.keys());
        let kept: Vec<_> = kept.filter_map(|key| key.split('@').next()).collect();
        let reached = FURTHER
            .iter()
            .filter(|question| (question.filled)(review) || kept.contains(&question.prompt));
        let depths = reached.map(|question| question.depth);
        depths.max().unwrap_or(Self::Quick)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::source::Source;
    use crate::walk::{self, Catalogue};

    fn depth(text: &str) -> Depth {
        let loaded = load::review(&Source::new("review.yaml", text));
        assert!(loaded.is_sound(), "{:?}", loaded.findings);
        Depth::of(&loaded.value.unwrap())
    }

    #[test]
    fn a_review_went_as_far_as_its_furthest_question() {
        for (text, expected) in [
            ("surprises: [{found: a}]\n", Depth::Quick),
            ("sensemaking: [{believed: a}]\n", Depth::Quick),
            ("surprises: [{found: a}]\nluck: [b]\n", Depth::Standard),
            ("luck: [b]\nsensemaking: [{guidance: none}]\n", Depth::Deep),
            ("asked: {sense-guidance@e3: later}\n", Depth::Deep),
            ("asked: {tl-handoff@e3: later}\n", Depth::Quick),
        ] {
            assert_eq!(depth(text), expected, "{text}");
        }
    }

    #[test]
    fn the_questions_are_of_that_depth_in_the_catalogue() {
        let catalogue = Catalogue::built_in().unwrap();
        for question in FURTHER {
            let prompt = catalogue.find(question.prompt).unwrap();
            let same = match question.depth {
                Depth::Quick => walk::Depth::Quick,
                Depth::Standard => walk::Depth::Standard,
                Depth::Deep => walk::Depth::Deep,
            };
            assert_eq!(prompt.depth, same, "{}", question.prompt);
        }
    }
}
