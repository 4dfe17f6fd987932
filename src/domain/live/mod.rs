//! Telling those who watch what has changed, as it happens: on this node, and across nodes.
mod link;
mod queue;
mod watchers;

pub use link::run;
pub use queue::{News, queue};
pub use watchers::Watchers;
