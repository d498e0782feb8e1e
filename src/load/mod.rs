//! From text to model: what the words of a file mean, with a finding at every place where they mean
//! nothing.

mod clock;
mod fault;
pub mod grammar;
mod place;
mod times;
pub mod times_rules;

pub use clock::Clock;
pub use fault::{Fault, Resolved};
pub use times::resolve;
