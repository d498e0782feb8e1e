//! Any text, as any format, through detection, reading and all that `pir import` does before it
//! writes. The first byte chooses the format: some of them detection, the others by name.

#![no_main]

#[path = "../../tests/import_support/mod.rs"]
mod support;

use libfuzzer_sys::fuzz_target;
use pir::import::FORMATS;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(rest) else {
        return;
    };
    let format = FORMATS.get(usize::from(*first)).map(|format| format.name);
    support::take(text, format);
});
