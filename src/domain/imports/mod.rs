//! Bringing conversations in from other systems: what a file says is decided before anything is
//! written, and all of it is written in one transaction.
mod clearing;
mod from_wordpress;
mod outcome;
mod packing;
mod prepare;
mod progress;
mod upload;
pub mod wordpress;
mod work;
mod writer;

pub use from_wordpress::{Fault, Run, body, from_wordpress};
pub use outcome::{Counted, Note, Outcome, What};
pub use packing::Unfit;
pub use prepare::{Listed, NewImport, Prepared, Shown, cancel, list, prepare, start};
pub use progress::Board;
pub use upload::{Refused, receive};
pub use writer::{Planned, Writer};

pub(super) use clearing::forget;
pub(super) use work::run;
