//! The `planned_erasure` table: accounts that are to be erased unless their owners think better of it.
use crate::{AccountId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "planned_erasure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// In whose name its owner is written to.
    pub site_id: SiteId,
    /// Else they stay, under no name.
    pub delete_comments: bool,
    /// As the owner prefers to be written to, BCP 47.
    pub locale: String,
    pub created_at: DateTimeUtc,
    pub due_at: DateTimeUtc,
    /// When it is tried next: `due_at`, or later while a site would lose its last admin.
    pub try_at: DateTimeUtc,
    /// When the owner was told that it waits for another admin.
    pub told_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
