//! The `site_key` table.
use crate::model::{SiteId, SiteKey, SiteKeyId};
use chrono::{DateTime, Utc};
use entity::site_key::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, Set, sea_query::Expr,
};

/// Oldest first.
pub async fn list(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<SiteKey>, DbErr> {
    let found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .order_by_asc(Column::Id);
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

pub async fn find(db: &impl ConnectionTrait, id: SiteKeyId) -> Result<Option<SiteKey>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

pub async fn insert(db: &impl ConnectionTrait, key: SiteKey) -> Result<(), DbErr> {
    row(key).into_active_model().insert(db).await.map(drop)
}

pub async fn update_end(
    db: &impl ConnectionTrait,
    id: SiteKeyId,
    expires_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        expires_at: Set(Some(expires_at)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

pub async fn delete(db: &impl ConnectionTrait, id: SiteKeyId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(db).await.map(drop)
}

/// False when a node has set out to fetch the key set since `before`; then nothing changes.
pub async fn set_out(
    db: &impl ConnectionTrait,
    id: SiteKeyId,
    (before, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<bool, DbErr> {
    let due = Condition::any()
        .add(Column::AskedAt.is_null())
        .add(Column::AskedAt.lte(before));
    let changed = Entity::update_many()
        .col_expr(Column::AskedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(due)
        .exec(db)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// What has come of it. Does nothing when the key was removed meanwhile.
pub async fn keep_set(
    db: &impl ConnectionTrait,
    id: SiteKeyId,
    (key_set, at): (&str, DateTime<Utc>),
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::KeySet, Expr::value(key_set))
        .col_expr(Column::FetchedAt, Expr::value(at))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await
        .map(drop)
}

fn value(row: Model) -> SiteKey {
    SiteKey {
        id: row.id,
        site_id: row.site_id,
        kid: row.kid,
        kind: row.kind,
        algorithm: row.algorithm,
        material: row.material,
        key_set: row.key_set,
        asked_at: row.asked_at,
        fetched_at: row.fetched_at,
        created_at: row.created_at,
        expires_at: row.expires_at,
    }
}

fn row(key: SiteKey) -> Model {
    Model {
        id: key.id,
        site_id: key.site_id,
        kid: key.kid,
        kind: key.kind,
        algorithm: key.algorithm,
        material: key.material,
        key_set: key.key_set,
        asked_at: key.asked_at,
        fetched_at: key.fetched_at,
        created_at: key.created_at,
        expires_at: key.expires_at,
    }
}
