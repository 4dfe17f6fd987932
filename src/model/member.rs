//! A person, and what they are on one site.
use super::{AccountId, MemberId, MemberNoteId, Role, SiteId, Standing, Status};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    pub email: Option<String>,
    pub email_verified_at: Option<DateTime<Utc>>,
    pub display_name: String,
    pub created_at: DateTime<Utc>,
}

#[derive(Clone, Debug)]
pub struct Member {
    pub id: MemberId,
    pub site_id: SiteId,
    pub account_id: AccountId,
    pub display_name: String,
    /// Names the picture that is shown.
    pub picture: Option<String>,
    pub role: Role,
    /// As a moderator left it; see [`Member::standing_at`].
    pub standing: Standing,
    pub standing_until: Option<DateTime<Utc>>,
    /// What the member was told of it.
    pub standing_reason: Option<String>,
    /// How their comments stand.
    pub record: Record,
    /// Reports of theirs that moderators agreed with, and not.
    pub reports_upheld: i32,
    pub reports_dismissed: i32,
    pub created_at: DateTime<Utc>,
}

/// What a moderator wrote about a member, for other moderators.
#[derive(Clone, Debug)]
pub struct MemberNote {
    pub id: MemberNoteId,
    pub site_id: SiteId,
    /// About whom.
    pub member_id: MemberId,
    pub author_id: MemberId,
    pub text: String,
    pub created_at: DateTime<Utc>,
}

/// Numbers of comments by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub pending: i32,
    pub approved: i32,
    pub rejected: i32,
    pub spam: i32,
    pub deleted: i32,
}

impl Record {
    pub fn of(status: Status) -> Self {
        let one = |this| i32::from(this == status);
        Self {
            pending: one(Status::Pending),
            approved: one(Status::Approved),
            rejected: one(Status::Rejected),
            spam: one(Status::Spam),
            deleted: one(Status::Deleted),
        }
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            pending: self.pending + other.pending,
            approved: self.approved + other.approved,
            rejected: self.rejected + other.rejected,
            spam: self.spam + other.spam,
            deleted: self.deleted + other.deleted,
        }
    }

    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self {
            pending: self.pending - other.pending,
            approved: self.approved - other.approved,
            rejected: self.rejected - other.rejected,
            spam: self.spam - other.spam,
            deleted: self.deleted - other.deleted,
        }
    }
}

impl Member {
    /// A suspension ends by the clock.
    pub fn standing_at(&self, now: DateTime<Utc>) -> Standing {
        match (self.standing, self.standing_until) {
            (Standing::Suspended, Some(until)) if until <= now => Standing::Normal,
            (standing, _) => standing,
        }
    }
}
