//! What a page for the public would show and may not: named with the places of the files where
//! people can mend it.

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;

use super::case::Case;
use crate::render::{self, Leak};
use crate::source::{Source, Span};
use crate::yaml::{NodeId, Step, Tree, Value};

/// Fields whose links are sifted before anything is rendered, and those that are never shown.
const SIFTED: &[&str] = &[
    "answers",
    "asked",
    "evidence",
    "link",
    "parking_lot",
    "ref",
    "references",
    "shown_by",
    "source",
];

/// Refuses a page for the public that leads to hosts that are not public: a list of links can be
/// sifted, and a sentence only its writer can mend. `page` is its text where that is Markdown; the
/// leaks stand in it.
pub(super) fn refuse(
    leaks: &[Leak],
    case: &Case,
    (page, shown): (Option<&str>, &Path),
) -> anyhow::Result<()> {
    if leaks.is_empty() {
        return Ok(());
    }
    let trees: Vec<_> = sources(case)
        .filter_map(|source| Tree::parse(source).0)
        .collect();
    let mut lines = String::new();
    for leak in leaks {
        let mut places: Vec<_> = trees.iter().flat_map(|tree| written(tree, leak)).collect();
        if let (true, Some(page)) = (places.is_empty(), page) {
            let line = page[..leak.at].matches('\n').count() + 1;
            places.push(format!("{}:{line}", shown.display()));
        }
        let places = if places.is_empty() {
            String::new()
        } else {
            format!(" in {}", places.join(", "))
        };
        lines += &format!("\n  {}{places}", leak.link);
    }
    bail!(
        "{} would show everybody what leads to hosts that are not in `public_hosts` of pir.yaml; \
         list the hosts there, put the links into `evidence`, or mark the records `visibility: internal`:{lines}",
        shown.display(),
    );
}

/// The files of an incident, as far as they are there.
fn sources(case: &Case) -> impl Iterator<Item = &Arc<Source>> {
    let review = case.review.iter().map(|file| &file.source);
    let plan = case.plan.iter().map(|file| &file.source);
    std::iter::once(&case.incident.source)
        .chain(review)
        .chain(plan)
}

/// The places of a file where a leak is written: file, line and column.
fn written<'t>(tree: &'t Tree, leak: &'t Leak) -> impl Iterator<Item = String> + 't {
    let says = |text: &str| {
        let own = render::leaks(text, &[]);
        own.iter().any(|own| own.link.starts_with(&leak.link))
    };
    let nodes = tree.scalars().filter(move |(_, text)| says(text));
    nodes
        .filter(|(node, _)| is_shown(tree, *node))
        .map(|(node, _)| {
            let source = tree.source();
            let Span { start, .. } = tree.span(node);
            let inside = source.slice(tree.span(node)).find(&leak.link);
            let place = source.place(start + inside.unwrap_or(0));
            let path = source.path().display();
            format!("{path}:{}:{}", place.line, place.column)
        })
}

/// Whether the public may see what stands at a node.
fn is_shown(tree: &Tree, node: NodeId) -> bool {
    let path = tree.path(node);
    let is_sifted = |step: &Step| matches!(step, Step::Key(key) if SIFTED.contains(&key.as_str()));
    let is_internal = |depth: usize| {
        let mut own = path[..depth].to_vec();
        own.push(Step::Key("visibility".to_owned()));
        tree.get(&own) == Some(Value::text("internal"))
    };
    !path.iter().any(is_sifted) && !(0..path.len()).any(is_internal)
}
