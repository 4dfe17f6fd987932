//! The `planned_erasure` table.
use super::db::for_update;
use crate::model::{AccountId, SiteId};
use chrono::{DateTime, Utc};
use entity::planned_erasure::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set, Statement, sea_query::OnConflict,
};

/// An account that is to be erased.
#[derive(Clone, Debug)]
pub struct PlannedErasure {
    pub account_id: AccountId,
    /// In whose name its owner is written to.
    pub site_id: SiteId,
    pub delete_comments: bool,
    pub locale: String,
    pub created_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    /// When it is tried next.
    pub try_at: DateTime<Utc>,
    /// When the owner was told that it waits.
    pub told_at: Option<DateTime<Utc>>,
}

/// Of one that is planned already, only what becomes of the comments changes.
pub async fn save(db: &impl ConnectionTrait, planned: PlannedErasure) -> Result<(), DbErr> {
    let row = Model {
        account_id: planned.account_id,
        site_id: planned.site_id,
        delete_comments: planned.delete_comments,
        locale: planned.locale,
        created_at: planned.created_at,
        due_at: planned.due_at,
        try_at: planned.try_at,
        told_at: planned.told_at,
    };
    let again = OnConflict::column(Column::AccountId)
        .update_column(Column::DeleteComments)
        .to_owned();
    Entity::insert(row.into_active_model())
        .on_conflict(again)
        .exec_without_returning(db)
        .await
        .map(drop)
}

pub async fn find(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Option<PlannedErasure>, DbErr> {
    Ok(Entity::find_by_id(account).one(db).await?.map(value))
}

/// Takes the row until the transaction ends: whoever comes second finds what the first has left.
pub async fn lock(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Option<PlannedErasure>, DbErr> {
    let sql = format!(
        "SELECT * FROM planned_erasure WHERE account_id = $1{}",
        for_update(db)
    );
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), sql, [account.into()]);
    Ok(Model::find_by_statement(statement)
        .one(db)
        .await?
        .map(value))
}

/// Those whose time has come, the longest due first.
pub async fn list_due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<AccountId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::TryAt.lte(now))
        .order_by_asc(Column::TryAt)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// It is tried again then.
pub async fn postpone(
    db: &impl ConnectionTrait,
    account: AccountId,
    (try_at, told_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), DbErr> {
    let row = ActiveModel {
        account_id: Set(account),
        try_at: Set(try_at),
        told_at: Set(Some(told_at)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// False when none was planned.
pub async fn delete(db: &impl ConnectionTrait, account: AccountId) -> Result<bool, DbErr> {
    let deleted = Entity::delete_by_id(account).exec(db).await?;
    Ok(deleted.rows_affected > 0)
}

fn value(row: Model) -> PlannedErasure {
    PlannedErasure {
        account_id: row.account_id,
        site_id: row.site_id,
        delete_comments: row.delete_comments,
        locale: row.locale,
        created_at: row.created_at,
        due_at: row.due_at,
        try_at: row.try_at,
        told_at: row.told_at,
    }
}
