//! Threads: where a comment is filed, what a page of them holds, and the states they are in.
mod marks;
mod past;
mod place;
mod read;
mod reader;
mod recount;
mod settle;
mod state;
mod turn;

pub use place::{Place, place};
pub use read::{
    Plan, ReplyPlan, Setting, Threaded, ViewerPlan, comment, comments, comments_on, find_comment,
    replies, thread,
};
pub use recount::{Drift, recount, repair};
pub(crate) use recount::{KeptApart, count};
pub use settle::{appear, settle};
pub use state::{Permissions, Terms, close, lock, permissions, put_back, reopen};
