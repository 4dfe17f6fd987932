//! The numbers that are kept instead of counted: changed in the transaction that changes what
//! they count.
use super::{Txn, comments, db::for_update};
use crate::model::{
    Change, Comment, CommentId, EpisodeId, MemberId, QueueCounts, RevisionId, Status,
};
use entity::{comment, episode};
use futures_util::TryStreamExt;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, Statement, UpdateMany,
    sea_query::{Expr, SimpleExpr},
};
use std::collections::HashMap;

/// How an episode's numbers move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EpisodeChange {
    /// Comments that all may read.
    pub comments: i32,
    pub queues: QueueCounts,
    pub top: i32,
}

impl EpisodeChange {
    fn columns(self) -> [(episode::Column, i32); 8] {
        use episode::Column::{
            ApprovedCount, CommentCount, PendingCount, RejectedCount, ReportedCount, SpamCount,
            TopCount, UnreviewedCount,
        };
        [
            (CommentCount, self.comments),
            (TopCount, self.top),
            (PendingCount, self.queues.pending),
            (ApprovedCount, self.queues.approved),
            (RejectedCount, self.queues.rejected),
            (SpamCount, self.queues.spam),
            (UnreviewedCount, self.queues.unreviewed),
            (ReportedCount, self.queues.reported),
        ]
    }
}

/// The version that a comment gets with a change, before [`move_episode`] counts its episode's up: by
/// it those who watch find what has changed. What only moderators and authors see has none.
const VERSION: &str = "version";

const NEXT: &str = "(SELECT e.version + 1 FROM episode e WHERE e.id = episode_id)";

/// For what every reader sees, if they see the comment.
fn next_version_if_shown() -> SimpleExpr {
    Expr::cust(format!("CASE WHEN shown THEN {NEXT} ELSE version END"))
}

/// Also counts the episode's version up: something changed that a reader could notice.
pub async fn move_episode(txn: &Txn, id: EpisodeId, by: EpisodeChange) -> Result<(), DbErr> {
    episode_moved(txn, id, by).exec(txn).await.map(drop)
}

pub(super) fn episode_moved(
    txn: &Txn,
    id: EpisodeId,
    by: EpisodeChange,
) -> UpdateMany<episode::Entity> {
    use episode::Column::Version;
    txn.touch(Change::thread(id));
    moved(by)
        .unwrap_or_else(episode::Entity::update_many)
        .col_expr(Version, Expr::col(Version).add(1_i64))
        .filter(episode::Column::Id.eq(id))
}

/// None where nothing moves.
fn moved(by: EpisodeChange) -> Option<UpdateMany<episode::Entity>> {
    let moving = by.columns().into_iter().filter(|(_, by)| *by != 0);
    moving.fold(None, |update, (column, by)| {
        let update = update.unwrap_or_else(episode::Entity::update_many);
        Some(update.col_expr(column, Expr::col(column).add(by)))
    })
}

/// Moves the numbers of what no reader notices: what is held, reported and decided on.
pub async fn count_unseen(txn: &Txn, id: EpisodeId, by: EpisodeChange) -> Result<(), DbErr> {
    match moved(by) {
        Some(update) => {
            let update = update.filter(episode::Column::Id.eq(id));
            update.exec(txn).await.map(drop)
        }
        None => Ok(()),
    }
}

/// Tells those who watch that a comment is otherwise than it was, if readers see it.
pub async fn touch_comment(txn: &Txn, id: CommentId) -> Result<(), DbErr> {
    comment::Entity::update_many()
        .col_expr(VERSION, next_version_if_shown())
        .filter(comment::Column::Id.eq(id))
        .exec(txn)
        .await
        .map(drop)
}

/// The same of a change of more comments than are worth naming: who watches reads the thread anew.
pub async fn renew_episode(txn: &Txn, id: EpisodeId) -> Result<(), DbErr> {
    use episode::Column::{RenewedVersion, Version};
    txn.touch(Change::thread(id));
    episode::Entity::update_many()
        .col_expr(Version, Expr::col(Version).add(1_i64))
        .col_expr(RenewedVersion, Expr::col(Version).add(1_i64))
        .filter(episode::Column::Id.eq(id))
        .exec(txn)
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
    replies_moved(id, by).exec(db).await?;
    comments::find_any(db, id).await
}

pub(super) fn replies_moved(id: CommentId, by: ReplyChange) -> UpdateMany<comment::Entity> {
    use comment::Column::{AnswerCount, ReplyCount};
    comment::Entity::update_many()
        .col_expr(ReplyCount, Expr::col(ReplyCount).add(by.replies))
        .col_expr(AnswerCount, Expr::col(AnswerCount).add(by.answers))
        .col_expr(VERSION, next_version_if_shown())
        .filter(comment::Column::Id.eq(id))
}

/// Whether it was not so already.
pub async fn set_shown(
    db: &impl ConnectionTrait,
    id: CommentId,
    shown: bool,
) -> Result<bool, DbErr> {
    let updated = shown_as(id, shown).exec(db).await?;
    Ok(updated.rows_affected > 0)
}

pub(super) fn shown_as(id: CommentId, shown: bool) -> UpdateMany<comment::Entity> {
    comment::Entity::update_many()
        .col_expr(comment::Column::Shown, Expr::value(shown))
        .col_expr(VERSION, Expr::cust(NEXT))
        .filter(comment::Column::Id.eq(id))
        .filter(comment::Column::Shown.ne(shown))
}

pub async fn move_score(db: &impl ConnectionTrait, id: CommentId, by: i32) -> Result<(), DbErr> {
    comment::Entity::update_many()
        .col_expr(
            comment::Column::Score,
            Expr::col(comment::Column::Score).add(by),
        )
        .col_expr(VERSION, next_version_if_shown())
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
    /// Readers go on seeing an older text while a newer one is held.
    pub kept_revision_id: Option<RevisionId>,
    pub reviewed: bool,
    pub shown: bool,
    pub reply_count: i32,
    pub answer_count: i32,
    pub score: i32,
    pub report_count: i32,
    pub report_weight: i32,
    pub branch_lock_id: Option<CommentId>,
}

impl Counted {
    pub fn is_public(&self) -> bool {
        match self.status {
            Status::Approved => true,
            Status::Pending => self.kept_revision_id.is_some(),
            Status::Rejected | Status::Spam | Status::Deleted => false,
        }
    }
}

/// All comments of an episode, oldest first. Rows are read one at a time, for there may be very
/// many.
pub async fn list(txn: &Txn, episode: EpisodeId) -> Result<Vec<Counted>, DbErr> {
    use comment::Column::{
        AnswerCount, BranchLockId, EpisodeId, Id, KeptRevisionId, NestedUnderId, ParentId,
        ReplyCount, ReportCount, ReportWeight, Reviewed, Score, Shown, Status,
    };
    comment::Entity::find()
        .select_only()
        .columns([
            Id,
            ParentId,
            NestedUnderId,
            Status,
            KeptRevisionId,
            Reviewed,
            Shown,
            ReplyCount,
            AnswerCount,
            Score,
            ReportCount,
            ReportWeight,
            BranchLockId,
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

/// Open reports by comment of the episode: (how many, their weight).
pub async fn reports(
    db: &impl ConnectionTrait,
    episode: EpisodeId,
) -> Result<HashMap<CommentId, (i64, i64)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        comment_id: CommentId,
        reports: i64,
        weight: i64,
    }
    let sql = "SELECT r.comment_id, count(*) AS reports, CAST(sum(r.weight) AS bigint) AS weight \
               FROM report r JOIN comment c ON c.id = r.comment_id \
               WHERE c.episode_id = $1 AND r.resolved_at IS NULL GROUP BY r.comment_id";
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), sql, [episode.into()]);
    let rows = Row::find_by_statement(statement).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.comment_id, (row.reports, row.weight)))
        .collect())
}

/// Writes back what a recount found for a comment.
pub async fn set_comment(db: &impl ConnectionTrait, counted: &Counted) -> Result<(), DbErr> {
    use comment::Column::{
        AnswerCount, BranchLockId, ReplyCount, ReportCount, ReportWeight, Score, Shown,
    };
    comment::Entity::update_many()
        .col_expr(Shown, Expr::value(counted.shown))
        .col_expr(ReplyCount, Expr::value(counted.reply_count))
        .col_expr(AnswerCount, Expr::value(counted.answer_count))
        .col_expr(Score, Expr::value(counted.score))
        .col_expr(ReportCount, Expr::value(counted.report_count))
        .col_expr(ReportWeight, Expr::value(counted.report_weight))
        .col_expr(BranchLockId, Expr::value(counted.branch_lock_id))
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
    let mut update = episode::Entity::update_many();
    for (column, to) in to.columns() {
        update = update.col_expr(column, Expr::value(to));
    }
    update
        .filter(episode::Column::Id.eq(id))
        .exec(db)
        .await
        .map(drop)
}

/// Members whose stored numbers of comments or reports are wrong, with what is wrong.
pub async fn drifted_members(
    db: &impl ConnectionTrait,
) -> Result<Vec<(MemberId, String, i32, i64)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: MemberId,
        stored: i32,
        counted: i64,
    }
    let mut drifted = Vec::new();
    for (column, counted) in MEMBER_NUMBERS {
        let sql = format!(
            "SELECT m.id, m.{column} AS stored, ({counted}) AS counted FROM member m \
             WHERE m.{column} <> ({counted})"
        );
        let statement = Statement::from_string(db.get_database_backend(), sql);
        let rows = Row::find_by_statement(statement).all(db).await?;
        drifted.extend(
            rows.into_iter()
                .map(|row| (row.id, column.to_owned(), row.stored, row.counted)),
        );
    }
    Ok(drifted)
}

/// Each kept number of a member `m`, and how it is counted.
const MEMBER_NUMBERS: [(&str, &str); 7] = [
    (
        "approved_count",
        "SELECT count(*) FROM comment c WHERE c.author_id = m.id AND c.status = 'approved'",
    ),
    (
        "pending_count",
        "SELECT count(*) FROM comment c WHERE c.author_id = m.id AND c.status = 'pending'",
    ),
    (
        "rejected_count",
        "SELECT count(*) FROM comment c WHERE c.author_id = m.id AND c.status = 'rejected'",
    ),
    (
        "spam_count",
        "SELECT count(*) FROM comment c WHERE c.author_id = m.id AND c.status = 'spam'",
    ),
    (
        "deleted_count",
        "SELECT count(*) FROM comment c WHERE c.author_id = m.id AND c.status = 'deleted'",
    ),
    (
        "reports_upheld",
        "SELECT count(*) FROM report r WHERE r.reporter_id = m.id AND r.outcome = 'upheld'",
    ),
    (
        "reports_dismissed",
        "SELECT count(*) FROM report r WHERE r.reporter_id = m.id AND r.outcome = 'dismissed'",
    ),
];

/// Counts a member's comments and reports afresh and keeps the numbers, with the member's row
/// taken: whoever decides meanwhile comes before or after.
pub async fn recount_member(db: &impl ConnectionTrait, id: MemberId) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let sql = format!("SELECT id FROM member WHERE id = $1{}", for_update(db));
    db.query_one_raw(Statement::from_sql_and_values(backend, sql, [id.into()]))
        .await?;
    let numbers: Vec<String> = MEMBER_NUMBERS
        .iter()
        .map(|(column, counted)| format!("{column} = ({counted})"))
        .collect();
    let sql = format!(
        "UPDATE member AS m SET {} WHERE id = $1",
        numbers.join(", ")
    );
    db.execute_raw(Statement::from_sql_and_values(backend, sql, [id.into()]))
        .await?;
    Ok(())
}
