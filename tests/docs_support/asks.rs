//! The part of the page of rules that tells of the rules that ask.

use std::fmt::Write as _;

use pir::config::Thresholds;
use pir::walk::timeline::{MOST, RULES, Rule};

/// Every timeline rule, in the order of the table.
pub(crate) fn page() -> String {
    let mut page = format!(
        "\n## Questions from the timeline\n\n\
         These rules find nothing wrong; they look at the timeline and ask. The walk asks the {MOST} \
         questions that weigh most, at most two of a rule and two about one event; each further one of \
         a rule weighs half of the one before it. The others stand in the review as not asked. \
         `pir questions --format json` shows them all, and `pir explain ID` one rule with the limits in \
         force. The limits below are the defaults; `pir.yaml` sets others: \
         `thresholds: {{detection_gap: 30m}}`. A question that is answered with \"not relevant here\" \
         is not asked again about that event.\n"
    );
    for rule in RULES {
        section(&mut page, rule);
    }
    page
}

fn section(page: &mut String, rule: &Rule) {
    let _ = write!(page, "\n### {}\n", rule.id);
    for variant in rule.variants {
        let name = match variant.name {
            "" => String::new(),
            name => format!(" ({name})"),
        };
        let when = variant.when(&Thresholds::default());
        let (weight, ask) = (variant.weight, variant.ask);
        let _ = write!(page, "\n*Fires{name}, weight {weight}.* {when}\n");
        let _ = write!(page, "\n> {}\n", ask.replace('{', "`{").replace('}', "}`"));
    }
    let _ = write!(page, "\n*Why.* {} *Answer.* `{}`\n", rule.why, rule.field);
}
