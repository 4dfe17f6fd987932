//! The `challenge` table: what has been asked of somebody and is to be answered within minutes.
use crate::{AccountId, ChallengeId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "challenge")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChallengeId,
    /// SHA-256 of what the one who is asked holds.
    pub token_hash: Vec<u8>,
    pub purpose: Purpose,
    pub site_id: SiteId,
    /// Who has given the first factor; none while nobody has said who they are.
    pub account_id: Option<AccountId>,
    /// Whether the first factor was the owner's own, and not somebody else's word.
    pub proved: bool,
    /// Whether the first factor was the site's word.
    pub by_site: bool,
    /// What an authenticator's answer is checked against, as JSON.
    pub state: Option<String>,
    /// Another way into the account, which it gets with the right answer, as JSON.
    pub gained: Option<String>,
    /// Wrong answers so far.
    pub tries: i32,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What an answer is good for, and for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
pub enum Purpose {
    /// The second factor of a sign-in.
    SignIn,
    /// Signing in with nothing but a passkey.
    PasskeySignIn,
    /// Adding a passkey to an account.
    AddPasskey,
}
