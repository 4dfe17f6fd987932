//! Whom a site asks for their opinion, as the `site_rules` table has them.
use crate::model::{Advisers, SiteId};
use entity::site_rules::{Column, Entity};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QuerySelect};

type Row = (
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);

pub async fn of(db: &impl ConnectionTrait, site: SiteId) -> Result<Advisers, DbErr> {
    let row: Option<Row> = Entity::find_by_id(site)
        .select_only()
        .columns([
            Column::AkismetKey,
            Column::WebhookUrl,
            Column::WebhookSecret,
            Column::WebhookSecretBefore,
        ])
        .into_tuple()
        .one(db)
        .await?;
    let (akismet_key, webhook_url, secret, before) = row.unwrap_or_default();
    Ok(Advisers {
        akismet_key,
        webhook_url,
        webhook_secrets: secret.into_iter().chain(before).collect(),
    })
}
