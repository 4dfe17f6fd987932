//! Tables as sea-orm sees them, the id newtypes, and the enums stored in columns.
//!
//! Knows only sea-orm. A row is not what the product speaks of: `storage` turns rows into the
//! values of `model`.
pub mod account;
pub mod comment;
pub mod episode;
pub mod episode_url;
mod id;
pub mod imported_author;
pub mod log_entry;
pub mod member;
pub mod refresh_token;
pub mod revision;
pub mod session;
pub mod signing_key;
pub mod site;
pub mod vote;

pub use id::{
    AccountId, CommentId, EpisodeId, EpisodeUrlId, ImportedAuthorId, LogEntryId, MemberId,
    RefreshTokenId, RevisionId, SessionId, SigningKeyId, SiteId,
};
