//! The `log_entry` table. Append only: nothing here updates or deletes.
use crate::model::{
    Action, CommentId, EpisodeId, LogEntry, LogEntryId, MemberId, PageRequest, RevisionId, SiteId,
};
use chrono::{DateTime, Utc};
use entity::log_entry::{Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use uuid::Uuid;

pub async fn insert(db: &impl ConnectionTrait, entry: LogEntry) -> Result<(), DbErr> {
    row(entry).into_active_model().insert(db).await.map(drop)
}

pub(super) fn row(entry: LogEntry) -> Model {
    Model {
        id: entry.id,
        site_id: entry.site_id,
        actor_id: entry.actor_id,
        action: entry.action,
        subject_id: entry.subject_id,
        revision_id: entry.revision_id,
        from_state: entry.from_state,
        to_state: entry.to_state,
        reason: entry.reason,
        episode_id: entry.episode_id,
        note: entry.note,
        details: entry.details,
        correlation_id: entry.correlation_id,
        batch_id: entry.batch_id,
        undoes_id: entry.undoes_id,
        created_at: entry.created_at,
    }
}

pub async fn list_by_ids(
    db: &impl ConnectionTrait,
    ids: &[LogEntryId],
) -> Result<Vec<LogEntry>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

pub async fn find(db: &impl ConnectionTrait, id: LogEntryId) -> Result<Option<LogEntry>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

/// Which entries of a site's log.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// None for all of them.
    pub actions: Vec<Action>,
    pub actor: Option<MemberId>,
    pub subject: Option<Uuid>,
    pub episode: Option<EpisodeId>,
    pub since: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
}

impl Filter {
    fn on(&self, site: SiteId) -> Condition {
        let actions = (!self.actions.is_empty()).then(|| self.actions.clone());
        Condition::all()
            .add(Column::SiteId.eq(site))
            .add_option(actions.map(|actions| Column::Action.is_in(actions)))
            .add_option(self.actor.map(|id| Column::ActorId.eq(id)))
            .add_option(self.subject.map(|id| Column::SubjectId.eq(id)))
            .add_option(self.episode.map(|id| Column::EpisodeId.eq(id)))
            .add_option(self.since.map(|since| Column::CreatedAt.gte(since)))
            .add_option(self.until.map(|until| Column::CreatedAt.lt(until)))
    }
}

/// The newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
    page: &PageRequest,
) -> Result<Vec<LogEntry>, DbErr> {
    let mut found = Entity::find().filter(filter.on(site));
    if let Some(cursor) = page.after {
        found = found.filter(Column::Id.lt(LogEntryId(cursor.id)));
    }
    let rows = found
        .order_by_desc(Column::Id)
        .limit(page.limit())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

pub async fn count(db: &impl ConnectionTrait, site: SiteId, filter: &Filter) -> Result<u64, DbErr> {
    Entity::find().filter(filter.on(site)).count(db).await
}

/// The parts of a bulk act, the last first: in the order in which they are taken back.
pub async fn list_batch(
    db: &impl ConnectionTrait,
    whole: LogEntryId,
) -> Result<Vec<LogEntry>, DbErr> {
    let found = Entity::find().filter(Column::BatchId.eq(whole));
    let rows = found.order_by_desc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(value).collect())
}

pub async fn is_undone(db: &impl ConnectionTrait, id: LogEntryId) -> Result<bool, DbErr> {
    let undone = Entity::find().filter(Column::UndoesId.eq(id));
    Ok(undone.count(db).await? > 0)
}

/// Which of these have been undone, and by which entry.
pub async fn undone_by(
    db: &impl ConnectionTrait,
    ids: &[LogEntryId],
) -> Result<HashMap<LogEntryId, LogEntryId>, DbErr> {
    let found: Vec<(Option<LogEntryId>, LogEntryId)> = Entity::find()
        .select_only()
        .columns([Column::UndoesId, Column::Id])
        .filter(Column::UndoesId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found
        .into_iter()
        .filter_map(|(undone, by)| Some((undone?, by)))
        .collect())
}

/// What of these kinds has been done to the same subject since, and not been undone.
pub async fn list_later(
    db: &impl ConnectionTrait,
    entry: &LogEntry,
    kinds: &[Action],
) -> Result<Vec<LogEntry>, DbErr> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let later = Entity::find()
        .filter(Column::SubjectId.eq(entry.subject_id))
        .filter(Column::Id.gt(entry.id))
        .filter(Column::Action.is_in(kinds.iter().copied()))
        .all(db)
        .await?;
    let ids: Vec<LogEntryId> = later.iter().map(|entry| entry.id).collect();
    let undone = undone_by(db, &ids).await?;
    let standing = later.into_iter().map(value);
    Ok(standing
        .filter(|entry| !undone.contains_key(&entry.id))
        .collect())
}

/// Whether a moderator has let all read this text.
pub async fn was_approved(
    db: &impl ConnectionTrait,
    (comment, revision): (CommentId, RevisionId),
) -> Result<bool, DbErr> {
    let found = Entity::find()
        .filter(Column::SubjectId.eq(comment.0))
        .filter(Column::RevisionId.eq(revision))
        .filter(Column::ToState.eq("APPROVED"))
        .filter(Column::ActorId.is_not_null())
        .limit(1);
    Ok(found.one(db).await?.is_some())
}

fn value(row: Model) -> LogEntry {
    LogEntry {
        id: row.id,
        site_id: row.site_id,
        actor_id: row.actor_id,
        action: row.action,
        subject_id: row.subject_id,
        revision_id: row.revision_id,
        from_state: row.from_state,
        to_state: row.to_state,
        reason: row.reason,
        episode_id: row.episode_id,
        note: row.note,
        details: row.details,
        correlation_id: row.correlation_id,
        batch_id: row.batch_id,
        undoes_id: row.undoes_id,
        created_at: row.created_at,
    }
}
