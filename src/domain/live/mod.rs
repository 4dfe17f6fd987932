//! Telling those who watch what has changed, as it happens: on this node, and across nodes.
mod crowd;
mod link;
mod missed;
mod presence;
mod queue;
mod thread;
mod watchers;

pub use crowd::{Crowd, Entrance, STREAMS_MAX};
pub use link::run;
pub use presence::{Presence, readers};
pub use queue::{News, queue};
pub use thread::{APART, Happened, Listener, Spot, Waiting, Which, thread};
pub use watchers::Watchers;
