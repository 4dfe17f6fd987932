//! All of a site as lines of JSON, to keep or to go elsewhere with. Read in one snapshot, so that it
//! fits together; a page at a time, so that little of it is in memory.
mod ask;
mod kind;
pub mod lines;
pub mod pages;
mod read;
mod readable;
mod spool;
mod write;
mod wxr;

pub use ask::{ask, redeem};
pub(super) use kind::Kind;
pub use lines::Counts;
pub use spool::{Follower, Places};
pub use write::{Choice, Form, Language, count, write};
