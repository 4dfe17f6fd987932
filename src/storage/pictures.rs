//! The `picture` table.
use crate::model::MemberId;
use chrono::{DateTime, Utc};
use entity::picture::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

/// Where a member's picture comes from, and what has come of it.
#[derive(Clone, Debug)]
pub struct Picture {
    pub member_id: MemberId,
    pub source: String,
    pub bytes: Option<Vec<u8>>,
    pub fetched_at: Option<DateTime<Utc>>,
}

pub async fn find(db: &impl ConnectionTrait, member: MemberId) -> Result<Option<Picture>, DbErr> {
    let found = Entity::find_by_id(member).one(db).await?;
    Ok(found.map(|row| Picture {
        member_id: row.member_id,
        source: row.source,
        bytes: row.bytes,
        fetched_at: row.fetched_at,
    }))
}

/// What stands under a digest, whoever's it is.
pub async fn find_bytes(db: &impl ConnectionTrait, digest: &str) -> Result<Option<Vec<u8>>, DbErr> {
    let found: Option<Option<Vec<u8>>> = Entity::find()
        .select_only()
        .column(Column::Bytes)
        .filter(Column::Digest.eq(digest))
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.flatten())
}

/// Says where it comes from; what was fetched before stays until this is.
pub async fn point(db: &impl ConnectionTrait, member: MemberId, source: &str) -> Result<(), DbErr> {
    let row = Model {
        member_id: member,
        source: source.to_owned(),
        digest: None,
        bytes: None,
        fetched_at: None,
    };
    let again = OnConflict::column(Column::MemberId)
        .update_columns([Column::Source, Column::FetchedAt])
        .to_owned();
    Entity::insert(row.into_active_model())
        .on_conflict(again)
        .exec_without_returning(db)
        .await
        .map(drop)
}

/// Keeps what was fetched from a source; false when it comes from elsewhere by now.
pub async fn keep(
    db: &impl ConnectionTrait,
    (member, source): (MemberId, &str),
    (digest, bytes): (&str, Vec<u8>),
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let kept = Entity::update_many()
        .col_expr(Column::Digest, Expr::value(digest))
        .col_expr(Column::Bytes, Expr::value(bytes))
        .col_expr(Column::FetchedAt, Expr::value(at))
        .filter(Column::MemberId.eq(member))
        .filter(Column::Source.eq(source))
        .exec(db)
        .await?;
    Ok(kept.rows_affected > 0)
}

pub async fn remove(db: &impl ConnectionTrait, member: MemberId) -> Result<(), DbErr> {
    Entity::delete_by_id(member).exec(db).await.map(drop)
}
