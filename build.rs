//! Puts the folder `templates/` into the binary, as a table of names and texts, and says how to link
//! it.
#![allow(
    clippy::use_debug,
    reason = "the Debug form of a text is a Rust literal"
)]

use std::fmt::Write;
use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    fixed_addresses();
    templates()
}

/// Links the binary at a fixed address where the linker is known to do it, so that it starts without
/// relocating the tables of time zones: `docs/decisions/start-up.md`.
fn fixed_addresses() {
    let target = |name: &str| env::var(name).unwrap_or_default();
    if target("CARGO_CFG_TARGET_OS") == "linux" && target("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}

/// Writes the table of templates.
fn templates() -> io::Result<()> {
    println!("cargo:rerun-if-changed=templates");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&root).join("templates");
    let mut names = fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.retain(|name| Path::new(name).extension().is_some_and(|end| end == "j2"));
    names.sort();
    let mut table = String::from("&[\n");
    for name in names {
        let path = folder.join(&name).display().to_string();
        let _ = writeln!(table, "    ({name:?}, include_str!({path:?})),");
    }
    table.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("templates.rs"), table)
}
