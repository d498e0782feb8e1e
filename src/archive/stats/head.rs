//! What stands below the caution: what was counted, in which period, and what that leaves open.

use super::{Comparison, Stats};

impl Stats {
    /// What was counted, in which period, and what that leaves open, a sentence each.
    pub fn head(&self) -> Vec<String> {
        let mut sentences = vec![self.counted()];
        // Without an incident, no more is counted.
        if self.incidents > 0 {
            sentences.push(format!(
                "{} of them with a review, by the furthest question that it answers: {}",
                self.depths.all(),
                self.depths.words()
            ));
            let [first, last] = self.changes;
            sentences.push(format!("the register from {first} to {last}"));
            sentences.push("every range is a 95% interval".to_owned());
        }
        if self.undated > 0 {
            sentences.push(format!("{} more have no date", self.undated));
        }
        sentences.extend(self.comparison.as_ref().map(Comparison::in_words));
        sentences
    }

    /// How many incidents, with a review or without: the interval is of that count.
    fn counted(&self) -> String {
        match (self.from, self.until) {
            (Some(from), Some(until)) => format!(
                "{} recorded, {from} to {until}; as chance goes, {} in as long a time",
                incidents(self.incidents),
                self.interval.as_count()
            ),
            (None, Some(until)) => format!("no incident is recorded up to {until}"),
            (_, None) => "no incident with a date is recorded".to_owned(),
        }
    }
}

fn incidents(number: u32) -> String {
    match number {
        1 => "1 incident".to_owned(),
        _ => format!("{number} incidents"),
    }
}

impl Comparison {
    /// Both counts with their days, and what the test says.
    fn in_words(&self) -> String {
        let Self {
            from,
            at,
            until,
            begins_with_an_incident,
            counts: [before, after],
            days: [first, second],
            chance,
            words,
        } = self;
        // Two digits would round it to nothing.
        let chance = if *chance < 0.005 {
            "p < 0.01".to_owned()
        } else {
            format!("p = {chance:.2}")
        };
        let begins = if *begins_with_an_incident {
            ". The first period begins with an incident, which is no chance; `--since` names another day"
        } else {
            ""
        };
        let (before, after) = (incidents(*before), incidents(*after));
        format!(
            "from {from}: {before} in {first} days; from {at} to {until}: {after} in {second} days. \
             Exact test, given those days: {chance}; {words}, if the habit of recording is the \
             same{begins}"
        )
    }
}
