//! The `mailed_token` table: what was mailed to prove that somebody reads an address.
use crate::{AccountId, MailedTokenId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mailed_token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailedTokenId,
    pub site_id: SiteId,
    pub purpose: Purpose,
    /// Whose it is, where there is an account.
    pub account_id: Option<AccountId>,
    /// What it was mailed to, in lower case.
    pub email: String,
    /// SHA-256 of the token in the mail's link.
    pub token_hash: Vec<u8>,
    /// SHA-256 of the id and the six digits in the mail.
    pub code_hash: Option<Vec<u8>>,
    /// SHA-256 of what the one who asked for the mail was given.
    pub request_hash: Option<Vec<u8>>,
    /// SHA-256 of the cookie of the browser that asked.
    pub browser_hash: Option<Vec<u8>>,
    /// What it is to bring about, as JSON.
    pub details: Option<String>,
    /// Wrong codes so far.
    pub tries: i32,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    /// The link was followed in the browser that asked.
    pub approved_at: Option<DateTimeUtc>,
    pub used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a token is good for, and for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
pub enum Purpose {
    SignUp,
    SignIn,
    VerifyEmail,
    ResetPassword,
    NewEmail,
    OldEmail,
    LinkIdentity,
    ConfirmGuest,
}
