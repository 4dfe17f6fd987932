//! A reader's flag on a comment.
use super::{
    CommentId, LogEntryId, MemberId, ReportId, ReportOutcome, ReportReason, RevisionId, SiteId,
};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug)]
pub struct Report {
    pub id: ReportId,
    pub site_id: SiteId,
    pub comment_id: CommentId,
    /// The text that was read.
    pub revision_id: RevisionId,
    pub reporter_id: MemberId,
    pub reason: ReportReason,
    pub text: Option<String>,
    /// 100 for a reader of good record, less for one of bad; stays as it was when given.
    pub weight: i32,
    /// With the reason `ILLEGAL`.
    pub notice: Option<Notice>,
    pub created_at: DateTime<Utc>,
    pub resolution: Option<Resolution>,
}

/// A notice of illegal content, with what article 16(2) of the Digital Services Act asks for besides
/// the explanation, which is the report's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The law that the comment is said to break.
    pub legal_basis: Option<String>,
    /// Of whoever gives notice; both may be left out of one about the abuse of children.
    pub name: Option<String>,
    pub email: Option<String>,
    /// They believe in good faith that the notice is right and complete.
    pub good_faith: bool,
    /// Where the comment stood.
    pub location: Option<String>,
}

/// What came of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolution {
    pub at: DateTime<Utc>,
    pub outcome: ReportOutcome,
    /// None when the author took the comment back.
    pub decision_id: Option<LogEntryId>,
}
