//! An archive of invented incidents on disk.

use std::path::Path;
use std::{fs, io};

use crate::generate;

/// Writes `count` incidents below `dir/reviews`, and a `pir.yaml`.
pub(crate) fn write(dir: &Path, count: u64, events: Option<usize>) -> io::Result<()> {
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
