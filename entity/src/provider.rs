//! The `provider` table: with whom a site's people sign in by OpenID Connect.
use crate::{ProviderId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProviderId,
    pub site_id: SiteId,
    /// Names it in addresses; unique within the site.
    pub key: String,
    /// Stands on its button.
    pub name: String,
    /// Never changes: a subject means something with its issuer only.
    pub issuer: String,
    pub client_id: String,
    /// As the provider gave it; never given out.
    pub client_secret: Option<String>,
    /// Divided by spaces.
    pub scopes: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
