//! Rules about the form of the files, once they are read.

mod bare_status;
mod handle_as_role;
mod indented_event;
mod link_of_another_time;
mod mark_in_text;
mod one_factor;
mod repeated_id;
mod role_in_text;
mod unknown_category;
mod unknown_id;
mod unknown_kind;
mod vague_follow_up;

use super::Check;

/// The rules of this folder.
pub static CHECKS: &[&Check] = &[
    &bare_status::CHECK,
    &handle_as_role::CHECK,
    &indented_event::CHECK,
    &link_of_another_time::CHECK,
    &mark_in_text::CHECK,
    &one_factor::CHECK,
    &repeated_id::CHECK,
    &role_in_text::CHECK,
    &unknown_category::CHECK,
    &unknown_id::CHECK,
    &unknown_kind::CHECK,
    &vague_follow_up::CHECK,
];
