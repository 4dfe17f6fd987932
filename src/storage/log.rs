//! The `log_entry` table. Append only: nothing here updates or deletes.
use crate::model::{LogEntry, LogEntryId};
use entity::log_entry::{Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter,
};

pub async fn insert(db: &impl ConnectionTrait, entry: LogEntry) -> Result<(), DbErr> {
    let row = Model {
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
    };
    row.into_active_model().insert(db).await.map(drop)
}

pub async fn list_by_ids(
    db: &impl ConnectionTrait,
    ids: &[LogEntryId],
) -> Result<Vec<LogEntry>, DbErr> {
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(found.all(db).await?.into_iter().map(value).collect())
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
