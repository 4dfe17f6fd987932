//! The `picture` table: what a member looks like, as their site has it.
use crate::MemberId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "picture")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    /// Where the site has it.
    pub source: String,
    /// Names what is kept: a hash of the bytes, in base64url. None before it was fetched.
    pub digest: Option<String>,
    /// Small, and made by us: PNG or JPEG.
    pub bytes: Option<Vec<u8>>,
    pub fetched_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
