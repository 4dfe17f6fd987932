//! The `branch_lock` table, and what each comment knows of it.
use crate::model::{BranchLock, Comment, CommentId, EpisodeId};
use entity::branch_lock::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, Statement,
    sea_query::{Expr, OnConflict},
};

/// All of some episodes, whatever the clock says of them.
pub async fn list(
    db: &impl ConnectionTrait,
    episodes: &[EpisodeId],
) -> Result<Vec<BranchLock>, DbErr> {
    let found = Entity::find().filter(Column::EpisodeId.is_in(episodes.iter().copied()));
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

pub async fn find(db: &impl ConnectionTrait, id: CommentId) -> Result<Option<BranchLock>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

/// In place of an earlier lock on the same comment.
pub async fn save(db: &impl ConnectionTrait, lock: BranchLock) -> Result<(), DbErr> {
    let again = OnConflict::column(Column::CommentId)
        .update_columns([Column::Reason, Column::LockedUntil, Column::CreatedAt])
        .to_owned();
    Entity::insert(row(lock).into_active_model())
        .on_conflict(again)
        .exec_without_returning(db)
        .await
        .map(drop)
}

pub async fn delete(db: &impl ConnectionTrait, id: CommentId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(db).await.map(drop)
}

/// Tells a comment, and all below it down to the next locks, that it is the nearest locked one.
pub async fn spread(db: &impl ConnectionTrait, comment: &Comment) -> Result<(), DbErr> {
    let sql = "WITH RECURSIVE branch(id) AS (\
               SELECT id FROM comment WHERE id = $1 \
               UNION ALL \
               SELECT c.id FROM branch b JOIN comment c ON c.parent_id = b.id \
               WHERE c.branch_lock_id IS NOT DISTINCT FROM $2) \
               UPDATE comment SET branch_lock_id = $1 WHERE id IN (SELECT id FROM branch)";
    let values = [comment.id.into(), comment.branch_lock_id.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.execute_raw(statement).await.map(drop)
}

/// Tells those whose nearest locked comment it was of the next one above.
pub async fn withdraw(db: &impl ConnectionTrait, lock: &BranchLock) -> Result<(), DbErr> {
    use entity::comment;
    comment::Entity::update_many()
        .col_expr(comment::Column::BranchLockId, Expr::value(lock.outer_id))
        .filter(comment::Column::BranchLockId.eq(lock.comment_id))
        .exec(db)
        .await
        .map(drop)
}

/// Links each lock of an episode with the one above it: the nearest of what its comment answers.
pub async fn link(db: &impl ConnectionTrait, episode: EpisodeId) -> Result<(), DbErr> {
    let sql = "UPDATE branch_lock SET outer_id = (\
               SELECT p.branch_lock_id FROM comment c JOIN comment p ON p.id = c.parent_id \
               WHERE c.id = branch_lock.comment_id) WHERE episode_id = $1";
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [episode.into()]);
    db.execute_raw(statement).await.map(drop)
}

fn value(row: Model) -> BranchLock {
    BranchLock {
        comment_id: row.comment_id,
        episode_id: row.episode_id,
        outer_id: row.outer_id,
        reason: row.reason,
        locked_until: row.locked_until,
        created_at: row.created_at,
    }
}

fn row(lock: BranchLock) -> Model {
    Model {
        comment_id: lock.comment_id,
        episode_id: lock.episode_id,
        outer_id: lock.outer_id,
        reason: lock.reason,
        locked_until: lock.locked_until,
        created_at: lock.created_at,
    }
}
