//! Bringing conversations in from other systems: what a file says is decided before anything is
//! written, and all of it is written in one transaction.
mod from_wordpress;
pub mod wordpress;
mod writer;

pub use from_wordpress::{Fault, Run, body, from_wordpress};
pub use writer::{Planned, Writer};
