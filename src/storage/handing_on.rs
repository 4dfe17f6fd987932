//! What one member did becomes what another one did, each thing once.
use crate::model::{CommentId, EpisodeId, MemberId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};

/// Comments that both voted for, and those of the one that the other voted for, with their episodes:
/// each loses a vote.
pub async fn votes_that_both_gave(
    db: &impl ConnectionTrait,
    from: MemberId,
    to: MemberId,
) -> Result<Vec<(CommentId, EpisodeId)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        comment_id: CommentId,
        episode_id: EpisodeId,
    }
    let sql = format!(
        "SELECT comment_id, (SELECT episode_id FROM comment c WHERE c.id = comment_id) AS episode_id \
         FROM vote WHERE member_id = $1 AND NOT ({NEW_VOTE})"
    );
    let values = [from.into(), to.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = Row::find_by_statement(statement).all(db).await?;
    let both = rows.into_iter().map(|row| (row.comment_id, row.episode_id));
    Ok(both.collect())
}

/// One that `$2` has not given, for a comment of somebody else.
const NEW_VOTE: &str = "comment_id NOT IN (SELECT comment_id FROM vote WHERE member_id = $2) \
    AND comment_id NOT IN (SELECT id FROM comment WHERE author_id = $2)";

pub async fn votes(db: &impl ConnectionTrait, from: MemberId, to: MemberId) -> Result<(), DbErr> {
    let moved = format!("UPDATE vote SET member_id = $2 WHERE member_id = $1 AND {NEW_VOTE}");
    run(db, &moved, from, to).await?;
    rest(db, "DELETE FROM vote WHERE member_id = $1", from).await
}

/// Reports of one text that both gave stay.
pub async fn reports(db: &impl ConnectionTrait, from: MemberId, to: MemberId) -> Result<(), DbErr> {
    let moved = "UPDATE report SET reporter_id = $2 WHERE reporter_id = $1 AND NOT EXISTS (\
        SELECT 1 FROM report o WHERE o.reporter_id = $2 AND o.comment_id = report.comment_id \
        AND o.revision_id = report.revision_id)";
    run(db, moved, from, to).await
}

/// Mutes of the one by others.
pub async fn muted(db: &impl ConnectionTrait, from: MemberId, to: MemberId) -> Result<(), DbErr> {
    let moved = "UPDATE mute SET muted_id = $2 WHERE muted_id = $1 AND member_id <> $2 \
        AND member_id NOT IN (SELECT member_id FROM mute WHERE muted_id = $2)";
    run(db, moved, from, to).await?;
    rest(db, "DELETE FROM mute WHERE muted_id = $1", from).await
}

/// Mutes by the one.
pub async fn mutes(db: &impl ConnectionTrait, from: MemberId, to: MemberId) -> Result<(), DbErr> {
    let moved = "UPDATE mute SET member_id = $2 WHERE member_id = $1 AND muted_id <> $2 \
        AND muted_id NOT IN (SELECT muted_id FROM mute WHERE member_id = $2)";
    run(db, moved, from, to).await?;
    rest(db, "DELETE FROM mute WHERE member_id = $1", from).await
}

/// What the staff keeps of the one.
pub async fn notes_about(
    db: &impl ConnectionTrait,
    from: MemberId,
    to: MemberId,
) -> Result<(), DbErr> {
    let moved = "UPDATE member_note SET member_id = $2 WHERE member_id = $1";
    run(db, moved, from, to).await
}

/// What the one has written of others.
pub async fn notes(db: &impl ConnectionTrait, from: MemberId, to: MemberId) -> Result<(), DbErr> {
    let moved = "UPDATE member_note SET author_id = $2 WHERE author_id = $1";
    run(db, moved, from, to).await
}

/// Whether nothing hangs on the member any more: the log is never changed.
pub async fn is_spent(db: &impl ConnectionTrait, member: MemberId) -> Result<bool, DbErr> {
    let sql = "SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM log_entry WHERE actor_id = $1) \
        OR EXISTS (SELECT 1 FROM report WHERE reporter_id = $1) \
        OR EXISTS (SELECT 1 FROM claim WHERE member_id = $1)";
    let values = [member.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.query_one_raw(statement).await?.is_none())
}

async fn run(
    db: &impl ConnectionTrait,
    sql: &str,
    from: MemberId,
    to: MemberId,
) -> Result<(), DbErr> {
    let values = [from.into(), to.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.execute_raw(statement).await.map(drop)
}

async fn rest(db: &impl ConnectionTrait, sql: &str, from: MemberId) -> Result<(), DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [from.into()]);
    db.execute_raw(statement).await.map(drop)
}
