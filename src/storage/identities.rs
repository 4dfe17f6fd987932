//! The `identity` table.
use crate::model::{AccountId, IdentityId, SiteId};
use chrono::{DateTime, Utc};
use entity::identity::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, Set, sea_query::OnConflict,
};

/// `provider` of the site's own accounts.
pub const SITE: &str = "site";

/// Who an account is for a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub id: IdentityId,
    pub account_id: AccountId,
    pub site_id: SiteId,
    /// [`SITE`], or else the provider's id.
    pub provider: String,
    pub subject: String,
    pub email: Option<String>,
    pub created_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
}

pub async fn find(
    db: &impl ConnectionTrait,
    site: SiteId,
    (provider, subject): (&str, &str),
) -> Result<Option<Identity>, DbErr> {
    let found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Provider.eq(provider))
        .filter(Column::Subject.eq(subject));
    Ok(found.one(db).await?.map(value))
}

/// The account's, on all sites, oldest first.
pub async fn list(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Identity>, DbErr> {
    let found = Entity::find()
        .filter(Column::AccountId.eq(account))
        .order_by_asc(Column::Id);
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

/// False when another request was first; then nothing changes.
pub async fn insert_if_new(db: &impl ConnectionTrait, identity: Identity) -> Result<bool, DbErr> {
    let row = Model {
        id: identity.id,
        account_id: identity.account_id,
        site_id: identity.site_id,
        provider: identity.provider,
        subject: identity.subject,
        email: identity.email,
        created_at: identity.created_at,
        last_used_at: identity.last_used_at,
    };
    let key = [Column::SiteId, Column::Provider, Column::Subject];
    let inserted = Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

/// It was used, and this is the address that the provider told.
pub async fn touch(
    db: &impl ConnectionTrait,
    id: IdentityId,
    (email, at): (Option<String>, DateTime<Utc>),
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        email: Set(email),
        last_used_at: Set(at),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

pub async fn delete(db: &impl ConnectionTrait, id: IdentityId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(db).await.map(drop)
}

pub async fn delete_all(db: &impl ConnectionTrait, account: AccountId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .exec(db)
        .await
        .map(drop)
}

fn value(row: Model) -> Identity {
    Identity {
        id: row.id,
        account_id: row.account_id,
        site_id: row.site_id,
        provider: row.provider,
        subject: row.subject,
        email: row.email,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}
