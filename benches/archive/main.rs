//! Writes an archive of invented incidents: `cargo run --release --example archive -- DIR 1000`, of
//! 20 to 120 events each, or of as many as a third argument says.

#![allow(clippy::print_stderr, reason = "a tool for measuring, not for users")]

mod generate;

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

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
    match write(&PathBuf::from(dir), count, events) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Writes `count` incidents below `dir/reviews`, and a `pir.yaml`.
fn write(dir: &std::path::Path, count: u64, events: Option<usize>) -> io::Result<()> {
    fs::create_dir_all(dir.join("reviews"))?;
    fs::write(dir.join("pir.yaml"), "pir: 1\ntimezone: Europe/Berlin\n")?;
    for seed in 0..count {
        let (month, day) = (1 + seed % 12, 1 + seed % 28);
        let folder = dir.join(format!(
            "reviews/2025-{month:02}-{day:02}-invented-{seed:06}"
        ));
        fs::create_dir_all(&folder)?;
        let varied = 20 + usize::try_from(seed * 37 % 100).unwrap_or(0);
        fs::write(
            folder.join("incident.yaml"),
            generate::incident(seed, events.unwrap_or(varied)),
        )?;
        fs::write(folder.join("review.yaml"), generate::review(seed))?;
    }
    Ok(())
}
