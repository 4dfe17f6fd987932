//! The `mail` table.
use super::{Db, Txn, sweep::Over};
use crate::model::{Mail, MailId, MailKind};
use chrono::{DateTime, Utc};
use entity::mail::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter, Set, Statement, Value,
};

pub async fn insert(db: &impl ConnectionTrait, mail: Mail) -> Result<(), DbErr> {
    let row = Model {
        id: mail.id,
        site_id: mail.site_id,
        kind: mail.kind,
        recipient: mail.recipient,
        locale: mail.locale,
        mailed_token_id: mail.mailed_token_id,
        details: mail.details,
        created_at: mail.created_at,
        sent_at: mail.sent_at,
    };
    row.into_active_model().insert(db).await.map(drop)
}

pub async fn find(db: &impl ConnectionTrait, id: MailId) -> Result<Option<Mail>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

pub async fn mark_sent(
    db: &impl ConnectionTrait,
    id: MailId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        sent_at: Set(Some(at)),
        ..Default::default()
    };
    row.update(db).await.map(drop)
}

/// Removes what was written before then.
pub async fn forget(db: &Db, before: DateTime<Utc>) -> Result<(), DbErr> {
    let over = Over {
        table: "mail",
        key: "id",
        condition: "created_at < $1",
    };
    over.delete(db, &[before.into()]).await
}

/// Removes those that were sent to an address.
pub async fn forget_sent_to(db: &impl ConnectionTrait, recipient: &str) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Recipient.eq(recipient))
        .filter(Column::SentAt.is_not_null())
        .exec(db)
        .await
        .map(drop)
}

/// Removes those of a kind whose token is gone, unless they are still on their way.
pub async fn forget_without_token(db: &Db, kind: MailKind) -> Result<(), DbErr> {
    let over = Over {
        table: "mail",
        key: "id",
        condition: WITHOUT_TOKEN,
    };
    over.delete(db, &[kind.to_value().into()]).await
}

/// The same as part of what has made them so.
pub async fn forget_at_once(txn: &Txn, kind: MailKind) -> Result<(), DbErr> {
    let sql = format!("DELETE FROM mail WHERE {WITHOUT_TOKEN}");
    let values: [Value; 1] = [kind.to_value().into()];
    let statement = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    txn.execute_raw(statement).await.map(drop)
}

const WITHOUT_TOKEN: &str = "kind = $1 \
    AND NOT EXISTS (SELECT 1 FROM mailed_token WHERE mailed_token.id = mail.mailed_token_id) \
    AND NOT EXISTS (SELECT 1 FROM job WHERE job.mail_id = mail.id AND job.failed_at IS NULL)";

fn value(row: Model) -> Mail {
    Mail {
        id: row.id,
        site_id: row.site_id,
        kind: row.kind,
        recipient: row.recipient,
        locale: row.locale,
        mailed_token_id: row.mailed_token_id,
        details: row.details,
        created_at: row.created_at,
        sent_at: row.sent_at,
    }
}
