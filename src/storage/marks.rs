//! Pinned and featured comments.
use super::comments;
use crate::model::{Comment, CommentId, EpisodeId, PageRequest, Status};
use entity::comment::{Column, Entity};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

/// Also those that have gone out of sight since.
pub async fn count_pinned(db: &impl ConnectionTrait, episode: EpisodeId) -> Result<u64, DbErr> {
    let pinned = Entity::find()
        .filter(Column::EpisodeId.eq(episode))
        .filter(Column::PinnedAt.is_not_null());
    pinned.count(db).await
}

/// In the order of pinning, those that all may read.
pub async fn list_pinned(
    db: &impl ConnectionTrait,
    episode: EpisodeId,
) -> Result<Vec<Comment>, DbErr> {
    let rows = public(episode)
        .filter(Column::PinnedAt.is_not_null())
        .order_by_asc(Column::PinnedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(comments::value).collect())
}

/// In the order in which they were written, those that all may read.
pub async fn list_featured(
    db: &impl ConnectionTrait,
    episode: EpisodeId,
    page: &PageRequest,
) -> Result<Vec<Comment>, DbErr> {
    let mut found = featured(episode);
    if let Some(cursor) = page.after {
        found = found.filter(Column::Id.gt(CommentId(cursor.id)));
    }
    let rows = found
        .order_by_asc(Column::Id)
        .limit(page.limit())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(comments::value).collect())
}

pub async fn count_featured(db: &impl ConnectionTrait, episode: EpisodeId) -> Result<u64, DbErr> {
    featured(episode).count(db).await
}

fn featured(episode: EpisodeId) -> Select<Entity> {
    public(episode).filter(Column::FeaturedAt.is_not_null())
}

/// As [`Comment::is_public`] has it.
fn public(episode: EpisodeId) -> Select<Entity> {
    let kept = Condition::all()
        .add(Column::Status.eq(Status::Pending))
        .add(Column::KeptRevisionId.is_not_null());
    let public = Condition::any()
        .add(Column::Status.eq(Status::Approved))
        .add(kept);
    Entity::find()
        .filter(Column::EpisodeId.eq(episode))
        .filter(public)
}
