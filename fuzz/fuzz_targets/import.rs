//! Any text, as any format, through detection, reading and all that `pir import` does before it
//! writes: an event has words, a name of its own and a time that the grammar of times reads, or the
//! text is refused. The first byte chooses the format: some of them detection, the others by name.

#![no_main]

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use libfuzzer_sys::fuzz_target;
use pir::import::{self, Export, FORMATS, Own, People, Window};
use pir::load::{Clock, grammar};
use pir::model::Zone;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(rest) else {
        return;
    };
    let export = Export { name: "x", text };
    let _ = import::user_names(&export);
    if let Ok(own) = Own::parse("at=ts,what=text,who=user") {
        let _ = import::read_own(&export, &own);
    }
    let format = FORMATS.get(usize::from(*first)).map(|format| format.name);
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
});
