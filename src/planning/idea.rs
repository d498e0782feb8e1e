//! Parked ideas, and what became of them: a review and its plan in, ideas by id out.

use crate::model::{FollowUp, Parked, Plan, Review};
use crate::source::one_line;
use crate::walk;

/// An idea of the parking lot.
#[derive(Debug, Clone, Copy)]
pub struct Idea<'r> {
    /// What was parked.
    pub parked: &'r Parked,
    /// Its place in the parking lot.
    pub at: usize,
    /// What the plan says about it; none while nobody has decided.
    pub decided: Option<&'r FollowUp>,
}

/// The ideas of a review in their order, each after its id, which comes from its words.
pub fn ideas<'r>(review: &'r Review, plan: &'r Plan) -> Vec<(String, Idea<'r>)> {
    let lot = &review.parking_lot;
    let ids = walk::slugs(lot.iter().map(|parked| parked.idea.value.as_str()));
    let ideas = ids.into_iter().zip(lot).enumerate();
    ideas
        .map(|(at, (id, parked))| {
            let decided = plan
                .follow_ups
                .iter()
                .find(|own| is_about(own, &id, parked));
            let idea = Idea {
                parked,
                at,
                decided,
            };
            (id, idea)
        })
        .collect()
}

/// Whether a follow-up was decided about an idea: it names it, or says the same.
fn is_about(follow_up: &FollowUp, id: &str, parked: &Parked) -> bool {
    let named = follow_up.idea.as_ref().is_some_and(|idea| **idea == *id);
    named || one_line(&follow_up.what) == one_line(&parked.idea)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::source::Source;

    #[test]
    fn an_idea_is_decided_where_the_plan_names_it_or_says_the_same() {
        let review = "parking_lot: [{idea: Hold back a feed}, {idea: Hold back a feed!}, {idea: Page sooner}, {idea: Rest}]\n";
        let plan = "follow_ups: [{what: Ask a person, idea: hold-back-feed-2}, {what: \"Page\\n  sooner\"}]\n";
        let review = load::review(&Source::new("review.yaml", review))
            .value
            .unwrap();
        let plan = load::plan(&Source::new("plan.yaml", plan)).value.unwrap();
        let ideas = ideas(&review, &plan);
        let ideas = ideas.iter();
        let ideas: Vec<_> = ideas
            .map(|(id, idea)| (id.as_str(), idea.at, idea.decided.is_some()))
            .collect();
        assert_eq!(
            ideas,
            [
                ("hold-back-feed", 0, false),
                ("hold-back-feed-2", 1, true),
                ("page-sooner", 2, true),
                ("rest", 3, false)
            ]
        );
    }
}
