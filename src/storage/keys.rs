//! The `signing_key` table.
use super::db::for_update;
use chrono::{DateTime, Utc};
use entity::{
    SigningKeyId,
    signing_key::{Column, Entity, Model, Seed},
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, sea_query::OnConflict};

/// A key as it is kept.
pub struct StoredKey {
    pub id: SigningKeyId,
    pub seed: Vec<u8>,
    pub created_at: DateTime<Utc>,
    /// It signs from then on, until the next one does; none for the first.
    pub active_from: Option<DateTime<Utc>>,
}

/// In the order in which they sign.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<StoredKey>, DbErr> {
    let mut keys: Vec<_> = Entity::find()
        .all(db)
        .await?
        .into_iter()
        .map(value)
        .collect();
    keys.sort_by_key(|key| (key.active_from, key.id.0));
    Ok(keys)
}

/// Takes all rows until the transaction ends, so that one node at a time changes keys.
pub async fn lock(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let sql = format!("SELECT id FROM signing_key ORDER BY id{}", for_update(db));
    db.execute_unprepared(&sql).await.map(drop)
}

/// Does nothing when another node was first.
pub async fn insert_first(db: &impl ConnectionTrait, key: StoredKey) -> Result<(), DbErr> {
    Entity::insert(row(key, Some(FIRST)).into_active_model())
        .on_conflict(OnConflict::column(Column::Slot).do_nothing().to_owned())
        .exec_without_returning(db)
        .await
        .map(drop)
}

pub async fn insert(db: &impl ConnectionTrait, key: StoredKey) -> Result<(), DbErr> {
    let row = row(key, None).into_active_model();
    Entity::insert(row)
        .exec_without_returning(db)
        .await
        .map(drop)
}

pub async fn delete(db: &impl ConnectionTrait, id: SigningKeyId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(db).await.map(drop)
}

/// The slot of the first key, of which there can be one.
const FIRST: i16 = 1;

fn row(key: StoredKey, slot: Option<i16>) -> Model {
    Model {
        id: key.id,
        slot,
        seed: Seed(key.seed),
        created_at: key.created_at,
        active_from: key.active_from,
    }
}

fn value(row: Model) -> StoredKey {
    StoredKey {
        id: row.id,
        seed: row.seed.0,
        created_at: row.created_at,
        active_from: row.active_from,
    }
}
