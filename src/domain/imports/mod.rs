//! Bringing conversations in from other systems: what a file says is decided before anything is
//! written, and all of it is written in one transaction.
mod clearing;
mod commento;
mod disqus;
mod formats;
mod from_file;
mod isso;
mod moving;
mod opening;
mod outcome;
mod outline;
mod own;
mod packing;
mod placed;
mod prepare;
mod progress;
pub mod reading;
mod remark42;
#[cfg(test)]
mod testing;
mod upload;
mod wordpress;
mod work;
mod writer;

pub use formats::name;
pub use from_file::{Fault, Run, from_file, options};
pub use opening::{Opened, opened, unpacked, unpacked_if_packed};
pub use outcome::{Counted, Note, Outcome, What};
pub use packing::Unfit;
pub use prepare::{Listed, NewImport, Prepared, Shown, cancel, list, prepare, start};
pub use progress::Board;
pub use upload::{Refused, receive};
pub use writer::{Planned, Planning, Writer};

pub(super) use clearing::forget;
pub(super) use work::run;
