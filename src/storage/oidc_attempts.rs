//! The `oidc_attempt` table.
use super::{Db, db::for_update, sweep::Over};
use crate::model::{Attempt, AttemptId, MailedTokenId, ProviderId, Stage, Vouched, Window};
use chrono::{DateTime, Utc};
use entity::oidc_attempt::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, Set, Statement, sea_query::Expr,
};

pub async fn insert(db: &impl ConnectionTrait, attempt: Attempt) -> Result<(), DbErr> {
    let vouched = attempt.vouched;
    let row = Model {
        id: attempt.id,
        site_id: attempt.site_id,
        provider_id: attempt.provider_id,
        state_hash: attempt.state_hash,
        browser_hash: attempt.browser_hash,
        nonce: attempt.nonce,
        verifier: attempt.verifier,
        origin: attempt.window.origin,
        locale: attempt.window.locale,
        next: attempt.window.next,
        replaces_id: attempt.replaces,
        account_id: attempt.account_id,
        stage: attempt.stage,
        subject: vouched.as_ref().map(|vouched| vouched.subject.clone()),
        email: vouched.as_ref().and_then(|vouched| vouched.email.clone()),
        name: vouched.and_then(|vouched| vouched.name),
        mailed_token_id: attempt.mailed_token_id,
        created_at: attempt.created_at,
        expires_at: attempt.expires_at,
        ended_at: attempt.ended_at,
    };
    row.into_active_model().insert(db).await.map(drop)
}

pub async fn find_by_state(
    db: &impl ConnectionTrait,
    hash: &[u8],
) -> Result<Option<Attempt>, DbErr> {
    let found = Entity::find().filter(Column::StateHash.eq(hash));
    Ok(found.one(db).await?.map(value))
}

pub async fn find(db: &impl ConnectionTrait, id: AttemptId) -> Result<Option<Attempt>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

/// Takes the row until the transaction ends.
pub async fn lock(db: &impl ConnectionTrait, id: AttemptId) -> Result<Option<Attempt>, DbErr> {
    let sql = format!("SELECT * FROM oidc_attempt WHERE id = $1{}", for_update(db));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    let found = Model::find_by_statement(statement).one(db).await?;
    Ok(found.map(value))
}

/// False when it was not at that stage any more, or had ended: each step is taken once.
pub async fn advance(
    db: &impl ConnectionTrait,
    id: AttemptId,
    (from, to): (Stage, Stage),
) -> Result<bool, DbErr> {
    let advanced = Entity::update_many()
        .col_expr(Column::Stage, Expr::value(to))
        .filter(Column::Id.eq(id))
        .filter(Column::Stage.eq(from))
        .filter(Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(advanced.rows_affected > 0)
}

/// Keeps what the provider said until the person has answered.
pub async fn ask(
    db: &impl ConnectionTrait,
    id: AttemptId,
    (vouched, until): (Vouched, DateTime<Utc>),
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        stage: Set(Stage::Asked),
        subject: Set(Some(vouched.subject)),
        email: Set(vouched.email),
        name: Set(vouched.name),
        expires_at: Set(until),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// A code was mailed; there is time until then to enter it.
pub async fn set_mailed(
    db: &impl ConnectionTrait,
    id: AttemptId,
    (token, until): (MailedTokenId, DateTime<Utc>),
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        mailed_token_id: Set(Some(token)),
        expires_at: Set(until),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Nothing more comes of it, and what the provider said is forgotten.
pub async fn end(db: &impl ConnectionTrait, id: AttemptId, at: DateTime<Utc>) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        subject: Set(None),
        email: Set(None),
        name: Set(None),
        ended_at: Set(Some(at)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Removes what was over before then.
pub async fn forget(db: &Db, before: DateTime<Utc>) -> Result<(), DbErr> {
    Over::expired("oidc_attempt", "id")
        .delete(db, &[before.into()])
        .await
}

/// Removes all of a provider, which is about to go.
pub async fn delete_all(db: &impl ConnectionTrait, provider: ProviderId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ProviderId.eq(provider))
        .exec(db)
        .await
        .map(drop)
}

fn value(row: Model) -> Attempt {
    let (email, name) = (row.email, row.name);
    Attempt {
        id: row.id,
        site_id: row.site_id,
        provider_id: row.provider_id,
        state_hash: row.state_hash,
        browser_hash: row.browser_hash,
        nonce: row.nonce,
        verifier: row.verifier,
        window: Window {
            origin: row.origin,
            locale: row.locale,
            next: row.next,
        },
        replaces: row.replaces_id,
        account_id: row.account_id,
        stage: row.stage,
        vouched: row.subject.map(|subject| Vouched {
            subject,
            email,
            name,
        }),
        mailed_token_id: row.mailed_token_id,
        created_at: row.created_at,
        expires_at: row.expires_at,
        ended_at: row.ended_at,
    }
}
