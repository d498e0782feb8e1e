//! The table of contributing factors.

use super::columns::{Columns, texts};
use crate::model::{Category, Confidence, Factor, Influence, Visibility};

/// The columns of a contributing factor.
pub(super) fn columns() -> Columns<Factor> {
    Columns::<Factor>::of_incident()
        .day("day", "the day of the incident", |row| row.record.day())
        .integer("position", "place in the review, from 1", |row| {
            i64::try_from(row.index + 1).ok()
        })
        .text("factor", "id of the factor, where it has one", |row| {
            row.item.id.as_ref()
        })
        .text("statement", "what was so, and what it meant", |row| {
            Some(&row.item.statement)
        })
        .list("categories", "one to three of the categories", |row| {
            texts(&row.item.categories)
        })
        .list(
            "families",
            "the families of those categories, each once",
            |row| {
                let found = row
                    .item
                    .categories
                    .iter()
                    .filter_map(|tag| Category::find(tag));
                let mut families: Vec<_> =
                    found.map(|found| found.family.word().to_owned()).collect();
                families.sort();
                families.dedup();
                families
            },
        )
        .word(
            "influence",
            "what it did to the course of the incident",
            |row| row.item.influence.map(Influence::word),
        )
        .word("confidence", "how it is known", |row| {
            row.item.confidence.map(Confidence::word)
        })
        .text("present_since", "since when, in words", |row| {
            row.item.present_since.as_ref()
        })
        .list("shown_by", "events or evidence that show it", |row| {
            texts(&row.item.shown_by)
        })
        .list(
            "latent_failures",
            "ids of latent failures that belong to it",
            |row| texts(&row.item.latent_failures),
        )
        .list(
            "degraded_conditions",
            "ids of degraded-mode conditions that belong to it",
            |row| texts(&row.item.degraded_conditions),
        )
        .word(
            "visibility",
            "internal or public, where it is said",
            |row| row.item.visibility.map(Visibility::word),
        )
}
