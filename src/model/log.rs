//! A line of a site's log.
use super::{Action, LogEntryId, MemberId, RevisionId, SiteId};
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[derive(Clone, Debug)]
pub struct LogEntry {
    pub id: LogEntryId,
    pub site_id: SiteId,
    /// None for a rule or an operator at the command line.
    pub actor_id: Option<MemberId>,
    pub action: Action,
    /// The id of the comment, episode or site it was done to.
    pub subject_id: Uuid,
    pub revision_id: Option<RevisionId>,
    pub from_state: Option<String>,
    pub to_state: Option<String>,
    pub reason: Option<String>,
    pub created_at: DateTime<Utc>,
}
