//! The `erasure` table, and taking a person out of the others.
use super::Txn;
use crate::model::{AccountId, CommentId, EpisodeId, MemberId, SiteId};
use chrono::{DateTime, Utc};
use entity::{
    comment,
    erasure::{Column, Entity, Model},
    vote,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Statement, Value,
    sea_query::{Expr, OnConflict, Query},
};

/// What only the account's owner needs, but for `identity`.
const OF_ACCOUNTS: [&str; 7] = [
    "mailed_token",
    "totp",
    "recovery_code",
    "passkey",
    "challenge",
    "data_ticket",
    "planned_erasure",
];

/// What is left to be done for a member.
#[derive(Clone, Debug)]
pub struct Erasure {
    pub member_id: MemberId,
    pub delete_comments: bool,
    pub created_at: DateTime<Utc>,
    /// The last thread, by id, whose readers were told.
    pub told_until: Option<EpisodeId>,
}

/// Begins it, or begins it anew.
pub async fn begin(db: &impl ConnectionTrait, erasure: Erasure) -> Result<(), DbErr> {
    let row = Model {
        member_id: erasure.member_id,
        delete_comments: erasure.delete_comments,
        created_at: erasure.created_at,
        finished_at: None,
        told_until: erasure.told_until,
    };
    let again = OnConflict::column(Column::MemberId)
        .update_columns([
            Column::DeleteComments,
            Column::CreatedAt,
            Column::FinishedAt,
            Column::ToldUntil,
        ])
        .to_owned();
    Entity::insert(row.into_active_model())
        .on_conflict(again)
        .exec_without_returning(db)
        .await
        .map(drop)
}

/// The oldest that are not done.
pub async fn list_unfinished(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Erasure>, DbErr> {
    let rows = Entity::find()
        .filter(Column::FinishedAt.is_null())
        .order_by_asc(Column::CreatedAt)
        .limit(limit)
        .all(db)
        .await?;
    let erasure = |row: Model| Erasure {
        member_id: row.member_id,
        delete_comments: row.delete_comments,
        created_at: row.created_at,
        told_until: row.told_until,
    };
    Ok(rows.into_iter().map(erasure).collect())
}

/// Readers of the thread have been told, and of those before it.
pub async fn tell_until(txn: &Txn, member: MemberId, episode: EpisodeId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::ToldUntil, Expr::value(episode))
        .filter(Column::MemberId.eq(member))
        .exec(txn)
        .await
        .map(drop)
}

/// The threads that the member has written in, after one, in the order of ids.
pub async fn list_threads(
    db: &impl ConnectionTrait,
    (member, after): (MemberId, Option<EpisodeId>),
    limit: u64,
) -> Result<Vec<EpisodeId>, DbErr> {
    let mut found = comment::Entity::find()
        .select_only()
        .column(comment::Column::EpisodeId)
        .distinct()
        .filter(comment::Column::AuthorId.eq(member));
    if let Some(after) = after {
        found = found.filter(comment::Column::EpisodeId.gt(after));
    }
    found
        .order_by_asc(comment::Column::EpisodeId)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

pub async fn finish(
    db: &impl ConnectionTrait,
    member: MemberId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::FinishedAt, Expr::value(at))
        .filter(Column::MemberId.eq(member))
        .exec(db)
        .await
        .map(drop)
}

/// Everything of a member that is in few rows: their name, picture, role and standing, sessions, mutes both
/// ways, claims, what moderators noted of them, what they wrote in reports, and whom they were in an
/// import.
pub async fn forget_member(
    db: &impl ConnectionTrait,
    id: MemberId,
    name: &str,
) -> Result<(), DbErr> {
    let rename = "UPDATE member SET display_name = $2, picture = NULL, role = 'commenter', standing = 'normal', \
                  standing_until = NULL, standing_reason = NULL WHERE id = $1";
    run(db, rename, vec![id.into(), name.into()]).await?;
    for sql in [
        "DELETE FROM refresh_token WHERE session_id IN \
         (SELECT id FROM session WHERE member_id = $1)",
        "DELETE FROM session WHERE member_id = $1",
        "DELETE FROM mute WHERE member_id = $1 OR muted_id = $1",
        "DELETE FROM claim WHERE member_id = $1",
        "DELETE FROM member_note WHERE member_id = $1",
        "DELETE FROM imported_author WHERE member_id = $1",
        "DELETE FROM job WHERE member_id = $1",
        "DELETE FROM picture WHERE member_id = $1",
        "UPDATE report SET body = NULL, notifier_name = NULL, notifier_email = NULL \
         WHERE reporter_id = $1",
    ] {
        run(db, sql, vec![id.into()]).await?;
    }
    Ok(())
}

/// How an account signs in, and what was mailed to it.
pub async fn forget_account(
    db: &impl ConnectionTrait,
    (id, email): (AccountId, Option<&str>),
    name: &str,
) -> Result<(), DbErr> {
    let blank = "UPDATE account SET email = NULL, email_verified_at = NULL, \
                 password_hash = NULL, display_name = $2 WHERE id = $1";
    run(db, blank, vec![id.into(), name.into()]).await?;
    for sql in [
        "DELETE FROM oidc_attempt WHERE account_id = $1 OR subject IN \
         (SELECT subject FROM identity WHERE account_id = $1)",
        "DELETE FROM identity WHERE account_id = $1",
        // Also to an address that was to be the new one.
        "DELETE FROM job WHERE mail_id IN (SELECT mail.id FROM mail JOIN mailed_token \
         ON mailed_token.id = mail.mailed_token_id WHERE account_id = $1)",
        "DELETE FROM mail WHERE mailed_token_id IN \
         (SELECT id FROM mailed_token WHERE account_id = $1)",
    ] {
        run(db, sql, vec![id.into()]).await?;
    }
    for table in OF_ACCOUNTS {
        let sql = format!("DELETE FROM {table} WHERE account_id = $1");
        run(db, &sql, vec![id.into()]).await?;
    }
    let Some(email) = email else {
        return Ok(());
    };
    for sql in [
        "DELETE FROM job WHERE mail_id IN (SELECT id FROM mail WHERE recipient = $1)",
        "DELETE FROM mail WHERE recipient = $1",
        "DELETE FROM mailed_token WHERE email = $1",
        "DELETE FROM oidc_attempt WHERE email = $1",
    ] {
        run(db, sql, vec![email.into()]).await?;
    }
    Ok(())
}

/// How an account signs in on one site.
pub async fn forget_identities(
    db: &impl ConnectionTrait,
    site: SiteId,
    account: AccountId,
) -> Result<(), DbErr> {
    for sql in [
        "DELETE FROM oidc_attempt WHERE site_id = $2 AND (account_id = $1 OR subject IN \
         (SELECT subject FROM identity WHERE account_id = $1 AND site_id = $2))",
        "DELETE FROM identity WHERE account_id = $1 AND site_id = $2",
    ] {
        run(db, sql, vec![account.into(), site.into()]).await?;
    }
    Ok(())
}

/// The member is nobody's whom one could sign in as.
pub async fn move_to_account(
    db: &impl ConnectionTrait,
    member: MemberId,
    account: AccountId,
) -> Result<(), DbErr> {
    let sql = "UPDATE member SET account_id = $2 WHERE id = $1";
    run(db, sql, vec![member.into(), account.into()]).await
}

/// Removes an account that is a member nowhere and holds nothing that its owner would miss: neither
/// a password nor another way in. Whoever reads its mails begins anew.
pub async fn remove_if_idle(db: &impl ConnectionTrait, id: AccountId) -> Result<(), DbErr> {
    let idle = "id = $1 AND password_hash IS NULL AND NOT EXISTS \
                (SELECT 1 FROM member WHERE account_id = $1) AND NOT EXISTS \
                (SELECT 1 FROM identity WHERE account_id = $1) AND NOT EXISTS \
                (SELECT 1 FROM passkey WHERE account_id = $1)";
    let address = format!("(SELECT email FROM account WHERE {idle})");
    let tokens = format!(
        "(SELECT id FROM mailed_token WHERE account_id IN (SELECT id FROM account WHERE {idle}))"
    );
    let mails = format!("(recipient IN {address} OR mailed_token_id IN {tokens})");
    for sql in [
        format!("DELETE FROM job WHERE mail_id IN (SELECT id FROM mail WHERE {mails})"),
        format!("DELETE FROM mail WHERE {mails}"),
        format!("DELETE FROM mailed_token WHERE email IN {address}"),
    ] {
        run(db, &sql, vec![id.into()]).await?;
    }
    for table in OF_ACCOUNTS {
        let sql = format!(
            "DELETE FROM {table} WHERE account_id IN (SELECT id FROM account WHERE {idle})"
        );
        run(db, &sql, vec![id.into()]).await?;
    }
    run(
        db,
        &format!("DELETE FROM account WHERE {idle}"),
        vec![id.into()],
    )
    .await
}

/// An episode in which the member has voted.
pub async fn next_voted(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Option<EpisodeId>, DbErr> {
    let voted = Query::select()
        .column(vote::Column::CommentId)
        .from(vote::Entity)
        .and_where(vote::Column::MemberId.eq(member))
        .limit(1)
        .to_owned();
    comment::Entity::find()
        .select_only()
        .column(comment::Column::EpisodeId)
        .filter(comment::Column::Id.in_subquery(voted))
        .into_tuple()
        .one(db)
        .await
}

/// The member's votes in an episode.
pub async fn list_votes(
    db: &impl ConnectionTrait,
    (member, episode): (MemberId, EpisodeId),
    limit: u64,
) -> Result<Vec<CommentId>, DbErr> {
    let within = Query::select()
        .column(comment::Column::Id)
        .from(comment::Entity)
        .and_where(comment::Column::EpisodeId.eq(episode))
        .to_owned();
    vote::Entity::find()
        .select_only()
        .column(vote::Column::CommentId)
        .filter(vote::Column::MemberId.eq(member))
        .filter(vote::Column::CommentId.in_subquery(within))
        .order_by_asc(vote::Column::CommentId)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// The member's comments that have not been taken back, from one on, the oldest first.
pub async fn list_comments(
    db: &impl ConnectionTrait,
    (member, after): (MemberId, Option<CommentId>),
    limit: u64,
) -> Result<Vec<(EpisodeId, CommentId)>, DbErr> {
    let mut found = comment::Entity::find()
        .select_only()
        .columns([comment::Column::EpisodeId, comment::Column::Id])
        .filter(comment::Column::AuthorId.eq(member))
        .filter(comment::Column::Status.ne(comment::Status::Deleted));
    if let Some(after) = after {
        found = found.filter(comment::Column::Id.gt(after));
    }
    found
        .order_by_asc(comment::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// What the member's own programs called their comments, and what moderators told the member of
/// them.
pub async fn forget_keys(
    db: &impl ConnectionTrait,
    member: MemberId,
    limit: u64,
) -> Result<u64, DbErr> {
    let sql = format!(
        "UPDATE comment SET idempotency_key = NULL, idempotency_hash = NULL, author_note = NULL \
         WHERE id IN (SELECT id FROM comment WHERE author_id = $1 \
         AND (idempotency_key IS NOT NULL OR author_note IS NOT NULL) LIMIT {limit})"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [member.into()]);
    Ok(db.execute_raw(statement).await?.rows_affected())
}

async fn run(db: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<(), DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.execute_raw(statement).await.map(drop)
}
