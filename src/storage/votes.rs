//! The `vote` table.
use super::{Db, cells::listed};
use crate::model::{CommentId, MemberId};
use chrono::{DateTime, Utc};
use entity::vote::{Column, Entity, Model};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Statement, sea_query::OnConflict,
};
use std::collections::HashSet;

/// Whether the vote is new.
pub async fn insert(
    db: &impl ConnectionTrait,
    comment_id: CommentId,
    member_id: MemberId,
    created_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let row = Model {
        comment_id,
        member_id,
        created_at,
    };
    let conflict = OnConflict::columns([Column::CommentId, Column::MemberId])
        .do_nothing()
        .to_owned();
    let inserted = Entity::insert(row.into_active_model())
        .on_conflict(conflict)
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

/// Whether there was one.
pub async fn delete(
    db: &impl ConnectionTrait,
    comment: CommentId,
    member: MemberId,
) -> Result<bool, DbErr> {
    let deleted = Entity::delete_by_id((comment, member)).exec(db).await?;
    Ok(deleted.rows_affected > 0)
}

/// Which of these comments the member has voted up.
pub async fn of_member(
    db: &Db,
    member: MemberId,
    comments: &[CommentId],
) -> Result<HashSet<CommentId>, DbErr> {
    if comments.is_empty() {
        return Ok(HashSet::new());
    }
    let mut values = vec![member.into()];
    let ids = listed(&mut values, comments.iter().copied());
    let sql = format!("SELECT comment_id FROM vote WHERE member_id = $1 AND comment_id IN ({ids})");
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    let ids = db.rows(statement, |cells| Ok(CommentId(cells.take()?)));
    Ok(ids.await?.into_iter().collect())
}
