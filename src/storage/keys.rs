//! The `signing_key` table.
use chrono::{DateTime, Utc};
use entity::{
    SigningKeyId,
    signing_key::{Column, Entity, Model, Seed},
};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryOrder, sea_query::OnConflict,
};

/// A key as it is kept. The one in a slot signs; the others only verify.
pub struct StoredKey {
    pub id: SigningKeyId,
    pub signs: bool,
    pub seed: Vec<u8>,
    pub created_at: DateTime<Utc>,
}

/// Oldest first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<StoredKey>, DbErr> {
    let rows = Entity::find().order_by_asc(Column::Id).all(db).await?;
    Ok(rows.into_iter().map(value).collect())
}

/// Does nothing when another node was first.
pub async fn insert_if_none_signs(db: &impl ConnectionTrait, key: StoredKey) -> Result<(), DbErr> {
    let row = Model {
        id: key.id,
        slot: Some(1),
        seed: Seed(key.seed),
        created_at: key.created_at,
        active_from: None,
    };
    Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(Column::Slot).do_nothing().to_owned())
        .exec_without_returning(db)
        .await
        .map(drop)
}

fn value(row: Model) -> StoredKey {
    StoredKey {
        id: row.id,
        signs: row.slot.is_some(),
        seed: row.seed.0,
        created_at: row.created_at,
    }
}
