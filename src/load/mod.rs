//! From text to model: what the words of a file mean, with a finding at every place where they mean
//! nothing.

mod clock;
mod fault;
mod files;
pub mod grammar;
pub mod line;
mod place;
mod position;
pub mod quick;
mod register;
mod times;
pub mod times_rules;
mod version;

pub use clock::Clock;
pub use fault::{Fault, Resolved};
pub use files::{Loaded, file, incident, no_incident, plan, review};
pub use position::Places;
pub use register::{BARE_CHANGE, register};
pub use times::resolve;
pub use version::{UNSUPPORTED_VERSION, versioned};
