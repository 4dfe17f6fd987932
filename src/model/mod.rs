//! Plain values that every layer may use: no IO, no GraphQL.
mod actor;
mod comment;
mod episode;
mod log;
mod member;
mod page;
mod session;
mod site;

pub use actor::{Actor, SignedIn};
pub use comment::{Beginning, Comment, Decision, HoldReason, RejectReason, Tombstone, Visibility};
pub use entity::{
    AccountId, CommentId, EpisodeId, EpisodeUrlId, ImportedAuthorId, LogEntryId, MemberId,
    RefreshTokenId, RevisionId, SessionId, SigningKeyId, SiteId,
    comment::Status,
    episode::ThreadState,
    log_entry::Action,
    member::{Role, Standing},
    session::SessionKind,
    site::Mode,
};
pub use episode::Episode;
pub use log::LogEntry;
pub use member::{Account, Member};
pub use page::{Cursor, Order, Page, PageRequest};
pub use session::Session;
pub use site::Site;
