//! The `session` table: one sign-in on one site, and the family of its refresh tokens.
use crate::{AccountId, MemberId, SessionId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub account_id: AccountId,
    pub site_id: SiteId,
    pub member_id: MemberId,
    pub kind: SessionKind,
    /// Keyed hash of the address bucket it began from, to know a familiar device again.
    pub address_hash: Vec<u8>,
    /// Browser and system in words, such as `Firefox on Linux`.
    pub device: Option<String>,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
    /// To the minute.
    pub last_used_at: Option<DateTimeUtc>,
    /// When the account's owner gave a proof of their own, such as the password; none where a
    /// provider or a site vouched for them.
    pub proved_at: Option<DateTimeUtc>,
    /// When a second factor was given.
    pub second_factor_at: Option<DateTimeUtc>,
    /// The page that it moderates in, and no other.
    pub origin: Option<String>,
    /// SHA-256 of the cookie's value, for a session that a browser keeps in a cookie.
    pub cookie_hash: Option<Vec<u8>>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Where a session was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum SessionKind {
    /// In somebody else's page: never carries a moderator's rights.
    Embedded,
    /// On the service's own origin, or by a program.
    Direct,
    /// Begun on the service's own origin by a moderator, to moderate in one page of the site's.
    Moderating,
}
