//! The numbers that are kept instead of counted: changed in the transaction that changes what
//! they count.
use super::{Txn, comments, db::for_update};
use crate::model::{Comment, CommentId, EpisodeId, MemberId, Status};
use entity::{comment, episode};
use futures_util::TryStreamExt;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, Statement, sea_query::Expr,
};
use std::collections::HashMap;

/// How an episode's numbers move.
#[derive(Clone, Copy, Debug, Default)]
pub struct EpisodeChange {
    pub comments: i32,
    pub pending: i32,
    pub top: i32,
}

/// Also counts the episode's version up: something changed that a reader could notice.
pub async fn move_episode(
    db: &impl ConnectionTrait,
    id: EpisodeId,
    by: EpisodeChange,
) -> Result<(), DbErr> {
    use episode::Column::{CommentCount, PendingCount, TopCount, Version};
    episode::Entity::update_many()
        .col_expr(CommentCount, Expr::col(CommentCount).add(by.comments))
        .col_expr(PendingCount, Expr::col(PendingCount).add(by.pending))
        .col_expr(TopCount, Expr::col(TopCount).add(by.top))
        .col_expr(Version, Expr::col(Version).add(1_i64))
        .filter(episode::Column::Id.eq(id))
        .exec(db)
        .await
        .map(drop)
}

/// How the numbers of a comment move when one that stands below it comes or goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReplyChange {
    pub replies: i32,
    pub answers: i32,
}

pub async fn move_replies(
    db: &impl ConnectionTrait,
    id: CommentId,
    by: ReplyChange,
) -> Result<Option<Comment>, DbErr> {
    use comment::Column::{AnswerCount, ReplyCount};
    comment::Entity::update_many()
        .col_expr(ReplyCount, Expr::col(ReplyCount).add(by.replies))
        .col_expr(AnswerCount, Expr::col(AnswerCount).add(by.answers))
        .filter(comment::Column::Id.eq(id))
        .exec(db)
        .await?;
    comments::find_any(db, id).await
}

/// Whether it was not so already.
pub async fn set_shown(
    db: &impl ConnectionTrait,
    id: CommentId,
    shown: bool,
) -> Result<bool, DbErr> {
    let updated = comment::Entity::update_many()
        .col_expr(comment::Column::Shown, Expr::value(shown))
        .filter(comment::Column::Id.eq(id))
        .filter(comment::Column::Shown.ne(shown))
        .exec(db)
        .await?;
    Ok(updated.rows_affected > 0)
}

pub async fn move_score(db: &impl ConnectionTrait, id: CommentId, by: i32) -> Result<(), DbErr> {
    comment::Entity::update_many()
        .col_expr(
            comment::Column::Score,
            Expr::col(comment::Column::Score).add(by),
        )
        .filter(comment::Column::Id.eq(id))
        .exec(db)
        .await
        .map(drop)
}

/// What counts in a comment, without its words.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Counted {
    pub id: CommentId,
    pub parent_id: Option<CommentId>,
    pub nested_under_id: Option<CommentId>,
    pub status: Status,
    pub shown: bool,
    pub reply_count: i32,
    pub answer_count: i32,
    pub score: i32,
}

/// All comments of an episode, oldest first. Rows are read one at a time, for there may be very
/// many.
pub async fn list(txn: &Txn, episode: EpisodeId) -> Result<Vec<Counted>, DbErr> {
    use comment::Column::{
        AnswerCount, EpisodeId, Id, NestedUnderId, ParentId, ReplyCount, Score, Shown, Status,
    };
    comment::Entity::find()
        .select_only()
        .columns([
            Id,
            ParentId,
            NestedUnderId,
            Status,
            Shown,
            ReplyCount,
            AnswerCount,
            Score,
        ])
        .filter(EpisodeId.eq(episode))
        .order_by_asc(Id)
        .into_model()
        .stream(txn)
        .await?
        .try_collect()
        .await
}

/// Votes by comment, of those comments of the episode that have any.
pub async fn votes(
    db: &impl ConnectionTrait,
    episode: EpisodeId,
) -> Result<HashMap<CommentId, i64>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        comment_id: CommentId,
        votes: i64,
    }
    let sql = "SELECT v.comment_id, count(*) AS votes FROM vote v \
               JOIN comment c ON c.id = v.comment_id WHERE c.episode_id = $1 GROUP BY v.comment_id";
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), sql, [episode.into()]);
    let rows = Row::find_by_statement(statement).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.comment_id, row.votes))
        .collect())
}

/// Writes back what a recount found for a comment.
pub async fn set_comment(db: &impl ConnectionTrait, counted: &Counted) -> Result<(), DbErr> {
    use comment::Column::{AnswerCount, ReplyCount, Score, Shown};
    comment::Entity::update_many()
        .col_expr(Shown, Expr::value(counted.shown))
        .col_expr(ReplyCount, Expr::value(counted.reply_count))
        .col_expr(AnswerCount, Expr::value(counted.answer_count))
        .col_expr(Score, Expr::value(counted.score))
        .filter(comment::Column::Id.eq(counted.id))
        .exec(db)
        .await
        .map(drop)
}

/// Writes back what a recount found for an episode.
pub async fn set_episode(
    db: &impl ConnectionTrait,
    id: EpisodeId,
    to: EpisodeChange,
) -> Result<(), DbErr> {
    use episode::Column::{CommentCount, PendingCount, TopCount, Version};
    episode::Entity::update_many()
        .col_expr(CommentCount, Expr::value(to.comments))
        .col_expr(PendingCount, Expr::value(to.pending))
        .col_expr(TopCount, Expr::value(to.top))
        .col_expr(Version, Expr::col(Version).add(1_i64))
        .filter(episode::Column::Id.eq(id))
        .exec(db)
        .await
        .map(drop)
}

/// Members whose stored number of approved comments is wrong: (member, stored, counted).
pub async fn drifted_members(
    db: &impl ConnectionTrait,
) -> Result<Vec<(MemberId, i32, i64)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: MemberId,
        stored: i32,
        counted: i64,
    }
    let sql = "SELECT m.id, m.approved_count AS stored, \
               (SELECT count(*) FROM comment c WHERE c.author_id = m.id AND c.status = 'approved') \
               AS counted FROM member m WHERE m.approved_count <> \
               (SELECT count(*) FROM comment c WHERE c.author_id = m.id AND c.status = 'approved')";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = Row::find_by_statement(statement).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, row.stored, row.counted))
        .collect())
}

/// Counts a member's approved comments afresh and keeps the number, with the member's row taken:
/// whoever approves meanwhile comes before or after.
pub async fn recount_member(db: &impl ConnectionTrait, id: MemberId) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let sql = format!("SELECT id FROM member WHERE id = $1{}", for_update(db));
    db.query_one_raw(Statement::from_sql_and_values(backend, sql, [id.into()]))
        .await?;
    let sql = "UPDATE member SET approved_count = (SELECT count(*) FROM comment c \
               WHERE c.author_id = member.id AND c.status = 'approved') WHERE id = $1";
    db.execute_raw(Statement::from_sql_and_values(backend, sql, [id.into()]))
        .await?;
    Ok(())
}
