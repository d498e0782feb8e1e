//! A category that is neither one of the twenty nor marked as local.

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule, nearest};
use crate::model::{CATEGORIES, Category};

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "unknown-category",
        group: Group::Structure,
        level: Level::Error,
        summary: "a factor or latent failure has a category that pir does not know",
        why: "Categories are shared, so that factors of many reviews can be laid side by side.",
        help: "use one of the twenty categories (`pir explain categories`), or begin a local one with `x-`",
        bad: &[
            "# review.yaml\ncontributing_factors:\n- statement: the disk was full\n  categories: [capacty]\n- statement: nobody watches it\n",
        ],
        good: &[
            "# review.yaml\ncontributing_factors:\n- statement: the disk was full\n  categories: [capacity, x-disks]\n- statement: nobody watches it\n",
        ],
    },
    find,
};

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let Some(review) = subject.review else { return };
    let factors = review
        .value
        .contributing_factors
        .iter()
        .flat_map(|factor| factor.categories.iter());
    let latent = review
        .value
        .latent_failures
        .iter()
        .flat_map(|entry| entry.categories.iter());
    for tag in factors.chain(latent) {
        if tag.starts_with("x-") || Category::find(tag).is_some() {
            continue;
        }
        let near = nearest(tag, CATEGORIES.iter().map(|category| category.tag));
        let finding = finder.add(
            review.source,
            tag.span,
            format!("`{tag}` is not a category"),
        );
        finding.help = near.map(|known| format!("did you mean `{known}`?"));
    }
}
