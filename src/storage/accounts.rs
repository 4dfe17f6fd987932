//! The `account` table.
use super::{db::for_no_key_update, faults::is_taken};
use crate::model::{Account, AccountId};
use chrono::{DateTime, Utc};
use entity::account::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, Set, Statement, sea_query::OnConflict,
};

/// An account with the secret that signs in to it.
#[derive(Clone)]
pub struct Credentials {
    pub account: Account,
    pub password_hash: Option<String>,
}

pub async fn find(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Account>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

pub async fn find_credentials(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<Credentials>, DbErr> {
    let row = Entity::find()
        .filter(Column::Email.eq(email))
        .one(db)
        .await?;
    Ok(row.map(credentials))
}

pub async fn find_credentials_by_id(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<Credentials>, DbErr> {
    let row = Entity::find_by_id(id).one(db).await?;
    Ok(row.map(credentials))
}

/// Takes the account's row until the transaction ends: its password and its address stay as they
/// are.
pub async fn lock_credentials(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<Credentials>, DbErr> {
    let lock = for_no_key_update(db).unwrap_or_default();
    let sql = format!("SELECT * FROM account WHERE id = $1{lock}");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    let row = Model::find_by_statement(statement).one(db).await?;
    Ok(row.map(credentials))
}

/// False when somebody has the e-mail address already; then nothing changes.
pub async fn insert_if_new(
    db: &impl ConnectionTrait,
    account: Account,
    password_hash: Option<String>,
) -> Result<bool, DbErr> {
    let row = Model {
        id: account.id,
        email: account.email,
        email_verified_at: account.email_verified_at,
        display_name: account.display_name,
        password_hash,
        created_at: account.created_at,
    };
    let inserted = Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(Column::Email).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}

pub async fn update_password(
    db: &impl ConnectionTrait,
    id: AccountId,
    password_hash: String,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        password_hash: Set(Some(password_hash)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

pub async fn verify_email(
    db: &impl ConnectionTrait,
    id: AccountId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        email_verified_at: Set(Some(at)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Nobody signs in with it any more.
pub async fn clear_password(db: &impl ConnectionTrait, id: AccountId) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        password_hash: Set(None),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Another address, which has been proved. False when another account has it; then the transaction
/// is of no more use.
pub async fn update_email(
    db: &impl ConnectionTrait,
    id: AccountId,
    (email, verified_at): (&str, DateTime<Utc>),
) -> Result<bool, DbErr> {
    let row = ActiveModel {
        id: Set(id),
        email: Set(Some(email.to_owned())),
        email_verified_at: Set(Some(verified_at)),
        ..Default::default()
    };
    match row.update(db).await {
        Ok(_) => Ok(true),
        Err(fault) if is_taken(&fault) => Ok(false),
        Err(fault) => Err(fault),
    }
}

pub async fn delete(db: &impl ConnectionTrait, id: AccountId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(db).await.map(drop)
}

fn credentials(row: Model) -> Credentials {
    Credentials {
        password_hash: row.password_hash.clone(),
        account: value(row),
    }
}

fn value(row: Model) -> Account {
    Account {
        id: row.id,
        email: row.email,
        email_verified_at: row.email_verified_at,
        display_name: row.display_name,
        created_at: row.created_at,
    }
}
