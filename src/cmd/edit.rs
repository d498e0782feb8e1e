//! Edits of files that people wrote: changes in, new text or a refusal out.

use std::path::Path;
use std::sync::Arc;

use super::{schema, talk};
use crate::context::Context;
use crate::source::Source;
use crate::store;
use crate::yaml::{self, Change};

/// The text of `source` with the changes made and every other byte as it was. An edit that cannot
/// be shown to be right is refused with what to do, and the command ends.
pub(super) fn changed(
    cx: &mut Context<'_>,
    source: &Arc<Source>,
    changes: &[Change],
) -> anyhow::Result<String> {
    yaml::apply(source, changes).map_err(|refusal| talk::refused(cx, &refusal))
}

/// Makes the changes in the file at `path`, which holds `there`; a file that is not there yet is
/// made, with the line for editors of the repo at `root`.
pub(super) fn make(
    cx: &mut Context<'_>,
    root: &Path,
    (path, there): (&Path, Option<&Arc<Source>>),
    changes: &[Change],
) -> anyhow::Result<()> {
    let fresh = schema::line_where_there(root, path) + "pir: 1\n";
    let fresh = Source::new(cx.shown(path), fresh);
    let text = changed(cx, there.unwrap_or(&fresh), changes)?;
    if there.is_some_and(|there| there.text() == text) {
        return Ok(());
    }
    store::replace(path, there.map(|there| there.text()), &text)
}
