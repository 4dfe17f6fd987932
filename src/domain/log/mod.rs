//! The log: written in the transaction of what it tells, read by moderators.
mod read;

pub use crate::storage::log::Filter;
pub use read::{Listed, LogPlan, Logged, Subject, find, history, list, subject_kind};

use crate::{
    app::App,
    model::{Action, Actor, EpisodeId, LogEntry, LogEntryId, MemberId, RevisionId, SiteId},
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
    pub(super) episode_id: Option<EpisodeId>,
    /// For moderators only.
    pub(super) note: Option<String>,
    /// What undoing it needs, as JSON.
    pub(super) details: Option<String>,
    pub(super) batch_id: Option<LogEntryId>,
    pub(super) undoes_id: Option<LogEntryId>,
}

/// Who did it, and in which request. A rule's act belongs to the request that made it look.
#[derive(Clone, Copy)]
pub(super) struct By<'a> {
    pub(super) member: Option<MemberId>,
    pub(super) correlation_id: Option<&'a str>,
}

impl<'a> By<'a> {
    pub(super) fn member(actor: &'a Actor, member: MemberId) -> Self {
        Self {
            member: Some(member),
            correlation_id: actor.request_id.as_deref(),
        }
    }

    pub(super) fn rule(actor: &'a Actor) -> Self {
        Self {
            member: None,
            correlation_id: actor.request_id.as_deref(),
        }
    }

    /// At the command line, or by a job.
    pub(super) const NOBODY: By<'static> = By {
        member: None,
        correlation_id: None,
    };
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
            episode_id: None,
            note: None,
            details: None,
            batch_id: None,
            undoes_id: None,
        }
    }
}

pub(super) async fn record(
    app: &App,
    txn: &Txn,
    by: By<'_>,
    entry: Entry,
) -> Result<LogEntryId, DbErr> {
    let id = LogEntryId(app.env.new_id());
    let entry = LogEntry {
        id,
        site_id: entry.site_id,
        actor_id: by.member,
        action: entry.action,
        subject_id: entry.subject_id,
        revision_id: entry.revision_id,
        from_state: entry.from,
        to_state: entry.to,
        reason: entry.reason,
        episode_id: entry.episode_id,
        note: entry.note,
        details: entry.details,
        correlation_id: by.correlation_id.map(str::to_owned),
        batch_id: entry.batch_id,
        undoes_id: entry.undoes_id,
        created_at: app.env.now(),
    };
    storage::log::insert(txn, entry).await?;
    Ok(id)
}
