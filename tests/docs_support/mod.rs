//! The texts of the pages that are written from tables.

pub(crate) mod asks;
pub(crate) mod export;
pub(crate) mod fields;
pub(crate) mod prompts;
pub(crate) mod settings;
pub(crate) mod templates;
pub(crate) mod walk;

/// A row of a table.
pub(crate) fn row(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// The text with a capital at its start.
pub(crate) fn title(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
