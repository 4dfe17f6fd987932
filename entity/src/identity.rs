//! The `identity` table: who an account is for a provider, or for a site's own accounts.
use crate::{AccountId, IdentityId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IdentityId,
    pub account_id: AccountId,
    /// Where it holds: what a site's provider says counts on that site only.
    pub site_id: SiteId,
    /// `site` for the site's own accounts, or else the provider's id.
    pub provider: String,
    /// As the provider names them; unique within site and provider.
    pub subject: String,
    /// As the provider said last. Proves nothing beyond the site.
    pub email: Option<String>,
    pub created_at: DateTimeUtc,
    pub last_used_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
