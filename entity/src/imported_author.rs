//! The `imported_author` table: which member stands for an author of another system.
use crate::{ImportedAuthorId, MemberId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imported_author")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportedAuthorId,
    pub site_id: SiteId,
    /// The system it came from, such as `wordpress`.
    pub source: String,
    /// What tells this author from the others of that system; unique within site and source.
    pub author_key: String,
    /// In lower case; whoever proves it may claim the member. Several authors may share it.
    pub email: Option<String>,
    pub member_id: MemberId,
}

impl ActiveModelBehavior for ActiveModel {}
