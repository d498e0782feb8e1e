//! Writes an archive of invented incidents: `cargo run --release --example archive -- DIR 1000`, of
//! 20 to 120 events each, or of as many as a third argument says.

#![allow(clippy::print_stderr, reason = "a tool for measuring, not for users")]

mod folders;
mod generate;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = env::args().skip(1);
    let (Some(dir), Some(count)) = (
        args.next(),
        args.next().and_then(|count| count.parse().ok()),
    ) else {
        eprintln!("usage: archive DIR COUNT [EVENTS]");
        return ExitCode::from(2);
    };
    let events = args.next().and_then(|events| events.parse().ok());
    match folders::write(&PathBuf::from(dir), count, events) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
