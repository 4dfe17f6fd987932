//! Threads: where a comment is filed, what a page of them holds, and the states they are in.
mod branches;
mod known;
mod marked;
mod marks;
mod past;
mod place;
mod read;
mod reader;
mod recount;
mod settle;
mod state;
mod turn;

pub use branches::{branch, branch_locks, put_branch_back};
pub(super) use branches::{encode_lock, put_lock, take_lock};
pub use marked::{Featured, featured, has_room_for_a_pin, pinned, room_for_pins};
pub(super) use past::name as state_name;
pub use place::{Place, place};
pub use read::{
    Plan, ReplyPlan, Setting, Threaded, ViewerPlan, comment, comment_in, comments, comments_on,
    find_comment, replies, thread,
};
pub(super) use recount::{Bare, Tally, tallies};
pub use recount::{Drift, recount, repair};
pub use settle::{add, settle};
pub(super) use state::checked;
pub use state::{Permissions, Seen, Terms, close, lock, permissions, put_back, reopen};
