//! What every file of another system has in common: pure, streaming, everything decided before
//! anything is written. Which system it comes from is not known here.
//!
//! The file is read twice, by the [`Reader`] of its format. [`survey()`] reads all of it for mistakes,
//! keeps a few facts of each comment and makes the [`Plan`]; [`comments()`] then hands out the texts
//! one at a time.
//!
//! - Spam, trash and what hangs under a page that is not public are left out, unless [`Options`]
//!   say otherwise.
//! - An unknown state holds a comment; an unknown state of a page's comments opens the thread.
//! - Whom a comment answers is kept at any depth; where that one is left out, its nearest kept
//!   ancestor takes its place.
//! - A page that stands in the file twice is one episode; so are two addresses of one page.
//! - A person is whom the other system calls by one name of its own; else an e-mail address together
//!   with a name, or a web address together with a name; without any, everybody is somebody else.
mod address;
mod author;
mod episodes;
mod error;
mod fate;
mod field;
mod id;
mod json;
mod keys;
mod line;
mod members;
mod parents;
mod plan;
mod record;
mod report;
mod source;
mod stream;
mod survey;
mod xml;

pub use address::{BadRule, Rules};
pub use author::{Author, AuthorKey};
pub use error::{ImportError, Problem};
pub use fate::{Fate, LeftOut, Options};
pub use id::Id;
pub use line::{Line, Subject, What};
pub use plan::{Episode, Markup, Plan, PlanComment, Thread};
pub use report::{Comments, Done, Items, PageTold, Report, Summary};
pub use source::Position;
pub use stream::PlannedComment;

pub(super) use address::{on_one_line, other_www};
pub(super) use author::Identity;
pub(super) use error::clip;
pub(super) use fate::{MAX_COMMENTS, MAX_ITEMS};
pub(super) use field::{Field, MAX_ATOM, MAX_CONTENT, MAX_TITLE};
pub(super) use json::{Item, Json, Lines};
pub(super) use record::{
    Answers, Comment, Page, PageThread, Person, Reader, Record, Time, Visibility,
};
pub(super) use stream::comments;
pub(super) use survey::{is_long_name, survey};
pub(super) use xml::{Step, Xml, local_name};

/// The longest episode key or alias in bytes.
pub const MAX_KEY: usize = 500;
