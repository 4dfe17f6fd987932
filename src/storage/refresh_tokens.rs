//! The `refresh_token` table: the family of a session.
use crate::model::{RefreshTokenId, SessionId};
use chrono::{DateTime, Utc};
use entity::refresh_token::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, Set, sea_query::Expr,
};
use uuid::Uuid;

/// One refresh token of a session, as it is kept.
#[derive(Clone, Debug)]
pub struct RefreshToken {
    pub id: RefreshTokenId,
    pub session_id: SessionId,
    pub token_hash: Vec<u8>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
    pub successor_id: Option<RefreshTokenId>,
    pub successor_salt: Option<Vec<u8>>,
}

pub async fn insert(db: &impl ConnectionTrait, token: RefreshToken) -> Result<(), DbErr> {
    let row = Model {
        id: token.id,
        session_id: token.session_id,
        token_hash: token.token_hash,
        created_at: token.created_at,
        expires_at: token.expires_at,
        used_at: token.used_at,
        successor_id: token.successor_id,
        successor_salt: token.successor_salt,
    };
    row.into_active_model().insert(db).await.map(drop)
}

pub async fn find(
    db: &impl ConnectionTrait,
    token_hash: &[u8],
) -> Result<Option<RefreshToken>, DbErr> {
    let found = Entity::find().filter(Column::TokenHash.eq(token_hash));
    Ok(found.one(db).await?.map(value))
}

pub async fn find_by_id(
    db: &impl ConnectionTrait,
    id: RefreshTokenId,
) -> Result<Option<RefreshToken>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

/// Marks the token as used, with what came in its place. Of the session's tokens that were used
/// before, that they were is kept: their successors have been used too, and can be given to nobody.
pub async fn mark_used(
    db: &impl ConnectionTrait,
    (session, id): (SessionId, RefreshTokenId),
    at: DateTime<Utc>,
    (successor, salt): (RefreshTokenId, [u8; 32]),
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::SuccessorId, Expr::value(None::<Uuid>))
        .col_expr(Column::SuccessorSalt, Expr::value(None::<Vec<u8>>))
        .filter(Column::SessionId.eq(session))
        .filter(Column::SuccessorSalt.is_not_null())
        .exec(db)
        .await?;
    let row = ActiveModel {
        id: Set(id),
        used_at: Set(Some(at)),
        successor_id: Set(Some(successor)),
        successor_salt: Set(Some(salt.to_vec())),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

fn value(row: Model) -> RefreshToken {
    RefreshToken {
        id: row.id,
        session_id: row.session_id,
        token_hash: row.token_hash,
        created_at: row.created_at,
        expires_at: row.expires_at,
        used_at: row.used_at,
        successor_id: row.successor_id,
        successor_salt: row.successor_salt,
    }
}
