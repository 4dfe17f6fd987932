//! The `refresh_token` table: every refresh token that a session has had, hashed.
use crate::{RefreshTokenId, SessionId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RefreshTokenId,
    pub session_id: SessionId,
    /// SHA-256 of the token's text.
    pub token_hash: Vec<u8>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
    pub successor_id: Option<RefreshTokenId>,
    /// With the token itself, makes the successor anew, for a client whose answer was lost.
    pub successor_salt: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
