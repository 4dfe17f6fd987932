//! The `spam_word` table: what a site has learned about words.
use crate::SiteId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "spam_word")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: SiteId,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Empty for the number of texts learned from.
    pub word: String,
    pub spam: i32,
    pub ham: i32,
}

impl ActiveModelBehavior for ActiveModel {}
