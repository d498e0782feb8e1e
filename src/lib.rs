//! `pir`: blameless post-incident reviews as plain text in a git repository.

pub mod check;
pub mod cli;
pub mod cmd;
pub mod config;
pub mod context;
pub mod diagnostic;
pub mod import;
pub mod load;
pub mod model;
pub mod render;
pub mod report;
pub mod source;
pub mod store;
pub mod walk;
pub mod yaml;
