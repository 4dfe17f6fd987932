//! The `mail_template` table.
use crate::model::{MailKind, MailTemplate, SiteId};
use entity::mail_template::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::OnConflict,
};

pub async fn find(
    db: &impl ConnectionTrait,
    (site, kind, locale): (SiteId, MailKind, &str),
) -> Result<Option<MailTemplate>, DbErr> {
    let found = Entity::find_by_id((site, kind, locale.to_owned()));
    Ok(found.one(db).await?.map(value))
}

/// Of a kind, in all languages.
pub async fn list(
    db: &impl ConnectionTrait,
    site: SiteId,
    kind: MailKind,
) -> Result<Vec<MailTemplate>, DbErr> {
    let found = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::Kind.eq(kind));
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

/// Of all kinds, in all languages.
pub async fn list_all(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<MailTemplate>, DbErr> {
    let found = Entity::find().filter(Column::SiteId.eq(site));
    Ok(found.all(db).await?.into_iter().map(value).collect())
}

/// In place of the one that is there, if there is one.
pub async fn save(db: &impl ConnectionTrait, template: MailTemplate) -> Result<(), DbErr> {
    let row = Model {
        site_id: template.site_id,
        kind: template.kind,
        locale: template.locale,
        subject: template.subject,
        text: template.text,
        html: template.html,
        updated_at: template.updated_at,
    };
    let replace = OnConflict::columns([Column::SiteId, Column::Kind, Column::Locale])
        .update_columns([
            Column::Subject,
            Column::Text,
            Column::Html,
            Column::UpdatedAt,
        ])
        .to_owned();
    Entity::insert(row.into_active_model())
        .on_conflict(replace)
        .exec_without_returning(db)
        .await
        .map(drop)
}

/// Whether there was one.
pub async fn delete(
    db: &impl ConnectionTrait,
    (site, kind, locale): (SiteId, MailKind, &str),
) -> Result<bool, DbErr> {
    let deleted = Entity::delete_by_id((site, kind, locale.to_owned()))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected > 0)
}

fn value(row: Model) -> MailTemplate {
    MailTemplate {
        site_id: row.site_id,
        kind: row.kind,
        locale: row.locale,
        subject: row.subject,
        text: row.text,
        html: row.html,
        updated_at: row.updated_at,
    }
}
