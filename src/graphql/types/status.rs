//! Where a comment stands, and why.
use crate::model::{self, Status};
use async_graphql::Enum;

/// Where a comment stands with the moderators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Status")]
pub enum CommentStatus {
    /// Held: only its author and the moderators read it.
    Pending,
    /// All may read it.
    Approved,
    /// A moderator turned it down.
    Rejected,
    /// It was taken for spam.
    Spam,
    /// Its author took it back; final.
    Deleted,
}

/// Why a comment's text is not shown, nor, but for `MUTED`, its author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Tombstone")]
pub enum Tombstone {
    /// Its author took it back.
    Deleted,
    /// A moderator removed it.
    Removed,
    /// It waits for a moderator.
    Held,
    /// The viewer has muted its author, who is still named.
    Muted,
}

/// Why the rules held a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::HoldReason")]
pub enum HoldReason {
    /// Every comment of this author is looked at first.
    Watched,
    /// The author has few approved comments on this site.
    Newcomer,
    /// The site or the episode holds every comment.
    Premoderation,
    /// It was held on the system that it was imported from.
    Imported,
    /// The author has posted the same text before.
    Repeat,
    /// A word of the site's list of banned words stands in it.
    BannedWord,
    /// A word of the site's list of suspect words stands in it.
    SuspectWord,
    /// It has more links than the site lets stand.
    Links,
    /// It reads like spam.
    SpamScore,
    /// A moderator has taken it back into the queue.
    Restored,
    /// Readers have reported it.
    Reported,
    /// Akismet takes it for spam.
    Akismet,
    /// The site's own webhook holds it.
    Webhook,
}

impl CommentStatus {
    /// As the log spells it.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        <Self as async_graphql::resolver_utils::EnumType>::items()
            .iter()
            .find(|item| item.name == name)
            .map(|item| item.value)
    }
}
