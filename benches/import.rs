//! A chat export of 100 MB in day files, taken in, beside what `serde_json` alone takes to parse the
//! same bytes; with the memory of each. `PIR_BENCH_DAYS` makes it of fewer days of 1 MB.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a bench may panic"
)]

use std::fmt::Write as _;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};
use pir::import::{self, Export, People};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

/// The texts of the days.
static DAYS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let days = std::env::var("PIR_BENCH_DAYS").ok();
    let days = days.map_or(100, |days| days.parse().unwrap());
    (0..days).map(day).collect()
});

fn main() {
    divan::main();
}

/// One day of a channel, 1 MB: messages with the fields that an export has, some of them noise.
fn day(number: u64) -> String {
    const WORDS: &[&str] = &[
        "the",
        "queue",
        "is",
        "behind",
        "again",
        "restarted",
        "workers",
        "lag",
        "falls",
        "looking",
        "at",
        "graphs",
        "<@U00000017>",
        "rolled",
        "back",
        "`batch_size`",
        "calm",
        "&amp;",
        "why",
    ];
    let mut text = String::from("[");
    let mut chance = number * 7919 + 1;
    let mut second = 1_773_273_600 + number * 86_400;
    while text.len() < 1_000_000 {
        let mut next = |end: u64| {
            chance = chance
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (chance >> 33) % end
        };
        second += next(30);
        let user = next(200);
        let said: Vec<&str> = (0..4 + next(20))
            .map(|_| WORDS[usize::try_from(next(WORDS.len() as u64)).unwrap()])
            .collect();
        let said = said.join(" ");
        let micros = next(1_000_000);
        let subtype = ["", "\"subtype\": \"channel_join\", "][usize::from(next(20) == 0)];
        let comma = if text.len() > 1 { "," } else { "" };
        let _ = write!(
            text,
            "{comma}\n    {{\"user\": \"U{user:08}\", \"type\": \"message\", {subtype}\"ts\": \"{second}.{micros:06}\", \
             \"client_msg_id\": \"0f6c{number:04}-{micros:06}\", \"text\": \"{said}\", \"team\": \"T0001\", \
             \"user_team\": \"T0001\", \"source_team\": \"T0001\", \"user_profile\": {{\"avatar_hash\": \"a1b2\", \
             \"image_72\": \"https://avatars.example/{user}.png\", \"first_name\": \"N{user}\", \
             \"real_name\": \"Name {user}\", \"display_name\": \"n{user}\", \"team\": \"T0001\", \"name\": \"n{user}\", \
             \"is_restricted\": false}}, \"blocks\": [{{\"type\": \"rich_text\", \"block_id\": \"b{micros}\", \
             \"elements\": [{{\"type\": \"rich_text_section\", \"elements\": [{{\"type\": \"text\", \"text\": \"{said}\"}}]}}]}}]}}"
        );
    }
    text + "\n]\n"
}

fn bytes() -> BytesCount {
    BytesCount::new(DAYS.iter().map(String::len).sum::<usize>())
}

/// What the parser alone takes, a day after the other.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn parsed_by_serde_json(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| {
        for day in DAYS.iter() {
            divan::black_box(serde_json::from_slice::<serde_json::Value>(day.as_bytes()).unwrap());
        }
    });
}

/// The reading of an export, a day after the other, with what is kept of it.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn read(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| events().len());
}

/// The same with all that `pir import` does before it writes: one order, and roles for people.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn taken(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| {
        let mut events = events();
        import::join(&mut events);
        People::default().assign(&mut events).len()
    });
}

fn events() -> Vec<import::ImportedEvent> {
    let mut events = Vec::new();
    for day in DAYS.iter() {
        let name = "day.json";
        let export = Export { name, text: day };
        assert!(import::user_names(&export).is_none());
        let mut imported = import::read(&export, None).unwrap();
        imported.drop_noise();
        events.extend(imported.events);
    }
    events
}
