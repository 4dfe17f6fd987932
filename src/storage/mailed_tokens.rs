//! The `mailed_token` table.
use super::{Db, db::for_update, sweep::Over};
use crate::model::{AccountId, MailedToken, MailedTokenId, Purpose};
use chrono::{DateTime, Utc};
use entity::mailed_token::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait,
    FromQueryResult, IntoActiveModel, QueryFilter, Set, Statement,
    sea_query::{Expr, OnConflict},
};

pub async fn insert(db: &impl ConnectionTrait, token: MailedToken) -> Result<(), DbErr> {
    row(token).into_active_model().insert(db).await.map(drop)
}

/// False when the same request has one already; then nothing changes.
pub async fn insert_if_new(db: &impl ConnectionTrait, token: MailedToken) -> Result<bool, DbErr> {
    let request = OnConflict::column(Column::RequestHash)
        .do_nothing()
        .to_owned();
    let inserted = Entity::insert(row(token).into_active_model())
        .on_conflict(request)
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

fn row(token: MailedToken) -> Model {
    Model {
        id: token.id,
        site_id: token.site_id,
        purpose: token.purpose,
        account_id: token.account_id,
        email: token.email,
        token_hash: token.token_hash,
        code_hash: token.code_hash,
        request_hash: token.request_hash,
        browser_hash: token.browser_hash,
        details: token.details,
        tries: token.tries,
        created_at: token.created_at,
        expires_at: token.expires_at,
        approved_at: token.approved_at,
        used_at: token.used_at,
    }
}

pub async fn find(
    db: &impl ConnectionTrait,
    id: MailedTokenId,
) -> Result<Option<MailedToken>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

pub async fn find_by_token(
    db: &impl ConnectionTrait,
    hash: &[u8],
) -> Result<Option<MailedToken>, DbErr> {
    let found = Entity::find().filter(Column::TokenHash.eq(hash));
    Ok(found.one(db).await?.map(value))
}

pub async fn find_by_request(
    db: &impl ConnectionTrait,
    hash: &[u8],
) -> Result<Option<MailedToken>, DbErr> {
    let found = Entity::find().filter(Column::RequestHash.eq(hash));
    Ok(found.one(db).await?.map(value))
}

/// Takes the row until the transaction ends, so that two uses come one after the other.
pub async fn lock(
    db: &impl ConnectionTrait,
    id: MailedTokenId,
) -> Result<Option<MailedToken>, DbErr> {
    let sql = format!("SELECT * FROM mailed_token WHERE id = $1{}", for_update(db));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    let found = Model::find_by_statement(statement).one(db).await?;
    Ok(found.map(value))
}

/// What it was to bring about is forgotten.
pub async fn mark_used(
    db: &impl ConnectionTrait,
    id: MailedTokenId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        used_at: Set(Some(at)),
        details: Set(None),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

pub async fn mark_approved(
    db: &impl ConnectionTrait,
    id: MailedTokenId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        approved_at: Set(Some(at)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// It has led to an account; what that was made of is forgotten.
pub async fn set_account(
    db: &impl ConnectionTrait,
    id: MailedTokenId,
    account: AccountId,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        account_id: Set(Some(account)),
        details: Set(None),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

pub async fn set_details(
    db: &impl ConnectionTrait,
    id: MailedTokenId,
    details: String,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        details: Set(Some(details)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Counts a wrong code.
pub async fn count_try(db: &impl ConnectionTrait, id: MailedTokenId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Tries, Expr::cust("tries + 1"))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await
        .map(drop)
}

/// Whatever was mailed for the account and has not been used becomes worthless.
pub async fn void_all(
    db: &impl ConnectionTrait,
    account: AccountId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(at))
        .col_expr(Column::Details, Expr::value(None::<String>))
        .filter(Column::AccountId.eq(account))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await
        .map(drop)
}

/// A change of address that is under way becomes worthless.
pub async fn void_change(
    db: &impl ConnectionTrait,
    account: AccountId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(at))
        .col_expr(Column::Details, Expr::value(None::<String>))
        .filter(Column::AccountId.eq(account))
        .filter(Column::Purpose.is_in([Purpose::NewEmail, Purpose::OldEmail]))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await
        .map(drop)
}

/// Removes those of one purpose that nobody can use any more.
pub async fn forget_over(db: &Db, purpose: Purpose, now: DateTime<Utc>) -> Result<(), DbErr> {
    let over = Over {
        table: "mailed_token",
        key: "id",
        condition: "purpose = $1 AND (expires_at <= $2 OR used_at IS NOT NULL)",
    };
    over.delete(db, &[purpose.to_value().into(), now.into()])
        .await
}

/// Forgets what those were to bring about whose time is over.
pub async fn forget_details(db: &Db, now: DateTime<Utc>) -> Result<(), DbErr> {
    let over = Over {
        table: "mailed_token",
        key: "id",
        condition: "details IS NOT NULL AND expires_at <= $1",
    };
    over.set("details = NULL", db, &[now.into()]).await
}

/// Removes what was over before then.
pub async fn forget(db: &Db, before: DateTime<Utc>) -> Result<(), DbErr> {
    Over::expired("mailed_token", "id")
        .delete(db, &[before.into()])
        .await
}

fn value(row: Model) -> MailedToken {
    MailedToken {
        id: row.id,
        site_id: row.site_id,
        purpose: row.purpose,
        account_id: row.account_id,
        email: row.email,
        token_hash: row.token_hash,
        code_hash: row.code_hash,
        request_hash: row.request_hash,
        browser_hash: row.browser_hash,
        details: row.details,
        tries: row.tries,
        created_at: row.created_at,
        expires_at: row.expires_at,
        approved_at: row.approved_at,
        used_at: row.used_at,
    }
}
