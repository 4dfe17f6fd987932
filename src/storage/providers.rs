//! The `provider` table.
use crate::model::{Provider, ProviderId, SiteId};
use entity::provider::{Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, sea_query::OnConflict,
};

/// By key.
pub async fn list(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<Provider>, DbErr> {
    let found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .order_by_asc(Column::Key);
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

pub async fn find(db: &impl ConnectionTrait, id: ProviderId) -> Result<Option<Provider>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

pub async fn find_by_key(
    db: &impl ConnectionTrait,
    site: SiteId,
    key: &str,
) -> Result<Option<Provider>, DbErr> {
    let found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Key.eq(key));
    Ok(found.one(db).await?.map(value))
}

/// False when the site has one of that key; then nothing changes.
pub async fn insert_if_new(db: &impl ConnectionTrait, provider: Provider) -> Result<bool, DbErr> {
    let key = OnConflict::columns([Column::SiteId, Column::Key])
        .do_nothing()
        .to_owned();
    let inserted = Entity::insert(row(provider).into_active_model())
        .on_conflict(key)
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

pub async fn update(db: &impl ConnectionTrait, provider: Provider) -> Result<(), DbErr> {
    let row = row(provider).into_active_model().reset_all();
    row.update(db).await.map(drop)
}

pub async fn delete(db: &impl ConnectionTrait, id: ProviderId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(db).await.map(drop)
}

fn row(provider: Provider) -> Model {
    Model {
        id: provider.id,
        site_id: provider.site_id,
        key: provider.key,
        name: provider.name,
        issuer: provider.issuer,
        client_id: provider.client_id,
        client_secret: provider.client_secret,
        scopes: provider.scopes,
        created_at: provider.created_at,
    }
}

fn value(row: Model) -> Provider {
    Provider {
        id: row.id,
        site_id: row.site_id,
        key: row.key,
        name: row.name,
        issuer: row.issuer,
        client_id: row.client_id,
        client_secret: row.client_secret,
        scopes: row.scopes,
        created_at: row.created_at,
    }
}
