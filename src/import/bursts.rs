//! Bursts: the same thing many times in a row becomes one event with a count and a span.

use super::ImportedEvent;

/// From how many on the same is told once.
const LEAST: usize = 3;

/// The events with every run of the same thing as one; says how many runs there were.
pub(super) fn group(events: &mut Vec<ImportedEvent>) -> Option<String> {
    let mut grouped: Vec<ImportedEvent> = Vec::with_capacity(events.len());
    let mut runs = 0;
    for run in events.chunk_by(alike) {
        let [first, .., last] = run else {
            grouped.extend_from_slice(run);
            continue;
        };
        if run.len() < LEAST || first.at.is_none() {
            grouped.extend_from_slice(run);
            continue;
        }
        runs += 1;
        let until = last.until.as_ref().or(last.at.as_ref());
        grouped.push(ImportedEvent {
            until: until
                .filter(|until| Some(*until) != first.at.as_ref())
                .cloned(),
            what: format!("{} ({} times)", first.what, run.len()),
            ..first.clone()
        });
    }
    *events = grouped;
    (runs > 0).then(|| {
        format!("the same thing {LEAST} times or more in a row is one event: {runs} of them")
    })
}

fn alike(one: &ImportedEvent, other: &ImportedEvent) -> bool {
    // Noise is counted by its rules, one by one.
    let counts = one.noise.is_none() && other.noise.is_none();
    counts
        && one.what == other.what
        && (&one.kind, &one.who, &one.component) == (&other.kind, &other.who, &other.component)
        && one.at.is_some() == other.at.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_is_one_event_with_its_span() {
        let event = |at: &str, what: &str| ImportedEvent {
            at: Some(at.to_owned()),
            what: what.to_owned(),
            ..ImportedEvent::default()
        };
        let mut events = vec![
            event("10:00", "put"),
            event("10:01", "put"),
            event("10:02", "get"),
            event("10:03", "put"),
            event("10:04", "put"),
            event("10:05", "put"),
        ];
        assert!(group(&mut events).unwrap().ends_with("1 of them"));
        let last = events.last().unwrap();
        assert_eq!(events.len(), 4);
        assert_eq!(last.what, "put (3 times)");
        assert_eq!(
            (last.at.as_deref(), last.until.as_deref()),
            (Some("10:03"), Some("10:05"))
        );
        assert!(group(&mut events).is_none());
    }
}
