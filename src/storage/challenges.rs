//! The `challenge` table.
use super::{Db, db::for_update, sweep::Over};
use crate::model::{AccountId, Challenge, ChallengeId};
use chrono::{DateTime, Utc};
use entity::challenge::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, Set, Statement, sea_query::Expr,
};
use serde_json::json;

pub async fn insert(db: &impl ConnectionTrait, challenge: Challenge) -> Result<(), DbErr> {
    let row = Model {
        id: challenge.id,
        token_hash: challenge.token_hash,
        purpose: challenge.purpose,
        site_id: challenge.site_id,
        account_id: challenge.account_id,
        proved: challenge.proved,
        by_site: challenge.by_site,
        state: challenge.state,
        gained: challenge.gained.map(|gained| json!(gained).to_string()),
        tries: challenge.tries,
        created_at: challenge.created_at,
        expires_at: challenge.expires_at,
        used_at: challenge.used_at,
    };
    row.into_active_model().insert(db).await.map(drop)
}

pub async fn find(
    db: &impl ConnectionTrait,
    token_hash: &[u8],
) -> Result<Option<Challenge>, DbErr> {
    let found = Entity::find().filter(Column::TokenHash.eq(token_hash));
    Ok(found.one(db).await?.map(value))
}

/// Takes the row until the transaction ends, so that two answers come one after the other.
pub async fn lock(db: &impl ConnectionTrait, id: ChallengeId) -> Result<Option<Challenge>, DbErr> {
    let sql = format!("SELECT * FROM challenge WHERE id = $1{}", for_update(db));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    let found = Model::find_by_statement(statement).one(db).await?;
    Ok(found.map(value))
}

/// What the next answer is checked against.
pub async fn update_state(
    db: &impl ConnectionTrait,
    id: ChallengeId,
    state: Option<String>,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        state: Set(state),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Counts a wrong answer.
pub async fn count_try(db: &impl ConnectionTrait, id: ChallengeId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Tries, Expr::cust("tries + 1"))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await
        .map(drop)
}

pub async fn mark_used(
    db: &impl ConnectionTrait,
    id: ChallengeId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        used_at: Set(Some(at)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Takes away the one that this token names.
pub async fn delete(db: &impl ConnectionTrait, token_hash: &[u8]) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::TokenHash.eq(token_hash))
        .exec(db)
        .await
        .map(drop)
}

/// Whatever was asked of the account becomes worthless.
pub async fn void_all(
    db: &impl ConnectionTrait,
    account: AccountId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(at))
        .filter(Column::AccountId.eq(account))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await
        .map(drop)
}

/// Removes what was over before then.
pub async fn forget(db: &Db, before: DateTime<Utc>) -> Result<(), DbErr> {
    Over::expired("challenge", "id")
        .delete(db, &[before.into()])
        .await
}

fn value(row: Model) -> Challenge {
    Challenge {
        id: row.id,
        token_hash: row.token_hash,
        purpose: row.purpose,
        site_id: row.site_id,
        account_id: row.account_id,
        proved: row.proved,
        by_site: row.by_site,
        state: row.state,
        gained: row.gained.and_then(|text| serde_json::from_str(&text).ok()),
        tries: row.tries,
        created_at: row.created_at,
        expires_at: row.expires_at,
        used_at: row.used_at,
    }
}
