//! The `data_ticket` table: links with which people fetch what is told nobody else, for some
//! minutes.
use crate::{AccountId, SessionId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_ticket")]
pub struct Model {
    /// SHA-256 of the ticket in the link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    pub kind: Kind,
    pub account_id: AccountId,
    /// Whose data it gives.
    pub site_id: SiteId,
    /// In which it was asked for, and with which it ends.
    pub session_id: SessionId,
    /// Of a readable page, BCP 47.
    pub locale: String,
    pub downloads_left: i16,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a link gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "snake_case"
)]
pub enum Kind {
    /// All that is kept of one person on the site.
    AccountData,
    /// The whole site.
    Site,
    /// The same with e-mail addresses.
    SiteWithAddresses,
}
