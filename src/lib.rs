//! `pir`: blameless post-incident reviews as plain text in a git repository.
//!
//! ```text
//!             ┌─ check ──▶ findings ──▶ human | json
//! files ─load─▶ Incident ─┼─ walk ───▶ questions ─▶ answers ─▶ edits ─▶ files
//!             ├─ report ─▶ Report ──render──▶ Markdown ──▶ files
//!             └─ archive (many) ─▶ register, stats
//! pasted text ─import─▶ events ─▶ edits ─▶ files
//! ```
//!
//! One direction: every arrow is a function of its input. Only `store` (files), `context` (clock,
//! streams, terminal) and the commands touch the world. There are two kinds of wrong: text of the
//! user that is wrong is a [`diagnostic::Diagnostic`] with a place; a world that fails is an
//! `anyhow::Error` that ends in what to do.
//!
//! The folder says what, the file says which, `mod.rs` says all of them. Which module may use
//! which is a table in `tests/architecture.rs`.

pub mod archive;
pub mod check;
pub mod cli;
pub mod cmd;
pub mod config;
pub mod context;
pub mod diagnostic;
pub mod import;
pub mod load;
pub mod model;
mod output;
pub mod parallel;
pub mod planning;
pub mod render;
pub mod report;
pub mod schema;
pub mod site;
pub mod source;
pub mod store;
pub mod walk;
pub mod yaml;
