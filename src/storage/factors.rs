//! The `totp` and `recovery_code` tables, and which factors an account has.
use super::db::for_update;
use crate::model::{AccountId, RecoveryCodeId};
use chrono::{DateTime, Utc};
use entity::{passkey, recovery_code, signing_key::Seed, totp};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, PaginatorTrait, QueryFilter, Set, Statement,
    sea_query::{Expr, OnConflict},
};
use std::fmt;

/// The secret that an account shares with an authenticator app.
#[derive(Clone)]
pub struct Totp {
    pub account_id: AccountId,
    pub secret: Vec<u8>,
    /// Of the last code that was taken.
    pub last_step: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
}

impl fmt::Debug for Totp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Totp(…)")
    }
}

/// What an account has besides its first factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// An authenticator app that has shown a code.
    pub totp: bool,
    pub passkeys: u64,
    /// Codes that have not been used.
    pub recovery_codes: u64,
}

impl Factors {
    /// Whether one is asked for when somebody signs in. Recovery codes stand in for another.
    pub fn any(self) -> bool {
        self.totp || self.passkeys > 0
    }
}

pub async fn of(db: &impl ConnectionTrait, account: AccountId) -> Result<Factors, DbErr> {
    let totp = totp::Entity::find_by_id(account)
        .filter(totp::Column::ConfirmedAt.is_not_null())
        .count(db)
        .await?;
    let passkeys = passkey::Entity::find()
        .filter(passkey::Column::AccountId.eq(account))
        .count(db)
        .await?;
    let recovery_codes = recovery_code::Entity::find()
        .filter(recovery_code::Column::AccountId.eq(account))
        .filter(recovery_code::Column::UsedAt.is_null())
        .count(db)
        .await?;
    Ok(Factors {
        totp: totp > 0,
        passkeys,
        recovery_codes,
    })
}

/// When an authenticator app showed its first code.
pub async fn totp_since(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    let found = totp::Entity::find_by_id(account).one(db).await?;
    Ok(found.and_then(|row| row.confirmed_at))
}

/// Takes the account's row until the transaction ends, so that two changes of its factors come one
/// after the other. `SQLite` needs no word for it.
pub async fn lock_account(db: &impl ConnectionTrait, account: AccountId) -> Result<(), DbErr> {
    if let Some(lock) = super::db::for_no_key_update(db) {
        let sql = format!("SELECT id FROM account WHERE id = $1{lock}");
        let values = [account.into()];
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        db.query_one_raw(statement).await?;
    }
    Ok(())
}

/// Takes the row until the transaction ends, so that two uses of one code come one after the other.
pub async fn lock_totp(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Option<Totp>, DbErr> {
    let sql = format!("SELECT * FROM totp WHERE account_id = $1{}", for_update(db));
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), sql, [account.into()]);
    let found = totp::Model::find_by_statement(statement).one(db).await?;
    Ok(found.map(|row| Totp {
        account_id: row.account_id,
        secret: row.secret.0,
        last_step: row.last_step,
        created_at: row.created_at,
        confirmed_at: row.confirmed_at,
    }))
}

/// In place of one that was there.
pub async fn save_totp(db: &impl ConnectionTrait, new: Totp) -> Result<(), DbErr> {
    let row = totp::Model {
        account_id: new.account_id,
        secret: Seed(new.secret),
        last_step: new.last_step,
        created_at: new.created_at,
        confirmed_at: new.confirmed_at,
    };
    let replace = OnConflict::column(totp::Column::AccountId)
        .update_columns([
            totp::Column::Secret,
            totp::Column::LastStep,
            totp::Column::CreatedAt,
            totp::Column::ConfirmedAt,
        ])
        .to_owned();
    totp::Entity::insert(row.into_active_model())
        .on_conflict(replace)
        .exec_without_returning(db)
        .await
        .map(drop)
}

/// A code of this step was taken.
pub async fn update_last_step(
    db: &impl ConnectionTrait,
    account: AccountId,
    step: i64,
) -> Result<(), DbErr> {
    let row = totp::ActiveModel {
        account_id: Set(account),
        last_step: Set(Some(step)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// False when there was none.
pub async fn delete_totp(db: &impl ConnectionTrait, account: AccountId) -> Result<bool, DbErr> {
    let deleted = totp::Entity::delete_by_id(account).exec(db).await?;
    Ok(deleted.rows_affected > 0)
}

/// In place of all that there were.
pub async fn replace_recovery_codes(
    db: &impl ConnectionTrait,
    (account, at): (AccountId, DateTime<Utc>),
    codes: Vec<(RecoveryCodeId, Vec<u8>)>,
) -> Result<(), DbErr> {
    delete_recovery_codes(db, account).await?;
    let rows = codes
        .into_iter()
        .map(|(id, code_hash)| recovery_code::ActiveModel {
            id: Set(id),
            account_id: Set(account),
            code_hash: Set(code_hash),
            created_at: Set(at),
            used_at: Set(None),
        });
    recovery_code::Entity::insert_many(rows)
        .exec_without_returning(db)
        .await
        .map(drop)
}

/// False unless the account has it and it has not been used.
pub async fn use_recovery_code(
    db: &impl ConnectionTrait,
    (account, code_hash): (AccountId, &[u8]),
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let used = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(at))
        .filter(recovery_code::Column::AccountId.eq(account))
        .filter(recovery_code::Column::CodeHash.eq(code_hash))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(used.rows_affected > 0)
}

pub async fn delete_recovery_codes(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<(), DbErr> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::AccountId.eq(account))
        .exec(db)
        .await
        .map(drop)
}
