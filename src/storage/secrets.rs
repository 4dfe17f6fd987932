//! The `secret` table.
use chrono::{DateTime, Utc};
use entity::{
    secret::{Column, Entity, Model},
    signing_key::Seed,
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, sea_query::OnConflict};

pub async fn find(db: &impl ConnectionTrait, name: &str) -> Result<Option<Vec<u8>>, DbErr> {
    let found = Entity::find_by_id(name.to_owned()).one(db).await?;
    Ok(found.map(|secret| secret.value.0))
}

/// Does nothing when there is one of this name.
pub async fn insert_if_none(
    db: &impl ConnectionTrait,
    (name, value): (&str, Vec<u8>),
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = Model {
        name: name.to_owned(),
        value: Seed(value),
        created_at: at,
    };
    Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(Column::Name).do_nothing().to_owned())
        .exec_without_returning(db)
        .await
        .map(drop)
}
