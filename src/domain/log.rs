//! Writing the log, in the transaction of what it tells.
use crate::{
    app::App,
    model::{Action, LogEntry, LogEntryId, MemberId, RevisionId, SiteId},
    storage::{self, Txn},
};
use sea_orm::DbErr;
use uuid::Uuid;

/// What was done to what.
pub(super) struct Entry {
    pub(super) site_id: SiteId,
    pub(super) action: Action,
    pub(super) subject_id: Uuid,
    pub(super) revision_id: Option<RevisionId>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) reason: Option<String>,
}

impl Entry {
    pub(super) fn new(action: Action, site_id: SiteId, subject_id: Uuid) -> Self {
        Self {
            site_id,
            action,
            subject_id,
            revision_id: None,
            from: None,
            to: None,
            reason: None,
        }
    }
}

pub(super) async fn record(
    app: &App,
    txn: &Txn,
    actor: Option<MemberId>,
    entry: Entry,
) -> Result<LogEntryId, DbErr> {
    let id = LogEntryId(app.env.new_id());
    let entry = LogEntry {
        id,
        site_id: entry.site_id,
        actor_id: actor,
        action: entry.action,
        subject_id: entry.subject_id,
        revision_id: entry.revision_id,
        from_state: entry.from,
        to_state: entry.to,
        reason: entry.reason,
        created_at: app.env.now(),
    };
    storage::log::insert(txn, entry).await?;
    Ok(id)
}
