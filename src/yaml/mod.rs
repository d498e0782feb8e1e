//! YAML files as people write them: the text of a file in, one tree with a place for everything
//! out. The same tree loads files into typed values, finds the place of a value, and carries the
//! edits, so the three never disagree. Nothing of the parser underneath leaves this folder.

mod change;
mod de;
mod decode;
mod edit;
mod fault;
mod ground;
mod layout;
mod parse;
mod path;
mod read;
mod rules;
mod scalar;
mod splice;
mod stand_in;
mod text;
mod tree;
mod trouble;
mod value;
mod write;

pub use change::Change;
pub use decode::decode;
pub use edit::{Refusal, apply};
pub use path::{Step, dotted};
pub use read::{load, read};
pub use rules::{
    BAD_YAML, CANNOT_EDIT, DUPLICATE_KEY, EMPTY_VALUE, MISSING_FIELD, RULES, SEVERAL_DOCUMENTS,
    SWALLOWED_COMMENT, SWALLOWED_TAG, TOO_LARGE, UNKNOWN_FIELD, UNKNOWN_WORD, WRONG_TYPE,
};
pub use tree::{MAX_ALIAS_BYTES, MAX_BYTES, MAX_DEPTH, MAX_FINDINGS, MAX_NODES, NodeId, Tree};
pub use value::Value;
pub use write::document;
