//! What moderators go through, and who is at what.
use super::{
    Comment, CommentId, Cursor, EpisodeId, HoldReason, Member, MemberId, QueueCounts, ReportReason,
};
use chrono::{DateTime, Utc};

/// Which comments of a site a moderator goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueueKind {
    Pending,
    /// With reports that nobody has decided on; the heaviest first.
    Reported,
    /// Approved, and looked at by nobody who moderates.
    Unreviewed,
    Spam,
    Rejected,
    Approved,
}

impl QueueKind {
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Reported,
        Self::Unreviewed,
        Self::Spam,
        Self::Rejected,
        Self::Approved,
    ];

    /// Where a page goes on behind a comment.
    pub fn cursor(self, comment: &Comment) -> Cursor {
        let score = match self {
            Self::Reported => comment.report_weight,
            _ => 0,
        };
        Cursor {
            id: comment.id.0,
            score,
        }
    }
}

impl QueueCounts {
    pub fn of(&self, kind: QueueKind) -> i32 {
        match kind {
            QueueKind::Pending => self.pending,
            QueueKind::Reported => self.reported,
            QueueKind::Unreviewed => self.unreviewed,
            QueueKind::Spam => self.spam,
            QueueKind::Rejected => self.rejected,
            QueueKind::Approved => self.approved,
        }
    }
}

/// What narrows a queue: all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Any of these.
    pub episodes: Option<Vec<EpisodeId>>,
    pub author: Option<MemberId>,
    /// Held for any of these.
    pub reasons: Option<Vec<HoldReason>>,
    /// With an open report for this reason.
    pub report_reason: Option<ReportReason>,
    /// Somewhere in the current text, whatever the case.
    pub text: Option<String>,
    /// Posted then or later.
    pub since: Option<DateTime<Utc>>,
    /// Posted before then.
    pub until: Option<DateTime<Utc>>,
    /// Without what another moderator has claimed.
    pub unclaimed_only: bool,
}

/// A moderator is reading a comment.
#[derive(Clone, Debug)]
pub struct Claim {
    pub comment_id: CommentId,
    pub moderator: Member,
    pub expires_at: DateTime<Utc>,
}
