//! The `account` table: a person, on the whole installation.
use crate::AccountId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    /// In lower case and unique; none for an author who came with an import and has not been
    /// claimed.
    pub email: Option<String>,
    pub email_verified_at: Option<DateTimeUtc>,
    pub display_name: String,
    /// argon2id, as a PHC string.
    pub password_hash: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
