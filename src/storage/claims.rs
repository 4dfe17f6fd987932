//! The `claim` table: who is reading what. A row that has run out is as good as none; the next
//! claim overwrites it.
use super::{Txn, cells, members, queues};
use crate::model::{Claim, CommentId, MemberId, QueueKind, SiteId};
use chrono::{DateTime, Utc};
use entity::{
    claim::{Column, Entity, Model},
    member,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, Statement, Value,
};
use std::collections::HashMap;

/// A moderator takes comments of a queue until a time.
#[derive(Clone, Copy, Debug)]
pub struct Taking {
    pub kind: QueueKind,
    pub member_id: MemberId,
    pub now: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// Which of these the moderator now has. Left out is what another moderator has, what has left the
/// queue meanwhile, and on `PostgreSQL` what another transaction is changing or claiming at this
/// moment: nobody waits for anybody, and nothing is claimed behind a decision.
pub async fn take(txn: &Txn, taking: Taking, ids: &[CommentId]) -> Result<Vec<CommentId>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let backend = txn.get_database_backend();
    let lock = match backend {
        DbBackend::Postgres => " FOR NO KEY UPDATE SKIP LOCKED",
        _ => "",
    };
    let mut values: Vec<Value> = vec![
        taking.member_id.into(),
        taking.until.into(),
        taking.now.into(),
    ];
    let places = cells::listed(&mut values, ids.iter().copied());
    let sql = format!(
        "INSERT INTO claim (comment_id, site_id, member_id, expires_at) \
         SELECT c.id, c.site_id, $1, $2 FROM comment c WHERE c.id IN ({places}) AND {} ORDER BY c.id{lock} \
         ON CONFLICT (comment_id) DO UPDATE \
         SET member_id = excluded.member_id, expires_at = excluded.expires_at \
         WHERE claim.expires_at <= $3 OR claim.member_id = excluded.member_id \
         RETURNING comment_id",
        queues::belongs(taking.kind)
    );
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let rows = txn.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| row.try_get("", "comment_id"))
        .collect()
}

/// What a moderator has claimed on a site, up to some number.
pub async fn list_of(
    db: &impl ConnectionTrait,
    site: SiteId,
    member: MemberId,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<CommentId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::CommentId)
        .filter(Column::SiteId.eq(site))
        .filter(Column::MemberId.eq(member))
        .filter(Column::ExpiresAt.gt(now))
        .order_by_asc(Column::CommentId)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// Claims that have not run out, by comment.
pub async fn list(
    db: &impl ConnectionTrait,
    comments: &[CommentId],
    now: DateTime<Utc>,
) -> Result<HashMap<CommentId, Claim>, DbErr> {
    let moderator = Entity::belongs_to(member::Entity)
        .from(Column::MemberId)
        .to(member::Column::Id);
    let found = Entity::find()
        .filter(Column::CommentId.is_in(comments.iter().copied()))
        .filter(Column::ExpiresAt.gt(now))
        .join(JoinType::InnerJoin, moderator.into())
        .select_also(member::Entity)
        .all(db)
        .await?;
    let claim = |(row, moderator): (Model, Option<member::Model>)| {
        let claim = Claim {
            comment_id: row.comment_id,
            moderator: members::value(moderator?),
            expires_at: row.expires_at,
        };
        Some((row.comment_id, claim))
    };
    Ok(found.into_iter().filter_map(claim).collect())
}

/// The comment has been decided on: nobody needs to read it any more.
pub async fn release(txn: &Txn, comment: CommentId) -> Result<(), DbErr> {
    Entity::delete_by_id(comment).exec(txn).await.map(drop)
}

/// Gives back what a moderator has claimed, all of it or these; how much it was.
pub async fn release_of(
    txn: &Txn,
    site: SiteId,
    member: MemberId,
    comments: Option<&[CommentId]>,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let mut claims = Entity::delete_many()
        .filter(Column::SiteId.eq(site))
        .filter(Column::MemberId.eq(member))
        .filter(Column::ExpiresAt.gt(now));
    if let Some(comments) = comments {
        claims = claims.filter(Column::CommentId.is_in(comments.iter().copied()));
    }
    Ok(claims.exec(txn).await?.rows_affected)
}
