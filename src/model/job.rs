//! Work that is done after the answer.
use super::{CommentId, ImportId, JobId, JobKind, MailId, MemberId, RevisionId, SiteId};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug)]
pub struct Job {
    pub id: JobId,
    pub site_id: SiteId,
    pub kind: JobKind,
    pub comment_id: Option<CommentId>,
    /// The text that it is about; without it, or with another one there, nothing is left to do.
    pub revision_id: Option<RevisionId>,
    pub mail_id: Option<MailId>,
    /// Whose picture it fetches.
    pub member_id: Option<MemberId>,
    /// What it brings in.
    pub import_id: Option<ImportId>,
    /// How often a worker has taken it: tells the worker that has it from one that had it.
    pub attempts: i32,
    pub due_at: DateTime<Utc>,
    /// A worker has it until then.
    pub leased_until: Option<DateTime<Utc>>,
    /// Given up.
    pub failed_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl Job {
    /// To be done at once, about nothing yet.
    pub fn new(id: JobId, site_id: SiteId, kind: JobKind, now: DateTime<Utc>) -> Self {
        Self {
            id,
            site_id,
            kind,
            comment_id: None,
            revision_id: None,
            mail_id: None,
            member_id: None,
            import_id: None,
            attempts: 0,
            due_at: now,
            leased_until: None,
            failed_at: None,
            last_error: None,
            created_at: now,
        }
    }
}

/// Jobs as a site's admins look at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// To be done, or being done.
    Waiting,
    /// Given up.
    Failed,
}

/// Whom a site asks what they think of a comment. Holds secrets, so it cannot be printed.
#[derive(Clone, Default)]
pub struct Advisers {
    pub akismet_key: Option<String>,
    pub webhook_url: Option<String>,
    /// Two while one replaces the other.
    pub webhook_secrets: Vec<String>,
}
