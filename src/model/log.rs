//! A line of a site's log.
use super::{Action, EpisodeId, LogEntryId, MemberId, RevisionId, SiteId};
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
    /// Where it happened, if in one thread.
    pub episode_id: Option<EpisodeId>,
    /// For moderators only.
    pub note: Option<String>,
    /// What undoing it needs, as JSON.
    pub details: Option<String>,
    /// The request that did it, as its log lines name it.
    pub correlation_id: Option<String>,
    /// The entry of the whole that this is a part of.
    pub batch_id: Option<LogEntryId>,
    /// The entry that this one undoes.
    pub undoes_id: Option<LogEntryId>,
    pub created_at: DateTime<Utc>,
}
