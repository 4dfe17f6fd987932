//! Reading a `WordPress` export (WXR): pure, streaming, everything decided before anything is written.
//!
//! The file is read twice. [`survey()`] reads all of it for mistakes, keeps a few facts of each
//! comment and makes the [`Plan`]; [`comments()`] then hands out the texts one at a time.
//!
//! - Names are matched without their prefix; a DOCTYPE, another encoding than UTF-8 or broken
//!   XML refuses the whole file, with line and column. Control characters are taken out.
//! - Pingbacks, trackbacks, editors' notes and plugins' own kinds are left out; spam, trash
//!   and what hangs under a post that is not public, unless [`Options`] say otherwise.
//! - An unknown state holds a comment; an unknown state of a post's comments opens the thread.
//! - Whom a comment answers is kept at any depth; where that one is left out, its nearest kept
//!   ancestor takes its place.
//! - A post that stands in the file twice is one episode. Two posts with one guid are two: the
//!   one with the smaller number keeps the guid as key.
//! - A person is an e-mail address together with a name, or a web address together with a name;
//!   without either, everybody is somebody else.
mod author;
mod episodes;
mod error;
mod fate;
mod item;
mod keys;
mod line;
mod parents;
mod plan;
mod reader;
mod report;
mod source;
mod stream;
mod survey;
#[cfg(test)]
mod tests;
mod xml;

pub use author::{Author, AuthorKey};
pub use error::{ImportError, Problem};
pub use fate::{Fate, LeftOut, Options};
pub use line::{Line, Subject, What};
pub use plan::{Episode, Plan, PlanComment, Thread};
pub use report::{Comments, Done, Items, Report, Summary};
pub use source::Position;
pub use stream::{PlannedComment, comments};
pub use survey::survey;

/// The longest episode key or alias in bytes.
pub const MAX_KEY: usize = 500;
