//! Objects: newtypes over the domain's values, so that the API cannot drift into being the tables.
mod author;
mod comment;
mod count;
mod decision;
mod episode;
mod log;
mod node;
mod permission;
mod queue;
mod report;
mod revision;
mod site;
mod viewer;

pub use author::{Author, Role};
pub use comment::{Comment, CommentStatus, HoldReason, Tombstone};
pub use count::CommentCount;
pub use decision::{DecisionCode, DecisionResult, RejectReason};
pub use episode::{Episode, SiteMode, ThreadState};
pub(crate) use log::entry_plan;
pub use log::{LogAction, LogEntry};
pub use node::Node;
pub use permission::{CommentPermissions, DeniedReason, EpisodePermissions, Permission};
pub use queue::{AuthorRecord, Claim, QueueCounts, QueueFilterInput, QueueKind};
pub use report::{Report, ReportReason};
pub use site::Site;
pub use viewer::{Standing, Viewer};
