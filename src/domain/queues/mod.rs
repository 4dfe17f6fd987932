//! What moderators go through: lists, how long they are, and who reads what. Nothing here decides
//! on a comment, and nothing here stands in a decision's way.
mod claim;
mod counts;
mod filter;
mod list;

pub use claim::{Claiming, Handed, claim, release};
pub use counts::{counts, of_episode};
pub use list::{Queue, Request, list};
