//! The `branch_lock` table.
use crate::model::{CommentId, EpisodeId};
use entity::branch_lock::{Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashSet;

/// The comments of an episode whose branch is locked, whatever the clock says of the lock.
pub async fn locked(
    db: &impl ConnectionTrait,
    episode: EpisodeId,
) -> Result<HashSet<CommentId>, DbErr> {
    let ids: Vec<CommentId> = Entity::find()
        .select_only()
        .column(Column::CommentId)
        .filter(Column::EpisodeId.eq(episode))
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().collect())
}
