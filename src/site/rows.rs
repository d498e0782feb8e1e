//! What a table of a page shows, made only when the table is: over a large archive the rows of all
//! tables at once would be most of what is in memory.

use super::pages::Archive;
use crate::archive::register::View;
use crate::archive::row::Row;

/// What a table shows.
#[derive(Debug, Clone, Default)]
pub enum Rows {
    /// There is no table.
    #[default]
    None,
    /// These.
    Made(Vec<Row>),
    /// Those of a view of the register.
    View(&'static View),
    /// Those that this makes of the archive.
    By(fn(&Archive) -> Vec<Row>),
}

impl Rows {
    /// The rows, which may be none; none at all where there is no table.
    pub(super) fn of(self, archive: &Archive) -> Option<Vec<Row>> {
        match self {
            Self::None => None,
            Self::Made(rows) => Some(rows),
            Self::View(view) => Some(view.of(&archive.register).rows),
            Self::By(make) => Some(make(archive)),
        }
    }
}
