//! The `passkey` table.
use crate::model::{AccountId, Passkey, PasskeyId};
use chrono::{DateTime, Utc};
use entity::passkey::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
    sea_query::{Expr, OnConflict},
};

/// The account's, oldest first.
pub async fn list(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Passkey>, DbErr> {
    let found = Entity::find()
        .filter(Column::AccountId.eq(account))
        .order_by_asc(Column::Id);
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

pub async fn find_by_credential(
    db: &impl ConnectionTrait,
    credential_id: &[u8],
) -> Result<Option<Passkey>, DbErr> {
    let found = Entity::find().filter(Column::CredentialId.eq(credential_id));
    Ok(found.one(db).await?.map(value))
}

/// False when some account has the credential already; then nothing changes.
pub async fn insert_if_new(db: &impl ConnectionTrait, passkey: Passkey) -> Result<bool, DbErr> {
    let row = Model {
        id: passkey.id,
        account_id: passkey.account_id,
        credential_id: passkey.credential_id,
        credential: passkey.credential,
        counter: passkey.counter,
        name: passkey.name,
        created_at: passkey.created_at,
        last_used_at: passkey.last_used_at,
    };
    let inserted = Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::column(Column::CredentialId)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

/// It has signed. False when its counter is not above the one that is kept, unless it never counts:
/// then there may be two of it.
pub async fn use_once(
    db: &impl ConnectionTrait,
    id: PasskeyId,
    (credential, counter): (String, i64),
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let mut counts = Condition::any().add(Column::Counter.lt(counter));
    if counter == 0 {
        counts = counts.add(Column::Counter.eq(0));
    }
    let used = Entity::update_many()
        .col_expr(Column::Credential, Expr::value(credential))
        .col_expr(Column::Counter, Expr::value(counter))
        .col_expr(Column::LastUsedAt, Expr::value(at))
        .filter(Column::Id.eq(id))
        .filter(counts)
        .exec(db)
        .await?;
    Ok(used.rows_affected > 0)
}

/// False when the account has no such passkey.
pub async fn rename(
    db: &impl ConnectionTrait,
    (account, id): (AccountId, PasskeyId),
    name: String,
) -> Result<bool, DbErr> {
    let renamed = Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .filter(Column::Id.eq(id))
        .filter(Column::AccountId.eq(account))
        .exec(db)
        .await?;
    Ok(renamed.rows_affected > 0)
}

/// False when the account has no such passkey.
pub async fn delete(
    db: &impl ConnectionTrait,
    (account, id): (AccountId, PasskeyId),
) -> Result<bool, DbErr> {
    let deleted = Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::AccountId.eq(account))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected > 0)
}

pub async fn delete_all(db: &impl ConnectionTrait, account: AccountId) -> Result<u64, DbErr> {
    let deleted = Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected)
}

fn value(row: Model) -> Passkey {
    Passkey {
        id: row.id,
        account_id: row.account_id,
        credential_id: row.credential_id,
        credential: row.credential,
        counter: row.counter,
        name: row.name,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}
