//! What a timeline rule is: a value with its condition, its question and its reason.

use super::facts::Facts;
use super::firing::{Firing, fill};
use crate::config::Thresholds;

/// A rule that looks at a timeline and asks.
pub struct Rule {
    /// Stable name in kebab-case; answers and dismissals are kept under it.
    pub id: &'static str,
    /// How many of its firings may be asked in one incident, the first ones it finds; the limits of
    /// all rules come on top.
    pub cap: Option<usize>,
    /// The forms it comes in; a rule with one form has one without a name.
    pub variants: &'static [Variant],
    /// Questions that help on. One that begins with the name of a variant and a colon belongs to
    /// that variant.
    pub probes: &'static [&'static str],
    /// Where the answer belongs.
    pub field: &'static str,
    /// For what it is asked, with its source.
    pub why: &'static str,
    /// Finds what the rule has to ask about, in the order in which it matters.
    pub(super) find: for<'f> fn(&'f Facts<'f>) -> Vec<Firing<'f>>,
}

/// A form of a rule.
pub struct Variant {
    /// Its name; empty where the rule has but one.
    pub name: &'static str,
    /// How much it matters, up to 100.
    pub weight: f64,
    /// When it fires, in words, with the names of thresholds in braces.
    pub when: &'static str,
    /// The question, with what it is bound to in braces.
    pub ask: &'static str,
    /// What it looks as if, where times are too approximate to be sure and the question does not
    /// begin with that itself.
    pub unsure: &'static str,
}

impl Variant {
    /// When it fires, with the thresholds in force.
    pub fn when(&self, limits: &Thresholds) -> String {
        fill(self.when, |name| {
            let shown = limits.shown(name)?;
            Some(format!("{shown} (`{name}`)"))
        })
    }
}
