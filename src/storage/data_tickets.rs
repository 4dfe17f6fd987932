//! The `data_ticket` table.
use super::{Db, sweep::Over};
use crate::model::{AccountId, DownloadKind, SessionId, SiteId};
use chrono::{DateTime, Utc};
use entity::data_ticket::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr,
};

/// A link that needs no session's token.
#[derive(Clone, Debug)]
pub struct DataTicket {
    pub token_hash: Vec<u8>,
    pub kind: DownloadKind,
    pub account_id: AccountId,
    pub site_id: SiteId,
    pub session_id: SessionId,
    pub locale: String,
    pub downloads_left: i16,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

pub async fn insert(db: &impl ConnectionTrait, ticket: DataTicket) -> Result<(), DbErr> {
    let row = Model {
        token_hash: ticket.token_hash,
        kind: ticket.kind,
        account_id: ticket.account_id,
        site_id: ticket.site_id,
        session_id: ticket.session_id,
        locale: ticket.locale,
        downloads_left: ticket.downloads_left,
        created_at: ticket.created_at,
        expires_at: ticket.expires_at,
    };
    Entity::insert(row.into_active_model())
        .exec_without_returning(db)
        .await
        .map(drop)
}

pub async fn find(
    db: &impl ConnectionTrait,
    token_hash: &[u8],
) -> Result<Option<DataTicket>, DbErr> {
    let found = Entity::find().filter(Column::TokenHash.eq(token_hash));
    Ok(found.one(db).await?.map(value))
}

/// Counts a download. False when there is none left; of several at once no more are let through
/// than are left.
pub async fn use_once(db: &impl ConnectionTrait, token_hash: &[u8]) -> Result<bool, DbErr> {
    let used = Entity::update_many()
        .col_expr(Column::DownloadsLeft, Expr::cust("downloads_left - 1"))
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::DownloadsLeft.gt(0))
        .exec(db)
        .await?;
    Ok(used.rows_affected > 0)
}

/// Removes what is over.
pub async fn forget(db: &Db, now: DateTime<Utc>) -> Result<(), DbErr> {
    Over::expired("data_ticket", "token_hash")
        .delete(db, &[now.into()])
        .await
}

fn value(row: Model) -> DataTicket {
    DataTicket {
        token_hash: row.token_hash,
        kind: row.kind,
        account_id: row.account_id,
        site_id: row.site_id,
        session_id: row.session_id,
        locale: row.locale,
        downloads_left: row.downloads_left,
        created_at: row.created_at,
        expires_at: row.expires_at,
    }
}
