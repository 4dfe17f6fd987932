//! The `spent_token` table: what may be used once.
use super::{Db, sweep::Over};
use chrono::{DateTime, Utc};
use entity::spent_token::{Column, Entity, Model};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, sea_query::OnConflict};
use sha2::{Digest, Sha256};

/// False when it has been spent before. `parts` together name it: what it is for, the site, and
/// its own name. `expires_at` is when nobody would take it any more.
pub async fn spend(
    db: &impl ConnectionTrait,
    parts: &[&[u8]],
    expires_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    let row = Model {
        hash: digest.finalize().to_vec(),
        expires_at,
    };
    let inserted = Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(Column::Hash).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

/// Removes what nobody would take any more.
pub async fn forget(db: &Db, now: DateTime<Utc>) -> Result<(), DbErr> {
    Over::expired("spent_token", "hash")
        .delete(db, &[now.into()])
        .await
}
