//! How a file is laid out: a tree in, its line ends and indentation out, for new lines to follow.

use super::ground::Ground;
use super::tree::{Kind, NodeId, Tree};
use super::write::Layout;

impl Layout {
    /// The layout of a file, from its first line end, its first nested mapping and its first list.
    pub(super) fn of(tree: &Tree) -> Self {
        let text = tree.source().text();
        let crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
        let mut steps = Steps {
            ground: Ground { tree },
            map: None,
            list: None,
        };
        steps.look(tree.root(), None);
        let step = steps
            .map
            .or(steps.list.filter(|step| *step > 0))
            .unwrap_or(2);
        Self {
            line_end: if crlf { "\r\n" } else { "\n" },
            step,
            list_step: steps.list.unwrap_or(step),
        }
    }
}

/// What is known so far about the steps of a file.
struct Steps<'t> {
    ground: Ground<'t>,
    map: Option<usize>,
    list: Option<usize>,
}

impl Steps<'_> {
    /// Looks below a node; `column` is that of the keys of the mapping it is a value of.
    fn look(&mut self, node: NodeId, column: Option<usize>) {
        if self.map.is_some() && self.list.is_some() {
            return;
        }
        let tree = self.ground.tree;
        match tree.node(node).kind {
            Kind::Map { flow: false, .. } => {
                let own = self.ground.map_column(node);
                if let Some(step) = column
                    .and_then(|column| own.checked_sub(column))
                    .filter(|step| *step > 0)
                {
                    self.map.get_or_insert(step);
                }
                for (_, value) in tree.entries(node) {
                    self.look(value, Some(own));
                }
            }
            Kind::List { flow: false } => {
                let own = self.ground.column(tree.span(node).start);
                if let Some(step) = column.and_then(|column| own.checked_sub(column)) {
                    self.list.get_or_insert(step);
                }
                for item in tree.children(node) {
                    self.look(item, None);
                }
            }
            _ => {}
        }
    }
}
