//! What has to hold of any text that is imported, for tests and for the fuzz target.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use pir::import::{self, Export, Own, People, Window};
use pir::load::{Clock, grammar};
use pir::model::Zone;

/// Takes a text in as `pir import` does before it writes: each event has words, a name of its own and
/// times that the grammar of times reads, or the text is refused.
pub(crate) fn take(text: &str, format: Option<&str>) {
    let export = Export { name: "x", text };
    let _ = import::user_names(&export);
    if let Ok(own) = Own::parse("at=ts,what=text,who=user") {
        let _ = import::read_own(&export, &own);
    }
    let Ok(mut imported) = import::read(&export, format) else {
        return;
    };
    let mut names = BTreeSet::new();
    for event in &imported.events {
        assert!(!event.what.trim().is_empty(), "an event says nothing");
        for at in event.at.iter().chain(&event.until) {
            assert!(grammar::read(at).is_ok(), "`{at}` is no time");
        }
        assert!(!event.source.is_empty(), "an event has no name");
        assert!(names.insert(event.source.clone()), "two have one name");
    }
    imported.drop_noise();
    let window = Window {
        since: Some(DateTime::UNIX_EPOCH),
        until: None,
        clock: Clock::new(None, Some(Zone::UTC), DateTime::<Utc>::MAX_UTC),
    };
    window.keep(&mut imported.events);
    People::default().assign(&mut imported.events);
    import::write_days(&mut imported.events, None);
}
